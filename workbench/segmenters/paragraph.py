"""A unit is a paragraph of a turn: what blank lines part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.segmenters import Segmenter
from workbench.segmenters.trimming import pieces
from workbench.terms import Segmentation, Span

# A blank line may hold spaces. The quantifier is possessive, so that a page of them is read once.
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")


def _segment(text: str, turns: Sequence[Span], _settings: Segmentation) -> list[list[Span]]:
    return [list(pieces(text, turn, _cuts(text, turn))) for turn in turns]


def _cuts(text: str, turn: Span) -> list[int]:
    return [found.end() for found in _BLANK_LINE.finditer(text, turn.start, turn.stop)]


PARAGRAPH = Segmenter("1", _segment)
