"""What every screen shares: who is coding, what was said last, and the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.widget import Widget

from workbench.errors import NameUnknown, NotDue, Stopped, StoppedLate, WorkbenchError
from workbench.safe import safe
from workbench.tui.beside import Beside
from workbench.tui.keymap import named
from workbench.tui.refusals import on_screen
from workbench.tui.repainting import Repainted
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.line import Line, Part

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.terms import Viewer
    from workbench.tui.bench import Bench
    from workbench.tui.dialogs.form import Form

T = TypeVar("T")
Answer = TypeVar("Answer")


class WorkScreen(Repainted):
    """A title with the coder's name, the work, a line for what was done, a line of keys."""

    HELP: ClassVar[str] = ""
    """What the screen is for, to a person who has not seen it before."""
    AT_ONCE: ClassVar[bool] = False
    """Whether all that a key does is done when its command returns: no widget tells more of it."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Name the commands, so that a file can change their keys."""
        cls.BINDINGS = named(cls.name_of_screen(), cls.__dict__.get("BINDINGS", []))
        super().__init_subclass__(**options)

    @classmethod
    def name_of_screen(cls) -> str:
        """What the file of keys calls the screen: `code` for the coding screen."""
        return cls.__name__.removesuffix("Screen").lower()

    def __init__(self) -> None:
        super().__init__()
        self._besides: list[Beside] = []
        """What is done beside the screen now."""

    def compose(self) -> ComposeResult:
        """Title, work, status, keys."""
        yield Line(id="title")
        yield from self.body()
        yield Line(id="status")
        yield KeyLine(id="keys")

    def body(self) -> Iterable[Widget]:
        """What is between title and status."""
        return ()

    def renew(self) -> None:
        """Read everything again and show it."""
        self._read()

    @work(exclusive=True, group="renew")
    async def _read(self) -> None:
        await self._reading()

    async def _reading(self) -> None:
        """Read what the screen shows, and show it."""

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def here(self) -> str:
        """What is under the cursor, and what one can do with it; empty: nothing is."""
        return ""

    def takes(self, event: events.Key) -> bool:  # noqa: ARG002 - for screens that know some
        """Take a key that is no command's, such as the letter of a code; whether it was one."""
        return False

    def is_due(self, command: str) -> bool:  # noqa: ARG002 - for screens that know more
        """Whether the command is worth a place among the keys now; it can be asked for anyhow."""
        return True

    @property
    def bench(self) -> Bench:
        """The program."""
        return cast("Bench", self.app)

    @property
    def store(self) -> Store:
        """The open study."""
        if self.bench.store is None:
            raise NotDue("The study is still being opened; press the key again.")
        return self.bench.store

    @property
    def viewer(self) -> Viewer:
        """Who is coding."""
        return self.bench.viewer

    def title_line(self, *words: str) -> None:
        """Say where we are, and at the right, always, who is coding."""
        title = (Part(f" {words[0]}", "line--strong"), Part("".join(f" · {w}" for w in words[1:])))
        self.query_one("#title", Line).show(title, who(self.viewer.coder))

    said: str = ""
    """What was said last."""
    said_badly: bool = False
    """Whether that was what went wrong."""

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Say what was done, or what went wrong and what to do."""
        sentence = on_screen(sentence) if bad else sentence
        self.said, self.said_badly = f"! {sentence}" if bad else sentence, bad
        self._show_status()
        if bad and self.unread:
            self.app.clear_notifications()  # one covers enough of the text
            self.notify(safe(sentence), severity="error", markup=False, timeout=12)

    @property
    def unread(self) -> str:
        """What was said last, where the line has no room for all of it; F1 has it whole."""
        line = self._status
        return "" if line is None or line.fits(self.size.width) else self.said

    def _show_status(self) -> None:
        """What was said, and at the right how far one is, or what takes long."""
        look = "line--bad" if self.said_badly else "line--plain"
        long = self.long
        right = (f" {long.words}", " · Esc stops ") if long else (f" {self.progress()} ",)
        if self._status is not None:
            self._status.show((Part(f" {self.said}", look),), tuple(map(Part, right)))

    @property
    def _status(self) -> Line | None:
        """The line for what was done; None: the screen is gone."""
        return self.query_one_optional("#status", Line)

    def progress(self) -> str:
        """How far one is, in a few words beside what was said."""
        return ""

    @property
    def long(self) -> Beside | None:
        """What is done beside the screen and takes long; the latest."""
        return next((one for one in reversed(self._besides) if one.words), None)

    async def done(self, step: Callable[[], T], saying: str = "") -> T | None:
        """Run a step beside the screen; what it refuses, or that it was stopped, gives None."""
        if saying:
            self.say(saying)
        try:
            found = await self.beside(step)
        except (WorkbenchError, Stopped) as fault:
            self._refuse_when_left()
            self.refused(fault)
            if isinstance(fault, StoppedLate):
                self.renew()
            return None
        self._refuse_when_left()
        return found

    def refused(self, fault: WorkbenchError | Stopped) -> None:
        """Say what was refused, unless only the name of whoever is coding has changed."""
        if not (isinstance(fault, NameUnknown) and self.bench.follows()):
            self.say(str(fault), bad=not isinstance(fault, Stopped))

    async def beside(self, step: Callable[[], T]) -> T:
        """Run a step beside the screen, which says how far it is; raises what the step raises."""
        work = Beside(self._show_status)
        self._besides.append(work)
        try:
            return await work.do(step)
        finally:
            self._besides.remove(work)
            if work.words:
                self._show_status()

    async def asked(
        self,
        dialog: Form[Answer],
        attempt: Callable[[Answer], str | None],
        saying: str = "One moment …",
    ) -> Answer | None:
        """Ask until what is answered is done; it is said then, and everything is read again."""
        dialog.attempt, dialog.saying = attempt, saying
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self.say(dialog.did)
            self.renew()
        return answer

    def _refuse_when_left(self) -> None:
        """End whoever waited for a step, when the screen is gone meanwhile."""
        if self._status is None:
            raise asyncio.CancelledError


def who(coder: str | None) -> tuple[Part, ...]:
    """What stands at the right of every title: who is coding."""
    return Part(" coding: "), Part(f" {coder} " if coder else " nobody yet (F2) ", "line--who")
