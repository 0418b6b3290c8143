"""Small writers of each format, for interviews made up by tests.

Each writes the same pages: paragraphs of parts, a part being words or a sign for what the
format has a way of its own to write. What a reader should find of it is `plain`.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


class Part(NamedTuple):
    """Words in a run of their own; how they came there is the format's to say."""

    words: str
    kind: str = "plain"
    """`inserted`, `deleted`, `controlled`, `noted` or `hidden`; the text of a note is beside it."""


Paragraph = Sequence[Part]


class Interview(NamedTuple):
    """Paragraphs, or rows of cells, each cell a paragraph."""

    paragraphs: Sequence[Paragraph] = ()
    rows: Sequence[Sequence[Paragraph]] = ()


def plain(paragraph: Paragraph) -> str:
    """What a person reads."""
    return "".join(part.words for part in paragraph if part.kind not in {"deleted", "hidden"})


# ------------------------------------------------------------------ Word


def docx(interview: Interview) -> bytes:
    """A .docx file."""
    body = "".join(map(_docx_paragraph, interview.paragraphs))
    if interview.rows:
        body += f"<w:tbl>{''.join(map(_docx_row, interview.rows))}</w:tbl>"
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return _zip({"word/document.xml": xml})


def _docx_row(row: Sequence[Paragraph]) -> str:
    cells = (f"<w:tc>{_docx_paragraph(cell)}</w:tc>" for cell in row)
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _docx_paragraph(paragraph: Paragraph) -> str:
    return f"<w:p>{''.join(map(_docx_part, paragraph))}</w:p>"


def _docx_part(part: Part) -> str:
    words = _signs(part.words, "<w:br/>", "<w:tab/>", '<w:t xml:space="preserve">', "</w:t>")
    run = f"<w:r>{words}</w:r>"
    deleted = f"<w:r><w:delText>{escape(part.words)}</w:delText></w:r>"
    return {
        "plain": run,
        "inserted": f'<w:ins w:author="A">{run}</w:ins>',
        "deleted": f"<w:del>{deleted}</w:del>",
        "controlled": f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>",
        "noted": f'{run}<w:r><w:footnoteReference w:id="2"/></w:r>',
        "hidden": f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{escape(part.words)}</w:t></w:r>",
    }[part.kind]


def _signs(words: str, line: str, tab: str, begin: str, end: str) -> str:
    """The words between marks of their own, with elements for line breaks and tabs."""
    said = escape(words).replace("\n", f"{end}{line}{begin}").replace("\t", f"{end}{tab}{begin}")
    return f"{begin}{said}{end}"


def _zip(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return data.getvalue()


# ------------------------------------------------------------------ OpenDocument


def odt(interview: Interview) -> bytes:
    """An .odt file."""
    body = "".join(map(_odt_paragraph, interview.paragraphs))
    if interview.rows:
        body += f"<table:table>{''.join(map(_odt_row, interview.rows))}</table:table>"
    deleted = (part for one in interview.paragraphs for part in one if part.kind == "deleted")
    changes = "".join(f"<text:p>{escape(part.words)}</text:p>" for part in deleted)
    xml = (
        f"<office:document-content {ODF}><office:body><office:text>"
        f"<text:tracked-changes>{changes}</text:tracked-changes>{body}"
        "</office:text></office:body></office:document-content>"
    )
    return _zip({"content.xml": xml})


def _odt_row(row: Sequence[Paragraph]) -> str:
    cells = (f"<table:table-cell>{_odt_paragraph(cell)}</table:table-cell>" for cell in row)
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _odt_paragraph(paragraph: Paragraph) -> str:
    return f"<text:p>{''.join(map(_odt_part, paragraph))}</text:p>"


def _odt_part(part: Part) -> str:
    words = escape(part.words).replace(" ", "<text:s/>")
    words = words.replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return {
        "plain": words,
        "inserted": f'<text:change-start text:change-id="c"/>{words}<text:change-end/>',
        "deleted": '<text:change text:change-id="c"/>',
        "controlled": f"<text:span>{words}</text:span>",
        "noted": f"{words}<text:note><text:note-body/></text:note>",
        "hidden": f"<text:hidden-text>{words}</text:hidden-text>",
    }[part.kind]


# ------------------------------------------------------------------ rich text


def rtf(interview: Interview) -> bytes:
    """An .rtf file."""
    body = "".join(f"\\pard {_rtf(one)}\\par\n" for one in interview.paragraphs)
    for row in interview.rows:
        cells = "".join(f"{_rtf(cell)}\\cell " for cell in row)
        body += f"\\trowd\\cellx1\\pard\\intbl {cells}\\row\n"
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1{{\\fonttbl{{\\f0 Arial;}}}}\n{body}}}".encode("ascii")


def _rtf(paragraph: Paragraph) -> str:
    return "".join(map(_rtf_part, paragraph))


def _rtf_part(part: Part) -> str:
    words = "".join(map(_rtf_letter, part.words))
    return {
        "plain": words,
        "inserted": f"{{\\revised {words}}}",
        "deleted": f"{{\\deleted {words}}}",
        "controlled": f"{{\\field{{\\*\\fldinst X}}{{\\fldrslt {words}}}}}",
        "noted": f"{words}{{\\footnote x}}",
        "hidden": f"{{\\v {words}}}",
    }[part.kind]


def _rtf_letter(letter: str) -> str:
    if letter in "\\{}":
        return f"\\{letter}"
    if letter in "\n\t":
        return "\\line " if letter == "\n" else "\\tab "
    if letter.isascii():
        return letter
    data = letter.encode("utf-16-le")
    units = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
    return "".join(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?" for unit in units)


# ------------------------------------------------------------------ web pages, plain text


def web(interview: Interview) -> bytes:
    """An .html file."""
    body = "".join(f"<p>{_web(one)}</p>\n" for one in interview.paragraphs)
    if interview.rows:
        rows = ("".join(f"<td>{_web(cell)}</td>" for cell in row) for row in interview.rows)
        body += f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    page = f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"
    return page.encode()


def _web(paragraph: Paragraph) -> str:
    return "".join(map(_web_part, paragraph))


def _web_part(part: Part) -> str:
    words = html.escape(part.words).replace("\n", "<br>")
    return {
        "plain": words,
        "inserted": f"<ins>{words}</ins>",
        "deleted": f'<del style="display:none">{words}</del>',
        "controlled": f"<span>{words}</span>",
        "noted": f"{words}<script>x</script>",
        "hidden": f'<span hidden="">{words}</span>',
    }[part.kind]


def txt(interview: Interview) -> bytes:
    """A .txt file, a line a paragraph; cells are parted by tabs."""
    rows = ("\t".join(map(plain, row)) for row in interview.rows)
    return "\n".join([*map(plain, interview.paragraphs), *rows]).encode()


def md(interview: Interview) -> bytes:
    """A markdown file, paragraphs parted by blank lines."""
    rows = [f"| {' | '.join(map(plain, row))} |" for row in interview.rows]
    return ("\n\n".join(map(plain, interview.paragraphs)) + "\n".join(rows)).encode()


WRITERS: dict[str, tuple[str, Callable[[Interview], bytes]]] = {
    "docx": ("docx", docx),
    "odt": ("odt", odt),
    "rtf": ("rtf", rtf),
    "html": ("html", web),
    "txt": ("text", txt),
    "md": ("text", md),
}
"""For each suffix, the importer and the writer."""
