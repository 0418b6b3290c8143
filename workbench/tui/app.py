"""The program: its keys, its help, and which screen is in front."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from workbench.errors import WorkbenchError
from workbench.safe import safe
from workbench.tui import keymap
from workbench.tui.commands import Commands
from workbench.tui.dialogs.keys import DIALOG_KEYS
from workbench.tui.keymap import named
from workbench.tui.opening import Opening
from workbench.tui.screens import SCREENS
from workbench.tui.screens.study import StudyScreen
from workbench.tui.themes import DARK, LIGHT
from workbench.tui.used import Used
from workbench.tui.widgets.keys import commands, key_of
from workbench.tui.work_screen import WorkScreen

if TYPE_CHECKING:
    from workbench.tui.beside import Beside


@runtime_checkable
class Explained(Protocol):
    """A screen or dialog that can be asked for help."""

    def here(self) -> str:
        """What is under the cursor."""
        ...


class Workbench(Opening):
    """The terminal workbench on one study."""

    TITLE = "workbench"
    COMMANDS: ClassVar = Opening.COMMANDS | {Commands}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = named(
        "everywhere",
        [
            Binding("f1", "help", "Help", tooltip="Explain this screen and its keys."),
            Binding("f2", "who", "Who", show=False, tooltip="Change who is coding."),
            Binding("f3", "jump", "Go to", show=False, tooltip="Go to any screen or document."),
            Binding("f4", "light", "Light", show=False, tooltip="Dark letters on light, or back."),
            Binding(
                "escape", "stop", "Stop", show=False, priority=True, key_display="Esc",
                tooltip="Stop what takes long; nothing is left half done.",
            ),
        ],
    )  # fmt: skip
    CSS = """
    WorkScreen { background: $background; }
    """

    def __init__(self, path: Path | None = None, coder: str | None = None) -> None:
        """`path`: the study's file; without one it is asked for. `coder`: who is coding."""
        super().__init__(path, coder)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-vast")]
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.keys_changed: dict[str, str] = {}
        """Keys that a person has changed, by the names of commands."""
        self._used: dict[tuple[str | None, int], Used] = {}

    def get_default_screen(self) -> Screen[None]:
        """The study at a glance."""
        return StudyScreen()

    def on_mount(self) -> None:
        """Paint first, open then."""
        self._change_keys()
        self.call_after_refresh(self._begin)

    def show(self, name: str) -> None:
        """Put a screen in front, by its name on the shelf."""
        self.push_screen(SCREENS[name]())

    def used(self, n: int) -> Used:
        """The codes that the coder used last in a round; kept while the program runs."""
        return self._used.setdefault((self.viewer.coder, n), Used())

    # -------------------------------------------------------------- keys

    def _change_keys(self) -> None:
        """Take the keys from the person's file; what is wrong with it is said."""
        if not keymap.path().exists():
            return
        try:
            self.keys_changed = keymap.read(keymap.path(), self._all_bindings())
        except WorkbenchError as fault:
            self._warn(str(fault))
        self.set_keymap(self.keys_changed)

    def _all_bindings(self) -> list[Binding]:
        screens = (one for screen in SCREENS.values() for one in commands(screen))
        return [*commands(Workbench), *DIALOG_KEYS.values(), *screens]

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

    # -------------------------------------------------------------- commands

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape stops something only while that takes long; a dialog is answered first."""
        if action == "stop":
            return self._long is not None
        return action not in ("who", "jump") or self._is_working

    @property
    def _is_working(self) -> bool:
        """Whether a screen is in front, and no dialog."""
        return isinstance(self.screen, WorkScreen)

    @property
    def _long(self) -> Beside | None:
        return self.screen.long if isinstance(self.screen, WorkScreen) else None

    def action_stop(self) -> None:
        """Stop what takes long on the screen in front."""
        if self._long is not None:
            self._long.stop()

    def action_light(self) -> None:
        """Dark letters on light, or back."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help(self) -> None:
        """Explain the screen or dialog in front, and first what is under the cursor."""
        from workbench.tui.dialogs.help import Help

        screen = self.screen
        said = screen.unread if isinstance(screen, WorkScreen) else ""
        if not isinstance(screen, Explained):
            return
        nodes: list[type[DOMNode]] = [type(screen), *([type(self)] if self._is_working else [])]
        there = {one.id: one for node in nodes for one in commands(node) if one.tooltip}
        keys = [(key_of(self, one), one.tooltip) for one in there.values()]
        more = [("Ctrl+P", "Find any command by words."), ("Ctrl+Q", "Quit; all is saved.")]
        self.push_screen(Help(said, screen.here(), screen.HELP or "", [*keys, *more]))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """What the palette has beside the keys."""
        yield SystemCommand("Keys", "Change keys, in a file.", self.action_keys)
        yield SystemCommand("Theme", "Change the colours.", self.action_change_theme)
        yield SystemCommand("Quit · Ctrl+Q", "Quit; all is saved.", self.action_quit)
