"""Developing themes from codes: what each claims, and what is quoted for it and against it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.tui import theming
from workbench.tui.dialogs.theming import ThemeAsked
from workbench.tui.screens.theme_set import ThemeSetScreen
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.themes import Wording

NO_THEME = ThemeAsked("", "", (), "")
FIRST = "themes"
"""What the first set is called, where nobody named one."""


class ThemesScreen(ThemeSetScreen):
    """Themes that are developed."""

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

    def is_due(self, command: str) -> bool:
        """Whether there are themes, and sets, for it."""
        if command in ("add", "back"):
            return True
        if command == "beside":
            return self.sets is not None and len(self.sets.names) > 1
        return bool(self.in_set) if command == "copy" else bool(self.themes)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Change it."""
        event.stop()
        self.action_edit()

    # -------------------------------------------------------------- changing

    async def _did(self, step: Callable[[], object], said: str = "") -> bool:
        """Whether a step was done; then everything is read again and it is said."""
        found = await self.done(step)
        if found is None:
            return False
        self.say(said or str(found))
        self.renew()
        return True

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


def _wording(asked: ThemeAsked) -> Wording:
    from workbench.steps.themes import Wording

    return Wording(asked.name, asked.claim, asked.memo, asked.codes)
