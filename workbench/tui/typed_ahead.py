"""Keys that come faster than the screen: each counts after what the one before it did.

A fast hand types `/con` before the dialog that `/` opens is there. Those letters are meant for
the dialog; as commands they would put codes on the unit. So keys wait while a dialog is on its
way, and go to it when it is drawn.
"""

from __future__ import annotations

import asyncio
from operator import attrgetter
from typing import Any
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.worker import Worker

from workbench.tui.work_screen import WorkScreen

DIALOG = "dialog"
"""The group of workers that ask something, or do one thing that the next key builds on."""


class TypedAhead(App[None]):
    """Takes keys in their order, and keeps those that are meant for what is not there yet."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key] = []
        self._shown: WeakSet[Worker[Any]] = WeakSet()
        """Workers whose dialog is in front, or was."""
        self._undrawn: Screen[Any] | None = None

    def on_mount(self) -> None:
        """Be told of each screen that comes to the front."""
        self.screen_change_signal.subscribe(self, self._changed, immediate=True)

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that comes too early; do with everything else what is always done."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._keeps(event):
            return
        await super().on_event(event)
        if isinstance(event, events.Key) and event.is_forwarded:
            await asyncio.sleep(0)  # what is due is drawn, however many keys wait

    def on_key(self, event: events.Key) -> None:
        """Take a key that no field has taken.

        Letters of codes are taken here and not by their screen, which has keys before the
        commands have been run that were pressed before.
        """
        screen = self.screen
        if self._keeps(event) or (isinstance(screen, WorkScreen) and screen.takes(event)):
            event.prevent_default()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let keys count that waited for what the program itself has done now."""
        if event.worker.is_finished:
            self.let_go()

    def let_go(self) -> None:
        """Let the keys that were kept count now, unless they have to wait for more."""
        if self._early and not self._waits():
            self.call_next(self._replay)

    def _keeps(self, event: events.Key) -> bool:
        if not self._waits():
            self.let_go()
            return False
        self._early.append(event)
        return True

    def _waits(self) -> bool:
        """Whether a screen is about to come, or a step that the next key builds on is not done.

        Where such a step takes long, keys count: Escape stops it.
        """
        screen = self.screen
        if isinstance(screen, WorkScreen) and screen.long:
            return False
        return self._undrawn is screen or any(
            worker.group == DIALOG and not worker.is_finished and worker not in self._shown
            for worker in self.workers
        )

    def _changed(self, screen: Screen[Any]) -> None:
        self._shown.update(worker for worker in self.workers if worker.group == DIALOG)
        self._undrawn = screen
        self.call_after_refresh(self._drawn, screen)

    def _drawn(self, screen: Screen[Any]) -> None:
        if screen is self._undrawn:
            self._undrawn = None
        self.let_go()

    async def _replay(self) -> None:
        early, self._early = sorted(self._early, key=attrgetter("time")), []
        for key in early:
            again = key.copy()
            again.time = key.time  # it may have to wait once more, before those typed after it
            await self.on_event(again)
