"""Where a key is pressed, and what it leaves behind: events, and what would undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.errors import NotAsked, TextChanged
from workbench.store import Writer
from workbench.store.writes import acts, places
from workbench.store.writes.acts import Act
from workbench.store.writes.places import Place, Touched
from workbench.terms import Span, Viewer


def place_at(
    writer: Writer, viewer: Viewer, n: int, document: str, sha256: str | None = None
) -> Place:
    """Where a key was pressed; refused where its coder may not judge now, or the text changed."""
    if viewer.coder is None:
        raise NotAsked("Coding needs a name; say who is coding with --as NAME.")
    place = places.place(writer, n, viewer.coder, document)
    if sha256 not in (None, place.sha256):
        raise text_changed(document)
    return place


def text_changed(document: str) -> TextChanged:
    """The sentence for a text that was corrected since it was read."""
    return TextChanged(f"“{document}” was corrected meanwhile; look at it anew, then do it again.")


def judged_units(writer: Writer, place: Place, span: Span) -> list[Touched]:
    """The units that a stretch touches; refused where none of them is the coder's to judge."""
    if not 0 <= span.start < span.stop <= places.text_length(writer, place):
        raise NotAsked(f"There is no text from {span.start} to {span.stop}; mark what is there.")
    units = places.touched(writer, place, span)
    if not any(unit.judged for unit in units):
        raise NotAsked("This stretch is context: no unit in it is yours to judge in this round.")
    return units


def seat(place: Place) -> tuple[int, int, int]:
    """The ids of a place's round, coder and document."""
    return place.round_id, place.coder_id, place.document_id


def reach(spans: Sequence[Span]) -> Span:
    """From the first letter of several stretches to the last."""
    return Span(min(span.start for span in spans), max(span.stop for span in spans))


def remember(writer: Writer, place: Place, act: Act, ids: Sequence[Mapping[str, int]]) -> None:
    """An event for each of what an act did, told by ids; the last of them stands for the act."""
    *others, last = ids
    for one in others:
        writer.event(act.what, one, place.round_id, place.coder_id)
    event = writer.event(act.what, last, place.round_id, place.coder_id)
    acts.remember(writer, event, act, place.round_id, place.document_id)
