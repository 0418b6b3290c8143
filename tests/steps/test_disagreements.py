"""The queue of disagreements: each unit with its surroundings, choices, memos and rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.coding.disagreements import Tally
from workbench.errors import Blind, NameUnknown
from workbench.steps import code, memo, rounds
from workbench.steps.disagreements import Choice, Queue, queue
from workbench.store import Store
from workbench.terms import NOBODY, Viewer

UNIT_2, UNIT_4 = (16, 21), (29, 44)


def put(store: Store, who: Viewer, name: str, start: int, stop: int, document: str = "s1") -> None:
    code.toggle(store, who, 1, passage(document, start, stop), find_code(codes(store), name).uid)


def coded(path: Path) -> Store:
    """Ana and Ben differ on units 2 and 4 of s1; s2 is done, and they agree on it."""
    store = small_study(path)
    put(store, ANA, "anger", *UNIT_2)
    put(store, ANA, "shame", *UNIT_4)
    put(store, BEN, "anger", *UNIT_4)
    memo.write_memo(store, BEN, "unit", "s1#4", "so angry", 1)
    for who in (ANA, BEN):
        for name in ("s1", "s2"):
            code.finish(store, who, 1, name)
    return store


def revealed(path: Path) -> Store:
    store = coded(path)
    rounds.close_round(store, NOBODY)
    rounds.reveal_round(store, NOBODY)
    return store


def numbers(found: Queue) -> list[str]:
    return [one.number for one in found.queued]


def test_a_disagreement_comes_with_all_that_is_needed_to_settle_it(tmp_path: Path) -> None:
    found = queue(revealed(tmp_path / "a.study"), NOBODY, 1)
    assert numbers(found) == ["S1-4", "S1-2"]
    first, second = found.queued
    assert (first.document, first.unit, first.start, first.stop) == ("s1", 4, *UNIT_4)
    assert (first.speaker, first.before, first.text, first.after) == (
        "Mara",
        "Idris: Go on.",
        "I was so angry.",
        "",
    )
    assert first.kind == "sibling codes"
    assert first.choices == {
        "ana": Choice(("shame",), (("shame", *UNIT_4),), None),
        "ben": Choice(("anger",), (("anger", *UNIT_4),), "so angry"),
    }
    assert [one.name for one in first.rules] == ["anger", "shame"]
    assert first.decision is None
    assert (second.kind, second.before, second.after) == (
        "one did not code it",
        "Ruth: Who has a case?",
        "Idris: Go on.",
    )
    assert second.choices["ben"] == Choice((), (), None)


def test_the_matrix_and_the_tally_are_of_the_round(tmp_path: Path) -> None:
    found = queue(revealed(tmp_path / "a.study"), NOBODY)
    assert found.confusion == ((None, None, 4), ("anger", "shame", 1), ("anger", None, 1))
    assert found.tally == Tally(discussed=0, changed=0, unresolved=2)
    assert found.undecided == found.queued


@pytest.mark.parametrize("viewer", [ANA, NOBODY])
def test_until_reveal_nobody_sees_where_coders_differ(tmp_path: Path, viewer: Viewer) -> None:
    store = coded(tmp_path / "a.study")
    with pytest.raises(Blind, match="Round 1 is open, so its codings are blind"):
        queue(store, viewer, 1)
    with pytest.raises(Blind, match="No round is revealed yet"):
        queue(store, viewer)
    with pytest.raises(NameUnknown, match="There is no round 2"):
        queue(store, viewer, 2)
