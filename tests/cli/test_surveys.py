"""Surveys on the command line: stopped and gone on with, instruments, exports of older programs."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect

from tests.cli.conftest import Workbench
from workbench.cli import progress, surveys

ROWS = "id,group,q\n" + "".join(f"R{n},{'xy'[n % 2]},Answer number {n}.\n" for n in range(10))


def whole(study: Path) -> dict[str, list[Any]]:
    """What a study holds of surveys, whatever was made when."""
    said = {
        "turns": "SELECT d.name, t.position, c.name, t.start, t.stop FROM turn t JOIN document d "
        "ON d.id = t.document_id JOIN 'case' c ON c.id = t.case_id ORDER BY d.id, t.position",
        "texts": "SELECT name, question, text FROM document ORDER BY id",
        "facts": "SELECT c.name, a.name, a.time, a.value FROM attribute a JOIN 'case' c "
        "ON c.id = a.case_id ORDER BY a.id",
        "rows": "SELECT n, case_id, occasion, raw, kept FROM survey_response ORDER BY n",
        "surveys": "SELECT name, plan FROM survey",
    }
    connection = sqlite3.connect(study)
    found = {what: connection.execute(words).fetchall() for what, words in said.items()}
    connection.close()
    return found


@contextmanager
def interruptible() -> Iterator[None]:
    """Obey an interrupt, also where whoever runs the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def interrupt_at(doing: str, done: int) -> Callable[[object, str, int, int], None]:
    """A bar that interrupts this program when so much is done."""

    def hear(_bar: object, what: str, much: int, _of: int) -> None:
        if (what, much) == (doing, done):
            os.kill(os.getpid(), signal.SIGINT)

    return hear


@pytest.mark.parametrize("columns", [["--id", "id"], []])
def test_an_import_stopped_by_a_key_goes_on_and_ends_as_in_one_go(
    tmp_path: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, columns: list[str]
) -> None:
    monkeypatch.setattr(surveys, "PART", 4)
    table, stopped, at_once = tmp_path / "may.csv", tmp_path / "a.study", tmp_path / "b.study"
    table.write_text(ROWS)
    words = ["--text", "q", "--attribute", "group", *columns]
    for study in (stopped, at_once):
        workbench("new", study, "--name", "A")
    with monkeypatch.context() as here, interruptible():
        here.setattr(progress.Bar, "__call__", interrupt_at("Importing rows", 4))
        said = workbench("import", stopped, table, *words)
    assert said.status == 130
    assert "may.csv is imported in part: rows 1 to 4 of 10 are in the study" in said.err
    assert len(whole(stopped)["rows"]) == 4
    assert workbench("import", stopped, table, *words).status == 0
    assert workbench("import", at_once, table, *words).status == 0
    assert whole(stopped) == whole(at_once)
    assert len(whole(stopped)["turns"]) == 10


WORRY = "name: Worry\nitems: [w1, w2]\nrange: [0, 3]\n"


def test_an_instrument_beside_a_remembered_survey_leaves_out_nothing_of_it(
    tmp_path: Path, workbench: Workbench
) -> None:
    study, scale = tmp_path / "a.study", tmp_path / "worry.yaml"
    scale.write_text(WORRY)
    (tmp_path / "may.csv").write_text("id,group,w1,w2,q\nA,x,1,2,It was good.\n")
    (tmp_path / "june.csv").write_text(
        "id,group,w1,w2,q\nA,x,1,2,It was good.\nB,y,3,0,It was long.\n"
    )
    workbench("new", study, "--name", "A")
    workbench("import", study, tmp_path / "may.csv", "--id", "id", "--text", "q", "--attribute",
              "group", "--attribute", "w1")  # fmt: skip
    said = workbench("import", study, tmp_path / "june.csv", "--instrument", scale)
    assert said.status == 0
    assert "Columns are taken as in the survey “may”" in said.err
    assert [one[4:] for one in whole(study)["turns"]] == [(12,), (12,)]
    told = {(case, name): value for case, name, _, value in whole(study)["facts"]}
    assert (told["B", "group"], told["B", "w1"], told["B", "w2"]) == ('"y"', 3, 0)
    assert told["B", "total"] == 3


def test_whose_ids_that_only_count_are_is_asked_in_the_preview_and_answered_by_an_option(
    tmp_path: Path, workbench: Workbench
) -> None:
    study, may, june = tmp_path / "a.study", tmp_path / "may.csv", tmp_path / "june.csv"
    may.write_text("id,q\n1,It was good.\n2,Too long.\n")
    june.write_text("id,why\n1,I had to.\n2,Because of Ann.\n")
    workbench("new", study, "--name", "A")
    workbench("import", study, may, "--id", "id", "--text", "q")
    columns = ["--id", "id", "--text", "why"]
    (told,) = json.loads(workbench("import", study, june, *columns, "--preview", "--json").out)
    assert "2 ids of june.csv, such as “1”, are also in the survey “may”" in told["refused"]
    refused = workbench("import", study, june, *columns)
    assert (refused.status, "--own-ids" in refused.err) == (1, True)
    assert workbench("import", study, june, *columns, "--own-ids").status == 0
    there = json.loads(workbench("cases", study, "--json").out)
    assert [one["case"] for one in there] == ["1", "2", "june 1", "june 2"]


def test_ctrl_c_within_a_statement_stops_an_import_as_it_does_between_them(
    tmp_path: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surveys, "PART", 4)
    study, table = tmp_path / "a.study", tmp_path / "may.csv"
    table.write_text(ROWS)
    words = ("import", study, table, "--id", "id", "--text", "q")
    workbench("new", study, "--name", "A")
    with monkeypatch.context() as here:
        here.setattr(DefaultDialect, "do_executemany", _stop)
        said = workbench(*words)
    assert said.status == 130
    assert said.err == (
        "Nothing of may.csv is in the study yet.\n"
        "Stopped; what was finished is saved, nothing is half done.\n"
    )
    assert workbench(*words).status == 0
    assert len(whole(study)["turns"]) == 10


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("again", [["--accept"], ["--id", "id", "--text", "q"], []])
def test_who_declined_stays_out_of_later_exports(
    tmp_path: Path, workbench: Workbench, again: list[str]
) -> None:
    study, table = tmp_path / "a.study", tmp_path / "may.csv"
    table.write_text("id,consent,q\nA,yes,It was good for me.\nB,no,I said I would not.\n")
    workbench("new", study, "--name", "A")
    workbench("import", study, table, "--accept", "--only", "consent=yes")
    later = table.read_text() + "C,no,Nor would I.\nD,yes,More time for questions.\n"
    table.write_text(later)
    workbench("import", study, table, *again)
    assert {name for _, _, name, *_ in whole(study)["turns"]} == {"A", "D"}
