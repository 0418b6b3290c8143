"""What of the screen is drawn again at a key: the lines that have changed, and no others.

Keys that wait are worked off before anything is drawn, so that a burst of them is drawn once.
Both change how Textual itself does it; where it does so is not public, and may move.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

PATIENCE = 1.0
"""Seconds after which something is drawn even while keys wait, so that one sees it go on."""


class Repainted(Screen[None]):
    """A screen on which a key draws little."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = ChangedLines()
        self._held: float | None = None
        """Since when nothing has been drawn, because keys wait."""

    def _on_timer_update(self) -> None:
        """Draw what has changed, unless keys wait; Textual asks again in a sixtieth of a second."""
        now = time.monotonic()
        if self._messages_wait():
            self._held = self._held or now
            if now < self._held + PATIENCE:
                return
        self._held = None
        super()._on_timer_update()

    def _messages_wait(self) -> bool:
        """Whether a key, or anything else, is on its way through the program."""
        return any(one.message_queue_size for one in (self.app, self, self.focused or self))


class ChangedLines(Compositor):
    """Asks widgets for the lines that have changed.

    Textual's own asks every widget between the first of them and the last for all of its lines.
    With the unit above and what was said below, that is the whole screen at every key.
    """

    _changed: frozenset[Region] = frozenset()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what has changed."""
        self._changed = frozenset(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = frozenset()

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Each widget's part of what has changed, from the front to the back."""
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        left = {one for one in self._changed if not _lies_in_another(one, self._changed)}
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for changed in left:
                if lines := seen.intersection(changed):
                    # In its whole width: what is behind others in these lines is left out later.
                    part = Region(seen.x, lines.y, seen.width, lines.height)
                    yield region, part, widget.render_lines(part.translate(-region.offset))
            left = {one for one in left if not seen.contains_region(one)}
            if not left:
                return


def _lies_in_another(one: Region, others: frozenset[Region]) -> bool:
    return any(one != other and other.contains_region(one) for other in others)
