"""The sample study does the whole job, and what it says of itself in data/README.md is true."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.steps import demo
from workbench.steps.agreement.answer import agreement
from workbench.steps.agreement.question import Question
from workbench.store import Store, open_study
from workbench.store.reads import documents, rounds
from workbench.terms import NOBODY

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, built once."""
    place = tmp_path_factory.mktemp("demo")
    list(demo.build(place))
    return place


@pytest.fixture
def balint(folder: Path) -> Iterator[Store]:
    with open_study(folder / demo.STUDY) as store:
        yield store


def alphas(store: Store) -> list[dict[str, float | None]]:
    return [{row.code: row.value for row in one.rows} for one in agreement(store, NOBODY)]


def test_five_sessions_and_four_questions_are_in_it(balint: Store) -> None:
    with balint.reading() as reader:
        found = [(one.name, one.turns) for one in documents.documents(reader, NOBODY)]
    assert found == [
        ("session-1", 135),
        ("session-2", 122),
        ("session-3", 123),
        ("session-4", 123),
        ("session-5", 138),
        ("feedback/most_valuable", 56),
        ("feedback/most_difficult", 57),
        ("feedback/would_change", 53),
        ("feedback/anything_else", 24),
    ]


def test_every_unit_is_the_text_between_its_offsets(balint: Store) -> None:
    with balint.reading() as reader:
        for one in documents.documents(reader, NOBODY):
            text = documents.text(reader, NOBODY, one.name)
            turns = documents.turns(reader, NOBODY, one.name)
            for unit_set in documents.unit_sets(reader, one.name):
                units = documents.units(reader, NOBODY, one.name, unit_set.name)
                assert units
                for unit in units:
                    turn = turns[unit.turn - 1]
                    assert turn.start <= unit.start < unit.stop <= turn.stop
                    words = text[unit.start : unit.stop]
                    assert words == words.strip() != ""


def test_three_coders_have_finished_three_test_rounds(balint: Store) -> None:
    with balint.reading() as reader:
        found = rounds.rounds(reader, NOBODY)
    assert [(one.n, one.purpose, one.state, one.version, one.coders) for one in found] == [
        (n, "test", "revealed", n, ("ana", "ben", "noor")) for n in (1, 2, 3)
    ]
    assert all(share.finished for one in found for share in one.assignments)


def test_one_code_falls_one_is_not_estimable_and_the_others_rise(balint: Store) -> None:
    _, second, third = alphas(balint)
    both = {code for code in third if code in second and code != "attraction"}
    fallen = {code for code in both if (third[code] or 0) < (second[code] or 0)}
    assert (fallen, third["attraction"]) == ({"distance"}, None)


def test_agreement_overall_rises_from_round_to_round(balint: Store) -> None:
    values = [one.overall.value for one in agreement(balint, NOBODY) if one.overall]
    assert values == sorted(value for value in values if value is not None)
    assert len(values) == 3


def test_speaking_of_the_patient_is_a_nominal_category(balint: Store) -> None:
    found = agreement(balint, NOBODY, 3, Question(by="category"))[0]
    assert [(row.code, row.value is not None) for row in found.rows] == [
        ("seeing the patient", True)
    ]


def test_the_feedback_of_two_coders_agrees_fully_on_one_code(folder: Path) -> None:
    with open_study(folder / demo.FEEDBACK) as store:
        values = alphas(store)[0]
    assert [code for code, value in values.items() if value == 1] == ["made to come"]


def test_the_exports_are_there_and_a_second_demo_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in demo.files(folder)}
    assert list(demo.build(folder)) == []
    assert {path: path.read_bytes() for path in demo.files(folder)} == before


def test_an_interrupted_demo_leaves_nothing_that_looks_finished(tmp_path: Path) -> None:
    building = demo.build(tmp_path)
    next(building)
    building.close()
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_it_prints_agreement_themes_and_files(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "demo", str(folder)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
    )
    assert "Round 1 (test)." in done.stdout
    assert "Round 3 (test)." in done.stdout
    assert "| Theme | Subtheme |" in done.stdout
    assert "not estimable" in done.stdout
    assert str(folder / "themes.docx") in done.stdout


def test_the_tables_in_the_manual_are_what_the_program_prints(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = runpy.run_path(str(ROOT / "docs" / "print_tables.py"))
    page = script["PAGE"].read_text("utf-8")
    assert script["printed"](page, folder) == page
    assert page.count("<!-- printed -->") == capsys.readouterr().err.count("table.md")
