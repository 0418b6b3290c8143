"""Agreement as it is drawn: rows, intervals, the rounds side by side, and what explains a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len

from workbench.reliability import AgreementRow, RoundAgreement
from workbench.tables.numbers import coefficient, estimate, interval, with_interval
from workbench.tui.widgets.columns import GAP, shared
from workbench.tui.widgets.wrapping import cut, elided

TREND = "The value of each round; ↑ and ↓: higher or lower than in the round before by .05 or more."
STEP = 0.05
"""A change that is worth an arrow."""


def trend(found: Sequence[RoundAgreement], room: int) -> list[Sequence[str]]:
    """For each thing that was asked about, its value in each round; heads first.

    With the intervals, where `room` cells of the screen are enough.
    """
    return _fitting((_trend(found, worth) for worth in (_with_interval, _alone)), room)


def _trend(
    found: Sequence[RoundAgreement], worth: Callable[[AgreementRow], str]
) -> list[Sequence[str]]:
    by_round = [dict(lines_of(one)) for one in found]
    table: list[Sequence[str]] = [("", *(f"Round {one.n}" for one in found))]
    for name in dict.fromkeys(name for rows in by_round for name in rows):
        rows = [one.get(name) for one in by_round]
        arrows = _arrows([row.value if row else None for row in rows])
        shown = [worth(row) if row else "–" for row in rows]
        table.append((name, *map("".join, zip(shown, arrows, strict=True))))
    return table


def _with_interval(row: AgreementRow) -> str:
    return with_interval(row.value, row.low, row.high)


def _alone(row: AgreementRow) -> str:
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


DRAWN = (41, 21, 11)
"""Cells that an interval from 0 to 1 is drawn in: as many as there is room for."""
UNDRAWN = (*DRAWN, 0)
"""The same where names may be too long for any drawing; the next column says it in numbers."""


def table(one: RoundAgreement, room: int, drawn: Sequence[int] = DRAWN) -> list[Sequence[str]]:
    """What a person reads of a round's agreement; heads first, then the overall value."""
    return _fitting((_table(one, width) for width in drawn), room)


def _table(one: RoundAgreement, width: int) -> list[Sequence[str]]:
    return [_heads(width), *(_cells(name, row, width) for name, row in lines_of(one))]


def _fitting(tables: Iterable[list[Sequence[str]]], room: int) -> list[Sequence[str]]:
    """The first table for which there is room, else the last."""
    found: list[Sequence[str]] = []
    for found in tables:
        widths = [max(map(cell_len, column)) + GAP for column in zip(*found, strict=True)]
        if sum(widths) <= room:
            break
    return found


def _heads(width: int) -> Sequence[str]:
    """The heads, of which one is a scale from 0 to 1."""
    scale = f" 0{' ·' * ((width - 3) // 2)} 1 "
    return ("", "Value", *((scale,) if width else ()), "95 % interval", "Units", "Percent")


def lines_of(one: RoundAgreement) -> list[tuple[str, AgreementRow]]:
    """Each row with what it is called; the overall value comes first."""
    found = [(row.code, row) for row in one.rows]
    return [("All codes together", one.overall), *found] if one.overall else found


def _cells(name: str, row: AgreementRow, width: int) -> Sequence[str]:
    value, low, high = row.value, row.low, row.high
    drawn = "not estimable" if value is None else bar(value, low, high, width)
    return (
        name,
        coefficient(value) or "–",
        *((drawn,) if width else ()),
        interval(low, high) or "–",
        str(row.units),
        "–" if row.percent is None else f"{100 * row.percent:.1f} %",
    )


def shortened(name: str, width: int) -> str:
    """The name of a row in at most `width` cells; coders and code each lose their middle.

    >>> shortened("researcher Anna, researcher Berta · anger", 26)
    'rese…nna, rese…rta · anger'

    Of many, the last are left out instead, so that the first can be read.

    >>> shortened("5 coders: ana, ben, charlotte, dmitri, farid", 26)
    '5 coders: ana, ben, charl…'
    """
    if cell_len(name) <= width:
        return name
    parts = BETWEEN.split(name)
    if len(parts[::2]) > MOST_PARTS:
        return cut(name, width)
    between = parts[1::2]
    room = max(width - sum(map(cell_len, between)), 0)
    rooms = shared([cell_len(part) for part in parts[::2]], room)
    parts[::2] = [elided(part, room) for part, room in zip(parts[::2], rooms, strict=True)]
    return elided("".join(parts), width)


BETWEEN = re.compile("(, | · )")
"""What stands between the coders of a pair, and before a code."""
MOST_PARTS = 3
"""Two coders and a code."""


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
