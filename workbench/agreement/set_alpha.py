"""Krippendorff's alpha with a distance between sets of labels."""

from __future__ import annotations

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.distances import MOST, by_table
from workbench.agreement.intervals import CHANCE_CORRECTED
from workbench.agreement.measure import measured
from workbench.agreement.set_distances import distance_table
from workbench.agreement.sets import label_sets, without_empty_units
from workbench.errors import NotAsked
from workbench.reliability import Agreement, Level, ReliabilityData


def set_alpha(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    distance: str = "masi",
    empty: str = "keep",
) -> Agreement:
    """Alpha over the whole set of labels of a unit; the categories are frozensets.

    Passonneau (2006), Proceedings of LREC, 831–836; Artstein & Poesio (2008), Computational
    Linguistics 34, 555–596. `distance` is jaccard, masi, dice, nominal, passonneau2004 or
    masi_dkpro. With `empty` "drop", units that nobody labelled are left out. The example is
    table 3 of Krippendorff & Craggs (2016), by Dice's distance as computed by DKPro Statistics.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = [["bd", "d", None], ["abd", "b", "bd"], ["", "a", "a"], ["a", None, None]]
    >>> sets = [[None if cell is None else frozenset(cell) for cell in row] for row in rows]
    >>> set_alpha(reliability_data(sets), distance="dice").value
    0.34375
    """
    kept = without_empty_units(data, empty)
    if len(kept.categories) > MOST:
        raise NotAsked(
            f"There are {len(kept.categories):,} different sets, too many to compare each with "
            "each; ask for mv_alpha, which need not."
        )
    patterns, statistic = by_table(kept, distance_table(distance, label_sets(kept)))
    name = "set_alpha"
    return measured(
        name, kept, patterns, statistic, resampling, scale=CHANCE_CORRECTED, level=level
    )
