"""The units of documents as a table, with the words that coders saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.terms import Cell, Table, Turn, Unit, clock

COLUMNS = ("document", "unit", "start", "stop", "turn", "speaker", "case", "text")


TIME = "time"
"""Only where turns have one: where the turn begins in the recording."""


def units_table(
    texts: Mapping[str, str],
    turns: Mapping[str, Sequence[Turn]],
    units: Mapping[str, Sequence[Unit]],
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """List units in the order of `units`; `text` is `texts[document][start:stop]`, unshortened.

    Offsets are code points, half-open; positions of units and turns count from 1.
    """
    timed = any(turn.time is not None for document in units for turn in turns.get(document, ()))
    rows = tuple(
        (*row, clock(time)) if timed else row
        for document, those in units.items()
        for row, time in _rows(document, texts[document], turns.get(document, ()), those)
    )
    return Table("Units", (*COLUMNS, TIME) if timed else COLUMNS, rows, (), provenance or {})


def _rows(
    document: str, text: str, turns: Sequence[Turn], units: Sequence[Unit]
) -> Iterator[tuple[tuple[Cell, ...], float | None]]:
    by_position = {turn.position: turn for turn in turns}
    for unit in units:
        turn = by_position.get(unit.turn)
        row = (
            document,
            unit.position,
            unit.start,
            unit.stop,
            unit.turn,
            turn.speaker if turn else None,
            turn.case if turn else None,
            text[unit.start : unit.stop],
        )
        yield row, turn.time if turn else None
