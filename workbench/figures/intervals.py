"""Krippendorff's alpha of each code with its interval, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.figures.paper import COLOURS, MARKS, paper, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from workbench.terms import Cell, Table

_LINE = 5.0
"""Millimetres a code and round."""
_LEFT = -0.35
"""Where the axis ends; an interval that goes on is cut there and bears an arrow."""


def alpha_by_round(table: Table) -> Figure:
    """Draw a row a code, in it a mark a round, with the lines of .667 and .800.

    The table has the columns Code, Round, α, Low, High; what has no value says so in words.
    """
    codes = list(dict.fromkeys(str(row[0]) for row in table.rows))
    rounds = list(dict.fromkeys(str(row[1]) for row in table.rows))
    figure, axes = paper(25 + _LINE * len(codes) * max(1.0, len(rounds) * 0.7))
    _lay_out(axes, codes)
    for at, n in enumerate(rounds):
        _draw(axes, [row for row in table.rows if str(row[1]) == n], codes, at, len(rounds))
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.02), ncols=len(rounds), frameon=False)
    return figure


def _lay_out(axes: Axes, codes: list[str]) -> None:
    axes.set_yticks(range(len(codes)), [shortened(code) for code in codes])
    axes.set_ylim(len(codes) - 0.5, -0.5)
    axes.set_xlim(_LEFT, 1.02)
    axes.xaxis.set_ticks_position("top")
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("Krippendorff's α with 95 % interval")
    axes.spines["bottom"].set_visible(False)
    axes.spines["top"].set_visible(True)
    axes.tick_params(axis="y", length=0)
    for limit in (0.667, 0.8):
        axes.axvline(limit, color="0.6", linewidth=0.7, linestyle=(0, (4, 3)), zorder=0)


def _draw(axes: Axes, rows: list[tuple[Cell, ...]], codes: list[str], at: int, rounds: int) -> None:
    colour, mark = COLOURS[at % len(COLOURS)], MARKS[at % len(MARKS)]
    off = (at - (rounds - 1) / 2) * 0.7 / rounds
    seen: list[tuple[float, float]] = []
    for code, _, value, low, high, *_ in rows:
        y = codes.index(str(code)) + off
        if not isinstance(value, int | float):
            axes.text(_LEFT + 0.02, y, "not estimable", va="center", color=colour, fontsize=6)
            continue
        seen.append((float(value), y))
        if isinstance(low, int | float) and isinstance(high, int | float):
            axes.plot([max(low, _LEFT), high], [y, y], color=colour, linewidth=1)
            if low < _LEFT:
                axes.plot([_LEFT], [y], "<", color=colour, markersize=4, clip_on=False)
    axes.plot(
        [max(x, _LEFT) for x, _ in seen],
        [y for _, y in seen],
        mark,
        color=colour,
        markersize=4,
        linestyle="none",
        label=f"round {rows[0][1]}",
    )
