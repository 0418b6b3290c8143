"""A single coding's group stands in place of those of its code, where all coders agree on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from workbench.coding.final import FinalUnit, UnitKey
from workbench.coding.groups import OwnGroups, own_groups
from workbench.terms import Coding

UNIT = UnitKey("s1", 1)
BOTH: dict[UnitKey, tuple[str, ...]] = {UNIT: ("ana", "ben")}
JUDGED: dict[str, set[UnitKey]] = {"ana": {UNIT}, "ben": {UNIT}}


def put(coder: str, group: str | None, code: str = "talk") -> Coding:
    return Coding(coder, "s1", code, 0, 5, 1, 1, group=group)


def of(*codings: Coding, asked: Mapping[UnitKey, Collection[str]] = BOTH) -> OwnGroups:
    return own_groups([FinalUnit("s1", 1, ("talk",), None)], asked, JUDGED, codings)


def test_what_all_gave_it_is_its_group() -> None:
    found = of(put("ana", "threat"), put("ben", "threat"), put("ben", "strength", "other"))
    assert found == OwnGroups({(UNIT, "talk"): "threat"}, frozenset())


def test_where_coders_differ_it_has_none_and_that_is_told() -> None:
    for other in ("strength", None, ""):
        found = of(put("ana", "threat"), put("ben", other))
        assert found == OwnGroups({}, frozenset({(UNIT, "talk")}))


def test_who_was_not_asked_or_put_no_code_says_nothing() -> None:
    found = of(put("ana", "threat"), put("ben", "strength"), asked={UNIT: ("ana",)})
    assert found == OwnGroups({(UNIT, "talk"): "threat"}, frozenset())
    assert of(put("ana", "threat")) == OwnGroups({(UNIT, "talk"): "threat"}, frozenset())


def test_without_groups_there_are_none() -> None:
    assert of(put("ana", None), put("ben", None)) == OwnGroups({}, frozenset())
