"""What cannot be estimated is a value with a reason, wherever it is shown."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Workbench
from tests.small import codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.exporters import EXPORTERS
from workbench.steps import code, rounds
from workbench.steps.agreement import BY
from workbench.store import Store
from workbench.terms import NOBODY, RoundPlan, Viewer

UNITS = {("s1", 2): (16, 21), ("s1", 4): (29, 44), ("s2", 2): (9, 17)}
ALL = list(UNITS)
SAID: dict[str, dict[str, list[tuple[str, int]]]] = {
    "no_variation": {"ana": ALL, "ben": ALL},
    "single_coder": {"ana": ALL, "ben": []},
    "no_pairable_units": {"ana": ALL[:1], "ben": ALL[1:]},
    "no_data": {"ana": [], "ben": []},
    "too_few_units": {"ana": ALL[:1], "ben": ALL[:2]},
}
"""For each reason, the units to which each coder gave a code; nobody ever gave “anger”."""
BECAUSE = {
    "no_variation": "reliability cannot be judged",
    "single_coder": "Only one coder judged these units",
    "no_pairable_units": "No unit was judged by two coders",
    "no_data": "Nobody has judged any of these units yet",
    "too_few_units": "Only one unit was judged by two coders",
}
NOT_A_NUMBER = re.compile(r"\b(nan|inf|None|NaN|null)\b")


def study(path: Path, reason: str) -> Store:
    store = small_study(path, "draft")
    plan = RoundPlan(("ana", "ben"), "turn", "test", ("s1", "s2"), ("student",))
    n = rounds.draft_round(store, NOBODY, plan, open_it=True)
    given = {"ana": "shame", "ben": "far" if reason == "too_few_units" else "shame"}
    for coder, places in SAID[reason].items():
        for document, unit in places:
            span = UNITS[document, unit]
            uid = find_code(codes(store), given[coder]).uid
            code.toggle(store, Viewer(coder), n, passage(document, *span), uid)
    rounds.close_round(store, NOBODY, n, "to see what is undefined")
    rounds.reveal_round(store, NOBODY, n)
    return store


@pytest.fixture(params=SAID)
def reason(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A study `a.study` in which coefficients are undefined for this reason."""
    named = str(request.param)
    study(tmp_path / "a.study", named).close()
    return named


def test_what_is_undefined_is_shown_with_its_reason(
    tmp_path: Path, workbench: Workbench, reason: str
) -> None:
    seen = set()
    for by in BY:
        asked = ("agreement", tmp_path / "a.study", "--by", by)
        found = workbench(*asked, "--json")
        text = workbench(*asked).out if by in ("code", "category", "document") else ""
        assert "NaN" not in found.out
        assert not NOT_A_NUMBER.search(text)
        (one,) = found.json
        for row in [*one["rows"], *filter(None, [one["overall"]])]:
            seen.add(row["undefined_because"])
            assert (row["low"], row["high"]) == (None, None)
            if row["value"] is None:
                assert row["undefined_because"] in SAID
                assert row["note"] in (text or row["note"])
    assert reason in seen


FILES = [
    *(("agreement", suffix) for suffix in EXPORTERS),
    *(("agreement-by-round", suffix) for suffix in (*EXPORTERS, "svg")),
]


def test_what_is_undefined_is_no_number_in_any_file(
    tmp_path: Path, workbench: Workbench, reason: str
) -> None:
    for what, suffix in FILES:
        path = tmp_path / f"{what}.{suffix}"
        done = workbench("export", tmp_path / "a.study", what, "-o", path)
        assert done.status == 0, done.err
        text = words_of(path)
        assert not NOT_A_NUMBER.search(text), text
        if what == "agreement":
            assert "not estimable" in text
            assert BECAUSE[reason] in text


def words_of(path: Path) -> str:
    """What a reader of the file sees."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = (c for sheet in book for row in sheet.iter_rows() for c in row)
        return "\n".join(str(c.value) for c in cells if c.value is not None)
    if path.suffix == ".docx":
        xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
        return re.sub("<[^>]+>", "\n", xml)
    text = data.decode()
    return re.sub(r"<!--\s*|\s*-->|<[^>]+>", "\n", text) if path.suffix == ".html" else text
