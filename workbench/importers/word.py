"""The text of a Word file, as a person reads it.

Our own walk over the body's XML, because python-docx's `paragraph.text` loses tracked
insertions and content controls, and its `paragraphs` pass over tables. What was deleted with
changes tracked is not read, nor what a newer version of Word repeats for an older one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, opened
from workbench.importers.decoding import storable, with_line_feeds


class Paragraph(NamedTuple):
    """A paragraph's text, its line breaks as LF."""

    text: str
    bold: bool
    """All of its words are."""


class Page(NamedTuple):
    """A document's paragraphs in order, those in tables too, and the rows of its tables."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[tuple[str, ...], ...]
    outside: str
    """The text that stands in no table."""

    def text(self) -> str:
        """The paragraphs as lines."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def page_of(name: str, data: bytes) -> Page:
    """What stands in a .docx file; FileFault where it is none, damaged or dangerous."""
    archive = opened(name, data)
    try:
        # `opened` refused document types, with which XML expands and fetches.
        body = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
        page = _page(body)
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no Word document, or a damaged one; open it, save it as text, try again."
        ) from fault
    storable(name, page.text())
    return page


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_UNREAD = frozenset(["del", "moveFrom", "Fallback", "rPr", "pPr", "instrText", "delText"])
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


def _page(body: Element) -> Page:
    paragraphs = tuple(_paragraph(one) for one in _find(body, "p", frozenset()))
    outside = (_text(one) for one in _find(body, "p", frozenset(["tbl"])))
    rows = tuple(
        tuple("\n".join(map(_text, _find(cell, "p", frozenset()))) for cell in _cells(row))
        for row in _find(body, "tr", frozenset())
    )
    return Page(paragraphs, rows, "\n".join(outside))


def _cells(row: Element) -> Iterator[Element]:
    return _find(row, "tc", frozenset(["tbl"]))


def _find(element: Element, kind: str, without: frozenset[str]) -> Iterator[Element]:
    """The elements of a kind below, in order, not those within one another or `without`."""
    for child in element:
        name = _name(child)
        if name == kind:
            yield child
        elif name not in _UNREAD and name not in without:
            yield from _find(child, kind, without)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _paragraph(paragraph: Element) -> Paragraph:
    runs = [(_text(run), _is_bold(run)) for run in _find(paragraph, "r", frozenset())]
    bold = [is_bold for text, is_bold in runs if text.strip()]
    return Paragraph(_text(paragraph), bool(bold) and all(bold))


def _text(element: Element) -> str:
    return with_line_feeds("".join(_words(element)))


def _words(element: Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "p":  # a text box within a paragraph
            yield "\n"
            yield from _words(child)
        elif name not in _UNREAD:
            yield from _words(child)


def _is_bold(run: Element) -> bool:
    """Whether the run itself is set in bold."""
    for space in (_W, _STRICT):
        mark = run.find(f"{space}rPr/{space}b")
        if mark is not None:
            return mark.get(f"{space}val", "1") not in {"0", "false", "off"}
    return False
