"""From pieces of speech to a document whose text is its turns, joined by LF.

For formats that are not stored as they came: labels, times and markup stay out of the text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from pathlib import PurePath
from typing import NamedTuple

from workbench.drafts import Draft, DraftAttribute, DraftDocument, DraftTurn
from workbench.importers.decoding import storable
from workbench.importers.labels import counted
from workbench.terms import Span


class Piece(NamedTuple):
    """A stretch of speech: a cue, a paragraph, an answer."""

    text: str
    speaker: str | None = None
    time: float | None = None
    """Seconds from the start of the recording."""
    case: str | None = None
    cues: tuple[int, ...] = ()
    """Offsets in the text at which a cue begins after another."""


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Consecutive pieces of one speaker as one piece, at the time of the first."""
    turns: list[list[Piece]] = []
    for piece in pieces:
        if turns and turns[-1][0].speaker == piece.speaker:
            turns[-1].append(piece)
        else:
            turns.append([piece])
    return [_one(turn) for turn in turns]


def _one(turn: list[Piece]) -> Piece:
    """Pieces as one, which knows where each began."""
    ends = accumulate(len(piece.text) + 1 for piece in turn[:-1])
    return turn[0]._replace(text=" ".join(piece.text for piece in turn), cues=tuple(ends))


def document(name: str, pieces: Iterable[Piece], question: str | None = None) -> DraftDocument:
    """The document whose turns are the pieces that are not blank."""
    words: list[str] = []
    turns: list[DraftTurn] = []
    start = 0
    # One pass and no list of pieces in between: a survey may have a million answers.
    for piece in pieces:
        said = piece.text.strip()
        if said:
            words.append(said)
            shift = len(piece.text) - len(piece.text.lstrip())
            turns.append(_turn(piece, start, start + len(said), shift))
            start += len(said) + 1
    text = "\n".join(words)
    storable(name, text)
    return DraftDocument(name, text, tuple(turns), question)


def _turn(piece: Piece, start: int, stop: int, shift: int) -> DraftTurn:
    """The turn of a piece that lost `shift` signs of white space at its beginning."""
    case = piece.case or case_of(piece.speaker)
    cues = tuple(max(at - shift, 0) for at in piece.cues)
    return DraftTurn(start, stop, piece.speaker, piece.time, case, cues=cues)


def case_of(speaker: str | None) -> str | None:
    """The case that a speaker is: one of their name, none where nobody knows who spoke."""
    nobody = speaker is None or speaker.casefold() in _NOBODY
    return None if nobody else speaker


_NOBODY = frozenset(
    [
        ">>",
        *("unknown speaker", "unknown", "new speaker", "unidentified speaker", "unidentified"),
        *("all", "everyone", "everybody", "several", "several speakers", "multiple speakers"),
    ]
)


def draft(
    name: str,
    data: bytes,
    importer: str,
    documents: Iterable[DraftDocument],
    notes: Iterable[str] = (),
    attributes: Iterable[DraftAttribute] = (),
) -> Draft:
    """What was found in the file, with the hash of the bytes it came as."""
    return Draft(
        source=name,
        source_sha256=hashlib.sha256(data).hexdigest(),
        importer=importer,
        documents=tuple(documents),
        attributes=tuple(attributes),
        notes=tuple(notes),
    )


def stem(name: str) -> str:
    """The file's name without its suffix: the document's name."""
    return PurePath(name).stem


def speakers_note(pieces: Iterable[Piece]) -> str:
    """Who speaks, and in how many turns."""
    turns = Counter(piece.speaker for piece in pieces if piece.speaker is not None)
    if not turns:
        return "No speakers were found."
    return f"Speakers: {counted(turns)}."


class Speaker(NamedTuple):
    """A speaker as found, to be shown before being believed."""

    name: str | None
    turns: int
    example: str
    """The beginning of the first turn."""


def speakers_of(document: DraftDocument) -> list[Speaker]:
    """Who speaks in a document, in order of appearance."""
    turns: dict[str | None, list[DraftTurn]] = {}
    for turn in document.turns:
        turns.setdefault(turn.speaker, []).append(turn)
    return [
        Speaker(name, len(found), document.text[found[0].start : found[0].stop][:80])
        for name, found in turns.items()
    ]


def trimmed(text: str, start: int, stop: int) -> Span | None:
    """The stretch without white space at its ends; None where nothing is left."""
    stretch = text[start:stop]
    left = len(stretch) - len(stretch.lstrip())
    length = len(stretch.strip())
    return Span(start + left, start + left + length) if length else None
