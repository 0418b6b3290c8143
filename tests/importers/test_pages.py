"""Pages of every kind: how words are set, tables, what is left out, and what is refused."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from tests.importers.interviews import ODF, W
from tests.importers.pdfs import pdf
from tests.importers.samples import only, said
from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers import IMPORTERS, Settings


def read(importer: str, data: bytes | str, labels: str | None = None) -> Draft:
    raw = data.encode() if isinstance(data, str) else data
    return IMPORTERS[importer](f"t.{importer}", raw, Settings(labels=labels))


def turns_of(importer: str, data: bytes | str) -> list[tuple[str | None, str]]:
    return said(only(read(importer, data)))


def packed(content: bytes, packing: str = "/FlateDecode") -> bytes:
    """The beginning and end of a PDF with a stream so packed."""
    stream = zlib.compress(content, 9)
    return b"%PDF-1.4 5 0 obj<</Filter" + packing.encode() + b">>stream\n" + stream + b" %%EOF"


def archive(part: str, xml: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(part, xml)
    return data.getvalue()


def word(body: str) -> bytes:
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive("word/document.xml", xml)


def odt(body: str, styles: str = "") -> bytes:
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    style = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    xml = (
        f"<office:document-content {ODF} {fo} {style}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive("content.xml", xml)


def in_red(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def in_black(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


COLOURED = [("red", "Why?"), ("black", "So.\nAnd so."), ("red", "Ah."), ("black", "Yes.")]


def test_colour_may_be_all_that_tells_speakers_apart() -> None:
    body = in_red("Why?") + in_black("So.") + in_black("And so.") + in_red("Ah.") + in_black("Yes.")
    assert turns_of("docx", word(body)) == COLOURED
    styles = (
        '<style:style style:name="R"><style:text-properties fo:color="#ff0000"/></style:style>'
        '<style:style style:name="K"><style:text-properties fo:color="#000000"/></style:style>'
    )
    body = "".join(
        f'<text:p text:style-name="{style}">{words}</text:p>'
        for style, words in zip("RKKRK", ["Why?", "So.", "And so.", "Ah.", "Yes."], strict=True)
    )
    assert turns_of("odt", odt(body, styles)) == COLOURED
    rich = "{\\rtf1{\\colortbl;\\red255\\green0\\blue0;}{\\cf1 Why?\\par}So.\\par And so.\\par"
    assert turns_of("rtf", rich + "{\\cf1 Ah.}\\par Yes.}") == COLOURED
    page = "<p style='color: #F00'>Why?<p>So.<p>And so."
    page += '<p><span style="color: rgb(255,0,0)">Ah.</span></p><p>Yes.</p>'
    assert turns_of("html", page) == COLOURED


def test_a_name_in_bold_type_needs_no_colon() -> None:
    page = "<p><b>Ana</b> Why?</p><p><b>Ben</b> So.</p><p>And so.</p><p><b>Ana</b> Ah.</p>"
    assert turns_of("html", page) == [("Ana", "Why?"), ("Ben", "So.\nAnd so."), ("Ana", "Ah.")]


def test_a_name_in_bold_type_on_a_line_of_its_own_need_not_recur() -> None:
    page = "<p><b>Ana Roth</b><p>Why?<p>How?<p><b>Ben Cole</b><p>So.<p><b>Ana Roth</b><p>Ah."
    assert turns_of("html", page) == [
        ("Ana Roth", "Why?\nHow?"),
        ("Ben Cole", "So."),
        ("Ana Roth", "Ah."),
    ]


def test_headings_are_part_of_no_turn() -> None:
    expected = [("Ana", "Hi."), ("Ben", "Ho."), ("Ana", "So.")]
    page = "<h1>Talk</h1><p>Ana: Hi.<h2>Part two</h2><p>Ben: Ho.<p>Ana: So."
    assert turns_of("html", page) == expected
    body = (
        "<text:h>Talk</text:h><text:p>Ana: Hi.</text:p><text:h>Part two</text:h>"
        "<text:p>Ben: Ho.</text:p><text:p>Ana: So.</text:p>"
    )
    assert turns_of("odt", odt(body)) == expected
    rich = "{\\rtf1{\\stylesheet{\\s1 heading 1;}}\\pard\\s1 Talk\\par\\pard Ana: Hi.\\par"
    rich += "\\pard\\s1 Part two\\par\\pard Ben: Ho.\\par Ana: So.\\par}"
    assert turns_of("rtf", rich) == expected


def test_a_saved_page_of_a_meeting_has_names_times_and_words_in_boxes() -> None:
    page = (
        "<html><head><title>Zoom</title><style>p {}</style></head><body><nav hidden>Menu</nav>"
        '<div class="name">Ana Roth</div><div>00:04</div><div>Tea &amp; milk?</div>'
        '<div class="name">Ben</div><div>01:07</div><div>Yes.</div><div>Two.</div>'
        "<script>var a = '<div>Ana Roth</div>';</script></body></html>"
    )
    document = only(read("html", page))
    assert said(document) == [("Ana Roth", "Tea & milk?"), ("Ben", "Yes.\nTwo.")]
    assert [turn.time for turn in document.turns] == [4.0, 67.0]


def test_a_web_page_says_its_own_encoding() -> None:
    page = '<meta charset="iso-8859-1"><p>Ana: “Où?”</p><p>Ben: Là.</p>'
    assert turns_of("html", page.encode("cp1252")) == [("Ana", "“Où?”"), ("Ben", "Là.")]
    assert turns_of("html", page.encode()) == [("Ana", "“Où?”"), ("Ben", "Là.")]


def test_signs_that_are_no_tags_stay() -> None:
    page = "<p>Ana: I <3 it, 1 < 2 <!-- no -->&lt;b&gt; &nosuch;</p><p title='a > b'>Ben: <b>x</b>"
    assert turns_of("html", page) == [("Ana", "I <3 it, 1 < 2 <b> &nosuch;"), ("Ben", "x")]


def test_white_space_of_opendocument_collapses_unless_it_is_written_out() -> None:
    body = "<text:p>\n  Ana:  Hi,\n  all.<text:s text:c='2'/>Yes.</text:p><text:p>Ben: Ho.</text:p>"
    assert turns_of("odt", odt(body)) == [("Ana", "Hi, all.  Yes."), ("Ben", "Ho.")]


def test_rich_text_has_code_pages_and_letters_that_stand_in() -> None:
    rich = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    rich += rb"\f0 Ana: Caf\'e9 \u8364?\uc2\u8220 xx\uc0\u8221\par "
    rich += rb"Ben: \f1\'cf\'f0\'e8\f2 \'93\'fa\'96\'7b\f0\uc1  \u-10179?\u-8704?\emdash\~\{\}\par}"
    assert turns_of("rtf", rich) == [("Ana", "Café €“”"), ("Ben", "При日本 😀—\xa0{}")]


def test_heads_feet_pictures_and_instructions_of_rich_text_are_not_read() -> None:
    rich = "{\\rtf1{\\header Head\\par}{\\footer 1}{\\info{\\title T}}{\\*\\unknown U}"
    rich += "Ana: {\\pict 0102ff}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt Hi.}}\\par Ben: Ho.}"
    assert turns_of("rtf", rich) == [("Ana", "Hi."), ("Ben", "Ho.")]


def test_a_pdf_loses_its_heads_and_feet_and_its_hard_line_ends() -> None:
    lines = [
        [
            "Ana: We waited for three hours in the hospi-",
            "tal, and nobody came to see us at all until",
            "the well-",
            "known doctor came.",
            "Ben: And then?",
        ],
        ["Ana: We left the hospital.", "Ben: Oh."],
    ]
    sheets = [[f"Interview 3, {60 + at}", *sheet, f"{at} / 2"] for at, sheet in enumerate(lines, 1)]
    waited = (
        "We waited for three hours in the hospital, and nobody came to see us at all until "
        "the well-known doctor came."
    )
    draft = read("pdf", pdf(sheets))
    assert said(only(draft)) == [
        ("Ana", waited),
        ("Ben", "And then?"),
        ("Ana", "We left the hospital."),
        ("Ben", "Oh."),
    ]
    assert draft.notes[1] == (
        "Running heads, feet and page numbers, part of no turn: 4, “Interview 3, 61”."
    )


def test_numbers_of_lines_in_a_pdf_are_nobodys_words() -> None:
    sheets = [
        ["1 INT: How was it for you and for", "2 the 3 others?", "3 P1: 2 hours. We waited in the"],
        ["4 rain.", "5 INT: Why?", "1 P1: 10 of us came to see it, and", "2 left."],
    ]
    draft = read("pdf", pdf(sheets))
    assert said(only(draft)) == [
        ("INT", "How was it for you and for the 3 others?"),
        ("P1", "2 hours. We waited in the rain."),
        ("INT", "Why?"),
        ("P1", "10 of us came to see it, and left."),
    ]
    assert draft.notes[1] == "Numbers of lines, part of no turn: 7."
    few = ["INT: How many?", "3 or so.", "P1: Well,", "4 I think.", "INT: Ah.", "P1: Yes."]
    assert turns_of("pdf", pdf([few]))[0][1] == "How many? 3 or so."


def test_a_pdf_may_have_names_on_lines_of_their_own() -> None:
    lines = ["Interviewer", "How was it?", "Interviewee", "Long, and then we had to come back two"]
    lines += ["days later.", "Interviewer", "Why?", "Interviewee", "I do not know."]
    assert turns_of("pdf", pdf([lines])) == [
        ("Interviewer", "How was it?"),
        ("Interviewee", "Long, and then we had to come back two days later."),
        ("Interviewer", "Why?"),
        ("Interviewee", "I do not know."),
    ]


@pytest.mark.parametrize(
    ("importer", "data", "sentence"),
    [
        ("pdf", pdf([[]]), "holds pictures of pages and no text"),
        ("pdf", b"%PDF-1.4 nothing", "has no end: it is truncated"),
        ("pdf", b"%PDF-1.4 nothing %%EOF", "is no PDF, a damaged one"),
        ("html", b"<html><body><p>Ana: Hi.", "ends before its end tag"),
        ("rtf", b"plain", "is no rich text"),
        ("rtf", b"{\\rtf1 Ana: Hi.\\par", "is cut off or damaged"),
        ("rtf", b"{\\rtf1 }", "holds no text"),
        ("html", b"<p> </p>", "holds no text"),
        ("odt", archive("x.xml", "<a/>"), "is no OpenDocument text"),
        ("odt", archive("content.xml", "<a><b>"), "is damaged or truncated"),
        ("odt", archive("content.xml", "<!DOCTYPE a><a/>"), "document type"),
        ("odt", archive("content.xml", f"<a>{' ' * 20_000_000}</a>"), "too much for such a file"),
        ("pdf", packed(b" " * 201_000_000), "unpacks to too much"),
        ("pdf", packed(b"", "[/FlateDecode /FlateDecode]"), "unpacks to too much"),
        ("odt", b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "document type"),
        ("docx", archive("x.xml", "<a/>"), "has no sound word/document.xml"),
        ("elan", b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>', "document type"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    importer: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(FileFault, match=sentence) as fault:
        read(importer, data)
    assert "\n" not in str(fault.value)


DEEP = {
    "docx": word("<w:sdt>" * 50_000 + "</w:sdt>" * 50_000),
    "odt": odt("<text:section>" * 50_000 + "</text:section>" * 50_000),
    "rtf": b"{\\rtf1" + b"{" * 200_000 + b"Ana: Hi." + b"}" * 200_000 + b"}",
    "html": b"<div>" * 200_000 + b"Ana: Hi.",
    "elan": b"<ANNOTATION_DOCUMENT>"
    + b"<a>" * 200_000
    + b"</a>" * 200_000
    + b"</ANNOTATION_DOCUMENT>",
}


@pytest.mark.parametrize("importer", DEEP)
def test_deep_nesting_is_read_or_refused(importer: str) -> None:
    try:
        assert turns_of(importer, DEEP[importer])
    except FileFault as fault:
        assert "\n" not in str(fault)  # noqa: PT017
