"""What is asked of a round, and whether it can be answered."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from workbench.coding.codes import CodeIndex
from workbench.errors import NameUnknown
from workbench.shelf import unknown
from workbench.steps.agreement.judged import Judgements, person
from workbench.steps.agreement.overlap import Overlap
from workbench.terms import Code


@dataclass(frozen=True)
class Question:
    """What is asked of a round."""

    by: str = "code"
    coefficient: str | None = None
    """A name on the shelf; None: alpha, and Cohen's kappa by pair."""
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """Of a survey."""
    codes: tuple[str, ...] = ()
    """Names; those below a category are asked about with it."""
    seed: int = 1
    after_discussion: bool = False
    """Whether decisions stand for whoever agreed to them."""
    overlap: Overlap = "any"
    """How much of a unit must be marked for it to have the code."""

    @property
    def narrows(self) -> bool:
        """Whether it names what it is about, so that a name may be wrong."""
        return any(
            (
                self.roles,
                self.speakers,
                self.coders,
                self.documents,
                self.questions,
                self.codes,
            )
        )

    @property
    def words(self) -> str:
        """The same for the same question, to find a kept answer by."""
        asked = asdict(self)
        if self.overlap == "any":  # answers were kept before there was a choice
            del asked["overlap"]
        return json.dumps(asked, sort_keys=True)


PER_CODE = Question()


def with_renamed(words: str, name: str, new: str) -> str:
    """The words of a question after a coder got a new name."""
    asked = json.loads(words)
    asked["coders"] = [new if one == name else one for one in asked["coders"]]
    return json.dumps(asked, sort_keys=True)


def asked(work: Judgements, question: Question) -> Judgements:
    """The part of a round that a question is about."""
    if question.coders:
        work = work.of_coders(question.coders)
    if question.codes:
        work = work.of_codes(_codes(work, question.codes))
    kept = np.ones(len(work.places), dtype=bool)
    for names, there in (
        (question.documents, [{document} for document, _ in work.places]),
        (question.questions, [{work.questions.get(document)} for document, _ in work.places]),
        (question.roles, [{turn.role} for turn in work.turns]),
        (question.speakers, [{turn.speaker, turn.case} for turn in work.turns]),
    ):
        if names:
            kept &= np.array([not of.isdisjoint(names) for of in there], dtype=bool)
    work = work.only(kept)
    return work


def refuse_unknown(works: Sequence[Judgements], question: Question) -> None:
    """Raise NameUnknown for a name that none of the rounds has: nobody judged a unit of it."""
    if not works:
        return
    where = f"of round {works[0].round_.n}" if len(works) == 1 else "of these rounds"
    _refuse(f"coder {where}", question.coders, [n for work in works for n in work.coders])
    there = [name for work in works for name in work.round_.documents]
    _refuse(f"document {where}", question.documents, there)
    asked_ = [
        work.questions[name]
        for work in works
        for name in work.round_.documents
        if name in work.questions
    ]
    _refuse(f"question {where}", question.questions, asked_)
    turns = [turn for work in works for turn in work.turns]
    _refuse(f"role {where}", question.roles, [turn.role for turn in turns if turn.role])
    labels = {name for turn in turns for name in (turn.speaker, turn.case)}
    if not labels.issuperset(question.speakers):
        there = [name for turn in turns if (name := person(turn))]
        _refuse(f"speaker {where}", question.speakers, there)
    for name in question.codes:
        if not any(_codes(work, [name]) for work in works):
            CodeIndex.of(works[-1].codebook).find(name)


def _refuse(kind: str, names: Collection[str], there: Sequence[str]) -> None:
    for name in names:
        if name not in there:
            raise NameUnknown(unknown(kind, name, list(dict.fromkeys(there))))


def _codes(work: Judgements, names: Collection[str]) -> list[Code]:
    """The codes of these names that the round's codebook has."""
    index, found = CodeIndex.of(work.codebook), []
    for name in names:
        try:
            found.append(index.find(name))
        except NameUnknown:  # another of the rounds may have it
            continue
    return found
