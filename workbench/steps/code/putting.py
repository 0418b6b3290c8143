"""Putting codes on stretches, taking them back, and starring what is coded as a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.steps.code.place import judged_units, place_at, reach, remember
from workbench.steps.code.rules import rules_at
from workbench.store import Store, Writer
from workbench.store.writes import codings
from workbench.store.writes.acts import Act
from workbench.store.writes.codings import Mark
from workbench.store.writes.places import Place, Touched
from workbench.terms import Passage, Viewer


class Toggled(NamedTuple):
    """What a key did: `applied` or taken back; `replaced`: how many exclusive codes gave way."""

    applied: bool
    replaced: int = 0


def toggle(store: Store, viewer: Viewer, n: int, passage: Passage, code: str) -> Toggled:
    """Put a code (its uid) on each stretch of a passage; if all have it, take it off them all.

    A code of an exclusive category takes the place of its siblings on the same units.
    """
    with store.writing(viewer) as writer:
        place = place_at(writer, viewer, n, passage.document, passage.sha256)
        touched = {span: judged_units(writer, place, span) for span in passage.spans}
        rules = rules_at(writer, place)
        code_id, rivals = rules.id_of(code), rules.rivals.get(code, frozenset())
        marks = [Mark(code_id, *span, its[0].id, its[-1].id) for span, its in touched.items()]
        units = tuple(dict.fromkeys(unit for its in touched.values() for unit in its))
        new = tuple(mark for mark in marks if codings.put_new(writer, place, mark))
        if new:
            return Toggled(applied=True, replaced=_applied(writer, place, new, units, rivals))
        _take_back(writer, place, marks, units)
        return Toggled(applied=False)


def _applied(
    writer: Writer,
    place: Place,
    new: tuple[Mark, ...],
    units: Sequence[Touched],
    rivals: frozenset[str],
) -> int:
    """Codings were put on units; how many exclusive ones gave way."""
    replaced = tuple(other for mark in new for other in _make_way(writer, place, mark, rivals))
    cleared: tuple[int, ...] = ()
    if any(unit.passed for unit in units):
        for mark in new:
            cleared += codings.clear_no_codes(writer, place, mark.first_unit_id, mark.last_unit_id)
    reached = reach([codings.span_of(mark) for mark in new])
    act = Act("coding made", place.state, *reached, new, replaced, cleared=cleared)
    remember(writer, place, act, [_ids(place, mark) for mark in new])
    return len(replaced)


def _make_way(writer: Writer, place: Place, mark: Mark, rivals: frozenset[str]) -> tuple[Mark, ...]:
    if not rivals:
        return ()
    there = codings.touching(writer, place, mark.first_unit_id, mark.last_unit_id)
    giving_way = tuple(other for uid, other in there if uid in rivals)
    for other in giving_way:
        codings.remove(writer, place, other.code_id, codings.span_of(other))
        ids = _ids(place, other)
        writer.event("coding replaced", ids, place.round_id, place.coder_id)
    return giving_way


def _take_back(
    writer: Writer, place: Place, marks: Sequence[Mark], units: Sequence[Touched]
) -> None:
    taken = tuple(
        codings.remove(writer, place, mark.code_id, codings.span_of(mark)) or mark for mark in marks
    )
    passed = _keep_finished(writer, place, units)
    reached = reach([codings.span_of(mark) for mark in marks])
    act = Act("coding removed", place.state, *reached, taken=taken, passed=passed)
    remember(writer, place, act, [_ids(place, mark) for mark in taken])


def _keep_finished(writer: Writer, place: Place, units: Sequence[Touched]) -> tuple[int, ...]:
    # In a finished document, a unit that loses its last code has been found to have none.
    passed = tuple(
        unit.id
        for unit in (units if place.finished else ())
        if unit.judged and not codings.touching(writer, place, unit.id, unit.id)
    )
    for unit_id in passed:
        codings.put_no_code(writer, place, unit_id)
    return passed


def star(store: Store, viewer: Viewer, n: int, passage: Passage) -> tuple[int, bool]:
    """Star the coder's codings that touch a passage as quotations; if all are, take it back.

    How many were changed, and whether they are starred now.
    """
    start, stop = span = reach(passage.spans)
    with store.writing(viewer) as writer:
        place = place_at(writer, viewer, n, passage.document, passage.sha256)
        units = judged_units(writer, place, span)
        touching = codings.touching(writer, place, units[0].id, units[-1].id)
        here = [one for _, one in touching if one.start < stop and one.stop > start]
        if not here:
            raise NotAsked(
                "Nothing is coded here, so there is no quotation to star; code it first."
            )
        starred = int(not all(mark.starred for mark in here))
        old = tuple(mark for mark in here if mark.starred != starred)
        new = tuple(mark._replace(starred=starred) for mark in old)
        for before, after in zip(old, new, strict=True):
            codings.remove(writer, place, before.code_id, codings.span_of(before))
            codings.put(writer, place, after)
        what = "quotation starred" if starred else "star removed"
        act = Act(what, place.state, start, stop, put=new, taken=old)
        remember(writer, place, act, [_ids(place, mark) for mark in new])
        return len(new), bool(starred)


def _ids(place: Place, mark: Mark) -> dict[str, int]:
    where = {"document": place.document_id, "code": mark.code_id}
    return {**where, "start": mark.start, "stop": mark.stop}
