"""The judgements of a revealed round, from the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.errors import Blind
from workbench.steps.agreement.judged import Flags, Judgements
from workbench.steps.agreement.overlap import Overlap, half_covered
from workbench.store import Reader
from workbench.store.reads import codebooks, coders, codings, documents, rounds
from workbench.terms import Codebook, Round, Turn, Viewer
from workbench.watching import tell

Indexes = NDArray[np.int64]


def judgements(reader: Reader, viewer: Viewer, n: int, overlap: Overlap = "any") -> Judgements:
    """What was said in a round; refused before it is revealed."""
    tell(f"Reading round {n}")
    round_ = rounds.round_of(reader, viewer, n, progress=False)
    if round_.state not in ("revealed", "adjudicated"):
        raise Blind(
            f"Round {n} is {round_.state}, so its codings are blind; agreement is there once it is "
            f"revealed: workbench round STUDY reveal --round {n}"
        )
    codebook = codebooks.codebook(reader, viewer, round_.version)
    found = _filled(reader, viewer, round_, codebook)
    return found if overlap == "any" else half_covered(reader, viewer, found)


def _filled(reader: Reader, viewer: Viewer, round_: Round, codebook: Codebook) -> Judgements:
    judged = rounds.judged_unit_ids(reader, viewer, round_.n)
    places = tuple((name, at) for name in round_.documents for at in judged[name].values())
    sizes = [len(judged[name]) for name in round_.documents]
    clusters = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    cells = _Cells(
        np.array([id_ for name in round_.documents for id_ in judged[name]], dtype=np.int64),
        _indexes(coders.ids(reader, viewer), round_.coders),
        _indexes(codebooks.code_ids(reader, viewer), [code.uid for _, code in codebook.walk()]),
    )
    all_documents = documents.documents(reader, viewer)
    questions = {one.name: one.question for one in all_documents if one.question}
    survey = questions.keys() >= set(round_.documents)
    said = cells.said(codings.columns(reader, viewer, round_.n))
    return Judgements(
        round_=round_,
        codebook=codebook,
        coders=round_.coders,
        places=places,
        turns=tuple(_turns(reader, viewer, round_, judged)),
        clusters=None if survey else clusters,
        judged=said.any(axis=0) | cells.passed(codings.passed(reader, viewer, round_.n)),
        applied={code.uid: said[i] for i, (_, code) in enumerate(codebook.walk())},
        questions=questions,
    )


def _turns(
    reader: Reader, viewer: Viewer, round_: Round, judged: Mapping[str, Mapping[int, int]]
) -> Iterator[Turn]:
    for name in round_.documents:
        units = documents.units(reader, viewer, name, round_.unit)
        turns = documents.turns(reader, viewer, name)
        for position in judged[name].values():
            yield turns[units[position - 1].turn - 1]


def _indexes(ids: Mapping[str, int], names: Sequence[str]) -> Indexes:
    """By an id of the store, the place among `names`; for all others one after the last.

    Ids beyond the end (coders' own codes) are among the others: see `_placed`.
    """
    found = np.full(max(ids.values(), default=0) + 2, len(names), dtype=np.int64)
    for place, name in enumerate(names):
        found[ids[name]] = place
    return found


def _placed(indexes: Indexes, ids: Indexes) -> Indexes:
    return indexes[np.minimum(ids, len(indexes) - 1)]


@dataclass(frozen=True)
class _Cells:
    """Where the store's rows lie in the arrays."""

    units: Indexes
    """For each row of the arrays, the id of its unit."""
    coders: Indexes
    """By a coder's id, their column."""
    codes: Indexes
    """By a code's id, its place in the codebook."""

    def said(self, made: codings.Columns) -> Flags:
        """Codes × units × coders; the last of the codes stands for any that the book lacks."""
        found = np.zeros((self._size(self.codes), *self._shape()), dtype=bool)
        one = made.first_unit == made.last_unit
        rows, there = self._rows(made.first_unit[one])
        codes, coders = _placed(self.codes, made.code[one]), self.coders[made.coder[one]]
        found[codes[there], rows[there], coders[there]] = True
        for i in np.flatnonzero(~one):
            rows = self._between(made.first_unit[i], made.last_unit[i])
            code = _placed(self.codes, made.code[i])
            found[code, rows, self.coders[made.coder[i]]] = True
        return found[:, :, :-1]

    def passed(self, found: codings.Passed) -> Flags:
        """Units × coders."""
        flags = np.zeros(self._shape(), dtype=bool)
        rows, there = self._rows(found.unit)
        flags[rows[there], self.coders[found.coder[there]]] = True
        return flags[:, :-1]

    def _shape(self) -> tuple[int, int]:
        return len(self.units), self._size(self.coders)

    def _size(self, indexes: Indexes) -> int:
        return int(indexes[0]) + 1  # no id is 0

    @cached_property
    def _order(self) -> Indexes:
        return np.argsort(self.units)

    def _rows(self, ids: Indexes) -> tuple[Indexes, Flags]:
        """The rows of units, and for which of them there is one."""
        if not len(self.units):
            return np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=bool)
        sorted_ids = self.units[self._order]
        at = np.minimum(np.searchsorted(sorted_ids, ids), len(sorted_ids) - 1)
        return self._order[at], sorted_ids[at] == ids

    def _between(self, first: int, last: int) -> Indexes:
        # The units of a set are stored at once, so no other set's ids lie between two of them.
        low, high = np.searchsorted(self.units, (first, last + 1), sorter=self._order)
        return self._order[low:high]
