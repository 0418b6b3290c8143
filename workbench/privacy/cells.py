"""Few people of a kind can be told apart: which combinations of facts only few have in common.

Counting who shares all of what is known of them is k-anonymity (Sweeney 2002, International
Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 557–570).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

FEWEST = 5
"""How many have to share a combination, unless a study says otherwise."""
TOGETHER = 3
"""Up to how many facts are combined."""


class Cell(NamedTuple):
    """A combination of facts that only few cases have."""

    facts: tuple[tuple[str, str], ...]
    """Names and values."""
    cases: int


def small_cells(cases: Sequence[Mapping[str, str]], fewest: int = FEWEST) -> list[Cell]:
    """The combinations of facts that fewer cases than `fewest` have, the shortest first.

    One that only says more than a shorter one that few have already is left out.

    >>> old, new = {"ward": "a", "year": "1"}, {"ward": "b", "year": "1"}
    >>> small_cells([old, old, new], 2)
    [Cell(facts=(('ward', 'b'),), cases=1)]
    """
    found: list[Cell] = []
    told: set[frozenset[tuple[str, str]]] = set()
    for size in range(1, TOGETHER + 1):
        counts: Counter[tuple[tuple[str, str], ...]] = Counter()
        for case in cases:
            counts.update(combinations(sorted(case.items()), size))
        for facts, number in sorted(counts.items()):
            few = number < fewest and not _is_longer(facts, told)
            if few:
                found.append(Cell(facts, number))
        told.update(frozenset(cell.facts) for cell in found if len(cell.facts) == size)
    return found


def _is_longer(facts: tuple[tuple[str, str], ...], told: set[frozenset[tuple[str, str]]]) -> bool:
    parts = (frozenset(part) for size in range(1, len(facts)) for part in combinations(facts, size))
    return any(part in told for part in parts)


def merged(sizes: Mapping[str, int], fewest: int = FEWEST) -> dict[str, str]:
    """What groups are called where those with few people are made one: by name, its new name.

    Where the small ones are too few together, the next smallest joins them; where all are, there
    is one group.

    >>> merged({"a": 9, "b": 2, "c": 4}, 5)
    {'a': 'a', 'b': 'b, c', 'c': 'b, c'}
    >>> merged({"a": 9, "b": 2, "c": 7}, 5)
    {'a': 'a', 'b': 'b, c', 'c': 'b, c'}
    """
    by_size = sorted(sizes, key=lambda name: (sizes[name], name))
    together: list[str] = []
    for name in by_size:
        few = sizes[name] < fewest
        if few or (together and sum(sizes[one] for one in together) < fewest):
            together.append(name)
    called = ", ".join(one for one in sizes if one in together)
    return {name: called if name in together else name for name in sizes}
