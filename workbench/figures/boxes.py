"""Strengths, weaknesses, opportunities, threats: a box each, two side by side."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from workbench.figures.paper import COLOURS, COLUMN

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from workbench.terms import Table

_LINE = 4.2
"""Millimetres a line of 7.5 points."""


def boxes(table: Table) -> Figure:
    """Draw the table of boxes: a row of heads, a row of what stands below them, and so on."""
    from matplotlib.figure import Figure

    lines = [table.columns, *table.rows]
    heads, bodies = lines[0::2], lines[1::2]
    wrapped = [[_wrapped(str(cell or "")) for cell in row] for row in bodies]
    heights = [10 + _LINE * max(len(cell) for cell in row) for row in wrapped]
    figure = Figure(figsize=(COLUMN / 25.4, sum(heights) / 25.4), layout="constrained")
    grid = figure.subplots(len(bodies), 2, squeeze=False, height_ratios=heights)
    for line, (names, cells) in enumerate(zip(heads, wrapped, strict=True)):
        for at, (name, cell) in enumerate(zip(names, cells, strict=True)):
            axes = grid[line][at]
            axes.set_xticks([])
            axes.set_yticks([])
            axes.spines[:].set_visible(bool(name))
            axes.spines[:].set_color(COLOURS[(2 * line + at) % len(COLOURS)])
            axes.set_title(str(name or ""), loc="left", fontweight="bold", fontsize=9)
            axes.text(0.03, 0.95, "\n".join(cell), va="top", transform=axes.transAxes, fontsize=7.5)
    return figure


def _wrapped(cell: str) -> list[str]:
    return [
        piece
        for line in cell.split("\n")
        for piece in textwrap.wrap(line, 52, subsequent_indent="   ") or [""]
    ]
