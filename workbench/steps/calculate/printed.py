"""What was calculated, as the object that is printed."""

from __future__ import annotations

from workbench.agreement import Resampling
from workbench.reliability import Agreement, Level

Found = Agreement | dict[str, Agreement]
"""A coefficient, or a family of several by their names."""


def counted(count: int, one: str, several: str = "") -> str:
    """A number with its noun; without commas, which divide a recipe."""
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def recipe(what: list[str], found: Found, how: Resampling) -> str:
    """What was calculated from what, and how its interval was made."""
    interval = "" if isinstance(found, dict) else found.interval
    if "bootstrap" in interval:
        interval += f", {how.replicates} replicates, seed {how.seed}"
    return ", ".join([*what, interval] if interval else what)


def printed(name: str, level: Level, found: Found, recipe: str) -> dict[str, object]:
    """The object; `name` is the coefficient as it was asked for."""
    if isinstance(found, dict):
        return _printed_family(name, level, found, recipe)
    value = found.se if name == "krippendorff_alpha_jackknife_se" else found.value
    return {
        "coefficient": name,
        "level": level,
        "value": value,
        "low": found.low,
        "high": found.high,
        "se": found.se,
        "units": found.units,
        "coders": found.coders,
        "observed": found.observed,
        "expected": found.expected,
        "undefined_because": found.undefined_because,
        "recipe": recipe,
    }


def _printed_family(
    name: str, level: Level, found: dict[str, Agreement], recipe: str
) -> dict[str, object]:
    """The family's values; its reason is that of the first only if none is defined."""
    parts = list(found.values())
    defined = any(part.value is not None for part in parts)
    return {
        "coefficient": name,
        "level": level,
        "values": {each: part.value for each, part in found.items()},
        "units": parts[0].units,
        "coders": parts[0].coders,
        "undefined_because": None if defined else parts[0].undefined_because,
        "recipe": recipe,
    }
