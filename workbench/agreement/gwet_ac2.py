"""Gwet's AC2, which is AC1 for ordered categories."""

from __future__ import annotations

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import SKEWED, chance_corrected
from workbench.reliability import Agreement, Level, ReliabilityData


def gwet_ac2(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "quadratic",
) -> Agreement:
    """AC1 with partial agreement between neighbouring categories.

    Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3. `weights` is one
    of `weights.WEIGHTS`. The example is the table of Cohen (1960, p. 45), as computed
    by Gwet's irrCAC.

    >>> from workbench.agreement.data import reliability_data
    >>> table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    >>> rows = [[a, b] for a in range(3) for b in range(3) for _ in range(table[a][b])]
    >>> round(gwet_ac2(reliability_data(rows)).value, 5)
    0.63855
    """
    return chance_corrected("gwet_ac2", data, SKEWED, resampling, level=level, weights=weights)
