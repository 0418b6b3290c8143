"""A table as a web page of its own: no script, nothing fetched, readable on paper and phone."""

from __future__ import annotations

from html import escape

from workbench.exporters.text import is_numbers, notes, plain, read, rows
from workbench.terms import Cell, Table

TABLES = """\
.table { overflow-x: auto; }
table { border-bottom: 1px solid; border-collapse: collapse; border-top: 1px solid; width: 100%; }
caption { font-weight: bold; padding-bottom: 0.5rem; text-align: left; }
thead th { border-bottom: 1px solid; vertical-align: bottom; }
th, td { padding: 0.25em 0.5em; text-align: left; vertical-align: top; }
tbody th { font-weight: inherit; }
th, td { overflow-wrap: break-word; }
.wide table { font-size: 0.85em; }
.wide th, .wide td { min-width: 4.5em; }
.wide .long { min-width: 8em; }
.wide .number { min-width: 0; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
footer { font-size: 0.85em; }
footer p { margin: 0.25rem 0; }
@media screen and (max-width: 40rem) {
  .wide table, .wide tbody, .wide tr, .wide th, .wide td, .wide caption { display: block; }
  .wide th, .wide td, .wide .long { min-width: 0; }
  .wide thead { left: -99rem; position: absolute; }
  .wide tr { border-top: 1px solid; padding: 0.5rem 0; }
  .wide tbody th { font-weight: bold; }
  .wide tbody th, .wide tbody td { padding: 0.1rem 0; text-align: left; }
  .wide td:empty { display: none; }
  .wide td::before { content: attr(data-head) ": "; font-style: italic; }
}
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; }
  body { background: #16181c; color: #e6e6e6; }
  a { color: #8ab8ff; }
}
@media print {
  .table { overflow: visible; }
  .wide { font-size: 7.5pt; }
  .wide th, .wide td { hyphens: auto; padding: 0.15rem 0.25rem; }
  .wide th, .wide td, .wide .long { min-width: 0; }
  tr { break-inside: avoid; }
}
"""
"""How tables look: on a desk, on a phone (a wide one row by row), on paper, in the dark."""
_STYLE = f"""\
:root {{ color-scheme: light; }}
body {{ font: 1rem/1.4 serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }}
{TABLES}"""
_WIDE = 4
"""A table of more columns is read row by row on a phone."""
_LONG = 60


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
    wide = " wide" if len(table.columns) > _WIDE else ""
    heads = "".join(_head(table, at) for at in range(len(table.columns)))
    # The roles stay what they are where a phone shows a row as a block.
    return [
        f'<div class="table{wide}" role="region" aria-label="{title}" tabindex="0">',
        '<table role="table">',
        f"<caption>{title}</caption>",
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>',
        '<tbody role="rowgroup">',
        *(_row(table.columns, row) for row in rows(table)),
        "</tbody>",
        "</table>",
        "</div>",
        *(["<footer>", *below, "</footer>"] if below else []),
    ]


def _head(table: Table, at: int) -> str:
    kind = "number" if is_numbers(table, at) else "long" if _is_long(table, at) else ""
    mark = f' class="{kind}"' if kind else ""
    return f'<th role="columnheader" scope="col"{mark}>{lines(plain(table.columns[at]))}</th>'


def _is_long(table: Table, at: int) -> bool:
    """Whether a column holds sentences, which need room."""
    return any(isinstance(cell := row[at], str) and len(cell) > _LONG for row in table.rows)


def _row(columns: tuple[str, ...], row: tuple[Cell, ...]) -> str:
    """A row whose first cell, if it is text, says what the row is about."""
    names = bool(row) and isinstance(row[0], str) and bool(row[0])
    first = f'<th role="rowheader" scope="row">{lines(read(row[0]))}</th>' if names else ""
    cells = zip(columns[names:], row[names:], strict=True)
    return f'<tr role="row">{first}{"".join(_cell(head, cell) for head, cell in cells)}</tr>'


def _cell(head: str, cell: Cell) -> str:
    mark = ' class="number"' if isinstance(cell, int | float) else ""
    named = escape(plain(head).replace("\n", " "), quote=True)
    return f'<td role="cell" data-head="{named}"{mark}>{lines(read(cell))}</td>'


def lines(text: str) -> str:
    """Text with its line breaks, and nothing in it that a browser would obey."""
    return escape(text).replace("\n", "<br>")
