"""Lines with times, as Whisper prints them: “[00:00.000 --> 00:04.240]  So how was it?”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.errors import FileFault
from workbench.importers.cues import Cue, turns_of
from workbench.importers.decoding import decode
from workbench.importers.pieces import document, draft, stem
from workbench.importers.settings import Settings
from workbench.importers.written import TIME, seconds
from workbench.terms import Draft


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a file of such lines; those without a time go on with the line before."""
    text, notes = decode(name, data, settings.encoding)
    pieces, found = turns_of(name, list(_cues(name, text)), settings.labels)
    return draft(name, data, "stamped", [document(stem(name), pieces)], (*notes, *found))


_BEGUN = re.compile(r"\s*\[[\d:.,]*\s*(?:-{0,2}>?)?\s*[\d:.,]*")
"""What can be left of a line's times where the file is cut."""
_LINE = re.compile(rf"\s*\[(?P<time>{TIME})\s*-->\s*{TIME}\](?P<text>.*)")


def _cues(name: str, text: str) -> Iterator[Cue]:
    time: float | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line)
        if found is None and (time is None or _is_damaged(line)):
            raise FileFault(f"{name}, line {number} does not begin with its times; it is damaged.")
        time = seconds(found["time"]) if found else time
        said = " ".join((found["text"] if found else line).split())
        if said and time is not None:
            yield Cue(time, said)


def _is_damaged(line: str) -> bool:
    """Whether a line's times are not whole."""
    return (line.lstrip().startswith("[") and "-->" in line) or bool(_BEGUN.fullmatch(line))
