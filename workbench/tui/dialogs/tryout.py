"""Something that is tried out first, and done when it is asked for again, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.tui.dialogs.form import Form, field, words

BINDINGS: list[BindingType] = [
    Binding("pagedown", "page(1)", "Further", show=False),
    Binding("pageup", "page(-1)", "Back", show=False),
]


class TryOut(Form[str]):
    """Shows what would happen, then asks why and does it; the answer is the reason."""

    DO = "see what changes"
    BINDINGS = BINDINGS
    DEFAULT_CSS = """
    TryOut { & #found { margin-top: 1; color: $foreground; } }
    """

    def __init__(self, heading: str, about: str, *, needs_reason: bool) -> None:
        """`about`: what it is about, in words."""
        super().__init__()
        self._heading, self._about, self._needs_reason = heading, about, needs_reason
        self.found = ""
        """What was tried out, in words; nothing is stored yet."""

    def fields(self) -> Iterable[Widget]:
        """What it is about, the reason, and room for what would change."""
        yield words(self._heading, "heading")
        yield words(self._about, "explained")
        hint = "kept in the history" if self._needs_reason else "may stay empty"
        yield field("reason", "Why?", hint=hint)
        yield Static("", id="found", markup=False)

    def answer(self) -> str:
        """The reason."""
        reason = self.typed("reason")
        if self._needs_reason and not reason:
            raise NotAsked("Please say why; it is kept in the history.")
        return reason

    def asked_again(self, answer: str) -> None:  # noqa: ARG002 - it is kept by the asker
        """Show what would change, before it is stored."""
        self.query_one("#found", Static).update(safe(self.found, keep="\n"))
        self.tell("Nothing is changed yet: Enter does it, Esc does not.")

    def action_page(self, step: int) -> None:
        """Scroll what would change."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * page.size.height // 2, animate=False)


class Twice:
    """Tries something out when it is asked for, and does it when the same is asked again."""

    def __init__(
        self, dialog: TryOut, attempt: Callable[[], Iterable[str]], do: Callable[[str], str]
    ) -> None:
        """`attempt`: lines on what would happen; `do`: does it, with the reason."""
        self._dialog, self._attempt, self._do = dialog, attempt, do
        self._asked: str | None = None

    def __call__(self, reason: str) -> str | None:
        """The sentence that says what was done; None after the trying out."""
        if reason == self._asked:
            return self._do(reason)
        self._dialog.found = "\n".join(self._attempt())
        self._asked = reason
        return None


class Why(Form[str]):
    """Asks for a reason."""

    DO = "do it"

    def __init__(self, heading: str, about: str) -> None:
        """`about`: what it is about, in words."""
        super().__init__()
        self._heading, self._about = heading, about

    def fields(self) -> Iterable[Widget]:
        """What it is about, and the reason."""
        yield words(self._heading, "heading")
        yield words(self._about, "explained")
        yield field("reason", "Why?", hint="kept in the history")

    def answer(self) -> str:
        """The reason."""
        reason = self.typed("reason")
        if not reason:
            raise NotAsked("Please say why; it is kept in the history.")
        return reason
