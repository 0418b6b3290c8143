"""The worked examples beside the repository, where they are present.

They hold data, a coefficient and its published or independently confirmed value.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ABSENT = "the reference folder with worked examples is not beside this repository"
ABOVE = Path(__file__).parents[2].parents
FOLDERS = [folder / "shared" / "reference" / "agreement" / "cases" for folder in ABOVE]


def reference_cases(kept: Callable[[dict[str, Any]], bool]) -> list[Any]:
    """A parameter a case, named by its file; one that is skipped where there are none."""
    files = sorted(file for folder in FOLDERS for file in folder.glob("*.json"))
    if not files:
        return [pytest.param(None, marks=pytest.mark.skip(reason=ABSENT))]
    cases = [(file.stem, json.loads(file.read_text("utf-8"))) for file in files]
    return [pytest.param(case, id=name) for name, case in cases if kept(case)]


def truth(case: dict[str, Any]) -> tuple[Any, float]:
    """The expected value, exact where it is known, and how far from it a result may lie."""
    exact = case.get("exact_value")
    if exact is not None:
        return exact, 1e-9
    return case["expected"], case["tolerance"]


def unit_rows(data: dict[str, Any]) -> list[list[Any]]:
    """The data of a case as a row a unit and a column a coder; None is missing."""
    kind = data["format"]
    if kind == "contingency":
        names, table = data["categories"], data["table"]
        pairs = [(i, j) for i in range(len(names)) for j in range(len(names))]
        return [[names[i], names[j]] for i, j in pairs for _ in range(table[i][j])]
    if kind == "binary_2x2":
        kinds = {"both": [1, 1], "only_a": [1, 0], "only_b": [0, 1], "neither": [0, 0]}
        return [pair for key, pair in kinds.items() for _ in range(data[key])]
    if kind == "binary_vs_consensus":
        return [list(pair) for pair in zip(data["coder"], data["consensus"], strict=True)]
    rows: list[list[Any]] = data["values"]
    return rows
