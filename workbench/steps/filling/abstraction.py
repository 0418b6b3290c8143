"""T15: the condensed form of each meaning unit."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.coding.spoken import short_names
from workbench.steps.exports.themes import found_in
from workbench.steps.exports.wanted import Wanted
from workbench.steps.filling.written import written
from workbench.steps.findings import latest_revealed
from workbench.steps.theme_table import served
from workbench.store import Reader, Store
from workbench.store.reads import documents
from workbench.store.reads.cells import ABSTRACTION, unit_row
from workbench.tables.abstraction import abstraction_table, ladder, meaning_units
from workbench.tables.filling import FillColumn, Filling, FillRow
from workbench.tables.given import Findings
from workbench.terms import Table, Viewer

CONDENSED = "condensed"


def abstraction(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T15: all references of a round, or those whose units were condensed."""
    with store.reading() as reader:
        found = found_in(reader, viewer, wanted)
        typed = written(reader, viewer, ABSTRACTION)
        condensed = {
            place: typed[key][CONDENSED]
            for place, key in _keys(reader, viewer, wanted, found)
            if CONDENSED in typed.get(key, {})
        }
        themes = _themes(reader, viewer, wanted, found)
        return abstraction_table(found, condensed, themes, filled=wanted.filled)


def filling(reader: Reader, viewer: Viewer, wanted: Wanted) -> Filling:
    """A row a meaning unit, with its codes beside it."""
    found = found_in(reader, viewer, wanted)
    typed, keys = written(reader, viewer, ABSTRACTION), dict(_keys(reader, viewer, wanted, found))
    ladders = ladder(found.codebook, _themes(reader, viewer, wanted, found))
    called = short_names(dict.fromkeys(unit.document for unit in found.units))
    rows: dict[tuple[str, int], FillRow] = {}
    for place, quotation, words in meaning_units(found):
        code = ladders[quotation.code].code
        if place in rows:
            before = rows[place]
            both = f"{before.shown[1]}; {code}"
            rows[place] = FillRow(before.key, before.name, (words, both), before.words)
        else:
            name = f"{called[place[0]]}-{place[1]}"
            rows[place] = FillRow(keys[place], name, (words, code), typed.get(keys[place], {}))
    columns = (FillColumn(CONDENSED, "Condensed"),)
    shown = ("Meaning unit", "Code")
    return Filling("Abstraction", "Unit", shown, columns, tuple(rows.values()))


def _keys(
    reader: Reader, viewer: Viewer, wanted: Wanted, found: Findings
) -> Iterator[tuple[tuple[str, int], str]]:
    """For each unit the key of its row: the document's uid, how it is cut, the position.

    What a round judges keeps its number whatever becomes of the text.
    """
    cut = latest_revealed(reader, viewer, wanted.n).unit
    uids = {name: uid for uid, name in documents.names_by_uid(reader, viewer).items()}
    for unit in found.units:
        yield (unit.document, unit.unit), unit_row(uids[unit.document], cut, unit.unit)


def _themes(
    reader: Reader, viewer: Viewer, wanted: Wanted, found: Findings
) -> dict[str, str] | None:
    """The themes that each code serves in the set asked for."""
    if wanted.theme_set is None:
        return None
    return served(reader, viewer, found.codebook, wanted.theme_set)
