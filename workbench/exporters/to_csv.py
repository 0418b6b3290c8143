"""A table as csv: UTF-8 without a mark, commas, LF, one line of column heads.

A spreadsheet runs a cell that begins with = + - @, a tab or a return as a formula, whoever
wrote it. A text that begins so gets an apostrophe before it, which spreadsheets take as “this is
text”. A text that already begins with apostrophes before such a sign gets one more, so that
`unguard` finds back every text. Numbers stay numbers.
"""

from __future__ import annotations

import csv

from workbench.exporters.text import encodable, is_formula, rows
from workbench.terms import Cell, Table


def format_csv(table: Table) -> bytes:
    """The table's columns and rows as csv."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([guard(column) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in rows(table))
    return encodable("".join(lines)).encode()


class _Lines(list[str]):
    """Takes line after line and ends them with LF.

    The writer puts a cell with CR in quotes only if CR ends its own lines.
    """

    def write(self, line: str) -> None:
        self.append(f"{line[:-2]}\n")


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guard("=1+1"), guard("'=1+1"), guard("it's")
    ("'=1+1", "''=1+1", "it's")
    """
    return f"'{text}" if is_formula(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text.startswith("'") and is_formula(text) else text


def _cell(cell: Cell) -> Cell:
    return guard(cell) if isinstance(cell, str) else cell
