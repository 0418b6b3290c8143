"""The program: which study is open, who is coding, and which screen is in front.

The first frame is on the screen before the database library is imported; the study is opened
in a thread after it.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from workbench.errors import StudyFault, WorkbenchError
from workbench.safe import safe
from workbench.terms import NOBODY, Viewer
from workbench.tui import keymap, memory
from workbench.tui.keymap import named
from workbench.tui.refusals import on_screen
from workbench.tui.screens.base import WorkScreen
from workbench.tui.screens.study import StudyScreen
from workbench.tui.themes import DARK, LIGHT
from workbench.tui.typed_ahead import TypedAhead
from workbench.tui.widgets.keys import commands, key_of

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tui.dialogs.finder import Who
    from workbench.tui.dialogs.first import StudyAsked


_LONG_ENOUGH = 30
"""Seconds to read a warning and to understand it."""


class Commands(Provider):
    """The keys of the screen, for the palette: found by words instead."""

    async def discover(self) -> Hits:
        """All of them."""
        for binding, run in self._all():
            yield DiscoveryHit(binding.description, run, help=binding.tooltip)

    async def search(self, query: str) -> Hits:
        """Those that fit."""
        matcher = self.matcher(query)
        for binding, run in self._all():
            if (score := matcher.match(f"{binding.description} {binding.tooltip}")) > 0:
                yield Hit(score, binding.description, run, help=binding.tooltip)

    def _all(self) -> Iterable[tuple[Binding, partial[Coroutine[Any, Any, bool]]]]:
        for node in (self.screen, self.app):
            for binding in commands(type(node)):
                if binding.tooltip:
                    yield binding, partial(self.app.run_action, binding.action, node)


class Workbench(TypedAhead):
    """The terminal workbench on one study."""

    TITLE = "workbench"
    COMMANDS: ClassVar = {Commands}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = named(
        "everywhere",
        [
            Binding("f1", "help", "Help", tooltip="Explain this screen and its keys."),
            Binding("f2", "who", "Who", show=False, tooltip="Change who is coding."),
            Binding("f3", "jump", "Go to", show=False, tooltip="Go to any screen or document."),
            Binding("f4", "light", "Light", show=False, tooltip="Dark letters on light, or back."),
        ],
    )
    CSS = """
    WorkScreen { background: $background; }
    """

    def __init__(self, path: Path | None = None, coder: str | None = None) -> None:
        """`path`: the study's file; without one it is asked for. `coder`: who is coding."""
        super().__init__()
        self.path = path
        self.viewer = Viewer(coder)
        self.store: Store | None = None
        self.kept_open = ExitStack()
        """What is closed when the workbench is left: a packet is sealed again."""
        self.fault: StudyFault | None = None
        """Why the study cannot be used; the program has ended then."""
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-vast")]
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.keys_changed: dict[str, str] = {}
        """Keys that a person has changed, by the names of commands."""

    def _change_keys(self) -> None:
        """Take the keys from the person's file; what is wrong with it is said."""
        if not keymap.path().exists():
            return
        try:
            names = (binding.id for binding in self._all_bindings() if binding.id)
            self.keys_changed = keymap.read(keymap.path(), names)
        except WorkbenchError as fault:
            self._warn(str(fault))
        self.set_keymap(self.keys_changed)

    def _all_bindings(self) -> list[Binding]:
        return [*commands(Workbench), *(one for node in screens() for one in commands(node))]

    def action_keys(self) -> None:
        """Write the file in which keys are changed, if there is none; say where it is."""
        file = keymap.path()
        try:
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(keymap.template(self._all_bindings()), "utf-8")
        except OSError as fault:
            self._warn(f"{file} cannot be written ({fault.strerror}).")
            return
        self.notify(safe(f"Keys are changed in {file}; they count from the next start on."))

    def get_default_screen(self) -> Screen[None]:
        """The study at a glance."""
        return StudyScreen()

    def on_mount(self) -> None:
        """Paint first, open then."""
        self._change_keys()
        self.call_after_refresh(self._begin)

    @work
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

    @work(thread=True)
    def _sample(self, folder: Path) -> None:
        """Make the sample study, unless it is there, and open it."""
        from workbench.steps import demo

        try:
            self.call_from_thread(self._say, "Making the sample study …")
            for done in demo.build(folder):
                self.call_from_thread(self._say, done)
        except WorkbenchError as fault:
            self.call_from_thread(self._warn, str(fault))
            self.call_from_thread(self._begin)
            return
        self.call_from_thread(self._open, folder / demo.STUDY)

    @work(thread=True)
    def _open(self, path: Path) -> None:
        from workbench.store import open_study

        try:
            store = open_study(path)
            self._settle(store)
        except StudyFault as fault:
            self.call_from_thread(self._give_up, fault)
            return
        self.call_from_thread(self._opened, store)
        self._look_round(path)

    def _look_round(self, path: Path) -> None:
        """Say where a study should not lie, each time that it is opened there."""
        from workbench.steps import whereabouts

        unsafe = whereabouts.warning(path)
        if unsafe:
            said = safe(on_screen(f"{unsafe} {whereabouts.ADVICE}"))
            self.call_from_thread(
                self.notify, said, severity="warning", markup=False, timeout=_LONG_ENOUGH
            )

    def _settle(self, store: Store) -> None:
        """Go on with a withdrawal that a kill ended before its backups were gone through."""
        from workbench.store.reads.withdrawals import withdrawals

        with store.reading() as reader:
            waits = any(not one.settled for one in withdrawals(reader, Viewer(None)))
        if waits:
            from workbench.steps.withdrawing import settle

            settle(store)

    @work(thread=True)
    def _make(self, path: Path, asked: StudyAsked) -> None:
        from workbench.steps.statuses import protect
        from workbench.store import new_study

        try:
            store = new_study(path, asked.name)
            if asked.confidential:
                protect(store, NOBODY, on=True)
        except WorkbenchError as fault:
            self.call_from_thread(self._warn, str(fault))
            self.call_from_thread(self._begin)
            return
        self.call_from_thread(self._opened, store)

    def _say(self, sentence: str) -> None:
        """Say something on the last screen that is none of the dialogs."""
        screens = [one for one in self.screen_stack if isinstance(one, WorkScreen)]
        screens[-1].say(sentence)

    def _warn(self, sentence: str) -> None:
        self.notify(safe(on_screen(sentence)), severity="error", markup=False, timeout=12)

    def _give_up(self, fault: StudyFault) -> None:
        self.fault = fault
        self.exit(return_code=1)

    def _opened(self, store: Store) -> None:
        self.store = store
        memory.started()
        self._greet(store)

    @work
    async def _greet(self, store: Store) -> None:
        """Ask who is coding, unless that was said; then show the study."""
        given = self.viewer.coder or _only_coder(store)
        self.viewer = Viewer(given if given in dict(_coder_names(store)) else None)
        self._renewed()
        if self.viewer.coder is None:
            await self._ask_who(store, given)

    async def _ask_who(self, store: Store, unknown: str | None = None) -> None:
        from workbench.tui.dialogs.finder import AskWho

        who = await self.push_screen_wait(AskWho(_coder_names(store), unknown))
        if who is not None and self._added(store, who):
            self.viewer = Viewer(who.name)
            self._renewed()
            self._say(f"{who.name} is coding now; F2 changes that.")

    def _added(self, store: Store, who: Who) -> bool:
        """Whether the coder is one of the study now."""
        from workbench.steps.coders import add_coder

        try:
            if who.new:
                add_coder(store, self.viewer, who.name)
        except WorkbenchError as fault:
            self._warn(str(fault))
            return False
        return True

    def _renewed(self) -> None:
        """Everything is read again: by another coder, another sight."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.renew()

    # -------------------------------------------------------------- commands

    @work(group="dialog")
    async def action_who(self) -> None:
        """Change who is coding."""
        if self.store is not None and isinstance(self.screen, WorkScreen):
            await self._ask_who(self.store)

    @work(group="dialog")
    async def action_jump(self) -> None:
        """Go to any screen or document."""
        from workbench.tui.dialogs.finder import PickName

        study = self.screen_stack[0]
        if not isinstance(self.screen, WorkScreen) or not isinstance(study, StudyScreen):
            return
        places = study.places()
        if not places:
            return
        names, explained = [name for name, _, _ in places], [what for _, what, _ in places]
        picked = await self.push_screen_wait(PickName("Go to", names, explained))
        if picked is not None:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            places[picked][2]()

    def action_light(self) -> None:
        """Dark letters on light, or back."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help(self) -> None:
        """Explain the screen or dialog in front, and first what is under the cursor."""
        from workbench.tui.dialogs.form import Form
        from workbench.tui.dialogs.help import Help
        from workbench.tui.screens.matrix import MatrixScreen

        screen = self.screen
        if not isinstance(screen, WorkScreen | Form | MatrixScreen):
            return
        keys = [
            (key_of(self, binding), binding.tooltip)
            for node in (type(screen), type(self))
            for binding in commands(node)
            if binding.tooltip
        ]
        more = [("Ctrl+P", "Find any command by words."), ("Ctrl+Q", "Quit; all is saved.")]
        self.push_screen(Help(screen.here(), screen.HELP, [*keys, *more]))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """What the palette has beside the keys."""
        yield SystemCommand("Keys", "Change keys, in a file", self.action_keys)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave the workbench; everything is saved", self.action_quit)


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


def screens() -> list[type[WorkScreen]]:
    """All screens; importing them takes a while, so they are only asked for when it matters."""
    from workbench.tui.screens import (
        agreement,
        behind,
        cells,
        code,
        codebook,
        compared,
        disagreements,
        history,
        methods,
        names,
        packets,
        participants,
        parts,
        proposals,
        reconcile,
        search,
        second_look,
        theme_sets,
        theme_table,
        themes,
        traces,
    )
    from workbench.tui.screens.importing import columns, project, speakers

    return [
        StudyScreen,
        code.CodeScreen,
        codebook.CodebookScreen,
        agreement.AgreementScreen,
        behind.BehindScreen,
        methods.MethodsScreen,
        compared.ChangeScreen,
        compared.KindsScreen,
        disagreements.DisagreementsScreen,
        search.SearchScreen,
        participants.ParticipantsScreen,
        packets.PacketsScreen,
        reconcile.ReconcileScreen,
        proposals.ProposalsScreen,
        parts.PartsScreen,
        speakers.SpeakersScreen,
        columns.ColumnsScreen,
        project.ProjectScreen,
        themes.ThemesScreen,
        theme_sets.BesideScreen,
        theme_table.ThemeTableScreen,
        second_look.SecondLookScreen,
        names.NamesScreen,
        traces.TracesScreen,
        cells.CellsScreen,
        history.HistoryScreen,
    ]
