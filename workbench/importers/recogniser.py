"""How programs that recognise speech write words, times and speakers as values of JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import cast

from workbench.importers.written import TIME, seconds

Json = Mapping[str, object]


def first(part: Json, keys: Sequence[str]) -> object:
    """The value of the first of the keys that has one."""
    return next((part[key] for key in keys if part.get(key) is not None), None)


def dicts(value: object) -> list[Json]:
    """The objects of a list; none where it is no list."""
    listed = value if isinstance(value, list) else []
    return [part for part in listed if isinstance(part, dict)]


def text(value: object) -> str:
    """The words, where the value is such."""
    return value if isinstance(value, str) else ""


# ------------------------------------------------------------------ words

_TEXTS = (
    *("text", "body", "transcript", "content", "value", "display", "sentence", "utterance"),
    "message",
)
_PARTS = ("words", "result", "elements", "terms", "blocks")
_WORDS = ("punct", "punctuated_word", "text", "word", "value", "content")


def words_of(segment: Json) -> str:
    """What a segment says: as a whole, or word by word."""
    return text(first(segment, _TEXTS)) or _joined(dicts(first(segment, _PARTS)))


def _joined(words: Sequence[Json]) -> str:
    """Words with spaces between them, and none before what is marked as punctuation."""
    marks = [text(word.get("type")).lower().startswith("punct") for word in words]
    parts = zip(words, marks, strict=True)
    return "".join(word_of(word) if mark else f" {word_of(word)}" for word, mark in parts)


def word_of(word: Json) -> str:
    """A word with its punctuation."""
    return text(first(word, _WORDS))


# ------------------------------------------------------------------ times

_STARTS = (
    *("secondsFromStart", "start", "startTime", "start_time", "startSec", "startOffset", "time"),
    *("ts", "timestamp", "offset", "from", "start_timestamp", "data_start"),
)
_MILLISECONDS = ("offsetMilliseconds", "startMs", "start_ms", "tStartMs")
LONGEST_WORD, LONGEST_SEGMENT = 20, 600
"""Seconds; whole numbers that lie further apart are milliseconds."""


def scale_of(parts: Sequence[Json], longest: int) -> int:
    """1 for times in seconds, 1000 for milliseconds."""
    times = [(part.get("start"), part.get("end")) for part in parts]
    lengths = [end - start for start, end in times if type(start) is int and type(end) is int]
    if not lengths or len(lengths) < len(times):
        return 1
    return 1000 if median(lengths) > longest else 1


def start_of(part: Json, scale: int = 1) -> float | None:
    """When a word or segment begins, in seconds; `scale`: how many units of its time are one.

    A segment without a time begins with its first word.
    """
    begun = time_of(first(part, _STARTS))
    if begun is not None:
        return begun / scale
    offsets = part.get("offsets")  # of whisper.cpp
    inner = offsets if isinstance(offsets, dict) else {}
    thousandths = time_of(first(part, _MILLISECONDS) or inner.get("from"))
    if thousandths is not None:
        return thousandths / 1000
    word = next(iter(dicts(first(part, _PARTS))), None)
    return None if word is None else start_of(word, scale)


def time_of(value: object) -> float | None:
    """Seconds, of a number, “1.200s”, “PT1M3.5S”, “00:00:04,250”, or whole seconds and nanos.

    Of a time by two clocks it is that of the recording.

    >>> time_of("1.200s"), time_of("PT1M3.5S"), time_of("00:00:04,250"), time_of("soon")
    (1.2, 63.5, 4.25, None)
    """
    if isinstance(value, dict) and "relative" in value:
        return time_of(value["relative"])
    if isinstance(value, dict):
        whole, nanos = (time_of(value.get(key, 0)) for key in ("seconds", "nanos"))
        return None if whole is None or nanos is None else whole + nanos / 1e9
    if isinstance(value, str):
        return _written(value)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(cast("float", value)) if number and abs(cast("float", value)) < 1e9 else None


def _written(time: str) -> float | None:
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?s?", time):
        return float(time.rstrip("s"))
    if re.fullmatch(TIME, time):
        return seconds(time)
    long = _DURATION.fullmatch(time)
    return None if long is None else seconds(":".join(part or "0" for part in long.groups()))


_DURATION = re.compile(r"PT(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?")
"""How ISO 8601 writes one."""


# ------------------------------------------------------------------ speakers

_SPEAKERS = (
    *("speaker_name", "speakerName", "speaker", "speaker_label", "speakerLabel", "speaker_id"),
    *("speakerTag", "speaker_tag", "speakerId", "participant", "role"),
)


def speaker_of(part: Json) -> str | None:
    """Who speaks in a word or segment; None where nobody is named."""
    return _speaker(first(part, _SPEAKERS))


def _speaker(value: object) -> str | None:
    """A name as it is; a number as “Speaker 0”; of an object its name or id."""
    if isinstance(value, dict):
        return _speaker(first(value, ("name", "display_name", "label", "@id", "id")))
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Speaker {value}"
    return " ".join(text(value).split()) or None


def names_in(whole: Json) -> dict[str, str]:
    """The names of a list of speakers, by what their words are marked with."""
    listed = dicts(whole.get("speakers"))
    named = ((_speaker(one.get("id")), text(one.get("name")).strip()) for one in listed)
    return {marked: name for marked, name in named if marked and name}
