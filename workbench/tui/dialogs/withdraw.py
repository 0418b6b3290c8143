"""Somebody withdraws: what would go is shown first, and their name is typed to do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Form, field, labelled, words
from workbench.tui.dialogs.keys import keys
from workbench.tui.widgets.choices import Choice

KEEP, ANEW = "say what it includes", "compute anew"
ERASE, LEAVE = "erase it", "leave it"
DESTROY, LET_LIE = "destroy them", "let them lie"

_CHOICES = {
    "agreement": ("Stored agreement", (KEEP, ANEW)),
    "mentions": ("Their name elsewhere", (ERASE, LEAVE)),
    "exports": ("Files written before", (LET_LIE, DESTROY)),
}


class WithdrawAsked(NamedTuple):
    """Whoever withdraws is to be withdrawn; what is chosen about it."""

    anew: bool
    mentions: str
    """`erase`, `keep`, or nothing where nobody says their name."""
    exports: bool = False
    """Whether files that were written before are destroyed."""


class AskWithdraw(Form[WithdrawAsked]):
    """Shows what goes when somebody withdraws, and asks for their name before it does."""

    DO = "withdraw for good"
    BINDINGS: ClassVar[list[BindingType]] = keys(further="page(1)", back="page(-1)")

    def __init__(self, name: str, lines: Sequence[str], asked: Iterable[str]) -> None:
        """`lines` say what would go; `asked` are the choices that there are.

        `agreement`: stored agreement includes them; `mentions`: others say their name; `exports`:
        files were written that may hold their words.
        """
        super().__init__()
        self._who, self._lines = name, lines
        self._asked = {name: _CHOICES[name] for name in asked}

    def fields(self) -> Iterable[Widget]:
        """What goes, what can be chosen, and the name."""
        yield words(f"{self._who} withdraws", "heading")
        yield words("This cannot be undone. Gone would be, from the study and its backups:")
        yield words("\n".join(f"· {line}" for line in self._lines), "explained")
        for name, (label, options) in self._asked.items():
            yield labelled(label, Choice(name, options))
        yield field("name", "Type their name", hint=f"{self._who}, to do it")

    def answer(self) -> WithdrawAsked:
        """What was chosen, once the name is typed."""
        if self.typed("name") != self._who:
            raise NotAsked(f"Type “{self._who}” to withdraw for good, or leave with Esc.")
        chosen = {name: self.query_one(f"#{name}", Choice).chosen for name in self._asked}
        mentions = {ERASE: "erase", LEAVE: "keep"}.get(chosen.get("mentions", ""), "")
        return WithdrawAsked(
            chosen.get("agreement") == ANEW, mentions, chosen.get("exports") == DESTROY
        )

    def on_mount(self) -> None:
        """Begin at the top, where it says what would go."""
        super().on_mount()
        page = self.query_one(VerticalScroll)
        self.call_after_refresh(page.scroll_home, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll what would go."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * page.size.height // 2, animate=False)
