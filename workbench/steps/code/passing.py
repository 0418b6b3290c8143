"""Judging units without a code: no code applies to one, to several, or to all that is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.errors import NotAsked, NotDue
from workbench.steps.code.place import judged_units, place_at, reach, remember, seat
from workbench.store import Store, Writer
from workbench.store.reads import rounds as round_reads
from workbench.store.writes import acts, codings, rounds
from workbench.store.writes.acts import Act
from workbench.store.writes.places import Place
from workbench.terms import Passage, Viewer
from workbench.words import plural


def toggle_no_code(store: Store, viewer: Viewer, n: int, passage: Passage) -> bool:
    """Say that no code applies to the unit of each stretch; whether it is said.

    If it is said of all of them, it is taken back. Refused where one of the units has a code.
    """
    with store.writing(viewer) as writer:
        place = place_at(writer, viewer, n, passage.document, passage.sha256)
        units = dict.fromkeys(judged_units(writer, place, span)[0] for span in passage.spans)
        new = tuple(unit.id for unit in units if not unit.passed)
        _refuse_coded(writer, place, new)
        act = Act("no-code made", place.state, *reach(passage.spans), passed=new)
        if not new:
            there = tuple(unit.id for unit in units)
            act = Act("no-code removed", place.state, *reach(passage.spans), cleared=there)
        for id_ in act.passed:
            codings.put_no_code(writer, place, id_)
        for id_ in act.cleared:
            codings.clear_no_codes(writer, place, id_, id_)
        remember(writer, place, act, [{"unit": id_} for id_ in (*act.passed, *act.cleared)])
        return bool(new)


def _refuse_coded(writer: Writer, place: Place, units: Sequence[int]) -> None:
    if any(codings.touching(writer, place, id_, id_) for id_ in units):
        raise NotAsked(
            "This unit has codes; take them back before you say that none applies."
            if len(units) == 1
            else "Some of these have codes; take them back, or choose others."
        )


def finish(store: Store, viewer: Viewer, n: int, document: str) -> int:
    """Declare a document finished: no code applies to what is left; to how many units that is.

    Refused while units hold only copies that nobody confirmed: those are not “no code applies”.
    """
    with store.writing(viewer) as writer:
        place = place_at(writer, viewer, n, document)
        left = tuple(_left(writer, place))
        _refuse_unconfirmed(writer, place, left)
        _pass(writer, place, left)
        event = rounds.set_finished(writer, *seat(place))
        declared = None if place.finished else True
        act = Act("document finished", place.state, passed=left, finished=declared)
        acts.remember(writer, event, act, place.round_id, place.document_id)
        return len(left)


def finish_at(writer: Writer, place: Place, only: frozenset[int] | None = None) -> int:
    """Set no-code on the coder's units that are not judged yet; on how many.

    `only` limits it to some positions; without it the document counts as finished.
    """
    left = _left(writer, place)
    chosen = [id_ for id_, position in left.items() if only is None or position in only]
    _refuse_unconfirmed(writer, place, chosen)
    _pass(writer, place, chosen)
    if only is None:
        rounds.set_finished(writer, *seat(place))
    return len(chosen)


def _pass(writer: Writer, place: Place, units: Iterable[int]) -> None:
    codings.put_no_codes(writer, ((place.round_id, place.coder_id, id_) for id_ in units))


def _refuse_unconfirmed(writer: Writer, place: Place, left: Iterable[int]) -> None:
    copied = codings.copied_units(writer, place).intersection(left)
    if copied:
        units = plural(len(copied), "unit")
        raise NotDue(
            f"There is nothing but copies from earlier on {units}; "
            "confirm them or take them back before the document is finished."
        )


def _left(writer: Writer, place: Place) -> dict[int, int]:
    """The units (id → position) of the coder's share that they have not judged."""
    row = round_reads.round_row(writer, place.n)
    units = round_reads.judgeable(writer, row).get(place.document_id, {})
    judged = round_reads.judged_by(writer, place.round_id).get(place.coder_id, frozenset())
    given = None if place.units is None else frozenset(place.units)
    return {
        id_: position
        for id_, position in units.items()
        if id_ not in judged and (given is None or position in given)
    }
