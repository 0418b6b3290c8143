"""Gwet's AC1, for codes that are rare or nearly everywhere."""

from __future__ import annotations

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import SKEWED, chance_corrected
from workbench.reliability import Agreement, Level, ReliabilityData


def gwet_ac1(
    data: ReliabilityData, *, level: Level = "nominal", resampling: Resampling = DEFAULT
) -> Agreement:
    """Agreement beyond chance, where chance is thought to act on hard units only.

    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29–48. It changes
    with the number of declared categories. For a code that is rare it stays high though the
    coders never agree on its presence: read it beside positive agreement. The example is the
    table of Cohen (1960, p. 37), as computed by Gwet's irrCAC.

    >>> from workbench.agreement.data import reliability_data
    >>> table = [[25, 12, 3], [13, 2, 15], [12, 16, 2]]
    >>> rows = [[a, b] for a in range(3) for b in range(3) for _ in range(table[a][b])]
    >>> round(gwet_ac1(reliability_data(rows)).value, 5)
    -0.04797
    """
    return chance_corrected("gwet_ac1", data, SKEWED, resampling, level=level)
