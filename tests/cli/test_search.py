"""`workbench search`: what a person and a program get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.small import ANA, passage, small_study
from workbench.cli import main
from workbench.steps import code


@pytest.fixture
def study(tmp_path: Path) -> str:
    """Ana has coded a unit."""
    path = tmp_path / "small.study"
    code.toggle(small_study(path), ANA, 1, passage("s1", 29, 44), "anger")
    return str(path)


def test_a_person_sees_the_words_in_their_unit(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", study, "angry", "--as", "ana"]) == 0
    told = capsys.readouterr()
    assert told.out == "S1-4  Mara> I was so »angry«.\n      anger (ana)\n"
    assert told.err == "Found: 1; codes are those of round 1.\n"


def test_nobody_in_particular_sees_no_blind_codes(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", study, "angry", "--json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["codes"] == {}
    assert (hit["document"], hit["unit"], hit["marks"]) == ("s1", 4, [[38, 43]])
    assert main(["search", study, "--code", "anger", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_fact_without_a_value_is_refused(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", study, "--attribute", "year"]) == 1
    assert "NAME=VALUE" in capsys.readouterr().err
