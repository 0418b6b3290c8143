"""Plain values of agreement: what coders said of the same units, and how far they coincide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.terms import Purpose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Undefined = Literal["no_data", "single_coder", "no_pairable_units", "no_variation", "too_few_units"]


@dataclass(frozen=True)
class ReliabilityData:
    """What coders said of the same units.

    `values` has a row a unit and a column a coder; each cell is the index of a category in
    `categories`, or -1 where the coder did not judge the unit (missing, which is not “no”).
    """

    coders: tuple[str, ...]
    categories: tuple[object, ...]
    """The declared values, in order (ordinal levels rest on it); all are kept, used or not."""
    values: NDArray[np.int32]
    clusters: NDArray[np.int32] | None = None
    """For each unit, the index of the document it lies in; None: units are independent."""
    frequency: NDArray[np.float64] | None = None
    """How many units each row stands for, where like units are one row; None: one."""


@dataclass(frozen=True)
class Agreement:
    """How far coders coincide, by one coefficient; undefined is a value with a reason."""

    coefficient: str
    level: Level
    value: float | None
    units: int
    """Units that at least two coders judged."""
    coders: int
    low: float | None = None
    high: float | None = None
    se: float | None = None
    observed: float | None = None
    expected: float | None = None
    undefined_because: Undefined | None = None
    interval: str = ""
    """How `low` and `high` were made, for the recipe line, or why there are none; empty: not asked.

    `undefined_because` is `too_few_units` beside a value that rests on a single unit.
    """
    chance_below_667: float | None = None
    """The chance that the coefficient of all such units is below 2/3; with the interval."""
    chance_below_800: float | None = None
    """The same for .800."""


@dataclass(frozen=True)
class AgreementRow:
    """One coefficient on one thing that was asked about: a code, a document, a pair."""

    code: str
    """What it is about, in words: a code's name, or whatever else was asked by."""
    coefficient: str
    value: float | None
    units: int
    coders: int
    low: float | None = None
    high: float | None = None
    prevalence: Mapping[str, float | None] = field(default_factory=dict)
    """For each coder, the share of their judged units that have the code, 0 to 1."""
    percent: float | None = None
    """Agreement, 0 to 1."""
    positive_agreement: float | None = None
    undefined_because: Undefined | None = None
    note: str | None = None
    """What a reader has to know of this number, in the program's words."""
    explanation: str | None = None
    """Why it is as low as it is, and what was done, in the team's words."""
    level: Level = "nominal"
    interval: str = ""
    """How `low` and `high` were made, or why there are none."""
    below: float | None = None
    """How probable it is that the coefficient lies below .667, 0 to 1."""
    cells: tuple[int, int, int, int] | None = None
    """With two coders: units that both, only the first, only the second, neither gave it."""
    key: Mapping[str, str | list[str]] = field(default_factory=dict)
    """What it is about, for programs: `{"code": …}`, `{"pair": [a, b], "code": …}`, …"""
    observed: float | None = None
    expected: float | None = None
    """As it was, and as chance makes it: of disagreement for alphas, of agreement for kappas."""


@dataclass(frozen=True)
class RoundAgreement:
    """The agreement of one round, as `workbench agreement --json` prints it."""

    n: int
    purpose: Purpose
    recipe: str
    rows: tuple[AgreementRow, ...] = ()
    overall: AgreementRow | None = None
    """Binary alpha over the judged unit × code cells."""
    note: str | None = None
    """What the purpose of the round means for its numbers; None for a test round."""
    seen_before: int = 0
    """How many of the units these coders had coded or discussed in an earlier round."""
