"""A unit is a turn: one speaker's contribution, or one respondent's answer."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.segmenters import Segmenter
from workbench.segmenters.trimming import pieces
from workbench.terms import Segmentation, Span


def _segment(text: str, turns: Sequence[Span], _settings: Segmentation) -> list[list[Span]]:
    return [list(pieces(text, turn, ())) for turn in turns]


TURN = Segmenter("1", _segment)
