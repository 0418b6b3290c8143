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
    lines = [*head(table.title, _STYLE), *element(table), "</html>"]
    return ("\n".join(lines) + "\n").encode()


def head(title: str, style: str) -> list[str]:
    """The beginning of a page that fetches nothing."""
    return [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(plain(title))}</title>",
        f"<style>\n{style}</style>",
    ]


def element(table: Table) -> list[str]:
    """A table that scrolls by itself where it is too wide, and its notes."""
    title = escape(plain(table.title), quote=True)
    below = [f"<p>{lines(note)}</p>" for note in notes(table)]
    return [
        f'<div class="table" role="region" aria-label="{title}" tabindex="0">',
        "<table>",
        f"<caption>{title}</caption>",
        f"<thead><tr>{''.join(_head(column) for column in table.columns)}</tr></thead>",
        "<tbody>",
        *(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows),
        "</tbody>",
        "</table>",
        "</div>",
        *(["<footer>", *below, "</footer>"] if below else []),
    ]


def _head(column: str) -> str:
    return f'<th scope="col">{lines(plain(column))}</th>'


def _cell(cell: Cell) -> str:
    mark = ' class="number"' if isinstance(cell, int | float) else ""
    return f"<td{mark}>{lines(read(cell))}</td>"


def lines(text: str) -> str:
    """Text with its line breaks, and nothing in it that a browser would obey."""
    return escape(text).replace("\n", "<br>")
