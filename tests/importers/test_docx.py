"""Word documents: everything on the page, and who says it."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from tests.importers.samples import only, said, sample
from workbench.errors import FileFault
from workbench.importers import IMPORTERS, Settings, read

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, head: str = "") -> bytes:
    """A .docx file with this XML as its body."""
    xml = f'{head}<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return data.getvalue()


def turns_of(data: bytes) -> list[tuple[str | None, str]]:
    return said(only(IMPORTERS["docx"]("t.docx", data, Settings())))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_labels_in_word_are_labels() -> None:
    page = Document()
    for line in ("Session 3", "Ana: Who starts?", "Ben: I do.", "Now.", "Ana: Good."):
        page.add_paragraph(line)
    data = io.BytesIO()
    page.save(data)
    assert turns_of(data.getvalue()) == [
        ("Ana", "Who starts?"),
        ("Ben", "I do.\nNow."),
        ("Ana", "Good."),
    ]


def test_insertions_content_controls_tabs_and_breaks_are_read_and_deletions_are_not() -> None:
    body = (
        f"<w:p>{run('Ana: One')}<w:ins>{run(' two')}</w:ins><w:del><w:r><w:delText>no</w:delText>"
        f"</w:r></w:del><w:sdt><w:sdtContent>{run(' three')}</w:sdtContent></w:sdt>"
        f"<w:r><w:br/><w:t>four</w:t><w:tab/><w:t>five.</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('Ben: Six.')}</w:p></w:sdtContent></w:sdt>"
    )
    assert turns_of(word(body)) == [("Ana", "One two three\nfour\tfive."), ("Ben", "Six.")]


def test_the_samples_have_the_turns_that_a_reader_counts() -> None:
    expected = {
        "teams.docx": [
            ("Ann Lee", "Welcome. Who starts?"),
            ("Tom O'Neil", "Me.\nI waited three hours."),
            ("Ann Lee", "OK."),
        ],
        "table_turns.docx": [
            ("Interviewer", "How was it?"),
            ("P1", "Long.\nVery long."),
            ("Interviewer", "Why?"),
        ],
        "bold_interviewer.docx": [
            ("bold", "How was it?"),
            ("not bold", "Long. Very long."),
            ("bold", "Why?"),
            ("not bold", "No staff."),
        ],
    }
    for name, turns in expected.items():
        assert said(only(read(sample(f"transcripts/{name}")))) == turns, name


def test_a_document_type_a_bomb_and_a_truncated_file_are_refused() -> None:
    entity = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(FileFault, match="XML with a document type"):
        turns_of(word(f"<w:p>{run('Ana: &e;')}</w:p>", entity))
    with pytest.raises(FileFault, match="too much for such a file"):
        turns_of(word(f"<w:p>{run(' ' * 20_000_000)}</w:p>"))
    whole = word(f"<w:p>{run('Ana: Yes.')}</w:p>")
    for stop in range(4, len(whole), 13):
        with pytest.raises(FileFault):
            turns_of(whole[:stop])
    with pytest.raises(FileFault, match="damaged"):
        turns_of(word("<w:sdt>" * 50_000 + "</w:sdt>" * 50_000))
    with pytest.raises(FileFault, match="holds no text"):
        turns_of(word("<w:p/>"))


def test_what_stands_outside_a_table_of_turns_is_told_with_how_much_it_is() -> None:
    page = Document()
    for line in ("Focus group 1", "Date: 3 April", "Present: Ana, Ben"):
        page.add_paragraph(line)
    table = page.add_table(rows=0, cols=2)
    for speaker, words in [("Ana", "Who starts?"), ("Ben", "I do, if nobody minds.")] * 3:
        row = table.add_row().cells
        row[0].text, row[1].text = speaker, words
    data = io.BytesIO()
    page.save(data)
    notes = IMPORTERS["docx"]("t.docx", data.getvalue(), Settings()).notes
    assert "Part of no turn, outside the table: 3 lines, from “Focus group 1”." in notes
