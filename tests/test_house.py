"""The house keeps its rules: what imports what, and when."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml

import workbench
from workbench.shelf import Shelf

HEAVY = ("spacy", "pandas", "krippendorff", "numpy", "textual", "rich", "sqlmodel", "sqlalchemy",
         "alembic", "docx", "openpyxl", "yaml",
         "matplotlib")  # fmt: skip


ROOT = Path(workbench.__file__).parents[1]


def imported_by(code: str) -> set[str]:
    """Which heavy packages a fresh interpreter has after running the code."""
    program = f"import sys\n{code}\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def shelves() -> Iterator[tuple[str, Shelf[object]]]:
    for found in pkgutil.walk_packages(workbench.__path__, "workbench."):
        if "migrations" in found.name or found.name.endswith("__main__"):
            continue
        module = import_module(found.name)
        for name, value in list(vars(module).items()):
            if isinstance(value, Shelf) and name.isupper():
                yield f"{found.name}.{name}", value


@pytest.mark.parametrize(
    "module",
    [
        "workbench.cli",
        "workbench.terms",
        "workbench.errors",
        "workbench.importers",
        "workbench.segmenters",
        "workbench.agreement",
        "workbench.coding",
        "workbench.tables",
        "workbench.figures",
        "workbench.exporters",
        "workbench.privacy",
        "workbench.steps",
        "workbench.tui",
    ],
)
def test_a_room_is_entered_without_heavy_imports(module: str) -> None:
    assert imported_by(f"import {module}") == set()


def test_help_imports_nothing_heavy() -> None:
    assert imported_by("import workbench.cli\nworkbench.cli.main([])") == set()


def test_help_waits_for_no_values_of_the_study_and_the_first_screen_for_none_of_importing() -> None:
    for code, late in (
        ("import workbench.cli\nworkbench.cli.main([])", ["terms", "store", "steps"]),
        ("import workbench.tui.app", ["drafts", "reliability", "surveys", "store", "importers"]),
    ):
        asked = f"{code}\nimport sys\nprint([n for n in {late} if 'workbench.' + n in sys.modules])"
        done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
        assert done.stdout.splitlines()[-1] == "[]"


def test_the_store_needs_no_sqlmodel_spacy_pandas_or_textual() -> None:
    code = "from workbench.steps import code, rounds, coders"
    assert imported_by(code) <= {"sqlalchemy"}


def test_every_name_on_every_shelf_can_be_taken() -> None:
    taken = {f"{place}[{name}]": shelf[name] for place, shelf in shelves() for name in shelf}
    assert len(taken) > 30
    assert None not in taken.values()


def test_no_module_suppresses_a_type_error_without_its_name_and_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("workbench", "tests", "benchmarks", "docs")
        for path in (ROOT / folder).rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "# type: ignore" in line and "]  #" not in line and "in line" not in line
    ]
    assert bare == []


def test_whoever_cites_the_program_cites_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    for name in ("version", "license", "keywords"):
        assert cited[name] == project[name]
    assert workbench.__version__ == project["version"]
