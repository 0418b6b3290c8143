"""Developing themes from codes: sets of them, what each claims, and the tables they print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.terms import Table
from workbench.tui import theming
from workbench.tui.dialogs.theming import ThemeAsked
from workbench.tui.screens.base import WorkScreen
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.theming import Sets, Theme
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.tui.words import listed, plural

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

    def is_due(self, action: str) -> bool:
        """Whether there are themes, and sets, for it."""
        if action in ("add", "back"):
            return True
        if action == "beside":
            return self.sets is not None and len(self.sets.names) > 1
        return bool(self.in_set) if action == "copy" else bool(self.themes)

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

        dialog.attempt = step
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)
            self.renew()

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

        dialog.attempt = step
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)
            self.renew()

    @work(group="dialog")
    async def action_remove(self) -> None:
        """Remove a theme from this set."""
        from workbench.steps import themes
        from workbench.tui.dialogs.ask import Confirm

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

        dialog.attempt = step
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)
            self.renew()

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

        dialog.attempt = step
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)
            self.renew()

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

        dialog.attempt = step
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)
            self.renew()

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

        dialog.attempt = step
        name = await self.app.push_screen_wait(dialog)
        if name is not None:
            self.in_set = name
            self.say(dialog.did)
            self.renew()

    def action_beside(self) -> None:
        """Look at two sets beside each other."""
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
            self.app.push_screen(ThemeTableScreen(self.in_set))


FIRST = "themes"
"""What the first set is called, where nobody named one."""


def _wording(asked: ThemeAsked) -> Wording:
    from workbench.steps.themes import Wording

    return Wording(asked.name, asked.claim, asked.memo, asked.codes)


class BesideScreen(WorkScreen):
    """Two theme sets beside each other, where there is room, and how they differ in words."""

    HELP = """Two sets of themes: at the left the older, at the right the newer; on a narrow \
screen one under the other. At the top stands in words how they differ; a theme stays the same \
theme when its name changes. ] and [ choose another set at the right, } and { at the left."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right_square_bracket,right", "newer(1)", "Other set", key_display="]",
            tooltip="Another set at the right.",
        ),
        Binding("left_square_bracket,left", "newer(-1)", "Before", show=False),
        Binding(
            "right_curly_bracket", "older(1)", "Other at left", key_display="}",
            tooltip="Another set at the left.",
        ),
        Binding("left_curly_bracket", "older(-1)", "Before at left", show=False),
        Binding("pagedown,down,j", "page(1)", "Further", show=False, tooltip="Scroll both."),
        Binding("pageup,up,k", "page(-1)", "Back", show=False, tooltip="Scroll them back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the themes."),
    ]  # fmt: skip
    DEFAULT_CSS = """
    BesideScreen {
        layout: grid;
        grid-size: 2 5;
        grid-columns: 1fr 1fr;
        grid-rows: 1 8 1fr 1 1;
        & #title, & #changes, & #status, & #keys { column-span: 2; }
        & #changes { background: $surface; }
        & #newer { background: $surface; }
        &.-narrow { grid-size: 1 6; grid-columns: 1fr; grid-rows: 1 4 1fr 1fr 1 1; }
        &.-narrow #title, &.-narrow #changes, &.-narrow #status, &.-narrow #keys {
            column-span: 1;
        }
    }
    """

    def __init__(self, sets: Sets, older: str, newer: str) -> None:
        super().__init__()
        self.sets, self.older, self.newer = sets, older, newer

    def body(self) -> Iterable[Widget]:
        """What differs, and both sets."""
        yield Prose("changes")
        yield Prose("older")
        yield Prose("newer")

    def on_mount(self) -> None:
        """Read how they differ."""
        self.renew()

    async def _reading(self) -> None:
        from workbench.steps.themes import differences

        store, viewer, older, newer = self.store, self.viewer, self.older, self.newer
        changes = await self.done(lambda: differences(store, viewer, older, newer))
        if changes is None:
            return
        self.title_line("Themes", f"from {older} to {newer}")
        said = [Said(f"From {older} to {newer}", "head"), *(Said(str(one)) for one in changes)]
        self.query_one("#changes", Prose).show(
            said if changes else [*said, Said("Nothing differs.")]
        )
        for place, name in (("#older", older), ("#newer", newer)):
            its = self.sets.themes[name], name, self.sets.copied_from[name]
            self.query_one(place, Prose).show(list(theming.set_in_full(*its)))
        self.say(
            f"{older}: {theming.counted(self.sets, older)}; "
            f"{newer}: {theming.counted(self.sets, newer)}."
        )

    def action_newer(self, step: int) -> None:
        """Another set at the right."""
        self.newer = self._other(self.newer, step)
        self.renew()

    def action_older(self, step: int) -> None:
        """Another set at the left."""
        self.older = self._other(self.older, step)
        self.renew()

    def _other(self, name: str, step: int) -> str:
        names = self.sets.names
        return names[(names.index(name) + step) % len(names)]

    def action_page(self, step: int) -> None:
        """Scroll all."""
        for name in ("#changes", "#older", "#newer"):
            self.query_one(name, Prose).page(step)


class ThemeTableScreen(WorkScreen):
    """The theme table of a set as it will print, or its counts by groups of people."""

    HELP = """The theme table of this set as it will print: each theme with its codes below it, \
counted in the final coding of the latest revealed round; under it what the counts leave out. A \
code that serves two themes counts in both.

g counts by groups of people instead: by role, by document, or by a fact about them. x writes the \
table that you see to a file in any format."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "group", "By group", tooltip="Count by role, document or a fact."),
        Binding("t", "all", "Whole", tooltip="The theme table again, without groups."),
        Binding("x", "export", "Export", tooltip="Write this table to a file."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the notes."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll them back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the themes."),
    ]
    DEFAULT_CSS = """
    ThemeTableScreen {
        layout: grid;
        grid-size: 1 5;
        grid-rows: 1 3fr 1fr 1 1;
        & #table { margin: 1 1 0 1; }
        & #notes { background: $surface; }
    }
    """

    def __init__(self, in_set: str) -> None:
        super().__init__()
        self._set = in_set
        self.by: str | None = None
        """What people are grouped by; None: not at all."""
        self.table: Table | None = None

    def body(self) -> Iterable[Widget]:
        """The table, and what is to be known of it."""
        yield Rows("table", "Nothing is counted yet.")
        yield Prose("notes")

    def on_mount(self) -> None:
        """Count."""
        self.title_line("Theme table", self._set)
        self.query_one("#table", Rows).focus()
        self.renew()

    async def _reading(self) -> None:
        us, by = (self.store, self.viewer), self.by
        found = await self.done(lambda: theming.table(*us, self._set, by), "Counting …")
        self.table = found
        if found is None:
            self.query_one("#table", Rows).empty("Nothing to count; the line below says why.")
            return
        self.title_line("Theme table", self._set, *([f"by {by}"] if by else []))
        self.query_one("#table", Rows).show(*theming.table_rows(found))
        self.query_one("#notes", Prose).show([Said(found.title, "name"), *map(Said, found.notes)])
        self.say("x writes it to a file; g counts by group.")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The row in full, where the columns are cut."""
        event.stop()
        if self.table is not None and self.table.rows:
            heads, rows = theming.table_rows(self.table)
            pairs = zip(heads, rows[event.place], strict=True)
            said = [Said(f"{head}: {cell}") for head, cell in pairs if cell]
            notes = (Said(self.table.title, "name"), *map(Said, self.table.notes))
            self.query_one("#notes", Prose).show([*said, Said(""), *notes])

    @work(group="dialog")
    async def action_group(self) -> None:
        """Ask what people are grouped by."""
        from workbench.tui.dialogs.finder import PickName

        us = self.store, self.viewer
        names = await self.done(lambda: theming.groupings(*us))
        if names is None:
            return
        picked = await self.app.push_screen_wait(PickName("Count by", names))
        if picked is not None:
            self.by = names[picked]
            self.renew()

    def action_all(self) -> None:
        """The whole table again."""
        self.by = None
        self.renew()

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write the table to a file."""
        from workbench.tui.dialogs.theming import AskFile
        from workbench.tui.doings import formats

        us, by = (self.store, self.viewer), self.by
        names = await self.done(formats)
        if names is None:
            return
        folder = self.store.path.parent
        dialog = AskFile(folder / ("groups.docx" if by else "themes.docx"), names)
        dialog.attempt = lambda asked: theming.export(*us, self._set, by, asked)
        dialog.saying = "Writing …"
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)

    def action_page(self, step: int) -> None:
        """Scroll the notes."""
        self.query_one("#notes", Prose).page(step)
