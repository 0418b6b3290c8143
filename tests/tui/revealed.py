"""Revealed rounds of two coders who do not quite agree, and what is made of them."""

from __future__ import annotations

from pathlib import Path

from tests.small import passage
from tests.tui.study import made_once, opened
from workbench.steps import themes
from workbench.steps.code import finish, toggle
from workbench.steps.memo import write_memo
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.steps.themes import Place, Wording
from workbench.store import Store
from workbench.store.reads.documents import units as read_units
from workbench.terms import NOBODY, RoundPlan, Viewer


@made_once
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


def code_units(store: Store, viewer: Viewer, units: dict[int, str], n: int = 1) -> None:
    """Put codes on units, and declare the document finished."""
    with store.reading() as reader:
        found = read_units(reader, viewer, "session 1", "turn")
    for number, code in units.items():
        unit = found[number - 1]
        toggle(store, viewer, n, passage("session 1", unit.start, unit.stop), code)
    finish(store, viewer, n, "session 1")


@made_once
def twice(path: Path) -> Store:
    """The same with a second round of the same session, in which they agree more."""
    store = revealed(path)
    draft_round(store, NOBODY, RoundPlan(coders=("ana", "ben"), unit="turn"), open_it=True)
    for coder, more in (("ana", {}), ("ben", {7: "c-fear"})):
        units = {2: "c-containment", 6: "c-fear", 8: "c-anger"} | more
        code_units(store, Viewer(coder), units, 2)
    close_round(store, NOBODY, 2)
    reveal_round(store, NOBODY, 2)
    return store


@made_once
def themed(path: Path) -> Store:
    """A revealed round with a set of two themes, and a copy of it that went its own way."""
    store, ana = revealed(path), Viewer("ana")
    naming = Wording(
        claim="Feelings are held by naming them.",
        memo="Ask the leader.",
        codes=("containment", "fear"),
    )
    themes.begin(store, ana, "first")
    themes.add(store, ana, "Naming", naming)
    themes.add(store, ana, "Going angry", Wording(codes=("anger",)))
    themes.quote(store, ana, "Naming", Place("session 1", 7))
    themes.quote(store, ana, "Naming", Place("session 1", 8), supports=False)
    themes.begin(store, ana, "second", "first")
    themes.edit(store, ana, "Going angry", Wording(name="Anger outside"), "second")
    return store
