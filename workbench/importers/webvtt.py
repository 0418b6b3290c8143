"""WebVTT: Zoom's “Name: text” cues, the voices of Teams (`<v Name>`), Webex, plain captions.

Our own reader, because webvtt-py leaves character references as they are, refuses a file
without its header and knows no voices that go on over cues. Teams writes an utterance as
several cues of one block, with others' interjections between them; blocks are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from workbench.drafts import Draft
from workbench.errors import FileFault
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
    """The draft of a WebVTT file: one document, a turn for each change of speaker."""
    text, notes = decode(name, data, settings.encoding)
    blocks = blocks_of(name, text, _TIMING, _META)
    _refuse_cut_tag(name, text)
    cues, rolled = read_once([cue for block in _in_order(blocks) for cue in _voices(block)])
    pieces, found = turns_of(name, cues, settings.labels)
    found = (*rolled, *found, *(end_of(text, blocks) or _unclosed(blocks)))
    if not text.startswith("WEBVTT"):
        notes = (*notes, "The first line is not WEBVTT; the cues were read all the same.")
    return draft(name, data, "webvtt", [document(stem(name), pieces)], (*notes, *found))


_TIMING = re.compile(
    r"[ \t]*(?P<time>(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})"
    r"[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}(?:[ \t].*)?"
)
"""Teams leaves zeros away: “0:0:3.540 --> 0:0:7.23”."""
_META = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t].*)?")


# ------------------------------------------------------------------ files that are cut


def _refuse_cut_tag(name: str, text: str) -> None:
    if _CUT_TAG.search(text, max(0, len(text) - _LONGEST_TAG)):
        raise FileFault(f"{name} ends within a tag of a cue: it is truncated; fetch it again.")


_LONGEST_TAG = 200
_CUT_TAG = re.compile(r"<(?:/|/?v|/?v[.\s][^<>\n]*)?\Z")


def _unclosed(blocks: Sequence[Block]) -> Iterator[str]:
    """A note where every voice is closed but the last."""
    *before, last = blocks
    if before and "<v" in last.text and "</v" not in last.text:
        voices = [block for block in before if "<v" in block.text]
        if voices and all("</v>" in block.text for block in voices):
            yield "The last voice is not closed as the others are; the file may be cut."


# ------------------------------------------------------------------ order


def _in_order(cues: Iterable[Block]) -> list[Block]:
    """By time, the parts of one utterance together at the time of its first."""
    utterances: dict[str, list[Block]] = {}
    for position, cue in enumerate(sorted(cues, key=lambda cue: cue.start)):
        part = _PART.fullmatch(cue.id)
        utterances.setdefault(part[1] if part else f"#{position}", []).append(cue)
    return [
        parts[0]._replace(text="\n".join(part.text for part in parts))
        for parts in utterances.values()
    ]


_PART = re.compile(r"(\S{1,80}/\d{1,9})-\d{1,9}")


# ------------------------------------------------------------------ voices

# Where a cue has two voices, a dash stands before each.
_VOICE = re.compile(
    r"(?:^[ \t]{0,9}[-–—][ \t]{0,9})?"
    r"<v(?:\.[^\s<>]{0,80})?(?:[ \t\n]{1,9}(?P<name>[^<>]{0,200}))?>",
    re.MULTILINE,
)
_WEBEX = re.compile(r"\d{1,7} \"(?P<name>[^\"]{1,200})\"(?: \(\d{1,20}\))?")
"""Webex says in the id of a cue who speaks."""
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang)(?:[.\s][^<>]{0,300})?>|<(?:\d{1,4}:)?\d{1,2}:\d{2}\.\d{3}>"
)
_CLASS = re.compile(r"<c\.([\w.-]{1,60})>")


def _voices(block: Block) -> Iterator[Cue]:
    """The cue's text, cut where a voice begins."""
    webex = _WEBEX.fullmatch(block.id)
    start, name = 0, _name(webex["name"]) if webex else None
    for voice in _VOICE.finditer(block.text):
        yield from _said(block, start, voice.start(), name)
        start, name = voice.end(), _name(voice["name"] or "")
    yield from _said(block, start, len(block.text), name)


def _said(block: Block, start: int, stop: int, name: str | None) -> Iterator[Cue]:
    marked = block.text[start:stop]
    text = tidied(decoded(_TAG.sub("", marked)))
    if text or name:
        look = _CLASS.match(marked.lstrip())
        yield Cue(block.start, text, name, look[1] if look else "")


def _name(marked: str) -> str | None:
    return " ".join(decoded(marked).split()) or None
