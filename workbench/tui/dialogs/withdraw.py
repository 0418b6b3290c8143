"""Somebody withdraws: what would go is shown first, and their name is typed to do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Choice, Form, field, labelled, words

KEEP, ANEW = "say what it includes", "compute anew"
ERASE, LEAVE = "erase it", "leave it"


class WithdrawAsked(NamedTuple):
    """Whoever withdraws is to be withdrawn; what is chosen about it."""

    anew: bool
    mentions: str
    """`erase`, `keep`, or nothing where nobody says their name."""


class AskWithdraw(Form[WithdrawAsked]):
    """Shows what goes when somebody withdraws, and asks for their name before it does."""

    DO = "withdraw them for good"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "Further", show=False),
        Binding("pageup", "page(-1)", "Back", show=False),
    ]

    def __init__(self, name: str, lines: Sequence[str], *, stored: bool, mentioned: bool) -> None:
        """`stored`: whether stored agreement includes them; `mentioned`: whether others name them.

        `lines` say what would go.
        """
        super().__init__()
        self._who, self._lines = name, lines
        self._stored, self._mentioned = stored, mentioned

    def fields(self) -> Iterable[Widget]:
        """What goes, what can be chosen, and the name."""
        yield words(f"{self._who} withdraws", "heading")
        yield words("This cannot be undone. Gone would be, from the study and its backups:")
        yield words("\n".join(f"· {line}" for line in self._lines), "explained")
        if self._stored:
            yield labelled("Stored agreement", Choice("agreement", (KEEP, ANEW)))
        if self._mentioned:
            yield labelled("Their name elsewhere", Choice("mentions", (ERASE, LEAVE)))
        yield field("name", "Type their name", hint=f"{self._who}, to do it")

    def answer(self) -> WithdrawAsked:
        """What was chosen, once the name is typed."""
        if self.typed("name") != self._who:
            raise NotAsked(f"Type “{self._who}” to withdraw them for good, or leave with Esc.")
        anew = self._stored and self.query_one("#agreement", Choice).chosen == ANEW
        if not self._mentioned:
            return WithdrawAsked(anew, "")
        erased = self.query_one("#mentions", Choice).chosen == ERASE
        return WithdrawAsked(anew, "erase" if erased else "keep")

    def on_mount(self) -> None:
        """Begin at the top, where it says what would go."""
        super().on_mount()
        page = self.query_one(VerticalScroll)
        self.call_after_refresh(page.scroll_home, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll what would go."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * page.size.height // 2, animate=False)
