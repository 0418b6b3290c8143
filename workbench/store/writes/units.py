"""Units cut by hand: one made two, two made one."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, delete, select, update

from workbench.errors import NotAsked
from workbench.store.tables import round_document, unit, unit_set
from workbench.store.transaction import Writer


class Parted(NamedTuple):
    """A stretch of a unit set that is two units, or one."""

    unit_set_id: int
    start: int
    first_stop: int
    second_start: int
    stop: int
    apart: bool = True
    """Two units, from `start` to `first_stop` and from `second_start` to `stop`; else one."""

    def inverse(self) -> Parted:
        """What takes it back."""
        return self._replace(apart=not self.apart)


def is_judged(writer: Writer, unit_set_id: int) -> bool:
    """Whether a round uses a unit set, if only in a draft."""
    locked = writer.value(select(unit_set.c.locked).where(unit_set.c.id == unit_set_id))
    used = select(round_document.c.round_id).where(round_document.c.unit_set_id == unit_set_id)
    return bool(locked) or writer.value(used.limit(1)) is not None


def document_of(unit_set_id: int) -> Select[Any]:
    """The id of the document that a unit set cuts."""
    return select(unit_set.c.document_id).where(unit_set.c.id == unit_set_id)


def part(writer: Writer, parted: Parted) -> None:
    """Make two units of one, or one of two; refused where they are not there any more."""
    u = unit.c
    rows = writer.rows(
        select(u.start, u.stop, u.turn_id)
        .where(u.unit_set_id == parted.unit_set_id)
        .order_by(u.position)
    )
    two = [(parted.start, parted.first_stop), (parted.second_start, parted.stop)]
    one = [(parted.start, parted.stop)]
    before, after = (one, two) if parted.apart else (two, one)
    spans = [(row.start, row.stop) for row in rows]
    at = spans.index(before[0]) if before[0] in spans else -1
    if at < 0 or spans[at : at + len(before)] != before or is_judged(writer, parted.unit_set_id):
        raise NotAsked("These units were cut otherwise since, or are being judged; look again.")
    turn_id = rows[at].turn_id
    units = [(start, stop, row.turn_id) for (start, stop), row in zip(spans, rows, strict=True)]
    units[at : at + len(before)] = [(*span, turn_id) for span in after]
    # Ids follow the order, so all are given anew; nothing refers to units that nobody judges.
    writer.run(delete(unit).where(u.unit_set_id == parted.unit_set_id))
    writer.insert_many(
        unit,
        ("unit_set_id", "position", "start", "stop", "turn_id"),
        ((parted.unit_set_id, n, *place) for n, place in enumerate(units, 1)),
    )


def remember_setting(writer: Writer, unit_set_id: int, setting: str) -> None:
    """Keep with a unit set that something is so."""
    here = unit_set.c.id == unit_set_id
    settings = dict(writer.value(select(unit_set.c.settings).where(here)))
    writer.run(update(unit_set).where(here).values(settings={**settings, setting: "yes"}))
