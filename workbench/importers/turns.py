"""Tables with a row for each turn, as oral history archives and Whisper's .tsv have them.

They are told from surveys by their header: one column says who speaks, another what was said.
A row without a speaker goes on with the one before, in a turn of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers import heads
from workbench.importers.cues import REFERENCE, Cue, decoded, turns_of
from workbench.importers.pieces import Piece, document, draft, speakers_note, stem
from workbench.importers.settings import Settings
from workbench.importers.table import Sheet, table_of
from workbench.importers.written import CLOCK, seconds


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a table of turns: one document.

    `settings.columns` may say which column has the words (`text`) and which the speaker (`id`).
    """
    asked = settings.survey.sheet if settings.survey else None
    sheet = table_of(name, data, settings.encoding, asked)
    columns = _columns(name, sheet, settings)
    rows = list(_rows(sheet, columns))
    if columns.get("speaker") is None:
        pieces, notes = turns_of(
            name, [Cue(t or 0.0, said) for _, t, said in rows], settings.labels
        )
    else:
        pieces = list(_carried(rows))
        notes = (speakers_note(piece for piece in pieces if piece.text.strip()),)
    if not any(piece.text.strip() for piece in pieces):
        raise FileFault(f"{name} has no words in “{sheet.columns[columns['text']]}”.")
    told = (*sheet.notes, *notes, *_unread(sheet, columns.values()), *_decoded(sheet, columns))
    return draft(name, data, "turns", [document(stem(name), pieces)], told)


def _columns(name: str, sheet: Sheet, settings: Settings) -> dict[str, int]:
    """Which column is what, by index."""
    asked = settings.columns
    folded = [column.casefold() for column in sheet.columns]
    speakers = heads.SPEAKER if heads.SPEAKER & set(folded) else heads.PERSON
    wanted = {
        "text": frozenset(one.casefold() for one in asked.text) if asked else heads.TEXT,
        "speaker": frozenset([asked.id.casefold()]) if asked and asked.id else speakers,
        "time": heads.TIME,
    }
    found = {
        kind: next(at for at, column in enumerate(folded) if column in names)
        for kind, names in wanted.items()
        if names & set(folded)
    }
    if "text" not in found:
        raise FileFault(
            f"{name}: say which column has the words (--text) and which the speaker (--id); "
            f"there are: {', '.join(sheet.columns)}."
        )
    return found


def _rows(sheet: Sheet, columns: dict[str, int]) -> Iterator[tuple[str | None, float | None, str]]:
    """Speaker, time and words of each row."""
    # Whisper's own table counts milliseconds.
    scale = (
        1000 if [column.casefold() for column in sheet.columns] == ["start", "end", "text"] else 1
    )
    for row in sheet.rows:
        name = row[columns["speaker"]] if "speaker" in columns else ""
        time = _time(row[columns["time"]]) if "time" in columns else None
        speaker = " ".join(name.split()).rstrip(":： ") or None
        yield speaker, None if time is None else time / scale, decoded(row[columns["text"]]).strip()


def _carried(rows: Iterable[tuple[str | None, float | None, str]]) -> Iterator[Piece]:
    speaker: str | None = None
    for named, time, said in rows:
        speaker = named or speaker
        yield Piece(said, speaker, time)


def _time(cell: str) -> float | None:
    """A clock's time, or a number of seconds.

    >>> _time("[01:09]"), _time("12.5"), _time("later")
    (69.0, 12.5, None)
    """
    # Video editors write semicolons where frames are dropped.
    clock = CLOCK.match(cell.strip().replace(";", ":"))
    if clock:
        return seconds(clock["time"])
    number = re.fullmatch(r"\s*\d{1,9}(?:[.,]\d{1,6})?\s*s?\s*", cell)
    return float(cell.strip().rstrip("s ").replace(",", ".")) if number else None


# ------------------------------------------------------------------ what came from the web


def _decoded(sheet: Sheet, columns: dict[str, int]) -> Iterator[str]:
    cells = (row[columns["text"]] for row in sheet.rows)
    found = next((match[0] for cell in cells if (match := REFERENCE.search(cell))), None)
    if found:
        yield f"Character references of HTML were decoded, such as {found} to {decoded(found)}."


def _unread(sheet: Sheet, used: Iterable[int]) -> Iterator[str]:
    others: Sequence[str] = [
        column for at, column in enumerate(sheet.columns) if at not in set(used)
    ]
    if others:
        yield f"Columns that were not read: {', '.join(others)}."
