"""Praat's TextGrids, long or short: a tier of intervals for each speaker.

Praat reads of such a file only the numbers, the strings in double quotes and the signs in angle
brackets that stand by themselves, so one reader does for both; see the page “TextGrid file
formats” of its manual. Intervals follow one another as they begin; those of one speaker in a row
are one turn. Tiers of sounds, of remarks and of points in time are part of no turn and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.decoding import decode
from workbench.importers.pieces import Piece, document, draft, merged, speakers_note, stem
from workbench.importers.settings import Settings
from workbench.importers.tiers import is_speech, left_note, speaker_of


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a TextGrid: one document; FileFault where it is cut, or has no words."""
    if data.startswith(b"ooBinaryFile"):
        raise FileFault(f"{name} is a binary TextGrid; save it in Praat as a text file.")
    text, notes = decode(name, data, settings.encoding)
    tiers = _tiers(name, text)
    spoken = _spoken(tiers)
    said = sorted(
        (one for tier in spoken for one in _pieces(tier)), key=lambda piece: piece.time or 0.0
    )
    if not said:
        raise FileFault(f"{name} has no intervals with words on tiers of speakers.")
    turns = merged(said)
    told = (*notes, speakers_note(turns), *_left(tiers, spoken))
    return draft(name, data, "textgrid", [document(stem(name), turns)], told)


class _Tier(NamedTuple):
    name: str
    marks: Sequence[tuple[float, str]]
    """When each interval begins, in seconds, and what stands in it."""
    points: bool


# ------------------------------------------------------------------ the file

_TOKEN = re.compile(
    r'"(?P<string>(?:[^"]|"")*+)"'
    r"|(?<!\S)(?P<number>-?\d{1,15}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?)(?!\S)"
)


def _tiers(name: str, text: str) -> list[_Tier]:
    """All tiers; FileFault where the file ends before them."""
    tokens = _TOKEN.finditer(text)
    try:
        kind = _string(tokens) + _string(tokens)
        _number(tokens), _number(tokens)
        tiers = [_tier(tokens) for _ in range(int(_number(tokens)))]
    except StopIteration as fault:
        raise FileFault(f"{name} ends within a tier: it is truncated; fetch it again.") from fault
    if "TextGrid" not in kind:
        raise FileFault(f"{name} is a file of Praat's, but no TextGrid; save the TextGrid.")
    if next(tokens, None):
        raise FileFault(f"{name} holds more than its tiers say: it is damaged; fetch it again.")
    return tiers


def _tier(tokens: Iterator[re.Match[str]]) -> _Tier:
    points = _string(tokens) == "TextTier"
    name = " ".join(_string(tokens).split())
    _number(tokens), _number(tokens)
    marks = [_mark(tokens, points=points) for _ in range(int(_number(tokens)))]
    return _Tier(name, marks, points)


def _mark(tokens: Iterator[re.Match[str]], *, points: bool) -> tuple[float, str]:
    start = _number(tokens)
    if not points:
        _number(tokens)
    return start, " ".join(_string(tokens).split())


def _string(tokens: Iterator[re.Match[str]]) -> str:
    return next(one["string"] for one in tokens if one["string"] is not None).replace('""', '"')


def _number(tokens: Iterator[re.Match[str]]) -> float:
    return next(float(one["number"]) for one in tokens if one["number"] is not None)


# ------------------------------------------------------------------ which tiers are speech

_SILENCES = frozenset(["sil", "sp", "<sil>", "<p:>", "<p>", "silence", "<eps>", "#", "_", "silent"])


def _spoken(tiers: Sequence[_Tier]) -> list[_Tier]:
    """The tiers of speakers; where none is named, the one that cuts what was said the least."""
    filled = [tier for tier in tiers if not tier.points and any(_pieces(tier))]
    lines = [tier for tier in filled if is_speech(tier.name)] or filled
    named = [tier for tier in lines if speaker_of(tier.name)]
    return named or sorted(lines, key=lambda tier: sum(1 for _ in _pieces(tier)))[:1]


def _pieces(tier: _Tier) -> Iterator[Piece]:
    for start, said in tier.marks:
        if said and said.casefold() not in _SILENCES:
            yield Piece(said, speaker_of(tier.name), start)


def _left(tiers: Sequence[_Tier], spoken: Sequence[_Tier]) -> Iterator[str]:
    names = [tier.name or "without a name" for tier in tiers if tier not in spoken and tier.marks]
    return left_note("Tiers", names)
