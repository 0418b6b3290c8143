"""A table as Markdown: the title as a heading, a pipe table, the notes as a list.

Every sign that Markdown or HTML would act on is escaped, whatever a transcript says.
"""

from __future__ import annotations

import re

from workbench.exporters.text import is_numbers, notes, read, rows
from workbench.terms import Cell, Table

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~$#&]")


def format_md(table: Table) -> bytes:
    """The table in the Markdown of GitHub and Pandoc."""
    lines = [f"## {_escaped(table.title)}", "", _line(table.columns), _rule(table)]
    lines += [_line(row) for row in rows(table)]
    lines += ["", *(f"- {_escaped(note)}" for note in notes(table))]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _rule(table: Table) -> str:
    """The line under the heads; columns that hold numbers alone are aligned to the right."""
    return (
        "|" + "|".join("---:" if is_numbers(table, at) else "---" for at in _columns(table)) + "|"
    )


def _columns(table: Table) -> range:
    return range(len(table.columns))


def _line(cells: tuple[Cell, ...]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(cell: Cell) -> str:
    text = _SIGNS.sub(r"\\\g<0>", read(cell))
    return "<br>".join(" ".join(line.split()) for line in text.split("\n"))
