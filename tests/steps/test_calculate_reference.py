"""Every worked example that a table can say comes out of `workbench calculate`."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.agreement.reference import reference_cases, truth, unit_rows
from workbench.cli import main

NO_TABLE = {"segmentation_masses", "set_pair"}


def cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(str, value)) or "{}"
    return str(value)


def table(data: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    if data["format"] == "spans":
        marks = [
            [str(s["coder"]), str(s["start"]), str(s["end"]), s["value"]] for s in data["spans"]
        ]
        silent = [[name, "", "", ""] for name in data.get("coders", [])]
        return ["coder", "start", "stop", "value"], marks + silent
    rows = [[str(k), *map(cell, row)] for k, row in enumerate(unit_rows(data), start=1)]
    names = (
        ["coder", "consensus"]
        if "consensus" in data
        else [f"c{k}" for k in range(len(rows[0]) - 1)]
    )
    return ["unit", *names], rows


def parameters(case: dict[str, Any]) -> dict[str, str]:
    asked = {key: str(value) for key, value in case["params"].items()}
    if case["level"] == "custom":
        asked = {"distances": asked["distance"]}
    if "categories" in case["data"]:
        asked["categories"] = ",".join(map(str, case["data"]["categories"]))
    if case["data"]["format"] == "spans":
        asked["begin"] = str(case["data"].get("begin", 0))
    return asked


def speaks_of_a_table(case: dict[str, Any]) -> bool:
    return case["data"]["format"] not in NO_TABLE and "gamma" not in case["coefficient"]


def words(case: dict[str, Any]) -> list[str]:
    level = case["level"] if case["level"] in {"ordinal", "interval", "ratio"} else "nominal"
    found = ["--coefficient", case["coefficient"], "--level", level, "--json"]
    if case["data"]["format"] == "units_by_coders_sets":
        found.append("--sets")
    if "length" in case["data"]:
        found += ["--length", str(case["data"]["length"])]
    for key, value in parameters(case).items():
        found += ["--with", f"{key}={value}"]
    return found


@pytest.mark.parametrize("case", reference_cases(speaks_of_a_table))
def test_the_worked_example_comes_out_of_its_table(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns, rows = table(case["data"])
    with (tmp_path / "table.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    assert main(["calculate", str(tmp_path / "table.csv"), *words(case)]) == 0
    found = json.loads(capsys.readouterr().out)
    expected, tolerance = truth(case)
    shown: Any = found.get("values", found.get("value"))
    if case["coefficient"] == "krippendorff_alpha_ci":
        shown = [found["low"], found["high"]]
    assert shown == pytest.approx(expected, abs=tolerance)
    if case.get("expected_se"):
        assert found["se"] == pytest.approx(case["expected_se"], abs=0.0006)
    if expected is None:
        assert found["undefined_because"] is not None
