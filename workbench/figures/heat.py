"""Counts in a table as shades, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.figures.paper import COLUMN, paper, shortened

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from workbench.terms import Cell, Table

_CELL = 7.0
"""Millimetres."""


def heat_map(table: Table) -> Figure:
    """Draw rows and columns of counts; in a symmetric table the diagonal is left unshaded.

    The first column names the rows.
    """
    names = [shortened(str(row[0])) for row in table.rows]
    columns = [shortened(name) for name in table.columns[1:]]
    counts = [[_number(cell) for cell in row[1:]] for row in table.rows]
    symmetric = [row[0] for row in table.rows] == list(table.columns[1:])
    shades = [
        [0.0 if symmetric and at == line else count for at, count in enumerate(row)]
        for line, row in enumerate(counts)
    ]
    figure, axes = paper(
        45 + _CELL * max(1, len(names)), width=max(COLUMN, 75 + _CELL * len(columns))
    )
    top = max((shade for row in shades for shade in row), default=0) or 1
    if names and columns:
        axes.pcolormesh(shades, cmap="Blues", vmin=0, vmax=top * 1.25, edgecolors="white")
    for line, row in enumerate(counts):
        for at, count in enumerate(row):
            dark = shades[line][at] > 0.75 * top
            axes.text(at + 0.5, line + 0.5, f"{count:g}", ha="center", va="center", fontsize=7,
                      color="white" if dark else "0.1")  # fmt: skip
    middles = [at + 0.5 for at in range(max(len(columns), len(names)))]
    axes.set_xticks(
        middles[: len(columns)], columns, rotation=45, ha="left", rotation_mode="anchor"
    )
    axes.xaxis.set_ticks_position("top")
    axes.set_yticks(middles[: len(names)], names)
    axes.set_ylim(len(names), 0)
    axes.set_xlim(0, len(columns))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
