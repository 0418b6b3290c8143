"""T6, the rounds: what was coded by whom, how far they agreed, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.tables.given import RoundSummary
from workbench.tables.numbers import (
    ROUNDING,
    coefficient,
    count_and_percent,
    deviation,
    mean,
    reason,
    share,
    with_interval,
)
from workbench.terms import Cell, Table

COLUMNS = (
    "Round",
    "Codebook version",
    "Units double-coded n (% of corpus)",
    "Coders",
    "Codes",
    "Mean % agreement",
    "Mean κ (SD)",
    "α [95 % CI]",
    "Discussed",
    "Changed",
    "Unresolved",
    "Codebook changes",
)


def rounds_table(
    rounds: Iterable[RoundSummary], *, provenance: Mapping[str, str] | None = None
) -> Table:
    """Print a row a round; what is not known stays blank."""
    rows = tuple(_row(summary) for summary in rounds)
    return Table("Rounds", COLUMNS, rows, _NOTES, provenance or {})


def _row(summary: RoundSummary) -> tuple[Cell, ...]:
    corrected = summary.alpha is not None or summary.undefined_because or summary.kappas
    return (
        f"{summary.n} ({summary.purpose})",
        summary.version,
        count_and_percent(summary.units, summary.corpus),
        _coders(summary.coders),
        summary.codes,
        share(summary.percent) if corrected else None,
        _kappa(summary.kappas),
        _alpha(summary),
        summary.discussed,
        summary.changed,
        summary.unresolved,
        "\n".join(summary.changes),
    )


def _coders(coders: tuple[str, ...]) -> str:
    return f"{len(coders)}: {', '.join(coders)}" if coders else "0"


def _kappa(kappas: tuple[float, ...]) -> str:
    spread = deviation(kappas)
    centre = coefficient(mean(kappas))
    return f"{centre} ({coefficient(spread)})" if spread is not None else centre


def _alpha(summary: RoundSummary) -> str:
    if summary.undefined_because:
        return f"not estimable: {reason(summary.undefined_because)}"
    if summary.alpha is None:
        return ""
    return with_interval(summary.alpha, summary.low, summary.high)


_NOTES = (
    "Units double-coded: judged by at least two coders; % of all units in the study's documents.",
    (
        "Only a test round, coded blind, gives reliability; a revise round gives agreement after"
        " discussion. The first is never overwritten by the second."
    ),
    (
        "Discussed: units with a decision; changed: of these, settled otherwise than at least one"
        " coder had coded them; unresolved: coders differ and no decision settles it."
    ),
    (
        "Means are over the codes for which the coefficient can be estimated; α is pooled over all"
        " judged unit × code cells."
    ),
    f"{ROUNDING} Coefficients are rounded half up to two decimals.",
)
