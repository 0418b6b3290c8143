"""What all formats share: how a cell reads, and which characters a file can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from workbench.safe import safe
from workbench.terms import Cell, Table
from workbench.watching import each

# XML 1.0 allows none of these, and half a surrogate pair has no UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DECIMALS = 4
_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 (the first moment a zip archive can hold, zoneless)


def plain(text: str) -> str:
    """Text with the characters that no document may hold shown as visible signs."""
    return _FORBIDDEN.sub(lambda found: safe(found[0]) if found[0] < "\ufffe" else "�", text)


def encodable(text: str) -> str:
    """Text that has a UTF-8: half a surrogate pair becomes a sign, all else stays."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text, or what follows its apostrophes, for a formula."""
    return _FORMULA.match(text) is not None


def read(cell: Cell) -> str:
    """What a cell reads: numbers with four decimals at most, nothing as nothing."""
    if isinstance(cell, float):
        return str(round(cell, _DECIMALS))
    return "" if cell is None else plain(str(cell))


def notes(table: Table) -> Iterator[str]:
    """The sentences under a table; the last says where it comes from."""
    yield from (plain(note) for note in table.notes)
    if table.provenance:
        yield provenance(table)


def provenance(table: Table) -> str:
    """Where a table comes from, on one line."""
    return plain("; ".join(f"{name}: {value}" for name, value in table.provenance.items()))


def date(table: Table) -> datetime:
    """The date in a table's provenance, UTC without a zone; files say it was made then.

    A file that said when it was written would never be the same twice. Without a date, or with
    one that a zip archive cannot hold, 1980.
    """
    try:
        said = datetime.fromisoformat(table.provenance.get("date", ""))
        if said.tzinfo:
            said = said.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return _EPOCH
    return said.replace(microsecond=0) if 1980 <= said.year <= 2107 else _EPOCH


# ------------------------------------------------------------------ the page

_WIDE = 5
_ON_PAGE = {False: 105, True: 160}
"""So many letters of a table fit side by side on a page that stands, and on one that lies."""
_SHORTEST, _LONGEST, _WORD = 4, 40, 20
_PADDING = 3
_GAP = re.compile(r"[\s_/]+")


def is_wide(table: Table) -> bool:
    """Whether a page has to lie on its side to hold a table."""
    return len(table.columns) > _WIDE


def rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table, one after the other, told as they are written."""
    return each("Writing rows", table.rows, 500)


def is_numbers(table: Table, at: int) -> bool:
    """Whether a column holds numbers and nothing else."""
    cells = [row[at] for row in table.rows if row[at] is not None]
    return bool(cells) and all(isinstance(cell, int | float) for cell in cells)


def shares(table: Table) -> list[float]:
    """Each column's share of the width, by what stands in it; together 1.

    Each gets room for its longest word; what is left goes to columns whose cells are longer.
    """
    columns = [
        [read(cell) for cell in column]
        for column in zip(table.columns, *table.rows[:500], strict=True)
    ]
    least = [_PADDING + min(_WORD, max(_SHORTEST, *map(_longest_word, its))) for its in columns]
    wanted = [_PADDING + min(_LONGEST, max(map(len, its))) for its in columns]
    more = [max(0, want - need) for want, need in zip(wanted, least, strict=True)]
    left = max(0, _ON_PAGE[is_wide(table)] - sum(least))
    widths = [need + left * some / (sum(more) or 1) for need, some in zip(least, more, strict=True)]
    return [width / sum(widths) for width in widths]


def _longest_word(text: str) -> int:
    return max(map(len, _GAP.split(text)))
