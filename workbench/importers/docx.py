"""Word documents: what stands on the page, in order, with who speaks.

Speakers come from a table with a row for each turn, from labels, or from bold type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from workbench.errors import FileFault
from workbench.importers.labels import TIME, counted, is_speaker, seconds
from workbench.importers.pieces import Piece, document, draft, stem
from workbench.importers.settings import Settings
from workbench.importers.talk import talk_of
from workbench.importers.word import Page, page_of
from workbench.terms import Draft


class Found(NamedTuple):
    """What a way of reading made of a page; no pieces where it does not fit."""

    pieces: Sequence[Piece] = ()
    notes: tuple[str, ...] = ()


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a Word document: one document, its turns joined by LF."""
    page = page_of(name, data)
    ways = (_by_rows, partial(_by_labels, asked=settings.labels), _by_bold)
    for way in (*(ways if settings.labels is None else ways[1:2]), _as_one):
        found = way(page)
        if any(piece.text.strip() for piece in found.pieces):
            return draft(name, data, "docx", [document(stem(name), found.pieces)], found.notes)
    raise FileFault(f"{name} holds no text; there is nothing to import.")


# ------------------------------------------------------------------ labels, bold type, nothing


def _by_labels(page: Page, asked: str | None) -> Found:
    text = page.text()
    talk = talk_of(text, asked)
    if not any(turn.speaker for turn in talk.turns):
        return Found()
    pieces = [Piece(text[turn.start : turn.stop], turn.speaker, turn.time) for turn in talk.turns]
    return Found(pieces, talk.notes)


def _by_bold(page: Page) -> Found:
    """One speaker in bold type, the other not; at least two paragraphs each."""
    said = [paragraph for paragraph in page.paragraphs if paragraph.text.strip()]
    if min(sum(one.bold for one in said), sum(not one.bold for one in said)) < 2:
        return Found()
    turns = groupby(said, key=lambda paragraph: paragraph.bold)
    pieces = [
        Piece("\n".join(one.text for one in turn), "bold" if bold else "not bold")
        for bold, turn in turns
    ]
    note = f"No labels were found; speakers by type: {_turns(pieces)}. Bold may be headings."
    return Found(pieces, (note,))


def _as_one(page: Page) -> Found:
    note = "No speaker labels were found: the whole text is one turn."
    return Found([Piece(page.text())], (note,))


def _turns(pieces: Sequence[Piece]) -> str:
    return counted(Counter(piece.speaker or "nobody" for piece in pieces))


# ------------------------------------------------------------------ a row for each turn


class _Roles(NamedTuple):
    """Which column of the table is what, by index."""

    text: int
    speaker: int
    time: int | None


def _by_rows(page: Page) -> Found:
    """The rows of the table that holds most of the document."""
    rows = _even([row for row in page.rows if any(cell.strip() for cell in row)])
    roles = _roles(rows)
    if roles is None or 2 * sum(len(cell) for row in rows for cell in row) < len(page.text()):
        return Found()
    pieces = list(_rows(rows, roles))
    notes = [f"Speakers by the rows of a table: {_turns(pieces)}."]
    if page.outside.strip():
        first = page.outside.strip().split("\n", 1)[0][:60]
        notes.append(f"Part of no turn, because it stands outside the table: “{first}”.")
    return Found(pieces, tuple(notes))


def _even(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows of the usual width."""
    widths = Counter(len(row) for row in rows)
    usual = max(widths, key=lambda width: widths[width], default=0)
    return [row for row in rows if len(row) == usual]


def _roles(rows: Sequence[Sequence[str]]) -> _Roles | None:
    """The longest column is the text; before it stand the speaker and perhaps the time."""
    if len(rows) < 2 or not 2 <= len(rows[0]) <= 5:
        return None
    columns = [[row[at].strip() for row in rows] for at in range(len(rows[0]))]
    text = max(range(len(columns)), key=lambda at: sum(len(cell) for cell in columns[at]))
    others = [at for at in range(len(columns)) if at != text]
    time = next((at for at in others if _mostly(columns[at], _is_time)), None)
    named = [at for at in others if at != time and _mostly(columns[at], is_speaker)]
    return _Roles(text, named[0], time) if named else None


def _mostly(cells: Sequence[str], kind: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(kind, filled)) * 3 >= len(filled) * 2


def _is_time(cell: str) -> bool:
    return _CLOCK.fullmatch(cell) is not None


_CLOCK = re.compile(rf"[\[(]?(?P<time>{TIME})[\])]?")
_HEADS = frozenset(["speaker", "name", "who", "participant", "person", "sprecher"])


def _rows(rows: Sequence[Sequence[str]], roles: _Roles) -> Iterator[Piece]:
    """A row without a name goes on with the speaker before."""
    speaker: str | None = None
    for at, row in enumerate(rows):
        name = " ".join(row[roles.speaker].split()).rstrip(":")
        if at == 0 and name.casefold() in _HEADS:
            continue
        speaker = name or speaker
        clock = _CLOCK.fullmatch(row[roles.time].strip()) if roles.time is not None else None
        yield Piece(row[roles.text], speaker, seconds(clock["time"]) if clock else None)
