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

from tests.cli.conftest import Workbench
from tests.cli.test_surveys import interruptible
from workbench.cli import progress
from workbench.steps.check import check

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
