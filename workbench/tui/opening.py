"""Which study is open, and who is coding: asked, made, opened, and greeted with.

The first frame is on the screen before the database library is imported; the study is opened
in a thread after it.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import Stopped, StudyFault, WorkbenchError
from workbench.safe import safe
from workbench.terms import NOBODY, Viewer
from workbench.tui import memory
from workbench.tui.refusals import on_screen
from workbench.tui.typed_ahead import DIALOG, TypedAhead
from workbench.tui.work_screen import WorkScreen
from workbench.watching import tell

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tui.dialogs.finder import Who
    from workbench.tui.dialogs.first import StudyAsked


_LONG_ENOUGH = 30
"""Seconds to read a warning and to understand it."""


class Opening(TypedAhead):
    """The program as far as it comes to a study and to somebody who codes."""

    def __init__(self, path: Path | None = None, coder: str | None = None) -> None:
        """`path`: the study's file; without one it is asked for. `coder`: who is coding."""
        super().__init__()
        self.path = path
        self.viewer = Viewer(coder)
        self.store: Store | None = None
        self.kept_open = ExitStack()
        """What is closed when the workbench is left: a packet is sealed again."""
        self.fault: StudyFault | Stopped | None = None
        """Why the study is not open; the program has ended then."""

    @work(group=DIALOG)
    async def _begin(self) -> None:
        if self.path is None:
            await self._ask_study()
        else:
            self._open(self.path)

    async def _ask_study(self) -> None:
        from workbench.tui.dialogs.first import AskStudy, NewStudy

        begin = await self.push_screen_wait(AskStudy())
        if begin is None:
            self.exit()
        elif begin.what == "there":
            await self._unsealed(begin.path)
        elif begin.what == "sample":
            self._sample(begin.path)
        elif (asked := await self.push_screen_wait(NewStudy(begin.path))) is not None:
            self._make(begin.path, asked)
        else:
            self._begin()

    async def _unsealed(self, path: Path) -> None:
        """Open a study; of a sealed packet the study beside it, for its passphrase."""
        from workbench.steps.packet_files import opened, sealed
        from workbench.tui.dialogs.first import Unseal

        if not sealed(path):
            self._open(path)
            return

        def unseal(passphrase: str) -> str:
            self.path = self.kept_open.enter_context(opened(path, lambda: passphrase))
            return ""

        dialog = Unseal()
        dialog.attempt, dialog.saying = unseal, "Opening …"
        if await self.push_screen_wait(dialog) is None or self.path is None:
            self._begin()
        else:
            self._open(self.path)

    @work(group=DIALOG)
    async def _sample(self, folder: Path) -> None:
        """Make the sample study, unless it is there, and open it."""
        from workbench.steps import demo

        def build() -> None:
            for done in demo.build(folder):
                tell(done)

        self._say("Making the sample study …")
        try:
            await self._front.beside(build)
        except (WorkbenchError, Stopped) as fault:
            self._ask_again(fault)
            return
        self._open(folder / demo.STUDY)

    @work(group=DIALOG)
    async def _open(self, path: Path) -> None:
        try:
            self._opened(await self._front.beside(partial(_study_at, path)))
        except (StudyFault, Stopped) as fault:
            if self.path:
                self._give_up(fault)
            else:
                self._ask_again(fault)
        else:
            await asyncio.to_thread(self._look_round, path)

    def _ask_again(self, fault: WorkbenchError | Stopped) -> None:
        """Say what is amiss with what was chosen, and ask for another."""
        self._warn(str(fault))
        self._begin()

    def _look_round(self, path: Path) -> None:
        """Say where a study should not lie, each time that it is opened there."""
        from workbench.steps import whereabouts

        unsafe = whereabouts.warning(path)
        if unsafe:
            said = safe(on_screen(f"{unsafe} {whereabouts.ADVICE}"))
            self.call_from_thread(
                self.notify, said, severity="warning", markup=False, timeout=_LONG_ENOUGH
            )

    @work(thread=True, group="dialog")
    def _make(self, path: Path, asked: StudyAsked) -> None:
        from workbench.steps.statuses import protect
        from workbench.store import new_study

        try:
            store = new_study(path, asked.name)
            if asked.confidential:
                protect(store, NOBODY, on=True)
        except WorkbenchError as fault:
            self.call_from_thread(self._ask_again, fault)
            return
        self.call_from_thread(self._opened, store)

    @property
    def _front(self) -> WorkScreen:
        """The last screen that is none of the dialogs."""
        return [one for one in self.screen_stack if isinstance(one, WorkScreen)][-1]

    def _say(self, sentence: str) -> None:
        self._front.say(sentence)

    def _warn(self, sentence: str) -> None:
        self.notify(safe(on_screen(sentence)), severity="error", markup=False, timeout=12)

    def _give_up(self, fault: StudyFault | Stopped) -> None:
        self.fault = fault
        self.exit(return_code=1)

    def _opened(self, store: Store) -> None:
        self.store = store
        memory.started()
        self._greet(store)

    @work(group=DIALOG)
    async def _greet(self, store: Store) -> None:
        """Ask who is coding, unless that was said; then show the study."""
        given = self.viewer.coder or _only_coder(store)
        self.viewer = Viewer(given if given in dict(_coder_names(store)) else None)
        self._renewed()
        if self.viewer.coder is None:
            await self._ask_who(store, given)

    @work(group=DIALOG)
    async def action_who(self) -> None:
        """Change who is coding."""
        if self.store is not None and isinstance(self.screen, WorkScreen):
            await self._ask_who(self.store)

    async def _ask_who(self, store: Store, unknown: str | None = None) -> None:
        from workbench.tui.dialogs.finder import AskWho

        who = await self.push_screen_wait(AskWho(_coder_names(store), unknown))
        if who is None:
            return
        if who.wish == "rename":
            await self._rename(store, who.name)
            await self._ask_who(store)
        elif who.wish == "remove":
            self._remove(store, who.name)
            await self._ask_who(store)
        elif self._added(store, who):
            self._becomes(who.name, f"{who.name} is coding now; F2 changes that.")

    def _becomes(self, coder: str | None, said: str) -> None:
        """Somebody is coding from now on; say so."""
        self.viewer = Viewer(coder)
        self._renewed()
        self._say(said)

    def _added(self, store: Store, who: Who) -> bool:
        """Whether the coder is one of the study now."""
        from workbench.steps.coders import add_coder

        try:
            if who.wish == "add":
                add_coder(store, self.viewer, who.name)
        except WorkbenchError as fault:
            self._warn(str(fault))
            return False
        return True

    async def _rename(self, store: Store, name: str) -> None:
        """Ask what a coder is to be called, until that can be done."""
        from workbench.tui import steering
        from workbench.tui.dialogs.setting_up import AskRename

        dialog = AskRename(name)
        dialog.attempt = partial(steering.rename_coder, store, self.viewer, name)
        new = await self.push_screen_wait(dialog)
        if new is not None:
            self._becomes(new if name == self.viewer.coder else self.viewer.coder, dialog.did)

    def _remove(self, store: Store, name: str) -> None:
        """Remove a coder; why that cannot be is said."""
        from workbench.steps.coders import remove_coder

        try:
            remove_coder(store, self.viewer, name)
        except WorkbenchError as fault:
            self._warn(str(fault))
            return
        left = None if name == self.viewer.coder else self.viewer.coder
        self._becomes(left, f"{name} is removed.")

    def _renewed(self) -> None:
        """Everything is read again: by another coder, another sight."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.renew()


def _study_at(path: Path) -> Store:
    """Open a study, and go on with a withdrawal that ended before its backups were gone through."""
    from workbench.store import open_study
    from workbench.store.reads.withdrawals import withdrawals

    store = open_study(path)
    with store.reading() as reader:
        waits = any(not one.settled for one in withdrawals(reader, NOBODY))
    if waits:
        from workbench.steps.withdrawing import settle

        settle(store)
    return store


def _coder_names(store: Store) -> list[tuple[str, str]]:
    from workbench.store.reads.coders import coders

    with store.reading() as reader:
        return [(coder.name, coder.role) for coder in coders(reader, NOBODY)]


def _only_coder(store: Store) -> str | None:
    """Whose packet a study is; None where it is none."""
    from workbench.store.reads.shares import share_here

    with store.reading() as reader:
        share = share_here(reader, NOBODY)
    return share.coder if share else None
