"""T5, agreement by code, and what it comes to altogether.

A coefficient never stands alone: units and prevalence stand in its row, the recipe beneath the
table. Agreement in percent stands only beside a value that is corrected for chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.reliability import AgreementRow, RoundAgreement
from workbench.tables.numbers import (
    ROUNDING,
    coefficient,
    mean,
    reason,
    share,
    with_interval,
)
from workbench.terms import Cell, Table

ALPHA = "krippendorff_alpha"
KAPPA = "mean_pairwise_cohen_kappa"

COLUMNS = (
    "Code",
    "Units",
    "Prevalence per coder (%)",
    "both / A only / B only / neither",
    "% agreement",
    "Positive agreement",
    "κ (pairwise mean)",
    "α [95 % CI]",
    "q(α < .667)",
    "Note",
    "Why, and what was done",
)


def agreement_table(
    agreement: RoundAgreement, *, provenance: Mapping[str, str] | None = None
) -> Table:
    """Print the agreement of one round, a row a code, then pooled, mean and lowest.

    Columns for which no row has a value are left out: the four cells need two coders, κ needs
    rows of that coefficient.
    """
    codes = list(dict.fromkeys(row.code for row in agreement.rows))
    rows = [_row([row for row in agreement.rows if row.code == code]) for code in codes]
    rows += _summary(agreement)
    kept = [at for at, name in enumerate(COLUMNS) if _always(name) or any(r[at] for r in rows)]
    return Table(
        f"Agreement by code, round {agreement.n}",
        tuple(COLUMNS[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        _notes(agreement),
        provenance or {},
    )


def _always(column: str) -> bool:
    return column in ("Code", "Units", "Prevalence per coder (%)", "% agreement", "α [95 % CI]")


def _row(rows: list[AgreementRow]) -> tuple[Cell, ...]:
    """One code's rows, one of each coefficient and pair, as one."""
    alpha = next((row for row in rows if row.coefficient == ALPHA), None)
    first = alpha or rows[0]
    return (
        first.code,
        first.units,
        _prevalence(first),
        " / ".join(map(str, first.cells)) if first.cells else "",
        share(first.percent) if first.coefficient in (ALPHA, KAPPA) else None,
        _positive_agreement(first),
        _kappa(rows),
        with_interval(alpha.value, alpha.low, alpha.high) if alpha else "",
        coefficient(first.below),
        first.note or reason(first.undefined_because),
        next((row.explanation for row in rows if row.explanation), ""),
    )


def _positive_agreement(row: AgreementRow) -> str:
    """It has no denominator where nobody used the code."""
    unused = row.units and row.prevalence and not any(row.prevalence.values())
    return "not estimable" if unused else coefficient(row.positive_agreement)


def _kappa(rows: list[AgreementRow]) -> str:
    asked = any(row.coefficient == KAPPA for row in rows)
    return coefficient(mean(tuple(_values(rows, KAPPA)))) or ("not estimable" if asked else "")


def _values(rows: Iterable[AgreementRow], name: str) -> list[float]:
    return [row.value for row in rows if row.coefficient == name and row.value is not None]


def _prevalence(row: AgreementRow) -> str:
    shares = {coder: share(value) for coder, value in row.prevalence.items()}
    return ", ".join(
        f"{coder} {'–' if percent is None else percent}" for coder, percent in shares.items()
    )


# ------------------------------------------------------------------ altogether


def _summary(agreement: RoundAgreement) -> list[tuple[Cell, ...]]:
    alphas = [row for row in agreement.rows if row.coefficient == ALPHA]
    known = [(row.value, row.code) for row in alphas if row.value is not None]
    summary = []
    if agreement.overall:
        summary.append(("Pooled", *_row([agreement.overall])[1:]))
    if known:
        centre = coefficient(mean(tuple(value for value, _ in known)))
        lowest, code = min(known)
        of = f"{len(known)} of {len(alphas)} codes" + (
            "" if len(known) == len(alphas) else "; the others are not estimable"
        )
        summary.append(_line("Mean", centre, of))
        summary.append(_line("Lowest", coefficient(lowest), code))
    return summary


def _line(name: str, alpha: str, note: str) -> tuple[Cell, ...]:
    return (name, None, "", "", None, "", "", alpha, "", note, "")


def _notes(agreement: RoundAgreement) -> tuple[str, ...]:
    return (
        f"Recipe: {agreement.recipe}.",
        (
            "Pooled is binary alpha over all judged unit × code cells; mean and lowest are of α"
            " over the codes for which it can be estimated."
        ),
        *([] if agreement.purpose == "test" else [_not_reliability(agreement)]),
        f"{ROUNDING} Coefficients are rounded half up to two decimals.",
    )


def _not_reliability(agreement: RoundAgreement) -> str:
    if agreement.purpose == "revise":
        return "Agreement after discussion; the reliability is that of the test round before it."
    return f"This was a round to {agreement.purpose}, not a test: it is not reliability."
