"""A survey's exports, first and later: rows are known again, nothing moves, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.errors import NotAsked
from workbench.importers.survey import open_survey
from workbench.importers.survey_planned import Planned
from workbench.steps.surveys import matching
from workbench.steps.surveys.columns import look
from workbench.steps.surveys.rows import Imported, Surveyed
from workbench.steps.surveys.source import source_of
from workbench.steps.surveys.surveying import import_survey, told
from workbench.store import Store, new_study
from workbench.store.reads import documents
from workbench.store.reads.surveys import surveys
from workbench.surveys import Change, Columns, SurveyOptions
from workbench.terms import NOBODY

WITH_ID = Columns("id", ("q",), ("group",))
WITHOUT = Columns(None, ("q",), ("group",))
FIRST = "id,group,q\nA,x,It was good.\nB,y,n/a\nC,x,Too long.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_study(tmp_path / "a.study", "A study") as store:
        yield store


def planned(
    text: str, columns: Columns, name: str = "may.csv", options: SurveyOptions | None = None
) -> Planned:
    return open_survey(name, text.encode(), None, options).planned(columns)


def bring(
    store: Store,
    text: str,
    columns: Columns = WITH_ID,
    name: str = "may.csv",
    options: SurveyOptions | None = None,
    part: int = 100,
) -> Surveyed:
    table = planned(text, columns, name, options)
    done = list(import_survey(store, NOBODY, source_of(table), table.checked().rows, part))
    return done[-1]


def answers(store: Store) -> dict[str, list[tuple[str | None, str]]]:
    """Every document's turns: case and answer."""
    with store.reading() as reader:
        return {
            one.name: [
                (turn.case, documents.text(reader, NOBODY, one.name)[turn.start : turn.stop])
                for turn in documents.turns(reader, NOBODY, one.name)
            ]
            for one in documents.documents(reader, NOBODY)
        }


def test_the_same_export_again_changes_nothing(store: Store) -> None:
    bring(store, FIRST)
    before = answers(store)
    again = bring(store, FIRST)
    assert (again.new, again.same, again.changed, again.missing) == (0, 3, 0, 0)
    assert again.documents == [Imported("may/q", 2, "same")]
    assert answers(store) == before == {"may/q": [("A", "It was good."), ("C", "Too long.")]}


def test_a_longer_export_in_another_order_adds_a_part_and_reports_changes(store: Store) -> None:
    bring(store, FIRST)
    later = bring(store, "id,group,q\nD,y,New here.\nC,x,Too long.\nA,x,It was bad.\nB,y,Late.\n")
    assert answers(store) == {
        "may/q": [("A", "It was good."), ("C", "Too long.")],
        "may/q (2)": [("D", "New here."), ("B", "Late.")],
    }
    assert (later.new, later.added_to, later.changed) == (1, 1, 1)
    assert later.changes == [Change("A", "q", "It was good.", "It was bad.")]
    assert list(told(later)) == [
        "Another export of the survey “may”: 1 row is new, 3 were there.",
        "1 of those that were there say more now, which was added.",
        (
            "1 cell says otherwise than before and stayed as before, such as “q” of A: "
            "“It was good.”, now “It was bad.”."
        ),
    ]


def test_ids_that_are_known_from_elsewhere_are_told(store: Store) -> None:
    assert list(told(bring(store, FIRST))) == []
    other = bring(store, "pid,r\nA,One.\nE,Two.\nC,Three.\n", Columns("pid", ("r",)), "other.csv")
    ask = "taken for the same people; if they are others, import it with --own-ids."
    known = "known from elsewhere in the study"
    assert list(told(other)) == [f"2 ids are {known}, such as “A”, and {ask}"]
    assert list(told(bring(store, FIRST + "E,y,Five.\n"))) == [
        f"1 id is {known}, such as “E”, and {ask}",
        "Another export of the survey “may”: 1 row is new, 3 were there.",
    ]


def test_rows_that_are_gone_stay_and_are_counted(store: Store) -> None:
    bring(store, FIRST)
    later = bring(store, "id,group,q\nA,x,It was good.\nD,x,New here.\n", name="june.csv")
    assert (later.new, later.missing) == (1, 2)
    assert list(answers(store)) == ["may/q", "june/q"]


def test_without_ids_a_longer_export_is_known_by_its_content(store: Store) -> None:
    bring(store, "group,q\nx,Good.\nx,Good.\ny,Bad.\n", WITHOUT)
    later = bring(store, "group,q\ny,Bad.\nx,Good.\nx,Good.\nx,Good.\nz,So so.\n", WITHOUT)
    assert (later.new, later.same, later.missing) == (2, 3, 0)
    assert answers(store) == {
        "may/q": [("may 1", "Good."), ("may 2", "Good."), ("may 3", "Bad.")],
        "may/q (2)": [("may 4", "Good."), ("may 5", "So so.")],
    }


def test_two_surveys_without_ids_and_of_one_name_share_no_case(store: Store) -> None:
    bring(store, "group,q\nx,Good.\ny,Bad.\n", WITHOUT)
    with pytest.raises(NotAsked, match="0 of its 2 rows are in the file"):
        bring(store, "group,q\nx,Other.\ny,Another.\n", WITHOUT)
    other = bring(store, "group,q\nx,Other.\n", WITHOUT, options=SurveyOptions(survey="june"))
    assert other.new == 1
    assert answers(store)["june/q"] == [("june 1", "Other.")]
    bring(store, "who,why\nx,Third.\n", Columns(text=("why",)))
    assert answers(store)["may (2)/why"] == [("may (2) 1", "Third.")]


def test_another_wave_with_the_same_ids_is_told_from_a_later_export(store: Store) -> None:
    bring(store, "id,q\nA,Good.\nB,Bad.\n", Columns("id", ("q",)))
    wave = bring(store, "id,q\nA,Better.\nB,Worse.\n", Columns("id", ("q",)), "june.csv")
    assert (wave.survey, wave.new) == ("june", 2)
    with pytest.raises(NotAsked, match="2 of 2 respondents answered otherwise"):
        bring(store, "id,q\nA,Fine.\nB,Awful.\n", Columns("id", ("q",)))


def test_a_large_table_is_stored_in_whole_parts_and_goes_on_where_it_stopped(
    store: Store,
) -> None:
    text = "id,q\n" + "".join(f"R{n},Answer number {n}.\n" for n in range(10))
    table = planned(text, Columns("id", ("q",)))
    stopped = import_survey(store, NOBODY, source_of(table), 10, part=4)
    assert next(stopped).done == 4
    stopped.close()
    assert [len(turns) for turns in answers(store).values()] == [4]
    done = bring(store, text, Columns("id", ("q",)), part=4)
    assert (done.same, done.new, done.missing) == (4, 6, 0)
    assert sorted(case or "" for turns in answers(store).values() for case, _ in turns) == [
        f"R{n}" for n in range(10)
    ]


def test_without_ids_a_stopped_import_goes_on_with_the_same_numbers(store: Store) -> None:
    text = "q\n" + "".join(f"Answer number {n}.\n" for n in range(10))
    table = planned(text, Columns(text=("q",)))
    stopped = import_survey(store, NOBODY, source_of(table), 10, part=4)
    next(stopped), next(stopped)
    stopped.close()
    done = bring(store, text, Columns(text=("q",)), part=4)
    assert (done.same, done.new) == (8, 2)
    assert answers(store)["may/q (3)"] == [
        ("may 9", "Answer number 8."),
        ("may 10", "Answer number 9."),
    ]


def test_what_columns_are_is_remembered_for_the_next_export(store: Store) -> None:
    bring(store, FIRST)
    table = open_survey("june.csv", FIRST.replace("q\n", "q,more\n").encode())
    with store.reading() as reader:
        looked = look(reader, table, Columns())
    assert looked is not None
    assert looked.planned.columns == WITH_ID
    assert looked.notes == (
        "Columns are taken as in the survey “may”; name columns to change that.",
        "“more” is new and is left out; it looks like ignore.",
    )


def test_a_renamed_column_is_asked_about(store: Store) -> None:
    bring(store, FIRST)
    table = open_survey("june.csv", FIRST.replace(",q\n", ",why\n").encode())
    with store.reading() as reader, pytest.raises(NotAsked) as refused:
        look(reader, table, Columns())
    assert str(refused.value) == (
        "june.csv looks like the survey “may” but has no column “q”; new are: why; say which it is "
        "now (--rename NEW=OLD), or name the columns anew."
    )
    options = SurveyOptions(renamed={"why": "q"})
    renamed = open_survey("june.csv", FIRST.replace(",q\n", ",why\n").encode(), None, options)
    with store.reading() as reader:
        looked = look(reader, renamed, Columns())
    assert looked is not None
    assert bring(store, FIRST.replace(",q\n", ",why\n"), options=options).same == 3


def test_a_second_question_of_the_same_file_belongs_to_the_same_survey(store: Store) -> None:
    text = "id,q,r\nA,Yes.,No.\nB,Well.,Ah.\n"
    bring(store, text, Columns("id", ("q",)))
    done = bring(store, text, Columns("id", ("r",)))
    assert (done.added_to, done.changed) == (2, 0)
    assert list(answers(store)) == ["may/q", "may/r"]
    with store.reading() as reader:
        (one,) = surveys(reader, NOBODY)
    assert one.plan.columns.text == ("r", "q")


def test_rows_without_ids_are_matched_one_to_one() -> None:
    from array import array

    same = matching._same_hashes(array("q", [5, 5, -7]), array("q", [5, -7, 5, 5, 9]))
    assert list(same) == [1, 1, 1, 0, 0]


def forget_surveys(store: Store) -> None:
    """The study as an older program left it, which kept no surveys."""
    store.close()
    with closing(sqlite3.connect(store.path)) as connection, connection:
        for table in ("survey_response", "survey_document", "survey"):
            connection.execute(f"DELETE FROM {table}")


SCORED = "id,group,mark,q\nA,x,3,It was good.\nB,y,2,n/a\nC,x,1,Too long.\n"


@pytest.mark.parametrize("who", ["id", None])
def test_a_survey_of_an_older_program_is_known_again(store: Store, who: str | None) -> None:
    columns = Columns(who, ("q",), ("group",), ("mark",))
    bring(store, SCORED, columns)
    forget_surveys(store)
    again = bring(store, SCORED, columns)
    assert (again.new, again.same, again.changed, again.missing) == (0, 3, 0, 0)
    assert again.documents == [Imported("may/q", 2, "same")]


@pytest.mark.parametrize("who", ["id", None])
def test_a_longer_export_of_such_a_survey_adds_what_is_new(store: Store, who: str | None) -> None:
    columns = Columns(who, ("q",), ("group",), ("mark",))
    bring(store, SCORED, columns)
    forget_surveys(store)
    later = bring(store, SCORED + "D,y,2,New here.\n", columns)
    assert (later.new, later.same, later.changed) == (1, 3, 0)
    assert [len(turns) for turns in answers(store).values()] == [2, 1]


def test_another_table_of_such_a_name_is_refused(store: Store) -> None:
    bring(store, FIRST)
    forget_surveys(store)
    with pytest.raises(NotAsked, match="answered otherwise"):
        bring(store, "id,group,q\nA,x,Never said.\nC,x,Nor this.\n")
    with store.reading() as reader:
        assert surveys(reader, NOBODY) == ()
