"""Standard output and standard error as a shell hands them over: full, closed, or a terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from workbench.cli.verbs import open_

EVIL = "\x1b[31mX"


def in_shell(redirection: str, *words: object) -> tuple[int, str]:
    """Run `workbench …` in a shell with a redirection; its status and what standard error got."""
    program = [sys.executable, "-c", "import sys; from workbench.cli import main; sys.exit(main())"]
    shell = ["sh", "-c", f'"$@" {redirection}', "sh", *program, *map(str, words)]
    done = subprocess.run(shell, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", [(EVIL,), (f"--{EVIL}",), ("documents", "a.study", f"--{EVIL}")])
def test_wrong_words_are_shown_without_their_escape_sequences(
    workbench: Workbench, words: tuple[str, ...]
) -> None:
    said = workbench(*words)
    assert (said.status, said.out) == (2, "")
    assert "␛[31mX" in said.err
    assert "\x1b" not in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize("verb", ["documents", "--help", "history"])
def test_a_full_disk_behind_standard_output_is_one_sentence(study: Path, verb: str) -> None:
    words = [verb] if verb == "--help" else [verb, study]
    assert in_shell("> /dev/full", *words) == (
        1,
        "Standard output cannot be written (No space left on device); send it somewhere else.\n",
    )


def test_with_standard_output_closed_nothing_is_done(study: Path) -> None:
    sentence = "Standard output is closed; leave it open, or send it to a file.\n"
    assert in_shell(">&-", "documents", study) == (1, sentence)
    assert in_shell(">&-", "coder", study, "add", "zed") == (1, sentence)
    assert in_shell(">&- 2>&-", "documents", study) == (1, "")
    assert in_shell("| grep -c zed 1>&2", "coder", study, "list") == (1, "0\n")


def test_a_command_that_nobody_listens_to_does_its_work(study: Path) -> None:
    assert in_shell("2>&- | grep -c Ruth 1>&2", "cases", study) == (0, "1\n")
    assert in_shell("2> /dev/null | head -c 1 > /dev/null", "cases", study) == (0, "")


FOREIGN = b"SQLite format 3\0" + bytes(200)


@pytest.mark.parametrize(
    "name", ["missing.study", "s1.txt", "foreign.study", "foreign.packet", "."]
)
def test_what_is_no_study_is_refused_before_a_screen_is_drawn(
    workbench: Workbench, material: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for foreign in ("foreign.study", "foreign.packet"):
        (material / foreign).write_bytes(FOREIGN)
    drawn: list[object] = []
    monkeypatch.setattr(open_, "at_terminal", lambda: True)
    monkeypatch.setattr("workbench.tui.run", lambda *given: drawn.append(given))
    said = workbench("open", material / name)
    assert (said.status, said.out, said.err.count("\n"), drawn) == (1, "", 1, [])
    assert str(material / name) in said.err


def test_a_screen_is_drawn_before_the_store_is_imported(study: Path) -> None:
    script = (
        "import sys; from workbench import cli, tui; from workbench.cli.verbs import open_\n"
        "open_.at_terminal = lambda: True\n"
        "tui.run = lambda *given: 7 if 'sqlalchemy' not in sys.modules else 8\n"
        "sys.exit(cli.main())"
    )
    program = [sys.executable, "-c", script, "open", str(study)]
    assert subprocess.run(program, timeout=60, check=False).returncode == 7
