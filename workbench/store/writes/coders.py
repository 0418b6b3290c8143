"""Who codes."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from workbench.errors import NotAsked
from workbench.folding import fold
from workbench.store import tables
from workbench.store.tables import assignment, coder, event
from workbench.store.transaction import Writer, new_uid


def add_coder(writer: Writer, name: str, role: str, uid: str | None = None) -> None:
    """Add a coder; names are people, so no two are the same.

    Who had an identity elsewhere brings their `uid`.
    """
    if writer.value(select(coder.c.id).where(coder.c.name == name)):
        raise NotAsked(f"There is a coder “{name}” already; choose another name.")
    coder_id = writer.insert(coder, id=_new_id(writer), uid=uid or new_uid(), name=name, role=role)
    writer.event("coder added", {"coder": coder_id})


def _new_id(writer: Writer) -> int:
    """One that nobody ever had, since the history goes on telling of who was removed."""
    gone = writer.rows(select(event.c.ids).where(event.c.what == "coder removed"))
    last = writer.value(select(func.max(coder.c.id)))
    return max(last or 0, *(int(row.ids["coder"]) for row in gone), 0) + 1


def rename_coder(writer: Writer, name: str, new: str) -> None:
    """Give a coder another name, which is nobody else's in any writing."""
    coder_id = writer.coder_id(name)
    for row in writer.rows(select(coder.c.id, coder.c.name)):
        if row.id != coder_id and fold(row.name) == fold(new):
            raise NotAsked(f"There is a coder “{row.name}” already; choose another name.")
    writer.run(update(coder).where(coder.c.id == coder_id).values(name=new))
    writer.event("coder renamed", {"coder": coder_id})


def remove_coder(writer: Writer, name: str) -> None:
    """Remove a coder of whom nothing is left but places in drafted rounds, which go too."""
    coder_id = writer.coder_id(name)
    writer.run(delete(assignment).where(assignment.c.coder_id == coder_id))
    writer.run(delete(coder).where(coder.c.id == coder_id))
    writer.event("coder removed", {"coder": coder_id})


_TRACES = tuple(
    column
    for table in tables.METADATA.sorted_tables
    for column in table.c
    if table is not assignment and any(key.column is coder.c.id for key in column.foreign_keys)
)
"""Columns that say of something that a coder made or did it; being assigned is neither."""


def has_worked(writer: Writer, name: str) -> bool:
    """Whether anything in the study is by a coder, or was agreed to by them."""
    coder_id = writer.coder_id(name)
    return _agreed(writer, coder_id) or any(
        writer.value(select(column).where(column == coder_id).limit(1)) for column in _TRACES
    )


def _agreed(writer: Writer, coder_id: int) -> bool:
    """Whether a coder ever agreed to a decision; it may have been taken back."""
    made = writer.rows(select(event.c.ids).where(event.c.what.startswith("decision ")))
    return any(coder_id in row.ids.get("agreed", ()) for row in made)
