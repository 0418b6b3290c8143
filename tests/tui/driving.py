"""Sitting at the terminal: pressing keys, and waiting for what they do."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from workbench.errors import Stopped
from workbench.tui import beside
from workbench.tui.app import Workbench
from workbench.tui.screens.code import CodeScreen
from workbench.tui.screens.study import StudyScreen
from workbench.tui.widgets.line import Line
from workbench.tui.work_screen import WorkScreen

NARROW, WIDE = (80, 24), (160, 50)
HOPS = 3
"""A key goes from the program to the widget, bubbles to the screen, and may send a message."""
PATIENCE = 60
"""Seconds that anything may take on a busy machine, before a test fails."""

S = TypeVar("S", bound=Screen[Any])
T = TypeVar("T")


class Running:
    """How many steps run in threads beside the screen."""

    def __init__(self) -> None:
        self.begun = 0
        self.running = 0
        self._to_thread = asyncio.to_thread

    async def to_thread(self, step: Callable[..., T], /, *given: Any, **named: Any) -> T:
        """What `asyncio.to_thread` does, counted."""
        self.begun += 1
        self.running += 1
        try:
            return await self._to_thread(step, *given, **named)
        finally:
            self.running -= 1


class Held:
    """Work beside the screen that is held where it says how far it is, until it is let go."""

    def __init__(self, doing: str, done: int) -> None:
        self._at = (doing, done)
        self._go = threading.Event()
        self.is_there = False
        self.stopped = threading.Event()
        """It was stopped there, in its own thread."""

    def hear(self, work: beside.Beside, doing: str, done: int, of: int) -> None:
        """Tell it twice: once so that it is shown, once when it is let go."""
        _hear(work, doing, done, of)
        if (doing, done) == self._at and not self._go.is_set():
            self.is_there = True
            assert self._go.wait(PATIENCE), "nobody let the work go"
            try:
                _hear(work, doing, done, of)
            except Stopped:
                self.stopped.set()
                raise

    def let_go(self) -> None:
        """Let the work go on."""
        self._go.set()


_hear = beside.Beside._hear


@contextmanager
def held(doing: str, done: int = 0) -> Iterator[Held]:
    """Hold work where it is so far, for the first time; all work counts as long."""
    one = Held(doing, done)
    with (
        patch.object(beside.Beside, "_hear", lambda *heard: one.hear(*heard)),
        patch("workbench.tui.beside.LONG", 0.0),
        patch("workbench.tui.beside.OFTEN", 0.0),
    ):
        try:
            yield one
        finally:
            one.let_go()


class Hand:
    """A hand on the keyboard, and an eye on the screen."""

    def __init__(self, app: Workbench, pilot: Pilot[None], running: Running) -> None:
        self.app = app
        self._pilot = pilot
        self._running = running
        self._begun = 0
        """Of the steps beside the screen, how many had begun when it was last quiet."""

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each until what it began has been done and drawn."""
        for key in keys:
            await self._pilot.press(key)
            await self.quiet()

    async def tap(self, *keys: str) -> None:
        """Press keys without waiting for what they begin."""
        for key in keys:
            await self._pilot.press(key)
            await self._handled()

    def burst(self, *keys: str) -> None:
        """Press keys at once, as fast typing or a slow disk brings them."""
        for key in keys:
            self.app.post_message(events.Key(key, key))

    async def quiet(self) -> None:
        """Wait until no step runs beside the screen, and what the last one gave is drawn."""
        await self._handled()
        while self._begun != self._running.begun:
            self._begun = self._running.begun
            await self._until(lambda: not self._running.running, "the end of a step")
            await self._handled()

    async def _handled(self) -> None:
        for _ in range(HOPS):
            await self._pilot.pause()
        while self.app.is_behind and self.app.is_running:
            await self._pilot.pause()

    async def write(self, words: str) -> None:
        """Type words, as fast as the program takes them."""
        await self._pilot.press(*words)
        await self.quiet()

    async def enter(self, words: str) -> None:
        """Type words, and press Enter."""
        await self.write(words)
        await self.press("enter")

    async def settle(self) -> None:
        """Wait until everything that was begun has been done and drawn."""
        for worker in list(self.app.workers):
            if worker.group == "renew":
                await worker.wait()
        await self.quiet()

    async def click(self, selector: str, offset: tuple[int, int]) -> None:
        """Click somewhere on a widget."""
        await self._pilot.click(selector, offset=offset)

    async def until(self, happened: Callable[[], bool], what: str = "") -> None:
        """Wait until something has happened, and has been drawn."""
        await self._until(happened, what)
        await self.quiet()

    async def meanwhile(self, happened: Callable[[], bool], what: str = "") -> None:
        """Wait until something has happened while a step goes on."""
        await self._until(happened, what)
        await self._handled()

    async def _until(self, happened: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"{what} did not happen; {self.screen}: {self.said}"
            await asyncio.sleep(0.005)

    async def on(self, kind: type[S]) -> S:
        """Wait until a screen or dialog of this kind is in front."""
        await self.until(lambda: isinstance(self.screen, kind), kind.__name__)
        screen = self.screen
        assert isinstance(screen, kind)
        await self.until(lambda: screen.is_mounted, "mounting")
        return screen

    async def sees(self, words: str) -> None:
        """Wait until the status line says so."""
        await self.until(lambda: words in self.said, f"“{words}”")

    async def codes(self) -> CodeScreen:
        """Wait until the coding screen has its document."""
        screen = await self.on(CodeScreen)
        await self.until(lambda: screen.sheet is not None and screen.transcript.unit > 0, "reading")
        return screen

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def said(self) -> str:
        screens = [one for one in self.app.screen_stack if isinstance(one, WorkScreen)]
        return screens[-1].said if screens else ""

    def line(self, name: str) -> str:
        """What a line of the screen says."""
        screens = [one for one in self.app.screen_stack if isinstance(one, WorkScreen)]
        return screens[-1].query_one(f"#{name}", Line).words

    def text(self) -> str:
        """Everything that is on the screen."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)


@asynccontextmanager
async def sitting(
    path: Path | None, coder: str | None = "ana", size: tuple[int, int] = NARROW
) -> AsyncIterator[Hand]:
    """The program on a study, with a hand on its keyboard."""
    app, running = Workbench(path, coder), Running()
    with patch("asyncio.to_thread", running.to_thread):
        async with app.run_test(size=size) as pilot:
            hand = Hand(app, pilot, running)
            if path is not None and path.exists():
                await hand.until(lambda: study_of(hand).study is not None, "opening")
                await hand.quiet()
            yield hand


def study_of(hand: Hand) -> StudyScreen:
    """The study screen, wherever it is."""
    screen = hand.app.screen_stack[0]
    assert isinstance(screen, StudyScreen)
    return screen
