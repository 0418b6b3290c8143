"""What a coder did, kept so that it can be taken back and done again, also after a restart.

An act is stored as what taking it back puts and takes. Undoing marks it as undone and changes
nothing else here; so a key costs one more row, and an act done after an undo needs no tidying:
what was undone before it can no longer be done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, func, insert, select, type_coerce, update

from workbench.errors import NotAsked
from workbench.ideas import Said
from workbench.store.sqlite import prepared
from workbench.store.tables import assignment, coding, document, round_, undo
from workbench.store.transaction import Writer
from workbench.store.writes import cells, codings, decisions, memos, parts, themes
from workbench.store.writes.cells import Typed
from workbench.store.writes.codings import Mark
from workbench.store.writes.decisions import Settled
from workbench.store.writes.proposals import set_said
from workbench.store.writes.themes import Rethought
from workbench.store.writes.units import Parted, part


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


class Worded(NamedTuple):
    """A proposal (uid) before and after, as plain values; None: it was not there."""

    uid: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Flagged(NamedTuple):
    """A coding's star or group before and after; ids of whose and where it is."""

    round_id: int
    coder_id: int
    document_id: int
    code_id: int
    start: int
    stop: int
    field: str
    """`starred` or `group`."""
    before: Any
    after: Any


class ChosenPart(NamedTuple):
    """The part of a split code (uids) that was chosen for a coding, before and after.

    Each is empty where nothing was chosen, else the part, None for none of them.
    """

    coding_id: int
    whole: str
    before: list[str | None]
    after: list[str | None]


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
    worded: Worded | None = None
    flagged: tuple[Flagged, ...] = ()
    themes: Rethought | None = None
    chosen: tuple[ChosenPart, ...] = ()
    typed: tuple[Typed, ...] = ()

    def inverse(self) -> Act:
        """What takes it back."""
        note, made, worded = self.memo, self.decision, self.worded
        return self._replace(
            put=self.taken,
            taken=self.put,
            passed=self.cleared,
            cleared=self.passed,
            finished=None if self.finished is None else not self.finished,
            memo=note and note._replace(before=note.after, after=note.before),
            decision=made and made._replace(before=made.after, after=made.before),
            parted=self.parted and self.parted.inverse(),
            worded=worded and worded._replace(before=worded.after, after=worded.before),
            flagged=tuple(f._replace(before=f.after, after=f.before) for f in self.flagged),
            themes=self.themes and self.themes.inverse(),
            chosen=tuple(c._replace(before=c.after, after=c.before) for c in self.chosen),
            typed=tuple(cell.inverse() for cell in self.typed),
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
    writer.quick(_REMEMBER, {**values, "inverse": packed(act.inverse())})


def packed(act: Act) -> str:
    """An act as it is stored; what is empty is left out."""
    fields = zip(act._fields, act, strict=True)
    return json.dumps({name: value for name, value in fields if value is not None and value != ()})


def repack(writer: Writer, acts: Iterable[tuple[int, int, Act]]) -> None:
    """Keep acts as they are now; each is given with its coder's id and the number of its event."""
    rows = [{"of_coder": coder, "act": n, "to": packed(act)} for coder, n, act in acts]
    if rows:
        writer.connection.execute(_REPACK, rows)


_REPACK = (
    update(undo)
    .where(undo.c.coder_id == bindparam("of_coder"), undo.c.n == bindparam("act"))
    .values(inverse=type_coerce(bindparam("to", type_=Text), Text))
)


def rename_coder(writer: Writer, name: str, new: str) -> None:
    """Let acts on themes say whose coding a theme quotes, after the coder got a new name."""
    said = cast(undo.c.inverse, Text)
    rows = writer.rows(
        select(undo.c.coder_id, undo.c.n, said.label("inverse")).where(said.like('%"themes"%'))
    )
    acts = ((row.coder_id, row.n, unpacked(row.inverse)) for row in rows)
    repack(writer, ((coder, n, _renamed(act, name, new)) for coder, n, act in acts))


def _renamed(act: Act, name: str, new: str) -> Act:
    return act._replace(themes=act.themes and act.themes.renamed(name, new))


def unpacked(text: str) -> Act:
    """The act that `packed` made."""
    fields: dict[str, Any] = json.loads(text)
    for name in ("put", "taken"):
        fields[name] = tuple(Mark(*mark) for mark in fields.get(name, ()))
    for name in ("passed", "cleared"):
        fields[name] = tuple(fields.get(name, ()))
    fields["decision"] = _settlement(fields["decision"]) if "decision" in fields else None
    fields["flagged"] = tuple(Flagged(*flagged) for flagged in fields.get("flagged", ()))
    fields["chosen"] = tuple(ChosenPart(*chosen) for chosen in fields.get("chosen", ()))
    fields["typed"] = tuple(Typed(*typed) for typed in fields.get("typed", ()))
    kinds = {"memo": Note, "parted": Parted, "worded": Worded, "themes": Rethought}
    for name, kind in kinds.items():
        fields[name] = kind(*fields[name]) if name in fields else None
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
    return Step(n, unpacked(inverse), int(writer.who or 0), *place)


_MARK_UNDONE = prepared(
    update(undo)
    .where(undo.c.coder_id == bindparam("of_coder"), undo.c.n == bindparam("act"))
    .values(undone=bindparam("event"))
)


def set_undone(writer: Writer, n: int, event: int | None) -> None:
    """The act of event `n` was undone in another event; None: it stands again."""
    writer.quick(_MARK_UNDONE, {"of_coder": writer.who, "act": n, "event": event})


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
    _take_judgements(writer, step)
    _put_judgements(writer, step, rivals)
    if step.act.finished is not None:
        place = {"in_round": step.round_id, "of_coder": step.coder_id}
        done = {"in_document": step.document_id, "done": int(step.act.finished)}
        writer.quick(_FINISH, {**place, **done})
        writer.kept.clear()
    if step.act.parted is not None:
        part(writer, step.act.parted)
    if step.act.memo is not None:
        _write(writer, step, step.act.memo)
    if step.act.decision is not None:
        _decide(writer, step, step.act.decision)
    _think_again(writer, step)


def _think_again(writer: Writer, step: Step) -> None:
    """What an act changed about proposals, marks, parts of split codes, themes and tables."""
    if step.act.worded is not None:
        _reword(writer, step.act.worded)
    for flagged in step.act.flagged:
        _expect(flag(writer, flagged))
    for chosen in step.act.chosen:
        _expect(parts.set_part(writer, *chosen))
    if step.act.themes is not None:
        _expect(themes.rethink(writer, step.act.themes))
    for typed in step.act.typed:
        _expect(cells.put_cell(writer, typed) is not None)


def _take_judgements(writer: Writer, step: Step) -> None:
    for mark in step.act.taken:
        found = codings.remove(writer, step, mark.code_id, codings.span_of(mark))
        _expect(found is not None)
    for unit_id in step.act.cleared:
        _expect(bool(codings.clear_no_codes(writer, step, unit_id, unit_id)))


def _put_judgements(writer: Writer, step: Step, rivals: Mapping[str, frozenset[str]]) -> None:
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


def _reword(writer: Writer, worded: Worded) -> None:
    after = None if worded.after is None else Said.of(worded.after)
    _expect(set_said(writer, worded.uid, after) == worded.before)


def flag(writer: Writer, flagged: Flagged) -> bool:
    """Set a coding's star or group; False where it is not as it was before."""
    c = coding.c
    here = (
        (c.round_id == flagged.round_id)
        & (c.coder_id == flagged.coder_id)
        & (c.document_id == flagged.document_id)
        & (c.code_id == flagged.code_id)
        & (c.start == flagged.start)
        & (c.stop == flagged.stop)
        & c[flagged.field].is_not_distinct_from(flagged.before)
    )
    return bool(writer.run(update(coding).where(here).values({flagged.field: flagged.after})))


def _expect(as_it_was: bool) -> None:  # noqa: FBT001 a private function's only question
    if not as_it_was:
        raise NotAsked(
            "This was changed in another way since (a loaded table, a packet, another window), "
            "so it cannot be undone or redone; change it by hand."
        )
