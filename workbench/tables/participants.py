"""T13, who took part, without giving anybody away.

A count below `smallest` is not printed. Where the sum would tell what is hidden, because it is
one value or all the hidden are few together, the next smallest is hidden with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from workbench.tables.given import TAKING, Taking
from workbench.tables.numbers import ROUNDING, count_and_percent, deviation, mean, one_decimal
from workbench.terms import Table

COLUMNS = ("Attribute", "Value", "n (%)")
_UNKNOWN = "not known"


def participants_table(
    cases: Mapping[str, Mapping[str, str | float]],
    attributes: Sequence[str],
    *,
    smallest: int = 5,
    taking: Taking = "enrolled",
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print the attributes of cases: counts of words, mean and deviation of numbers.

    `cases` gives each case its attributes; `taking` says what they have in common. An attribute
    whose known values are all numbers is summed up as one.
    """
    rows = [("All", "", str(len(cases)))]
    for attribute in attributes:
        rows += _rows(attribute, [case.get(attribute) for case in cases.values()], smallest)
    notes = (
        f"% of the {len(cases)} participants {TAKING[taking]}.",
        f"Counts below {smallest}, and those that would reveal them, are not printed.",
        ROUNDING,
    )
    return Table("Participants", COLUMNS, tuple(rows), notes, provenance or {})


def _rows(
    attribute: str, values: list[str | float | None], smallest: int
) -> Iterator[tuple[str, str, str]]:
    known = [value for value in values if value is not None and value != ""]
    numbers = tuple(float(value) for value in known if isinstance(value, int | float))
    if numbers and len(numbers) == len(known):
        yield _summed_up(attribute, numbers, len(values), smallest)
    else:
        yield from _counted(attribute, known, len(values), smallest)


def _summed_up(
    attribute: str, numbers: tuple[float, ...], whole: int, smallest: int
) -> tuple[str, str, str]:
    if len(numbers) < smallest:
        return (attribute, "", f"< {smallest}")
    spread = deviation(numbers)
    said = f"mean {one_decimal(mean(numbers))}"
    if spread is not None:
        said += f" (SD {one_decimal(spread)})"
    return (attribute, said, count_and_percent(len(numbers), whole))


def _counted(
    attribute: str, known: list[str | float], whole: int, smallest: int
) -> Iterator[tuple[str, str, str]]:
    counts = Counter(str(value) for value in known)
    if whole > len(known):
        counts[_UNKNOWN] += whole - len(known)
    hidden = _hidden(counts, smallest)
    for value in sorted(counts, key=lambda value: (value == _UNKNOWN, value)):
        n = counts[value]
        yield (attribute, value, "–" if value in hidden else count_and_percent(n, whole))


def _hidden(counts: Mapping[str, int], smallest: int) -> set[str]:
    by_size = sorted(counts, key=lambda value: (counts[value], value))
    hidden = [value for value in by_size if counts[value] < smallest]
    for value in by_size[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(counts[v] for v in hidden) >= smallest):
            break
        hidden.append(value)
    return set(hidden)
