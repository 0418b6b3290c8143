"""A revealed round of two coders who do not quite agree."""

from __future__ import annotations

from pathlib import Path

from tests.tui.study import opened
from workbench.steps.code import finish, toggle
from workbench.steps.memo import write_memo
from workbench.steps.rounds import close_round, reveal_round
from workbench.store import Store
from workbench.store.reads.documents import units as read_units
from workbench.terms import NOBODY, Viewer


def revealed(path: Path) -> Store:
    """The study of `opened`, coded, closed and revealed."""
    store = opened(path)
    for coder, units in (
        ("ana", {2: "c-containment", 6: "c-fear", 8: "c-anger"}),
        ("ben", {2: "c-relation", 6: "c-fear", 7: "c-containment", 8: "c-anger"}),
    ):
        code_units(store, Viewer(coder), units)
    write_memo(store, Viewer("ben"), "unit", "session 1#7", "tired is a feeling too", 1)
    close_round(store, NOBODY, 1)
    reveal_round(store, NOBODY, 1)
    return store


def code_units(store: Store, viewer: Viewer, units: dict[int, str]) -> None:
    """Put codes on units, and declare the document finished."""
    with store.reading() as reader:
        found = read_units(reader, viewer, "session 1", "turn")
    for number, code in units.items():
        unit = found[number - 1]
        toggle(store, viewer, 1, "session 1", code, unit.start, unit.stop)
    finish(store, viewer, 1, "session 1")
