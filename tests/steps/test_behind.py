"""The units behind a number are those that it rests on, with what each coder said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.revealed import revealed
from tests.tui.study import opened
from workbench.errors import Blind, NotAsked
from workbench.steps.agreement import BY
from workbench.steps.agreement.answer import agreement
from workbench.steps.agreement.behind import units_behind
from workbench.steps.agreement.question import Question
from workbench.terms import NOBODY


def test_a_code_is_told_of_each_unit_and_coder(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    found = units_behind(store, NOBODY, 1, {"code": "containment"})
    assert found.coders == ("ana", "ben")
    assert [(one.number, one.said) for one in found.units if not one.alike] == [
        ("S1-2", {"ana": ("containment",), "ben": ()}),
        ("S1-7", {"ana": (), "ben": ("containment",)}),
    ]
    assert len(found.units) == 8


def test_a_speaker_has_their_own_units(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    found = units_behind(store, NOBODY, 1, {"speaker": "Lea"})
    assert [(one.unit, one.said) for one in found.units] == [
        (7, {"ana": (), "ben": ("containment",)})
    ]


@pytest.mark.parametrize("by", [name for name in BY if name not in ("intra", "question")])
def test_as_many_units_are_behind_a_number_as_it_says(tmp_path: Path, by: str) -> None:
    store = revealed(tmp_path / "a.study")
    question = Question(by=by)
    for row in agreement(store, NOBODY, 1, question)[0].rows:
        found = units_behind(store, NOBODY, 1, row.key, question)
        codes = 5 if by in ("document", "role", "speaker") else 1
        assert len(found.units) * codes == row.units, row.key


def test_nothing_is_told_before_reveal_nor_of_two_rounds(tmp_path: Path) -> None:
    with pytest.raises(Blind):
        units_behind(opened(tmp_path / "b.study"), NOBODY, 1, {"code": "anger"})
    with pytest.raises(NotAsked, match="two rounds"):
        store = revealed(tmp_path / "a.study")
        units_behind(store, NOBODY, 1, {"coder": "ana", "code": "anger", "rounds": ["1", "2"]})
