"""Two sets of themes beside each other, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui import theming
from workbench.tui.theming import Sets
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.work_screen import WorkScreen


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
