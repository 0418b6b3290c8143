"""The last line of a screen: its keys, taken from its bindings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from workbench.tui.widgets.line import Line, Part

WAYS_OUT = ("back", "app.quit")
"""Actions that leave a screen."""


class KeyLine(Line):
    """Shows the bindings that are to be shown; what does not fit is in the help."""

    _shown_keys: tuple[Sequence[Binding], Sequence[Binding]] = ((), ())
    """What is shown at the left, as far as there is room, and at the right."""

    def on_mount(self) -> None:
        """Show the keys."""
        self.renew()

    def renew(self) -> None:
        """Show the keys of the screen that are due; at the right, always, the way out and help."""
        screen = self.screen
        due = screen.is_due if isinstance(screen, HasDue) else lambda _: True
        shown = [b for b in commands(type(screen)) if b.show and due(command_of(b))]
        here = [b for b in shown if b.action not in WAYS_OUT]
        always = [b for b in (*shown, *commands(type(self.app))) if b.show and b not in here]
        self._shown_keys = (here, always)
        self.show(tuple(_parts(self.app, here)), tuple(_parts(self.app, always)))

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, stop, binding in self._places():
            if start <= event.x < stop:
                is_everywhere = binding in set(commands(type(self.app)))
                node = self.app if is_everywhere else self.screen
                self.app.call_later(self.app.run_action, binding.action, node)

    def _places(self) -> Iterator[tuple[int, int, Binding]]:
        """From where to where each key is drawn, in cells, with what it stands for."""
        here, always = self._shown_keys
        right = [cell_len(part.words) for part in self._right]
        first = self.size.width - sum(right)
        left = [one.cell_length for one in self._fitting(first)]
        for at, widths, bindings in ((0, left, here), (first, right, always)):
            stop = at
            for key, words, binding in zip(widths[::2], widths[1::2], bindings, strict=False):
                start, stop = stop, stop + key + words
                yield start, stop, binding

    def _fitting(self, room: int) -> list[Segment]:
        """Whole keys, as many as fit."""
        segments: list[Segment] = []
        for part in self._left:
            segment = self._segment(part.words, part.look)
            room -= segment.cell_length
            if room < 0:
                break
            segments.append(segment)
        return segments[: len(segments) // 2 * 2]


@runtime_checkable
class HasKeys(Protocol):
    """A program in which a person can change keys."""

    keys_changed: dict[str, str]


@runtime_checkable
class HasDue(Protocol):
    """A screen that knows which of its commands are due."""

    def is_due(self, command: str) -> bool:
        """Whether the command is worth a place among the keys now."""
        ...


def commands(node: type[DOMNode]) -> Iterator[Binding]:
    """The bindings that a screen or the program declares, in their order."""
    for binding in node.BINDINGS:
        if isinstance(binding, Binding):
            yield binding


def command_of(binding: Binding) -> str:
    """A command's name within its screen, as the file of keys has it."""
    return (binding.id or "").partition(".")[2] or binding.action


def key_of(app: App[Any], binding: Binding) -> str:
    """The key as people call it: the first, where a binding has several."""
    changed = app.keys_changed.get(binding.id or "") if isinstance(app, HasKeys) else None
    first = (changed or binding.key).split(",")[0]
    if binding.key_display and not changed:
        return binding.key_display
    *held, last = first.split("+")
    if _FUNCTION.fullmatch(last) or (held and len(last) == 1):
        last = last.upper()
    elif last in _SPELLED:
        last = _SPELLED[last]
    else:
        last = app.get_key_display(binding.with_key(last))
    return "+".join((*(one.capitalize() for one in held), last))


_FUNCTION = re.compile(r"f\d+")
_SPELLED = {
    "escape": "Esc",
    "enter": "Enter",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "tab": "Tab",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
}


def _parts(app: App[None], bindings: Iterable[Binding]) -> Iterator[Part]:
    for binding in bindings:
        yield Part(f" {key_of(app, binding)} ", "line--key")
        yield Part(f"{binding.description} ")
