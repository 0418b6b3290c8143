"""Fleiss' kappa, for any number of coders who are taken to code alike."""

from __future__ import annotations

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import POOLED, chance_corrected
from workbench.reliability import Agreement, Level, ReliabilityData


def fleiss_kappa(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """Agreement beyond what the pooled distribution of all coders would give by chance.

    Fleiss (1971), Psychological Bulletin 76, 378–382; with judgements missing as in Gwet (2014),
    Handbook of Inter-Rater Reliability. The example is Freelon's (2010, International Journal of
    Internet Science 5, 20–33) fourth test file for three coders.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = [[3, 4, 4], [4, 5, 5], [3, 3, 5], [4, 5, 5], [3, 5, 5]]
    >>> round(fleiss_kappa(reliability_data(rows)).value, 3)
    -0.042
    """
    return chance_corrected("fleiss_kappa", data, POOLED, resampling, level=level, weights=weights)
