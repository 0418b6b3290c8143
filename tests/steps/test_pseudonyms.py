"""Names are replaced wherever a study holds them, codings stay on their words, nothing is left."""

from __future__ import annotations

import json
import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, String, Text

from tests.dying import replace_and_die
from tests.programs import Program
from tests.small import ANA, BEN, codes, passage, small_study
from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.errors import NotAsked
from workbench.privacy.names import named
from workbench.privacy.seeking import Seeker
from workbench.privacy.suggestion import DOUBTS, Doubt
from workbench.revisions import Edit
from workbench.steps import code, memo
from workbench.steps.backup import backup
from workbench.steps.check import check
from workbench.steps.keys import key_of, key_path
from workbench.steps.pseudonyms import (
    Picked,
    Replaced,
    Wish,
    destroy_backups,
    replace_names,
    suggestions,
)
from workbench.steps.revising import revise
from workbench.steps.undo import undo
from workbench.store import Store, new_study, open_study
from workbench.store.reads import cases, documents
from workbench.store.reads.codings import codings
from workbench.store.reads.memos import memos
from workbench.store.tables import METADATA
from workbench.store.worded import ECHOES, EXCUSED, LABELS, PACKED, PROSE, REFERENCES, TEXT
from workbench.store.writes.documents import add_document
from workbench.terms import NOBODY, Coding


def replaced(store: Store, *pairs: tuple[str, str], **wish: object) -> Replaced:
    names = tuple(named(*pair) for pair in pairs)
    return replace_names(store, NOBODY, Wish(names, **wish), key_of(store))  # type: ignore[arg-type]  # as Wish takes them


def told(store: Store) -> list[tuple[str, str, str, str]]:
    """Suggestions: what holds them, the words, the replacement, the doubt."""
    found = suggestions(store, NOBODY, key_of(store).read())
    return [
        (one.document or one.what, one.words, one.suggestion.replacement, one.suggestion.doubt)
        for one in found.spots
    ]


def spoken(path: Path, *turns: tuple[str, str]) -> Store:
    """A study of one session."""
    store = new_study(path, "Spoken")
    at, drafts = 0, []
    for speaker, text in turns:
        drafts.append(DraftTurn(at, at + len(text), speaker, case=speaker))
        at += len(text) + 1
    text = "\n".join(text for _, text in turns)
    draft = Draft("s1.txt", "hash", "test", (DraftDocument("s1", text, tuple(drafts)),))
    with store.writing() as writer:
        add_document(writer, draft, draft.documents[0], {"*": "student"})
    return store


def text_of(store: Store, name: str = "s1") -> str:
    with store.reading() as reader:
        return documents.text(reader, NOBODY, name)


def anywhere(folder: Path, *names: str) -> list[tuple[str, str]]:
    """Files in which some bytes of a name are, as text or as JSON writes it; the key apart."""
    return [
        (file.name, name)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".key"
        for name in names
        for form in {name, name.lower(), name.upper(), json.dumps(name)[1:-1]}
        if form.encode() in file.read_bytes() or form in file.name
    ]


def test_speakers_and_cases_are_suggested_with_the_next_number_of_their_role(
    tmp_path: Path,
) -> None:
    with small_study(tmp_path / "a.study") as store:
        names = suggestions(store, NOBODY, key_of(store).read()).names
    assert [(one.original, one.replacement) for one in names] == [
        ("Ruth", "[Leader 1]"),
        ("Mara", "[Student 1]"),
        ("Idris", "[Student 2]"),
        ("Lotte", "[Student 3]"),
    ]


def test_a_name_is_replaced_in_texts_labels_and_cases_and_kept_in_the_key(tmp_path: Path) -> None:
    turns = (("Mara", "I asked Idris’s mother."), ("Idris", "Mara, no! MARA."))
    with spoken(tmp_path / "a.study", *turns) as store:
        done = replaced(store, ("Mara", "Student 1"))
        assert done.names == (("Mara", "[Student 1]", 3),)
        assert text_of(store) == "I asked Idris’s mother.\n[Student 1], no! [Student 1]."
        with store.reading() as reader:
            speakers = [one.speaker for one in documents.turns(reader, NOBODY, "s1")]
            assert [one.name for one in cases.cases(reader, NOBODY)] == ["Student 1", "Idris"]
        assert speakers == ["Student 1", "Idris"]
        (known,) = key_of(store).read().names
    assert (known.original, known.replacement, bool(known.case)) == ("Mara", "[Student 1]", True)
    assert key_path(tmp_path / "a.study").stat().st_mode & 0o777 == 0o600
    assert anywhere(tmp_path, "Mara") == []


def test_a_name_that_is_a_word_is_replaced_only_where_somebody_said_so(tmp_path: Path) -> None:
    with spoken(tmp_path / "a.study", ("P1", "Will came. Will you stay? I will.")) as store:
        with pytest.raises(NotAsked, match="only with doubts"):
            replaced(store, ("Will", "Student 1"))
        found = suggestions(store, NOBODY, key_of(store).read(), [named("Will", "Student 1")])
        first = next(one for one in found.spots if one.words == "Will")
        picked = (Picked(first, named("Will", "Student 1")),)
        replace_names(store, NOBODY, Wish(picked=picked), key_of(store))
        assert text_of(store) == "[Student 1] came. Will you stay? I will."


def test_all_leaves_what_is_in_doubt(tmp_path: Path) -> None:
    turns = (("Grace", "Grace and Anna. Annie?"), ("Anna", "Mail a@b.example or say grace."))
    with spoken(tmp_path / "a.study", *turns) as store:
        done = replaced(store, everything=True)
        assert done.doubted > 0
        assert text_of(store) == (
            "Grace and [Student 2]. Annie?\nMail [e-mail address] or say grace."
        )
        assert ("s1", "Grace", "[Student 1]", "word") in told(store)


def test_nothing_is_left_in_undo_memos_or_history(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        for words in ("Idris is afraid", "Idris was afraid of Zebedee", "ÄNNCHEN"):
            memo.write_memo(store, ANA, "unit", "s1#2", words, 1)
        undo(store, ANA)
        replaced(store, ("Idris", "Student 2"), ("Zebedee", "Student 9"), ("Ännchen", "Student 8"))
        with store.reading() as reader:
            assert [one.text for one in memos(reader, ANA)] == [
                "[Student 2] was afraid of [Student 9]"
            ]
        undo(store, ANA)
        with store.reading() as reader:
            assert [one.text for one in memos(reader, ANA)] == ["[Student 2] is afraid"]
    assert anywhere(tmp_path, "Idris", "Zebedee", "Ännchen") == []


def test_what_was_replaced_in_small_letters_cannot_be_undone_either(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        memo.write_memo(store, ANA, "unit", "s1#2", "idris and zebede again", 1)
        memo.write_memo(store, ANA, "unit", "s1#2", "idris and zebede", 1)
        names = (named("Idris", "Student 2"), named("Zebedee", "Student 9"))
        replace_names(store, ANA, Wish(names, everything=True), key_of(store))
        assert {name for _, name in anywhere(tmp_path, "zebede", "idris")} == {"zebede", "idris"}
        also: frozenset[Doubt] = frozenset({"small", "faint"})
        replace_names(store, ANA, Wish(names, everything=True, also=also), key_of(store))
    assert anywhere(tmp_path, "zebede", "idris") == []


def test_memos_of_a_blind_round_are_replaced_unseen(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        memo.write_memo(store, ANA, "unit", "s1#2", "Quentin is his brother", 1)
        given = [named("Quentin", "Person 7")]
        seen = {
            viewer.coder: [one.what for one in suggestions(store, viewer, key_of(store).read(),
                           given).spots if one.words == "Quentin"]
            for viewer in (ANA, BEN, NOBODY)
        }  # fmt: skip
        assert seen == {"ana": ["memo"], "ben": [], None: []}
        replace_names(store, BEN, Wish(tuple(given)), key_of(store))
        with store.reading() as reader:
            assert memos(reader, ANA)[0].text == "[Person 7] is his brother"


def test_two_cases_never_get_one_name(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        before = text_of(store)
        with pytest.raises(NotAsked, match="replacement of its own"):
            replaced(store, ("Mara", "Student 1"), ("Idris", "Student 1"))
        assert text_of(store) == before
    assert not key_path(tmp_path / "a.study").exists()


def test_a_replacement_that_holds_a_name_is_refused(tmp_path: Path) -> None:
    with (
        small_study(tmp_path / "a.study") as store,
        pytest.raises(NotAsked, match="holds “Mara”"),
    ):
        replaced(store, ("Idris", "friend of Mara"), ("Mara", "Student 1"))


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        names = (named("Mara", "Student 1"),)
        done = replace_names(store, NOBODY, Wish(names), key_of(store), dry_run=True)
        assert done.names == (("Mara", "[Student 1]", 1),)
        assert told(store)
    assert not key_path(tmp_path / "a.study").exists()


def test_every_column_of_text_is_searched_or_excused() -> None:
    named_places = [TEXT, *PROSE, *LABELS, *PACKED, *ECHOES, *REFERENCES, *EXCUSED]
    there = [
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in table.c
        if isinstance(column.type, (String, Text, JSON)) or "AutoString" in repr(column.type)
    ]
    assert sorted(named_places) == sorted(there)


NAMES = st.sampled_from(["Anna", "Иван", "Hēmi", "He\u0304mi", "Bo", "Will Turner"])
WORDS = st.text(string.ascii_lowercase + "äß漢 ", min_size=1, max_size=8)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_every_coding_stays_on_its_words(data: st.DataObject) -> None:
    said = "x" + " ".join(data.draw(st.lists(st.one_of(NAMES, WORDS), max_size=12))) + "x"
    start = data.draw(st.integers(0, len(said) - 1))
    stop = data.draw(st.integers(start + 1, len(said)))
    names = tuple(
        named(one, f"P {n}") for n, one in enumerate(("Anna", "Иван", "Hēmi", "Will Turner"))
    )
    with tempfile.TemporaryDirectory() as folder, small_study(Path(folder, "a.study")) as store:
        with store.writing() as writer:
            revise(writer, "s1", [Edit(16, 21, said)])
        code.toggle(store, ANA, 1, passage("s1", 16 + start, 16 + stop), code_named(store, "anger"))
        before, old = text_of(store), _coding(store)
        found = Seeker(names, [before]).seek(before, patterns=False)
        replace_names(store, NOBODY, Wish(names, also=frozenset(DOUBTS)), key_of(store))
        after, new = text_of(store), _coding(store)
    # A coding that touches a name lies on the whole of what stands for it.
    touched = [one for one in found if one.start < old.stop and old.start < one.stop]
    first = min([old.start, *(one.start for one in touched)])
    words = before[first : max([old.stop, *(one.stop for one in touched)])]
    for one in reversed(touched):
        words = words[: one.start - first] + one.replacement + words[one.stop - first :]
    assert after[new.start : new.stop] == words


def _coding(store: Store) -> Coding:
    with store.reading() as reader:
        (found,) = codings(reader, ANA, 1)
    return found


def code_named(store: Store, name: str) -> str:
    return next(one.uid for _, one in codes(store).walk() if one.name == name)


@pytest.mark.parametrize("left", [0, 30, 200])
def test_a_kill_at_any_moment_leaves_all_names_or_none(tmp_path: Path, left: int) -> None:
    path, everybody = tmp_path / "a.study", {"Ruth", "Mara", "Idris", "Lotte"}
    small_study(path).close()
    Program(replace_and_die, path, left).end()
    with open_study(path) as store:
        known = {one.original for one in key_of(store).read().names}
    left_over = {name for _, name in anywhere(tmp_path, *everybody)}
    assert (left_over, known) in [(everybody, set()), (everybody, everybody), (set(), everybody)]
    assert list(tmp_path.glob(".*")) == []
    assert check(path).faults == ()


def test_backups_that_hold_names_are_told_and_can_be_destroyed(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        backup(store.path)
        done = replaced(store, ("Mara", "Student 1"))
        assert [one.n for one in done.backups] == [1]
        assert {name for _, name in anywhere(tmp_path, "Mara")} == {"Mara"}
        destroy_backups(store, NOBODY, done.backups)
    assert anywhere(tmp_path, "Mara") == []
    open_study(tmp_path / "a.study").close()
