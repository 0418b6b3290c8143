"""JSON that speech recognition writes: Whisper, WhisperX, Rev.ai, the podcast namespace.

A segment without a speaker stays without one: the recogniser did not know, and neither do we.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from workbench.errors import FileFault
from workbench.importers.decoding import decode
from workbench.importers.pieces import Piece, document, draft, merged, speakers_note, stem
from workbench.importers.settings import Settings
from workbench.terms import Draft

Json = Mapping[str, object]


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a transcript in JSON: one document, a turn for each change of speaker."""
    text, notes = decode(name, data, settings.encoding)
    whole = _loaded(name, text)
    key = next((key for key in _READERS if isinstance(whole.get(key), list)), None)
    if key is None:
        raise FileFault(
            f"{name} is JSON, but no transcript that is known here; it has no list of "
            f"{' or '.join(_READERS)}. Save the transcript as text or WebVTT."
        )
    pieces = [_tidy(piece) for part in _parts(name, whole, key) for piece in _READERS[key](part)]
    turns = merged(piece for piece in pieces if piece.text)
    if not turns:
        raise FileFault(f"{name} has no words; there is nothing to import.")
    notes = (*notes, speakers_note(turns), *_unknown(pieces))
    return draft(name, data, "speech", [document(stem(name), turns)], notes)


def _loaded(name: str, text: str) -> Json:
    try:
        whole = json.loads(text)
    except ValueError as fault:
        where = f"line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else "a number"
        raise FileFault(f"{name} is no whole JSON, see {where}; it is damaged or cut.") from fault
    except RecursionError as fault:
        raise FileFault(f"{name} nests deeper than any transcript; it is no transcript.") from fault
    if not isinstance(whole, dict):
        raise FileFault(f"{name} is JSON, but no transcript that is known here; save it as text.")
    return whole


def _parts(name: str, whole: Json, key: str) -> list[Json]:
    parts = cast("list[object]", whole[key])
    if not all(isinstance(part, dict) for part in parts):
        raise FileFault(f"{name}: something in “{key}” is no part of a transcript.")
    return cast("list[Json]", parts)


# ------------------------------------------------------------------ one format each


def _segment(segment: Json) -> Iterator[Piece]:
    """A segment of Whisper or WhisperX, or of the podcast namespace, which says `body`."""
    said = segment["text"] if "text" in segment else segment.get("body")
    start = segment["start"] if "start" in segment else segment.get("startTime")
    yield Piece(_text(said), _speaker(segment.get("speaker")), _time(start))


def _monologue(monologue: Json) -> Iterator[Piece]:
    """A monologue of Rev.ai, whose elements carry the spaces between words themselves."""
    elements = monologue.get("elements")
    listed = elements if isinstance(elements, list) else []
    parts = [part for part in listed if isinstance(part, dict)]
    start = next((part["ts"] for part in parts if "ts" in part), None)
    said = "".join(_text(part.get("value")) for part in parts)
    yield Piece(said, _speaker(monologue.get("speaker")), _time(start))


_READERS: Mapping[str, Callable[[Json], Iterator[Piece]]] = {
    "segments": _segment,
    "monologues": _monologue,
}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _time(value: object) -> float | None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(cast("float", value)) if number and abs(cast("float", value)) < 1e9 else None


def _speaker(value: object) -> str | None:
    """A name as it is; a number as “Speaker 0”."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Speaker {value}"
    return " ".join(_text(value).split()) or None


def _tidy(piece: Piece) -> Piece:
    return piece._replace(text=" ".join(piece.text.replace("\0", "").split()))


def _unknown(pieces: list[Piece]) -> Iterator[str]:
    unknown = sum(piece.speaker is None for piece in pieces if piece.text)
    if unknown and any(piece.speaker for piece in pieces):
        yield f"Segments for which the recogniser named no speaker: {unknown}."
