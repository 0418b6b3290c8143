"""A table as a web page of its own: no script, nothing fetched, readable on paper and phone."""

from __future__ import annotations

from html import escape

from workbench.exporters.text import notes, plain, read
from workbench.terms import Cell, Table

_STYLE = """\
body { font: 1rem/1.4 serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
.table { overflow-x: auto; }
table { border-bottom: 1px solid; border-collapse: collapse; border-top: 1px solid; width: 100%; }
caption { font-weight: bold; padding-bottom: 0.5rem; text-align: left; }
th { border-bottom: 1px solid; text-align: left; }
th, td { padding: 0.25rem 0.5rem; vertical-align: top; }
td.number { text-align: right; white-space: nowrap; }
footer { font-size: 0.85rem; }
footer p { margin: 0.25rem 0; }
@media print { tr { break-inside: avoid; } }
"""


def format_html(table: Table) -> bytes:
    """The table as a page; its title is the caption, its notes stand below."""
    title = escape(plain(table.title))
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}</style>",
        '<div class="table">',
        "<table>",
        f"<caption>{title}</caption>",
        f"<thead><tr>{''.join(_head(column) for column in table.columns)}</tr></thead>",
        "<tbody>",
        *(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows),
        "</tbody>",
        "</table>",
        "</div>",
        "<footer>",
        *(f"<p>{_lines(note)}</p>" for note in notes(table)),
        "</footer>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _head(column: str) -> str:
    return f'<th scope="col">{_lines(plain(column))}</th>'


def _cell(cell: Cell) -> str:
    mark = ' class="number"' if isinstance(cell, int | float) else ""
    return f"<td{mark}>{_lines(read(cell))}</td>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
