"""Which earlier codings a coder may start from, when the codebook has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Old(NamedTuple):
    """An earlier coding, read under the codebook of the new round."""

    code: str
    """Uid in the new codebook."""
    start: int
    stop: int
    first_unit: int
    last_unit: int


def side_by_side(
    old: Iterable[Old], rivals: Mapping[str, frozenset[str]]
) -> tuple[tuple[Old, ...], tuple[Old, ...]]:
    """What may be copied, and what may not because two codes of a unit exclude each other now.

    A merge, a move or a category that became exclusive can bring two such codes together. Which
    of them holds is for the coder to say, so neither is copied, and the unit waits unjudged.
    Codings that became alike are one.

    >>> here = Old("near", 0, 5, 1, 1)
    >>> side_by_side([here, here], {})
    ((Old(code='near', start=0, stop=5, first_unit=1, last_unit=1),), ())
    >>> side_by_side([here, here._replace(code="far")], {"near": frozenset({"far"})})[0]
    ()
    """
    once = tuple(sorted(set(old)))
    on: dict[int, set[str]] = {}
    for one in once:
        for unit in range(one.first_unit, one.last_unit + 1):
            on.setdefault(unit, set()).add(one.code)
    clash = tuple(one for one in once if _clashes(one, on, rivals))
    out = set(clash)
    return tuple(one for one in once if one not in out), clash


def _clashes(one: Old, on: Mapping[int, set[str]], rivals: Mapping[str, frozenset[str]]) -> bool:
    excluded = set(rivals.get(one.code, ()))
    # The relation is said from one side; a copy gives way to both.
    return any(
        excluded & there or any(one.code in rivals.get(other, ()) for other in there)
        for there in _units(one, on)
    )


def _units(one: Old, on: Mapping[int, set[str]]) -> Sequence[set[str]]:
    return [on[unit] for unit in range(one.first_unit, one.last_unit + 1)]
