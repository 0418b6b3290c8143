"""A stored text is changed, and all that lies on it is put where it belongs, in one transaction.

Every table with offsets into a text is written here (a test looks for others). Nothing of what
was said before is kept but its hash. Events keep the offsets of their own time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, func, select, update

from workbench.errors import NotAsked
from workbench.revisions import Laid, LaidCoding, LaidSet, LaidTurn, LaidUnit
from workbench.store.sqlite import listed
from workbench.store.tables import (
    chosen_part,
    coding,
    decision,
    document,
    no_code,
    revision,
    theme_quotation,
    turn,
    unit,
    unit_set,
    withdrawn_turn,
)
from workbench.store.transaction import Writer
from workbench.store.writes import moving, second_looks, shares
from workbench.store.writes.moving import Moved
from workbench.terms import Span

MOVED = (turn, unit, coding, theme_quotation)
"""Tables with offsets of their own; those in undo are moved by `moving.move`."""


class Changed(NamedTuple):
    """What a change of a text touched, whoever did it: ids, for no eyes but a step's."""

    n: int
    """Of the revision, counted from 1 within the document; 0: the text stayed, turns changed."""
    event: int
    codings: tuple[int, ...]
    """Codings whose words are not what they were."""
    units: tuple[int, ...]
    """Judged units whose words are not what they were."""
    decisions: tuple[int, ...]
    """Decisions on such units."""
    one_now: int
    """How many codings fell together with another of the same code and coder."""


def put_revised(
    writer: Writer,
    old: Laid,
    new: Laid,
    changes: Sequence[Sequence[int]],
    *,
    move: Callable[[LaidCoding], LaidCoding],
    follow: Callable[[Span], Span],
    quote: Callable[[Span], Span],
    what: str = "text corrected",
    look: bool = True,
) -> Changed:
    """Store a document's text and all that lies on it as `new` says, told as event `what`.

    `new` has the ids of `old`; turns and units that it lacks are removed. `changes` are
    `[start, stop, length]` in the old text; `move`, `follow` and `quote` say where an undone
    coding, a stretch of the screen's and one that a theme quotes go. With `look`, coders find
    what was changed under their judgements in a list.
    """
    _refuse_withdrawn(writer, old, changes)
    held = shares.held_shares(writer, old.document)
    n = _next_revision(writer, old, changes) if changes else 0
    _put_text(writer, new)
    turn_ids = _put_turns(writer, old, new)
    for before, after in zip(old.sets, new.sets, strict=True):
        _put_units(writer, before, after, turn_ids)
    _drop_turns(writer, old, new)
    keys = moving.keys_of(writer, old.document)
    one_now = _put_codings(writer, old.document, old.codings, new.codings)
    went = {id_: Span(*span) for id_, span in _of_codings(new).items()}
    moved = Moved(old.document, move, follow, quote, keys, went, one_now)
    _put_quotations(writer, moved)
    moving.move(writer, moved)
    shares.hold_anew(writer, held)
    event = writer.event(what, {"document": old.document, "revision": n, "changes": len(changes)})
    changed = _told(writer, old, new, n, event, len(one_now))
    if look:
        _ask_to_look(writer, old, new, changed)
    return changed


def _refuse_withdrawn(writer: Writer, old: Laid, changes: Sequence[Sequence[int]]) -> None:
    here = select(turn.c.id).where(turn.c.document_id == old.document)
    gone = writer.rows(select(withdrawn_turn).where(withdrawn_turn.c.turn_id.in_(here)))
    ids = {row.turn_id for row in gone}
    for one in old.turns if ids else ():
        if one.id in ids and any(c[0] < one.stop and c[1] > one.start for c in changes):
            raise NotAsked(
                f"This would put words into what somebody said in “{old.name}” who withdrew since; "
                "leave their turns as they are, in a corrected file too."
            )


def _next_revision(writer: Writer, old: Laid, changes: Sequence[Sequence[int]]) -> int:
    r = revision.c
    last = writer.value(select(func.max(r.n)).where(r.document_id == old.document))
    n = int(last or 0) + 1
    kept = [list(change) for change in changes]
    writer.insert(revision, document_id=old.document, n=n, sha256=sha256_of(old.text), map=kept)
    return n


def put_alike(writer: Writer, old: Laid, text: str, changes: Sequence[Sequence[int]]) -> None:
    """Store another text of the same length, in which everything stays where it was."""
    _next_revision(writer, old, changes)
    _put_text(writer, replace(old, text=text))


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


def _put_turns(writer: Writer, old: Laid, new: Laid) -> dict[int, int]:
    """Move turns and add those that are new; the ids of all as they are stored now."""
    before, after = _spans(old.turns), _spans(new.turns)
    ids = {id_: id_ for id_ in after if id_ in before}
    for at, one in enumerate(new.turns, 1):
        if one.id not in before:
            nobody = {"speaker": None, "case_id": None, "time": None, "phase": None}
            place = {"document_id": old.document, "position": _FAR + at}
            ids[one.id] = writer.insert(turn, **place, start=one.start, stop=one.stop, **nobody)
    _move_rows(writer, turn, before, {id_: after[id_] for id_ in ids if id_ in before})
    return ids


def _put_units(writer: Writer, old: LaidSet, new: LaidSet, turn_ids: Mapping[int, int]) -> None:
    if {one.id for one in old.units} == {one.id for one in new.units}:
        _move_rows(writer, unit, _spans(old.units), _spans(new.units))
        turned = {one.id: one.turn for one in old.units}
        statement = update(unit).where(unit.c.id == bindparam("of"))
        rows = [
            {"of": one.id, "to": turn_ids[one.turn]}
            for one in new.units
            if turned[one.id] != turn_ids[one.turn]
        ]
        if rows:
            writer.connection.execute(statement.values(turn_id=bindparam("to")), rows)
        return
    put_units_anew(
        writer,
        old.id,
        (LaidUnit(0, turn_ids[one.turn], one.start, one.stop) for one in new.units),
    )


def put_units_anew(writer: Writer, unit_set_id: int, units: Iterable[LaidUnit]) -> None:
    """Store other units in place of those of a set that no round uses; ids follow the order."""
    writer.run(delete(unit).where(unit.c.unit_set_id == unit_set_id))
    writer.insert_many(
        unit,
        ("unit_set_id", "position", "start", "stop", "turn_id"),
        ((unit_set_id, n, one.start, one.stop, one.turn) for n, one in enumerate(units, 1)),
    )


def _drop_turns(writer: Writer, old: Laid, new: Laid) -> None:
    if [one.id for one in new.turns] != [one.id for one in old.turns]:
        kept = {one.id for one in new.turns}
        gone = [one.id for one in old.turns if one.id not in kept]
        writer.run(delete(withdrawn_turn).where(withdrawn_turn.c.turn_id.in_(listed(gone))))
        _remove(writer, turn, gone)
        t = turn.c
        ordered = writer.rows(select(t.id).where(t.document_id == old.document).order_by(t.start))
        renumber(writer, turn, [row.id for row in ordered])


def _remove(writer: Writer, table: Table, ids: Iterable[int]) -> None:
    rows = [{"of": id_} for id_ in ids]
    if rows:
        writer.connection.execute(delete(table).where(table.c.id == bindparam("of")), rows)


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
) -> dict[int, int]:
    """Move codings; those that fell together with another, and which of both stays (ids)."""
    before = {one.id: one for one in old}
    moved = [one for one in new if before[one.id] != one]
    if not moved:
        return {}
    alike = _alike(writer, document_id, new)
    _point_at(writer, alike)
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
    return alike


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


def _alike(writer: Writer, document_id: int, new: Sequence[LaidCoding]) -> dict[int, int]:
    """Ids of codings that would lie on another of the same round, coder and code: on which."""
    c = coding.c
    rows = writer.rows(
        select(c.id, c.round_id, c.coder_id, c.code_id, c.copied, c.starred).where(
            c.document_id == document_id
        )
    )
    place = {one.id: (one.start, one.stop) for one in new}
    best: dict[tuple[Any, ...], int] = {}
    gone = {}
    for row in sorted(rows, key=_rank):
        key = (row.round_id, row.coder_id, row.code_id, *place[row.id])
        if key in best:
            gone[row.id] = best[key]
        best.setdefault(key, row.id)
    return gone


def _rank(row: Any) -> tuple[bool, bool, int]:
    """Of two that fall together, the one that its coder did more with comes first."""
    return (bool(row.copied), not row.starred, int(row.id))


def _point_at(writer: Writer, one_now: Mapping[int, int]) -> None:
    """What was said of a coding is said of the one that stays, which keeps what was said of it."""
    chosen, quoted = chosen_part, theme_quotation
    for gone, stays in one_now.items():
        known = select(chosen.c.from_code_id).where(chosen.c.coding_id == stays)
        theirs = chosen.c.coding_id == gone
        writer.run(delete(chosen).where(theirs, chosen.c.from_code_id.in_(known)))
        writer.run(update(chosen).where(theirs).values(coding_id=stays))
        writer.run(update(quoted).where(quoted.c.coding_id == gone).values(coding_id=stays))


def _put_quotations(writer: Writer, moved: Moved) -> None:
    """Move what themes quote: with its coding where it is one, else by its words."""
    q = theme_quotation.c
    rows = writer.rows(
        select(q.id, q.theme_id, q.start, q.stop, q.coding_id)
        .where(q.document_id == moved.document_id)
        .order_by(q.id)
    )
    old = {row.id: Span(row.start, row.stop) for row in rows}
    new = {
        row.id: moved.quote(old[row.id]) if row.coding_id is None else moved.went[row.coding_id]
        for row in rows
    }
    gone = moving.alike((r.id, (r.theme_id, *new[r.id]), r.coding_id is not None) for r in rows)
    _remove(writer, theme_quotation, gone)
    stay = {id_: span for id_, span in new.items() if id_ not in gone}
    away = {id_: Span(start + _FAR, stop + _FAR) for id_, (start, stop) in stay.items()}
    _move_rows(writer, theme_quotation, old, {i: s for i, s in away.items() if old[i] != stay[i]})
    _move_rows(writer, theme_quotation, old, stay)


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


def _ask_to_look(writer: Writer, old: Laid, new: Laid, changed: Changed) -> None:
    """Whoever coded words of a unit that are others now, or found that no code applies to it."""
    units = frozenset(changed.units)
    before, after = _coded_words(old), _coded_words(new)
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
        for unit_id in range(row.first_unit_id, row.last_unit_id + 1)
        if unit_id in units and before(row.id, unit_id) != after(row.id, unit_id)
    }
    looks.update(tuple(row) for row in passed if row.unit_id in units)
    second_looks.ask_to_look(writer, looks)


def _coded_words(one: Laid) -> Callable[[int, int], str]:
    """What a coding covers of a unit, both by their ids."""
    units, codings = _of_sets(one), _of_codings(one)

    def covered(coding_id: int, unit_id: int) -> str:
        on, within = codings[coding_id], units[unit_id]
        return one.text[max(on.start, within.start) : min(on.stop, within.stop)]

    return covered
