"""What is typed faster than the screen follows: each key counts after what the one before did.

A fast hand types `/con` before the dialog that `/` opens is there. Those letters are meant for
the dialog; as commands they would put codes on the unit. And in a field Textual inserts letters
at once, but takes Backspace only when it has come by everything around the field. So keys, clicks
and what is pasted wait in one line, until what the one before began is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Protocol, runtime_checkable
from weakref import WeakKeyDictionary, WeakSet

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerError, WorkerState

from workbench.tui.work_screen import WorkScreen

DIALOG = "dialog"
"""The group of workers that ask something, or do one thing that the next key builds on."""
ASIDE = "measure"
"""The group of workers that only show more, on which no key builds."""
PATIENCE = 1.0
"""Seconds after which Escape no longer waits for what the key before it began."""
WAYS_OUT = ("escape", "ctrl+q")
"""Keys that count at once where something takes long."""


@runtime_checkable
class Lengthy(Protocol):
    """A screen or dialog that says when something takes long."""

    @property
    def long(self) -> object | None:
        """What takes long; None: nothing does."""
        ...


class TypedAhead(App[None]):
    """Takes keys, clicks and pasted text in their order, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._early: deque[events.Event] = deque()
        """What was typed and does not count yet."""
        self._lap: object | None = None
        """Set while what the last one did is on its way through the widgets."""
        self._counted = 0.0
        """When the last one counted."""
        self._done_on: Screen[Any] | None = None
        """The screen on which all that the last one did was done at once."""
        self._asks: WeakKeyDictionary[Worker[Any], Screen[Any]] = WeakKeyDictionary()
        """Which dialog a worker has asked with last."""
        self._watched: WeakSet[Worker[Any]] = WeakSet()
        self._known: WeakSet[Screen[Any]] = WeakSet()
        """Screens that were in front, or are."""
        self._undrawn: Screen[Any] | None = None

    def on_mount(self) -> None:
        """Be told of each screen that comes to the front."""
        self._changed(self.screen)
        self.screen_change_signal.subscribe(self, self._changed, immediate=True)

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait for its turn; do with everything else what is always done."""
        if not isinstance(event, (events.InputEvent, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            event.key, event.character = "enter", "\r"  # so a terminal sends it while we start
        if self._is_way_out(event):
            self._early.clear()
            await self._count(event)
        elif self._is_in_sight(event):
            await self._count(event)
        else:
            self._keep(event)
            await self._go_on()
            await asyncio.sleep(0)  # what is due is drawn, however many keys come

    @property
    def is_behind(self) -> bool:
        """Whether something that was typed does not count yet, though nothing keeps it waiting."""
        return self._lap is not None or (bool(self._early) and not self._waits())

    # -------------------------------------------------------------- when

    def _keep(self, event: events.Event) -> None:
        """Put it at the end of the line; of moves of the mouse the last one is enough."""
        moves = isinstance(event, events.MouseMove)
        if moves and self._early and isinstance(self._early[-1], events.MouseMove):
            self._early.pop()
        self._early.append(event)

    def _is_way_out(self, event: events.Event) -> bool:
        """Whether it is to end what takes long; what was typed before it is forgotten."""
        if not isinstance(event, events.Key) or event.key not in WAYS_OUT or not self._waits():
            return False
        return self._is_long or event.time - self._counted > PATIENCE

    def _is_in_sight(self, event: events.Event) -> bool:
        """Whether nothing is before it, and who types sees why nothing has come of it yet."""
        is_next = not self._early and self._lap is None
        return is_next and (self._is_long or isinstance(event, events.MouseMove))

    @property
    def _is_long(self) -> bool:
        screen = self.screen
        return isinstance(screen, Lengthy) and screen.long is not None

    def _waits(self) -> bool:
        """Whether a screen is about to come, or something that the next key builds on goes on."""
        return self._undrawn is self.screen or any(map(self._is_awaited, self.workers))

    def _is_awaited(self, worker: Worker[Any]) -> bool:
        if worker.is_finished or worker.group == ASIDE:
            return False
        if worker.group == DIALOG:
            return self._asks.get(worker) not in self.screen_stack
        return self.screen in worker.node.ancestors_with_self

    def _changed(self, screen: Screen[Any]) -> None:
        if screen not in self._known:
            self._known.add(screen)
            asking = [one for one in self.workers if one.group == DIALOG and self._is_awaited(one)]
            self._asks.update(dict.fromkeys(asking, screen))
        self._undrawn = screen
        self.call_after_refresh(self._drawn, screen)

    async def _drawn(self, screen: Screen[Any]) -> None:
        if screen is not self._undrawn:
            return
        if screen.is_mounted:
            self._undrawn = None
            await self._go_on()
        else:
            self.call_after_refresh(self._drawn, screen)

    async def _watch(self, worker: Worker[Any]) -> None:
        """Go on when a worker has ended, however it did."""
        while worker.state is WorkerState.PENDING:
            await asyncio.sleep(0)
        with suppress(WorkerError):
            await worker.wait()
        self.call_later(self._go_on)

    # -------------------------------------------------------------- in order

    async def _go_on(self) -> None:
        """Let the next count, once nothing is left to do that was begun before it."""
        while self._early and self._lap is None:
            if self._done_on is not self.screen and (busy := self._busy()) is not None:
                self._begin_lap(busy)
            elif self._waits():
                self._watch_awaited()
                return
            else:
                await self._count(self._early.popleft())

    def _watch_awaited(self) -> None:
        for worker in [one for one in self.workers if self._is_awaited(one)]:
            if worker not in self._watched:
                self._watched.add(worker)
                self.run_worker(self._watch(worker), group=ASIDE)

    async def _count(self, event: events.Event) -> None:
        """Do what it does, and see to it that the next one waits for that."""
        self._counted = events.Idle().time  # by the clock that keys have
        self._done_on = None
        if isinstance(event, events.Key) and await self._is_done_at_once(self.screen, event):
            return
        meant = self._meant(event)
        await super().on_event(event)
        if not isinstance(event, events.MouseMove):
            self._begin_lap(meant)

    @property
    def _is_typing(self) -> bool:
        """Whether letters go into a field."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    async def _is_done_at_once(self, screen: Screen[Any], event: events.Key) -> bool:
        """Do what a screen's own keys do, those that need not go around through its widgets.

        A hundred codes are put on in one go so, and drawn once.
        """
        if not isinstance(screen, WorkScreen) or self._is_typing:
            return False
        if not screen.AT_ONCE:
            return screen.takes(event)
        self.app_focus, self._done_on = True, screen
        if not await self._check_bindings(event.key, priority=True) and not screen.takes(event):
            await self._check_bindings(event.key)
        return True

    def _meant(self, event: events.Event) -> MessagePump:
        """The widget that has it first."""
        if isinstance(event, events.MouseEvent):
            with suppress(NoWidget):
                return self.get_widget_at(event.x, event.y)[0]
        return self.focused or self.screen

    def _busy(self) -> DOMNode | None:
        """A widget in front that has something left to do."""
        there = self.screen.walk_children(with_self=True)
        return next((one for one in there if one.message_queue_size and one.is_running), None)

    def _begin_lap(self, node: MessagePump) -> None:
        self._lap = object()
        self._come_by(node, self._lap)

    def _come_by(self, node: MessagePump | None, lap: object) -> None:
        """Come by a widget and all around it, at each when it has done what came before.

        So a key has come to the end of its way, and so has what a widget made of it.
        """
        while node is not None and node is not self:
            parent = node.parent if isinstance(node, DOMNode) else None
            if node.call_later(self._come_by, parent, lap):
                return
            node = parent
        self.call_later(self._end_lap, lap)

    async def _end_lap(self, lap: object) -> None:
        if lap is self._lap:
            self._lap = None
            await self._go_on()
