"""From turns of text to the spans that coders judge; one file per kind of unit.

Spans lie in order, never overlap, are never empty or blank, and have no white space at their
ends. They are listed turn by turn, so that every unit knows the turn it lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.segmenters.marks import ANY_MARK
from workbench.shelf import Shelf
from workbench.terms import Segmentation, Span

__all__ = ["SEGMENTERS", "Segmenter", "describe", "segment", "unpunctuated"]


def _nothing(_settings: Segmentation) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Segmenter:
    """A way of cutting turns into units."""

    version: str
    """Of its rules: the same version cuts the same text at the same places."""
    segment: Callable[[str, Sequence[Span], Segmentation], list[list[Span]]]
    """The units of each turn, given a text, its turns in order, and the settings."""
    describe: Callable[[Segmentation], Mapping[str, str]] = _nothing
    """What else decides where it cuts: languages, versions of what it rests on."""


SEGMENTERS: Shelf[Segmenter] = Shelf(
    "kind of unit",
    {
        "turn": "workbench.segmenters.turn:TURN",
        "sentence": "workbench.segmenters.sentence:SENTENCE",
        "paragraph": "workbench.segmenters.paragraph:PARAGRAPH",
        "whole": "workbench.segmenters.whole:WHOLE",
        "cue": "workbench.segmenters.cue:CUE",
        "words": "workbench.segmenters.words:WORDS",
    },
)


def segment(text: str, turns: Sequence[Span], settings: Segmentation) -> list[list[Span]]:
    """The units of each turn, in the order of `turns`, as spans of `text`.

    Raises NameUnknown for a unit, language or model that there is not.
    """
    return SEGMENTERS[settings.unit].segment(text, turns, settings)


def unpunctuated(text: str, turns: Sequence[Span]) -> int:
    """How many turns have not one mark that could end a sentence.

    Where that is most of them, sentences are not to be had, and turns are the units to take.
    """
    return sum(not ANY_MARK.search(text, turn.start, turn.stop) for turn in turns)


def describe(settings: Segmentation) -> dict[str, str]:
    """The settings and versions that decide where units are cut, for a unit set to remember."""
    segmenter = SEGMENTERS[settings.unit]
    return {
        "unit": settings.unit,
        "version": segmenter.version,
        **segmenter.describe(settings),
    }
