"""Decisions on units of a revealed round; the codings that they settle stay as they were.

Whenever a decision changes it gets a new uid, and the old one is remembered, so that of two
copies of a round the later is known.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import delete, select

from workbench.errors import NotDue
from workbench.store.reads.rounds import judgeable, round_row
from workbench.store.tables import assent, decision, decision_code, document, unit, unit_set
from workbench.store.transaction import Reader, Writer, new_uid
from workbench.store.writes.codings import code_ids
from workbench.store.writes.memos import put_memo
from workbench.store.writes.wordings import decision_subject, put_past, put_removal
from workbench.terms import Decision


class Settled(NamedTuple):
    """What was decided on a unit, as its rows are."""

    outcome: str
    reason: str
    codes: tuple[int, ...]
    """Ids, sorted."""
    agreed: tuple[int, ...]
    """Ids of coders, sorted."""


class At(NamedTuple):
    """The unit that is decided on."""

    round_id: int
    document_id: int
    unit_id: int
    start: int
    stop: int
    subject: str
    """What its wordings go by."""


class Change(NamedTuple):
    """A decision was made, as event `n`."""

    n: int
    at: At
    state: str
    before: Settled | None
    after: Settled | None


class Source(NamedTuple):
    """The packet that a decision came in, and the uid that it has there."""

    packet: str
    uid: str


def put_decision(writer: Writer, n: int, made: Decision, source: Source | None = None) -> Change:
    """Store a decision on a unit that the round judges, in place of one that is there.

    The event of a replacement names by id what stood there before, and its memo the reason; that
    of one that came in a packet names the packet.
    """
    row = round_row(writer, n)
    refuse_unless_revealed(row)
    at = unit_at(writer, row, made)
    before, after = settled_at(writer, at), _settled(writer, row.version, made)
    replace(writer, at, after, source and source.uid)
    event = _tell(writer, at, before, after, source)
    return Change(event, at, row.state, before, after)


def take_back(writer: Writer, at: At, source: Source) -> None:
    """Take away what is decided on a unit, as was done in a packet."""
    before = settled_at(writer, at)
    replace(writer, at, None)
    was = None if before is None else _ids(before)
    ids = {"unit": at.unit_id, "was": was, "packet": source.packet}
    writer.event("decision taken back", ids, at.round_id)


def refuse_unless_revealed(row: Any) -> None:
    """Raise NotDue unless decisions on a round are due."""
    if row.state != "revealed":
        said = "its decisions stand" if row.state == "adjudicated" else "and blind"
        raise NotDue(
            f"Round {row.n} is {row.state}, {said}; decisions are made once a round is revealed"
            " and until it is adjudicated."
        )


def unit_at(writer: Writer, row: Any, made: Decision) -> At:
    """Where the unit of a decision lies; refused unless the round judges it."""
    document_id = writer.id_of(document, "document", made.document)
    for unit_id, position in judgeable(writer, row).get(document_id, {}).items():
        if position == made.unit:
            return place_of(writer, row.id, unit_id)
    raise NotDue(
        f"Unit {made.unit} of “{made.document}” is not judged in round {row.n}; "
        f"see: workbench disagreements STUDY --round {row.n}"
    )


def place_of(reader: Reader, round_id: int, unit_id: int) -> At:
    """Where a unit lies."""
    u = unit.c
    found = reader.row(
        select(u.position, u.start, u.stop, document.c.id, document.c.uid)
        .join(unit_set, unit_set.c.id == u.unit_set_id)
        .join(document, document.c.id == unit_set.c.document_id)
        .where(u.id == unit_id)
    )
    subject = decision_subject(found.uid, found.position)
    return At(round_id, found.id, unit_id, found.start, found.stop, subject)


def _settled(writer: Writer, version: int, made: Decision) -> Settled:
    known = code_ids(writer, version)
    return Settled(
        made.outcome,
        made.reason,
        tuple(sorted({known[uid] for uid in made.codes})),
        tuple(sorted({writer.coder_id(name) for name in made.agreed})),
    )


def settled_at(reader: Reader, at: At) -> Settled | None:
    """What is decided on a unit; None: nothing."""
    row = _row(reader, at)
    if row is None:
        return None
    codes = select(decision_code.c.code_id).where(decision_code.c.decision_id == row.id)
    coders = select(assent.c.coder_id).where(assent.c.decision_id == row.id)
    return Settled(
        row.outcome,
        row.reason,
        tuple(sorted(one.code_id for one in reader.rows(codes))),
        tuple(sorted(one.coder_id for one in reader.rows(coders))),
    )


def _row(reader: Reader, at: At) -> Any:
    here = (decision.c.round_id == at.round_id) & (decision.c.unit_id == at.unit_id)
    return reader.row(select(decision).where(here))


def replace(writer: Writer, at: At, after: Settled | None, uid: str | None = None) -> None:
    """Make what is decided on a unit this, with a new uid (or one that it has elsewhere)."""
    row = _row(writer, at)
    if row is not None:
        put_past(writer, at.round_id, at.subject, [row.uid])
        for table in (decision_code, assent):
            writer.run(delete(table).where(table.c.decision_id == row.id))
        writer.run(delete(decision).where(decision.c.id == row.id))
    if after is not None:
        _insert_settled(writer, at, after, uid or new_uid())
    elif row is not None:
        put_removal(writer, at.round_id, at.subject)


def _insert_settled(writer: Writer, at: At, after: Settled, uid: str) -> None:
    said = {"outcome": after.outcome, "reason": after.reason}
    values = {"uid": uid, "round_id": at.round_id, "unit_id": at.unit_id, **said}
    decision_id = writer.insert(decision, **values)
    for code_id in after.codes:
        writer.insert(decision_code, decision_id=decision_id, code_id=code_id)
    for coder_id in after.agreed:
        writer.insert(assent, decision_id=decision_id, coder_id=coder_id)


def _tell(
    writer: Writer, at: At, before: Settled | None, after: Settled, source: Source | None
) -> int:
    came = {} if source is None else {"packet": source.packet}
    said = {"unit": at.unit_id, **_ids(after), **came}
    if before is None:
        return writer.event("decision made", said, at.round_id)
    event = writer.event("decision replaced", {**said, "was": _ids(before)}, at.round_id)
    put_memo(writer, "event", str(event), f"The reason before was: {before.reason}", None)
    return event


def _ids(made: Settled) -> dict[str, Any]:
    return {"outcome": made.outcome, "codes": list(made.codes), "agreed": list(made.agreed)}
