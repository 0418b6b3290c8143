"""How a round's agreement was measured, as a paragraph that can go into a methods section."""

from __future__ import annotations

from typing import NamedTuple, cast

from workbench import __version__
from workbench.agreement.krippendorff_alpha import array_stays_small
from workbench.agreement.methods import EACH, Drawn, Each, Recipe, paragraph, references
from workbench.errors import NotAsked
from workbench.reliability import RoundAgreement
from workbench.steps.agreement.answer import agreement
from workbench.steps.agreement.judged import Judgements
from workbench.steps.agreement.judgements import judgements
from workbench.steps.agreement.question import PER_CODE, Question, asked
from workbench.steps.agreement.recipe import several, usual_interval
from workbench.store import Store
from workbench.terms import Viewer
from workbench.words import listed


class Methods(NamedTuple):
    """A paragraph, and the works that it cites."""

    n: int
    text: str
    references: tuple[str, ...]


def methods(
    store: Store, viewer: Viewer, n: int | None = None, question: Question = PER_CODE
) -> list[Methods]:
    """The text of a revealed round; without a number of every one that has coefficients.

    Raises NotAsked where a round has none, or what is asked by has no text.
    """
    if question.by not in EACH:
        ways = ", ".join(EACH)
        raise NotAsked(f"A methods text is about a round as a whole; ask for it by {ways}.")
    found = agreement(store, viewer, n, question)
    told = [one for one in found if one.rows and one.purpose in ("test", "revise")]
    if n is not None and not told:
        raise NotAsked(found[0].note or f"Round {n} has no coefficient, so there is no text.")
    with store.reading() as reader:
        return [
            _methods(asked(judgements(reader, viewer, one.n), question), one, question)
            for one in told
        ]


def _methods(work: Judgements, found: RoundAgreement, question: Question) -> Methods:
    text = paragraph(_recipe(work, found, question))
    return Methods(found.n, text, tuple(references(text)))


def _recipe(work: Judgements, found: RoundAgreement, question: Question) -> Recipe:
    one, rows = work.round_, found.rows
    units = int((work.judged.sum(axis=1) >= 2).sum())
    exclusive = [code for _, code in work.codebook.walk() if code.exclusive]
    widest = max((len(code.codes) + 1 for code in exclusive), default=2)
    whose = question.roles or one.roles
    return Recipe(
        coefficient=rows[0].coefficient,
        coders=len(work.coders),
        units=units,
        unit=_called(work, one.unit),
        purpose=one.purpose,
        version=one.version,
        level=" or ".join(dict.fromkeys(row.level for row in rows)),
        interval=usual_interval(rows),
        each=cast("Each", question.by),
        whose=f"{listed([several(role) for role in whose])}'" if whose else "",
        seen_before=found.seen_before,
        by_package=array_stays_small(units, widest if question.by == "category" else 2),
        drawn=_drawn(work),
        decided=question.after_discussion,
        half=question.overlap == "half",
        program=f"workbench {__version__}",
    )


def _called(work: Judgements, unit: str) -> str:
    """What a unit is to a reader: a turn of a survey is an answer."""
    if unit == "whole":
        return "document" if work.clusters is not None else "answer"
    return "answer" if unit == "turn" and work.clusters is None else unit


def _drawn(work: Judgements) -> Drawn | None:
    sample = work.round_.sample
    if sample is None:
        return None
    stretch = None if work.clusters is None else sample.stretch
    share = sample.size if sample.size.endswith("%") else f"{sample.size} in all"
    return Drawn(share, sample.by, stretch, sample.seed)
