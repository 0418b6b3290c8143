"""Word documents: what stands on the page, in order, with who speaks.

Our own walk over the body's XML, because python-docx's `paragraph.text` loses tracked
insertions and content controls, and its `paragraphs` pass over tables. What was deleted with
changes tracked is not read, nor hidden text, nor what a newer version of Word repeats for an
older one. Heads, feet, notes and comments are other parts of the file and stay there.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element
from zipfile import ZipFile

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, member, opened
from workbench.importers.page import Look, Page
from workbench.importers.paged import draft_of
from workbench.importers.settings import Settings
from workbench.importers.walking import Walk
from workbench.importers.xmltree import attribute, local, tree_of


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a Word document: one document, its turns joined by LF."""
    return draft_of(name, data, "docx", page_of(name, data), settings)


def page_of(name: str, data: bytes) -> Page:
    """What stands in a .docx file; FileFault where it is none, damaged or dangerous."""
    archive = opened(name, data)
    try:
        walk = _Walk(_headings(name, archive))
        walk.below(tree_of(name, member(name, archive, "word/document.xml")))
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no Word document, or a damaged one; open it, save it as text, try again."
        ) from fault
    return walk.page()


def _headings(name: str, archive: ZipFile) -> frozenset[str]:
    """The ids of the styles of headings, whatever Word's language."""
    if "word/styles.xml" not in archive.namelist():
        return frozenset()
    return frozenset(
        attribute(style, "styleId")
        for style in tree_of(name, member(name, archive, "word/styles.xml"))
        for named in style
        if local(named) == "name" and attribute(named, "val").lower().startswith("heading ")
    )


_UNREAD = frozenset(["del", "moveFrom", "Fallback", "rPr", "pPr", "instrText", "delText"])
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTES = frozenset(["footnoteReference", "endnoteReference", "commentReference"])


class _Walk(Walk):
    """Reads the body's elements in order onto a page."""

    def __init__(self, headings: frozenset[str]) -> None:
        super().__init__()
        self._headings = headings

    def below(self, element: Element) -> None:
        """All that stands below an element."""
        for child in element:
            self._element(local(child), child)

    def _element(self, name: str, element: Element) -> None:
        container = _CONTAINERS.get(name)
        if container is not None:
            container(self, element)
        elif name in _SIGNS:
            self.writer.say(_SIGNS[name], self.look)
        elif name == "sym":
            self.writer.say(_symbol(attribute(element, "char")), self.look)
        elif name in _NOTES:
            self.notes += 1
        elif name not in _UNREAD:
            self.below(element)

    def words(self, element: Element) -> None:
        """A stretch of text."""
        self.writer.say(element.text or "", self.look)

    def paragraph(self, element: Element) -> None:
        """A paragraph; within another, as text boxes are, it is a line of that."""
        if self.within:
            self.writer.say("\n", self.look)
            self.below(element)
            return
        self.within += 1
        self.below(element)
        self.within -= 1
        self.writer.end_paragraph(heading=_style(element) in self._headings)

    def run(self, element: Element) -> None:
        """Words set alike; hidden ones are counted, not read."""
        marks = {local(mark): mark for kind in element if local(kind) == "rPr" for mark in kind}
        if _is_on(marks.get("vanish")):
            self.hidden += 1
            return
        before, self.look = self.look, _look(marks)
        self.below(element)
        self.look = before


_CONTAINERS = {
    "t": _Walk.words,
    "p": _Walk.paragraph,
    "r": _Walk.run,
    "tbl": _Walk.table,
    "tr": _Walk.row,
    "tc": _Walk.cell,
}


def _style(paragraph: Element) -> str:
    kinds = (kind for kind in paragraph if local(kind) == "pPr")
    return next(
        (attribute(mark, "val") for kind in kinds for mark in kind if local(mark) == "pStyle"), ""
    )


def _look(marks: dict[str, Element]) -> Look:
    colour = attribute(marks["color"], "val").upper() if "color" in marks else ""
    usual = colour in {"AUTO", "000000"}
    return Look(_is_on(marks.get("b")), _is_on(marks.get("i")), "" if usual else colour)


def _is_on(mark: Element | None) -> bool:
    return mark is not None and (attribute(mark, "val") or "1") not in {"0", "false", "off"}


def _symbol(char: str) -> str:
    code = int(char, 16)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
