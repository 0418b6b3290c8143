"""From reliability data to agreement; one file per coefficient.

A coefficient is a pure function. What coders said of units comes as `ReliabilityData`; who
judged a unit and found nothing is not the same as who did not judge it, and only the latter
is missing. Every coefficient works on distinct patterns of units (`patterns.py`), and asks
`measure.py` for its value, its reason to be undefined, and its interval (`intervals.py`).

This package imports nothing heavy: a coefficient's module, and numpy with it, is imported
when the coefficient is taken from the shelf.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from workbench.shelf import Shelf
from workbench.terms import Agreement, Level, ReliabilityData

Method = Literal["auto", "jackknife", "bca", "percentile", "pairs", "none"]
METHODS: tuple[Method, ...] = ("auto", "jackknife", "bca", "percentile", "pairs", "none")


@dataclass(frozen=True)
class Resampling:
    """How an interval is to be made."""

    method: Method = "auto"
    """`auto`: over documents where units lie in documents, else BCa over units."""
    confidence: float = 0.95
    replicates: int = 2000
    seed: int = 1
    """The same seed gives the same interval."""


DEFAULT = Resampling()


class Coefficient(Protocol):
    """A way to measure how far coders coincide, by its name in the literature.

    Some take further parameters, by name; each has a default.
    """

    def __call__(
        self, data: ReliabilityData, *, level: Level = "nominal", resampling: Resampling = DEFAULT
    ) -> Agreement:
        """How far the coders of `data` coincide."""
        ...


COEFFICIENTS: Shelf[Coefficient] = Shelf(
    "coefficient",
    {
        "percent_agreement": "workbench.agreement.percent_agreement:percent_agreement",
        "percent_agreement_pair_weighted": (
            "workbench.agreement.percent_agreement:percent_agreement_pair_weighted"
        ),
        "percent_agreement_unanimous": (
            "workbench.agreement.percent_agreement:percent_agreement_unanimous"
        ),
        "positive_agreement": "workbench.agreement.positive_agreement:positive_agreement",
        "krippendorff_alpha": "workbench.agreement.krippendorff_alpha:krippendorff_alpha",
        "cohen_kappa": "workbench.agreement.cohen_kappa:cohen_kappa",
    },
)
