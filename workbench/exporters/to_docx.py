"""A table as a Word document that a journal accepts.

A true table: the row of heads repeats on every page, rows do not break, three rules and no
shading, landscape when it is wide. The title stands above it, the notes below.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.exporters.archive import with_date
from workbench.exporters.text import date, is_wide, notes, plain, provenance, read, shares
from workbench.terms import Cell, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section


def format_docx(table: Table) -> bytes:
    """The table as a Word document."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(9)
    lay_out(document.sections[0], wide=is_wide(table))
    title = document.add_paragraph()
    title.add_run(plain(table.title)).bold = True
    title.paragraph_format.keep_with_next = True
    add_table(document, table)
    for note in notes(table):
        add_note(document, note)
    describe(document, table)
    out = io.BytesIO()
    document.save(out)
    return with_date(out.getvalue(), date(table))


def lay_out(section: Section, *, wide: bool) -> None:
    """A page of A4, on its side where it is wide, with narrow margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)


def add_note(document: Document, note: str) -> None:
    """Add a sentence in small type."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(note).font.size = Pt(8)


def describe(document: Document, table: Table) -> None:
    """Title, origin and date, as the file's own properties."""
    properties = document.core_properties
    # Longer ones are refused by the format; the notes have them in full.
    properties.title = plain(table.title)[:255]
    properties.comments = provenance(table)[:255]
    properties.author = properties.last_modified_by = "workbench"
    properties.created = properties.modified = date(table)


# ------------------------------------------------------------------ the table's own elements


# The schema has an order for a table's properties.
_AFTER_RULES = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def add_table(document: Document, table: Table) -> None:
    """Build rows as elements: the package's way to a cell takes the square of their number."""
    section = document.sections[-1]
    text_width = _twips(section.page_width) - _twips(section.left_margin) * 2
    widths = [int(share * text_width) for share in shares(table)]
    empty = document.add_table(rows=0, cols=len(widths))
    empty.autofit = False
    element = empty._tbl  # noqa: SLF001 (no other way in)
    for at, width in enumerate(widths):
        element.tblGrid[at].set(_w("w"), str(width))
    element.tblPr.insert_element_before(_rules(), *_AFTER_RULES)
    element.append(_row(table.columns, widths, head=True))
    for row in table.rows:
        element.append(_row(row, widths))


def _row(cells: Sequence[Cell], widths: list[int], *, head: bool = False) -> Any:
    row = _element("w:tr")
    row.append(_element("w:trPr", _element("w:cantSplit"), *([_element("w:tblHeader")] * head)))
    for cell, width in zip(cells, widths, strict=True):
        row.append(_cell(cell, width, head=head))
    return row


def _cell(cell: Cell, width: int, *, head: bool) -> Any:
    properties = _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa"))
    if head:
        properties.append(_element("w:tcBorders", _rule("w:bottom")))
    element = _element("w:tc", properties)
    for line in read(cell).split("\n"):
        element.append(_paragraph(line, bold=head, right=isinstance(cell, int | float)))
    return element


def _paragraph(line: str, *, bold: bool, right: bool) -> Any:
    properties = _element("w:pPr", _element("w:spacing", before="20", after="20"))
    if right:
        properties.append(_element("w:jc", val="right"))
    run = _element("w:r", *([_element("w:rPr", _element("w:b"))] * bold))
    run.text = line
    return _element("w:p", properties, run)


def _rules() -> Any:
    return _element("w:tblBorders", _rule("w:top"), _rule("w:bottom"))


def _rule(name: str) -> Any:
    return _element(name, val="single", sz="6", space="0", color="auto")


def _element(name: str, *children: Any, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(_w(attribute), value)
    element.extend(children)
    return element


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _twips(length: Any) -> int:
    return int(length.twips)
