"""The units of documents as a table, with the words that coders saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from workbench.tables.quoting import KEPT_BACK
from workbench.terms import Cell, Table, Turn, Unit, clock

COLUMNS = ("document", "unit", "start", "stop", "turn", "speaker", "case", "text")
_TEXT = COLUMNS.index("text")

TIME = "time"
"""Only where turns have one: where the turn begins in the recording."""


def units_table(
    texts: Mapping[str, str],
    turns: Mapping[str, Sequence[Turn]],
    units: Mapping[str, Sequence[Unit]],
    forbids: Callable[[str, str | None], bool] = lambda _document, _case: False,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """List units in the order of `units`; `text` is `texts[document][start:stop]`, unshortened.

    Offsets are code points, half-open; positions of units and turns count from 1. `forbids` says
    of a document and a case whether their words stay out.
    """
    timed = any(turn.time is not None for document in units for turn in turns.get(document, ()))
    rows = tuple(
        (*row, clock(time)) if timed else row
        for document, those in units.items()
        for row, time in _rows(document, texts[document], turns.get(document, ()), those, forbids)
    )
    left_out = sum(row[_TEXT] == KEPT_BACK for row in rows)
    notes = (f"Units without their text, because they are not to be quoted: {left_out}.",)
    columns = (*COLUMNS, TIME) if timed else COLUMNS
    return Table("Units", columns, rows, notes if left_out else (), provenance or {})


def _rows(
    document: str,
    text: str,
    turns: Sequence[Turn],
    units: Sequence[Unit],
    forbids: Callable[[str, str | None], bool],
) -> Iterator[tuple[tuple[Cell, ...], float | None]]:
    by_position = {turn.position: turn for turn in turns}
    for unit in units:
        turn = by_position.get(unit.turn)
        is_kept_back = forbids(document, turn.case if turn else None)
        row = (
            document,
            unit.position,
            unit.start,
            unit.stop,
            unit.turn,
            turn.speaker if turn else None,
            turn.case if turn else None,
            KEPT_BACK if is_kept_back else text[unit.start : unit.stop],
        )
        yield row, turn.time if turn else None
