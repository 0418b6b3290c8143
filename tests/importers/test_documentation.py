"""The examples of the pages on importing: their files, typed in, give what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from workbench.cli import main

DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(r"^`([\w.]+)`:\n\n```\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"^```console\n\$ workbench (.*?)\n(.*?)\n```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("title", "least"), [("importing.md", 12), ("importing-surveys.md", 8)])
def test_every_example_shows_what_really_comes_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    title: str,
    least: int,
) -> None:
    page = (DOCS / title).read_text("utf-8")
    main(["new", str(tmp_path / "my.study"), "--name", "Courses"])
    capsys.readouterr()
    for name, text in FILE.findall(page):
        (tmp_path / name).write_bytes(f"{text}\n".encode())
    monkeypatch.chdir(tmp_path)
    examples = SHOWN.findall(page)
    assert len(examples) >= least
    for typed, shown in examples:
        assert main(shlex.split(typed)) == 0, typed
        came = capsys.readouterr()
        assert (came.err + came.out).rstrip() == shown
