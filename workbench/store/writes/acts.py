"""What a coder did, kept so that it can be taken back and done again, also after a restart.

An act is stored as what taking it back puts and takes. Undoing marks it as undone and changes
nothing else here; so a key costs one more row, and an act done after an undo needs no tidying:
what was undone before it can no longer be done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, func, insert, select, type_coerce, update

from workbench.errors import NotAsked
from workbench.store.sqlite import prepared
from workbench.store.tables import assignment, document, round_, undo
from workbench.store.transaction import Writer
from workbench.store.writes import codings, decisions, memos
from workbench.store.writes.codings import Mark
from workbench.store.writes.decisions import Settled
from workbench.store.writes.units import Parted, part
from workbench.terms import LaidCoding, Span


class Note(NamedTuple):
    """A memo's text before and after; None: there was none."""

    kind: str
    target: str
    before: str | None
    after: str | None


class Settlement(NamedTuple):
    """What was decided on a unit before and after; None: nothing."""

    unit_id: int
    before: Settled | None
    after: Settled | None


class Act(NamedTuple):
    """What one act changed."""

    what: str
    state: str | None = None
    """Of the round when it was done; None: in no round."""
    start: int | None = None
    stop: int | None = None
    put: tuple[Mark, ...] = ()
    taken: tuple[Mark, ...] = ()
    passed: tuple[int, ...] = ()
    """Ids of the units that were set to no-code."""
    cleared: tuple[int, ...] = ()
    finished: bool | None = None
    """What the document was declared to be; None: the act was about something else."""
    memo: Note | None = None
    decision: Settlement | None = None
    parted: Parted | None = None
    """Units that were split or merged by hand."""

    def inverse(self) -> Act:
        """What takes it back."""
        note, made = self.memo, self.decision
        return self._replace(
            put=self.taken,
            taken=self.put,
            passed=self.cleared,
            cleared=self.passed,
            finished=None if self.finished is None else not self.finished,
            memo=note and note._replace(before=note.after, after=note.before),
            decision=made and made._replace(before=made.after, after=made.before),
            parted=self.parted and self.parted.inverse(),
        )


class Step(NamedTuple):
    """An act of a coder on the way back or forth; `n` is the number of its event."""

    n: int
    act: Act
    """What is to be done now."""
    coder_id: int
    round_id: int
    """0: in no round."""
    document_id: int
    round_n: int | None
    state: str | None
    version: int | None
    document: str | None


_REMEMBER = prepared(insert(undo), ("coder_id", "n", "round_id", "document_id", "inverse"))


def remember(
    writer: Writer, n: int, act: Act, round_id: int | None, document_id: int | None = None
) -> None:
    """Keep an act of whoever writes, told in event `n`, so that it can be undone."""
    if writer.who is None:
        return
    values = {"coder_id": writer.who, "n": n, "round_id": round_id, "document_id": document_id}
    writer.quick(_REMEMBER, {**values, "inverse": _packed(act.inverse())})


def _packed(act: Act) -> str:
    fields = zip(act._fields, act, strict=True)
    return json.dumps({name: value for name, value in fields if value is not None and value != ()})


def _unpacked(text: str) -> Act:
    fields: dict[str, Any] = json.loads(text)
    for name in ("put", "taken"):
        fields[name] = tuple(Mark(*mark) for mark in fields.get(name, ()))
    for name in ("passed", "cleared"):
        fields[name] = tuple(fields.get(name, ()))
    fields["memo"] = Note(*fields["memo"]) if "memo" in fields else None
    fields["decision"] = _settlement(fields["decision"]) if "decision" in fields else None
    fields["parted"] = Parted(*fields["parted"]) if "parted" in fields else None
    return Act(**fields)


def _settlement(cells: list[Any]) -> Settlement:
    unit_id, *sides = cells
    return Settlement(unit_id, *(side and _settled(*side) for side in sides))


def _settled(outcome: str, reason: str, codes: list[int], agreed: list[int]) -> Settled:
    return Settled(outcome, reason, tuple(codes), tuple(agreed))


_STEPS = (
    select(
        undo.c.n,
        undo.c.inverse,
        func.coalesce(undo.c.round_id, 0),
        func.coalesce(undo.c.document_id, 0),
        round_.c.n,
        round_.c.state,
        round_.c.version,
        document.c.name,
    )
    .outerjoin(round_, round_.c.id == undo.c.round_id)
    .outerjoin(document, document.c.id == undo.c.document_id)
    .where(undo.c.coder_id == bindparam("coder_id"))
    .limit(1)
)
_LIVE = (
    select(func.coalesce(func.max(undo.c.n), 0))
    .where(undo.c.coder_id == bindparam("coder_id"), undo.c.undone.is_(None))
    .scalar_subquery()
)
_LAST = prepared(_STEPS.where(undo.c.undone.is_(None)).order_by(undo.c.n.desc()))
_UNDONE = prepared(
    _STEPS.where(undo.c.undone.is_not(None), undo.c.n > _LIVE).order_by(undo.c.undone.desc())
)


def last_done(writer: Writer) -> Step | None:
    """The writer's last act that stands, as what takes it back."""
    return _step(writer, _LAST)


def last_undone(writer: Writer) -> Step | None:
    """The writer's act that was undone last, if nothing was done since."""
    step = _step(writer, _UNDONE)
    return step and step._replace(act=step.act.inverse())


def _step(writer: Writer, statement: Any) -> Step | None:
    row = writer.quick(statement, {"coder_id": writer.who}).fetchone()
    if row is None:
        return None
    n, inverse, *place = row
    return Step(n, _unpacked(inverse), int(writer.who or 0), *place)


_MARK_UNDONE = prepared(
    update(undo)
    .where(undo.c.coder_id == bindparam("of_coder"), undo.c.n == bindparam("act"))
    .values(undone=bindparam("event"))
)


def set_undone(writer: Writer, n: int, event: int | None) -> None:
    """The act of event `n` was undone in another event; None: it stands again."""
    writer.quick(_MARK_UNDONE, {"of_coder": writer.who, "act": n, "event": event})


def move(
    writer: Writer,
    document_id: int,
    there: Callable[[LaidCoding], LaidCoding],
    follow: Callable[[Span], Span],
) -> None:
    """A document's text was changed: acts in it are kept as they would have been done there now."""
    acts = writer.rows(
        select(undo.c.coder_id, undo.c.n, cast(undo.c.inverse, Text).label("inverse")).where(
            undo.c.document_id == document_id
        )
    )
    moved = [
        {"of_coder": row.coder_id, "act": row.n, "to": _packed(_moved(act, there, follow))}
        for row in acts
        for act in [_unpacked(row.inverse)]
    ]
    if moved:
        writer.connection.execute(_REPACK, moved)


_REPACK = (
    update(undo)
    .where(undo.c.coder_id == bindparam("of_coder"), undo.c.n == bindparam("act"))
    .values(inverse=type_coerce(bindparam("to", type_=Text), Text))
)


def _moved(
    act: Act, there: Callable[[LaidCoding], LaidCoding], follow: Callable[[Span], Span]
) -> Act:
    put = tuple(_moved_mark(mark, there) for mark in act.put)
    taken = tuple(_moved_mark(mark, there) for mark in act.taken)
    parted = act.parted and _moved_parts(act.parted, follow)
    act = act._replace(put=put, taken=taken, parted=parted)
    if act.start is None or act.stop is None:
        return act
    start, stop = follow(Span(act.start, act.stop))
    return act._replace(start=start, stop=stop)


def _moved_parts(parted: Parted, follow: Callable[[Span], Span]) -> Parted:
    start, first_stop = follow(Span(parted.start, parted.first_stop))
    second_start, stop = follow(Span(parted.second_start, parted.stop))
    return Parted(parted.unit_set_id, start, first_stop, second_start, stop, parted.apart)


def _moved_mark(mark: Mark, there: Callable[[LaidCoding], LaidCoding]) -> Mark:
    old = LaidCoding(0, mark.start, mark.stop, mark.first_unit_id, mark.last_unit_id)
    _, start, stop, first, last = there(old)
    return mark._replace(start=start, stop=stop, first_unit_id=first, last_unit_id=last)


# ------------------------------------------------------------------ doing it

_FINISH = prepared(
    update(assignment)
    .where(
        assignment.c.round_id == bindparam("in_round"),
        assignment.c.coder_id == bindparam("of_coder"),
        assignment.c.document_id == bindparam("in_document"),
    )
    .values(finished=bindparam("done"))
)


def perform(writer: Writer, step: Step, rivals: Mapping[str, frozenset[str]]) -> None:
    """Put and take what a step says; refused where something else has changed it since.

    `rivals` has for each code's uid those that may not stand beside it.
    """
    _take(writer, step)
    _put(writer, step, rivals)
    if step.act.finished is not None:
        place = {"in_round": step.round_id, "of_coder": step.coder_id}
        done = {"in_document": step.document_id, "done": int(step.act.finished)}
        writer.quick(_FINISH, {**place, **done})
    if step.act.parted is not None:
        part(writer, step.act.parted)
    if step.act.memo is not None:
        _write(writer, step, step.act.memo)
    if step.act.decision is not None:
        _decide(writer, step, step.act.decision)


def _take(writer: Writer, step: Step) -> None:
    for mark in step.act.taken:
        found = codings.remove(writer, step, mark.code_id, codings.span_of(mark))
        _expect(found is not None)
    for unit_id in step.act.cleared:
        _expect(bool(codings.clear_no_codes(writer, step, unit_id, unit_id)))


def _put(writer: Writer, step: Step, rivals: Mapping[str, frozenset[str]]) -> None:
    for mark in step.act.put:
        units = (mark.first_unit_id, mark.last_unit_id)
        _expect(not codings.clear_no_codes(writer, step, *units))
        there = codings.touching(writer, step, *units)
        excluded = rivals.get(codings.uid_of(writer, mark.code_id), frozenset())
        _expect(all(uid not in excluded and not _same(mark, other) for uid, other in there))
        codings.put(writer, step, mark)
    for unit_id in step.act.passed:
        _expect(not codings.touching(writer, step, unit_id, unit_id))
        _expect(not codings.clear_no_codes(writer, step, unit_id, unit_id))
        codings.put_no_code(writer, step, unit_id)


def _same(mark: Mark, other: Mark) -> bool:
    return mark[:3] == other[:3]


def _write(writer: Writer, step: Step, note: Note) -> None:
    before = memos.set_text(writer, note.kind, note.target, note.after, step.round_id or None)
    _expect(before == note.before)


def _decide(writer: Writer, step: Step, made: Settlement) -> None:
    at = decisions.place_of(writer, step.round_id, made.unit_id)
    _expect(decisions.settled_at(writer, at) == made.before)
    decisions.replace(writer, at, made.after)


def _expect(as_it_was: bool) -> None:  # noqa: FBT001 a private function's only question
    if not as_it_was:
        raise NotAsked(
            "This was changed in another way since (a loaded table, a packet, another window), "
            "so it cannot be undone or redone; change it by hand."
        )
