"""The command line as a person uses it: words in, what it printed and its status out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from workbench.cli import main


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Workbench = Callable[..., Said]


@pytest.fixture
def workbench(capsys: pytest.CaptureFixture[str]) -> Workbench:
    """Run `workbench …` in this process."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:  # argparse ends so
            status = int(stop.code or 0)
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return run


TRANSCRIPT = """\
Ruth: Who has a case today?

Mara: I do. I could not look at him.

Idris: Were you angry? I was.

Mara: Angry, yes. He had waited so long for us.
"""

SECOND = """\
Ruth: Shall we begin?

Idris: He left without a word. I felt ashamed.

Mara: So did I.
"""

CODEBOOK = """\
version: 1
codes:
- name: feelings
  kind: category
  codes:
  - name: anger
    key: a
    definition: Anger at anybody.
  - name: shame
- name: stance
  kind: category
  exclusive: nominal
  codes:
  - name: near
  - name: far
"""


def lay_out(folder: Path) -> Path:
    """Two transcripts, a codebook and a survey in a folder."""
    (folder / "s1.txt").write_text(TRANSCRIPT, "utf-8")
    (folder / "s2.txt").write_text(SECOND, "utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (folder / "survey.csv").write_text(
        "id,group,score,best\nF1,A,3,the silence\nF2,B,4,n/a\nF3,A,5,being heard\n", "utf-8"
    )
    return folder


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """A folder with two transcripts, a codebook and a survey."""
    return lay_out(tmp_path)


def run_all(*commands: tuple[object, ...]) -> None:
    for words in commands:
        assert main([str(word) for word in words]) == 0, words


@pytest.fixture(scope="session")
def open_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study that `study` gives a copy of, made once."""
    material = lay_out(tmp_path_factory.mktemp("study"))
    path = material / "a.study"
    run_all(
        ("new", path, "--name", "A"),
        ("import", path, material / "s1.txt", material / "s2.txt", "--unit", "sentence",
         "--same", "*", "--role", "Ruth=leader", "--role", "*=student"),
        ("codebook", path, "load", material / "codebook.yaml"),
        ("coder", path, "add", "ana"),
        ("coder", path, "add", "noor", "--role", "independent"),
        ("round", path, "open", "--coder", "ana", "--coder", "noor", "--unit", "sentence",
         "--role", "student"),
    )  # fmt: skip
    return path


@pytest.fixture
def study(open_round: Path, material: Path) -> Path:
    """A study with two sessions, a codebook, two coders and an open round of sentences."""
    return Path(shutil.copy(open_round, material / "a.study"))


CODINGS = """\
document,unit,coder,code
s1,3,ana,shame
s1,3,noor,shame
s1,5,ana,feelings > anger
s1,6,ana,anger
s1,6,noor,anger
s1,6,ana,near
s1,6,noor,far
s2,3,ana,shame
s2,3,noor,shame
s2,4,noor,shame
"""
ASSIGNMENTS = "document,coder\ns1,ana\ns1,noor\ns2,ana\ns2,noor\n"


@pytest.fixture(scope="session")
def revealed_round(open_round: Path) -> Path:
    """The study that `coded` gives a copy of, made once."""
    path = Path(shutil.copy(open_round, open_round.with_name("coded.study")))
    codings, assignments = path.with_name("codings.csv"), path.with_name("assignments.csv")
    codings.write_text(CODINGS, "utf-8")
    assignments.write_text(ASSIGNMENTS, "utf-8")
    run_all(
        ("codings", path, "load", codings, "--round", 1, "--assignments", assignments),
        ("round", path, "close"),
        ("round", path, "reveal"),
    )
    return path


@pytest.fixture
def coded(revealed_round: Path, material: Path) -> Path:
    """The study with everything coded, closed and revealed."""
    (material / "codings.csv").write_text(CODINGS, "utf-8")
    (material / "assignments.csv").write_text(ASSIGNMENTS, "utf-8")
    return Path(shutil.copy(revealed_round, material / "a.study"))
