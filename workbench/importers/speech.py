"""JSON that speech recognition and its editors write.

Whisper, WhisperX, Rev, the podcast namespace, AssemblyAI, Deepgram, Amazon, Google, Azure,
Watson, Speechmatics, Gladia, ElevenLabs, Vosk, BBC Kaldi, Digital Paper Edit, Trint, Fathom,
Happy Scribe, Recall, Gecko, YouTube, and whatever else lists words or segments in the same manner.

A segment without a speaker stays without one: the recogniser did not know, and neither do we.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.decoding import decode
from workbench.importers.pieces import Piece, document, draft, merged, speakers_note, stem
from workbench.importers.recogniser import (
    LONGEST_SEGMENT,
    LONGEST_WORD,
    Json,
    dicts,
    names_in,
    scale_of,
    speaker_of,
    start_of,
    text,
    time_of,
    word_of,
    words_of,
)
from workbench.importers.settings import Settings
from workbench.terms import clock


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a transcript in JSON: one document, a turn for each change of speaker."""
    written, notes = decode(name, data, settings.encoding)
    whole = loaded(name, written)
    pieces = [_tidy(piece, names_in(whole)) for piece in _pieces(name, whole)]
    turns = merged(piece for piece in pieces if piece.text)
    if not turns:
        raise FileFault(f"{name} has no words; there is nothing to import.")
    notes = (*notes, speakers_note(turns), *_unknown(pieces), *_split_voices(whole))
    return draft(name, data, "speech", [document(stem(name), turns)], notes)


def loaded(name: str, written: str) -> Json:
    """The object that a file's JSON holds; FileFault where there is none."""
    try:
        whole = json.loads(written)
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


def _pieces(name: str, whole: Json) -> list[Piece]:
    """The words and segments, by the first manner of writing that fits."""
    found = _within(name, whole, _DEEPEST)
    if not found and isinstance(whole.get("text"), str):
        found = [Piece(text(whole["text"]))]
    if found is None:
        known = ", ".join(key for key, _, _ in _READERS)
        raise FileFault(
            f"{name} is JSON, but no transcript that is known here; it has no list of "
            f"{known}. Save the transcript as text or WebVTT."
        )
    return found


_DEEPEST = 8
_WRAPPERS = (
    *("retval", "results", "result", "transcript", "transcription", "data"),
    *("channels", "alternatives", "speech"),
)


def _within(name: str, whole: Json, depth: int) -> list[Piece] | None:
    """The pieces of an object, or of what services wrap transcripts in; None where there are none.

    A list without anything in it counts where no other has something.
    """
    lists = [(key, inner, reader) for key, inner, reader in _READERS if _has(whole, key, inner)]
    for key, _, reader in lists:
        if whole[key]:
            return list(reader(whole, _parts(name, whole, key)))
    for key in _WRAPPERS if depth else ():
        inside = [_within(name, one, depth - 1) for one in _wrapped(whole, key)]
        found = [pieces for pieces in inside if pieces is not None]
        if found:
            return (
                _by_channel(found) if key == "channels" else [one for few in found for one in few]
            )
    return [] if lists else None


def _has(whole: Json, key: str, inner: str) -> bool:
    parts = whole.get(key)
    return isinstance(parts, list) and (not inner or any(inner in part for part in dicts(parts)))


def _wrapped(whole: Json, key: str) -> Iterator[Json]:
    within = whole.get(key)
    # Of what may have been said, the first is the likeliest.
    parts = dicts(within)[:1] if key == "alternatives" else dicts(within)
    for one in [within] if isinstance(within, dict) else parts:
        # Kaldi's speakers may stand beside what holds the words.
        yield {**{beside: whole[beside] for beside in ("segmentation",) if beside in whole}, **one}


def _by_channel(channels: list[list[Piece]]) -> list[Piece]:
    """The pieces of all channels by their times; each of several is a speaker, or has some."""
    if len(channels) == 1:
        return channels[0]
    named = [
        piece._replace(speaker=" ".join([f"Channel {n}", *filter(None, [piece.speaker])]))
        for n, pieces in enumerate(channels, 1)
        for piece in pieces
    ]
    return sorted(named, key=lambda piece: piece.time or 0.0)


def _parts(name: str, whole: Json, key: str) -> list[Json]:
    parts = cast("list[object]", whole[key])
    if not all(isinstance(part, dict) for part in parts):
        raise FileFault(f"{name}: something in “{key}” is no part of a transcript.")
    return cast("list[Json]", parts)


# ------------------------------------------------------------------ segments and monologues


def _segments(_: Json, segments: list[Json]) -> Iterator[Piece]:
    """Segments that carry their words: Whisper's, WhisperX's, the podcast namespace's `body`."""
    scale = scale_of(segments, LONGEST_SEGMENT)
    for segment in segments:
        yield Piece(words_of(segment), speaker_of(segment), start_of(segment, scale))


def _monologues(_: Json, monologues: list[Json]) -> Iterator[Piece]:
    """Monologues of Rev, whose elements carry the spaces between words themselves.

    Those of others have parts of other names, which do not.
    """
    if not any(dicts(monologue.get("elements")) for monologue in monologues):
        yield from _segments({}, monologues)
        return
    for monologue in monologues:
        parts = dicts(monologue.get("elements"))
        starts = (start_of(part) for part in parts)
        said = "".join(text(part.get("value")) for part in parts)
        yield Piece(
            said, speaker_of(monologue), next((at for at in starts if at is not None), None)
        )


def _items(whole: Json, items: list[Json]) -> Iterator[Piece]:
    """Items of Amazon and Speechmatics: words and signs, the speakers beside them or apart."""
    labels = whole.get("speaker_labels")
    turns = _Stretches(dicts(labels.get("segments")) if isinstance(labels, dict) else [])
    speaker: str | None = None
    said: list[str] = []
    begun: float | None = None
    for item in items:
        best = next(iter(dicts(item.get("alternatives"))), {})
        word, time = text(best.get("content")), time_of(item.get("start_time"))
        named = speaker_of(item) or speaker_of(best)
        now = named or (turns.at(time) if time is not None else None) or speaker
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
    scale = scale_of(words, LONGEST_WORD) if not _is_trint(words) else 1000
    speaker: str | None = None
    for word in words:
        time = start_of(word, scale)
        found = speaker_of(word) or (turns.at(time) if time is not None else None)
        # Words that the recogniser gave no time belong where the word before does.
        speaker = found if found or time is not None else speaker
        yield Piece(word_of(word), speaker, time)


def _is_trint(words: list[Json]) -> bool:
    """Trint counts milliseconds in `time` and `duration`."""
    return bool(words) and "duration" in words[0] and "time" in words[0]


def _speaker_list(whole: Json) -> list[Json]:
    """The stretches of speakers that stand beside the words."""
    segmentation = whole.get("segmentation")
    if isinstance(segmentation, dict):
        return dicts(segmentation.get("segments"))
    lists = (dicts(whole.get(key)) for key in ("paragraphs", "speaker_segments", "speaker_labels"))
    return next((listed for listed in lists if listed), [])


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
    start, speaker = start_of(part), speaker_of(part)
    return None if start is None or speaker is None else (start, start, speaker)


# ------------------------------------------------------------------ results of hypotheses


def _results(whole: Json, results: list[Json]) -> Iterator[Piece]:
    """Results with what may have been said, likeliest first: Google, Watson, Speechmatics."""
    best = [next(iter(dicts(one.get("alternatives"))), {}) for one in results]
    if any("content" in one for one in best):
        yield from _items(whole, results)
    elif any(_words_in(one) for one in best):
        yield from _words(whole, [word for one in _not_twice(best) for word in _words_in(one)])
    else:
        yield from _segments(whole, best)


def _words_in(one: Json) -> list[Json]:
    """The words of a hypothesis; Watson writes each as word, start and end."""
    timed = one.get("timestamps")
    listed = timed if isinstance(timed, list) else []
    bare = [word for word in listed if isinstance(word, list) and len(word) == 3]
    return dicts(one.get("words")) or [{"word": word, "start": start} for word, start, _ in bare]


def _not_twice(best: list[Json]) -> list[Json]:
    """Without what Google says again: its last result has all words, with their speakers."""
    *before, last = best
    said = [word_of(word) for one in before for word in _words_in(one)]
    again = [word_of(word) for word in _words_in(last)]
    return [last] if said and said == again else best


def _phrases(_: Json, phrases: list[Json]) -> Iterator[Piece]:
    """Phrases of Azure, each with what may have been said."""
    for phrase in phrases:
        best = next(iter(dicts(phrase.get("nBest"))), phrase)
        yield Piece(words_of(best), speaker_of(phrase), start_of(phrase))


def _events(_: Json, events: list[Json]) -> Iterator[Piece]:
    """Captions of YouTube, whose segments carry their spaces."""
    for event in events:
        said = "".join(text(part.get("utf8")) for part in dicts(event.get("segs")))
        yield Piece(said, None, start_of(event))


# ------------------------------------------------------------------ which manner it is

_Reader = Callable[[Json, list[Json]], Iterator[Piece]]
_READERS: tuple[tuple[str, str, _Reader], ...] = (
    ("monologues", "", _monologues),
    ("utterances", "", _segments),
    ("segments", "", _segments),
    ("items", "", _items),
    ("audio_segments", "", _segments),
    ("words", "", _words),
    ("recognizedPhrases", "", _phrases),
    ("phrases", "", _segments),
    ("transcript", "", _segments),
    ("transcription", "", _segments),
    ("sentences", "", _segments),
    ("results", "alternatives", _results),
    ("events", "segs", _events),
    ("transcripts", "transcript", _segments),
    ("messages", "", _segments),
)
"""By the name of the list, and of what its parts must have."""


def _tidy(piece: Piece, names: Mapping[str, str]) -> Piece:
    said = " ".join(piece.text.replace("\0", "").split())
    return piece._replace(text=said, speaker=names.get(piece.speaker or "", piece.speaker))


def _split_voices(whole: Json) -> Iterator[str]:
    """A note on words that the recogniser gave to somebody else than their segment: WhisperX."""
    segments = dicts(whole.get("segments"))
    odd = [
        (segment, [word for word in dicts(segment.get("words")) if _is_anothers(word, segment)])
        for segment in segments
        if speaker_of(segment)
    ]
    told = [(segment, words) for segment, words in odd if words]
    if told:
        first, words = told[0]
        yield (
            f"Words whose speaker is another than their segment's: {sum(len(w) for _, w in told)}, "
            f"first “{word_of(words[0]).strip()}” {clock(start_of(first))}; they stand in the "
            "turn of their segment's speaker, so listen there."
        )


def _is_anothers(word: Json, segment: Json) -> bool:
    return speaker_of(word) not in {None, speaker_of(segment)}


def _unknown(pieces: list[Piece]) -> Iterator[str]:
    unknown = sum(piece.speaker is None for piece in pieces if piece.text)
    if unknown and any(piece.speaker for piece in pieces):
        yield f"Segments for which the recogniser named no speaker: {unknown}."
