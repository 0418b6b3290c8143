"""Developing themes from codes: sets of them, and what each claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui import theming
from workbench.tui.dialogs.theming import ThemeAsked
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.theming import Sets, Theme
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose
from workbench.tui.widgets.rows import Rows
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.themes import Wording

NO_THEME = ThemeAsked("", "", (), "")


class ThemesScreen(ListedScreen):
    """The themes of a set, and one of them in full."""

    FULL = "theme"
    HELP = """A theme is what you make of several codes: it claims something, and quotations \
speak for it (+) or against it (−). Themes lie outside the codebook and outside rounds, so you \
can work on them at any time, also while the codebook is frozen.

A set is a version of your themes. Copy it with c to try something else, go from one set to the \
other with [ and ], and look at two sets beside each other, with their differences in words, with \
v. a adds a theme, e changes its claim, codes and memo; * quotes for it all starred codings of \
its codes, o quotes a unit for it or against it. t shows the theme table as it will print, with \
its counts by group. u takes back what you did last."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add a theme."),
        Binding("e,enter", "edit", "Edit", tooltip="Change name, claim, codes or memo."),
        Binding("m", "merge", "Merge", tooltip="Make several themes one."),
        Binding("s", "split", "Split", tooltip="Make one theme several."),
        Binding(
            "asterisk", "starred", "Starred", key_display="*", tooltip="Quote starred codings."
        ),
        Binding("o", "quote", "Quote", tooltip="Quote a unit or a coding, for it or against it."),
        Binding("t", "table", "Table", tooltip="The theme table as it will print; by group."),
        Binding("v", "beside", "Beside", tooltip="Two sets beside each other, and differences."),
        Binding("c", "copy", "Copy set", tooltip="Begin a set as a copy of this one."),
        Binding("n", "begin", "New set", show=False, tooltip="Begin an empty set."),
        Binding(
            "right_square_bracket,right", "set(1)", "Next set", show=False,
            key_display="]", tooltip="Go to the next set.",
        ),
        Binding(
            "left_square_bracket,left", "set(-1)", "Set before", show=False,
            key_display="[", tooltip="Go to the set before.",
        ),
        Binding("d", "unquote", "Take off", show=False, tooltip="Take a quotation off."),
        Binding("x", "remove", "Remove", show=False, tooltip="Remove the theme from this set."),
        Binding("u", "undo", "Undo", show=False, tooltip="Take back what you did last."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the theme."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ThemesScreen {
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

    def is_due(self, command: str) -> bool:
        """Whether there are themes, and sets, for it."""
        if command in ("add", "back"):
            return True
        if command == "beside":
            return self.sets is not None and len(self.sets.names) > 1
        return bool(self.in_set) if command == "copy" else bool(self.themes)

    @property
    def themes(self) -> list[Theme]:
        """The themes of the set."""
        return list(self.sets.themes[self.in_set]) if self.sets and self.in_set else []

    @property
    def theme(self) -> Theme | None:
        """The theme under the cursor."""
        place = self.query_one("#themes", Rows).place
        return self.themes[place] if place < len(self.themes) else None

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Change it."""
        event.stop()
        self.action_edit()

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

    # -------------------------------------------------------------- doing

    async def _did(self, step: Callable[[], object], said: str = "") -> bool:
        """Whether a step was done; then everything is read again and it is said."""
        found = await self.done(step)
        if found is None:
            return False
        self.say(said or str(found))
        self.renew()
        return True

    def _asks(self) -> Theme | None:
        if self.theme is None:
            self.say("There is no theme here yet; a adds one.", bad=True)
        return self.theme

    @work(group="dialog")
    async def action_add(self) -> None:
        """Add a theme; where there is no set yet, begin one."""
        from workbench.steps import themes
        from workbench.tui.dialogs.theming import EditTheme

        if self.sets is None:
            return
        store, viewer, name = self.store, self.viewer, self.in_set
        dialog = EditTheme("A new theme", NO_THEME, self.sets.codes)

        def step(asked: ThemeAsked) -> str:
            if not name:
                themes.begin(store, viewer, FIRST)
            themes.add(store, viewer, asked.name, _wording(asked), name or FIRST)
            return f"“{asked.name}” is added."

        await self.asked(dialog, step)

    @work(group="dialog")
    async def action_edit(self) -> None:
        """Change a theme."""
        from workbench.steps import themes
        from workbench.tui.dialogs.theming import EditTheme

        theme = self._asks()
        if theme is None or self.sets is None:
            return
        store, viewer, name, old = self.store, self.viewer, self.in_set, theme["theme"]
        codes = tuple(theming.codes_of(theme))
        there = ThemeAsked(old, theme["claim"], codes, theme["memo"])
        dialog = EditTheme("The theme", there, self.sets.codes)

        def step(asked: ThemeAsked) -> str:
            themes.edit(store, viewer, old, _wording(asked), name)
            return f"“{asked.name}” is saved."

        await self.asked(dialog, step)

    @work(group="dialog")
    async def action_remove(self) -> None:
        """Remove a theme from this set."""
        from workbench.steps import themes
        from workbench.tui.dialogs.confirm import Confirm

        theme = self._asks()
        if theme is None:
            return
        store, viewer, name, old = self.store, self.viewer, self.in_set, theme["theme"]
        question = f"Remove “{old}” from {name}? Other sets keep it; u takes it back."
        if await self.app.push_screen_wait(Confirm(question, "Remove it")):

            def step() -> str:
                themes.remove(store, viewer, old, name)
                return f"“{old}” is removed."

            await self._did(step)

    @work(group="dialog")
    async def action_merge(self) -> None:
        """Make several themes one."""
        from workbench.steps import themes
        from workbench.tui.dialogs.theming import MergeThemes

        theme = self._asks()
        if theme is None:
            return
        store, viewer, name = self.store, self.viewer, self.in_set
        dialog = MergeThemes([one["theme"] for one in self.themes], theme["theme"])

        def step(asked: tuple[tuple[str, ...], str]) -> str:
            themes.merge(store, viewer, asked[0], asked[1], name)
            return f"Merged into “{asked[1]}”."

        await self.asked(dialog, step)

    @work(group="dialog")
    async def action_split(self) -> None:
        """Make one theme several."""
        from collections.abc import Mapping

        from workbench.steps import themes
        from workbench.tui.dialogs.theming import SplitTheme

        theme = self._asks()
        if theme is None:
            return
        store, viewer, name, old = self.store, self.viewer, self.in_set, theme["theme"]
        dialog = SplitTheme(old, theming.codes_of(theme))

        def step(asked: Mapping[str, tuple[str, ...]]) -> str:
            themes.split(store, viewer, old, asked, name)
            return f"Split into {', '.join(asked)}."

        await self.asked(dialog, step)

    # -------------------------------------------------------------- quotations

    @work(group="dialog")
    async def action_starred(self) -> None:
        """Quote the starred codings of the theme's codes."""
        theme = self._asks()
        if theme is not None:
            us, name = (self.store, self.viewer), theme["theme"]
            await self._did(partial(theming.quote_starred, *us, name, self.in_set))

    @work(group="dialog")
    async def action_quote(self) -> None:
        """Quote a unit or a coding."""
        from workbench.tui.dialogs.theming import AskQuote, QuoteAsked

        theme = self._asks()
        if theme is None:
            return
        store, viewer, in_set, name = self.store, self.viewer, self.in_set, theme["theme"]
        dialog = AskQuote(name)

        def step(asked: QuoteAsked) -> str:
            where, supports = asked[:3], asked.supports
            return theming.quote(store, viewer, name, where, supports=supports, in_set=in_set)

        await self.asked(dialog, step)

    @work(group="dialog")
    async def action_unquote(self) -> None:
        """Take a quotation off."""
        from workbench.tui.dialogs.finder import PickName

        theme = self._asks()
        if theme is None:
            return
        there = [*theme["supporting"], *theme["contradicting"]]
        if not there:
            self.say(f"“{theme['theme']}” has no quotation.", bad=True)
            return
        names = [theming.quoted(one) for one in there]
        picked = await self.app.push_screen_wait(PickName("Take off which?", names))
        if picked is not None:
            us, name = (self.store, self.viewer), theme["theme"]
            await self._did(partial(theming.unquote, *us, name, there[picked], self.in_set))

    @work(group="dialog")
    async def action_undo(self) -> None:
        """Take back what one did last."""
        await self._did(partial(theming.undo, self.store, self.viewer))

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
        if self.sets is None or len(self.sets.names) < 2:
            self.say("There is one set only; c copies it to a new one.", bad=True)
            return
        names = self.sets.names
        at = names.index(self.in_set)
        older, newer = (names[at - 1], names[at]) if at else (names[0], names[1])
        from workbench.tui.screens.theme_sets import BesideScreen

        self.app.push_screen(BesideScreen(self.sets, older, newer))

    def action_table(self) -> None:
        """Show the theme table of this set."""
        if self._asks() is not None:
            from workbench.tui.screens.theme_table import ThemeTableScreen

            self.app.push_screen(ThemeTableScreen(self.in_set))


FIRST = "themes"
"""What the first set is called, where nobody named one."""


def _wording(asked: ThemeAsked) -> Wording:
    from workbench.steps.themes import Wording

    return Wording(asked.name, asked.claim, asked.memo, asked.codes)
