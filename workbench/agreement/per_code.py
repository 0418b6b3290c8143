"""One category of a nominal variable against all others, as a yes or no."""

from __future__ import annotations

from dataclasses import replace

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.data import one_category
from workbench.agreement.fleiss_kappa import fleiss_kappa
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.reliability import Agreement, Level, ReliabilityData


def per_code_binary_alpha(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    code: int = 1,
) -> Agreement:
    """Krippendorff's alpha of category index `code` against all others.

    Krippendorff (2019), Content Analysis, 4th ed., ch. 12. The example is the third value of
    Krippendorff's (2011) four observers.

    >>> from workbench.agreement.data import reliability_data
    >>> observers = [[1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    ...              [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    ...              [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    ...              [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]]
    >>> round(per_code_binary_alpha(reliability_data(list(zip(*observers))), code=2).value, 2)
    0.74
    """
    found = krippendorff_alpha(one_category(data, code), level=level, resampling=resampling)
    return replace(found, coefficient="per_code_binary_alpha")


def per_code_fleiss_kappa(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    code: int = 1,
) -> Agreement:
    """Fleiss' kappa of category index `code` against all others: Fleiss (1971), p. 381."""
    found = fleiss_kappa(one_category(data, code), level=level, resampling=resampling)
    return replace(found, coefficient="per_code_fleiss_kappa")
