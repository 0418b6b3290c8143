"""Scott's pi, for two coders who are taken to code from one distribution."""

from __future__ import annotations

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import POOLED, chance_corrected
from workbench.reliability import Agreement, Level, ReliabilityData


def scott_pi(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """Agreement beyond what the pooled distribution of both coders would give by chance.

    Scott (1955), Public Opinion Quarterly 19, 321–325. With more coders it is fleiss_kappa.
    The example is Artstein & Poesio (2008), Computational Linguistics 34, 555–596, example 2.

    >>> from workbench.agreement.data import reliability_data
    >>> same = 46 * [["s", "s"]] + 32 * [["i", "i"]] + 10 * [["c", "c"]]
    >>> rows = same + 6 * [["i", "s"]] + 6 * [["i", "c"]]
    >>> round(scott_pi(reliability_data(rows)).value, 4)
    0.7995
    """
    return chance_corrected("scott_pi", data, POOLED, resampling, level=level, weights=weights)
