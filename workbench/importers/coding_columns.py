"""Tables of coded passages as other programs export them, with our names for their columns.

MAXQDA's retrieved segments, ATLAS.ti's quotations, Taguette's highlights and the like name the
document, the code and the words; where the words lie, is for whoever has the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.importers.table import Sheet

OTHERS: Mapping[str, tuple[str, ...]] = {
    "document": ("document name", "file", "file name", "source", "source name", "media title"),
    "code": ("codes", "tag", "tags", "code name", "codename", "codes applied"),
    "coder": ("created by", "coder name", "owner", "user", "author", "excerpt creator"),
    "text": (
        *("segment", "quotation content", "text content", "content", "quotation", "quote"),
        *("excerpt", "coded text", "highlight", "reference text"),
    ),
}
"""Our columns, and what others call them; the one named first counts."""


def in_our_words(sheet: Sheet, coder: str | None) -> Sheet:
    """The table with our columns; a row with several codes, one a line, becomes as many rows.

    `coder` is whose it is where no column says so.
    """
    columns = _renamed(sheet)
    rows, numbers = sheet.rows, sheet.numbers
    if coder is not None and "coder" not in columns:
        columns, rows = [*columns, "coder"], tuple((*row, coder) for row in rows)
    if "text" in columns and "code" in columns:
        at = columns.index("code")
        several = [
            (number, (*row[:at], code, *row[at + 1 :]))
            for number, row in zip(numbers, rows, strict=True)
            for code in _codes(row[at])
        ]
        rows = tuple(row for _, row in several)
        numbers = tuple(number for number, _ in several)
    return replace(sheet, columns=tuple(columns), rows=rows, numbers=numbers)


def _renamed(sheet: Sheet) -> list[str]:
    columns = list(sheet.columns)
    plain = [" ".join(one.replace("_", " ").casefold().split()) for one in columns]
    for ours, others in OTHERS.items():
        found = next((plain.index(one) for one in (ours, *others) if one in plain), None)
        if ours not in columns and found is not None:
            columns[found] = ours
    return columns


def _codes(cell: str) -> Iterator[str]:
    """A cell's codes, a line each; a passage that nobody coded is none."""
    return (line.strip() for line in re.split(r"[\n\r]+", cell) if line.strip())
