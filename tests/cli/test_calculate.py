"""`workbench calculate` as a person uses it, with tables that go wrong."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Workbench


@pytest.mark.parametrize(
    ("table", "words", "sentence"),
    [
        ("unit,a,b\n1,x,y\n2,x\n", (), "row 3 has fewer cells than the header names columns"),
        ("unit,a,b\n1,x,y\n2,x,y,z\n", (), "row 3 has 4 cells, but the header names 3 columns"),
        ("unit,a,b\n1,x,2\n", ("--level", "interval"), "needs numbers, and “x” is none."),
        ("unit,a,b\n1,1,-2\n", ("--level", "ratio"), "ratio needs values of zero or more"),
        ("unit,a,b\n1,x,y\n", ("--level", "ordinal"), "an ordinal level needs their order"),
        ("unit,a,b\n1,x,y\n", ("--level", "nominell"), "There is no level “nominell”"),
        ("unit,a,b\n1,x,y\n", ("--sets", "--level", "ratio"), "Sets of labels have no ratio level"),
        ("unit,a,b\n1,x,y\n", ("--with", "weights"), "“weights” is no parameter; write KEY=VALUE"),
        ("", (), "is empty"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_is_refused_in_a_sentence(
    workbench: Workbench, tmp_path: Path, table: str, words: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "t.csv").write_text(table, "utf-8")
    said = workbench("calculate", tmp_path / "t.csv", "--coefficient", "krippendorff_alpha", *words)
    assert (said.status, said.out) == (1, "")
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ("a,0,4,x\na,2,5,y\nb,0,4,x\n", "a's stretches 0–4 and 2–5 overlap"),
        ("a,0,4,x\nb,0,14,x\n", "b's stretch from 0 to 14 lies outside the text"),
        ("a,-3,4,x\nb,0,4,x\n", "a's stretch from -3 to 4 lies outside the text"),
        ("a,4,2,x\nb,0,4,x\n", "must end after it starts"),
        ("a,zero,2,x\n", "start must be a number, and “zero” is none."),
    ],
)
def test_stretches_that_do_not_fit_are_refused_in_a_sentence(
    workbench: Workbench, tmp_path: Path, marks: str, sentence: str
) -> None:
    (tmp_path / "t.csv").write_text(f"coder,start,stop,value\n{marks}", "utf-8")
    said = workbench("calculate", tmp_path / "t.csv", "--coefficient", "u_alpha", "--length", 10)
    assert (said.status, said.out) == (1, "")
    assert sentence in said.err


@pytest.mark.parametrize(
    ("table", "value", "reason"),
    [
        ("unit,a\n1,x\n2,y\n", None, "single_coder"),
        ("unit,a,b\n1,x,\n2,y,\n", None, "single_coder"),
        ("unit,a,b\n1,x,\n2,,y\n", None, "no_pairable_units"),
        ("unit,a,b\n1,x,x\n2,x,x\n", None, "no_variation"),
        ("unit,a,b\n1,x,y\n", 0.0, "too_few_units"),
        ("unit,a,b\n", None, "no_data"),
    ],
)
def test_what_cannot_be_estimated_has_a_reason(
    workbench: Workbench, tmp_path: Path, table: str, value: Any, reason: str
) -> None:
    (tmp_path / "t.csv").write_text(table, "utf-8")
    words = ("calculate", tmp_path / "t.csv", "--coefficient", "krippendorff_alpha")
    found = workbench(*words, "--json").json
    assert (found["value"], found["undefined_because"]) == (value, reason)
    text = workbench(*words).out
    assert f"undefined_because: {reason}" in text
    assert "nan" not in text


def test_a_column_named_twice_is_told(workbench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit,a,a\n1,x,y\n", "utf-8")
    said = workbench("calculate", tmp_path / "t.csv", "--coefficient", "percent_agreement")
    assert "which repeats “a”" in said.err
