"""Figures as lines of characters, for a terminal; as in a file, no colour tells anything alone.

Our own, because what is drawn is a few bars and shades: a plotting library for terminals would
bring axes and colours that have to be turned off again, and cannot keep long names whole.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.errors import NameUnknown
from workbench.safe import safe
from workbench.shelf import unknown
from workbench.terms import Cell, Table

NARROWEST = 40
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_SHADES = " ░▒▓█"


def drawn(name: str, table: Table, width: int) -> list[str]:
    """The figure of a table as lines of at most `width` columns, never fewer than NARROWEST.

    Raises NameUnknown for a table that has no figure.
    """
    if name not in _DRAWN:
        raise NameUnknown(unknown("figure", name, _DRAWN))
    safely = replace(
        table,
        columns=tuple(_plain(column) for column in table.columns),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in table.rows),
    )
    width = max(NARROWEST, width)
    lines = [safe(table.title), "", *_DRAWN[name](safely, width)]
    return [_fitted(line, width) if columns_of(line) > width else line for line in lines]


def _plain(text: str) -> str:
    return safe(text, keep="\n")


def _cell(cell: Cell) -> Cell:
    return _plain(cell) if isinstance(cell, str) else cell


def _name(cell: Cell) -> str:
    return str(cell).replace("\n", " ")


# ------------------------------------------------------------------ letters


def columns_of(text: str) -> int:
    """How many columns a text takes: wide letters two, marks above others none."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _fitted(text: str, width: int) -> str:
    """A text in exactly so many columns, shortened by … where it is longer."""
    if columns_of(text) > width:
        while text and columns_of(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - columns_of(text))


def _ending(text: str, width: int) -> str:
    """A code's path in exactly so many columns; of a longer one the end, which tells most."""
    if columns_of(text) > width:
        while columns_of(text) > width - 1:
            text = text[1:]
        text = f"…{text}"
    return text + " " * (width - columns_of(text))


def _wide(names: Sequence[str], most: int) -> int:
    return min(most, max((columns_of(name) for name in names), default=0))


def _bar(value: float, most: float, width: int) -> str:
    """A bar to an eighth of a column."""
    eighths = round(8 * width * value / most) if most else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


# ------------------------------------------------------------------ figures


def _tree(table: Table, width: int) -> Iterator[str]:
    """Themes and subthemes with a bar of their references."""
    at = table.columns.index("References n (%)")
    rows = [(f"  {_name(row[1])}" if row[1] else _name(row[0]), str(row[at])) for row in table.rows]
    names, counts = _wide([name for name, _ in rows], width // 2), _wide([c for _, c in rows], 20)
    values = [_leading(count) for _, count in rows]
    for (name, count), value in zip(rows, values, strict=True):
        bar = _bar(value, max(values), max(1, width - names - counts - 2))
        yield f"{_fitted(name, names)} {count:>{counts}} {bar}"


def _leading(count: str) -> float:
    digits = count.split(" ")[0]
    return float(digits) if digits.isdecimal() else 0.0


def _saturation(table: Table, width: int) -> Iterator[str]:
    """New codes document by document as bars on those before them."""
    names = _wide([_name(row[0]) for row in table.rows], width // 2)
    most = max((_number(row[3]) or 0 for row in table.rows), default=0)
    digits = max(4, len(f"{most:.0f}"))
    room = max(1, width - names - 2 * digits - 3)
    yield f"{_fitted('', names)} {'new':>{digits}} {'all':>{digits}}"
    for row in table.rows:
        fresh, so_far = _number(row[2]) or 0, _number(row[3]) or 0
        before = round(room * (so_far - fresh) / most) if most else 0
        end = round(room * so_far / most) if most else 0
        yield (
            f"{_fitted(_name(row[0]), names)} {fresh:{digits}.0f} {so_far:{digits}.0f} "
            f"{'░' * before}{'█' * (end - before)}"
        )
    yield f"{_fitted('', names + 2 * digits + 3)}░ codes before, █ new codes"


def _heat(table: Table, width: int) -> Iterator[str]:
    """Counts, each before its shade; columns have numbers, told beneath."""
    rows = [[_number(cell) for cell in row[1:]] for row in table.rows]
    heads = [_name(head) for head in table.columns[1:]]
    symmetric = [_name(row[0]) for row in table.rows] == heads
    shaded = [
        cell or 0
        for line, row in enumerate(rows)
        for at, cell in enumerate(row)
        if not (symmetric and at == line)
    ]
    most = max(shaded, default=0)
    digits = max((len(f"{cell or 0:.0f}") for row in rows for cell in row), default=1)
    names = _wide([_name(row[0]) for row in table.rows], width // 3)
    each = max(digits, len(str(len(heads)))) + 2
    for first in range(0, len(heads), max(1, (width - names) // each)):
        part = range(first, min(len(heads), first + max(1, (width - names) // each)))
        yield _fitted("", names) + "".join(f"{at + 1:>{each}}" for at in part)
        for line, row in enumerate(rows):
            shades = [_shade(row[at], 0 if symmetric and at == line else most) for at in part]
            counts = [f"{row[at] or 0:>{each - 1}.0f}" for at in part]
            shown = "".join(map("".join, zip(counts, shades, strict=True)))
            yield f"{_ending(_name(table.rows[line][0]), names)}{shown}"
        yield ""
    for at, head in enumerate(heads, start=1):
        yield _fitted(f"{at:>3} {head}", width).rstrip()


def _shade(cell: float | None, most: float) -> str:
    if not cell or not most:
        return " "
    return _SHADES[max(1, round(4 * cell / most))]


def _intervals(table: Table, width: int) -> Iterator[str]:
    """Alpha of each code and round on a line from -1 (or 0) to 1, with its interval."""
    at = {name: table.columns.index(name) for name in ("Code", "Round", "α", "Low", "High")}
    rows = [[row[at[name]] for name in ("Code", "Round", "α", "Low", "High")] for row in table.rows]
    names = _wide([_name(row[0]) for row in rows], width // 3)
    room = max(10, width - names - 14)
    ends = [value for row in rows for cell in row[2:] if (value := _number(cell)) is not None]
    left = -1.0 if min(ends, default=0) < 0 else 0.0
    yield f"{_fitted('', names)} round     α  {_scale(left, room)}"
    before = ""
    for row in rows:
        name = "" if row[0] == before else _name(row[0])
        before = _name(row[0])
        value = _number(row[2])
        said = "    –" if value is None else f"{value:5.2f}".replace("-", "−")
        line = _line(value, _number(row[3]), _number(row[4]), left, room)
        yield f"{_fitted(name, names)} {row[1]!s:>5} {said}  {line}".rstrip()
    yield f"{_fitted('', names)}              ● α, ─ its 95 % interval, ┊ .667 and .800"


def _scale(left: float, room: int) -> str:
    low, high = f"{left:g}".replace("-", "−"), "1"
    return low + " " * (room - len(low) - len(high)) + high


def _line(
    value: float | None, low: float | None, high: float | None, left: float, room: int
) -> str:
    def place(number: float) -> int:
        share = (min(1.0, max(left, number)) - left) / (1 - left)
        return min(room - 1, round(share * (room - 1)))

    cells = [" "] * room
    for mark in (2 / 3, 0.8):
        cells[place(mark)] = "┊"
    if low is not None and high is not None:
        for at in range(place(low), place(high) + 1):
            cells[at] = "─" if cells[at] == " " else "┼"
    if value is not None:
        cells[place(value)] = "●"
    return "".join(cells)


def _boxes(table: Table, width: int) -> Iterator[str]:
    """Two boxes side by side, a head over each."""
    lines = [table.columns, *table.rows]
    room = (width - 7) // 2
    for heads, bodies in zip(lines[0::2], lines[1::2], strict=True):
        wrapped = [_wrapped(str(cell or ""), room) for cell in bodies]
        tall = max(len(cell) for cell in wrapped)
        named = [bool(head) for head in heads]
        yield " ".join(
            f"┌ {_headed(_name(head), room)}─┐" if head else "" for head in heads
        ).rstrip()
        for at in range(tall):
            yield " ".join(
                f"│ {_fitted(cell[at] if at < len(cell) else '', room)} │" if there else ""
                for cell, there in zip(wrapped, named, strict=True)
            ).rstrip()
        yield " ".join(f"└{'─' * (room + 2)}┘" if there else "" for there in named).rstrip()


def _headed(head: str, width: int) -> str:
    short = _fitted(head, width).rstrip() if columns_of(head) > width - 2 else f"{head} "
    return short + "─" * (width - columns_of(short))


def _wrapped(cell: str, width: int) -> list[str]:
    return [
        _fitted(piece, width).rstrip()
        for line in cell.split("\n")
        for piece in textwrap.wrap(line, _letters(line, width), subsequent_indent="  ") or [""]
    ]


def _letters(line: str, width: int) -> int:
    """How many letters of a line surely fit into so many columns."""
    return width if columns_of(line) <= len(line) else width // 2


_DRAWN: Mapping[str, Callable[[Table, int], Iterator[str]]] = {
    "themes": _tree,
    "agreement-by-round": _intervals,
    "saturation": _saturation,
    "co-occurrence": _heat,
    "codes-by-document": _heat,
    "swot-boxes": _boxes,
}
