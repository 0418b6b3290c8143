"""What the dialogs share: a question with a few fields, answered or left with Escape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import ClassVar, TypeVar

from rich.segment import Segment
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.errors import Stopped, WorkbenchError
from workbench.safe import safe
from workbench.tui.beside import Beside
from workbench.tui.refusals import on_screen
from workbench.tui.widgets.line import Line, Part
from workbench.tui.widgets.rows import Rows

Answer = TypeVar("Answer")


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
        Binding("escape", "cancel", "Cancel", tooltip="Leave everything as it is."),
        Binding("ctrl+s,f10", "submit", "Do it", show=False, tooltip="Do it, from any field."),
        Binding("f1", "app.help", "Help", show=False),
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
    under_way: Beside | None = None
    """The attempt, while it is under way."""

    @property
    def busy(self) -> bool:
        """Whether the attempt is under way."""
        return self.under_way is not None

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
        parts = ((Part(f" {key} ", "line--key"), Part(f"{what}  ")) for key, what in self.hints())
        self.query_one("#hints", Line).show(tuple(chain.from_iterable(parts)))

    def hints(self) -> Iterable[tuple[str, str]]:
        """Keys, and what each does."""
        return (("Enter", self.DO), ("Tab", "next field"), ("Esc", "cancel"), ("F1", "help"))

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

    def action_cancel(self) -> None:
        """Leave without an answer; while something is being done with it, stop that."""
        if self.under_way is None:
            self.dismiss(None)
        else:
            self.under_way.stop()
            self.tell("Stopping …")

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
            self.tell(self.saying)
            self._try(self.under_way, partial(self.attempt, answer), answer)

    @work(group="attempt")
    async def _try(self, beside: Beside, attempt: Callable[[], str | None], answer: Answer) -> None:
        """Leave when it is done; stay, with all that was typed, when it is refused or stopped."""
        try:
            did = await beside.do(attempt)
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
            self.tell(f"{self.under_way.words}. Esc stops it.")

    def refused(self, fault: WorkbenchError) -> None:
        """The attempt was refused; what may be asked now, besides what is told."""

    def asked_again(self, answer: Answer) -> None:
        """The attempt wants to be asked once more."""

    def tell(self, sentence: str) -> None:
        """Say what is amiss, or what goes on."""
        trouble = self.query_one("#trouble", Static)
        trouble.update(safe(sentence))
        self.call_after_refresh(trouble.scroll_visible, animate=False)

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
    typed = Input(safe(value), placeholder=hint, id=id, select_on_focus=False)
    typed.cursor_blink = False
    return labelled(label, typed)


def secret(id: str, label: str) -> Horizontal:  # noqa: A002 - Textual's own name
    """A line to type in that shows dots."""
    typed = Input(password=True, id=id, select_on_focus=False)
    typed.cursor_blink = False
    return labelled(label, typed)


def several(text: str) -> tuple[str, ...]:
    """What is separated by commas.

    >>> several("age, group,")
    ('age', 'group')
    """
    return tuple(part.strip() for part in text.split(",") if part.strip())


class Choice(Widget, can_focus=True):
    """One of a few words, all in sight; the arrows choose."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--plain", "choice--chosen", "choice--here"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,down", "step(1)", "Next", show=False),
        Binding("left,up", "step(-1)", "Before", show=False),
        Binding("enter", "screen.submit", "Do it", show=False),
    ]
    DEFAULT_CSS = """
    Choice {
        height: 1;
        background: $surface;
        & > .choice--plain { color: $foreground 60%; }
        & > .choice--chosen { text-style: bold; }
        & > .choice--here { text-style: bold reverse; }
    }
    """

    def __init__(self, id: str, options: Sequence[str], chosen: str = "") -> None:  # noqa: A002
        super().__init__(id=id)
        self._options = list(options)
        self._place = self._options.index(chosen) if chosen in self._options else 0

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The choice it is about."""
            return self.choice

    def offer(self, options: Sequence[str]) -> None:
        """Offer these words instead; the one that is chosen stays, if it is among them."""
        chosen = self.chosen
        self._options = list(options)
        self._place = self._options.index(chosen) if chosen in self._options else 0
        self.refresh()

    @property
    def options(self) -> tuple[str, ...]:
        """The words that are offered."""
        return tuple(self._options)

    @property
    def chosen(self) -> str:
        """The word that is chosen; empty, if there is none to choose from."""
        return self._options[self._place] if self._options else ""

    def action_step(self, step: int) -> None:
        """Choose the next word, or (below 0) the one before."""
        if self._options:
            self._place = (self._place + step) % len(self._options)
            self.refresh()
            self.post_message(self.Changed(self))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has one line
        """Draw the words."""
        plain = self.get_component_rich_style("choice--plain")
        look = "choice--here" if self.has_focus else "choice--chosen"
        chosen = self.get_component_rich_style(look)
        segments = [
            Segment(f"[{safe(word)}]" if at == self._place else f" {safe(word)} ", style)
            for at, word in enumerate(self._options)
            for style in (chosen if at == self._place else plain,)
        ]
        strip = Strip(segments)
        here = sum(segment.cell_length for segment in segments[: self._place + 1])
        width = self.size.width
        if strip.cell_length <= width:
            return strip.crop_extend(0, width, plain)
        # There are more than fit: a sign at either end says so.
        left = min(max(here - width + 2, 0), strip.cell_length - width + 2)
        middle = strip.crop_extend(left, left + width - 2, plain)
        before = Segment("‹" if left else " ", plain)
        after = Segment("›" if left + width - 2 < strip.cell_length else " ", plain)
        return Strip([before, *middle, after])


class Picks(Rows):
    """One of some rows: the one under the cursor; the arrows choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Next", show=False),
        Binding("left", "move(-1)", "Before", show=False),
    ]

    class Changed(Message):
        """Another row was chosen."""

    def __init__(
        self,
        id: str,  # noqa: A002
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        chosen: str,
    ) -> None:
        """`chosen`: the first cell of the row that is chosen at first."""
        super().__init__(id, "(there is none yet)")
        self._options = (heads, rows)
        names = [row[0] for row in rows]
        self.place = names.index(chosen) if chosen in names else 0

    @property
    def chosen(self) -> str:
        """The first cell of the row that is chosen."""
        return self._options[1][self.place][0]

    def on_mount(self) -> None:
        """Show the rows."""
        self.show(*self._options)
        self.call_after_refresh(self.go, self.place)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Say that another is chosen."""
        event.stop()
        self.post_message(self.Changed())


class Ticks(Rows):
    """Any of some words; the space bar ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False),
        Binding("a", "tick_all", "All or none", show=False),
    ]

    class Changed(Message):
        """Other words are ticked."""

        def __init__(self, ticks: Ticks) -> None:
            super().__init__()
            self.ticks = ticks

        @property
        def control(self) -> Ticks:
            """The ticks it is about."""
            return self.ticks

    def __init__(self, id: str, options: Sequence[str], ticked: Iterable[str]) -> None:  # noqa: A002
        super().__init__(id, "(there is none yet)")
        self._options = tuple(options)
        self._ticked = set(ticked)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The words that are ticked, in their order."""
        return tuple(option for option in self._options if option in self._ticked)

    def on_mount(self) -> None:
        """Show the words."""
        self._show()

    def _show(self) -> None:
        signs = ("✓" if option in self._ticked else "·" for option in self._options)
        rows = [(f"{sign} {option}",) for sign, option in zip(signs, self._options, strict=True)]
        self.show((f"Space ticks, a ticks all ({len(self.ticked)})",), rows)

    def action_tick(self) -> None:
        """Tick the word under the cursor, or take its tick off."""
        if self._options:
            self._ticked ^= {self._options[self.place]}
            self._show()
            self.post_message(self.Changed(self))

    def action_tick_all(self) -> None:
        """Tick all, or none if all are."""
        everything = set(self._options)
        self._ticked = set() if self._ticked == everything else everything
        self._show()
        self.post_message(self.Changed(self))


HOW: Mapping[type[Widget], str] = {
    Ticks: "The arrows move, Space ticks what is under the cursor or takes its tick off, and a "
    "ticks all or none.",
    Picks: "The arrows choose; what is under the cursor is chosen.",
    Choice: "→ and ← choose; what stands in brackets is chosen. ‹ or › at an end: there is more.",
    Input: "Type it. Where something stands behind the cursor in pale letters, → takes it.",
}
"""How each kind of field is answered."""
