"""The turns of a page: by the rows of a table, by labels, by how the words are set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.decoding import storable
from workbench.importers.labels import counted
from workbench.importers.names import is_speaker
from workbench.importers.page import Page, Paragraph
from workbench.importers.pieces import Piece, document, draft, stem
from workbench.importers.settings import Settings
from workbench.importers.talk import Lines, talk_of
from workbench.importers.written import CLOCK, HEADS, seconds
from workbench.words import plural


class Found(NamedTuple):
    """What a way of reading made of a page; no pieces where it does not fit."""

    pieces: Sequence[Piece] = ()
    notes: tuple[str, ...] = ()


def draft_of(name: str, data: bytes, importer: str, page: Page, settings: Settings) -> Draft:
    """The draft of a page: one document, its turns joined by LF; FileFault where it is blank."""
    storable(name, page.text())
    by_labels = partial(_by_labels, asked=settings.labels)
    ways = (_by_rows, by_labels, _by_lead, _by_look) if settings.labels is None else (by_labels,)
    for way in (*ways, _as_one):
        found = way(page)
        if any(piece.text.strip() for piece in found.pieces):
            turns = document(stem(name), found.pieces)
            return draft(name, data, importer, [turns], (*page.notes, *found.notes))
    raise FileFault(f"{name} holds no text; there is nothing to import.")


def _turns(pieces: Sequence[Piece]) -> str:
    said = (piece.speaker or "nobody" for piece in pieces if piece.text.strip())
    return counted(Counter(said))


# ------------------------------------------------------------------ labels, or nothing


def _by_labels(page: Page, asked: str | None) -> Found:
    text = page.text()
    talk = talk_of(text, asked, lines=_lines(page))
    if not any(turn.speaker or turn.time is not None for turn in talk.turns):
        return Found()
    pieces = [Piece(text[turn.start : turn.stop], turn.speaker, turn.time) for turn in talk.turns]
    return Found(pieces, talk.notes)


def _lines(page: Page) -> Lines:
    """What is known of the lines of a page's text beyond their words."""
    begins, headings, bold = set(), set(), {}
    said = [one.bold for one in page.paragraphs if one.text.strip() and not one.heading]
    seldom = 2 * sum(said) <= len(said)
    at = 0
    for paragraph in page.paragraphs:
        begins.add(at)
        if paragraph.heading:
            headings.add(at)
        elif paragraph.lead and (seldom or not paragraph.bold):
            bold[at] = paragraph.lead
        at += paragraph.text.count("\n") + 1
    return Lines(frozenset(begins), frozenset(headings), bold)


def _as_one(page: Page) -> Found:
    note = (
        "No speaker labels were found: the whole text is one turn. Where two people take turns "
        "by paragraphs, --labels alternate tells them apart."
    )
    return Found([Piece(page.text())], (note,))


# ------------------------------------------------------------------ how the words are set


def _by_lead(page: Page) -> Found:
    """Names in bold type before the words, without a colon: at least one of them recurs."""
    said = [one for one in page.paragraphs if one.text.strip() and not one.heading]
    names = [_lead(one) for one in said]
    led = [name for name in names if name]
    if len(led) == len(set(led)) or 3 * len(led) < len(said):
        return Found()
    pieces = list(_led(said, names))
    return Found(pieces, (f"Speakers by names in bold type: {_turns(pieces)}.",))


def _led(said: Sequence[Paragraph], names: Sequence[str]) -> Iterator[Piece]:
    lines: list[str] = []
    speaker: str | None = None
    for paragraph, name in zip(said, names, strict=True):
        if name and lines:
            yield Piece("\n".join(lines), speaker)
            lines = []
        speaker = name or speaker
        lines.append(paragraph.text[paragraph.lead if name else 0 :].strip())
    yield Piece("\n".join(lines), speaker)


def _lead(paragraph: Paragraph) -> str:
    """The name at a paragraph's beginning; empty where there is none."""
    lead = " ".join(paragraph.text[: paragraph.lead].split())
    alone = paragraph.lead >= len(paragraph.text.rstrip())
    return lead if not alone and len(lead) <= 60 and lead and is_speaker(lead) else ""


def _by_look(page: Page) -> Found:
    """Speakers by colour, bold or italic type; at least two paragraphs of each."""
    said = [one for one in page.paragraphs if one.text.strip() and not one.heading]
    for kind, name_of in _LOOKS:
        names = [name_of(one) for one in said]
        counts = Counter(names)
        if 2 <= len(counts) <= _MOST_LOOKS and min(counts.values()) >= 2:
            return _grouped(said, names, kind)
    return Found()


_MOST_LOOKS = 8


def _grouped(said: Sequence[Paragraph], names: Sequence[str], kind: str) -> Found:
    groups = groupby(zip(said, names, strict=True), key=lambda one: one[1])
    pieces = [Piece("\n".join(one.text for one, _ in group), name) for name, group in groups]
    note = (
        f"No labels were found; speakers by {kind}: {_turns(pieces)}. {kind.capitalize()} may also"
    )
    return Found(pieces, (f"{note} mark headings or stress.",))


def _colour(paragraph: Paragraph) -> str:
    return _COLOURS.get(paragraph.look.colour, f"#{paragraph.look.colour}")


_COLOURS = {
    "": "black", "FF0000": "red", "0000FF": "blue", "008000": "green", "800080": "purple",
    "FFA500": "orange", "FFFF00": "yellow", "00FFFF": "cyan", "FF00FF": "magenta",
    "808080": "grey", "FFFFFF": "white",
}  # fmt: skip
_LOOKS: tuple[tuple[str, Callable[[Paragraph], str]], ...] = (
    ("colour", _colour),
    ("bold type", lambda paragraph: "bold" if paragraph.look.bold else "not bold"),
    ("italic type", lambda paragraph: "italic" if paragraph.look.italic else "not italic"),
)


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
    if outside := [line for line in page.outside.splitlines() if line.strip()]:
        lines = plural(len(outside), "line")
        first = outside[0].strip()[:60]
        notes.append(f"Part of no turn, outside the table: {lines}, from “{first}”.")
    odd = sum(any(cell.strip() for cell in row) for row in page.rows) - len(rows)
    if odd:
        notes.append(f"Part of no turn: {odd} rows of another width.")
    return Found(pieces, tuple(notes))


def _even(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows of the usual width."""
    widths = Counter(len(row) for row in rows)
    usual = max(widths, key=lambda width: widths[width], default=0)
    return [row for row in rows if len(row) == usual]


def _roles(rows: Sequence[Sequence[str]]) -> _Roles | None:
    """Names are few and recur; of what is left, the longest column is the text."""
    if len(rows) < 2 or not 2 <= len(rows[0]) <= 6:
        return None
    columns = [[row[at].strip() for row in rows] for at in range(len(rows[0]))]
    time = next((at for at, cells in enumerate(columns) if _mostly(cells, _is_time)), None)
    others = [at for at in range(len(columns)) if at != time]
    named = [at for at in others if _mostly(columns[at], _is_label)]
    if not named or len(others) < 2:
        return None
    speaker = min(named, key=lambda at: len(set(columns[at])))
    spoken = (at for at in others if at != speaker)
    text = max(spoken, key=lambda at: sum(len(cell) for cell in columns[at]))
    return _Roles(text, speaker, time)


def _mostly(cells: Sequence[str], kind: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(kind, filled)) * 3 >= len(filled) * 2


def _is_time(cell: str) -> bool:
    return CLOCK.match(cell) is not None


def _is_label(cell: str) -> bool:
    return re.search(r"[^\W\d_]", cell) is not None and len(cell) <= 60 and is_speaker(cell)


def _rows(rows: Sequence[Sequence[str]], roles: _Roles) -> Iterator[Piece]:
    """A row without a name goes on with the speaker before."""
    speaker: str | None = None
    for at, row in enumerate(rows):
        name = " ".join(row[roles.speaker].split()).rstrip(":：")
        if at == 0 and name.casefold() in HEADS:
            continue
        speaker = name or speaker
        clock = CLOCK.match(row[roles.time].strip()) if roles.time is not None else None
        yield Piece(row[roles.text], speaker, seconds(clock["time"]) if clock else None)
