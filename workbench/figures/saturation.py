"""New codes document by document, and how they add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.figures.paper import COLOURS, paper, shortened

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from workbench.terms import Cell, Table


def saturation_curve(table: Table) -> Figure:
    """Draw a bar of new codes for each document, and the line of all codes so far."""
    names = [shortened(str(row[0]), 24) for row in table.rows]
    fresh, so_far = ([_number(row[at]) for row in table.rows] for at in (2, 3))
    figure, axes = paper(80)
    places = list(range(len(names)))
    axes.bar(places, fresh, color=COLOURS[5], width=0.6, label="new codes")
    axes.plot(places, so_far, "o-", color=COLOURS[0], markersize=4, label="codes so far")
    for place, count in zip(places, so_far, strict=True):
        axes.annotate(f"{count:g}", (place, count), (0, 4), textcoords="offset points", ha="center")
    slanted = len(names) > 8
    axes.set_xticks(
        places, names, rotation=45 if slanted else 0, ha="right" if slanted else "center"
    )
    axes.set_ylabel("Codes")
    axes.set_ylim(0, max([*so_far, 1]) * 1.15)
    axes.legend(frameon=False, loc="center right")
    return figure


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
