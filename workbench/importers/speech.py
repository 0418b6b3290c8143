"""JSON that speech recognition and its editors write.

Whisper, WhisperX, Rev.ai, the podcast namespace, AssemblyAI, Deepgram, Amazon Transcribe, BBC
Kaldi, Digital Paper Edit, Trint, and whatever else lists words or segments in the same manner.

A segment without a speaker stays without one: the recogniser did not know, and neither do we.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from statistics import median
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
    pieces = [_tidy(piece) for piece in _pieces(name, _loaded(name, text))]
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
    if isinstance(whole, list) and whole and all(isinstance(part, dict) for part in whole):
        whole = {"segments": whole}
    if not isinstance(whole, dict):
        raise FileFault(f"{name} is JSON, but no transcript that is known here; save it as text.")
    return whole


def _pieces(name: str, whole: Json) -> Iterator[Piece]:
    """The words and segments, by the first manner of writing that fits."""
    for unwrapped in _unwrapped(whole):
        for key, reader in _READERS:
            if isinstance(unwrapped.get(key), list):
                return reader(unwrapped, _parts(name, unwrapped, key))
    known = ", ".join(dict.fromkeys(key for key, _ in _READERS))
    raise FileFault(
        f"{name} is JSON, but no transcript that is known here; it has no list of "
        f"{known}. Save the transcript as text or WebVTT."
    )


_WRAPPERS = (
    *("retval", "results", "result", "transcript", "transcription", "data"),
    *("channels", "alternatives"),
)


def _unwrapped(whole: Json) -> Iterator[Json]:
    """The object, and those within it that services wrap transcripts in."""
    yield whole
    for key in _WRAPPERS:
        within = whole.get(key)
        for one in [within] if isinstance(within, dict) else _dicts(within)[:1]:
            # Kaldi's speakers may stand beside what holds the words.
            beside = {key: whole[key] for key in ("segmentation",) if key in whole}
            yield from _unwrapped({**beside, **one})


def _parts(name: str, whole: Json, key: str) -> list[Json]:
    parts = cast("list[object]", whole[key])
    if not all(isinstance(part, dict) for part in parts):
        raise FileFault(f"{name}: something in “{key}” is no part of a transcript.")
    return cast("list[Json]", parts)


# ------------------------------------------------------------------ segments and monologues


def _segments(_: Json, segments: list[Json]) -> Iterator[Piece]:
    """Segments that carry their words: Whisper's, WhisperX's, the podcast namespace's `body`."""
    scale = _scale(segments, _LONGEST_SEGMENT)
    for segment in segments:
        time = _segment_start(segment)
        said = _text(_first(segment, ("text", "body", "transcript", "content", "value")))
        said = said or " ".join(_word(word) for word in _dicts(segment.get("words")))
        yield Piece(said, _speaker_of(segment), None if time is None else time / scale)


def _segment_start(segment: Json) -> float | None:
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):  # of whisper.cpp, in milliseconds
        begun = _time(offsets.get("from"))
        return None if begun is None else begun / 1000
    return _time(_first(segment, ("start", "startTime", "start_time", "startSec", "time")))


def _monologues(_: Json, monologues: list[Json]) -> Iterator[Piece]:
    """Monologues of Rev.ai, whose elements carry the spaces between words themselves."""
    for monologue in monologues:
        parts = _dicts(monologue.get("elements"))
        start = next((part["ts"] for part in parts if "ts" in part), None)
        said = "".join(_text(part.get("value")) for part in parts)
        yield Piece(said, _speaker_of(monologue), _time(start))


def _items(whole: Json, items: list[Json]) -> Iterator[Piece]:
    """Items of Amazon Transcribe: words and signs, the speakers beside them or apart."""
    labels = whole.get("speaker_labels")
    turns = _Stretches(_dicts(labels.get("segments")) if isinstance(labels, dict) else [])
    speaker: str | None = None
    said: list[str] = []
    begun: float | None = None
    for item in items:
        word = next((_text(one.get("content")) for one in _dicts(item.get("alternatives"))), "")
        time = _time(item.get("start_time"))
        now = _speaker_of(item) or (turns.at(time) if time is not None else None) or speaker
        if now != speaker and said:
            yield Piece("".join(said).strip(), speaker, begun)
            said, begun = [], None
        begun = time if begun is None else begun
        speaker = now
        said += [word] if item.get("type") == "punctuation" else [" ", word]
    yield Piece("".join(said).strip(), speaker, begun)


# ------------------------------------------------------------------ words


def _words(whole: Json, words: list[Json]) -> Iterator[Piece]:
    """Words with their speakers, or with speakers in a list apart, to be joined by the times."""
    turns = _Stretches(_speaker_list(whole))
    scale = _scale(words, _LONGEST_WORD) if not _is_trint(words) else 1000
    speaker: str | None = None
    for word in words:
        start = _time(_first(word, ("start", "time", "startTime", "start_time", "ts")))
        time = None if start is None else start / scale
        found = _speaker_of(word) or (turns.at(time) if time is not None else None)
        # Words that the recogniser gave no time belong where the word before does.
        speaker = found if found or time is not None else speaker
        yield Piece(_word(word), speaker, time)


def _word(word: Json) -> str:
    return _text(_first(word, ("punct", "punctuated_word", "text", "word", "value", "content")))


def _is_trint(words: list[Json]) -> bool:
    """Trint counts milliseconds in `time` and `duration`."""
    return bool(words) and "duration" in words[0] and "time" in words[0]


def _speaker_list(whole: Json) -> list[Json]:
    """The stretches of speakers that stand beside the words."""
    segmentation = whole.get("segmentation")
    if isinstance(segmentation, dict):
        return _dicts(segmentation.get("segments"))
    return _dicts(whole.get("paragraphs")) or _dicts(whole.get("speaker_segments"))


class _Stretches:
    """Who speaks from when to when, found by the middle of a word."""

    def __init__(self, parts: list[Json]) -> None:
        found = [stretch for part in parts if (stretch := _stretch(part))]
        self._found = sorted(found, key=lambda one: one[0])
        self._starts = [start for start, _, _ in self._found]

    def at(self, time: float) -> str | None:
        """The speaker at that time; between two stretches, the one before."""
        at = bisect_right(self._starts, time + 0.001) - 1
        return self._found[max(at, 0)][2] if self._found else None


def _stretch(part: Json) -> tuple[float, float, str] | None:
    start = _time(_first(part, ("start", "start_time", "startTime")))
    speaker = _speaker_of(part)
    return None if start is None or speaker is None else (start, start, speaker)


# ------------------------------------------------------------------ values

_Reader = Callable[[Json, list[Json]], Iterator[Piece]]
_READERS: tuple[tuple[str, _Reader], ...] = (
    ("monologues", _monologues),
    ("utterances", _segments),
    ("segments", _segments),
    ("items", _items),
    ("words", _words),
    ("phrases", _segments),
    ("transcript", _segments),
    ("transcription", _segments),
    ("sentences", _segments),
)


def _first(part: Json, keys: tuple[str, ...]) -> object:
    return next((part[key] for key in keys if part.get(key) is not None), None)


def _dicts(value: object) -> list[Json]:
    listed = value if isinstance(value, list) else []
    return [part for part in listed if isinstance(part, dict)]


_LONGEST_WORD, _LONGEST_SEGMENT = 20, 600
"""Seconds; whole numbers that lie further apart are milliseconds."""


def _scale(parts: list[Json], longest: int) -> int:
    """1 for times in seconds, 1000 for milliseconds."""
    times = [(part.get("start"), part.get("end")) for part in parts]
    lengths = [end - start for start, end in times if type(start) is int and type(end) is int]
    if not lengths or len(lengths) < len(times):
        return 1
    return 1000 if median(lengths) > longest else 1


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _time(value: object) -> float | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value):
        return float(value)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(cast("float", value)) if number and abs(cast("float", value)) < 1e9 else None


def _speaker_of(part: Json) -> str | None:
    keys = ("speaker", "speaker_label", "speakerLabel", "speaker_name", "speakerName", "speaker_id")
    return _speaker(_first(part, keys))


def _speaker(value: object) -> str | None:
    """A name as it is; a number as “Speaker 0”; of an object its name or id."""
    if isinstance(value, dict):
        return _speaker(_first(value, ("name", "label", "@id", "id")))
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Speaker {value}"
    return " ".join(_text(value).split()) or None


def _tidy(piece: Piece) -> Piece:
    return piece._replace(text=" ".join(piece.text.replace("\0", "").split()))


def _unknown(pieces: list[Piece]) -> Iterator[str]:
    unknown = sum(piece.speaker is None for piece in pieces if piece.text)
    if unknown and any(piece.speaker for piece in pieces):
        yield f"Segments for which the recogniser named no speaker: {unknown}."
