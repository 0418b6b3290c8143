"""Small cells: who could be told apart by what is known of them, and tables that do not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.privacy import cells as rules
from workbench.privacy.cells import Cell
from workbench.store import Reader, Store
from workbench.store.reads.cases import cases
from workbench.store.reads.settings import SMALL_CELLS, settings
from workbench.store.writes.settings import put_setting
from workbench.tables.given import Grouping
from workbench.terms import CaseFacts, Viewer


class Cells(NamedTuple):
    """What a study has settled about small cells."""

    fewest: int = rules.FEWEST
    suppress: bool = False
    """Whether tables make groups with fewer people one."""


def cells_of(reader: Reader, viewer: Viewer) -> Cells:
    """What is settled; five and no suppressing, unless somebody said otherwise."""
    found = settings(reader, viewer).get(SMALL_CELLS, {})
    return Cells(**found) if found else Cells()


def settle_cells(
    store: Store, viewer: Viewer, fewest: int | None = None, *, suppress: bool | None = None
) -> Cells:
    """Say below how many people a cell is small, and whether tables merge such groups."""
    with store.writing(viewer) as writer:
        before = cells_of(writer, viewer)
        after = Cells(
            before.fewest if fewest is None else fewest,
            before.suppress if suppress is None else suppress,
        )
        if after.fewest < 1:
            raise NotAsked(f"A cell is small below a number of people of 1 or more, not {fewest}.")
        if after != before:
            put_setting(writer, SMALL_CELLS, after._asdict())
            writer.event("small cells settled", after._asdict())
    return after


def small_cells(store: Store, viewer: Viewer) -> tuple[Cells, list[Cell]]:
    """The combinations of facts that too few have, by what is settled."""
    with store.reading() as reader:
        settled, everybody = cells_of(reader, viewer), cases(reader, viewer)
    return settled, rules.small_cells([_facts(one) for one in everybody], settled.fewest)


def _facts(one: CaseFacts) -> dict[str, str]:
    """Words that are known of a case, its scores aside, and the roles it had."""
    roles = sorted({here.role for here in one.attendances if here.role})
    known = {
        fact.name: f"{fact.value:g}" if isinstance(fact.value, float) else str(fact.value)
        for fact in one.attributes
        if not fact.instrument
    }
    return known | ({"role": ", ".join(roles)} if roles else {})


def without_small(reader: Reader, viewer: Viewer, found: Grouping) -> Grouping:
    """Groups of people, those with few of them made one, if the study has settled it so."""
    settled = cells_of(reader, viewer)
    if not settled.suppress:
        return found
    people = {(case, group) for (case, _), group in found.of.items()}
    sizes = Counter(group for _, group in people)
    called = rules.merged({name: sizes[name] for name in found.names}, settled.fewest)
    return replace(
        found,
        names=tuple(dict.fromkeys(called[name] for name in found.names)),
        of={key: called[group] for key, group in found.of.items()},
    )


def told(settled: Cells, found: Sequence[Cell]) -> list[str]:
    """The small cells in lines."""
    return [
        f"{', '.join(f'{name} {value}' for name, value in cell.facts)}: {cell.cases} of "
        f"{settled.fewest} needed"
        for cell in found
    ]
