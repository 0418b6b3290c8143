"""A walk over the XML of a page, whose tables Word and OpenDocument nest in the same way."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from workbench.importers.page import PLAIN, Look, Page, PageWriter, left_out


class Walk:
    """Reads elements in order onto a page; each format says what stands below one."""

    def __init__(self) -> None:
        self.writer = PageWriter()
        self.notes = 0
        self.hidden = 0
        self.look: Look = PLAIN
        self.within = 0
        """In how many paragraphs the walk stands."""

    def below(self, element: Element) -> None:
        """All that stands below an element."""
        raise NotImplementedError

    def page(self) -> Page:
        """All that was read."""
        return self.writer.page(left_out(self.notes, self.hidden))

    def table(self, element: Element) -> None:
        """A table, whose cells have paragraphs of their own."""
        within, self.within = self.within, 0
        self.writer.begin_table()
        self.below(element)
        self.writer.end_table()
        self.within = within

    def row(self, element: Element) -> None:
        """A row of a table."""
        self.below(element)
        self.writer.end_row()

    def cell(self, element: Element) -> None:
        """A cell of a row."""
        self.writer.begin_cell()
        self.below(element)
        self.writer.end_cell()
