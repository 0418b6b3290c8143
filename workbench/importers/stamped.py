"""Lines with times: “[00:00.000 --> 00:04.240]  So how was it?”, as Whisper prints them.

Audacity's label tracks have seconds and tabs: “0.000000⇥4.240000⇥So how was it?”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.cues import Cue, turns_of
from workbench.importers.decoding import decode
from workbench.importers.pieces import document, draft, stem
from workbench.importers.settings import Settings
from workbench.importers.written import TIME, seconds


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a file of such lines; those without a time go on with the line before."""
    text, notes = decode(name, data, settings.encoding)
    pieces, found = turns_of(name, list(_cues(name, text)), settings.labels)
    return draft(name, data, "stamped", [document(stem(name), pieces)], (*notes, *found))


_BEGUN = re.compile(r"\s*\[[\d:.,]*\s*(?:-{0,2}>?)?\s*[\d:.,]*")
"""What can be left of a line's times where the file is cut."""
_TRACK_BEGUN = re.compile(r"\d{1,6}[.,]\d{0,9}(?:\t[\d.,]*)?")
_LINE = re.compile(rf"\s*\[(?P<time>{TIME})\s*-->\s*{TIME}\](?P<text>.*)")
_TRACK = re.compile(r"(?P<time>\d{1,6}[.,]\d{1,9})\t\d{1,6}[.,]\d{1,9}(?:\t(?P<text>.*))?")
_FREQUENCIES = re.compile(r"\\\t-?[\d.,]+\t-?[\d.,]+")
"""Audacity's second line of a label that lies on some frequencies only."""


def _cues(name: str, text: str) -> Iterator[Cue]:
    time: float | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line) or _TRACK.fullmatch(line)
        if found is None and (time is None or _is_damaged(line)):
            raise FileFault(f"{name}, line {number} does not begin with its times; it is damaged.")
        time = _seconds(found["time"]) if found else time
        said = " ".join(((found["text"] or "") if found else line).split())
        if said and time is not None and not _FREQUENCIES.fullmatch(line):
            yield Cue(time, said)


def _seconds(time: str) -> float:
    return seconds(time) if ":" in time else float(time.replace(",", "."))


def _is_damaged(line: str) -> bool:
    """Whether a line's times are not whole."""
    begun = bool(line) and (_BEGUN.fullmatch(line) or _TRACK_BEGUN.fullmatch(line))
    return (line.lstrip().startswith("[") and "-->" in line) or bool(begun)
