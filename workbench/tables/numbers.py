"""How numbers are rounded and written, in one place: half up, from the exact value.

Counts are divided as whole numbers, so that 1 of 8 is 12.5 on every machine; coefficients are
rounded from their shortest decimal form, so that 0.285 becomes 0.29 as a reader expects.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from workbench.reliability import Undefined

ROUNDING = "Percentages are rounded half up to one decimal."

_REASONS: dict[Undefined, str] = {
    "no_data": "nobody judged a unit",
    "single_coder": "only one coder",
    "no_pairable_units": "no unit was judged by two coders",
    "no_variation": "all judgements are the same",
    "too_few_units": "too few units",
}


def percent(part: int, whole: int) -> str:
    """The percentage with one decimal; a dash where there is nothing to be a part of.

    >>> percent(20, 407), percent(1, 8), percent(0, 0)
    ('4.9', '12.5', '–')
    """
    if whole == 0:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def count_and_percent(part: int, whole: int) -> str:
    """A count with its percentage: `20 (4.9)`."""
    return f"{part} ({percent(part, whole)})"


def share(value: float | None) -> float | None:
    """A share from 0 to 1 as a percentage with one decimal.

    >>> share(0.0625)
    6.3
    """
    return None if value is None else float(_rounded(Decimal(repr(value)) * 100, 1))


def coefficient(value: float | None, digits: int = 2) -> str:
    """A coefficient with its minus sign as printed; empty where there is none.

    The sign is not the hyphen that spreadsheets read as the beginning of a formula.

    >>> coefficient(0.285), coefficient(-0.004), coefficient(-0.5)
    ('0.29', '0.00', '−0.50')
    """
    if value is None:
        return ""
    return f"{_rounded(Decimal(repr(value)), digits):f}".replace("-", "−")


def estimate(value: float | None, digits: int = 2) -> str:
    """The same, or the words for a coefficient that cannot be estimated."""
    return coefficient(value, digits) or "not estimable"


def signed(value: float, digits: int = 2) -> str:
    """A change, whose sign is always written.

    >>> signed(0.05), signed(-0.05), signed(0.001)
    ('+0.05', '−0.05', '0.00')
    """
    written = coefficient(value, digits)
    return f"+{written}" if value > 0 and float(written) else written


def one_decimal(value: float | None) -> str:
    """A mean, a deviation: with one decimal; empty where there is none."""
    return coefficient(value, digits=1)


def interval(low: float | None, high: float | None, digits: int = 2) -> str:
    """An interval as it is printed everywhere; empty where there is none.

    >>> interval(-0.164, 0.905)
    '[−0.16, 0.91]'
    """
    if low is None or high is None:
        return ""
    return f"[{coefficient(low, digits)}, {coefficient(high, digits)}]"


def with_interval(value: float | None, low: float | None, high: float | None) -> str:
    """A coefficient with its interval, or the words for one that cannot be estimated."""
    return f"{estimate(value)} {interval(low, high)}".rstrip()


def reason(because: Undefined | None) -> str:
    """Why a coefficient cannot be estimated, in words; empty where it can."""
    return _REASONS[because] if because else ""


def mean(values: tuple[float, ...]) -> float | None:
    """The mean, without the error of adding binary fractions; None of nothing.

    >>> mean((0.28, 0.29))
    0.285
    """
    if not values:
        return None
    return float(sum(Fraction(repr(value)) for value in values) / len(values))


def deviation(values: tuple[float, ...]) -> float | None:
    """The sample standard deviation (n - 1); None of fewer than two."""
    centre = mean(values)
    if centre is None or len(values) < 2:
        return None
    return math.sqrt(sum((value - centre) ** 2 for value in values) / (len(values) - 1))


def _rounded(value: Decimal, digits: int) -> Decimal:
    # Adding zero makes a rounded -0.00 plain.
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0
