"""T7, how the codebook changed from round to round, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.tables.given import CodebookChange
from workbench.terms import Cell, Table

COLUMNS = (
    "Round",
    "Added",
    "Merged into",
    "Split into",
    "Renamed",
    "Redefined",
    "Retired",
    "Reason",
)


def evolution_table(
    changes: Iterable[CodebookChange], *, provenance: Mapping[str, str] | None = None
) -> Table:
    """Print a row for the codebook after each round."""
    rows = tuple(_row(change) for change in changes)
    return Table(
        "Codebook by round", COLUMNS, rows, (_NOTE if rows else _NOTHING,), provenance or {}
    )


_NOTE = "Each row is what changed after the round; a renamed code keeps its codings."
_NOTHING = "The codebook has not changed since the first round."


def _row(change: CodebookChange) -> tuple[Cell, ...]:
    return (
        change.round,
        "\n".join(change.added),
        "\n".join(f"{' + '.join(before)} → {after}" for before, after in change.merged),
        "\n".join(f"{before} → {' + '.join(after)}" for before, after in change.split),
        "\n".join(f"{before} → {after}" for before, after in change.renamed),
        "\n".join(change.redefined),
        "\n".join(change.retired),
        change.reason,
    )
