"""Where a row of a table of codings goes: by offsets, by case, by unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, small_study
from workbench.errors import FileFault
from workbench.steps import codings
from workbench.store import Store
from workbench.store.reads.codings import codings as coded


def load(store: Store, tmp_path: Path, *rows: str) -> list[tuple[int, int]]:
    """Load rows of case, unit and code; the stretches that are coded then."""
    path = tmp_path / "codings.csv"
    lines = ["document,coder,case,unit,code", *(f"s1,ana,{row}" for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    codings.load(store, ANA, 1, path)
    with store.reading() as reader:
        return [(one.start, one.stop) for one in coded(reader, ANA, 1)]


def test_the_only_answer_of_a_case_is_meant_by_the_case(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    assert load(store, tmp_path, "Idris,,anger") == [(22, 28)]


def test_of_several_answers_the_unit_says_which(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    assert load(store, tmp_path, "Mara,2,anger", "Mara,4,shame") == [(16, 21), (29, 44)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Mara,,anger", "“Mara” has 2 answers here; say in “unit” which is meant"),
        ("Mara,3,anger", "unit 3 is no answer of “Mara”"),
        ("Lotte,,anger", "“Lotte” has no answer here"),
    ],
)
def test_a_case_that_means_no_one_answer_is_refused(tmp_path: Path, row: str, words: str) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(FileFault, match=words):
        load(store, tmp_path, "Idris,,shame", row)
    with store.reading() as reader:
        assert coded(reader, ANA, 1) == ()
