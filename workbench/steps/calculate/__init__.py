"""One coefficient on a plain table, no study needed.

Cells are strings as a csv file has them, and a blank is missing. Three shapes of table are
understood, by what the coefficient works on: `units` × coders, marked `stretches`, and the
lengths of `segments`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast, get_args

from workbench.agreement import COEFFICIENTS, FAMILIES, SEGMENTING, UNITIZING
from workbench.errors import NameUnknown
from workbench.reliability import Level
from workbench.shelf import unknown
from workbench.steps.calculate.cells import reader
from workbench.steps.calculate.parameters import resampling
from workbench.steps.calculate.printed import printed, recipe
from workbench.steps.calculate.segments import of_segments
from workbench.steps.calculate.stretches import of_stretches
from workbench.steps.calculate.table import filled
from workbench.steps.calculate.units import of_units

OF_SETS = {"set_alpha", "mv_alpha"}
AS_INTERVAL = {
    "krippendorff_alpha_ci": "auto",
    "krippendorff_alpha_jackknife_se": "jackknife",
}
"""Names under which alpha is asked for its interval or its standard error."""


def calculate(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    coefficient: str,
    level: str = "nominal",
    sets: bool = False,
    length: float | None = None,
    parameters: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """The coefficient of a table, as the object that `workbench calculate` prints.

    `level` is nominal, ordinal, interval or ratio. With `sets` a cell is `a;b`, and `{}` the
    empty set. `length` is the length of the text that marked stretches lie on. `parameters`
    are the coefficient's own, and `categories`, `documents`, `interval`, `confidence`,
    `replicates`, `seed`. Raises NameUnknown for a name that is none, with the right ones, and
    NotAsked for a table or a parameter that does not fit.
    """
    name, asked = _without_alias(coefficient, dict(parameters or {}))
    if length is not None:
        asked.setdefault("length", repr(length))
    table = filled(columns, rows)
    settled = _level(level)
    how = resampling(asked)
    if name in UNITIZING:
        found, what = of_stretches(name, table, how, asked)
    elif name in SEGMENTING:
        found, what = of_segments(name, table, how, asked)
    else:
        read = reader(settled, sets=sets or name in OF_SETS)
        found, what = of_units(name, table, settled, read, how, asked)
    return printed(coefficient, settled, found, recipe(what, found, how))


def names() -> list[str]:
    """Every coefficient that can be asked for."""
    return [*COEFFICIENTS, *FAMILIES, *UNITIZING, *SEGMENTING]


def _without_alias(name: str, asked: dict[str, str]) -> tuple[str, dict[str, str]]:
    if name in AS_INTERVAL:
        if not {"interval", "method"} & set(asked):
            asked["interval"] = AS_INTERVAL[name]
        return "krippendorff_alpha", asked
    if name not in names():
        raise NameUnknown(unknown("coefficient", name, names()))
    return name, asked


def _level(level: str) -> Level:
    """The level; a binary variable is a nominal one of two values."""
    levels = list(get_args(Level))
    plain = "nominal" if level == "binary" else level
    if plain not in levels:
        raise NameUnknown(unknown("level", level, levels))
    return cast("Level", plain)
