"""The unit is the whole document, from its first turn to its last; it stands with the first."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.segmenters import Segmenter
from workbench.segmenters.trimming import pieces
from workbench.terms import Segmentation, Span


def _segment(text: str, turns: Sequence[Span], _settings: Segmentation) -> list[list[Span]]:
    if not turns:
        return []
    whole = Span(turns[0].start, turns[-1].stop)
    return [list(pieces(text, whole, ())), *([] for _ in turns[1:])]


WHOLE = Segmenter("1", _segment)
