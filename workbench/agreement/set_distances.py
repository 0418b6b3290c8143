"""How different two sets of labels are, from 0 (the same) to 1 (nothing in common).

All depend on three numbers: how many labels the sets share, and how many each has; so a whole
table of distances is computed at once. Two empty sets are the same, and every set holds the
empty one. The distances are not squared. MASI is 1 − J·M as in Passonneau (2006), Proceedings
of LREC, 831–836; some tools use (1 − J)·(1 − M) under that name, which is `masi_dkpro` here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from workbench.agreement.patterns import Floats
from workbench.errors import NameUnknown
from workbench.shelf import unknown

Labels = frozenset[Hashable]


def nominal(shared: Floats, one: Floats, other: Floats) -> Floats:
    """Whether they differ at all."""
    return 1.0 - _equal(shared, one, other)


def jaccard(shared: Floats, one: Floats, other: Floats) -> Floats:
    """The share of all their labels that only one has (Jaccard 1901)."""
    return 1 - _ratio(shared, one + other - shared)


def dice(shared: Floats, one: Floats, other: Floats) -> Floats:
    """The share of labels, counted on both sides, that the other has not (Dice 1945)."""
    return 1 - _ratio(2 * shared, one + other)


def masi(shared: Floats, one: Floats, other: Floats) -> Floats:
    """Jaccard's overlap, less where neither set holds the other (Passonneau 2006)."""
    overlap = 1 - jaccard(shared, one, other)
    return 1 - overlap * (1 - passonneau2004(shared, one, other))


def masi_dkpro(shared: Floats, one: Floats, other: Floats) -> Floats:
    """Jaccard's distance times Passonneau's (DKPro Statistics)."""
    return jaccard(shared, one, other) * passonneau2004(shared, one, other)


def passonneau2004(shared: Floats, one: Floats, other: Floats) -> Floats:
    """0 equal, 1/3 one holds the other, 2/3 they overlap, 1 nothing in common.

    Passonneau (2004), Computing Reliability for Coreference Annotation, Proceedings of LREC.
    """
    distance = np.where(shared > 0, 2 / 3, 1.0)
    distance = np.where(shared == np.minimum(one, other), 1 / 3, distance)
    return np.where(_equal(shared, one, other), 0.0, distance)


def _equal(shared: Floats, one: Floats, other: Floats) -> Floats:
    equal: Floats = ((shared == one) & (shared == other)).astype(np.float64)
    return equal


def _ratio(part: Floats, whole: Floats) -> Floats:
    """A share; of nothing it is all, since two empty sets are the same."""
    return np.divide(part, whole, out=np.ones_like(part), where=whole > 0)


DISTANCES: dict[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "jaccard": jaccard,
    "masi": masi,
    "dice": dice,
    "nominal": nominal,
    "passonneau2004": passonneau2004,
    "masi_dkpro": masi_dkpro,
}


def distance_table(name: str, sets: Sequence[Labels]) -> Floats:
    """The distances of all pairs of sets.

    >>> table = distance_table("masi", [frozenset("ab"), frozenset("abcd"), frozenset()])
    >>> table.round(3).tolist()
    [[0.0, 0.667, 1.0], [0.667, 0.0, 1.0], [1.0, 1.0, 0.0]]
    """
    if name not in DISTANCES:
        raise NameUnknown(unknown("distance of sets", name, DISTANCES))
    held = holding(sets)
    sizes = held.sum(axis=1)
    return DISTANCES[name](held @ held.T, sizes[:, None], sizes[None, :])


def holding(sets: Sequence[Labels]) -> Floats:
    """A row a set and a column a label: 1 where the set holds it."""
    labels = {
        label: k for k, label in enumerate(sorted({each for one in sets for each in one}, key=str))
    }
    held = np.zeros((len(sets), len(labels)))
    for row, one in enumerate(sets):
        held[row, [labels[each] for each in one]] = 1
    return held
