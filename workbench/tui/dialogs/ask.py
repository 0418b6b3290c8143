"""The dialogs with which a study is set up and a round is run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import ClassVar, NamedTuple, cast

from textual.binding import BindingType
from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.terms import (
    CODER_ROLES,
    PURPOSES,
    Purpose,
    RoundPlan,
    Segmentation,
    StartFrom,
)
from workbench.tui.dialogs.form import Form, field, labelled, several, words
from workbench.tui.dialogs.keys import keys
from workbench.tui.dialogs.paths import a_path, needed, path_field
from workbench.tui.widgets.choices import Choice, Ticks


class AskSegment(Form[Segmentation]):
    """How to cut the documents into units."""

    ABOUT: ClassVar[Mapping[str, str]] = {
        "unit": "sentence: one sentence of a turn. turn: all that somebody says before another "
        "does. paragraph: what stands between empty lines. whole: all of a document, or of an "
        "answer. words, cue: so many words, or a subtitle.",
        "lang": "The two letters of the language, so that abbreviations do not end sentences: en, "
        "de, fr, nl …",
    }
    HEADING = "Cut the documents into coding units"
    EXPLAINED = "A coding unit is the stretch that coders judge. It locks once a round opens."
    DO = "cut them"

    def __init__(self, units: Sequence[str], used: Sequence[str]) -> None:
        """`used`: names of the unit sets that there are; the first is taken again."""
        super().__init__()
        self._units = units
        self._usual = next((one for one in used if one in units), "sentence")

    def fields(self) -> Iterable[Widget]:
        """The kind of unit and the language."""
        yield labelled("Unit", Choice("unit", self._units, self._usual))
        yield field("lang", "Language of the text (needed for sentences)", "en")

    def answer(self) -> Segmentation:
        """The segmentation."""
        lang = needed(self.typed("lang"), "Please give the language, for example en or de.")
        return Segmentation(self.query_one("#unit", Choice).chosen, lang)


class AskCodebook(Form[Path]):
    """Which codebook to load."""

    HEADING = "Load a codebook"
    EXPLAINED = "A codebook is a table with a row for each code (Excel, Word, csv), a .yaml file \
or a .qdc of another program. It becomes the next version; codes that it leaves out are retired, \
none is deleted."
    DO = "load it"

    def fields(self) -> Iterable[Widget]:
        """A path."""
        yield path_field("path", "Path of the codebook", hint="for example codebook.yaml")

    def answer(self) -> Path:
        """The path."""
        return a_path(self.typed("path"))


class AskSave(Form[Path]):
    """Where to write to."""

    HEADING = "Save the codebook"
    EXPLAINED = "It is written as a .yaml file that can be changed and loaded again."
    DO = "save it"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def fields(self) -> Iterable[Widget]:
        """A path."""
        yield path_field("path", "Path of the file", str(self._path))

    def answer(self) -> Path:
        """The path."""
        return a_path(self.typed("path"))


class CoderAsked(NamedTuple):
    """A coder to add."""

    name: str
    role: str


class AskCoder(Form[CoderAsked]):
    """Whom to add as a coder."""

    HEADING = "Add a coder"
    DO = "add them"

    def __init__(self, roles: Sequence[str] = CODER_ROLES) -> None:
        super().__init__()
        self._roles = roles

    def fields(self) -> Iterable[Widget]:
        """A name and a role."""
        yield field("name", "Name")
        yield labelled("Role (an independent coder is not an author)", Choice("role", self._roles))

    def answer(self) -> CoderAsked:
        """The coder."""
        name = needed(self.typed("name"), "Please type the coder's name.")
        return CoderAsked(name, self.query_one("#role", Choice).chosen)


class AskRename(Form[str]):
    """What a coder is to be called."""

    HEADING = "Rename a coder"
    EXPLAINED = "What they did stays theirs, and every number stays as it is."
    DO = "rename them"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_now = name

    def fields(self) -> Iterable[Widget]:
        """The name as it is now."""
        yield field("name", "Name", self._name_now)

    def answer(self) -> str:
        """The new name."""
        return needed(self.typed("name"), "Please type the coder's name.")


class AskRound(Form[RoundPlan]):
    """What the next round is to be."""

    HEADING = "A new round"
    DO = "draft it"
    ABOUT: ClassVar[Mapping[str, str]] = {
        "unit": "What coders judge, one after the other; offered is what all ticked documents "
        "are cut into.",
        "documents": "What is coded in this round. Documents that are not ticked stay for later.",
        "coders": "Who codes; each codes all of it, blind to the others.",
        "roles": "Whose turns are judged, such as student, client; the rest is shown as context. "
        "Several are parted by commas.",
        "start_from": "blank: with nothing. own: with a copy of what each coded before. decisions: "
        "with what was decided together. Copies count only once their coder confirms them.",
    }
    NOT_SHARED = "nothing that all ticked ones are cut into"
    PURPOSE_EXPLAINED: ClassVar[str] = (
        "test: blind, with a frozen codebook; only its agreement is called reliability. "
        "explore: finding codes. train: together. revise: after talking. complete: the rest."
    )

    def __init__(
        self,
        units: Mapping[str, Collection[str]],
        coders: Sequence[str],
        purpose: Purpose = "test",
    ) -> None:
        """`units`: for each document, the units that it is cut into; `purpose`: offered first."""
        super().__init__()
        self._purpose = purpose
        self._units, self._coders = units, coders
        self._documents = tuple(units)

    def fields(self) -> Iterable[Widget]:
        """Purpose, unit, documents, coders, roles, and what coders start from."""
        yield labelled("Purpose", Choice("purpose", PURPOSES, self._purpose))
        yield words(self.PURPOSE_EXPLAINED, "explained")
        alike = self._alike()
        yield labelled("Coding unit", Choice("unit", self._shared(alike), empty=self.NOT_SHARED))
        yield labelled("Documents", Ticks("documents", self._documents, alike))
        yield labelled("Coders", Ticks("coders", self._coders, self._coders))
        yield field("roles", "Judged roles", hint="whose turns; empty: everybody's")
        yield labelled("Coders start from", Choice("start_from", ("blank", "own", "decisions")))

    def _alike(self) -> tuple[str, ...]:
        """The documents that share the unit which most of them are cut into."""
        kinds = Counter(chain.from_iterable(self._units.values()))
        if not kinds:
            return self._documents
        most = max(sorted(kinds), key=kinds.__getitem__)
        return tuple(name for name in self._documents if most in self._units[name])

    def _shared(self, documents: Iterable[str]) -> list[str]:
        """The units that all of these documents are cut into."""
        cut = [set(self._units[name]) for name in documents]
        return sorted(set.intersection(*cut)) if cut else []

    def on_ticks_changed(self, event: Ticks.Changed) -> None:
        """Offer the units of the documents that are ticked."""
        event.stop()
        if event.ticks.id == "documents":
            self.query_one("#unit", Choice).offer(self._shared(event.ticks.ticked))

    def answer(self) -> RoundPlan:
        """The round."""
        asked = RoundPlan(
            purpose=cast("Purpose", self.query_one("#purpose", Choice).chosen),
            unit=self.query_one("#unit", Choice).chosen,
            documents=self.query_one("#documents", Ticks).ticked,
            coders=self.query_one("#coders", Ticks).ticked,
            roles=several(self.typed("roles")),
            start_from=cast("StartFrom", self.query_one("#start_from", Choice).chosen),
        )
        if not asked.documents or not asked.coders:
            raise NotAsked("Please tick at least one document and one coder.")
        if not asked.unit:
            raise NotAsked(
                "No unit is cut in all of these documents; tick fewer, or press s first."
            )
        return asked


class AskClose(Form[str]):
    """Whether to close the round, and why, if it is not finished; empty: it is."""

    HEADING = "Close the round?"
    EXPLAINED = "A closed round takes no more codings. Nobody sees the others' work before it \
is revealed."
    DO = "close it"

    def __init__(self, n: int, unfinished: Sequence[str]) -> None:
        """`unfinished`: sentences on who has what left."""
        super().__init__()
        self._n = n
        self._unfinished = unfinished

    def fields(self) -> Iterable[Widget]:
        """Who is not finished, and the reason."""
        yield words(f"Round {self._n} is open.")
        if self._unfinished:
            yield words("\n".join(self._unfinished))
            yield field("reason", "Why close it now?")
        else:
            yield labelled(
                "Everybody has judged all of their units.", Choice("sure", ("close", "not yet"))
            )

    def answer(self) -> str:
        """The reason, or nothing."""
        if self._unfinished:
            return needed(self.typed("reason"), "Please say why the round is closed unfinished.")
        return ""

    def action_submit(self) -> None:
        """Close it, unless that was not meant."""
        if not self._unfinished and self.query_one("#sure", Choice).chosen == "not yet":
            self.action_cancel()
        else:
            super().action_submit()


class AskUnit(Form[int]):
    """Which unit to go to."""

    HEADING = "Go to unit"
    DO = "go"

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def fields(self) -> Iterable[Widget]:
        """A number."""
        yield field("number", f"Number of the unit, 1 to {self._last}")

    def answer(self) -> int:
        """The number."""
        typed = self.typed("number")
        number = int(typed) if typed.isascii() and typed.isdigit() else 0
        if not 1 <= number <= self._last:
            raise NotAsked(f"Please type a number from 1 to {self._last}.")
        return number


class Confirm(Form[bool]):
    """A question with yes and no; no is the first."""

    DO = "answer"
    BINDINGS: ClassVar[list[BindingType]] = keys(yes="yes")

    def __init__(self, question: str, yes: str, no: str = "Not now") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def fields(self) -> Iterable[Widget]:
        """The question, and both answers."""
        yield words(self._question)
        yield Choice("sure", (self._no, self._yes))

    def hints(self) -> Iterable[tuple[str, str]]:
        """There is one field; its arrows choose, and y chooses for them."""
        yes, no = self.key_for("yes"), self.key_for("cancel")
        return (("← →", "choose"), ("Enter", self.DO), (yes, self._yes), (no, self._no))

    def answer(self) -> bool:
        """Whether it is yes."""
        return self.query_one("#sure", Choice).chosen == self._yes

    def action_yes(self) -> None:
        """Say yes by one key."""
        self.dismiss(True)  # noqa: FBT003 - Textual takes an answer by its place


class AskAdjudicated(Form[str]):
    """Whether a round is adjudicated, and why, if some of it is undecided; empty: all is."""

    HEADING = "Declare the round adjudicated?"
    EXPLAINED = "The agreement after discussion is kept then, and the next round can start from \
the decisions. Nothing can be decided in this round any more."
    DO = "declare it"

    def __init__(self, n: int, undecided: int) -> None:
        super().__init__()
        self._n, self._undecided = n, undecided

    def fields(self) -> Iterable[Widget]:
        """What is undecided, and the reason."""
        if self._undecided:
            yield words(f"{self._undecided} disagreements of round {self._n} are undecided.")
            yield field("reason", "Why leave them so?")
        else:
            yield labelled(f"All of round {self._n} is decided.", Choice("sure", ("yes", "no")))

    def answer(self) -> str:
        """The reason, or nothing."""
        if self._undecided:
            return needed(self.typed("reason"), "Please say why the others are left undecided.")
        return ""

    def action_submit(self) -> None:
        """Declare it, unless that was not meant."""
        if not self._undecided and self.query_one("#sure", Choice).chosen == "no":
            self.action_cancel()
        else:
            super().action_submit()
