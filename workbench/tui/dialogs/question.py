"""What agreement is asked about, and by which coefficient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Form, labelled
from workbench.tui.widgets.choices import Choice, Ticks

if TYPE_CHECKING:
    from workbench.steps.agreement.overlap import Overlap
    from workbench.steps.agreement.question import Question
    from workbench.tui.asking import Names

USUAL = "usual"
BLIND, AFTER = "as coded", "after discussion"


class AskQuestion(Form["Question"]):
    """Which part of the round, and how it is measured."""

    HEADING = "Agreement of what?"
    EXPLAINED = "The usual coefficient is alpha, and Cohen's kappa by pair. After discussion, \
decisions stand for whoever agreed to them."
    DO = "compute it"
    ABOUT: ClassVar[Mapping[str, str]] = {
        "coefficient": "By which coefficient, by its name in the literature; “usual” is what the "
        "methods text expects.",
        "coders": "Only agreement among these coders.",
        "roles": "Only turns of people in these roles.",
        "speakers": "Only what these people said.",
        "documents": "Only these documents.",
        "counted": "What coders coded blind, or what stands after decisions; only the first is "
        "reliability.",
        "overlap": "How much of a unit must be marked for it to have the code: any of it, or half.",
    }
    DEFAULT_CSS: ClassVar[str] = """
    AskQuestion { & Ticks { max-height: 4; } }
    """

    def __init__(self, question: Question, names: Names) -> None:
        super().__init__()
        self._question, self._names = question, names

    def fields(self) -> Iterable[Widget]:
        """Coefficient, coders, roles, speakers, documents, and what counts."""
        q, names = self._question, self._names
        options = (USUAL, *names.coefficients)
        yield labelled("Coefficient", Choice("coefficient", options, q.coefficient or USUAL))
        for label, id_, there, asked in (
            ("Coders", "coders", names.coders, q.coders),
            ("Roles", "roles", names.roles, q.roles),
            ("Speakers", "speakers", names.speakers, q.speakers),
            ("Documents", "documents", names.documents, q.documents),
        ):
            if len(there) > 1:
                yield labelled(label, Ticks(id_, there, asked or there))
        counted = Choice("counted", (BLIND, AFTER), AFTER if q.after_discussion else BLIND)
        yield labelled("Codings", counted)
        yield labelled("Of a unit is marked", Choice("overlap", ("any", "half"), q.overlap))

    def answer(self) -> Question:
        """The question; what is ticked whole is not narrowed."""
        coefficient = self.query_one("#coefficient", Choice).chosen
        overlap = cast("Overlap", self.query_one("#overlap", Choice).chosen)
        return replace(
            self._question,
            coefficient=None if coefficient == USUAL else coefficient,
            coders=self._ticked("coders", self._names.coders),
            roles=self._ticked("roles", self._names.roles),
            speakers=self._ticked("speakers", self._names.speakers),
            documents=self._ticked("documents", self._names.documents),
            after_discussion=self.query_one("#counted", Choice).chosen == AFTER,
            overlap=overlap,
        )

    def _ticked(self, id_: str, there: tuple[str, ...]) -> tuple[str, ...]:
        found = [ticks.ticked for ticks in self.query(f"#{id_}").results(Ticks)]
        if not found or found[0] == there:
            return ()
        if not found[0]:
            raise NotAsked(f"Please tick at least one of the {id_}.")
        return found[0]
