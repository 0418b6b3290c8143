"""From free passages to units: how much of a unit must be marked for it to have the code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from workbench.steps.agreement.judged import Judgements
from workbench.store import Reader
from workbench.store.reads import codings, documents
from workbench.terms import Coding, Span, Viewer

Overlap = Literal["any", "half"]
"""A unit has a code: where a coder's stretches with it touch the unit, or cover half of it."""


def enough(unit: Span, stretches: Iterable[Span], overlap: Overlap) -> bool:
    """Whether stretches that touch a unit are enough for it; what lies in two counts once.

    >>> [enough(Span(0, 10), [Span(0, 3), Span(1, size)], "half") for size in (4, 5)]
    [False, True]
    """
    if overlap == "any":
        return True
    covered, reached = 0, unit.start
    for start, stop in sorted(stretches):
        stop = min(stop, unit.stop)
        covered += max(0, stop - max(start, reached))
        reached = max(reached, stop)
    return 2 * covered >= unit.stop - unit.start


def half_covered(reader: Reader, viewer: Viewer, work: Judgements) -> Judgements:
    """The same, where units of which less than half is marked do not have the code.

    Their coder has judged them all the same.
    """
    spans = {
        name: documents.units(reader, viewer, name, work.round_.unit)
        for name in work.round_.documents
    }
    column = {name: k for k, name in enumerate(work.coders)}
    row = {place: i for i, place in enumerate(work.places)}
    applied = {uid: flags.copy() for uid, flags in work.applied.items()}
    put = codings.codings(reader, viewer, work.round_.n)
    for (code, coder, document, position), stretches in _by_unit(put):
        unit, i = spans[document][position - 1], row.get((document, position))
        if i is not None and not enough(Span(unit.start, unit.stop), stretches, "half"):
            applied[code][i, column[coder]] = False
    return replace(work, applied=applied)


_Place = tuple[str, str, str, int]
"""A code's uid, a coder, a document, a unit's position in it."""


def _by_unit(put: Iterable[Coding]) -> Iterator[tuple[_Place, Sequence[Span]]]:
    """The stretches with a code that a coder laid over a unit."""
    found: dict[_Place, list[Span]] = defaultdict(list)
    for one in put:
        if not one.copied:
            for position in range(one.first_unit, one.last_unit + 1):
                place = one.code, one.coder, one.document, position
                found[place].append(Span(one.start, one.stop))
    yield from found.items()
