"""What the dialogs share: a question with a few fields, answered or left with Escape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.errors import Stopped, StoppedLate, WorkbenchError
from workbench.safe import safe
from workbench.tui.beside import Beside
from workbench.tui.dialogs.keys import keys
from workbench.tui.refusals import on_screen
from workbench.tui.widgets.choices import Choice, Picks, Ticks
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.keys import command_of, commands, key_of
from workbench.tui.widgets.line import Line, Part
from workbench.tui.widgets.rows import Rows

Answer = TypeVar("Answer")


HOW: Mapping[type[Widget], str] = {
    Ticks: "The arrows move, Space ticks what is under the cursor or takes its tick off, and a "
    "ticks all or none.",
    Picks: "The arrows choose; what is under the cursor is chosen.",
    Choice: "→ and ← choose; what stands in brackets is chosen. ‹ or › at an end: there is more.",
    Input: "Type it. Where something stands behind the cursor in pale letters, → takes it.",
}
"""How each kind of field is answered."""


class Form(ModalScreen[Answer | None]):
    """Asks, and is dismissed with an answer, or with None by Escape."""

    HEADING: ClassVar[str] = ""
    EXPLAINED: ClassVar[str] = ""
    DO: ClassVar[str] = "Do it"
    ABOUT: ClassVar[Mapping[str, str]] = {}
    """For fields by their ids, what is to be known of them."""
    HELP: ClassVar[str] = "Enter does it, with all fields as they stand; Esc leaves everything as \
it is. What is amiss is said at the bottom, and what was typed stays."
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys(cancel="cancel", submit="submit"),
        Binding("f1", "app.help", "Help", id="everywhere.help", tooltip="Explain this field."),
    ]
    DEFAULT_CSS = """
    Form {
        align: center middle;
        & > VerticalScroll {
            width: 72; max-width: 100%; height: auto; max-height: 100%;
            background: $surface; border: round $accent; padding: 0 1;
            scrollbar-size-vertical: 1;
        }
        & Static { width: 1fr; height: auto; }
        & .heading { text-style: bold; color: $accent; }
        & .explained { color: $foreground 70%; margin-bottom: 1; }
        & .field { height: auto; }
        & .field > * { width: 1fr; }
        & .field > .label { width: 22; }
        & Input { border: none; height: 1; padding: 0 1; background: $primary 22%; }
        & Input:focus { border: none; background: $primary 22%; text-style: bold; }
        & Ticks { height: auto; max-height: 5; background: $surface; }
        & #trouble { color: $error; text-style: bold; margin-top: 1; }
        & #trouble.-going { color: $accent; }
        & #hints { background: $surface; }
    }
    """

    attempt: Callable[[Answer], str | None] | None = None
    """What is done with the answer, beside the screen; what it refuses keeps the dialog open.

    It gives the sentence that says what was done, or None to be asked once more.
    """
    saying: str = "One moment …"
    """What to say meanwhile."""
    did: str = ""
    """What the attempt said."""
    _told: str = ""
    """What was told last."""
    under_way: Beside | None = None
    """The attempt, while it is under way."""

    @property
    def busy(self) -> bool:
        """Whether the attempt is under way."""
        return self.under_way is not None

    @property
    def long(self) -> Beside | None:
        """The attempt, once it says how far it is."""
        return self.under_way if self.under_way and self.under_way.words else None

    def compose(self) -> ComposeResult:
        """Heading, fields, and how to go on."""
        with VerticalScroll(can_focus=False):
            if self.HEADING:
                yield words(self.HEADING, "heading")
            if self.EXPLAINED:
                yield words(self.EXPLAINED, "explained")
            yield from self.fields()
            yield Static("", id="trouble", markup=False)
            yield Line(id="hints")

    def on_mount(self) -> None:
        """Say how to go on."""
        hints = (*self.hints(), *self.ways("help"))
        parts = ((Part(f" {key} ", "line--key"), Part(f"{what}  ")) for key, what in hints)
        self.query_one("#hints", Line).show(tuple(chain.from_iterable(parts)))

    def hints(self) -> Iterable[tuple[str, str]]:
        """Keys, and what each does."""
        fields = (("Tab", "next field"),) if len(self.focus_chain) > 1 else ()
        return (("Enter", self.DO), *fields, *self.ways("cancel"))

    def ways(self, *wanted: str) -> Iterable[tuple[str, str]]:
        """Commands of this dialog by their names, each with its key as people changed it."""
        there = {command_of(one): one for one in commands(type(self))}
        return [(key_of(self.app, there[one]), there[one].description.lower()) for one in wanted]

    def key_for(self, command: str) -> str:
        """The key of a command, as people call it and as they changed it."""
        return next(key for key, _ in self.ways(command))

    def here(self) -> str:
        """What the field in focus asks, and how it is answered."""
        field_ = self.focused
        if field_ is None:
            return self.EXPLAINED
        how = next((how for kind, how in HOW.items() if isinstance(field_, kind)), "")
        about = self.ABOUT.get(field_.id or "", "")
        return "\n".join(part for part in (_asked(field_), about, how) if part) or self.EXPLAINED

    def fields(self) -> Iterable[Widget]:
        """What is asked."""
        return ()

    def answer(self) -> Answer:
        """The answer as it stands; raises `WorkbenchError` with what is amiss."""
        raise NotImplementedError

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave; only once, since a second Enter may come before the dialog is gone."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def action_cancel(self) -> None:
        """Leave without an answer; while something is being done with it, stop that."""
        if self.under_way is None:
            self.dismiss(None)
        else:
            self.under_way.stop()
            self.tell("Stopping …", going=True)

    def action_submit(self) -> None:
        """Leave with the answer, if there is one, and if it could be done."""
        if self.under_way is not None:
            return
        try:
            answer = self.answer()
        except WorkbenchError as fault:
            self.tell(on_screen(str(fault)))
            return
        if self.attempt is None:
            self.dismiss(answer)
        else:
            self.under_way = Beside(self._tell_how_far)
            self.tell(self.saying, going=True)
            self._try(self.under_way, partial(self.attempt, answer), answer)

    @work(group="attempt")
    async def _try(self, beside: Beside, attempt: Callable[[], str | None], answer: Answer) -> None:
        """Leave when it is done; stay, with all that was typed, when it is refused or stopped."""
        try:
            did = await beside.do(attempt)
        except StoppedLate as stopped:
            did = str(stopped)
        except Stopped as stopped:
            self.tell(str(stopped))
            return
        except WorkbenchError as fault:
            self.tell(on_screen(str(fault)))
            self.refused(fault)
            return
        finally:
            self.under_way = None
        if did is None:
            self.asked_again(answer)
        else:
            self.did = did
            self.dismiss(answer)

    def _tell_how_far(self) -> None:
        if self.under_way is not None and not self.under_way.is_stopped:
            self.tell(f"{self.under_way.words}. Esc stops it.", going=True)

    def refused(self, fault: WorkbenchError) -> None:
        """The attempt was refused; what may be asked now, besides what is told."""

    def asked_again(self, answer: Answer) -> None:
        """The attempt wants to be asked once more."""

    def tell(self, sentence: str, *, going: bool = False) -> None:
        """Say what is amiss, or what goes on."""
        self._told = sentence
        trouble = self.query_one("#trouble", Static)
        trouble.set_class(going, "-going")
        trouble.update(safe(sentence))
        self.call_after_refresh(trouble.scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:  # noqa: ARG002 - of any field
        """What was amiss may be mended."""
        self._mended()

    def on_text_area_changed(self) -> None:
        """What was amiss may be mended."""
        self._mended()

    def on_choice_changed(self, event: Choice.Changed) -> None:  # noqa: ARG002 - of any field
        """What was amiss may be mended."""
        self._mended()

    def on_ticks_changed(self, event: Ticks.Changed) -> None:  # noqa: ARG002 - of any field
        """What was amiss may be mended."""
        self._mended()

    def _mended(self) -> None:
        """Take back what was told, unless the same is amiss after this change."""
        if not self._told or self.busy:
            return
        try:
            self.answer()
        except WorkbenchError as fault:
            if on_screen(str(fault)) == self._told:
                return
        self.tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers."""
        event.stop()
        self.action_submit()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter answers."""
        event.stop()
        self.action_submit()

    def typed(self, id: str) -> str:  # noqa: A002 - Textual's own name
        """What is typed in a field, without white space around it."""
        return self.query_one(f"#{id}", Input).value.strip()


def _asked(field_: Widget) -> str:
    """What stands at the left of a field."""
    beside = field_.parent.query(".label").results(Static) if field_.parent else ()
    return next((str(one.render()) for one in beside), "") if _is_labelled(field_) else ""


def _is_labelled(field_: Widget) -> bool:
    return field_.parent is not None and field_.parent.has_class("field")


def words(text: str, kind: str = "label") -> Static:
    """Words on a dialog; control characters in them are shown, markup is not read."""
    return Static(safe(text, keep="\n"), classes=kind, markup=False)


def labelled(label: str, widget: Widget) -> Horizontal:
    """A field with what it asks at its left."""
    return Horizontal(words(label), widget, classes="field")


def field(id: str, label: str, value: str = "", hint: str = "") -> Horizontal:  # noqa: A002
    """A line to type in."""
    typed = Field(safe(value), placeholder=hint, id=id, select_on_focus=False)
    return labelled(label, typed)


def secret(id: str, label: str) -> Horizontal:  # noqa: A002 - Textual's own name
    """A line to type in that shows dots."""
    return labelled(label, Field(password=True, id=id, select_on_focus=False))


def several(text: str) -> tuple[str, ...]:
    """What is separated by commas.

    >>> several("age, group,")
    ('age', 'group')
    """
    return tuple(part.strip() for part in text.split(",") if part.strip())
