"""Settling a disagreement: which codes, why, and who agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.terms import Decision
from workbench.tui.dialogs.form import Form, field, labelled, words
from workbench.tui.widgets.choices import Ticks
from workbench.words import listed


class AskReason(Form[tuple[str, tuple[str, ...]]]):
    """Why a unit is settled so, and who agreed."""

    HEADING = "Settle it so?"
    DO = "settle it"

    def __init__(
        self,
        number: str,
        what: str,
        coders: Sequence[str],
        agreed: Iterable[str],
        before: Decision | None,
    ) -> None:
        """`before`: what was decided before; its reason and who agreed are offered again."""
        super().__init__()
        self._number, self._what, self._coders = number, what, coders
        self._reason = before.reason if before else ""
        self._agreed = before.agreed if before else tuple(agreed)

    def fields(self) -> Iterable[Widget]:
        """The reason, and the coders."""
        yield words(f"{self._number}: {self._what}")
        yield field("reason", "Why?", self._reason)
        yield labelled("Who agreed?", Ticks("agreed", self._coders, self._agreed))

    def answer(self) -> tuple[str, tuple[str, ...]]:
        """The reason, and who agreed."""
        reason, agreed = self.typed("reason"), self.query_one("#agreed", Ticks).ticked
        if not reason:
            raise NotAsked("Please type the reason; readers ask for it, and so will you.")
        if not agreed:
            raise NotAsked("Please tick who agreed: Tab goes there, Space ticks.")
        return reason, agreed


class ChooseCodes(Form[tuple[str, ...]]):
    """Any codes of the codebook."""

    HEADING = "Which codes is the unit to have?"
    DO = "take these"
    DEFAULT_CSS = """
    ChooseCodes { & Ticks { max-height: 14; } }
    """

    def __init__(self, codes: Sequence[str], ticked: Sequence[str]) -> None:
        super().__init__()
        self._codes, self._ticked = codes, ticked

    def fields(self) -> Iterable[Widget]:
        """All codes; those that somebody chose are ticked."""
        yield words(f"Ticked: {listed(self._ticked) or 'none'}", "explained")
        yield Ticks("codes", self._codes, self._ticked)

    def answer(self) -> tuple[str, ...]:
        """The codes that are ticked."""
        ticked = self.query_one("#codes", Ticks).ticked
        if not ticked:
            raise NotAsked("Please tick a code, or leave with Esc and press 0: no code applies.")
        return ticked
