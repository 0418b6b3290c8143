"""Subtitles as SubRip (.srt) and YouTube (.sbv) write them: cues with times, names in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.importers.cues import Block, Cue, blocks_of, turns_of
from workbench.importers.decoding import decode
from workbench.importers.pieces import document, draft, stem
from workbench.importers.settings import Settings
from workbench.terms import Draft


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a file of subtitles: one document, a turn for each change of speaker."""
    text, notes = decode(name, data, settings.encoding)
    blocks = sorted(blocks_of(name, text, _TIMING, _NOTHING), key=lambda block: block.start)
    cues = [cue for block in blocks for cue in _cues(block)]
    pieces, found = turns_of(name, cues, settings.labels)
    return draft(name, data, "subtitles", [document(stem(name), pieces)], (*notes, *found))


_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"[ \t]*(?P<time>{_TIME})(?:[ \t]*-->[ \t]*|,){_TIME}(?:[ \t].*)?")
_NOTHING = re.compile(r"(?!)")

# Players' colours, places and type; a “<” that is no tag stays.
_MARKUP = re.compile(r"\{\\[^{}]{0,200}\}|</?(?:i|b|u|s|font)(?:\s[^<>]{0,200})?>", re.IGNORECASE)


def _cues(block: Block) -> Iterator[Cue]:
    text = " ".join(_MARKUP.sub("", block.text).split())
    if text:
        yield Cue(block.start, text)
