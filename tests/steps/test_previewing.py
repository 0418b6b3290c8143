"""Files are looked at before they are believed; what is said of them gives another value."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import NotAsked
from workbench.steps.importing import import_drafts, read_files
from workbench.steps.preview_answers import (
    Answers,
    columns_of,
    doubted,
    renamed,
    store_answers,
    told_of,
    with_column,
    with_ids,
    with_instrument,
    with_no_answer,
    with_range,
)
from workbench.steps.preview_talks import (
    Talks,
    all_same,
    called,
    not_there,
    offered_in,
    store_talks,
    told_same,
    took_part,
    voices,
)
from workbench.steps.previewing import look_at
from workbench.steps.reading import Reading
from workbench.store import Store, new_study
from workbench.store.reads import cases
from workbench.terms import NOBODY

TALK = "Ana: Hello.\n\nMara: Yes.\n\nAna: So.\n\nMara: No.\n"
TABLE = "id,q,w1\nA,I was late again.,3\nB,Nobody came to see me.,2\nC,It was over by then.,1\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A study in which Ana and Mara spoke."""
    (tmp_path / "old.txt").write_text(TALK, "utf-8")
    store = new_study(tmp_path / "a.study", "A")
    import_drafts(store, NOBODY, read_files([tmp_path / "old.txt"]))
    return store


def talks(store: Store, *names: str) -> Talks:
    folder = store.path.parent
    for name in names:
        (folder / name).write_text(TALK, "utf-8")
    found = look_at(store, [Reading(folder / name) for name in names])
    assert isinstance(found, Talks)
    return found


def answers(store: Store) -> Answers:
    path = store.path.parent / "survey.csv"
    path.write_text(TABLE, "utf-8")
    found = look_at(store, [Reading(path)])
    assert isinstance(found, Answers)
    return found


def who(store: Store) -> dict[str, list[tuple[str, str | None]]]:
    with store.reading() as reader:
        found = cases.cases(reader, NOBODY)
    return {one.name: [(a.document, a.role) for a in one.attendances] for one in found}


def test_names_that_are_known_are_offered_in_each_file_and_accepted_for_all(store: Store) -> None:
    found = talks(store, "s1.txt", "s2.txt")
    assert [(one.name, one.there) for one in offered_in(found)] == [
        ("Ana", ("old",)),
        ("Mara", ("old",)),
        ("Ana", ("old", "s1")),
        ("Mara", ("old", "s1")),
    ]
    assert [one.same for one in voices(told_same(found, "Ana"), 1)] == [True, False]
    assert told_same(told_same(found, "Ana"), "Ana") == found
    store_talks(store, NOBODY, all_same(found))
    assert set(who(store)) == {"Ana", "Mara"}


def test_who_said_nothing_is_of_one_file(store: Store) -> None:
    found = took_part(store, talks(store, "s1.txt", "s2.txt"), 1, " Lotte ", "student")
    assert [one.name for one in voices(found, 0)] == ["Ana", "Mara"]
    assert voices(found, 1)[-1][:4] == ("Lotte", "Lotte", "student", 0)
    assert not_there(found, 1, "Lotte").present == ((), ())
    with pytest.raises(NotAsked, match="“Ana” speaks here"):
        took_part(store, found, 1, "ana", "")
    store_talks(store, NOBODY, called(store, found, 0, "Ana", "Zoë"))
    assert who(store)["Lotte"] == [("s2", "student")]
    assert who(store)["Zoë"] == [("s1", None)]


def test_a_table_is_renamed_held_to_ranges_and_scored(store: Store) -> None:
    found = renamed(answers(store), "w1", "worry")
    assert [one.name for one in columns_of(found)] == ["id", "q", "worry"]
    assert "row 2" in with_range(found, "worry", 0, 2).refused
    found = with_range(found, "worry", 0, 3)
    scale = store.path.parent / "scale.yaml"
    scale.write_text("name: Worry\nitems: [worry]\nrange: [0, 3]\n", "utf-8")
    found = with_instrument(with_column(found, "worry", "attribute"), scale)
    assert found.roles["worry"] == "score"
    (stored,) = [one for one, _ in store_answers(store, NOBODY, found)]
    assert "“Worry”: 3 scores of 3 cases." in stored.notes


def test_what_cannot_be_said_of_a_table_is_refused(store: Store) -> None:
    found = answers(store)
    with pytest.raises(NotAsked, match="“q” is no score"):
        with_range(found, "q", 0, 3)
    with pytest.raises(NotAsked, match="3 is more than 0"):
        with_range(with_column(found, "w1", "score"), "w1", 3, 0)
    with pytest.raises(NotAsked, match="There is a column “q” already"):
        renamed(found, "w1", "q")


def test_a_cell_is_no_answer_and_again_one(store: Store) -> None:
    found = with_no_answer(answers(store), "q", " nobody  came to see me. ")
    assert found.counts.answered["q"] == 2
    assert "“q”: no answers are “Nobody came to see me.” 1." in told_of(found)
    assert with_no_answer(found, "q", "nobody came to see me.").counts.answered["q"] == 3
    with pytest.raises(NotAsked, match="A blank cell is no answer already"):
        with_no_answer(found, "q", "  ")


def test_what_usually_is_no_answer_may_be_one(store: Store) -> None:
    (store.path.parent / "other.csv").write_text(f"{TABLE}D,n/a,4\n", "utf-8")
    found = look_at(store, [Reading(store.path.parent / "other.csv")])
    assert isinstance(found, Answers)
    assert found.counts.answered["q"] == 3
    some = with_no_answer(found, "q", "N/A")
    assert (some.counts.answered["q"], some.survey.options.answers) == (4, ("n/a",))
    assert with_no_answer(some, "q", "n/a").counts.answered["q"] == 3


def test_ids_in_doubt_are_told_before_anything_is_stored(store: Store) -> None:
    folder = store.path.parent
    for name in ("first", "second"):
        (folder / f"{name}.csv").write_text("id,q\n1,I was late.\n2,Nobody came.\n", "utf-8")
    first = look_at(store, [Reading(folder / "first.csv")])
    assert isinstance(first, Answers)
    assert first.doubt == ""
    list(store_answers(store, NOBODY, first))
    (folder / "second.csv").write_text("id,why\n1,The bus was late.\n2,A walk.\n", "utf-8")
    second = look_at(store, [Reading(folder / "second.csv")])
    assert isinstance(second, Answers)
    assert second.doubt.startswith("2 ids of second.csv, such as “1”, are also in the survey")
    assert f"w says whose the ids are. {second.doubt}" in told_of(second)
    assert doubted(store, with_ids(second)).doubt == ""
    with pytest.raises(NotAsked, match=r"2 ids of second\.csv"):
        list(store_answers(store, NOBODY, second))
