"""A unit is a cue: what subtitles or a recogniser showed at once.

Where a file's cues begin is known only when it is imported; `steps` keeps it then, and brings
it here as the cuts of each turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.segmenters import Segmenter
from workbench.segmenters.trimming import pieces
from workbench.terms import Segmentation, Span


def cues_of(text: str, turn: Span, cuts: Sequence[int]) -> list[Span]:
    """The cues of a turn; `cuts` are the offsets within it at which one begins after another."""
    return list(pieces(text, turn, (turn.start + cut for cut in cuts)))


def _segment(text: str, turns: Sequence[Span], _settings: Segmentation) -> list[list[Span]]:
    """A turn whose cues nobody kept is one."""
    return [cues_of(text, turn, ()) for turn in turns]


CUE = Segmenter("1", _segment)
