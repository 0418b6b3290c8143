"""Facts about cases: from surveys, from tables, and never one over another without a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import FileFault, NotAsked
from workbench.steps.cases import case_rows, load_cases
from workbench.steps.codebook import load_codebook
from workbench.steps.importing import import_drafts, read_files, store_drafts
from workbench.steps.surveys.rows import Imported
from workbench.store import Store, new_study
from workbench.surveys import Columns
from workbench.terms import NOBODY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_study(tmp_path / "a.study", "A study") as store:
        yield store


def table(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def bring(store: Store, path: Path, id_column: str | None = None) -> None:
    columns = Columns(id=id_column, text=("q",), attribute=("age",))
    import_drafts(store, NOBODY, read_files([path], columns))


def facts(store: Store) -> dict[str, dict[str, str | float]]:
    rows = case_rows(store, NOBODY)
    json.dumps(rows, allow_nan=False)
    return {row["case"]: {one["name"]: one["value"] for one in row["attributes"]} for row in rows}


def test_the_first_rows_of_two_surveys_are_two_people(store: Store, tmp_path: Path) -> None:
    bring(store, table(tmp_path, "spring.csv", "q,age\nYes.,30\n"))
    bring(store, table(tmp_path, "autumn.csv", "q,age\nNo.,50\n"))
    assert facts(store) == {"spring 1": {"age": "30"}, "autumn 1": {"age": "50"}}


def test_a_fact_that_an_import_would_change_is_refused(store: Store, tmp_path: Path) -> None:
    bring(store, table(tmp_path, "spring.csv", "id,q,age\nR1,Yes.,30\n"), "id")
    autumn = table(tmp_path, "autumn.csv", "id,q,age\nr1,No.,31\n")
    with pytest.raises(NotAsked) as refused:
        bring(store, autumn, "id")
    assert str(refused.value) == (
        "autumn.csv says of the case “r1” that age is “31”, and it was “30” before; correct the "
        "file, or load the right value first (workbench cases STUDY load FILE)."
    )
    assert facts(store) == {"R1": {"age": "30"}}
    load_cases(store, NOBODY, table(tmp_path, "right.csv", "case,age\nR1,31\n"))
    bring(store, autumn, "id")
    assert facts(store) == {"R1": {"age": "31"}}


def test_a_fact_corrected_in_a_survey_that_is_there_is_not_passed_over(
    store: Store, tmp_path: Path
) -> None:
    bring(store, table(tmp_path, "spring.csv", "id,q,age\nR1,Yes.,30\n"), "id")
    corrected = table(tmp_path, "spring.csv", "id,q,age\nR1,Yes.,31\n")
    columns = Columns(id="id", text=("q",), attribute=("age",))
    stored = store_drafts(store, NOBODY, read_files([corrected], columns))
    assert stored.documents == (Imported("spring/q", 1, "same"),)
    assert stored.notes == (
        "Another export of the survey “spring”: 0 rows are new, 1 was there.",
        (
            "1 cell says otherwise than before and stayed as before, such as “age” of R1: "
            "“30”, now “31”."
        ),
    )
    assert facts(store) == {"R1": {"age": "30"}}


def test_only_plain_numbers_are_numbers(store: Store, tmp_path: Path) -> None:
    text = "case,a,b,c,d,e,f,g\nA,3,-1.5,nan,inf,1e999,1_000,٣\n"
    load_cases(store, NOBODY, table(tmp_path, "people.csv", text))
    assert facts(store) == {
        "A": {"a": 3.0, "b": -1.5, "c": "nan", "d": "inf", "e": "1e999", "f": "1_000", "g": "٣"}
    }


def test_a_number_beyond_all_numbers_is_text(store: Store, tmp_path: Path) -> None:
    load_cases(store, NOBODY, table(tmp_path, "people.csv", f"case,a\nA,{'9' * 400}\n"))
    assert facts(store) == {"A": {"a": "9" * 400}}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("case,age\nA,1\n\n ,2\n", "people.csv, row 4 names no case; fill the column “case”."),
        (
            "case,age\nA,1\n\na,2\n",
            (
                "people.csv, row 4: “age” of the case “a” is “2”, but in row 2 it is “1”; "
                "correct one."
            ),
        ),
        (
            "case,age\nA,1\nB,#REF!\n",
            (
                "people.csv, row 3, column “age”: the spreadsheet's formula failed there (#REF!); "
                "correct the cell or empty it."
            ),
        ),
        (
            "case,document,role\nA,s1,client\nA,s1,leader\n",
            (
                "people.csv, row 3: the role in “s1” of the case “A” is “leader”, but in row 2 it "
                "is “client”; correct one."
            ),
        ),
    ],
)
def test_rows_that_do_not_fit_are_refused_whole(
    store: Store, tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(FileFault) as refused:
        load_cases(store, NOBODY, table(tmp_path, "people.csv", text))
    assert str(refused.value) == sentence
    assert facts(store) == {}


def test_the_same_said_twice_is_no_contradiction(store: Store, tmp_path: Path) -> None:
    load_cases(store, NOBODY, table(tmp_path, "people.csv", "case,age\nA,1\nA,\nA,1.0\n"))
    assert facts(store) == {"A": {"age": 1.0}}


def test_a_folder_is_no_codebook(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="is a folder; name a file in it"):
        load_codebook(store, NOBODY, tmp_path)


def test_a_group_said_twice_is_stored_once(store: Store, tmp_path: Path) -> None:
    text = "version: 1\ncodes: [{name: a, groups: [g, g]}]\n"
    assert load_codebook(store, NOBODY, table(tmp_path, "codes.yaml", text)) == (1, ())
