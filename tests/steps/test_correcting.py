"""A transcript is mended after it was coded; codings stay on their words."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small import ANA, BEN, passage, small_study
from workbench.drafts import Draft
from workbench.errors import NotAsked
from workbench.importers import Settings
from workbench.importers.text import read
from workbench.steps import code, rounds
from workbench.steps.agreement.answer import agreement
from workbench.steps.check import check
from workbench.steps.correcting.corrected import Corrected, Shown, Touched
from workbench.steps.correcting.from_file import correct_from
from workbench.steps.correcting.turn_facts import TurnFacts, correct_turns
from workbench.steps.correcting.turns import merge_turns, split_turn
from workbench.steps.correcting.words import correct_at, correct_words
from workbench.steps.importing import import_drafts
from workbench.steps.second_looks import have_looked, second_looks
from workbench.steps.segmenting import segment_documents
from workbench.store import Store, new_study
from workbench.store.reads import cases, documents
from workbench.store.reads.codings import codings
from workbench.terms import NOBODY, Segmentation, Span, Viewer

# s1: Ruth "Who has a case?", Mara "I do.", Idris "Go on.", Mara "I was so angry."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return small_study(tmp_path / "a.study")


def text_of(store: Store, document: str = "s1") -> str:
    with store.reading() as reader:
        return documents.text(reader, NOBODY, document)


def said(store: Store, document: str = "s1") -> list[tuple[str | None, str]]:
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, document)
        turns = documents.turns(reader, NOBODY, document)
    return [(turn.speaker, text[turn.start : turn.stop]) for turn in turns]


def units_of(store: Store, unit: str, document: str = "s1") -> list[str]:
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, document)
        found = documents.units(reader, NOBODY, document, unit)
    return [text[one.start : one.stop] for one in found]


def coded(store: Store, viewer: Viewer = ANA) -> list[str]:
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s1")
        return [text[one.start : one.stop] for one in codings(reader, viewer, 1, "s1")]


# ------------------------------------------------------------------ words


def test_a_quoted_word_is_corrected_and_who_coded_it_is_told(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    code.toggle(store, BEN, 1, passage("s1", 29, 44), "shame")
    done = correct_words(store, ANA, "s1", "so angry", "so hungry")
    assert done == Corrected(
        "s1",
        (Shown(4, "e? I do. Go on. I was so angry.", "e? I do. Go on. I was so hungry."),),
        (Touched(1, "ana", 4, ("anger",), "I was so hungry."),),
    )
    assert coded(store) == ["I was so hungry."]
    assert [look.coder for look in second_looks(store, BEN)] == ["ben"]


def test_a_dry_run_tells_the_same_and_does_nothing(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    tried = correct_words(store, ANA, "s1", "angry", "hungry", dry_run=True)
    assert (text_of(store)[-6:], second_looks(store, ANA)) == ("angry.", [])
    assert correct_words(store, ANA, "s1", "angry", "hungry") == tried


def test_words_that_stand_often_are_asked_about(store: Store) -> None:
    with pytest.raises(NotAsked, match=r"“I” stands 2 times in “s1” \(turns 2, 4\)"):
        correct_words(store, NOBODY, "s1", "I", "We")
    correct_words(store, NOBODY, "s1", "I", "We", turn=2)
    assert said(store)[1] == ("Mara", "We do.")
    correct_words(store, NOBODY, "s2", "I", "We", everywhere=True)
    assert [words for _, words in said(store, "s2")][2:] == ["We know.", "We was ashamed."]


def test_words_that_are_not_there_are_refused(store: Store) -> None:
    with pytest.raises(NotAsked, match="does not stand there"):
        correct_words(store, NOBODY, "s1", "ngry", "x")  # a part of a word is no word
    with pytest.raises(NotAsked, match="does not stand there"):
        correct_words(store, NOBODY, "s1", "xylophone", "drum")
    with pytest.raises(NotAsked, match="no turn 9"):
        correct_words(store, NOBODY, "s1", "I", "We", turn=9)
    with pytest.raises(NotAsked, match="Quote the words"):
        correct_words(store, NOBODY, "s1", "  ", "We")


def test_a_stretch_is_corrected_by_its_offsets(store: Store) -> None:
    correct_at(store, NOBODY, "s1", Span(38, 43), "upset")
    assert said(store)[3] == ("Mara", "I was so upset.")
    with pytest.raises(NotAsked, match="has no text from 40 to 99"):
        correct_at(store, NOBODY, "s1", Span(40, 99), "x")


# ------------------------------------------------------------------ speakers, times, phases


def test_a_misspelt_speaker_becomes_another_with_the_role(store: Store, tmp_path: Path) -> None:
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    done = correct_turns(store, ANA, "s1", [2, 4], TurnFacts(speaker="Marama"))
    assert [one[:2] for one in said(store) if one[0] == "Marama"] == [
        ("Marama", "I do."),
        ("Marama", "I was so angry."),
    ]
    assert [one.unit for one in done.touched] == [4]
    with store.reading() as reader:
        known = {one.name: one.attendances for one in cases.cases(reader, NOBODY)}
    assert [(a.document, a.role) for a in known["Marama"]] == [("s1", "student")]
    assert [a.document for a in known["Mara"]] == ["s2"]
    assert check(tmp_path / "a.study").faults == ()


def test_times_and_phases_are_put_on_turns(store: Store) -> None:
    correct_turns(store, NOBODY, "s1", [1], TurnFacts(time=764.0))
    correct_turns(store, NOBODY, "s1", [1, 2], TurnFacts(phase="case"))
    correct_turns(store, NOBODY, "s1", [2], TurnFacts(phase=""))
    with store.reading() as reader:
        turns = documents.turns(reader, NOBODY, "s1")
    assert [(one.time, one.phase) for one in turns[:3]] == [
        (764.0, "case"),
        (None, None),
        (None, None),
    ]
    with pytest.raises(NotAsked, match="has no turn 5; it has 4"):
        correct_turns(store, NOBODY, "s1", [5], TurnFacts(phase="x"))


# ------------------------------------------------------------------ turns


def test_a_judged_unit_goes_with_the_turn_that_has_most_of_its_words(store: Store) -> None:
    before = len(said(store))
    with store.reading() as reader:
        start = documents.turns(reader, NOBODY, "s1")[3].start
    code.toggle(store, ANA, 1, passage("s1", start, start + 2), "anger")
    done = split_turn(store, ANA, "s1", 4, "so angry")
    assert len(said(store)) == before + 1
    assert done.notes[0].startswith("A turn begins within unit 4 (turn), which a round judges")
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s1")
        units = documents.units(reader, NOBODY, "s1", "turn")
        turns = documents.turns(reader, NOBODY, "s1")
    whole = [text[one.start : one.stop] for one in turns]
    halves = whole[3:5]
    longer = max(halves, key=len)
    assert [text[one.start : one.stop] for one in units] == [*whole[:3], longer]
    assert [one.turn for one in units] == [1, 2, 3, 4 + halves.index(longer)]
    assert coded(store) == [longer]
    assert [one.unit for one in done.touched] == [4]
    assert check(store.path).faults == ()


def test_whoever_coded_a_unit_that_a_turn_begins_in_is_to_look_again(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 29, 37), "anger")
    done = split_turn(store, ANA, "s1", 4, "so angry")
    assert units_of(store, "turn")[3] == "so angry."
    assert [one.unit for one in done.touched] == [4]


def test_whose_words_become_another_speakers_by_merging_turns_is_told(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    code.toggle(store, ANA, 1, passage("s1", 16, 21), "near")
    done = merge_turns(store, ANA, "s1", 3)
    assert said(store)[2:] == [("Idris", "Go on.\nI was so angry.")]
    assert [one.unit for one in done.touched] == [4]
    assert coded(store) == ["I do.", "I was so angry."]


def test_a_coding_keeps_each_unit_that_it_judged(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 19, 31), "anger")
    correct_at(store, NOBODY, "s1", Span(29, 35), "")
    assert coded(store) == ["o.\nGo on.\nso angry."]
    assert units_of(store, "turn")[3] == "so angry."


TEXT = "Ruth: Welcome all. Who has a case?\n\nMara: I do. He left.\n\nMara: I was angry.\n"


def draft(text: str, name: str = "talk.txt") -> Draft:
    return read(name, text.encode(), Settings())


@pytest.fixture
def talk(tmp_path: Path) -> Store:
    """A transcript with labels in its text, cut into sentences that nobody judges yet."""
    store = new_study(tmp_path / "talk.study", "Talk")
    import_drafts(store, NOBODY, [draft(TEXT)], {"Ruth": "leader", "*": "student"})
    list(segment_documents(store, NOBODY, Segmentation("sentence")))
    list(segment_documents(store, NOBODY, Segmentation("turn")))
    return store


def test_a_turn_is_split_between_two_speakers(talk: Store, tmp_path: Path) -> None:
    split_turn(talk, NOBODY, "talk", 1, "Who has", speaker="Idris")
    assert said(talk, "talk")[:2] == [("Ruth", "Welcome all."), ("Idris", "Who has a case?")]
    assert units_of(talk, "turn", "talk") == [
        "Welcome all.",
        "Who has a case?",
        "I do. He left.",
        "I was angry.",
    ]
    assert check(tmp_path / "talk.study").faults == ()


def test_two_turns_become_one_and_the_label_between_them_goes(talk: Store, tmp_path: Path) -> None:
    merge_turns(talk, NOBODY, "talk", 2)
    assert said(talk, "talk")[1:] == [("Mara", "I do. He left. I was angry.")]
    assert units_of(talk, "sentence", "talk")[2:] == ["I do.", "He left.", "I was angry."]
    assert check(tmp_path / "talk.study").faults == ()
    with pytest.raises(NotAsked, match="no turn 3"):
        merge_turns(talk, NOBODY, "talk", 2)


def test_a_label_in_the_text_says_the_new_speaker_too(talk: Store) -> None:
    correct_turns(talk, NOBODY, "talk", [3], TurnFacts(speaker="Idris"))
    assert text_of(talk, "talk").endswith("Idris: I was angry.\n")


# ------------------------------------------------------------------ the corrected file

CORRECTED = (
    "Ruth: Welcome, all. Who has a case?\n\nMara: I do.\n\nIdris: He left.\n\n"
    "Mara: I was very hungry.\n\nRuth: Thank you.\n"
)


def test_a_corrected_file_brings_words_turns_and_speakers(talk: Store, tmp_path: Path) -> None:
    done = correct_from(talk, NOBODY, "talk", draft(CORRECTED, "mended.txt"))
    assert text_of(talk, "talk") == CORRECTED
    assert said(talk, "talk") == [
        ("Ruth", "Welcome, all. Who has a case?"),
        ("Mara", "I do."),
        ("Idris", "He left."),
        ("Mara", "I was very hungry."),
        ("Ruth", "Thank you."),
    ]
    assert units_of(talk, "sentence", "talk")[1:] == [
        "Who has a case?",
        "I do.",
        "He left.",
        "I was very hungry.",
        "Thank you.",
    ]
    assert Shown(3, "new turn", "speaker Idris") in done.changes
    assert check(tmp_path / "talk.study").faults == ()
    with talk.reading() as reader:
        roles = {one.name: one.attendances[0].role for one in cases.cases(reader, NOBODY)}
    assert roles == {"Ruth": "leader", "Mara": "student", "Idris": None}


def test_the_corrected_file_again_changes_nothing(talk: Store) -> None:
    correct_from(talk, NOBODY, "talk", draft(CORRECTED))
    assert correct_from(talk, NOBODY, "talk", draft(CORRECTED)).changes == ()
    assert import_drafts(talk, NOBODY, [draft(CORRECTED)])[0].status == "same"


def test_another_text_is_no_correction(talk: Store) -> None:
    with pytest.raises(NotAsked, match="another text"):
        correct_from(
            talk, NOBODY, "talk", draft("Zoe: Nothing of this was ever there before us.\n")
        )


def test_codings_stay_on_their_words_when_the_corrected_file_comes(
    store: Store, tmp_path: Path
) -> None:
    code.toggle(store, ANA, 1, passage("s1", 38, 43), "anger")
    code.toggle(store, ANA, 1, passage("s1", 16, 21), "near")
    words = "Which of you has a case?\nI do.\nGo on.\nI was really so angry."
    turns = words.split("\n")
    labelled = "\n".join(
        f"{who}: {what}" for who, what in zip(("Ruth", "Mara", "Idris", "Mara"), turns, strict=True)
    )
    done = correct_from(store, ANA, "s1", draft(labelled))
    assert coded(store) == ["I do.", "angry"]
    assert [one.unit for one in done.touched] == []
    assert said(store)[3] == ("Mara", "I was really so angry.")
    assert check(tmp_path / "a.study").faults == ()


def labelled(*turns: tuple[str, str]) -> Draft:
    """A file that names the speakers, where the stored text has no names in it."""
    return draft("".join(f"{speaker}: {words}\n" for speaker, words in turns))


S1 = (("Ruth", "Who has a case?"), ("Mara", "I do."), ("Idris", "Go on."),
      ("Mara", "I was so angry."))  # fmt: skip


def test_a_turn_that_the_corrected_file_lacks_is_missed_and_not_another(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 16, 21), "near")
    with pytest.raises(NotAsked, match=r"Unit 4 \(turn\) of “s1” would be left without a word"):
        correct_from(store, NOBODY, "s1", labelled(*S1[:3]))
    assert text_of(store).endswith("I was so angry.")
    correct_from(store, NOBODY, "s1", labelled(*S1[:3], ("Mara", "[…]")))
    assert said(store) == [*S1[:3], ("Mara", "[…]")]
    assert units_of(store, "turn") == [*(words for _, words in S1[:3]), "[…]"]
    assert coded(store) == ["I do."]


def test_a_turn_that_the_corrected_file_adds_is_in_no_judged_unit(store: Store) -> None:
    done = correct_from(store, NOBODY, "s1", labelled(*S1[:2], ("Zoe", "Wait."), *S1[2:]))
    assert units_of(store, "turn") == [words for _, words in S1]
    assert [who for who, _ in said(store)] == ["Ruth", "Mara", "Zoe", "Idris", "Mara"]
    assert done.notes[0].startswith("New in the file: 1 turn;")


# ------------------------------------------------------------------ the list


def test_who_has_looked_takes_it_off_their_own_list(store: Store) -> None:
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    code.toggle_no_code(store, BEN, 1, passage("s1", 29, 44))
    correct_words(store, NOBODY, "s1", "angry", "hungry")
    (mine,) = second_looks(store, ANA)
    assert mine == (1, "open", "ana", "s1", 4, ("anger",), "words", "I was so hungry.")
    with pytest.raises(NotAsked, match="Unit 2 of “s1” is not on your list"):
        have_looked(store, ANA, [("s1", 2)])
    with pytest.raises(NotAsked, match="--as NAME"):
        have_looked(store, NOBODY)
    assert have_looked(store, ANA) == 1
    assert (second_looks(store, ANA), len(second_looks(store, BEN))) == ([], 1)


def test_the_stored_hash_is_that_of_the_text(store: Store) -> None:
    correct_words(store, NOBODY, "s1", "angry", "hungry")
    with store.reading() as reader:
        (first, _) = documents.documents(reader, NOBODY)
    assert first.sha256 == hashlib.sha256(text_of(store).encode()).hexdigest()


# ------------------------------------------------------------------ several in a row


_SAID = st.lists(
    st.sampled_from(["so", "very", "angry.", "שלום", "e\u0301a", "👩\u200d⚕️", "नि", "\n"]),
    max_size=3,
).map(" ".join)
_CORRECTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("words"), st.integers(0, 44), st.integers(0, 8), _SAID),
        st.tuples(st.just("split"), st.integers(1, 5), st.integers(1, 3), _SAID),
        st.tuples(st.just("merge"), st.integers(1, 5), st.just(0), st.just("")),
        st.tuples(st.just("file"), st.integers(0, 4), st.booleans(), _SAID),
    ),
    min_size=2,
    max_size=4,
)
_MARKS = st.lists(
    st.tuples(st.sampled_from([ANA, BEN]), st.integers(0, 40), st.integers(1, 15)), max_size=5
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=_MARKS, corrections=_CORRECTIONS)
def test_after_any_corrections_the_same_units_are_judged_and_what_changed_is_listed(
    tmp_path_factory: pytest.TempPathFactory,
    marks: list[tuple[Viewer, int, int]],
    corrections: list[tuple[str, int, int, str]],
) -> None:
    path = tmp_path_factory.mktemp("corrections") / "a.study"
    with small_study(path) as store:
        for viewer, start, length in marks:
            with contextlib.suppress(NotAsked):
                code.toggle(store, viewer, 1, passage("s1", start, start + length), "anger")
        rounds.close_round(store, NOBODY, 1, unfinished="enough")
        rounds.reveal_round(store, NOBODY, 1)
        measured = agreement(store, NOBODY, 1)
        for correction in corrections:
            before = judged(store)
            with contextlib.suppress(NotAsked):
                corrected(store, *correction)
            after = judged(store)
            assert before.keys() <= after.keys()
            looks = {(one.coder, one.unit) for one in second_looks(store, NOBODY)}
            assert {place for place in before if before[place] != after[place]} <= looks
            assert check(path).faults == ()
        assert agreement(store, NOBODY, 1)[0].overall == measured[0].overall


def corrected(store: Store, how: str, place: int, more: int, words: str) -> None:
    """One correction, as the numbers say."""
    turns = said(store)
    if how == "words":
        stop = min(len(text_of(store)), place + more)
        correct_at(store, NOBODY, "s1", Span(min(place, stop), stop), words)
    elif how == "split":
        last = turns[place - 1][1].split()[more:] if place <= len(turns) else []
        split_turn(store, NOBODY, "s1", place, " ".join(last) or "?", speaker="Zoe")
    elif how == "merge":
        merge_turns(store, NOBODY, "s1", place)
    else:
        told = [(who or "X", " ".join(what.split())) for who, what in turns]
        told.insert(place, ("Ola", " ".join(words.split()) or "Hm."))
        correct_from(store, NOBODY, "s1", labelled(*told[more:]))


def judged(store: Store) -> dict[tuple[str, int], list[str]]:
    """What each coder's codings cover of each unit that they touch, and who says it."""
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s1")
        turns = documents.turns(reader, NOBODY, "s1")
        units = documents.units(reader, NOBODY, "s1", "turn")
        found: dict[tuple[str, int], list[str]] = {}
        for one in codings(reader, NOBODY, 1, "s1"):
            for unit in units[one.first_unit - 1 : one.last_unit]:
                words = text[max(one.start, unit.start) : min(one.stop, unit.stop)]
                who = turns[unit.turn - 1].speaker
                found.setdefault((one.coder, unit.position), []).append(f"{who}: {words}")
    return {place: sorted(set(words)) for place, words in found.items()}
