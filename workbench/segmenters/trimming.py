"""Spans without white space at their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from workbench.terms import Span


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its ends; None where nothing is left.

    >>> trimmed(" Yes. ", Span(0, 6))
    Span(start=1, stop=5)
    """
    stretch = text[span.start : span.stop]
    start = span.start + len(stretch) - len(stretch.lstrip())
    stop = start + len(stretch.strip())
    return Span(start, stop) if start < stop else None


def pieces(text: str, span: Span, cuts: Iterable[int]) -> Iterator[Span]:
    """The span cut at these offsets of the text, in order, without blank pieces."""
    for start, stop in pairwise((span.start, *cuts, span.stop)):
        piece = trimmed(text, Span(start, stop))
        if piece is not None:
            yield piece
