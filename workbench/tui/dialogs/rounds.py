"""The dialogs with which a round is drafted, closed, and declared adjudicated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import ClassVar, cast

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.terms import (
    PURPOSES,
    Purpose,
    RoundPlan,
    StartFrom,
)
from workbench.tui.dialogs.form import Form, field, labelled, several, words
from workbench.tui.dialogs.paths import needed
from workbench.tui.widgets.choices import Choice, Ticks
from workbench.words import plural


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


class Ending(Form[str]):
    """Whether a state of a round ends, and why, where work is left; empty: none is."""

    WHY: ClassVar[str]
    """What the field for the reason is called."""
    NEEDED: ClassVar[str]
    """What is said where there is no reason."""
    SURE: ClassVar[tuple[str, str]]
    """To end it, and not to."""

    def __init__(self, left: Sequence[str], done: str) -> None:
        """`left`: sentences on what is left; where there are none, `done` says so."""
        super().__init__()
        self._left, self._done = left, done

    def fields(self) -> Iterable[Widget]:
        """What is left, and the reason."""
        if self._left:
            yield words("\n".join(self._left))
            yield field("reason", self.WHY)
        else:
            yield labelled(self._done, Choice("sure", self.SURE))

    def answer(self) -> str:
        """The reason, or nothing."""
        return needed(self.typed("reason"), self.NEEDED) if self._left else ""

    def action_submit(self) -> None:
        """End it, unless that was not meant."""
        if not self._left and self.query_one("#sure", Choice).chosen == self.SURE[1]:
            self.action_cancel()
        else:
            super().action_submit()


class AskClose(Ending):
    """Whether to close the round."""

    HEADING = "Close the round?"
    EXPLAINED = "A closed round takes no more codings. Nobody sees the others' work before it \
is revealed."
    DO = "close it"
    WHY = "Why close it now?"
    NEEDED = "Please say why the round is closed unfinished."
    SURE = ("close", "not yet")

    def __init__(self, n: int, unfinished: Sequence[str]) -> None:
        """`unfinished`: sentences on who has what left."""
        super().__init__(unfinished, "Everybody has judged all of their units.")
        self._n = n

    def fields(self) -> Iterable[Widget]:
        """Who is not finished, and the reason."""
        yield words(f"Round {self._n} is open.")
        yield from super().fields()


class AskAdjudicated(Ending):
    """Whether a round is adjudicated."""

    HEADING = "Declare the round adjudicated?"
    EXPLAINED = "The agreement after discussion is kept then, and the next round can start from \
the decisions. Nothing can be decided in this round any more."
    DO = "declare it"
    WHY = "Why leave them so?"
    NEEDED = "Please say why the others are left undecided."
    SURE = ("yes", "no")

    def __init__(self, n: int, undecided: int) -> None:
        """`undecided`: on how many units coders differ still."""
        are = "is" if undecided == 1 else "are"
        left = f"{plural(undecided, 'disagreement')} of round {n} {are} undecided."
        super().__init__([left] if undecided else [], f"All of round {n} is decided.")
