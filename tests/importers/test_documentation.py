"""The examples of docs/importing.md: their files, typed in, give what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from workbench.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"
FILE = re.compile(r"^`([\w.]+)`:\n\n```\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"^```console\n\$ workbench (.*?)\n(.*?)\n```$", re.DOTALL | re.MULTILINE)


def test_every_example_shows_what_really_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.read_text("utf-8")
    for name, text in FILE.findall(page):
        (tmp_path / name).write_bytes(f"{text}\n".encode())
    monkeypatch.chdir(tmp_path)
    examples = SHOWN.findall(page)
    assert len(examples) >= 12
    for typed, shown in examples:
        assert main(shlex.split(typed)) == 0, typed
        came = capsys.readouterr()
        assert (came.err + came.out).rstrip() == shown
