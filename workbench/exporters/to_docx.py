"""A table as a Word document that a journal accepts.

A true table: the row of heads repeats on every page, rows do not break, three rules and no
shading, landscape when it is wide. The title stands above it, the notes below.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from workbench.exporters.archive import WORD_TEXT, Long, with_date
from workbench.exporters.text import date, is_wide, notes, plain, provenance, shares
from workbench.exporters.word import NAMESPACE, RULE, table_rows
from workbench.terms import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section


def format_docx(table: Table) -> bytes:
    """The table as a Word document."""
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(9)
    lay_out(document.sections[0], wide=is_wide(table))
    title = document.add_paragraph()
    title.add_run(plain(table.title)).bold = True
    title.paragraph_format.keep_with_next = True
    element, widths = _add_frame(document, table)
    element.append(OxmlElement("w:sdt"))
    for note in notes(table):
        add_note(document, note)
    describe(document, table)
    out = io.BytesIO()
    document.save(out)
    return with_date(out.getvalue(), date(table), Long(WORD_TEXT, table_rows(table, widths)))


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
    """Add a table with its rows."""
    from docx.oxml import parse_xml

    element, widths = _add_frame(document, table)
    rows = "".join(table_rows(table, widths))
    element.extend(list(parse_xml(f'<w:tbl xmlns:w="{NAMESPACE}">{rows}</w:tbl>')))


def _add_frame(document: Document, table: Table) -> tuple[Any, list[int]]:
    """Add a table without rows; its element, and how wide its columns are."""
    section = document.sections[-1]
    text_width = _twips(section.page_width) - _twips(section.left_margin) * 2
    widths = [int(share * text_width) for share in shares(table)]
    empty = document.add_table(rows=0, cols=len(widths))
    empty.autofit = False
    element = empty._tbl  # noqa: SLF001 (no other way in)
    for at, width in enumerate(widths):
        element.tblGrid[at].set(_w("w"), str(width))
    element.tblPr.insert_element_before(_rules(), *_AFTER_RULES)
    return element, widths


def _rules() -> Any:
    from docx.oxml import parse_xml

    return parse_xml(
        f'<w:tblBorders xmlns:w="{NAMESPACE}"><w:top {RULE}/><w:bottom {RULE}/></w:tblBorders>'
    )


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _twips(length: Any) -> int:
    return int(length.twips)
