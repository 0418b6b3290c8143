"""When facts about people were told: in which order, and whether the time matters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from workbench.terms import CaseFacts


def in_order(everybody: Sequence[CaseFacts]) -> list[str]:
    """Times in the order in which most people have them, whoever misses the first."""
    orders = [list(dict.fromkeys(fact.time for fact in one.attributes)) for one in everybody]
    before = Counter(pair for order in orders for pair in combinations(order, 2))
    names = list(dict.fromkeys(time for order in orders for time in order))

    def followers(time: str) -> int:
        return sum(before[time, other] > before[other, time] for other in names)

    return sorted(names, key=lambda time: -followers(time))


def unchanging(everybody: Sequence[CaseFacts]) -> set[str]:
    """The names of facts that are the same of each person whenever they were told."""
    changing = set()
    for one in everybody:
        values = defaultdict(set)
        for fact in one.attributes:
            values[fact.name, fact.instrument].add(fact.value)
        changing |= {name for (name, _), its in values.items() if len(its) > 1}
    return {fact.name for one in everybody for fact in one.attributes} - changing
