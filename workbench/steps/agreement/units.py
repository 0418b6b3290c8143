"""How much the coefficients depend on what is counted: turns, sentences, documents, characters.

What coders marked is laid over each kind of unit. It is printed side by side, so that nobody
picks the kindest by accident.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np

from workbench.agreement.data import binary
from workbench.coding.codes import CodeIndex
from workbench.errors import NotAsked
from workbench.reliability import AgreementRow, ReliabilityData
from workbench.steps.agreement.judged import Flags, Judgements
from workbench.steps.agreement.judgements import judgements
from workbench.steps.agreement.overlap import Overlap, enough
from workbench.steps.agreement.question import PER_CODE, Question, asked, refuse_unknown
from workbench.steps.agreement.row import Row, each_row, measured
from workbench.store import Reader, Store
from workbench.store.reads import codings, documents
from workbench.terms import Code, Coding, Span, Viewer

NOTE = (
    "Characters are not independent: neighbours were not judged one by one, so the value for "
    "characters has no interval and is no sample size. Report the unit that coders judged."
)


@dataclass(frozen=True)
class Sensitivity:
    """The agreement on each code of a round by kind of unit."""

    n: int
    rows: tuple[AgreementRow, ...]
    """Their key names `unit` and `code`; the round's own unit comes first."""
    left_out: tuple[str, ...]
    """Kinds of unit into which not every document is cut."""
    note: str = NOTE


def sensitivity(
    store: Store,
    viewer: Viewer,
    n: int,
    question: Question = PER_CODE,
) -> Sensitivity:
    """Measure a revealed round on every kind of unit."""
    if question.by != "code" or question.after_discussion:
        raise NotAsked(
            "Units are compared by code, on what was coded blind; leave out --by and "
            "--after-discussion."
        )
    with store.reading() as reader:
        work = judgements(reader, viewer, n)
        refuse_unknown([work], question)
        work = asked(work, question)
        stretches = _stretches(reader, viewer, work)
        kinds = dict.fromkeys([work.round_.unit, "turn", "sentence", "document", "character"])
        cut = {kind: _cut(reader, viewer, work, stretches, kind) for kind in kinds}
    rows = [
        measured(row, question)
        for kind, pieces in cut.items()
        if pieces is not None
        for row in each_row(partial(_rows, work, stretches, _Laid(kind, pieces, question.overlap)))
    ]
    left_out = tuple(kind for kind, pieces in cut.items() if pieces is None)
    return Sensitivity(n, tuple(rows), left_out)


# ------------------------------------------------------------------ what lies where


@dataclass(frozen=True)
class _Stretches:
    """What was judged and coded, as stretches of text."""

    units: Mapping[str, Mapping[int, Span]]
    """By document and position; all that it was cut into."""
    codings: Mapping[str, Sequence[Coding]]
    """By document; not those that were merely copied."""


def _stretches(reader: Reader, viewer: Viewer, work: Judgements) -> _Stretches:
    names = list(dict.fromkeys(document for document, _ in work.places))
    put: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings.codings(reader, viewer, work.round_.n):
        if not coding.copied:
            put[coding.document].append(coding)
    units = {
        name: {
            unit.position: Span(unit.start, unit.stop)
            for unit in documents.units(reader, viewer, name, work.round_.unit)
        }
        for name in names
    }
    return _Stretches(units, put)


_Pieces = Mapping[str, Sequence[Span]]
"""By document, stretches in order that do not overlap."""


def _cut(
    reader: Reader, viewer: Viewer, work: Judgements, stretches: _Stretches, kind: str
) -> _Pieces | None:
    """The documents cut into a kind of unit; None if one of them is not."""
    found: dict[str, list[Span]] = {}
    for name in stretches.units:
        if kind == "character":
            found[name] = _alike(work, stretches, name)
        elif kind == "document":
            found[name] = [Span(0, len(documents.text(reader, viewer, name)))]
        elif kind == "turn":
            turns = documents.turns(reader, viewer, name)
            found[name] = [Span(turn.start, turn.stop) for turn in turns]
        elif kind in {row.name for row in documents.unit_sets(reader, name)}:
            units = documents.units(reader, viewer, name, kind)
            found[name] = [Span(unit.start, unit.stop) for unit in units]
        else:
            return None
    return found


def _alike(work: Judgements, stretches: _Stretches, name: str) -> list[Span]:
    """Runs of judged characters of which all coders said the same."""
    ends = sorted({end for c in stretches.codings.get(name, ()) for end in (c.start, c.stop)})
    found = []
    for document, position in work.places:
        if document == name:
            start, stop = stretches.units[name][position]
            inside = ends[bisect_right(ends, start) : bisect_left(ends, stop)]
            found += [Span(*run) for run in pairwise([start, *inside, stop])]
    return found


# ------------------------------------------------------------------ laid over


@dataclass(frozen=True)
class _Laid:
    """A kind of unit to lay stretches over."""

    kind: str
    pieces: _Pieces
    overlap: Overlap

    def touched(self, name: str, stretch: Span) -> range:
        """Indices of the pieces of a document that a stretch touches."""
        pieces = self.pieces[name]
        first = bisect_right(pieces, stretch.start, key=lambda piece: piece.stop)
        return range(first, bisect_left(pieces, stretch.stop, key=lambda piece: piece.start))


def _rows(work: Judgements, stretches: _Stretches, laid: _Laid) -> Iterator[Row]:
    index = CodeIndex.of(work.codebook)
    offsets = _offsets(laid)
    judged = _judged(work, stretches, laid, offsets)
    method: Literal["auto", "none"] = "none" if laid.kind == "character" else "auto"
    for path, code in work.codebook.walk():
        if work.asks(code) and (code.kind == "code" or work.applied[code.uid].any()):
            applied = _applied(work, stretches, laid, offsets, code)
            data = _data(work, laid, judged, applied)
            key = {"unit": laid.kind, "code": index.shortest(path)}
            yield Row(key, data, method=method)


def _offsets(laid: _Laid) -> dict[str, int]:
    """Where each document's pieces begin among all."""
    found, at = {}, 0
    for name, pieces in laid.pieces.items():
        found[name] = at
        at += len(pieces)
    return found


def _judged(
    work: Judgements, stretches: _Stretches, laid: _Laid, offsets: Mapping[str, int]
) -> Flags:
    """Pieces × coders: judged if every unit that the piece touches was."""
    total = sum(map(len, laid.pieces.values()))
    met = np.zeros((total, 1), dtype=bool)
    judged = np.ones((total, len(work.coders)), dtype=bool)
    for i, (name, position) in enumerate(work.places):
        for at in laid.touched(name, stretches.units[name][position]):
            met[offsets[name] + at] = True
            judged[offsets[name] + at] &= work.judged[i]
    return judged & met


def _applied(
    work: Judgements, stretches: _Stretches, laid: _Laid, offsets: Mapping[str, int], code: Code
) -> Flags:
    """Pieces × coders: where the code was put."""
    column = {name: k for k, name in enumerate(work.coders)}
    applied = np.zeros((sum(map(len, laid.pieces.values())), len(work.coders)), dtype=bool)
    for (name, at, coder), marked in _marked(stretches, laid, code).items():
        if coder in column and enough(laid.pieces[name][at], marked, laid.overlap):
            applied[offsets[name] + at, column[coder]] = True
    return applied


def _marked(
    stretches: _Stretches, laid: _Laid, code: Code
) -> Mapping[tuple[str, int, str], Sequence[Span]]:
    """By document, piece and coder, the stretches with the code that touch the piece."""
    found: dict[tuple[str, int, str], list[Span]] = defaultdict(list)
    for name in laid.pieces:
        for coding in stretches.codings.get(name, ()):
            if coding.code == code.uid:
                stretch = Span(coding.start, coding.stop)
                for at in laid.touched(name, stretch):
                    found[name, at, coding.coder].append(stretch)
    return found


def _data(work: Judgements, laid: _Laid, judged: Flags, applied: Flags) -> ReliabilityData:
    lengths = [len(pieces) for pieces in laid.pieces.values()]
    documents_ = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    data = binary(work.coders, judged, applied, None if work.clusters is None else documents_)
    if laid.kind != "character":
        return data
    sizes = [span.stop - span.start for pieces in laid.pieces.values() for span in pieces]
    return replace(data, frequency=np.array(sizes, dtype=np.float64))
