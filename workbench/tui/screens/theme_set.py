"""The themes of one set, one of them in full, and going from set to set."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.widget import Widget

from workbench.tui import theming
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.theming import Sets, Theme
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose
from workbench.tui.widgets.rows import Rows
from workbench.words import listed, plural


class ThemeSetScreen(ListedScreen):
    """The themes of a set, and one of them in full."""

    FULL = "theme"
    DEFAULT_CSS = """
    ThemeSetScreen {
        layout: grid;
        grid-size: 2 4;
        grid-columns: 2fr 3fr;
        grid-rows: 1 1fr 1 1;
        & #title, & #status, & #keys { column-span: 2; }
        & #themes { margin: 1 1 0 1; }
        & #theme { background: $surface; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.sets: Sets | None = None
        """What was read last; None: not yet."""
        self.in_set = ""
        """The set that is shown."""

    def body(self) -> Iterable[Widget]:
        """The themes, and one in full."""
        yield Rows("themes", "No theme yet: a adds one.")
        yield Prose("theme")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Themes")
        self.query_one("#themes", Rows).focus()
        self.renew()

    async def _reading(self) -> None:
        store, viewer = self.store, self.viewer
        found = await self.done(lambda: theming.read(store, viewer))
        if found is not None:
            first = self.sets is None
            self.sets = found
            if self.in_set not in found.names:
                self.in_set = found.names[-1] if found.names else ""
            self._show()
            if first:
                self.say(self._hint())

    def _hint(self) -> str:
        if self.sets is None or not self.sets.names:
            return "There is no set of themes yet: a begins with a first theme."
        return (
            f"{theming.counted(self.sets, self.in_set)}. e changes a theme, F1 explains the rest."
        )

    def _show(self) -> None:
        sets = self.sets
        if sets is None:
            return
        at = f"set {sets.names.index(self.in_set) + 1} of {len(sets.names)}" if self.in_set else ""
        self.title_line("Themes", *filter(None, (self.in_set, at)))
        self.query_one("#themes", Rows).show(*theming.theme_rows(self.themes))
        self.show_one()
        self.query_one(KeyLine).renew()

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        theme = self.theme
        self.query_one("#theme", Prose).show(list(theming.in_full(theme)) if theme else ())

    @property
    def themes(self) -> list[Theme]:
        """The themes of the set."""
        return list(self.sets.themes[self.in_set]) if self.sets and self.in_set else []

    @property
    def theme(self) -> Theme | None:
        """The theme under the cursor."""
        place = self.query_one("#themes", Rows).place
        return self.themes[place] if place < len(self.themes) else None

    def here(self) -> str:
        """The theme under the cursor."""
        theme = self.theme
        if theme is None:
            return "There is no theme here yet; a adds one."
        codes = listed(theming.codes_of(theme)) if theming.codes_of(theme) else "no code yet"
        for_it, against = len(theme["supporting"]), len(theme["contradicting"])
        return (
            f"“{theme['theme']}” is made of {codes}; {plural(for_it, 'quotation')} for it, "
            f"{against} against it. e or Enter changes it, o quotes a unit."
        )

    def _asks(self) -> Theme | None:
        if self.theme is None:
            self.say("There is no theme here yet; a adds one.", bad=True)
        return self.theme

    # -------------------------------------------------------------- sets

    def action_set(self, step: int) -> None:
        """Go to another set."""
        if self.sets is not None and self.sets.names:
            names = self.sets.names
            self.in_set = names[(names.index(self.in_set) + step) % len(names)]
            self._show()
            self.say(self._hint())

    @work(group="dialog")
    async def action_copy(self) -> None:
        """Begin a set as a copy of this one."""
        await self._begin(self.in_set)

    @work(group="dialog")
    async def action_begin(self) -> None:
        """Begin an empty set."""
        await self._begin("")

    async def _begin(self, copy_of: str) -> None:
        from workbench.steps import themes
        from workbench.tui.dialogs.theming import NameSet

        store, viewer = self.store, self.viewer
        dialog = NameSet(f"A copy of {copy_of}" if copy_of else "A new set")

        def step(name: str) -> str:
            themes.begin(store, viewer, name, copy_of or None)
            return f"“{name}” is begun{f' as a copy of {copy_of}' if copy_of else ''}."

        if (name := await self.asked(dialog, step)) is not None:
            self.in_set = name

    def action_beside(self) -> None:
        """Look at two sets beside each other."""
        from workbench.tui.screens.two_sets import BesideScreen

        if self.sets is None or len(self.sets.names) < 2:
            self.say("There is one set only; c copies it to a new one.", bad=True)
            return
        names = self.sets.names
        at = names.index(self.in_set)
        older, newer = (names[at - 1], names[at]) if at else (names[0], names[1])
        self.app.push_screen(BesideScreen(self.sets, older, newer))

    def action_table(self) -> None:
        """Show the theme table of this set."""
        if self._asks() is not None:
            from workbench.tui.screens.theme_table import ThemeTableScreen

            self.app.push_screen(ThemeTableScreen(self.in_set))
