"""What screens share that go through units one by one: what was said, the rules, one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding
from textual.widget import Widget

from workbench.terms import Code
from workbench.tui.agreeing import shortened
from workbench.tui.widgets.prose import Prose, Said, rule
from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen

GO = (
    Binding(
        "right,right_square_bracket",
        "go(1)",
        "Move",
        key_display="[ ]",
        tooltip="The next one; [ is the one before.",
    ),
    Binding("left,left_square_bracket", "go(-1)", "Before", show=False),
)
PAGE = (
    Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll what was said."),
    Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
    Binding("full_stop", "page_rules(1)", "Rules", show=False, tooltip="Scroll the rules."),
    Binding("comma", "page_rules(-1)", "Rules back", show=False, tooltip="Scroll them back."),
)


class OneByOneScreen(WorkScreen):
    """What was said, the rules of the codes concerned, and below the ways to settle it."""

    CALLED: ClassVar[str] = ""
    """What stands in the first line until it is read."""
    DEFAULT_CSS = """
    OneByOneScreen {
        layout: grid;
        grid-size: 2 5;
        grid-columns: 5fr 3fr;
        grid-rows: 1 1fr auto 1 1;
        & #title, & #ways, & #status, & #keys { column-span: 2; }
        & #rules { background: $surface; }
        & #ways { height: auto; max-height: 11; border-top: solid $panel; }
        &.-wide { grid-columns: 1fr 40; }
        &.-vast { grid-columns: 1fr 60; }
    }
    """

    def body(self) -> Iterable[Widget]:
        """What was said, the rules, the ways."""
        yield Prose("passage")
        yield Prose("rules")
        yield Rows("ways", shorten=shortened)

    def on_mount(self) -> None:
        """Read."""
        self.title_line(self.CALLED)
        self.renew()

    def show_one(
        self,
        said: Sequence[Said],
        codes: Iterable[Code],
        heads: Sequence[str],
        ways: Sequence[Sequence[str]],
    ) -> None:
        """Show one; of what was said, what has the sign ▌ is in sight."""
        sight = next(at for at, one in enumerate(said) if one.sign == "▌")
        self.query_one("#passage", Prose).show(said, sight=sight)
        rules = [line for code in codes for line in (*rule(code), Said(""))]
        self.query_one("#rules", Prose).show(rules)
        rows = self.query_one("#ways", Rows)
        rows.place = 0
        rows.show(heads, ways)
        rows.focus()

    def show_none(self, words: str) -> None:
        """Say that there is none."""
        self.query_one("#passage", Prose).show(())
        self.query_one("#rules", Prose).show(())
        self.query_one("#ways", Rows).empty(words)

    @property
    def way(self) -> int:
        """The index of the way under the cursor."""
        return self.query_one("#ways", Rows).place

    def action_page(self, step: int) -> None:
        """Scroll what was said."""
        self.query_one("#passage", Prose).page(step)

    def action_page_rules(self, step: int) -> None:
        """Scroll the rules."""
        self.query_one("#rules", Prose).page(step)
