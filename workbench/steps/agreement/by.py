"""What agreement can be asked by: each way makes rows of reliability data.

Adding one is a function, and a line on the shelf `BY`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.data import binary
from workbench.coding.codes import CodeIndex
from workbench.reliability import ReliabilityData
from workbench.steps.agreement.judged import Earlier, Flags, Judgements, person, with_below
from workbench.steps.agreement.row import Key, Row, Rows, as_of_round
from workbench.terms import Code

ALL_CODES = "all codes"
NONE = "none"
"""The value of a judged unit that takes no code of an exclusive category."""

RATED = (
    "The values are compared in their order, where a coder gave one; whether they gave one at all "
    "is compared by theme or code."
)


def by_code(work: Judgements) -> Rows:
    """Each code that is asked about."""
    for name, code in _used(work):
        yield Row({"code": name}, _binary(work, work.applied[code.uid]))


def by_theme(work: Judgements) -> Rows:
    """Each theme, a code at the top with all below it, as one yes or no."""
    for code in filter(work.asks, work.codebook.codes):
        yield Row({"theme": code.name}, _binary(work, work.any_of(code)))


def by_category(work: Judgements) -> Rows:
    """Each category of codes that exclude each other, its codes as values."""
    for name, code in _named(work):
        if code.exclusive == "ordinal":
            yield Row({"category": name}, _ordinal(work, code), level="ordinal", note=RATED)
        elif code.exclusive:
            yield Row({"category": name}, _nominal(work, code))


def by_pair(work: Judgements) -> Rows:
    """Each code, for each two coders."""
    for pair in combinations(work.coders, 2):
        two = work.of_coders(pair)
        for row in by_code(two):
            yield row._replace(key={"pair": list(pair), **row.key})


def by_coder(work: Judgements) -> Rows:
    """Each coder against the rest: their pairs with every other coder, pooled."""
    for name in work.coders:
        for called, code in _used(work):
            yield _against(work, name, {"coder": name, "code": called}, work.applied[code.uid])


def _against(work: Judgements, name: str, key: Key, applied: Flags) -> Row:
    """A row of data for each unit and other coder: the coder's judgement, and the other's."""
    mine = work.coders.index(name)
    pairs = np.array([[mine, k] for k in range(len(work.coders)) if k != mine], dtype=np.intp)
    pairs = pairs.reshape(-1, 2)
    both: Flags = np.all(work.judged[:, pairs], axis=2)
    data = binary(
        (name, "the others"),
        np.repeat(both.reshape(-1, 1), 2, axis=1),
        applied[:, pairs].reshape(-1, 2),
        None if work.clusters is None else np.repeat(work.clusters, len(pairs)),
    )
    units = np.repeat(np.arange(len(work.places), dtype=np.int32), len(pairs))
    compared: Flags = np.any(both, axis=1, keepdims=True)
    whole = binary(work.coders, work.judged & compared, applied, work.clusters)
    return _together(Row(key, data, whole), work, units)


def _together(row: Row, work: Judgements, units: NDArray[np.int32]) -> Row:
    """The row with an interval for which the rows of data of one unit stay together.

    That is so where documents are left out; of answers to a survey, and of one document, units
    are. `units` says for each row of data which unit it is of.
    """
    if work.clusters is not None and len(np.unique(work.clusters)) > 1:
        return row
    over = "units" if work.clusters is None else "units of one document, as if independent"
    return row._replace(data=replace(row.data, clusters=units), method="jackknife", over=over)


def by_intra(work: Judgements) -> Rows:
    """Each coder against themselves in the latest earlier round that has some of these units."""
    for name in work.coders:
        before = next((one for one in work.earlier if one.shares(work, name)), None)
        if before is not None:
            yield from _again(work.of_coders([name]), before, name)


def _again(work: Judgements, before: Earlier, name: str) -> Rows:
    """The coder's judgements then and now, of the units that they judged both times."""
    then = before.aligned(work, name)
    both = np.repeat(work.judged & then.judged, 2, axis=1)
    rounds = [str(before.work.round_.n), str(work.round_.n)]
    coders = [as_of_round(name, n) for n in rounds]
    for called, code in _used(work):
        if then.knows(code):
            applied = np.hstack([then.applied(code), work.applied[code.uid]])
            key: Key = {"coder": name, "code": called, "rounds": rounds}
            yield Row(key, binary(coders, both, applied, work.clusters))


def by_set(work: Judgements) -> Rows:
    """All codes of a unit together, and those of each theme that has several but not all."""
    every = {code.uid: name for name, code in _named(work) if code.kind == "code"}
    if every:
        yield _sets(work, ALL_CODES, every)
    for theme in filter(work.asks, work.codebook.codes):
        below = {code.uid: every[code.uid] for code in with_below(theme) if code.uid in every}
        if 1 < len(below) < len(every):
            yield _sets(work, theme.name, below)


def _sets(work: Judgements, about: str, codes: Mapping[str, str]) -> Row:
    """Which of some codes, names by uid, each coder gave to a unit."""
    flags = np.stack([work.applied[uid] for uid in codes], axis=-1)
    found, which = np.unique(flags.reshape(-1, len(codes)), axis=0, return_inverse=True)
    sets = tuple(frozenset(np.array([*codes.values()])[row].tolist()) for row in found)
    values = np.where(work.judged, which.reshape(work.judged.shape), -1).astype(np.int32)
    data = ReliabilityData(work.coders, sets, values, work.clusters)
    return Row({"set": about}, data, note=_empty(work, flags))


def _empty(work: Judgements, flags: Flags) -> str | None:
    """How many of the units that are compared nobody gave any of these codes."""
    compared = work.judged.sum(axis=1) >= 2
    empty = compared & ~flags.any(axis=(1, 2))
    if not empty.any():
        return None
    return (
        f"In {empty.sum() / compared.sum():.0%} of the units nobody gave any of these codes; they "
        "count as agreement."
    )


def by_document(work: Judgements) -> Rows:
    """All codes together, document by document."""
    yield from _by_part(work, "document", lambda i: work.places[i][0])


def by_role(work: Judgements) -> Rows:
    """The same by the role of who speaks."""
    yield from _by_part(work, "role", lambda i: work.turns[i].role)


def by_speaker(work: Judgements) -> Rows:
    """The same by who speaks."""
    yield from _by_part(work, "speaker", lambda i: person(work.turns[i]))


def by_question(work: Judgements) -> Rows:
    """The same by the question of a survey that is answered."""
    yield from _by_part(work, "question", lambda i: work.questions.get(work.places[i][0]))


def _by_part(work: Judgements, kind: str, part: Callable[[int], str | None]) -> Rows:
    """Pooled cells of the units that belong together."""
    parts = [part(i) for i in range(len(work.places))]
    for name in dict.fromkeys(parts):
        if name is not None:
            here = np.array([other == name for other in parts])
            yield pooled({kind: name}, work.only(here))


def _named(work: Judgements) -> Iterator[tuple[str, Code]]:
    index = CodeIndex.of(work.codebook)
    for path, code in work.codebook.walk():
        if work.asks(code):
            yield index.shortest(path), code


def _used(work: Judgements) -> Iterator[tuple[str, Code]]:
    """The codes, and the categories that somebody put on a unit."""
    for name, code in _named(work):
        if code.kind == "code" or work.applied[code.uid].any():
            yield name, code


def _binary(work: Judgements, applied: Flags) -> ReliabilityData:
    return binary(work.coders, work.judged, applied, work.clusters)


def _nominal(work: Judgements, category: Code) -> ReliabilityData:
    """The codes of an exclusive category as values; a judged unit without one of them is none."""
    values = np.where(work.judged, np.int32(0), np.int32(-1))
    for index, code in enumerate(category.codes, 1):
        values = np.where(work.judged & work.any_of(code), np.int32(index), values)
    names = (NONE, *(code.name for code in category.codes))
    return ReliabilityData(work.coders, names, values.astype(np.int32), work.clusters)


def _ordinal(work: Judgements, category: Code) -> ReliabilityData:
    """The codes of an exclusive category in their order; none of them has no place in it."""
    nominal = _nominal(work, category)
    values = np.where(nominal.values > 0, nominal.values - 1, np.int32(-1)).astype(np.int32)
    return replace(nominal, categories=nominal.categories[1:], values=values)


def pooled(key: Key, work: Judgements) -> Row:
    """All codes together: every judged unit × code as a yes or no of its own."""
    data = cells(work)
    repeats = len(data.values) // max(1, len(work.places))
    units = np.tile(np.arange(len(work.places), dtype=np.int32), repeats)
    return _together(Row(key, data), work, units)


def cells(work: Judgements) -> ReliabilityData:
    """Every judged unit × code as a yes or no of its own."""
    codes = [code for _, code in _named(work) if code.kind == "code"]
    applied = [work.applied[code.uid] for code in codes]
    return binary(
        work.coders,
        np.tile(work.judged, (len(codes), 1)),
        np.concatenate(applied) if applied else work.judged[:0],
        None if work.clusters is None else np.tile(work.clusters, len(codes)),
    )
