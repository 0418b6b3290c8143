"""The coefficient of Brennan and Prediger: chance is one in so many categories."""

from __future__ import annotations

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import EVEN, chance_corrected
from workbench.reliability import Agreement, Level, ReliabilityData


def brennan_prediger(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """Agreement beyond one over the number of declared categories.

    Brennan & Prediger (1981), Educational and Psychological Measurement 41, 687–699; also known
    as S (Bennett, Alpert & Goldstein 1954) and as Randolph's free-marginal kappa. It rises with
    the number of categories, used or not, so declare them. `weights` as in Gwet (2014), Handbook
    of Inter-Rater Reliability, 4th ed., ch. 3. The example is the first of 1981.

    >>> from workbench.agreement.data import reliability_data
    >>> agreed = 50 * [[1, 1]] + 10 * [[2, 2]]
    >>> rows = agreed + 10 * [[2, 1]] + 10 * [[2, 3]] + 20 * [[3, 1]]
    >>> round(brennan_prediger(reliability_data(rows)).value, 3)
    0.4
    """
    return chance_corrected(
        "brennan_prediger", data, EVEN, resampling, level=level, weights=weights
    )
