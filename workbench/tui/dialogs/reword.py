"""A coder words a proposal of their own anew, while its round is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget
from textual.widgets import TextArea

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.tui.dialogs.edit import RULES, area
from workbench.tui.dialogs.form import Form, field, words

if TYPE_CHECKING:
    from workbench.ideas import Proposal

NAMED = ("add", "rename")
"""The kinds whose name can be worded anew."""
RULED = ("add", "redefine")
"""The kinds whose rules can."""


class Worded(NamedTuple):
    """What differs from the proposal as it was; None: nothing."""

    name: str | None
    rules: Mapping[str, str]
    reason: str | None


class Reword(Form[Worded]):
    """The name, the rules and the reason of a proposal as they are, to be changed."""

    HEADING = "Word it anew"
    DO = "save it"
    DEFAULT_CSS = """
    Reword {
        & TextArea { height: 3; border: none; background: $primary 22%; padding: 0 1; width: 1fr; }
        & TextArea:focus { border: none; text-style: bold; }
    }
    """

    def __init__(self, made: Proposal, about: str) -> None:
        """`about`: the proposal in words."""
        super().__init__()
        self._made, self._about = made, about

    def fields(self) -> Iterable[Widget]:
        """What can be changed of this kind of proposal."""
        said, kind = self._made.said, self._made.kind
        yield words(self._about, "explained")
        if kind in NAMED:
            yield field("name", "Name", said.name)
        for name, label in RULES if kind in RULED else ():
            yield area(name, label, str(said.rules.get(name, "")))
        yield field("reason", "Why?", said.reason, "the team reads it after reveal")

    def hints(self) -> Iterable[tuple[str, str]]:
        """Enter may make a line, so another key does it too."""
        return ((self.key_for("submit"), self.DO), ("Tab", "next field"), *self.ways("cancel"))

    def answer(self) -> Worded:
        """What was changed."""
        said, kind = self._made.said, self._made.kind
        name = _changed(self.typed("name"), said.name) if kind in NAMED else None
        rules = {one: self._area(one) for one, _ in RULES} if kind in RULED else {}
        differing = {
            one: text
            for one, text in rules.items()
            if _changed(text, str(said.rules.get(one, ""))) is not None
        }
        worded = Worded(name, differing, _changed(self.typed("reason"), said.reason))
        if worded == Worded(None, {}, None):
            raise NotAsked("Nothing is changed yet; type in a field, or leave with Esc.")
        return worded

    def _area(self, name: str) -> str:
        return self.query_one(f"#{name}", TextArea).text.strip()


def _changed(now: str, before: str) -> str | None:
    return None if now == safe(before, keep="\n").strip() else now
