"""Work beside the screen: in a thread, so that keys go on, and watched, so that it can be stopped.

Work that takes long says on the screen how far it is. It ends at the next place where it can,
with nothing half done, when somebody stops it; so does work that nobody waits for any more,
because its screen was left, something else was asked, or the program ends.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from workbench.errors import Stopped
from workbench.watching import in_words, watched

T = TypeVar("T")

LONG = 0.5
"""Seconds after which work says how far it is; what nobody waits for and is shorter is done."""
OFTEN = 0.1
"""Seconds between two words on how far it is."""


class Beside:
    """One piece of work beside the screen, and how far it is."""

    def __init__(self, show: Callable[[], object]) -> None:
        """`show` is called, in the screen's own thread, whenever there is something new to say."""
        self.words = ""
        """How far it is; empty, as long as it does not take long."""
        self._show = show
        self._last = "Working"
        """What the work said last; it may only have asked since whether it is to stop."""
        self._told = time.monotonic() - OFTEN + LONG
        self.is_stopped = False
        """Whether somebody wants it stopped."""
        self._is_left = False

    async def do(self, step: Callable[[], T]) -> T:
        """What the step gives; raises what it raises, and `Stopped` where it was stopped."""
        self._loop = asyncio.get_running_loop()
        try:
            return await asyncio.to_thread(self._watched, step)
        except asyncio.CancelledError:
            self._is_left = True
            raise

    def stop(self) -> None:
        """End it where it can be ended."""
        self.is_stopped = True

    def _watched(self, step: Callable[[], T]) -> T:
        with watched(self._hear):
            return step()

    def _hear(self, doing: str, done: int, of: int) -> None:
        is_due = time.monotonic() >= self._told + OFTEN
        if self.is_stopped or (self._is_left and is_due):
            raise Stopped
        if doing:
            self._last = in_words(doing, done, of)
        if is_due:
            self._told = time.monotonic()
            self.words = self._last
            self._loop.call_soon_threadsafe(self._show)
