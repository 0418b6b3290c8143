"""What a new round would judge, and how sure its agreement will be: `round … --dry-run`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.cli.talk import show, show_json, show_rows
from workbench.tables.numbers import interval

if TYPE_CHECKING:
    from workbench.steps.sampling import Look, Width

SUPPOSED = (
    "Expected 95 % interval of a code's alpha, by the share of units that have the code and the "
    "alpha supposed. It is wider with fewer documents, and where coders do better in some "
    "documents than in others."
)
RARE = "Below five units with a code there is no interval; sample more."
FEWEST = 5
"""Units with a code, below which `workbench agreement` prints no interval."""


def print_look(found: Look, *, as_json: bool) -> int:
    """Print it; the exit status."""
    expected = list(found.expected())
    if as_json:
        show_json(_value(found, expected))
        return 0
    counts = (found.units, found.coders, len(found.documents))
    show("{:,} units for each of {} coders, in {} documents. Nothing is written.".format(*counts))
    if found.strata:
        heads = ("", "units", "drawn", "stretches or answers")
        show_rows(heads, [(one.stratum, one.of, one.units, one.stretches) for one in found.strata])
    if expected:
        show("")
        show(SUPPOSED)
        _print_widths(expected)
        show(RARE)
    return 0


def _print_widths(expected: list[Width]) -> None:
    alphas = list(dict.fromkeys(one.alpha for one in expected))
    cells = {(one.prevalence, one.alpha): _width(one) for one in expected}
    carrying = {one.prevalence: round(one.carrying) for one in expected}
    show_rows(
        ("units with the code", "in all", *(f"alpha {alpha:.3f}" for alpha in alphas)),
        [
            (f"{share:.0%}", units, *(cells[share, alpha] for alpha in alphas))
            for share, units in carrying.items()
        ],
    )


def _width(one: Width) -> str:
    return "–" if one.carrying < FEWEST else interval(one.low, one.high)


def _value(found: Look, expected: list[Width]) -> dict[str, Any]:
    return {
        "units": found.units,
        "coders": found.coders,
        "documents": found.documents,
        "strata": [
            {
                "stratum": one.stratum,
                "units": one.of,
                "drawn": one.units,
                "stretches": one.stretches,
            }
            for one in found.strata
        ],
        "expected": [{**one._asdict(), "width": one.high - one.low} for one in expected],
        "note": SUPPOSED,
    }
