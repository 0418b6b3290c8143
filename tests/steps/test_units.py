"""Units are made, told of, and cut by hand until a round judges them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, small_study
from workbench.drafts import Draft
from workbench.errors import NotAsked, NotDue
from workbench.importers import IMPORTERS, Settings
from workbench.steps import undo
from workbench.steps.check import check
from workbench.steps.correcting.words import correct_words
from workbench.steps.importing import import_drafts
from workbench.steps.segmenting import Segmented, segment_documents
from workbench.steps.units import listed, merge_units, split_unit
from workbench.store import Store, new_study
from workbench.store.reads import documents
from workbench.store.writes.coders import add_coder
from workbench.terms import NOBODY, Segmentation

VTT = """WEBVTT

1
00:00:01.000 --> 00:00:02.000
Ana: I was late, and

2
00:00:02.000 --> 00:00:03.000
sorry. It

3
00:00:03.000 --> 00:00:04.000
rained.

4
00:00:04.000 --> 00:00:05.000
Ben: Why?
"""


def draft(text: str, name: str, importer: str = "text") -> Draft:
    return IMPORTERS[importer](name, text.encode(), Settings())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = new_study(tmp_path / "a.study", "A")
    import_drafts(store, NOBODY, [draft(VTT, "s.vtt", "webvtt")])
    with store.writing() as writer:
        add_coder(writer, "ana", "team")
    return store


def cut(store: Store, settings: Segmentation) -> Segmented:
    (done,) = segment_documents(store, NOBODY, settings)
    return done


def units(store: Store, name: str) -> list[str]:
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s")
        found = documents.units(reader, NOBODY, "s", name)
    return [text[one.start : one.stop] for one in found]


def test_cues_are_kept_when_turns_are_made_of_them(store: Store) -> None:
    assert units(store, "cue") == ["I was late, and", "sorry. It", "rained.", "Why?"]
    assert cut(store, Segmentation("cue")).new is False
    assert cut(store, Segmentation("cue", name="by cue")).new is True
    assert units(store, "by cue") == units(store, "cue")


def test_a_document_without_cues_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotAsked, match="“s1” has no cues"):
        list(segment_documents(small_study(tmp_path / "b.study"), NOBODY, Segmentation("cue")))


def test_the_report_counts_words_and_turns_without_punctuation(store: Store) -> None:
    assert cut(store, Segmentation("sentence")) == Segmented(
        "s", "sentence", 3, new=True, median=2, longest=5, long=0, unpunctuated=0
    )
    long = "\n\n".join(["Ana: " + "word " * 61, "Ben: yes", "Ana: no."])
    import_drafts(store, NOBODY, [draft(long, "t.txt")])
    (done,) = segment_documents(store, NOBODY, Segmentation("turn"), ["t"])
    assert (done.units, done.median, done.longest, done.long, done.unpunctuated) == (3, 1, 61, 1, 2)


def test_two_unit_sets_stand_beside_each_other_by_name(store: Store) -> None:
    cut(store, Segmentation("words", words=2))
    cut(store, Segmentation("words", words=3, name="threes"))
    assert units(store, "words") == ["I was", "late, and", "sorry. It", "rained.", "Why?"]
    assert units(store, "threes") == ["I was late,", "and sorry. It", "rained.", "Why?"]
    assert cut(store, Segmentation("words", words=2)).new is False


def test_units_are_split_and_merged_and_taken_back(store: Store, tmp_path: Path) -> None:
    cut(store, Segmentation("sentence"))
    merged = merge_units(store, ANA, "s", "sentence", 1)
    assert merged.words == ("I was late, and sorry. It rained.",)
    split = split_unit(store, ANA, "s", "sentence", 1, "and sorry")
    assert split.words == ("I was late,", "and sorry. It rained.")
    assert units(store, "sentence") == ["I was late,", "and sorry. It rained.", "Why?"]
    assert [undo.undo(store, ANA).what for _ in range(2)] == ["unit split", "units merged"]
    assert units(store, "sentence") == ["I was late, and sorry.", "It rained.", "Why?"]
    undo.redo(store, ANA)
    assert units(store, "sentence") == ["I was late, and sorry. It rained.", "Why?"]
    assert check(tmp_path / "a.study").faults == ()


def test_what_was_cut_by_hand_survives_a_correction(store: Store) -> None:
    cut(store, Segmentation("sentence"))
    cut(store, Segmentation("turn"))
    merge_units(store, ANA, "s", "sentence", 1)
    correct_words(store, NOBODY, "s", "sorry.", "sorry!")
    assert units(store, "sentence")[0] == "I was late, and sorry! It rained."
    undo.undo(store, ANA)
    assert units(store, "sentence")[:2] == ["I was late, and sorry!", "It rained."]


def test_a_correction_cuts_sentences_anew_where_nobody_judges_them(store: Store) -> None:
    cut(store, Segmentation("sentence"))
    correct_words(store, NOBODY, "s", "sorry. It", "sorry, it")
    assert units(store, "sentence") == ["I was late, and sorry, it rained.", "Why?"]
    assert units(store, "cue")[1] == "sorry, it"


def test_units_of_two_turns_or_of_a_round_stay_as_they_are(store: Store, tmp_path: Path) -> None:
    cut(store, Segmentation("sentence"))
    with pytest.raises(NotAsked, match="lie in different turns"):
        merge_units(store, NOBODY, "s", "sentence", 2)
    with pytest.raises(NotAsked, match="must stand once in unit 1"):
        split_unit(store, NOBODY, "s", "sentence", 1, "I was")
    with pytest.raises(NotAsked, match=r"no unit 4 \(sentence\)"):
        merge_units(store, NOBODY, "s", "sentence", 3)
    with pytest.raises(NotDue, match="judged by turn"):
        merge_units(small_study(tmp_path / "b.study"), NOBODY, "s1", "turn", 1)


def test_units_are_listed_with_the_time_in_the_recording(store: Store) -> None:
    cut(store, Segmentation("sentence"))
    assert [(row["time"], row["words"]) for row in listed(store, NOBODY, "s", "sentence")] == [
        ("[00:00:01]", "I was late, and sorry."),
        ("[00:00:01]", "It rained."),
        ("[00:00:04]", "Why?"),
    ]
