"""Words for a coefficient, by the scale that its literature uses; never without naming it."""

from __future__ import annotations

from workbench.reliability import Agreement

Scale = tuple[str, tuple[tuple[float, str], ...], str]

KRIPPENDORFF: Scale = (
    "Krippendorff 2019",
    ((0.8, "reliable"), (2 / 3, "for tentative conclusions only")),
    "not reliable",
)
LANDIS_KOCH: Scale = (
    "Landis & Koch 1977",
    (
        (0.8, "almost perfect"),
        (0.6, "substantial"),
        (0.4, "moderate"),
        (0.2, "fair"),
        (0.0, "slight"),
    ),
    "poor",
)
SCALES = {
    "krippendorff_alpha": KRIPPENDORFF,
    "per_code_binary_alpha": KRIPPENDORFF,
    "set_alpha": KRIPPENDORFF,
    "mv_alpha": KRIPPENDORFF,
    "cohen_kappa": LANDIS_KOCH,
    "mean_pairwise_cohen_kappa": LANDIS_KOCH,
    "conger_kappa": LANDIS_KOCH,
    "scott_pi": LANDIS_KOCH,
    "fleiss_kappa": LANDIS_KOCH,
    "per_code_fleiss_kappa": LANDIS_KOCH,
}
"""Percentages, Gwet's and segmentation coefficients have no scale that is agreed upon."""


def interpretation(agreement: Agreement) -> str:
    """What the value is called, and the lower end of its interval; empty where no scale is.

    >>> found = Agreement("krippendorff_alpha", "nominal", 0.82, 200, 3, low=0.7, high=0.9)
    >>> interpretation(found)
    'reliable; at the lower end for tentative conclusions only (Krippendorff 2019)'
    """
    scale = SCALES.get(agreement.coefficient)
    if scale is None or agreement.value is None:
        return ""
    word = _word(agreement.value, scale)
    if agreement.low is None or _word(agreement.low, scale) == word:
        return f"{word} ({scale[0]})"
    return f"{word}; at the lower end {_word(agreement.low, scale)} ({scale[0]})"


def _word(value: float, scale: Scale) -> str:
    return next((word for line, word in scale[1] if value >= line), scale[2])
