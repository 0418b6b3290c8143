"""OpenDocument texts (.odt, .fodt), as LibreOffice writes them.

Our own walk over the XML, because odfpy keeps neither the order of spans nor the rule that
white space collapses. What was deleted with changes tracked, hidden text, notes and comments
are not read; heads and feet belong to the style of a page, not to its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, member, opened
from workbench.importers.page import Look, Page
from workbench.importers.paged import draft_of
from workbench.importers.settings import Settings
from workbench.importers.walking import Walk
from workbench.importers.xmltree import attribute, local, tree_of


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of an OpenDocument text: one document, its turns joined by LF."""
    return draft_of(name, data, "odt", page_of(name, data), settings)


def page_of(name: str, data: bytes) -> Page:
    """What stands in the file; FileFault where it is none, damaged or dangerous."""
    roots = _roots(name, data)
    walk = _Walk(_Styles.of(roots))
    try:
        for body in _all(roots, "body"):
            walk.below(body)
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no OpenDocument text, or a damaged one; save it as text, try again."
        ) from fault
    return walk.page()


def _roots(name: str, data: bytes) -> list[Element]:
    """The trees of content and styles; a flat file is both."""
    if not data.startswith(b"PK"):
        return [tree_of(name, data)]
    archive = opened(name, data)
    parts = [part for part in ("styles.xml", "content.xml") if part in archive.namelist()]
    if "content.xml" not in parts:
        raise FileFault(f"{name} is no OpenDocument text; save it as one, or as .docx.")
    return [tree_of(name, member(name, archive, part)) for part in parts]


def _all(roots: list[Element], kind: str) -> Iterator[Element]:
    for root in roots:
        yield from (child for child in root if local(child) == kind)


# ------------------------------------------------------------------ styles


class _Set(NamedTuple):
    """How a style sets words; None where it leaves that to its parent."""

    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None
    hidden: bool | None = None

    def over(self, below: _Set) -> _Set:
        """The settings of this style, and where it leaves one open, those of the other."""
        return _Set(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.colour if self.colour is None else self.colour,
            below.hidden if self.hidden is None else self.hidden,
        )

    def look(self) -> Look:
        """As a look of words."""
        return Look(bool(self.bold), bool(self.italic), self.colour or "")


class _Styles(NamedTuple):
    """What is known of styles, by their names."""

    parents: Mapping[str, str]
    sets: Mapping[str, _Set]

    @classmethod
    def of(cls, roots: list[Element]) -> _Styles:
        """The styles that a document declares."""
        parents, sets = {}, {}
        for kind in ("styles", "automatic-styles"):
            for style in (one for group in _all(roots, kind) for one in group):
                name = attribute(style, "name")
                parents[name] = attribute(style, "parent-style-name")
                sets[name] = _set(style)
        return cls(parents, sets)

    def named(self, name: str) -> _Set:
        """How a style and those above it set words."""
        found = _Set()
        for _ in range(20):
            if name not in self.sets:
                break
            found = found.over(self.sets[name])
            name = self.parents[name]
        return found


def _set(style: Element) -> _Set:
    for properties in style:
        if local(properties) in {"text-properties", "section-properties"}:
            weight, slant = (
                attribute(properties, "font-weight"),
                attribute(properties, "font-style"),
            )
            colour = attribute(properties, "color").lstrip("#").upper()
            return _Set(
                (weight == "bold" or weight >= "6") if weight else None,
                slant == "italic" if slant else None,
                colour.replace("000000", "") if colour else None,
                attribute(properties, "display") == "none" or None,
            )
    return _Set()


# ------------------------------------------------------------------ the walk

_UNREAD = frozenset(
    [
        *("tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls"),
        *("hidden-text", "hidden-paragraph", "ruby-text", "covered-table-cell", "title", "desc"),
        *("table-of-content-source", "scripts", "annotation-end", "event-listeners"),
    ]
)
_NOTES = frozenset(["note", "annotation"])
_MOST_SPACES = 1000


class _Walk(Walk):
    """Reads the body's elements in order onto a page."""

    def __init__(self, styles: _Styles) -> None:
        super().__init__()
        self._styles = styles
        self._set = _Set()
        self._spaced = True

    def below(self, element: Element) -> None:
        """All that stands below an element, its words among it."""
        self._words(element.text)
        for child in element:
            self._element(local(child), child)
            self._words(child.tail)

    def _words(self, text: str | None) -> None:
        """White space collapses, and falls away where a paragraph begins."""
        if not text or not self.within:
            return
        said = re.sub(r"[ \t\r\n]+", " ", text)
        said = said[1:] if self._spaced and said.startswith(" ") else said
        self._spaced = said.endswith(" ") if said else self._spaced
        self.writer.say(said, self.look)

    def _sign(self, sign: str) -> None:
        self.writer.say(sign, self.look)
        self._spaced = False

    def _element(self, name: str, element: Element) -> None:
        container = _CONTAINERS.get(name)
        if container is not None:
            container(self, element)
        elif name == "s":
            self._sign(" " * min(int(attribute(element, "c") or 1), _MOST_SPACES))
        elif name in {"tab", "line-break"}:
            self._sign("\t" if name == "tab" else "\n")
        elif name in _NOTES:
            self.notes += 1
        elif name not in _UNREAD:
            self.below(element)

    def paragraph(self, element: Element) -> None:
        """A paragraph or heading; within another, as in frames, it is a line of that."""
        if self.within:
            self._sign("\n")
            self.styled(element)
            return
        self.within, self._spaced = 1, True
        self.styled(element)
        self.within = 0
        self.writer.end_paragraph(heading=local(element) == "h")

    def styled(self, element: Element) -> None:
        """Something with a style of its own; what is hidden is counted, not read."""
        before = self._set
        self._set = self._styles.named(attribute(element, "style-name")).over(before)
        self.look = self._set.look()
        if self._set.hidden or attribute(element, "display") == "none":
            self.hidden += 1
        else:
            self.below(element)
        self._set, self.look = before, before.look()


_CONTAINERS = {
    "p": _Walk.paragraph,
    "h": _Walk.paragraph,
    "span": _Walk.styled,
    "section": _Walk.styled,
    "table": _Walk.table,
    "table-row": _Walk.row,
    "table-cell": _Walk.cell,
}
