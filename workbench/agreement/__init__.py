"""From reliability data to agreement; one file per coefficient.

A coefficient is a pure function. What coders said of units comes as `ReliabilityData`; who
judged a unit and found nothing is not the same as who did not judge it, and only the latter
is missing. Every coefficient works on distinct patterns of units (`patterns.py`), and asks
`measure.py` for its value, its reason to be undefined, and its interval (`intervals.py`).

This package imports nothing heavy: a coefficient's module, and numpy with it, is imported
when the coefficient is taken from the shelf.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from workbench.reliability import Agreement, Level, ReliabilityData
from workbench.shelf import Shelf

Method = Literal["auto", "jackknife", "bca", "percentile", "analytic", "pairs", "none"]


@dataclass(frozen=True)
class Resampling:
    """How an interval is to be made."""

    method: Method = "auto"
    """`auto`: over documents where units lie in documents, else BCa over units. `pairs` is
    alpha's own, `analytic` that of the kappas and Gwet's coefficients."""
    confidence: float = 0.95
    replicates: int = 1000
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


class Family(Protocol):
    """Several numbers at once, by their names."""

    def __call__(
        self, data: ReliabilityData, *, level: Level = "nominal", resampling: Resampling = DEFAULT
    ) -> dict[str, Agreement]:
        """The numbers for the coders of `data`."""
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
        "mean_pairwise_cohen_kappa": (
            "workbench.agreement.mean_pairwise_cohen_kappa:mean_pairwise_cohen_kappa"
        ),
        "conger_kappa": "workbench.agreement.conger_kappa:conger_kappa",
        "scott_pi": "workbench.agreement.scott_pi:scott_pi",
        "fleiss_kappa": "workbench.agreement.fleiss_kappa:fleiss_kappa",
        "brennan_prediger": "workbench.agreement.brennan_prediger:brennan_prediger",
        "gwet_ac1": "workbench.agreement.gwet_ac1:gwet_ac1",
        "gwet_ac2": "workbench.agreement.gwet_ac2:gwet_ac2",
        "set_alpha": "workbench.agreement.set_alpha:set_alpha",
        "mv_alpha": "workbench.agreement.mv_alpha:mv_alpha",
        "per_code_binary_alpha": "workbench.agreement.per_code:per_code_binary_alpha",
        "per_code_fleiss_kappa": "workbench.agreement.per_code:per_code_fleiss_kappa",
    },
)

FAMILIES: Shelf[Family] = Shelf(
    "coefficient",
    {"precision_recall_f1": "workbench.agreement.precision_recall_f1:precision_recall_f1"},
)
"""Several numbers on units × coders that belong together, each an `Agreement` by its name."""

UNITIZING: Shelf[Callable[..., Agreement | dict[str, Agreement]]] = Shelf(
    "coefficient",
    {
        "u_alpha": "workbench.agreement.u_alpha:u_alpha",
        "bar_u_alpha": "workbench.agreement.u_alpha:bar_u_alpha",
        "cu_alpha": "workbench.agreement.u_alpha:cu_alpha",
        "ku_alpha": "workbench.agreement.u_alpha:ku_alpha",
        "u_alpha_family": "workbench.agreement.u_alpha:u_alpha_family",
        "gamma": "workbench.agreement.gamma:gamma",
        "gamma_cat": "workbench.agreement.gamma:gamma_cat",
        "gamma_observed_disorder": "workbench.agreement.gamma:gamma_observed_disorder",
        "alpha_U_2004": "workbench.agreement.alpha_u_2004:alpha_u_2004",
    },
)
"""Coefficients on stretches that coders marked (`continuum.SpanData`)."""

SEGMENTING: Shelf[Callable[..., Agreement]] = Shelf(
    "coefficient",
    {
        "boundary_similarity": "workbench.agreement.boundary_similarity:boundary_similarity",
        "segmentation_fleiss_pi_B": (
            "workbench.agreement.boundary_similarity:segmentation_fleiss_pi_b"
        ),
    },
)
"""Coefficients on where coders cut a text (each coder's segment lengths)."""
