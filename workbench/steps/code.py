"""Coding by hand: one key, one transaction.

What a coder sees as saved is on the disk: each function returns after its commit.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.coding.codes import mutually_exclusive
from workbench.errors import NotAsked
from workbench.store import Store, Writer
from workbench.store.reads import codebooks
from workbench.store.reads import rounds as round_reads
from workbench.store.writes import codings, rounds
from workbench.store.writes.codings import Place, Touched
from workbench.terms import NOBODY, Span, Viewer


class Toggled(NamedTuple):
    """What a key did: `applied` or taken back; `replaced`: how many exclusive codes gave way."""

    applied: bool
    replaced: int = 0


def toggle(
    store: Store, viewer: Viewer, n: int, document: str, code: str, start: int, stop: int
) -> Toggled:
    """Put a code (its uid) on a stretch, or take it back where it is.

    A code of an exclusive category takes the place of its siblings on the same units.
    """
    span = Span(start, stop)
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document)
        units = _judged_units(writer, place, span)
        code_id = codings.code_id(writer, place, code)
        if codings.remove(writer, place, code_id, span):
            _tell(writer, "coding removed", place, code_id, span)
            _keep_finished(writer, place, units)
            return Toggled(applied=False)
        replaced = _make_way(writer, place, code, units)
        codings.put(writer, place, code_id, span, units)
        codings.clear_no_codes(writer, place, units[0].id, units[-1].id)
        _tell(writer, "coding made", place, code_id, span)
        return Toggled(applied=True, replaced=replaced)


def toggle_no_code(
    store: Store, viewer: Viewer, n: int, document: str, start: int, stop: int
) -> bool:
    """Say that no code applies to the unit at a stretch, or take that back; whether it is said."""
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document)
        unit = _judged_units(writer, place, Span(start, stop))[0]
        if codings.clear_no_codes(writer, place, unit.id, unit.id):
            _tell_unit(writer, "no-code removed", place, unit)
            return False
        if codings.touching(writer, place, unit.id, unit.id):
            raise NotAsked("This unit has codes; take them back before you say that none applies.")
        codings.put_no_code(writer, place, unit.id)
        _tell_unit(writer, "no-code made", place, unit)
        return True


def confirm(store: Store, viewer: Viewer, n: int, document: str, start: int, stop: int) -> int:
    """Stand by the codings copied onto the unit at a stretch, which judges it; how many."""
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document)
        unit = _judged_units(writer, place, Span(start, stop))[0]
        confirmed = codings.confirm(writer, place, unit.id)
        if confirmed:
            _tell_unit(writer, "copies confirmed", place, unit)
        return confirmed


def finish(store: Store, viewer: Viewer, n: int, document: str) -> int:
    """Declare a document finished: no code applies to what is left; to how many units that is."""
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document)
        return finish_at(writer, place)


def finish_at(writer: Writer, place: Place, only: frozenset[int] | None = None) -> int:
    """Set no-code on the coder's units that are not judged yet; on how many.

    `only` limits it to some positions; without it the document counts as finished.
    """
    left = _left(writer, place)
    chosen = [id_ for id_, position in left.items() if only is None or position in only]
    codings.put_no_codes(writer, ((place.round_id, place.coder_id, id_) for id_ in chosen))
    if only is None:
        rounds.set_finished(writer, place.round_id, place.coder_id, place.document_id)
    return len(chosen)


def _left(writer: Writer, place: Place) -> dict[int, int]:
    """The units (id → position) of the coder's share that they have not judged."""
    row = round_reads.round_row(writer, place.n)
    units = round_reads.judgeable(writer, row).get(place.document_id, {})
    pairs = round_reads.judged_pairs(writer, place.round_id)
    judged = {unit_id for coder_id, _, unit_id in pairs if coder_id == place.coder_id}
    given = None if place.units is None else frozenset(place.units)
    return {
        id_: position
        for id_, position in units.items()
        if id_ not in judged and (given is None or position in given)
    }


def _place(writer: Writer, viewer: Viewer, n: int, document: str) -> Place:
    if viewer.coder is None:
        raise NotAsked("Coding needs a name; say who is coding with --as NAME.")
    return codings.place(writer, n, viewer.coder, document)


def _judged_units(writer: Writer, place: Place, span: Span) -> list[Touched]:
    units = codings.touched(writer, place, span)
    if not any(unit.judged for unit in units):
        raise NotAsked("This stretch is context: no unit in it is yours to judge in this round.")
    return units


def _make_way(writer: Writer, place: Place, code: str, units: list[Touched]) -> int:
    codebook = codebooks.codebook(writer, NOBODY, place.version)
    rivals = mutually_exclusive(codebook).get(code)
    if not rivals:
        return 0
    there = codings.touching(writer, place, units[0].id, units[-1].id)
    giving_way = [row.id for row in there if row.uid in rivals]
    codings.remove_ids(writer, giving_way)
    if giving_way:
        writer.event("codings replaced", {"codings": giving_way}, place.round_id, place.coder_id)
    return len(giving_way)


def _keep_finished(writer: Writer, place: Place, units: list[Touched]) -> None:
    # In a finished document, a unit that loses its last code has been found to have none.
    for unit in units if place.finished else ():
        if unit.judged and not codings.touching(writer, place, unit.id, unit.id):
            codings.put_no_code(writer, place, unit.id)


def _tell(writer: Writer, what: str, place: Place, code_id: int, span: Span) -> None:
    ids = {"document": place.document_id, "code": code_id, "start": span.start, "stop": span.stop}
    writer.event(what, ids, place.round_id, place.coder_id)


def _tell_unit(writer: Writer, what: str, place: Place, unit: Touched) -> None:
    writer.event(what, {"unit": unit.id}, place.round_id, place.coder_id)
