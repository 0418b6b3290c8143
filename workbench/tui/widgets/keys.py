"""The last line of a screen: its keys, taken from its bindings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from workbench.tui.widgets.line import Line, Part


class KeyLine(Line):
    """Shows the bindings that are to be shown; what does not fit is in the help."""

    def on_mount(self) -> None:
        """Show the keys of the screen, and at the right those of the program."""
        self.show(self._parts(type(self.screen)), self._parts(type(self.app)))

    def _parts(self, node: type[DOMNode]) -> tuple[Part, ...]:
        return tuple(_parts(self.app, (binding for binding in commands(node) if binding.show)))


def commands(node: type[DOMNode]) -> Iterator[Binding]:
    """The bindings that a screen or the program declares, in their order."""
    for binding in node.BINDINGS:
        if isinstance(binding, Binding):
            yield binding


def key_of(app: App[None], binding: Binding) -> str:
    """The key as people call it: the first, where a binding has several."""
    first = binding.key.split(",")[0]
    return binding.key_display or app.get_key_display(binding.with_key(first))


def _parts(app: App[None], bindings: Iterable[Binding]) -> Iterator[Part]:
    for binding in bindings:
        yield Part(f" {key_of(app, binding)} ", "line--key")
        yield Part(f"{binding.description} ")
