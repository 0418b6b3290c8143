"""Changing the codebook: each change is tried out before it is made.

Enter (in a text of several lines Ctrl+S) first shows what would change, then does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static, TextArea

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.terms import Code
from workbench.tui.dialogs.form import Form, field, labelled, several, words
from workbench.tui.dialogs.paths import needed
from workbench.tui.widgets.choices import Choice, Ticks

if TYPE_CHECKING:
    from workbench.coding.evolution import Edit

TOP = "(at the top)"


class EditAsked(NamedTuple):
    """A change of the codebook."""

    what: str
    """The event that it will be."""
    typed: tuple[object, ...]
    """All that was typed, by which the same change is known again."""
    edit: Edit
    reason: str


class AskEdit(Form[EditAsked]):
    """A change of the codebook, with its reason, and what it would do."""

    WHAT: ClassVar[str] = ""
    DO = "see what changes"
    DEFAULT_CSS = """
    AskEdit {
        & #found { margin-top: 1; color: $foreground; }
        & TextArea { height: 3; border: none; background: $primary 22%; padding: 0 1; width: 1fr; }
        & TextArea:focus { border: none; text-style: bold; }
        & .field { margin-bottom: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "submit", "Do it", priority=True, show=False),
    ]

    found: str = ""
    """What was tried out, in words; nothing is stored yet."""

    def __init__(self, code: Code | None = None) -> None:
        """`code`: what it is about."""
        super().__init__()
        self.code = code

    def hints(self) -> Iterable[tuple[str, str]]:
        """Enter may make a line, so another key does it too."""
        return (("Ctrl+S", self.DO), ("Tab", "next field"), ("Esc", "cancel"))

    def fields(self) -> Iterable[Widget]:
        """What is asked, the reason, and room for what would change."""
        yield from self.asked()
        yield field("reason", "Why?", hint="kept in the history")
        yield Static("", id="found", markup=False)

    def asked(self) -> Iterable[Widget]:
        """What is asked beside the reason."""
        raise NotImplementedError

    def typing(self) -> tuple[object, ...]:
        """What is typed beside the reason."""
        raise NotImplementedError

    def edit(self) -> Edit:
        """The change as it is typed."""
        raise NotImplementedError

    def answer(self) -> EditAsked:
        """The change."""
        edit = self.edit()
        reason = needed(self.typed("reason"), "Please say why; it is kept in the history.")
        return EditAsked(self.WHAT, self.typing(), edit, reason)

    def asked_again(self, answer: EditAsked) -> None:  # noqa: ARG002 - it is kept by the asker
        """Show what would change, before it is stored."""
        self.query_one("#found", Static).update(safe(self.found, keep="\n"))
        self.tell("Nothing is changed yet: Ctrl+S does it, Esc does not.")

    @property
    def name_of(self) -> str:
        """The name of the code it is about."""
        return self.code.name if self.code else ""


RULES = (
    ("definition", "Definition"),
    ("use_when", "Use when"),
    ("do_not_use_when", "Do not use when"),
)


class Redefine(AskEdit):
    """Another rule for a code; it stays the same code."""

    HEADING = "Change the rule"
    WHAT = "code redefined"

    def __init__(self, code: Code, path: str) -> None:
        super().__init__(code)
        self._path, self._code = path, code

    def asked(self) -> Iterable[Widget]:
        """The rules as they are."""
        yield words(self._path)
        for name, label in RULES:
            yield area(name, label, getattr(self._code, name))
        yield area("examples", "Examples, one a line", "\n".join(self._code.examples))
        yield field("key", "Key", self._code.key)
        yield field("colour", "Colour", self._code.colour, "#0072B2 or a name")

    def typing(self) -> tuple[object, ...]:
        """The rules."""
        return tuple(sorted(self._rules().items()))

    def _rules(self) -> dict[str, Any]:
        """What differs from the rule as it is."""
        given: dict[str, Any] = {name: self.area(name) for name, _ in RULES}
        lines = self.area("examples").splitlines()
        given["examples"] = tuple(line.strip() for line in lines if line.strip())
        given |= {name: self.typed(name) for name in ("key", "colour")}
        return {name: value for name, value in given.items() if value != getattr(self._code, name)}

    def area(self, name: str) -> str:
        """What is typed in a field of several lines."""
        return self.query_one(f"#{name}", TextArea).text.strip()

    def edit(self) -> Edit:
        """The code with these rules."""
        from workbench.coding.evolution import NO_RULES, redefine

        changed = self._rules()
        if not changed:
            raise NotAsked("Nothing is changed yet; type in a field, or leave with Esc.")
        rules = replace(NO_RULES, **changed)
        return lambda codebook: redefine(codebook, self._path, rules)


class Rename(AskEdit):
    """Another name for a code; it stays the same code."""

    HEADING = "Rename"
    WHAT = "code renamed"

    def __init__(self, code: Code, path: str) -> None:
        super().__init__(code)
        self._path = path

    def asked(self) -> Iterable[Widget]:
        """The name."""
        yield field("name", "New name", self.name_of)

    def typing(self) -> tuple[object, ...]:
        """The name."""
        return (self.typed("name"),)

    def edit(self) -> Edit:
        """The code under this name."""
        from workbench.coding.evolution import rename

        new = needed(self.typed("name"), "Please type a name.")
        if new == self.name_of:
            raise NotAsked("It is called so already; type another name.")
        return lambda codebook: rename(codebook, self._path, new)


class Move(AskEdit):
    """Another place for a code, with all below it."""

    HEADING = "Move"
    WHAT = "code moved"

    def __init__(self, code: Code, path: str, places: Sequence[str]) -> None:
        """`places`: what it may lie under."""
        super().__init__(code)
        self._path, self._places = path, (TOP, *places)

    def asked(self) -> Iterable[Widget]:
        """Where to."""
        yield words(self._path)
        yield labelled("Under", Choice("parent", self._places))

    def typing(self) -> tuple[object, ...]:
        """Where to."""
        return (self.query_one("#parent", Choice).chosen,)

    def edit(self) -> Edit:
        """The code there."""
        from workbench.coding.evolution import move

        parent = self.query_one("#parent", Choice).chosen
        return lambda codebook: move(codebook, self._path, None if parent == TOP else parent)


class Merge(AskEdit):
    """Several codes joined into a new one."""

    HEADING = "Merge"
    EXPLAINED = "The codes that are ticked become one new code. Codings stay as they were made; \
they are read under the new code from then on."
    WHAT = "codes merged"

    def __init__(self, code: Code, path: str, paths: Sequence[str]) -> None:
        """`paths`: all codes."""
        super().__init__(code)
        self._path, self._paths = path, paths

    def asked(self) -> Iterable[Widget]:
        """Which, and the name of what they become."""
        yield labelled("Codes", Ticks("codes", self._paths, (self._path,)))
        yield field("name", "Name of the new code", self.name_of)

    def typing(self) -> tuple[object, ...]:
        """Which, and the name."""
        return (*self.query_one("#codes", Ticks).ticked, self.typed("name"))

    def edit(self) -> Edit:
        """The codes as one."""
        from workbench.coding.evolution import merge

        ticked = self.query_one("#codes", Ticks).ticked
        if len(ticked) < 2:
            raise NotAsked("Please tick at least two codes: Space ticks.")
        into = needed(self.typed("name"), "Please type what the new code is called.")
        first = [self._path] if self._path in ticked else []
        ordered = [*first, *(one for one in ticked if one != self._path)]
        return lambda codebook: merge(codebook, ordered, into)


class Split(AskEdit):
    """A code in parts."""

    HEADING = "Split"
    EXPLAINED = "Each part starts with the rule of the code; change the rules next. What was \
coded is then walked through, one quotation after the other."
    WHAT = "code split"

    def __init__(self, code: Code, path: str) -> None:
        super().__init__(code)
        self._path = path

    def asked(self) -> Iterable[Widget]:
        """The names of the parts."""
        yield words(self._path)
        yield field("parts", "Parts", hint="two names or more, separated by commas")

    def typing(self) -> tuple[object, ...]:
        """The names."""
        return several(self.typed("parts"))

    def edit(self) -> Edit:
        """The parts in the place of the code."""
        from workbench.coding.evolution import split

        parts = several(self.typed("parts"))
        if len(set(parts)) < 2:
            raise NotAsked("Please type at least two names, separated by commas.")
        return lambda codebook: split(codebook, self._path, parts)


class Retire(AskEdit):
    """A code that the next version leaves out."""

    HEADING = "Retire"
    EXPLAINED = "The next version leaves the code out. Its codings and the older versions stay."
    WHAT = "code retired"

    def __init__(self, code: Code, path: str) -> None:
        super().__init__(code)
        self._path = path

    def asked(self) -> Iterable[Widget]:
        """Which."""
        yield words(self._path)

    def typing(self) -> tuple[object, ...]:
        """Which."""
        return (self._path,)

    def edit(self) -> Edit:
        """The codebook without it."""
        from workbench.coding.evolution import retire

        return lambda codebook: retire(codebook, self._path)


class AddCode(AskEdit):
    """A new code."""

    HEADING = "A new code"
    WHAT = "code added"

    def __init__(self, places: Sequence[str], under: str = TOP) -> None:
        """`places`: what it may lie under."""
        super().__init__()
        self._places, self._under = (TOP, *places), under

    def asked(self) -> Iterable[Widget]:
        """Its name, its place, its rule."""
        yield field("name", "Name")
        yield labelled("Under", Choice("parent", self._places, self._under))
        for name, label in RULES:
            yield area(name, label, "")
        yield field("key", "Key", hint="one letter")

    def typing(self) -> tuple[object, ...]:
        """All of it."""
        rules = (self.query_one(f"#{name}", TextArea).text for name, _ in RULES)
        parent = self.query_one("#parent", Choice).chosen
        return (self.typed("name"), parent, *rules, self.typed("key"))

    def edit(self) -> Edit:
        """The codebook with it."""
        from workbench.coding.evolution import Rules, add

        name = needed(self.typed("name"), "Please type the name of the code.")
        parent = self.query_one("#parent", Choice).chosen
        typed = [self.query_one(f"#{name}", TextArea).text.strip() for name, _ in RULES]
        definition, use_when, not_when = (text or None for text in typed)
        rules = Rules(definition, use_when, not_when, key=self.typed("key") or None)
        return lambda codebook: add(codebook, name, None if parent == TOP else parent, rules)


def area(id: str, label: str, text: str) -> Horizontal:  # noqa: A002 - Textual's own name
    """A field of several lines."""
    typed = TextArea(safe(text, keep="\n"), soft_wrap=True, id=id, tab_behavior="focus")
    typed.cursor_blink = False
    return labelled(label, typed)
