"""Cutting documents into the units that coders judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from workbench.errors import NotAsked, NotDue, WorkbenchError
from workbench.revisions import LaidSet
from workbench.segmenters import describe, segment, unpunctuated
from workbench.segmenters.words import count_words
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.writes import laying
from workbench.store.writes.documents import put_units
from workbench.terms import NOBODY, Segmentation, Span, Viewer
from workbench.watching import each

LONG = 60
"""A unit of more words than this is hard to judge as one."""

BY_HAND = "by_hand"
"""In a unit set's settings: somebody split or merged units of it, so it is not cut anew."""


class Segmented(NamedTuple):
    """What segmenting made of a document; `new` False: it was there, cut the same way."""

    document: str
    unit: str
    """The name of the unit set."""
    units: int
    new: bool
    note: str | None = None
    """What to know about these units, in a sentence."""
    median: float = 0
    """Words in a unit."""
    longest: int = 0
    """Words in the longest unit."""
    long: int = 0
    """Units of more than 60 words."""
    unpunctuated: int = 0
    """Turns without a mark that could end a sentence."""


def segment_documents(
    store: Store, viewer: Viewer, settings: Segmentation, names: Sequence[str] = ()
) -> Iterator[Segmented]:
    """Cut documents (without names: all) into units, one transaction a document.

    A document already cut that way stays as it is; a locked unit set is never cut anew.
    """
    with store.reading() as reader:
        wanted = names or [d.name for d in documents.documents(reader, NOBODY)]
    described = describe(settings)
    for name in each("Cutting documents", wanted):
        with store.writing(viewer) as writer:
            cut = _segment(writer, name, settings, described)
        yield cut


def _segment(
    writer: Writer, name: str, settings: Segmentation, described: Mapping[str, str]
) -> Segmented:
    text = documents.text(writer, NOBODY, name)
    turns = [Span(t.start, t.stop) for t in documents.turns(writer, NOBODY, name)]
    for row in documents.unit_sets(writer, name):
        if row.name == settings.called and row.settings == described:
            units = documents.units(writer, NOBODY, name, settings.called)
            spans = [Span(unit.start, unit.stop) for unit in units]
            return _told(name, settings, text, turns, spans)._replace(new=False)
        if row.name == settings.called and row.locked:
            raise NotDue(
                f"“{name}” is being judged by {settings.called}, so its units stay as they are; "
                "choose another unit, or another name with --name."
            )
    cut = _cut(writer, name, text, turns, settings)
    put_units(writer, name, settings.called, described, cut)
    return _told(name, settings, text, turns, [span for spans in cut for span in spans])


def _cut(
    writer: Writer, name: str, text: str, turns: list[Span], settings: Segmentation
) -> list[list[Span]]:
    if settings.unit == "cue":
        return _cues(writer, name, turns)
    # Coders of a survey judge answers: the whole of a question would be everybody's at once.
    if settings.unit == "whole" and documents.question(writer, NOBODY, name):
        settings = replace(settings, unit="turn")
    return segment(text, turns, settings)


def _cues(writer: Writer, name: str, turns: Sequence[Span]) -> list[list[Span]]:
    """The cues as they were kept when the document was imported."""
    for row in documents.unit_sets(writer, name):
        if row.settings.get("unit") == "cue":
            found: list[list[Span]] = [[] for _ in turns]
            for unit in documents.units(writer, NOBODY, name, row.name):
                found[unit.turn - 1].append(Span(unit.start, unit.stop))
            return found
    raise NotAsked(
        f"“{name}” has no cues: they are kept when subtitles (.vtt, .srt, .sbv) or the JSON of "
        "speech recognition are imported; choose another unit."
    )


# ------------------------------------------------------------------ what to know of it


def _told(
    name: str, settings: Segmentation, text: str, turns: Sequence[Span], spans: Sequence[Span]
) -> Segmented:
    words = [count_words(text[span.start : span.stop]) for span in spans]
    bare = unpunctuated(text, turns)
    return Segmented(
        name,
        settings.called,
        len(spans),
        new=True,
        note=_unpunctuated(name, bare, turns) if settings.unit == "sentence" else None,
        median=median(words) if words else 0,
        longest=max(words, default=0),
        long=sum(number > LONG for number in words),
        unpunctuated=bare,
    )


def _unpunctuated(name: str, bare: int, turns: Sequence[Span]) -> str | None:
    if 2 * bare <= len(turns):
        return None
    return (
        f"{bare} of the {len(turns)} turns of “{name}” have no punctuation, so sentences are not "
        "to be had there; use turns."
    )


# ------------------------------------------------------------------ after a correction


def cut_anew(writer: Writer, name: str) -> None:
    """Cut a document whose text was corrected as it was cut before, where no round judges it.

    Units that somebody split or merged by hand, and cues, only move along. So do units whose
    pipeline is not installed any more.
    """
    laid = laying.laid(writer, name)
    turns = [Span(turn.start, turn.stop) for turn in laid.turns]
    settings = {row.id: row.settings for row in documents.unit_sets(writer, name)}
    for one in laid.sets:
        if one.locked or BY_HAND in settings[one.id] or settings[one.id].get("unit") == "cue":
            continue
        asked = _asked(one, settings[one.id])
        try:
            cut = _cut(writer, name, laid.text, turns, asked)
        except WorkbenchError:
            continue
        now = [span for spans in cut for span in spans]
        if now != [Span(unit.start, unit.stop) for unit in one.units]:
            put_units(writer, name, one.name, describe(asked), cut)


def _asked(one: LaidSet, settings: Mapping[str, str]) -> Segmentation:
    """The settings that a unit set remembers, as they were asked for."""
    return Segmentation(
        settings["unit"],
        settings.get("asked_lang") or settings.get("lang", "en"),
        settings.get("model"),
        int(settings["words"]) if "words" in settings else None,
        one.name,
    )
