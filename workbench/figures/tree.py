"""Themes and their subthemes as a tree, each with its references."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from workbench.figures.paper import COLOURS, paper

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from workbench.terms import Table

_LINE = 8.0
"""Millimetres a subtheme."""
_THEME, _SUBTHEME = 0.0, 0.56
_WIDE = 0.42


def theme_tree(table: Table) -> Figure:
    """Draw each theme at the left, its subthemes at the right; the numbers are references n (%).

    The table is the theme table: its columns Theme, Subtheme, References n (%).
    """
    at = table.columns.index("References n (%)")
    rows = [(str(row[0]), str(row[1] or ""), str(row[at])) for row in table.rows]
    themes = list(dict.fromkeys(theme for theme, _, _ in rows))
    heights = {theme: max(1, sum(t == theme and bool(s) for t, s, _ in rows)) for theme in themes}
    figure, axes = paper(12 + _LINE * sum(heights.values()))
    axes.set_axis_off()
    axes.set_xlim(-0.005, _SUBTHEME + _WIDE + 0.005)
    axes.set_ylim(sum(heights.values()) - 0.4, -0.6)
    y = 0
    for n, theme in enumerate(themes):
        colour = COLOURS[n % len(COLOURS)]
        _branch(axes, [row for row in rows if row[0] == theme], y, heights[theme], colour)
        y += heights[theme]
    return figure


def _branch(axes: Axes, rows: list[tuple[str, str, str]], y: int, height: int, colour: str) -> None:
    middle = y + (height - 1) / 2
    whole = next((count for _, subtheme, count in rows if not subtheme), "")
    _box(axes, _THEME, middle, f"{rows[0][0]}\n{whole}", colour, bold=True)
    for place, (_, subtheme, count) in enumerate(row for row in rows if row[1]):
        _box(axes, _SUBTHEME, y + place, f"{subtheme}  {count}", colour)
        axes.plot(
            [_WIDE, (_WIDE + _SUBTHEME) / 2, (_WIDE + _SUBTHEME) / 2, _SUBTHEME],
            [middle, middle, y + place, y + place],
            color=colour,
            linewidth=0.8,
        )


def _box(axes: Axes, x: float, y: float, words: str, colour: str, *, bold: bool = False) -> None:
    lines = [line for part in words.split("\n") for line in textwrap.wrap(part, 46) or [""]]
    axes.text(
        x + _WIDE / 2,
        y,
        "\n".join(lines),
        ha="center",
        va="center",
        fontweight="bold" if bold else "normal",
        fontsize=7.5,
        linespacing=1.2,
    )
    from matplotlib.patches import Rectangle

    tall = 0.8 if not bold else 0.9
    edge = Rectangle(
        (x, y - tall / 2), _WIDE, tall, fill=False, edgecolor=colour, linewidth=1.4 if bold else 0.8
    )
    axes.add_patch(edge)
