"""Agreement as it is drawn: rows, intervals, the rounds side by side, and what explains a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from workbench.reliability import AgreementRow, RoundAgreement
from workbench.tables.numbers import coefficient, estimate, interval
from workbench.tui.widgets.columns import shared
from workbench.tui.widgets.wrapping import elided

TREND = "The value of each round; ↑ and ↓: higher or lower than in the round before by .05 or more."
STEP = 0.05
"""A change that is worth an arrow."""


def trend(found: Sequence[RoundAgreement]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heads and rows: for each thing that was asked about, its value in each round."""
    by_round = [dict(lines_of(one)) for one in found]
    names = dict.fromkeys(name for rows in by_round for name in rows)
    table: list[Sequence[str]] = []
    for name in names:
        rows = [one.get(name) for one in by_round]
        values = [row.value if row else None for row in rows]
        shown = [_worth(row) for row in rows]
        table.append((name, *map("".join, zip(shown, _arrows(values), strict=True))))
    return ("", *(f"Round {one.n}" for one in found)), table


def _worth(row: AgreementRow | None) -> str:
    if row is None:
        return "–"
    return estimate(row.value)


def _arrows(values: Sequence[float | None]) -> list[str]:
    """For each value, whether it is higher or lower than the last before it.

    >>> _arrows([0.5, None, 0.6, 0.61, 0.4])
    ['', '', ' ↑', '', ' ↓']
    """
    found, last = [], None
    for value in values:
        change = value - last if value is not None and last is not None else 0.0
        found.append(" ↑" if change >= STEP else " ↓" if change <= -STEP else "")
        last = value if value is not None else last
    return found


def explained(row: AgreementRow) -> str:
    """The sentence that explains a row, and the counts behind it."""
    said = [f"The team: {row.explanation}" if row.explanation else "", row.note or ""]
    said.append(_in_words(row))
    if row.cells is not None and len(row.prevalence) == 2:
        one, other = row.prevalence
        both, first, second, neither = row.cells
        said.append(f"Both {both}, only {one} {first}, only {other} {second}, neither {neither}.")
    elif row.prevalence:
        shares = [f"{name} {100 * p:.0f} %" for name, p in row.prevalence.items() if p is not None]
        said.append(f"How often each gave it: {', '.join(shares)}.")
    if row.observed is not None and row.expected is not None and "alpha" in row.coefficient:
        said.append(f"Disagreement {row.observed:.3f}, by chance {row.expected:.3f}.")
    if row.positive_agreement is not None and row.cells is None:
        said.append(f"Where one gave it, another did too: {100 * row.positive_agreement:.0f} %.")
    return " ".join(part for part in said if part)


def _in_words(row: AgreementRow) -> str:
    """Where the value lies among the usual marks; nothing, where more is to be said of it."""
    if row.value is None or row.low is None or row.note or "alpha" not in row.coefficient:
        return ""
    if row.low >= FIRM:
        return "At .800 or more, also at the low end of its interval."
    if row.value >= FIRM:
        return "At .800 or more, but not at the low end of its interval."
    if row.value >= TENTATIVE:
        return "Between .667 and .800: for tentative conclusions."
    return "Below .667, under which no conclusion is usually drawn."


FIRM, TENTATIVE = 0.8, 0.667
"""Marks that are usual for alpha (Krippendorff 2019, chapter 12)."""

WAYS = {
    "code": "each code",
    "theme": "each theme: any of its codes",
    "category": "each exclusive category: which of its codes",
    "set": "all codes of a unit together",
    "pair": "each pair of coders, by code",
    "coder": "each coder against the others, by code",
    "intra": "each coder against themselves in an earlier round",
    "document": "each document, all codes together",
    "role": "each role, all codes together",
    "speaker": "each speaker, all codes together",
    "question": "each question of a survey, all codes together",
}
"""What agreement can be asked by, and what a row is then."""


HEADS = ("", "Value", " 0 · · · · 1 ", "95 % interval", "Units", "Percent")
DRAWN = 2
"""The column that draws the interval, which the next says in numbers."""
MARGIN = 2
"""Columns beside the table, less the gap that its last column does not have."""


def rows(one: RoundAgreement) -> list[Sequence[str]]:
    """What a person reads of a round's agreement; the overall value comes first."""
    return [_cells(name, row) for name, row in lines_of(one)]


def lines_of(one: RoundAgreement) -> list[tuple[str, AgreementRow]]:
    """Each row with what it is called; the overall value comes first."""
    found = [(row.code, row) for row in one.rows]
    return [("All codes together", one.overall), *found] if one.overall else found


def _cells(name: str, row: AgreementRow) -> Sequence[str]:
    value, low, high = row.value, row.low, row.high
    return (
        name,
        coefficient(value) or "–",
        "not estimable" if value is None else bar(value, low, high),
        interval(low, high) or "–",
        str(row.units),
        "–" if row.percent is None else f"{100 * row.percent:.1f} %",
    )


def shortened(name: str, width: int) -> str:
    """The name of a row in at most `width` cells; coders and code each lose their middle.

    >>> shortened("researcher Anna, researcher Berta · anger", 26)
    'rese…nna, rese…rta · anger'
    """
    if cell_len(name) <= width:
        return name
    parts = BETWEEN.split(name)
    between = parts[1::2]
    room = max(width - sum(map(cell_len, between)), 0)
    rooms = shared([cell_len(part) for part in parts[::2]], room)
    parts[::2] = [elided(part, room) for part, room in zip(parts[::2], rooms, strict=True)]
    return elided("".join(parts), width)


BETWEEN = re.compile("(, | · )")
"""What stands between the coders of a pair, and before a code."""


def bar(value: float | None, low: float | None, high: float | None, width: int = 11) -> str:
    """An interval from 0 to 1, drawn; `‹` stands for what goes on below 0.

    An end that would hide behind the value stands beside it; there is a cell for that at
    either side of the `width` from 0 to 1.

    >>> bar(0.5, 0.2, 0.8)
    ' ··├──●──┤·· '
    >>> bar(1.0, 0.9, 1.0)
    ' ·········├●┤'
    >>> bar(0.1, -0.2, 0.3)
    '‹─●─┤······· '
    """
    if value is None:
        return ""
    place = _cell(value, width)
    cells = [" ", *"·" * width, " "]
    if low is not None and high is not None:
        first, last = min(_cell(low, width), place - 1), max(_cell(high, width), place + 1)
        first = 0 if low < 0 else first
        cells[first : last + 1] = ["─"] * (last - first + 1)
        cells[first], cells[last] = "├", "┤"
    cells[place] = "●"
    if value < 0 or (low is not None and low < 0):
        cells[0] = "‹"
    return "".join(cells)


def _cell(value: float, width: int) -> int:
    """The place among the cells, of which the first is left of 0."""
    return round(min(max(value, 0.0), 1.0) * (width - 1)) + 1
