"""Units on which the coders of a revealed round differ, and how.

Coders are compared where they judged: a coder who has not read a unit has not said no, and a
copy that nobody confirmed says nothing. What counts is which codes a unit has; where in the
unit a stretch begins is left to the coefficients on stretches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal, NamedTuple

from workbench.coding.final import UnitKey, chosen
from workbench.terms import Code, Codebook, Coding, Decision
from workbench.watching import MANY, each

Kind = Literal[
    "sibling codes",
    "different codes",
    "parent and child",
    "one did not code it",
    "different stretch",
]
KINDS: tuple[Kind, ...] = (
    "sibling codes",
    "different codes",
    "parent and child",
    "one did not code it",
    "different stretch",
)
"""The most telling first: two codes of one category that are taken for each other show a rule
that does not tell them apart, while a boundary says little about the codebook."""

Said = Mapping[UnitKey, Mapping[str, frozenset[str]]]
"""For each unit, what each coder who judged it put there: uids of codes, none if none applies."""


class Confused(NamedTuple):
    """Two codes (uids) that two coders put on one unit in each other's place, in order.

    `other` None: no code. The same code twice: both coders gave it.
    """

    one: str | None
    other: str | None


@dataclass(frozen=True)
class Disagreement:
    """A unit on which coders differ."""

    document: str
    unit: int
    chosen: Mapping[str, frozenset[str]]
    """For each coder who judged it, the uids of the codes they put there."""
    kind: Kind
    """The most telling way in which any two of them differ."""
    confused: tuple[Confused, ...]
    """What stands against what, each once."""


class Tally(NamedTuple):
    """What came of talking, in units."""

    discussed: int
    """Have a decision, be it to leave them open."""
    changed: int
    """Were settled otherwise than at least one of the coders had coded them."""
    unresolved: int
    """Coders differ, and no decision says what the unit is to have."""


def said_of_units(
    assigned: Mapping[UnitKey, Collection[str]],
    judged: Mapping[str, Collection[UnitKey]],
    codings: Iterable[Coding],
) -> Said:
    """What coders said of their units, in the order of `assigned` (see `final_coding`)."""
    put = chosen(assigned, judged, codings)
    return {
        unit: {
            coder: frozenset(code for code, those in put.get(unit, {}).items() if coder in those)
            for coder in coders
            if unit in judged.get(coder, ())
        }
        for unit, coders in each("Comparing units", assigned.items(), MANY)
    }


def disagreements(
    said: Said, codings: Iterable[Coding], codebook: Codebook
) -> tuple[Disagreement, ...]:
    """The units on which coders differ, the most telling first.

    First by kind, as `KINDS` has them; of a kind, what is confused on most units; then in the
    order of the text.
    """
    compare = _Comparison.of(codings, codebook)
    found = [
        _disagreement(unit, theirs, compare)
        for unit, theirs in said.items()
        if len(set(theirs.values())) > 1
    ]
    often = Counter(pair for one in found for pair in one.confused)
    return tuple(sorted(found, key=lambda one: _telling(one, often)))


def _telling(one: Disagreement, often: Counter[Confused]) -> tuple[int, int]:
    return KINDS.index(one.kind), -max(often[pair] for pair in one.confused)


def _disagreement(
    unit: UnitKey, theirs: Mapping[str, frozenset[str]], compare: _Comparison
) -> Disagreement:
    kinds: set[Kind] = set()
    confused: set[Confused] = set()
    for one, other in combinations(theirs, 2):
        if theirs[one] != theirs[other]:
            kinds.add(compare.kind(unit, (one, theirs[one]), (other, theirs[other])))
            confused.update(_confused(theirs[one], theirs[other]))
    kind = min(kinds, key=KINDS.index)
    return Disagreement(unit.document, unit.unit, theirs, kind, tuple(sorted(confused, key=_order)))


def _confused(one: frozenset[str], other: frozenset[str]) -> Iterator[Confused]:
    for pair in product(one - other or {None}, other - one or {None}):
        yield Confused(*sorted(pair, key=lambda uid: (uid is None, uid or "")))


def _order(pair: Confused) -> tuple[str, bool, str]:
    return pair.one or "", pair.other is None, pair.other or ""


# ------------------------------------------------------------------ how two coders differ

_Theirs = tuple[str, frozenset[str]]
"""A coder and the codes they put on the unit."""
_Stretches = Mapping[tuple[str, str, str], Sequence[Coding]]
"""Codings by coder, document and code; not those that were merely copied."""


@dataclass(frozen=True)
class _Comparison:
    """What is needed to say how two coders differ: the tree, and their longer stretches."""

    parents: Mapping[str, str | None]
    stretches: _Stretches
    passages: _Stretches
    """Of the stretches, those that touch more than one unit."""

    @classmethod
    def of(cls, codings: Iterable[Coding], codebook: Codebook) -> _Comparison:
        stretches: dict[tuple[str, str, str], list[Coding]] = defaultdict(list)
        passages: dict[tuple[str, str, str], list[Coding]] = defaultdict(list)
        for coding in codings:
            if not coding.copied:
                key = (coding.coder, coding.document, coding.code)
                stretches[key].append(coding)
                if coding.first_unit < coding.last_unit:
                    passages[key].append(coding)
        return cls(_parents(codebook), stretches, passages)

    def kind(self, unit: UnitKey, one: _Theirs, other: _Theirs) -> Kind:
        """How two coders who differ on a unit differ."""
        mine, others = one[1] - other[1], other[1] - one[1]
        if all(self._reaches(unit, code, one[0], other[0]) for code in mine) and all(
            self._reaches(unit, code, other[0], one[0]) for code in others
        ):
            return "different stretch"
        if mine and others:
            return self._of_codes(mine, others)
        against = one[1] & other[1]
        related = any(self._related(code, shared) for code in mine | others for shared in against)
        return "parent and child" if related else "one did not code it"

    def _reaches(self, unit: UnitKey, code: str, one: str, other: str) -> bool:
        """Whether a passage that reaches this unit overlaps the other's stretch of that code."""
        reaching = [
            passage
            for passage in self.passages.get((one, unit.document, code), ())
            if passage.first_unit <= unit.unit <= passage.last_unit
        ]
        return any(
            mine.start < others.stop and others.start < mine.stop
            for mine in reaching
            for others in self.stretches.get((other, unit.document, code), ())
        )

    def _of_codes(self, mine: frozenset[str], others: frozenset[str]) -> Kind:
        pairs = tuple(product(mine, others))
        if any(self._siblings(*pair) for pair in pairs):
            return "sibling codes"
        if any(self._related(*pair) for pair in pairs):
            return "parent and child"
        return "different codes"

    def _siblings(self, one: str, other: str) -> bool:
        parent = self.parents.get(one)
        return parent is not None and parent == self.parents.get(other)

    def _related(self, one: str, other: str) -> bool:
        return one in self._above(other) or other in self._above(one)

    def _above(self, uid: str) -> Iterator[str]:
        parent = self.parents.get(uid)
        while parent is not None:
            yield parent
            parent = self.parents.get(parent)


def _parents(codebook: Codebook) -> dict[str, str | None]:
    parents: dict[str, str | None] = {code.uid: None for code in codebook.codes}

    def below(code: Code) -> None:
        for child in code.codes:
            parents[child.uid] = code.uid
            below(child)

    for code in codebook.codes:
        below(code)
    return parents


# ------------------------------------------------------------------ counted


def confusion_matrix(said: Said) -> dict[Confused, int]:
    """On how many units two coders gave the same code, or one where another gave the other.

    A unit counts once in a cell, however many pairs of coders say so.
    """
    cells: Counter[Confused] = Counter()
    for theirs in said.values():
        cells.update({cell for pair in combinations(theirs.values(), 2) for cell in _cells(*pair)})
    return dict(cells)


def _cells(one: frozenset[str], other: frozenset[str]) -> Iterator[Confused]:
    if not one and not other:
        yield Confused(None, None)
    yield from (Confused(code, code) for code in one & other)
    if one != other:
        yield from _confused(one, other)


def tally(said: Said, decisions: Iterable[Decision]) -> Tally:
    """How many units were discussed, changed by it, and remain unresolved."""
    made = {UnitKey(one.document, one.unit): one for one in decisions}
    settled = {unit: frozenset(one.codes) for unit, one in made.items() if one.settled}
    changed = [unit for unit, codes in settled.items() if set(said[unit].values()) - {codes}]
    differing = [unit for unit, theirs in said.items() if len(set(theirs.values())) > 1]
    return Tally(len(made), len(changed), len(set(differing) - settled.keys()))
