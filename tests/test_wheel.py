"""The wheel works by itself: it carries the sample study, and the README's commands run."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy without what git ignores."""
    copy = tmp_path_factory.mktemp("source") / "copy"
    names = ("workbench", "codebooks", "data", "pyproject.toml", "README.md", "LICENSE")
    copy.mkdir()
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    out = copy.parent / "dist"
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--wheel-dir", out, copy],
        check=True,
    )  # fmt: skip
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`workbench` installed from the wheel, with the dependencies of this interpreter."""
    place = tmp_path_factory.mktemp("installed") / "env"
    venv.create(place, with_pip=False)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": place, "platbase": place}))
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    shared = sysconfig.get_path("purelib")
    # A plain path line, so that .pth files of that folder (the checkout's own) are not read.
    (site / "shared.pth").write_text(f"{shared}\n", "utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": place, "platbase": place}))
    return scripts / ("python.exe" if os.name == "nt" else "python")


EACH = """
import json, sys
from workbench.cli import main

for words in json.load(sys.stdin):
    status = main(words)
    if status:
        sys.exit(f"{status} from {words}")
"""


def run(program: Path, folder: Path, *commands: list[str]) -> subprocess.CompletedProcess[str]:
    """Run commands of the installed program in a folder, one after the other, until one fails."""
    return subprocess.run(
        [program, "-c", EACH],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=json.dumps(commands),
        check=False,
    )


def commands() -> list[str]:
    """The lines of the README that a reader types."""
    text = (ROOT / "README.md").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip().startswith("workbench ")]


def test_the_wheel_carries_the_sample_study_and_the_codebooks(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    sample = [*(ROOT / "data").rglob("*"), *(ROOT / "codebooks").rglob("*")]
    expected = {
        f"workbench/sample/{path.relative_to(ROOT).as_posix()}" for path in sample if path.is_file()
    }
    assert expected <= names
    assert "workbench/store/migrations/versions/0001_first.py" in names
    assert "workbench/store/migrations/script.py.mako" in names
    assert "workbench/py.typed" in names


def test_the_demo_runs_from_the_wheel(program: Path, tmp_path: Path) -> None:
    done = run(program, tmp_path, ["demo"])
    assert done.returncode == 0, done.stderr
    assert "| Theme | Subtheme |" in done.stdout
    assert (tmp_path / "demo" / "themes.docx").exists()
    where = subprocess.run(
        [program, "-c", "import workbench; print(workbench.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(program.parents[1])


def test_the_readmes_commands_run_as_they_stand(program: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "codebooks", tmp_path / "codebooks")
    lines = [shlex.split(line)[1:] for line in commands()]
    assert len(lines) > 15
    done = run(program, tmp_path, *lines)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "themes.docx").exists()
    assert (tmp_path / "agreement.xlsx").exists()
