"""From a table to a figure of it; one file per figure.

A figure shows the numbers of a table and none of its own, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.safe import safe
from workbench.shelf import Shelf

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from workbench.terms import Table

FIGURES: Shelf[Callable[[Table], Figure]] = Shelf(
    "figure",
    {
        "themes": "workbench.figures.tree:theme_tree",
        "agreement-by-round": "workbench.figures.intervals:alpha_by_round",
        "saturation": "workbench.figures.saturation:saturation_curve",
        "co-occurrence": "workbench.figures.heat:heat_map",
        "codes-by-document": "workbench.figures.heat:heat_map",
        "swot-boxes": "workbench.figures.boxes:boxes",
    },
)
"""For the name of a table, the figure of it."""

FORMATS = ("svg", "png", "pdf")


def draw(name: str, table: Table, suffix: str) -> bytes:
    """The figure of a table as the bytes of a file in one of FORMATS.

    The same table gives the same bytes. Raises NameUnknown for a table that has no figure.
    """
    from workbench.figures.paper import saved, settings

    with settings():
        return saved(FIGURES[name](_drawable(table)), suffix, table)


def _drawable(table: Table) -> Table:
    """The table with characters that no drawing may hold shown as visible signs."""
    columns = tuple(_plain(name) for name in table.columns)
    rows = tuple(
        tuple(_plain(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def _plain(text: str) -> str:
    return safe(text, keep="\n").replace("\ufffe", "�").replace("\uffff", "�")
