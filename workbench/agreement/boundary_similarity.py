"""How alike two cuts of the same text into segments are.

A segmentation is given by its masses: the lengths of its segments, in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, combinations
from typing import NamedTuple

from workbench.agreement import DEFAULT, Resampling
from workbench.errors import NotAsked
from workbench.reliability import Agreement

Masses = Mapping[str, Sequence[int]]
"""Each coder's segment lengths."""


class Edits(NamedTuple):
    """What turns one segmentation's boundaries into the other's."""

    matches: int
    additions: int
    transpositions: int
    moved: int
    """Summed distance of the transpositions."""


def boundary_similarity(
    masses: Masses, *, n_t: int = 2, resampling: Resampling = DEFAULT
) -> Agreement:
    """One minus the cost of turning one segmentation into the other, averaged over pairs.

    Fournier (2013), Evaluating Text Segmentation using Boundary Edit Distance, Proceedings of
    ACL, 1702–1712. Boundaries less than `n_t` positions apart count as one that moved, and cost
    their distance over `n_t`. Two segmentations without any boundary are alike: 1. The example
    is computed by the author's segeval.

    >>> boundary_similarity({"a": [2, 3, 6], "b": [1, 1, 3, 1, 5]}).value
    0.5
    """
    del resampling  # one text is one observation; it has no interval
    blank = _blank("boundary_similarity", masses)
    if blank.undefined_because is not None:
        return blank
    similar = _mean_similarity(masses, n_t)
    return replace(blank, value=similar, observed=similar, interval="no interval: one text")


def segmentation_fleiss_pi_b(
    masses: Masses, *, n_t: int = 2, resampling: Resampling = DEFAULT
) -> Agreement:
    """Boundary similarity beyond what the share of positions with a boundary gives by chance.

    Fournier & Inkpen (2012), Segmentation Similarity and Agreement, Proceedings of NAACL,
    152–161, with boundary similarity (2013) as the observed agreement.

    >>> masses = {"a": [2, 8, 2, 1], "b": [2, 1, 7, 2, 1]}
    >>> round(segmentation_fleiss_pi_b(masses).value, 4)
    0.7268
    """
    del resampling
    blank = _blank("segmentation_fleiss_pi_B", masses)
    if blank.undefined_because is not None:
        return blank
    placed = sum(len(_boundaries(each)) for each in masses.values())
    possible = blank.units * len(masses)
    chance = (placed / possible) ** 2 if possible else 1.0
    if placed in {0, possible}:
        return replace(blank, undefined_because="no_variation")
    observed = _mean_similarity(masses, n_t)
    value = (observed - chance) / (1 - chance)
    return replace(
        blank, value=value, observed=observed, expected=chance, interval="no interval: one text"
    )


def _blank(name: str, masses: Masses) -> Agreement:
    """The agreement before its value; `units` are the positions where a boundary may lie."""
    if any(mass <= 0 for each in masses.values() for mass in each):
        raise NotAsked("The masses of a segmentation are the lengths of its segments, above zero.")
    totals = {coder: sum(each) for coder, each in masses.items() if each}
    if len(set(totals.values())) > 1:
        listed = ", ".join(f"{coder} {total}" for coder, total in totals.items())
        raise NotAsked(f"The segmentations must cover the same text; their lengths are: {listed}.")
    units = max(totals.values(), default=1) - 1
    blank = Agreement(name, "nominal", None, units, len(totals))
    if len(totals) < 2:
        return replace(blank, undefined_because="single_coder" if totals else "no_data")
    return blank


def _mean_similarity(masses: Masses, n_t: int) -> float:
    if n_t < 1:
        raise NotAsked(f"n_t counts positions from 1 on, and {n_t} is too few.")
    segmented = [_boundaries(each) for each in masses.values() if each]
    pairs = list(combinations(segmented, 2))
    return sum(_similarity(one, other, n_t) for one, other in pairs) / len(pairs)


def _boundaries(masses: Sequence[int]) -> set[int]:
    return set(list(accumulate(masses))[:-1])


def _similarity(one: set[int], other: set[int], n_t: int) -> float:
    edits = boundary_edits(one, other, n_t)
    total = edits.matches + edits.additions + edits.transpositions
    return 1 - (edits.additions + edits.moved / n_t) / total if total else 1.0


def boundary_edits(one: set[int], other: set[int], n_t: int) -> Edits:
    """The cheapest edits: what both have matches, what lies near moves, the rest is added."""
    mine, theirs = sorted(one - other), sorted(other - one)
    best: list[list[tuple[float, int, int]]] = [[(float(j), 0, 0) for j in range(len(theirs) + 1)]]
    for i, here in enumerate(mine):
        row = [(float(i + 1), 0, 0)]
        for j, there in enumerate(theirs):
            ways = [_and_one(best[i][j + 1]), _and_one(row[j])]
            if abs(here - there) < n_t:
                ways.append(_moved(best[i][j], abs(here - there), n_t))
            row.append(min(ways))
        best.append(row)
    _, transpositions, moved = best[-1][-1]
    additions = len(mine) + len(theirs) - 2 * transpositions
    return Edits(len(one & other), additions, transpositions, moved)


def _and_one(so_far: tuple[float, int, int]) -> tuple[float, int, int]:
    cost, count, moved = so_far
    return cost + 1, count, moved


def _moved(so_far: tuple[float, int, int], distance: int, n_t: int) -> tuple[float, int, int]:
    cost, count, moved = so_far
    return cost + distance / n_t, count + 1, moved + distance
