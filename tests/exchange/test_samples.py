"""Samples of other programs beside the repository, where they are present."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import FileFault
from workbench.exchange.codebook_file import read_codebook_exchange
from workbench.exchange.xml_reading import count_codes
from workbench.steps.check import check
from workbench.steps.exchange.into import Report, import_project, new_from_project
from workbench.store import open_study
from workbench.terms import NOBODY

ABSENT = "the reference folder with samples is not beside this repository"
ABOVE = Path(__file__).parents[2].parents
FOLDERS = [folder / "shared" / "reference" / "refi" / "samples" for folder in ABOVE]
REFUSED = ("billion", "deep-", "duplicate", "not-a-zip", "two-qde", "xxe", "zip-", "truncated",
           "encrypted", "many-entries")  # fmt: skip
UNPLACED = (
    "missing-text",
    "offset",
    "zero",
    "dangling",
    "richtext",
    "path",
    "reversed",
    "negative",
)


def sample(name: str) -> Path:
    """A sample by its name; skips where it is absent."""
    found = next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)
    if found is None:
        pytest.skip(ABSENT)
    return found


def odd() -> list[object]:
    files = sorted(file for folder in FOLDERS for file in folder.glob("odd/*.qdpx"))
    if not files:
        return [pytest.param(None, marks=pytest.mark.skip(reason=ABSENT))]
    return [pytest.param(file, id=file.stem) for file in files]


def taken(tmp_path: Path, path: Path) -> Report:
    report = new_from_project(tmp_path / "a.study", path)
    assert check(tmp_path / "a.study").faults == ()
    for one in report.counts:
        assert one.read == one.taken + one.same + one.kept + one.lost
    with open_study(tmp_path / "a.study") as store:
        again = import_project(store, NOBODY, path)
    assert [one.kind for one in again.counts if one.taken and one.kind != "sets"] == []
    return report


def count(report: Report, kind: str) -> tuple[int, int]:
    found = {one.kind: one for one in report.counts}.get(kind)
    return (found.read, found.taken) if found else (0, 0)


@pytest.mark.parametrize("path", odd())
def test_an_odd_project_is_read_or_refused(path: Path, tmp_path: Path) -> None:
    if any(word in path.stem for word in REFUSED):
        with pytest.raises(FileFault):
            new_from_project(tmp_path / "a.study", path)
        assert list(tmp_path.iterdir()) == []
        return
    report = taken(tmp_path, path)
    if any(word in path.stem for word in UNPLACED):
        assert count(report, "codings") == (1, 0)
        assert "55555555-5555-4555-8555-555555555555" in " ".join(report.left_out)
    elif report.coders:
        assert (report.quotes, dict(report.coders)) == (("friends",), {"ana": 1})


EXPECTED: dict[str, Callable[[Report], bool]] = {
    "ref-split-selection.qdpx": lambda r: count(r, "codings") == (10, 10),
    "ref-split-user-per-round.qdpx": lambda r: (
        count(r, "codings") == (10, 10) and dict(r.coders) == {"ana": 4, "ben": 5, "consensus": 1}
    ),
    "spec-A3-transana-3.22b2.qde": lambda r: (
        count(r, "coders") == (63, 63) and count(r, "codes") == (19, 19)
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_as_it_is_known_to_be(name: str, tmp_path: Path) -> None:
    assert EXPECTED[name](taken(tmp_path, sample(name)))


def test_the_quotations_of_rounds_are_those_of_the_reference(tmp_path: Path) -> None:
    report = taken(tmp_path, sample("ref-split-user-per-round.qdpx"))
    assert report.quotes_sha256[:16] == "8501f7a08a97c5fe"
    assert len(report.quotes_sha256) == hashlib.sha256().digest_size * 2


def test_the_codebook_of_the_standard_has_six_codes() -> None:
    data = sample("spec-A1-codebook.qdc").read_bytes()
    codes = read_codebook_exchange("a.qdc", data).codes
    assert count_codes(codes) == 6
    assert [code.name for code in codes if not code.codable] == ["Topics", "Values"]
