"""Subtitles as SubRip (.srt) and YouTube (.sbv) write them: cues with times, names in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.drafts import Draft
from workbench.importers.cues import (
    Block,
    Cue,
    blocks_of,
    decoded,
    end_of,
    read_once,
    tidied,
    turns_of,
)
from workbench.importers.decoding import decode
from workbench.importers.pieces import document, draft, stem
from workbench.importers.settings import Settings


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a file of subtitles: one document, a turn for each change of speaker."""
    text, notes = decode(name, data, settings.encoding)
    blocks = blocks_of(name, text, _TIMING, _NOTHING)
    in_order = sorted(blocks, key=lambda block: block.start)
    cues, rolled = read_once([cue for block in in_order for cue in _cues(block)])
    pieces, found = turns_of(name, cues, settings.labels)
    found = (*rolled, *found, *end_of(text, blocks))
    return draft(name, data, "subtitles", [document(stem(name), pieces)], (*notes, *found))


_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_TIMING = re.compile(rf"[ \t]*(?P<time>{_TIME})(?:[ \t]*-->[ \t]*|,){_TIME}(?:[ \t].*)?")
_NOTHING = re.compile(r"(?!)")

# Players' colours, places and type; a “<” that is no tag stays.
_MARKUP = re.compile(r"\{\\[^{}]{0,200}\}|</?(?:i|b|u|s|font)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_COLOUR = re.compile(
    r"\{[^{}]{0,100}\\1?c&H(?P<ass>[0-9a-fA-F]{1,8})&?[^{}]{0,100}\}"
    r"|<font\s[^<>]{0,100}?color\s*=\s*[\"']?(?P<font>#?\w{1,20})",
    re.IGNORECASE,
)


def _cues(block: Block) -> Iterator[Cue]:
    text = tidied(decoded(_MARKUP.sub("", block.text)))
    if text:
        colour = _COLOUR.match(block.text.lstrip())
        yield Cue(block.start, text, look=_name(colour) if colour else "")


def _name(colour: re.Match[str]) -> str:
    """The colour as a person would find it in the file."""
    if colour["font"]:
        return colour["font"].upper() if "#" in colour["font"] else colour["font"].lower()
    # Substation Alpha writes blue, green, red.
    digits = colour["ass"].zfill(6)[-6:].upper()
    return f"#{digits[4:]}{digits[2:4]}{digits[:2]}"
