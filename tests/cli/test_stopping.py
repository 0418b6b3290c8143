"""Ctrl+C at any place of a command: one sentence, status 130, and nothing half done."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench, run_all
from tests.cli.test_surveys import interruptible
from workbench.cli import progress
from workbench.steps.check import check
from workbench.store import Store, sqlite
from workbench.store.migrate import make_schema
from workbench.store.tables import SCHEMA

STOPPED = "Stopped; what was finished is saved, nothing is half done.\n"
WRITES = [
    ("export", "{study}", "themes", "-o", "{folder}/themes.docx"),
    ("export", "{study}", "codings", "-o", "{folder}/codings.csv"),
    ("export", "{study}", "transcripts", "-o", "{folder}/transcripts.xlsx"),
    ("export", "{study}", "qdpx", "-o", "{folder}/whole.qdpx"),
    ("report", "{study}", "-o", "{folder}/report.html"),
]
CHANGES = [
    ("segment", "{study}", "--unit", "paragraph"),
    ("agreement", "{study}", "--by", "pair"),
    ("codebook", "{study}", "merge", "anger", "shame", "--into", "feeling", "--reason", "one"),
    ("check", "{study}"),
    ("search", "{study}", "angry"),
]


ATOMIC = {
    "codings": ("codings", "{folder}/open.study", "load", "{folder}/ana.csv", "--round", "1"),
    "packet": ("packet", "{folder}/out.study", "take", "{folder}/noor.packet"),
    "import": ("import", "{folder}/open.study", "{folder}/s3.txt"),
    "participants": ("cases", "{folder}/open.study", "load", "{folder}/people.csv"),
    "cells": ("cells", "{folder}/coded.study", "load", "framework", "{folder}/framework.csv"),
    "backup": ("backup", "{folder}/coded.study"),
    "restore": ("backup", "{folder}/coded.study", "restore", "{folder}/backup.study"),
    "upgrade": ("documents", "{folder}/older.study"),
    "purge": (
        "purge", "{folder}/coded.study", "destroy", "study", "--record", "{folder}/r.txt", "--yes",
    ),
}  # fmt: skip
"""Work on one study that is done whole or not at all."""


class Bar:
    """Counts the places where a command can be stopped, and interrupts it at one of them."""

    def __init__(self, at: int = 0) -> None:
        self.seen, self._at = 0, at

    def hear(self, *_heard: object) -> None:
        self.seen += 1
        if self.seen == self._at:
            os.kill(os.getpid(), signal.SIGINT)


Run = Callable[[Path, tuple[str, ...], Bar], tuple[int, str]]


@pytest.fixture
def run(workbench: Workbench, revealed_round: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a study in a folder of its own: its status, and what it said."""

    def in_folder(folder: Path, words: tuple[str, ...], bar: Bar) -> tuple[int, str]:
        folder.mkdir()
        study = shutil.copy(revealed_round, folder / "a.study")
        with monkeypatch.context() as here, interruptible():
            here.setattr(progress.Bar, "__call__", bar.hear)
            said = workbench(*(word.format(study=study, folder=folder) for word in words))
        return said.status, said.err

    return in_folder


def files(folder: Path) -> dict[str, bytes]:
    """The files in a folder but the study, and what is beside it while it is open."""
    there = (file for file in folder.rglob("*") if file.is_file())
    return {file.name: file.read_bytes() for file in there if ".study" not in file.name}


def rows(study: Path) -> list[str]:
    """All that stands in a study, as statements."""
    with closing(sqlite3.connect(study)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[-1].rpartition("/")[2])
def test_a_file_is_whole_or_not_there(tmp_path: Path, run: Run, words: tuple[str, ...]) -> None:
    every = Bar()
    assert run(tmp_path / "whole", words, every)[0] == 0
    whole = files(tmp_path / "whole")
    for at in (1, every.seen // 2, every.seen):
        folder = tmp_path / f"stopped at {at}"
        assert run(folder, words, Bar(at)) == (130, STOPPED)
        assert files(folder) in ({}, whole)
        assert not list(folder.rglob("*.part")), "a copy that never got a name"
        assert check(folder / "a.study").faults == ()


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_a_study_is_sound_wherever_it_was_stopped(
    tmp_path: Path, run: Run, revealed_round: Path, words: tuple[str, ...]
) -> None:
    every = Bar()
    assert run(tmp_path / "whole", words, every)[0] == 0
    for at in (1, every.seen // 2, every.seen):
        folder = tmp_path / f"stopped at {at}"
        assert run(folder, words, Bar(at)) == (130, STOPPED)
        assert files(folder) == {}
        assert check(folder / "a.study").faults == ()
        if at == 1:
            assert rows(folder / "a.study") == rows(revealed_round)


def test_a_withdrawal_is_not_begun_or_ends_when_the_study_is_opened_again(
    tmp_path: Path, run: Run, revealed_round: Path, workbench: Workbench
) -> None:
    words = ("cases", "{study}", "withdraw", "Mara", "--mentions", "keep", "--yes")
    every, done = Bar(), set()
    assert run(tmp_path / "whole", words, every)[0] == 0
    for at in range(1, every.seen + 1, max(1, every.seen // 8)):
        study = tmp_path / f"stopped at {at}" / "a.study"
        status, said = run(study.parent, words, Bar(at))
        assert status == 130
        done.add(said != STOPPED)
        if said == STOPPED:
            assert rows(study) == rows(revealed_round)
        else:
            assert "“Mara” withdrew" in said
            assert workbench("cases", str(study)).status == 0
        assert check(study).faults == ()
    assert done == {False, True}


# ------------------------------------------------------------------ all or nothing


@pytest.fixture(scope="module")
def shelf(open_round: Path, revealed_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the work on the list needs, made once."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, study in (("open", open_round), ("out", open_round), ("coded", revealed_round)):
        shutil.copy(study, folder / f"{name}.study")
    (folder / "ana.csv").write_text("document,unit,coder,code\ns1,3,ana,shame\ns2,3,ana,\n")
    (folder / "noor.csv").write_text("document,unit,coder,code\ns1,6,noor,far\n")
    (folder / "s3.txt").write_text("Ruth: Good evening.\n\nMara: He came back.\n")
    (folder / "people.csv").write_text("case,ward\nMara,A\nIdris,B\n")
    out, packet, coded = folder / "out.study", folder / "noor.packet", folder / "coded.study"
    run_all(
        ("packet", out, "make", "--coder", "noor", "-o", packet, "--no-passphrase"),
        ("codings", packet, "load", folder / "noor.csv", "--round", 1),
        ("cells", coded, "save", "framework", folder / "framework.csv"),
        ("backup", coded),
    )
    head, *lines = (folder / "framework.csv").read_text().splitlines()
    filled = (f"{line.split(',')[0]},angry,near" for line in lines)
    (folder / "framework.csv").write_text("\n".join((head, *filled, "")))
    backups = folder / "coded.study.backups"
    next(backups.iterdir()).rename(folder / "backup.study")
    backups.rmdir()
    older = folder / "older.study"
    sqlite.new_file(older)
    with Store(older) as store, store.unchecked() as connection:
        make_schema(connection, SCHEMA - 1)
        connection.exec_driver_sql(
            "INSERT INTO study (id, uid, name, schema_version, program) "
            f"VALUES (1, 'uid', 'A', {SCHEMA - 1}, '0.1.0')"
        )
    return folder


def counts(study: Path) -> dict[str, int]:
    """How many rows each table of a study has, and its schema; none where it is gone."""
    if not study.exists():
        return {}
    with closing(sqlite3.connect(study)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        (schema,) = connection.execute("SELECT schema_version FROM study").fetchone()
        return {"schema": schema} | {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in tables.fetchall()
        }


@pytest.mark.parametrize("words", ATOMIC.values(), ids=ATOMIC)
def test_work_that_is_stopped_where_it_tells_is_done_whole_or_not_at_all(
    tmp_path: Path,
    shelf: Path,
    workbench: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    def run(folder: Path, bar: Bar) -> int:
        shutil.copytree(shelf, folder)
        with monkeypatch.context() as here, interruptible():
            here.setattr(progress.Bar, "__call__", bar.hear)
            return workbench(*(word.format(folder=folder) for word in words)).status

    at, every = Path(words[1].format(folder=".")), Bar()
    assert run(tmp_path / "whole", every) == 0
    before, done = (counts(folder / at) for folder in (shelf, tmp_path / "whole"))
    for stop in sorted({1, every.seen // 2 or 1, every.seen}):
        folder = tmp_path / f"stopped at {stop}"
        assert run(folder, Bar(stop)) == 130
        study = folder / at
        assert counts(study) == done != before or rows(study) == rows(shelf / at)
        assert study.exists() == (not (folder / "r.txt").exists())
        assert not [left for left in folder.rglob("*") if left.name.startswith(".")]
        if study.exists():
            assert check(study).faults == ()
