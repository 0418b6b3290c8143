"""Styles of the parts of a widget, kept from one drawing to the next."""

from __future__ import annotations

from rich.style import Style
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
