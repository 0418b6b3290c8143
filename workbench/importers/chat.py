"""CHAT transcripts (.cha), as CHILDES and TalkBank have them: a turn for each utterance.

The main lines are kept with the marks of CHAT in them, because what they mean is the study's
to say; only the times, which stand between two control signs, are taken out. Headers (“@”)
and dependent tiers (“%”) are part of no turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.decoding import decode
from workbench.importers.pieces import Piece, document, draft, speakers_note, stem
from workbench.importers.settings import Settings


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a CHAT file: one document; FileFault where it has no main lines, or is cut."""
    text, notes = decode(name, data, settings.encoding)
    lines = list(_lines(text))
    if not any(line.startswith("@Begin") for line in lines):
        raise FileFault(f"{name} has no line “@Begin”; it is no CHAT transcript, or a damaged one.")
    if not any(line.startswith("@End") for line in lines):
        raise FileFault(f"{name} has no line “@End”: it is truncated; fetch it again.")
    pieces = [piece for line in lines if (piece := _utterance(line))]
    if not any(piece.text for piece in pieces):
        raise FileFault(f"{name} has no main lines (“*CHI:”); there is nothing to import.")
    told = (*notes, speakers_note(piece for piece in pieces if piece.text), *_told(lines))
    return draft(name, data, "chat", [document(stem(name), pieces)], told)


def _lines(text: str) -> Iterator[str]:
    """The lines, with those that go on (they begin with a tab) put to the one before."""
    said: list[str] = []
    for line in text.split("\n"):
        if line.startswith(("\t", " ")) and said:
            said.append(line.strip())
        elif line.strip():
            if said:
                yield " ".join(said)
            said = [line.rstrip()]
    if said:
        yield " ".join(said)


_MAIN = re.compile(r"\*(?P<name>[^\s:]{1,40}):\s*(?P<words>.*)", re.DOTALL)
_BULLET = re.compile(r"\s*\x15[^\d\x15]{0,200}(?P<start>\d{1,10})_\d{1,10}[^\x15]{0,20}\x15")


def _utterance(line: str) -> Piece | None:
    found = _MAIN.match(line)
    if found is None:
        return None
    bullet = _BULLET.search(found["words"])
    words = _BULLET.sub("", found["words"]).replace("\x15", "").strip()
    return Piece(words, found["name"], int(bullet["start"]) / 1000 if bullet else None)


def _told(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith("@Participants:"):
            yield f"Participants: {line.partition(':')[2].strip()}."
    tiers = Counter(line.split(":", 1)[0] for line in lines if line.startswith("%"))
    if tiers:
        counted = ", ".join(f"{tier} {times}" for tier, times in sorted(tiers.items()))
        yield f"Dependent tiers, part of no turn: {counted}."
