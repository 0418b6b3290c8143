"""Styles of the parts of a widget, kept from one drawing to the next."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Styled(Widget):
    """A widget that is drawn line by line, at every key.

    Textual forgets the styles of component classes whenever a widget is refreshed; working them
    out again costs more than drawing the line.
    """

    DEFAULT_CSS = ""

    def look(self, name: str, *, partial: bool = False) -> Style:
        """The style of a component class; `partial`: without what lies behind it."""
        known = self._known_looks
        if (name, partial) not in known:
            known[name, partial] = self.get_component_rich_style(name, partial=partial)
        return known[name, partial]

    @property
    def _known_looks(self) -> dict[tuple[str, bool], Style]:
        # A mixin's __init__ would have to know the signatures of all that it is mixed with.
        known: dict[tuple[str, bool], Style] = self.__dict__.setdefault("_looks_known", {})
        return known

    def notify_style_update(self) -> None:
        """Forget them: the theme or the state of the widget has changed."""
        self._known_looks.clear()
        super().notify_style_update()


class Borderless(Styled):
    """One that is nothing but its lines, without a border or padding."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are kept, so that what Textual made of them is found again.

        Its own way makes a new strip of each, for borders and the like, which this has not.
        """
        filters, ground = self.get_line_filters(), self.background_colors[1]
        strips = self.lines(crop.line_range)
        for one in filters:
            strips = [strip.apply_filter(one, ground) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in strips]

    def lines(self, places: range) -> list[Strip]:
        """What stands on these lines of the screen."""
        return [self.render_line(y) for y in places]
