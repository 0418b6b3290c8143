"""What history and undo say of somebody who withdraws goes too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, delete, func, select, type_coerce, update

from workbench.store.sqlite import listed, prepared
from workbench.store.tables import document, event, revision, undo
from workbench.store.transaction import Reader, Writer
from workbench.store.writes.withdrawals import CellRow, Holds, Target, Unit


class Told(NamedTuple):
    """An event that names a stretch of a document, in offsets of its own time."""

    n: int
    document_id: int
    start: int
    stop: int


def told_of(reader: Reader, documents: Sequence[int]) -> list[Told]:
    """The events that name a stretch of some documents (ids)."""
    ids = event.c.ids
    here = func.json_extract(ids, "$.document")
    start, stop = func.json_extract(ids, "$.start"), func.json_extract(ids, "$.stop")
    found = select(event.c.n, here, start, stop).where(start.is_not(None), stop.is_not(None))
    asked = frozenset(documents)
    rows = reader.fetch(prepared(found), {})
    return [told for told in map(Told._make, rows) if told.document_id in asked]


def revised_in(reader: Reader, document_id: int) -> list[tuple[int, list[list[int]]]]:
    """The changes of a document's text, first to last: the event of each, and its map."""
    r, ids = revision.c, event.c.ids
    if reader.value(select(r.n).where(r.document_id == document_id).limit(1)) is None:
        return []
    events = reader.rows(
        select(func.json_extract(ids, "$.revision"), event.c.n).where(
            func.json_extract(ids, "$.document") == document_id,
            func.json_extract(ids, "$.revision") > 0,
        )
    )
    when = dict(tuple(row) for row in events)
    maps = reader.rows(select(r.n, r.map).where(r.document_id == document_id).order_by(r.n))
    return [(when.get(n, 0), there) for n, there in maps]


def forget_events(writer: Writer, events: Iterable[int], units: Sequence[Unit]) -> None:
    """Of these events, and those on units, history keeps that and when, not what."""
    unit_id = func.json_extract(event.c.ids, "$.unit")
    on_units = writer.rows(
        select(event.c.n).where(
            unit_id.in_(listed(one.id for one in units)), event.c.what.like("decision%")
        )
    )
    numbers = [*events, *(row.n for row in on_units)]
    writer.run(update(event).where(event.c.n.in_(listed(numbers))).values(ids={"withdrawn": True}))


class Gone(NamedTuple):
    """What goes, for telling it in undo entries."""

    documents: Sequence[int]
    units: frozenset[int]
    codings: frozenset[int]
    targets: frozenset[Target]
    holds: Holds
    is_told: Callable[[Any], bool]
    """Whether a plain value has words or names of theirs in it."""
    cells: frozenset[CellRow] = frozenset()


def forget_undo(writer: Writer, gone: Gone) -> None:
    """What could be undone of theirs can be no more."""
    u, names = undo.c, _names(writer)
    said = cast(u.inverse, Text)
    here = u.document_id.is_(None) | u.document_id.in_(listed(gone.documents))
    rows = writer.rows(select(u.coder_id, u.n, u.round_id, u.document_id, said).where(here))
    removed, repacked = [], []
    for coder_id, n, round_id, document_id, inverse in rows:
        act = json.loads(inverse)
        left = _left(act, gone, document_id, round_id, names)
        if not left:
            removed.append({"of_coder": coder_id, "act": n})
        elif left != act:
            repacked.append({"of_coder": coder_id, "act": n, "to": json.dumps(left)})
    this = (u.coder_id == bindparam("of_coder")) & (u.n == bindparam("act"))
    if removed:
        writer.connection.execute(delete(undo).where(this), removed)
    if repacked:
        to = type_coerce(bindparam("to", type_=Text), Text)
        writer.connection.execute(update(undo).where(this).values(inverse=to), repacked)


def _names(reader: Reader) -> dict[str, int]:
    return {row.name: row.id for row in reader.rows(select(document.c.name, document.c.id))}


_LISTS = ("put", "taken", "passed", "cleared", "flagged", "chosen", "typed")


def _left(
    act: dict[str, Any],
    gone: Gone,
    document_id: int | None,
    round_id: int | None,
    names: Mapping[str, int],
) -> dict[str, Any]:
    """What is left of an act without what was done to units that are withdrawn; empty: nothing."""
    if _is_about(act, gone, round_id, names) or gone.is_told(act):
        return {}
    left = {**act, **_kept(act, gone, document_id)}
    emptied = any(act.get(name) and not left[name] for name in _LISTS if name in act)
    rest = {name for name in left if name not in ("what", "state", "start", "stop")}
    return {} if emptied and not any(left[name] not in ([], None) for name in rest) else left


def _kept(act: dict[str, Any], gone: Gone, document_id: int | None) -> dict[str, Any]:
    """Of each list of an act, what is about nothing that is withdrawn."""
    here = document_id in gone.documents
    stays: dict[str, Callable[[Any], bool]] = {
        "put": lambda m: not (here and gone.holds(document_id or 0, m[1], m[2])),
        "taken": lambda m: not (here and gone.holds(document_id or 0, m[1], m[2])),
        "passed": lambda unit_id: unit_id not in gone.units,
        "cleared": lambda unit_id: unit_id not in gone.units,
        "flagged": lambda f: not gone.holds(f[2], f[4], f[5]),
        "chosen": lambda c: c[0] not in gone.codings,
        "typed": lambda cell: (cell[0], cell[1]) not in gone.cells,
    }
    return {name: [one for one in act[name] if stays[name](one)] for name in _LISTS if name in act}


def _is_about(
    act: Mapping[str, Any], gone: Gone, round_id: int | None, names: Mapping[str, int]
) -> bool:
    if "memo" in act:
        kind, target, *_ = act["memo"]
        return Target(kind, target, round_id) in gone.targets
    if "decision" in act and act["decision"][0] in gone.units:
        return True
    return "themes" in act and any(
        gone.holds(names[cells[0]], cells[1], cells[2])
        for sides in act["themes"][2].values()
        for side in sides
        for cells in (side or {}).get("quotations", ())
        if cells[0] in names
    )
