"""Cutting documents into the units that coders judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.errors import NotDue
from workbench.segmenters import describe, segment
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
    spans = segment(text, turns, settings)
    units = put_units(writer, name, settings.unit, described, spans)
    return Segmented(name, settings.unit, units, new=True)
