"""Small words that sentences are made of."""

from __future__ import annotations

from collections.abc import Sequence


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "unit"), plural(2_000, "unit")
    ('1 unit', '2,000 units')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names as a person lists them.

    >>> listed(["ana", "ben", "eve"])
    'ana, ben and eve'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
