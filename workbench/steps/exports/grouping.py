"""People by an attribute, by the role they had, or by the session."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.small_cells import without_small
from workbench.store import Reader
from workbench.store.reads import cases
from workbench.tables.given import Grouping
from workbench.terms import CaseFacts, Viewer

NOWHERE = ""
"""Stands for a document where somebody is enrolled and attended none."""
WIDEST = 12
"""More groups than this do not fit side by side."""


def grouping(reader: Reader, viewer: Viewer, by: str | None) -> Grouping:
    """Group the people of each document by an attribute, or by `role` or `document`.

    Who has an attribute has it `NOWHERE` too, whether or not they attended anything.

    Raises NotAsked without `by` or where there would be too many groups, NameUnknown for a name
    that nobody has as an attribute.
    """
    everybody = cases.cases(reader, viewer)
    if by is not None and by not in _known(everybody):
        raise NameUnknown(unknown("attribute", by, _known(everybody)))
    if by is None:
        raise NotAsked(f"Say by what, with --by: {', '.join(_known(everybody))}.")
    found = _by_attendance(everybody, by) if by in _OF_ATTENDANCE else _by_fact(everybody, by)
    names = tuple(
        sorted(set(found.values()), key=_as_number)
        if by not in _OF_ATTENDANCE
        else dict.fromkeys(found.values())
    )
    if len(names) > WIDEST:
        raise NotAsked(
            f"“{by}” has {len(names)} different values, which do not fit side by side; "
            f"at most {WIDEST} do."
        )
    return without_small(reader, viewer, Grouping(names, found))


_OF_ATTENDANCE = ("role", "document")


def _known(everybody: Sequence[CaseFacts]) -> list[str]:
    return [*_OF_ATTENDANCE, *attribute_names(everybody)]


def attribute_names(everybody: Sequence[CaseFacts]) -> list[str]:
    """The names of the facts about cases that are no scores, in the order of their coming."""
    return list(
        dict.fromkeys(a.name for one in everybody for a in one.attributes if not a.instrument)
    )


def groups_of_cases(everybody: Sequence[CaseFacts], by: str) -> dict[str, str]:
    """Each case's group by an attribute or by their roles, whether or not they said anything."""
    if by not in ("role", *attribute_names(everybody)):
        raise NameUnknown(unknown("attribute", by, attribute_names(everybody)))
    found = {one.name: _fact(one, by) for one in everybody}
    if by == "role":
        found = {one.name: roles(one) or found[one.name] for one in everybody}
    known = {case: value for case, value in found.items() if value}
    return dict(sorted(known.items(), key=lambda pair: _as_number(pair[1])))


def _fact(one: CaseFacts, by: str) -> str:
    return next((_plain(a.value) for a in one.attributes if a.name == by and not a.instrument), "")


def _by_attendance(everybody: Sequence[CaseFacts], by: str) -> dict[tuple[str, str], str]:
    """Who had which role in a document, else what a table said they are; or by the document."""
    places = {
        (one.name, here.document): here.role if by == "role" else here.document
        for one in everybody
        for here in one.attendances
    }
    if by == "role":
        said = _by_fact(everybody, by)
        places = {place: places.get(place) or said.get(place) for place in places | said}
    return {place: group for place, group in places.items() if group}


def roles(one: CaseFacts) -> str:
    """All the roles that somebody had in documents."""
    return ", ".join(sorted({here.role for here in one.attendances if here.role}))


def _by_fact(everybody: Sequence[CaseFacts], by: str) -> dict[tuple[str, str], str]:
    return {
        (one.name, document): group
        for one in everybody
        if (group := _fact(one, by))
        for document in (NOWHERE, *(here.document for here in one.attendances))
    }


def _plain(value: str | float) -> str:
    """A value as people write it: 3, not 3.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _as_number(value: str) -> tuple[int, float, str]:
    try:
        return (0, float(value), value)
    except ValueError:
        return (1, 0.0, value)
