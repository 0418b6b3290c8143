"""Tables for the paper that people fill in: the steps behind the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.terms import Viewer

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tables.filling import FillColumn, Filling, FillRow

ABOUT: Mapping[str, str] = {
    "joint": "numbers beside words, and what both mean together",
    "framework": "for each participant and theme a summary",
    "abstraction": "for each meaning unit its condensed form",
    "coreq": "the reporting checklist for interviews and groups",
    "srqr": "the reporting checklist for any qualitative study",
}
"""The tables, and what people write into them."""


class Place(NamedTuple):
    """A cell that people fill in."""

    row: FillRow
    column: FillColumn

    @property
    def words(self) -> str:
        """What is written there."""
        return self.row.words.get(self.column.key, "")


def read(store: Store, viewer: Viewer, what: str) -> Filling:
    """A table with what is written in it."""
    from workbench.steps.cells import filling_of
    from workbench.steps.exports.wanted import Wanted

    return filling_of(store, viewer, Wanted(what))


def places(filling: Filling) -> list[Place]:
    """Every cell, row by row."""
    return [Place(row, column) for row in filling.rows for column in filling.columns]


def write(store: Store, viewer: Viewer, what: str, row: str, column: str, words: str) -> str:
    """Write one cell; no words empty it."""
    from workbench.steps.cells import set_cell
    from workbench.steps.exports.wanted import Wanted

    name = set_cell(store, viewer, Wanted(what), row, column, words)
    return f"{'Wrote' if words.strip() else 'Emptied'} {name}, {column}."
