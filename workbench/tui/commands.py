"""What Ctrl+P finds: the keys of the screen in front, and of the program, by words."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from workbench.tui.widgets.keys import commands, key_of


class Commands(Provider):
    """The keys of the screen, for the palette: found by words instead."""

    async def discover(self) -> Hits:
        """All of them."""
        for binding, run in self._all():
            yield DiscoveryHit(self._with_key(binding), run, help=binding.tooltip)

    async def search(self, query: str) -> Hits:
        """Those that fit."""
        matcher = self.matcher(query)
        for binding, run in self._all():
            if (score := matcher.match(f"{binding.description} {binding.tooltip}")) > 0:
                yield Hit(score, self._with_key(binding), run, help=binding.tooltip)

    def _with_key(self, binding: Binding) -> Content:
        """What is found also says its key, so that next time it is pressed."""
        return Content(f"{binding.description} · {key_of(self.app, binding)}")

    def _all(self) -> Iterable[tuple[Binding, partial[Coroutine[Any, Any, bool]]]]:
        for node in (self.screen, self.app):
            for binding in commands(type(node)):
                if binding.tooltip:
                    yield binding, partial(self.app.run_action, binding.action, node)
