"""How far agreement on each code moved from one round to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from workbench.agreement.change import Change, change
from workbench.coding.codes import CodeIndex
from workbench.errors import NotAsked
from workbench.steps.agree import agreement
from workbench.steps.question import PER_CODE, Question
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, rounds
from workbench.terms import Agreement, AgreementRow, RoundAgreement, Viewer

NOTE = (
    "The intervals take the rounds' units as different ones "
    "(Zou & Donner 2008); where a round has units of the one before, they are too wide."
)


@dataclass(frozen=True)
class CodeChange:
    """One code in two rounds; `change` None where either coefficient is undefined."""

    code: str
    """Its name in the later round."""
    before: AgreementRow
    after: AgreementRow
    change: Change | None


@dataclass(frozen=True)
class RoundChange:
    """What changed from one round to the next."""

    before: int
    after: int
    rows: tuple[CodeChange, ...]
    overall: CodeChange | None
    recipe: str


def changes(
    store: Store, viewer: Viewer, n: int | None = None, question: Question = PER_CODE
) -> list[RoundChange]:
    """The changes between revealed rounds that have coefficients; with `n`, to that round alone."""
    if question.by != "code":
        raise NotAsked("A change is by code; leave out --by.")
    found = [one for one in agreement(store, viewer, None, question) if one.rows]
    steps = [(before, after) for before, after in pairwise(found) if n in (None, after.n)]
    if n is not None and not steps:
        raise NotAsked(
            f"There is nothing to compare with round {n}: it needs to be revealed, as does one "
            "before it, and both need coefficients."
        )
    with store.reading() as reader:
        return [_changed(reader, viewer, before, after) for before, after in steps]


def _changed(
    reader: Reader, viewer: Viewer, before: RoundAgreement, after: RoundAgreement
) -> RoundChange:
    came_from = _names_before(reader, viewer, before.n, after.n)
    overall = None
    if before.overall and after.overall:
        overall = _code("overall", before.overall, after.overall)
    return RoundChange(
        before.n,
        after.n,
        tuple(_codes(came_from, before, after)),
        overall,
        f"round {before.n}: {before.recipe}; round {after.n}: {after.recipe}",
    )


def _codes(
    came_from: Mapping[str, str], before: RoundAgreement, after: RoundAgreement
) -> Iterator[CodeChange]:
    earlier = {row.code: row for row in before.rows}
    for row in after.rows:
        name = came_from.get(row.code)
        if name in earlier:
            yield _code(row.code, earlier[name], row)


def _code(name: str, before: AgreementRow, after: AgreementRow) -> CodeChange:
    return CodeChange(name, before, after, change(_agreement(before), _agreement(after)))


def _agreement(row: AgreementRow) -> Agreement:
    return Agreement(
        row.coefficient, "nominal", row.value, row.units, row.coders, low=row.low, high=row.high
    )


def _names_before(reader: Reader, viewer: Viewer, before: int, after: int) -> dict[str, str]:
    """For each code of the later round by name, what it was called in the earlier.

    A code that several became, or that came from several, is another code.
    """
    older, newer = (rounds.round_of(reader, viewer, n).version for n in (before, after))
    then, now = _names(reader, viewer, older), _names(reader, viewer, newer)
    return {name: then[uid] for uid, name in now.items() if uid in then}


def _names(reader: Reader, viewer: Viewer, version: int) -> dict[str, str]:
    book = codebooks.codebook(reader, viewer, version)
    index = CodeIndex.of(book)
    return {code.uid: index.shortest(path) for path, code in book.walk()}
