"""A transcript to read, with the codes of each unit beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.tables.given import Findings
from workbench.terms import Cell, Table, Turn, Unit, clock

COLUMNS = ("Unit", "Time", "Speaker", "Text", "Codes")


def transcript_table(
    name: str, text: str, turns: Sequence[Turn], units: Sequence[Unit], findings: Findings
) -> Table:
    """Print every turn, cut into its units; what was not judged stands without number and code."""
    codes = {code.uid: code.name for _, code in findings.codebook.walk()}
    said = {
        unit.unit: "; ".join(codes[code] for code in unit.codes if code in codes)
        for unit in findings.units
        if unit.document == name
    }
    rows = tuple(row for turn in turns for row in _rows(text, turn, units, said))
    return Table(name, COLUMNS, rows, (findings.rule,), findings.provenance)


def transcripts_table(tables: Sequence[Table]) -> Table:
    """Several transcripts as one table; where they are several, each row says which."""
    if len(tables) == 1:
        return tables[0]
    rows = tuple((one.title, *row) for one in tables for row in one.rows)
    first = tables[0]
    return Table("Transcripts", ("Document", *COLUMNS), rows, first.notes, first.provenance)


def _rows(
    text: str, turn: Turn, units: Sequence[Unit], said: dict[int, str]
) -> Iterator[tuple[Cell, ...]]:
    """A row a unit; the first of a turn names its time and speaker."""
    begins: tuple[Cell, Cell] = (clock(turn.time), turn.speaker or turn.case or "")
    inside = [unit for unit in units if unit.turn == turn.position]
    if not any(unit.position in said for unit in inside):
        yield (None, *begins, text[turn.start : turn.stop], "")
        return
    for unit in inside:
        number = unit.position if unit.position in said else None
        yield (number, *begins, text[unit.start : unit.stop], said.get(unit.position, ""))
        begins = ("", "")
