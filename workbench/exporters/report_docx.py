"""A report as a Word document with headings that its navigation knows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from workbench.exporters.archive import with_date
from workbench.exporters.report import Block, Drawing, Entry, Report
from workbench.exporters.text import date, is_wide, notes, plain
from workbench.exporters.to_docx import add_note, add_table, describe, lay_out
from workbench.terms import Table

if TYPE_CHECKING:
    from docx.document import Document


def format_report_docx(report: Report) -> bytes:
    """The report as the bytes of a Word document; wide tables lie on their side."""
    from docx import Document

    about = Table(report.title, (), (), (), report.provenance)
    document = Document()
    lay_out(document.sections[0], wide=False)
    describe(document, about)
    document.add_heading(plain(report.title), 0)
    for section in report.sections:
        _turn(document, wide=False)
        document.add_heading(plain(section.heading), 1)
        for block in section.blocks:
            _add(document, block)
    add_note(document, next(notes(about), ""))
    out = io.BytesIO()
    document.save(out)
    return with_date(out.getvalue(), date(about))


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Table):
        _add_table(document, block)
    elif isinstance(block, Drawing):
        _add_drawing(document, block)
    elif isinstance(block, Entry):
        _add_entry(document, block)
    else:
        document.add_paragraph(plain(block))


def _add_table(document: Document, table: Table) -> None:
    _turn(document, wide=is_wide(table))
    title = document.add_paragraph()
    title.add_run(plain(table.title)).bold = True
    title.paragraph_format.keep_with_next = True
    add_table(document, table)
    for note in notes(table):
        add_note(document, note)


def _add_entry(document: Document, entry: Entry) -> None:
    """A heading and its lines, kept together on a page."""
    from docx.shared import Pt

    document.add_heading(plain(entry.name), 2)
    for at, (label, words) in enumerate(entry.lines, start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = at < len(entry.lines)
        paragraph.paragraph_format.keep_together = True
        paragraph.add_run(f"{label}: ").italic = True
        paragraph.add_run(plain(words))


def _add_drawing(document: Document, drawing: Drawing) -> None:
    from docx.shared import Mm

    _turn(document, wide=False)
    picture = document.add_picture(io.BytesIO(drawing.picture), width=Mm(165))
    if picture.height > Mm(235):
        picture.width, picture.height = (
            int(picture.width * Mm(235) / picture.height),
            int(Mm(235)),
        )
    picture._inline.docPr.set("descr", plain(f"{drawing.title}. {drawing.words}")[:1000])  # noqa: SLF001 (no other way to its description)
    document.add_paragraph().add_run(plain(drawing.title)).bold = True


def _turn(document: Document, *, wide: bool) -> None:
    """Begin a page of the other way round where the page lies as it should not."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    lies = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if lies != wide:
        lay_out(document.add_section(WD_SECTION.NEW_PAGE), wide=wide)
