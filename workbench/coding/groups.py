"""The groups that single codings belong to, in place of those of their code.

So that one code is a strength for one person and a weakness for another. On a unit, a code has
the group that all coders who put it there gave it; where they differ, or some gave it none, those
of the code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from workbench.coding.final import FinalUnit, UnitKey
from workbench.terms import Coding


class OwnGroups(NamedTuple):
    """The groups of single codings on units that are counted."""

    of: Mapping[tuple[UnitKey, str], str]
    """By unit and code (uid)."""
    differing: frozenset[tuple[UnitKey, str]]
    """Where coders differ on the group."""


def own_groups(
    counted: Iterable[FinalUnit],
    asked: Mapping[UnitKey, Collection[str]],
    judged: Mapping[str, Collection[UnitKey]],
    codings: Iterable[Coding],
) -> OwnGroups:
    """The groups of the codes of `counted` units, by what the coders asked of each unit say.

    As in the final coding, a coder says nothing of units that they were not asked to judge, or
    have not judged.
    """
    said: dict[tuple[UnitKey, str], set[str | None]] = defaultdict(set)
    for coding in codings:
        for position in range(coding.first_unit, coding.last_unit + 1):
            unit = UnitKey(coding.document, position)
            if coding.coder in asked.get(unit, ()) and unit in judged.get(coding.coder, ()):
                said[unit, coding.code].add(coding.group or None)
    places = {(UnitKey(unit.document, unit.unit), code) for unit in counted for code in unit.codes}
    there = {place: groups for place, groups in said.items() if place in places}
    return OwnGroups(
        {
            place: group
            for place, groups in there.items()
            if len(groups) == 1
            for group in groups
            if group
        },
        frozenset(place for place, groups in there.items() if len(groups) > 1),
    )
