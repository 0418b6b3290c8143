"""How different two sets of labels are, from 0 (the same) to 1 (nothing in common).

Two empty sets are the same. The distances are not squared. MASI is 1 − J·M as
in Passonneau (2006), Proceedings of LREC, 831–836; some tools use (1 − J)·(1 − M) under that
name, which is `masi_dkpro` here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from workbench.agreement.patterns import Floats
from workbench.errors import NameUnknown
from workbench.shelf import unknown

Labels = frozenset[Hashable]


def nominal(one: Labels, other: Labels) -> float:
    """Whether they differ at all."""
    return float(one != other)


def jaccard(one: Labels, other: Labels) -> float:
    """The share of all their labels that only one has (Jaccard 1901)."""
    return 1 - _overlap(one, other)


def dice(one: Labels, other: Labels) -> float:
    """The share of labels, counted on both sides, that the other has not (Dice 1945)."""
    total = len(one) + len(other)
    return 1 - 2 * len(one & other) / total if total else 0.0


def masi(one: Labels, other: Labels) -> float:
    """Jaccard's overlap, less where neither set holds the other (Passonneau 2006).

    >>> round(masi(frozenset("ab"), frozenset("abcd")), 3)
    0.667
    """
    return 1 - _overlap(one, other) * (1 - passonneau2004(one, other))


def masi_dkpro(one: Labels, other: Labels) -> float:
    """Jaccard's distance times Passonneau's (DKPro Statistics)."""
    return jaccard(one, other) * passonneau2004(one, other)


def passonneau2004(one: Labels, other: Labels) -> float:
    """0 equal, 1/3 one holds the other, 2/3 they overlap, 1 nothing in common (Passonneau 2004).

    Every set holds the empty one.
    """
    if one == other:
        return 0.0
    if one <= other or other <= one:
        return 1 / 3
    return 2 / 3 if one & other else 1.0


def _overlap(one: Labels, other: Labels) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 1.0


DISTANCES: dict[str, Callable[[Labels, Labels], float]] = {
    "jaccard": jaccard,
    "masi": masi,
    "dice": dice,
    "nominal": nominal,
    "passonneau2004": passonneau2004,
    "masi_dkpro": masi_dkpro,
}


def distance_table(name: str, sets: Sequence[Labels]) -> Floats:
    """The distances of all pairs of sets."""
    if name not in DISTANCES:
        raise NameUnknown(unknown("distance of sets", name, DISTANCES))
    apart = DISTANCES[name]
    return np.array([[apart(one, other) for other in sets] for one in sets]).reshape(
        len(sets), len(sets)
    )
