"""The codings of a round as a table that can be loaded again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from workbench.terms import Cell, Codebook, Coding, NoCode, Table, Unit

COLUMNS = ("document", "unit", "start", "stop", "coder", "code", "round")


def codings_table(
    number: int,
    codebook: Codebook,
    units: Mapping[str, Sequence[Unit]],
    codings: Iterable[Coding],
    no_codes: Iterable[NoCode] = (),
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """List what was coded in round `number`, and where no code applies.

    A coding that is exactly one unit names the unit; any other has start and stop, code points,
    half-open. `code` is the name, or the path where a name occurs twice; empty means that no
    code applies. `units` gives for each document its units.
    """
    names = _names(codebook)
    bounds = {
        (name, unit.start, unit.stop): unit.position
        for name, those in units.items()
        for unit in those
    }
    starts = {(name, position): start for (name, start, _), position in bounds.items()}
    lines = [_coded(coding, names, bounds, number) for coding in codings]
    lines += [_passed(no_code, starts, number) for no_code in no_codes]
    rows = tuple(row for _, row in sorted(lines))
    return Table(f"Codings, round {number}", COLUMNS, rows, (_NOTE,), provenance or {})


_NOTE = "An empty code: no code applies. A unit without a row for a coder was not judged by them."

# Document, coder, start, stop, code: the order of the table, whatever the order of storage.
_Place = tuple[str, str, int, int, str]


def _coded(
    coding: Coding,
    names: Mapping[str, str],
    bounds: Mapping[tuple[str, int, int], int],
    number: int,
) -> tuple[_Place, tuple[Cell, ...]]:
    document, start, stop, code = coding.document, coding.start, coding.stop, names[coding.code]
    unit = bounds.get((document, start, stop))
    stretch = (unit, None, None) if unit else (None, start, stop)
    return (document, coding.coder, start, stop, code), (
        document,
        *stretch,
        coding.coder,
        code,
        number,
    )


def _passed(
    no_code: NoCode, starts: Mapping[tuple[str, int], int], number: int
) -> tuple[_Place, tuple[Cell, ...]]:
    document, coder, unit = no_code.document, no_code.coder, no_code.unit
    place = (document, coder, starts.get((document, unit), 0), 0, "")
    return place, (document, unit, None, None, coder, "", number)


def _names(codebook: Codebook) -> Mapping[str, str]:
    times = Counter(path[-1] for path, _ in codebook.walk())
    return {
        code.uid: path[-1] if times[path[-1]] == 1 else " > ".join(path)
        for path, code in codebook.walk()
    }
