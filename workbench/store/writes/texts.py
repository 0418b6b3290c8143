"""A stored text is changed, and all that lies on it is put where it belongs, in one transaction.

Every table with offsets into a text is written here (a test looks for others). Nothing of what
was said before is kept but its hash. Events keep the offsets of their own time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, func, insert, select, update

from workbench.store.tables import (
    coding,
    decision,
    document,
    no_code,
    revision,
    round_,
    round_document,
    second_look,
    share,
    turn,
    unit,
    unit_set,
)
from workbench.store.transaction import Reader, Writer
from workbench.store.writes import acts, shares
from workbench.store.writes.shares import Whose
from workbench.terms import Laid, LaidCoding, LaidSet, LaidTurn, LaidUnit, Span

MOVED = (turn, unit, coding)
"""Tables with offsets of their own; those in undo are moved by `acts.move`."""


class Changed(NamedTuple):
    """What a change of a text touched, whoever did it: ids, for no eyes but a step's."""

    n: int
    """Of the revision, counted from 1 within the document."""
    event: int
    codings: tuple[int, ...]
    """Codings whose words are not what they were."""
    units: tuple[int, ...]
    """Judged units whose words are not what they were."""
    decisions: tuple[int, ...]
    """Decisions on such units."""
    one_now: int
    """How many codings fell together with another of the same code and coder."""


def laid(reader: Reader, name: str) -> Laid:
    """A document with all that lies on its text; a set that a round uses counts as locked."""
    d = document.c
    document_id = reader.id_of(document, "document", name)
    text = reader.value(select(d.text).where(d.id == document_id))
    t, c = turn.c, coding.c
    turns = reader.rows(
        select(t.id, t.start, t.stop).where(t.document_id == document_id).order_by(t.position)
    )
    codings = reader.rows(
        select(c.id, c.start, c.stop, c.first_unit_id, c.last_unit_id)
        .where(c.document_id == document_id)
        .order_by(c.id)
    )
    return Laid(
        document_id,
        name,
        str(text),
        tuple(LaidTurn(*row) for row in turns),
        tuple(_sets(reader, document_id)),
        tuple(LaidCoding(*row) for row in codings),
    )


def _sets(reader: Reader, document_id: int) -> Iterable[LaidSet]:
    s, u = unit_set.c, unit.c
    used = {row[0] for row in reader.rows(select(round_document.c.unit_set_id).distinct())}
    rows = reader.rows(
        select(s.id, s.name, s.locked).where(s.document_id == document_id).order_by(s.id)
    )
    for id_, name, locked in rows:
        units = reader.rows(
            select(u.id, u.turn_id, u.start, u.stop)
            .where(u.unit_set_id == id_)
            .order_by(u.position)
        )
        yield LaidSet(
            id_, name, bool(locked) or id_ in used, tuple(LaidUnit(*row) for row in units)
        )


def put_revised(
    writer: Writer,
    old: Laid,
    new: Laid,
    changes: Sequence[Sequence[int]],
    *,
    move: Callable[[LaidCoding], LaidCoding],
    follow: Callable[[Span], Span],
    what: str = "text corrected",
    look: bool = True,
) -> Changed:
    """Store a document's text and all that lies on it as `new` says, told as event `what`.

    `new` has the ids of `old`; turns and units that it lacks are removed. `changes` are
    `[start, stop, length]` in the old text; `move` and `follow` say where an undone coding and
    a stretch of the screen's go. With `look`, coders find what was changed under their
    judgements in a list.
    """
    held = _held(writer, old.document)
    n = _next_revision(writer, old, changes)
    _put_text(writer, new)
    _move_rows(writer, turn, _spans(old.turns), _spans(new.turns))
    for before, after in zip(old.sets, new.sets, strict=True):
        _move_rows(writer, unit, _spans(before.units), _spans(after.units))
    _drop_empty(writer, old, new)
    one_now = _put_codings(writer, old.document, old.codings, new.codings)
    acts.move(writer, old.document, move, follow)
    _hold_anew(writer, held)
    event = writer.event(what, {"document": old.document, "revision": n, "changes": len(changes)})
    changed = _told(writer, old, new, n, event, one_now)
    if look:
        _ask_to_look(writer, new, changed)
    return changed


def _next_revision(writer: Writer, old: Laid, changes: Sequence[Sequence[int]]) -> int:
    r = revision.c
    last = writer.value(select(func.max(r.n)).where(r.document_id == old.document))
    n = int(last or 0) + 1
    kept = [list(change) for change in changes]
    writer.insert(revision, document_id=old.document, n=n, sha256=sha256_of(old.text), map=kept)
    return n


def sha256_of(text: str) -> str:
    """The hash of a text, as documents carry it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _put_text(writer: Writer, new: Laid) -> None:
    values = {"text": new.text, "sha256": sha256_of(new.text)}
    writer.run(update(document).where(document.c.id == new.document).values(**values))


def _spans(rows: Iterable[LaidTurn] | Iterable[LaidUnit]) -> dict[int, Span]:
    return {row.id: Span(row.start, row.stop) for row in rows}


def _move_rows(
    writer: Writer, table: Table, old: Mapping[int, Span], new: Mapping[int, Span]
) -> None:
    moved = [
        {"of": id_, "to_start": span.start, "to_stop": span.stop}
        for id_, span in new.items()
        if old[id_] != span
    ]
    if moved:
        statement = (
            update(table)
            .where(table.c.id == bindparam("of"))
            .values(start=bindparam("to_start"), stop=bindparam("to_stop"))
        )
        writer.connection.execute(statement, moved)


def _drop_empty(writer: Writer, old: Laid, new: Laid) -> None:
    for before, after in zip(old.sets, new.sets, strict=True):
        kept = {one.id for one in after.units}
        gone = [one.id for one in before.units if one.id not in kept]
        if gone:
            _remove(writer, unit, gone)
            renumber(writer, unit, [one.id for one in after.units])
    kept = {one.id for one in new.turns}
    gone = [one.id for one in old.turns if one.id not in kept]
    if gone:
        _remove(writer, turn, gone)
        renumber(writer, turn, [one.id for one in new.turns])


def _remove(writer: Writer, table: Table, ids: Iterable[int]) -> None:
    statement = delete(table).where(table.c.id == bindparam("of"))
    writer.connection.execute(statement, [{"of": id_} for id_ in ids])


_FAR = 2**40
"""Beyond any offset or number, so that rows on their way are in nobody's place."""


def renumber(writer: Writer, table: Table, ids: Sequence[int]) -> None:
    """Give the rows with these ids the positions 1, 2, 3, …, in this order."""
    statement = update(table).where(table.c.id == bindparam("of")).values(position=bindparam("to"))
    for away in (_FAR, 0):
        numbers = [{"of": id_, "to": n + away} for n, id_ in enumerate(ids, 1)]
        if numbers:
            writer.connection.execute(statement, numbers)


# ------------------------------------------------------------------ codings


def _put_codings(
    writer: Writer, document_id: int, old: Sequence[LaidCoding], new: Sequence[LaidCoding]
) -> int:
    """Move codings; how many fell together with another and are one with it now."""
    before = {one.id: one for one in old}
    moved = [one for one in new if before[one.id] != one]
    if not moved:
        return 0
    alike = _alike(writer, document_id, new)
    shares.remove_codings(writer, alike)
    stay = [one for one in moved if one.id not in alike]
    for away in (_FAR, 0):  # or one would lie, on its way, where another still lies
        rows = [
            {
                "of": one.id,
                "to_start": one.start + away,
                "to_stop": one.stop + away,
                "first": one.first_unit,
                "last": one.last_unit,
            }
            for one in stay
        ]
        if rows:
            writer.connection.execute(_PLACE, rows)
    return len(alike)


_PLACE = (
    update(coding)
    .where(coding.c.id == bindparam("of"))
    .values(
        start=bindparam("to_start"),
        stop=bindparam("to_stop"),
        first_unit_id=bindparam("first"),
        last_unit_id=bindparam("last"),
    )
)


def _alike(writer: Writer, document_id: int, new: Sequence[LaidCoding]) -> frozenset[int]:
    """Ids of codings that would lie on another of the same round, coder and code."""
    c = coding.c
    rows = writer.rows(
        select(c.id, c.round_id, c.coder_id, c.code_id, c.copied, c.starred).where(
            c.document_id == document_id
        )
    )
    place = {one.id: (one.start, one.stop) for one in new}
    best = set()
    gone = set()
    for row in sorted(rows, key=_rank):
        key = (row.round_id, row.coder_id, row.code_id, *place[row.id])
        if key in best:
            gone.add(row.id)
        best.add(key)
    return frozenset(gone)


def _rank(row: Any) -> tuple[bool, bool, int]:
    """Of two that fall together, the one that its coder did more with comes first."""
    return (bool(row.copied), not row.starred, int(row.id))


# ------------------------------------------------------------------ shares that travel


def _held(writer: Writer, document_id: int) -> list[Whose]:
    """Shares whose work lies here as it was when they last moved."""
    rows = writer.rows(
        select(round_.c.n, share.c.round_id, share.c.coder_id, share.c.held)
        .join(round_, round_.c.id == share.c.round_id)
        .join(round_document, round_document.c.round_id == share.c.round_id)
        .where(round_document.c.document_id == document_id)
    )
    found = ((Whose(*row[:3]), row.held) for row in rows)
    return [whose for whose, held in found if shares.judged(writer, whose).digest() == held]


def _hold_anew(writer: Writer, held: Iterable[Whose]) -> None:
    for whose in held:
        here = (share.c.round_id == whose.round_id) & (share.c.coder_id == whose.coder_id)
        digest = shares.judged(writer, whose).digest()
        writer.run(update(share).where(here).values(held=digest))


# ------------------------------------------------------------------ what was touched


def _told(writer: Writer, old: Laid, new: Laid, n: int, event: int, one_now: int) -> Changed:
    units = _changed(old, new, _of_sets(old), _of_sets(new))
    codings = _changed(old, new, _of_codings(old), _of_codings(new))
    d = decision.c
    decided = [row.id for row in writer.rows(select(d.id, d.unit_id)) if row.unit_id in units]
    return Changed(n, event, tuple(sorted(codings)), tuple(sorted(units)), tuple(decided), one_now)


def _of_sets(one: Laid) -> dict[int, Span]:
    return {
        row.id: Span(row.start, row.stop) for cut in one.sets if cut.locked for row in cut.units
    }


def _of_codings(one: Laid) -> dict[int, Span]:
    return {row.id: Span(row.start, row.stop) for row in one.codings}


def _changed(
    old: Laid, new: Laid, before: Mapping[int, Span], after: Mapping[int, Span]
) -> frozenset[int]:
    return frozenset(
        id_
        for id_, span in after.items()
        if old.text[slice(*before[id_])] != new.text[slice(*span)]
    )


def _ask_to_look(writer: Writer, new: Laid, changed: Changed) -> None:
    units, codings = frozenset(changed.units), frozenset(changed.codings)
    c, p = coding.c, no_code.c
    coded = writer.rows(
        select(c.id, c.round_id, c.coder_id, c.first_unit_id, c.last_unit_id).where(
            c.document_id == new.document
        )
    )
    passed = writer.rows(
        select(p.round_id, p.coder_id, p.unit_id)
        .join(unit, unit.c.id == p.unit_id)
        .join(unit_set, unit_set.c.id == unit.c.unit_set_id)
        .where(unit_set.c.document_id == new.document)
    )
    looks = {
        (row.round_id, row.coder_id, unit_id)
        for row in coded
        if row.id in codings
        for unit_id in range(row.first_unit_id, row.last_unit_id + 1)
        if unit_id in units
    }
    looks.update(tuple(row) for row in passed if row.unit_id in units)
    ask_to_look(writer, looks)


def ask_to_look(writer: Writer, looks: Iterable[tuple[int, int, int]]) -> None:
    """Coders are to look again at units they judged: rows of round, coder and unit ids."""
    names = ("round_id", "coder_id", "unit_id")
    rows = [dict(zip(names, one, strict=True)) for one in sorted(looks)]
    if rows:
        writer.connection.execute(insert(second_look).prefix_with("OR IGNORE"), rows)


def looked(writer: Writer, round_id: int, coder_id: int, unit_ids: Iterable[int]) -> int:
    """A coder has looked at units again; how many of them were on their list."""
    here = second_look.c
    return sum(
        writer.run(
            delete(second_look).where(
                here.round_id == round_id, here.coder_id == coder_id, here.unit_id == unit_id
            )
        )
        for unit_id in unit_ids
    )
