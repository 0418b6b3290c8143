"""Splitting and merging units by hand, as long as no round judges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workbench.errors import NotAsked, NotDue
from workbench.steps.segmenting import BY_HAND
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.writes import acts, units
from workbench.store.writes.acts import Act
from workbench.store.writes.units import Parted
from workbench.terms import NOBODY, Span, Unit, Viewer, clock


class Recut(NamedTuple):
    """Units that are split or merged now; positions behind them have moved."""

    document: str
    unit: str
    first: int
    """The position of the first."""
    words: tuple[str, ...]
    """What lies in each now."""


def split_unit(
    store: Store, viewer: Viewer, document: str, name: str, position: int, before: str
) -> Recut:
    """Cut a unit of the set `name` in two, the second beginning with the words quoted."""
    with store.writing(viewer) as writer:
        text = documents.text(writer, NOBODY, document)
        set_id, there = _open_set(writer, document, name)
        one = _unit(there, document, name, position)
        at = text.find(before, one.start, one.stop) if before.strip() else -1
        if at <= one.start or text.find(before, at + 1, one.stop) >= 0:
            raise NotAsked(
                f"“{before}” must stand once in unit {position}, and not at its beginning; quote "
                "the words that the new unit begins with."
            )
        at += len(before) - len(before.lstrip())
        stop = one.start + len(text[one.start : at].rstrip())
        return _done(
            writer, document, name, Parted(set_id, one.start, stop, at, one.stop), position
        )


def merge_units(store: Store, viewer: Viewer, document: str, name: str, position: int) -> Recut:
    """Make a unit of the set `name` and the next one unit; both lie in one turn."""
    with store.writing(viewer) as writer:
        set_id, there = _open_set(writer, document, name)
        one = _unit(there, document, name, position)
        other = _unit(there, document, name, position + 1)
        if one.turn != other.turn:
            raise NotAsked(
                f"Units {position} and {position + 1} lie in different turns, and a unit lies in "
                "one; merge the turns first, if they are one (workbench correct … --merge)."
            )
        parted = Parted(set_id, one.start, one.stop, other.start, other.stop, apart=False)
        return _done(writer, document, name, parted, position)


def _open_set(writer: Writer, document: str, name: str) -> tuple[int, Sequence[Unit]]:
    set_id = documents.unit_set_id(writer, document, name)
    if units.is_judged(writer, set_id):
        raise NotDue(
            f"“{document}” is judged by {name} in a round, so its units stay as they are; cut it "
            f"anew beside: workbench segment STUDY --unit … --name OTHER --document {document}"
        )
    return set_id, documents.units(writer, NOBODY, document, name)


def _unit(there: Sequence[Unit], document: str, name: str, position: int) -> Unit:
    if not 1 <= position <= len(there):
        raise NotAsked(f"“{document}” has no unit {position} ({name}); it has {len(there)}.")
    return there[position - 1]


def _done(writer: Writer, document: str, name: str, parted: Parted, position: int) -> Recut:
    units.part(writer, parted)
    units.remember_setting(writer, parted.unit_set_id, BY_HAND)
    what = "unit split" if parted.apart else "units merged"
    ids: dict[str, Any] = {"unit_set": parted.unit_set_id, "unit": position}
    event = writer.event(what, ids)
    document_id = writer.value(units.document_of(parted.unit_set_id))
    acts.remember(
        writer, event, Act(what, start=parted.start, stop=parted.stop, parted=parted), None,
        document_id,
    )  # fmt: skip
    text = documents.text(writer, NOBODY, document)
    spans = (
        [Span(parted.start, parted.first_stop), Span(parted.second_start, parted.stop)]
        if parted.apart
        else [Span(parted.start, parted.stop)]
    )
    return Recut(document, name, position, tuple(text[slice(*span)] for span in spans))


def listed(
    store: Store, viewer: Viewer, document: str, name: str, position: int | None = None
) -> list[dict[str, Any]]:
    """The units of a set, or one of them, with who speaks and when in the recording."""
    with store.reading() as reader:
        text = documents.text(reader, viewer, document)
        turns = documents.turns(reader, viewer, document)
        there = documents.units(reader, viewer, document, name)
    if position is not None:
        there = (_unit(there, document, name, position),)
    return [
        {
            "unit": unit.position,
            "start": unit.start,
            "stop": unit.stop,
            "turn": unit.turn,
            "time": clock(turns[unit.turn - 1].time) or None,
            "speaker": turns[unit.turn - 1].speaker,
            "words": text[unit.start : unit.stop],
        }
        for unit in there
    ]
