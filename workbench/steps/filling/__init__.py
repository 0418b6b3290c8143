"""Tables that people fill in, one file per table: what they look like, and how they print."""

from __future__ import annotations

from collections.abc import Callable

from workbench.shelf import Shelf
from workbench.steps.exports.wanted import Wanted
from workbench.store import Reader
from workbench.tables.filling import Filling
from workbench.terms import Viewer

_HERE = "workbench.steps.filling"

FILLINGS: Shelf[Callable[[Reader, Viewer, Wanted], Filling]] = Shelf(
    "table to fill in",
    {
        "joint": f"{_HERE}.joint:filling",
        "framework": f"{_HERE}.framework:filling",
        "coreq": f"{_HERE}.checklists:coreq_filling",
        "srqr": f"{_HERE}.checklists:srqr_filling",
        "abstraction": f"{_HERE}.abstraction:filling",
    },
)
"""For each, what is to be filled in and what is written there."""
