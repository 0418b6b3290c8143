"""The workbench's own files of older schemas are read whole, as if the study had been opened."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.studies import rows
from workbench.errors import FileFault
from workbench.steps.check import check
from workbench.steps.exchange.into import new_from_project
from workbench.steps.exchange.out import export_project
from workbench.store import open_study
from workbench.terms import NOBODY

OLDER = sorted((Path(__file__).parent / "older").glob("*.qdpx"))


def carried(path: Path) -> tuple[str, dict[str, Any]]:
    """The member that carries the study, and what it says."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if data.startswith(b'{"form"'):
                return name, json.loads(data)
    raise AssertionError(path)


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_a_file_of_an_older_schema_makes_the_study_it_was(path: Path, tmp_path: Path) -> None:
    _, told = carried(path)
    assert new_from_project(tmp_path / "a.study", path).whole
    assert check(tmp_path / "a.study").faults == ()
    with open_study(tmp_path / "a.study") as store:
        found = rows(store)
        export_project(store, NOBODY, tmp_path / "1.qdpx")
    then = {name: len(one["rows"]) for name, one in told["study"].items() if name != "schema"}
    assert {name: len(found[name]) for name in then} == then
    new_from_project(tmp_path / "b.study", tmp_path / "1.qdpx")
    with open_study(tmp_path / "b.study") as store:
        assert rows(store) == found


def test_what_an_older_file_says_is_laid_nowhere_but_beside_the_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    really = tempfile.mkdtemp

    def noted(suffix: str | None = None, prefix: str | None = None, dir: Any = None) -> str:  # noqa: A002 it is called so there
        made.append(really(suffix, prefix, dir))
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", noted)
    new_from_project(tmp_path / "a.study", OLDER[0])
    assert made
    assert [one for one in made if Path(one).parent != tmp_path] == []
    assert [one.name for one in tmp_path.iterdir()] == ["a.study"]


DAMAGE = {
    "a number for a text": lambda study: study["coder"]["rows"][0].__setitem__(1, ["x"]),
    "a short row": lambda study: study["code"]["rows"][0].pop(),
    "no columns": lambda study: study["round"].pop("columns"),
    "a broken reference": lambda study: study["turn"]["rows"][0].__setitem__(0, 77),
    "no schema yet": lambda study: study.__setitem__("schema", 0),
    "a newer schema": lambda study: study.__setitem__("schema", 999),
    "no table": lambda study: study.__setitem__("unit", 3),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damaged_rows_of_an_older_schema_make_no_study(name: str, tmp_path: Path) -> None:
    member, told = carried(OLDER[0])
    DAMAGE[name](told["study"])
    with (
        zipfile.ZipFile(OLDER[0]) as before,
        zipfile.ZipFile(tmp_path / "x.qdpx", "w") as after,
    ):
        for one in before.namelist():
            data = json.dumps(told).encode() if one == member else before.read(one)
            after.writestr(one, data)
    with pytest.raises(FileFault):
        new_from_project(tmp_path / "a.study", tmp_path / "x.qdpx")
    assert [one.name for one in tmp_path.iterdir()] == ["x.qdpx"]
