"""Agreement by kind of unit: whether it rests on how the text was cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.reliability import AgreementRow
from workbench.tables.numbers import estimate
from workbench.terms import Table


def agreement_units_table(
    n: int,
    rows: Sequence[AgreementRow],
    notes: Sequence[str] = (),
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print a row a code, a column a kind of unit, of round `n`."""
    kinds = list(dict.fromkeys(str(row.key["unit"]) for row in rows))
    codes = list(dict.fromkeys(str(row.key["code"]) for row in rows))
    values = {(str(row.key["code"]), str(row.key["unit"])): row.value for row in rows}
    cells = tuple((code, *(estimate(values.get((code, kind))) for kind in kinds)) for code in codes)
    heads = ("Code", *(f"α by {kind}" for kind in kinds))
    rounding = "Coefficients are rounded half up to two decimals."
    title = f"Agreement by kind of unit, round {n}"
    return Table(title, heads, cells, (*notes, rounding), provenance or {})
