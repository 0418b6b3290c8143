"""WordprocessingML as text: building elements one by one takes thirty times as long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from workbench.errors import FileFault
from workbench.exporters.text import read
from workbench.terms import Cell, Table
from workbench.watching import tell

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COLUMNS = 63
"""The most that a table in Word can have; it does not open a file with more."""
_SPACING = '<w:spacing w:before="20" w:after="20"/>'
_RIGHT = '<w:jc w:val="right"/>'
_BOLD = "<w:rPr><w:b/></w:rPr>"
RULE = 'w:val="single" w:sz="6" w:space="0" w:color="auto"'
_PART = re.compile(r"[^\t\r\n]+|[\t\r\n]")
_PIECE = 200
"""So many rows are handed on together."""


def table_rows(table: Table, widths: Sequence[int]) -> Iterator[str]:
    """The rows of a table as elements, in pieces; the row of heads repeats on every page.

    `widths` are in twentieths of a point. Raises FileFault for more columns than Word takes.
    """
    if len(table.columns) > COLUMNS:
        raise FileFault(
            f"A table of {len(table.columns)} columns does not fit into docx, which takes"
            f" {COLUMNS}; write xlsx or csv instead."
        )
    yield _row(table.columns, widths, head=True)
    for at in range(0, len(table.rows), _PIECE):
        tell("Writing rows", at, len(table.rows))
        yield "".join(_row(row, widths) for row in table.rows[at : at + _PIECE])


def _row(cells: Sequence[Cell], widths: Sequence[int], *, head: bool = False) -> str:
    repeats = "<w:tblHeader/>" if head else ""
    inside = "".join(_cell(c, width, head=head) for c, width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{inside}</w:tr>"


def _cell(cell: Cell, width: int, *, head: bool) -> str:
    rule = f"<w:tcBorders><w:bottom {RULE}/></w:tcBorders>" if head else ""
    jc = _RIGHT if isinstance(cell, int | float) else ""
    inside = "".join(
        f"<w:p><w:pPr>{_SPACING}{jc}</w:pPr>{run(line, _BOLD if head else '')}</w:p>"
        for line in read(cell).split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr>{inside}</w:tc>'


def run(line: str, properties: str = "") -> str:
    r"""A stretch of text in one form; what XML cannot hold is to be taken out before.

    >>> run("a\tb & c ")
    '<w:r><w:t>a</w:t><w:tab/><w:t xml:space="preserve">b &amp; c </w:t></w:r>'
    """
    inside = "".join(_part(part) for part in _PART.findall(line))
    return f"<w:r>{properties}{inside}</w:r>" if properties or inside else "<w:r/>"


def _part(part: str) -> str:
    if part == "\t":
        return "<w:tab/>"
    if part in "\r\n":
        return "<w:br/>"
    keep = "" if part.strip() == part else ' xml:space="preserve"'
    return f"<w:t{keep}>{escape(part, quote=False)}</w:t>"
