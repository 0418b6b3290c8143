"""A coder proposes a new code, which applies for them at once, or a change of one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static, TextArea

from workbench.errors import NotAsked
from workbench.ideas import ProposalKind
from workbench.tui.dialogs.edit import TOP, area
from workbench.tui.dialogs.form import Form, field, labelled, several
from workbench.tui.dialogs.paths import needed
from workbench.tui.proposing import RULES, Asked
from workbench.tui.widgets.choices import Choice

KINDS: dict[str, ProposalKind] = {
    "new code": "add",
    "rename": "rename",
    "redefine": "redefine",
    "move": "move",
    "merge": "merge",
    "split": "split",
    "retire": "retire",
}
"""What can be proposed, as it is called on the screen."""

SHOWN: dict[ProposalKind, tuple[str, ...]] = {
    "add": ("name", "under", "definition"),
    "rename": ("name",),
    "redefine": ("definition", "use_when", "do_not_use_when"),
    "move": ("under",),
    "merge": ("with", "name"),
    "split": ("parts",),
    "retire": (),
}
"""The fields that each kind asks for."""


class Propose(Form[Asked]):
    """What is proposed, in words, and why."""

    HEADING = "A new code, or a change"
    DO = "propose it"
    DEFAULT_CSS = """
    Propose {
        & TextArea { height: 3; border: none; background: $primary 22%; padding: 0 1; width: 1fr; }
        & TextArea:focus { border: none; text-style: bold; }
    }
    """

    def __init__(
        self, paths: Sequence[str], path: str, definition: str, *, explores: bool, words: str = ""
    ) -> None:
        """`path`: the code under the cursor; `explores`: whether it is an explore round.

        `words`: the beginning of the passage that a new code goes on; empty: none.
        """
        super().__init__()
        self._paths, self._path, self._definition = paths, path, definition
        self._explores, self._words = explores, words

    def fields(self) -> Iterable[Widget]:
        """What, its fields, and why."""
        kinds = list(KINDS) if self._path else ["new code"]
        yield Static("", id="about", classes="explained", markup=False)
        yield labelled("What", Choice("kind", kinds))
        rows = {
            "name": field("name", "Name"),
            "under": labelled("Under", Choice("under", (TOP, *self._paths))),
            "with": labelled("With", Choice("with", [p for p in self._paths if p != self._path])),
            "definition": area("definition", "Definition", ""),
            "use_when": area("use_when", "Use when", ""),
            "do_not_use_when": area("do_not_use_when", "Do not use when", ""),
            "parts": field("parts", "Parts", hint="two names or more, separated by commas"),
        }
        for name, row in rows.items():
            row.id = f"row-{name}"
            yield row
        hint = "may stay empty" if self._explores else "the team reads it after reveal"
        yield field("reason", "Why?", hint=hint)

    def hints(self) -> Iterable[tuple[str, str]]:
        """Enter may make a line, so another key does it too."""
        return ((self.key_for("submit"), self.DO), ("Tab", "next field"), *self.ways("cancel"))

    def on_mount(self) -> None:
        """A new code is asked for first."""
        super().on_mount()
        self._follow()
        self.query_one("#name").focus()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """The fields follow what is proposed."""
        event.stop()
        if event.choice.id == "kind":
            self._follow()

    @property
    def _kind(self) -> ProposalKind:
        return KINDS[self._chosen("kind")]

    def _chosen(self, id: str) -> str:  # noqa: A002 - Textual's own name
        return self.query_one(f"#{id}", Choice).chosen

    def _text(self, id: str) -> str:  # noqa: A002 - Textual's own name
        return self.query_one(f"#{id}", TextArea).text.strip()

    def _follow(self) -> None:
        kind = self._kind
        for name in dict.fromkeys(name for names in SHOWN.values() for name in names):
            self.query_one(f"#row-{name}").display = name in SHOWN[kind]
        self.query_one("#about", Static).update(self._explained(kind))
        definition = self.query_one("#definition", TextArea)
        if definition.text in ("", self._definition):
            definition.text = self._definition if kind == "redefine" else ""

    def _explained(self, kind: ProposalKind) -> str:
        if kind != "add":
            return f"{self._path}: the team reads it after reveal; until then nothing changes."
        where = f" It goes on “{self._words}” at once." if self._words else ""
        if self._explores:
            return f"The code is yours alone until the round is revealed.{where}"
        return (
            "The codebook is frozen: the code applies for you alone, outside agreement, until "
            f"the team takes it.{where}"
        )

    def answer(self) -> Asked:
        """What is proposed."""
        kind = self._kind
        reason = self.typed("reason")
        shown = SHOWN[kind]
        asked = Asked(
            kind,
            self._about(kind),
            self.typed("name") if "name" in shown else "",
            several(self.typed("parts")) if "parts" in shown else (),
            self._under() if "under" in shown else "",
            {rule: self._text(rule) for rule in shown if rule in RULES and self._text(rule)},
            reason,
        )
        if kind in ("add", "rename"):
            needed(asked.name, "Please type the name.")
        if not reason and not self._explores:
            raise NotAsked("Please say why; the team reads it after reveal.")
        return asked

    def _about(self, kind: ProposalKind) -> tuple[str, ...]:
        if kind == "add":
            return ()
        return (self._path, self._chosen("with")) if kind == "merge" else (self._path,)

    def _under(self) -> str:
        chosen = self._chosen("under")
        return "" if chosen == TOP else chosen
