"""Cutting documents into the units that coders judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.errors import NotDue
from workbench.segmenters import describe, segment, unpunctuated
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.writes.documents import put_units
from workbench.terms import NOBODY, Segmentation, Span, Viewer


class Segmented(NamedTuple):
    """What segmenting made of a document; `new` False: it was there, cut the same way."""

    document: str
    unit: str
    units: int
    new: bool
    note: str | None = None
    """What to know about these units, in a sentence."""


def segment_documents(
    store: Store, viewer: Viewer, settings: Segmentation, names: Sequence[str] = ()
) -> Iterator[Segmented]:
    """Cut documents (without names: all) into units, one transaction a document.

    A document already cut that way stays as it is; a locked unit set is never cut anew.
    """
    with store.reading() as reader:
        wanted = names or [d.name for d in documents.documents(reader, NOBODY)]
    described = describe(settings)
    for name in wanted:
        with store.writing(viewer) as writer:
            yield _segment(writer, name, settings, described)


def _segment(
    writer: Writer, name: str, settings: Segmentation, described: Mapping[str, str]
) -> Segmented:
    for row in documents.unit_sets(writer, name):
        if row.name == settings.unit and row.settings == described:
            return Segmented(name, settings.unit, row.units, new=False)
        if row.name == settings.unit and row.locked:
            raise NotDue(
                f"“{name}” is being judged by {settings.unit}, so its units stay as they are; "
                "choose another unit."
            )
    text = documents.text(writer, NOBODY, name)
    turns = [Span(t.start, t.stop) for t in documents.turns(writer, NOBODY, name)]
    spans = _cut(writer, name, text, turns, settings)
    units = put_units(writer, name, settings.unit, described, spans)
    note = _unpunctuated(name, text, turns) if settings.unit == "sentence" else None
    return Segmented(name, settings.unit, units, new=True, note=note)


def _cut(
    writer: Writer, name: str, text: str, turns: list[Span], settings: Segmentation
) -> list[list[Span]]:
    # Coders of a survey judge answers: the whole of a question would be everybody's at once.
    answers = any(d.question for d in documents.documents(writer, NOBODY) if d.name == name)
    if settings.unit == "whole" and answers:
        settings = replace(settings, unit="turn")
    return segment(text, turns, settings)


def _unpunctuated(name: str, text: str, turns: list[Span]) -> str | None:
    bare = unpunctuated(text, turns)
    if 2 * bare <= len(turns):
        return None
    return (
        f"{bare} of the {len(turns)} turns of “{name}” have no punctuation, so sentences are not "
        "to be had there; use turns."
    )
