"""What is asked of a round, and whether it can be answered."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from workbench.coding.codes import CodeIndex
from workbench.errors import NameUnknown
from workbench.shelf import unknown
from workbench.steps.judgements import Judgements
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
    codes: tuple[str, ...] = ()
    """Names; those below a category are asked about with it."""
    seed: int = 1
    after_discussion: bool = False
    """Whether decisions stand for whoever agreed to them."""

    @property
    def narrows(self) -> bool:
        """Whether it names what it is about, so that a name may be wrong."""
        return any((self.roles, self.speakers, self.coders, self.documents, self.codes))

    @property
    def words(self) -> str:
        """The same for the same question, to find a kept answer by."""
        return json.dumps(asdict(self), sort_keys=True)


PER_CODE = Question()


def asked(work: Judgements, question: Question) -> Judgements:
    """The part of a round that a question is about."""
    if question.coders:
        work = work.of_coders(question.coders)
    if question.codes:
        work = work.of_codes(_codes(work, question.codes))
    if question.documents:
        names = question.documents
        work = work.only(np.array([document in names for document, _ in work.places], dtype=bool))
    if question.roles:
        roles = question.roles
        work = work.only(np.array([turn.role in roles for turn in work.turns], dtype=bool))
    if question.speakers:
        speakers = question.speakers
        work = work.only(np.array([turn.speaker in speakers for turn in work.turns], dtype=bool))
    return work


def refuse_unknown(works: Sequence[Judgements], question: Question) -> None:
    """Raise NameUnknown for a name that none of the rounds has: nobody judged a unit of it."""
    if not works:
        return
    where = f"of round {works[0].round_.n}" if len(works) == 1 else "of these rounds"
    _refuse(f"coder {where}", question.coders, [n for work in works for n in work.coders])
    there = [name for work in works for name in work.round_.documents]
    _refuse(f"document {where}", question.documents, there)
    turns = [turn for work in works for turn in work.turns]
    _refuse(f"role {where}", question.roles, [turn.role for turn in turns if turn.role])
    _refuse(f"speaker {where}", question.speakers, [t.speaker for t in turns if t.speaker])
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
