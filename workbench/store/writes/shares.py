"""Checking a coder's share of a round out, and bringing it back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from workbench.errors import NotAsked, NotDue
from workbench.shares import ReturnedMemo, ReturnedProposal, ShareForm
from workbench.store.reads.rounds import round_row
from workbench.store.tables import (
    assignment,
    code,
    coder,
    coding,
    document,
    memo,
    no_code,
    round_,
    round_document,
    share,
    unit,
    unit_set,
)
from workbench.store.transaction import Reader, Writer, new_uid
from workbench.store.writes.proposals import carried


class Whose(NamedTuple):
    """A coder's share of a round, by ids."""

    n: int
    round_id: int
    coder_id: int

    @property
    def ids(self) -> dict[str, int]:
        """The ids as columns."""
        return {"round_id": self.round_id, "coder_id": self.coder_id}


class Judged(NamedTuple):
    """What a coder has coded, passed, noted and proposed in a round, by what a packet says of it.

    The values of `codings` are id, copied, starred and group.
    """

    codings: dict[tuple[str, str, int, int], tuple[int, bool, bool, str | None]]
    """By document uid, code uid, start and stop."""
    no_codes: dict[tuple[str, int], int]
    """Unit ids by document uid and position."""
    memos: dict[tuple[str, str], tuple[int, str]]
    """Id and text by the kind and the uid of the target."""
    proposals: dict[str, ReturnedProposal]
    """By uid."""

    def digest(self) -> str:
        """A hash of all of it, the same for the same work."""
        told: tuple[Any, ...] = (
            sorted((key, value[1:]) for key, value in self.codings.items()),
            sorted(self.no_codes),
            sorted((key, text) for key, (_, text) in self.memos.items()),
        )
        # Without proposals the hash is the one that studies kept before there were any.
        if self.proposals:
            told = (*told, [_worded(one) for _, one in sorted(self.proposals.items())])
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _worded(one: ReturnedProposal) -> str:
    return json.dumps([one.uid, one.kind, one.code, one.said], sort_keys=True)


def whose_share(reader: Reader, n: int, coder_name: str) -> Whose:
    """The share of a coder in a round; refused where they have none."""
    row = round_row(reader, n)
    coder_id = reader.id_of(coder, "coder", coder_name)
    a = assignment.c
    theirs = (a.round_id == row.id) & (a.coder_id == coder_id)
    if reader.value(select(func.count()).select_from(assignment).where(theirs)) == 0:
        raise NotAsked(
            f"{coder_name} codes nothing in round {row.n}; see: workbench round STUDY list"
        )
    return Whose(row.n, row.id, coder_id)


class Assigned(NamedTuple):
    """A document of a share, as it stands here."""

    name: str
    sha256: str
    characters: int


def assigned(reader: Reader, whose: Whose) -> dict[str, Assigned]:
    """The documents of a share, by uid."""
    d, a = document.c, assignment.c
    rows = reader.rows(
        select(d.uid, d.name, d.sha256, func.length(d.text))
        .join(assignment, a.document_id == d.id)
        .where(a.round_id == whose.round_id, a.coder_id == whose.coder_id)
        .order_by(d.id)
    )
    return {uid: Assigned(*values) for uid, *values in rows}


def share_row(reader: Reader, whose: Whose) -> Any:
    """The stored share; None where no packet was ever made for it."""
    return reader.row(
        select(share).where(share.c.round_id == whose.round_id, share.c.coder_id == whose.coder_id)
    )


def check_out(writer: Writer, whose: Whose, form: ShareForm, held: str) -> str:
    """A share leaves: from now on it is only read here. The uid of its new packet."""
    packet = new_uid()
    _forget(writer, whose)
    values = {"packet": packet, "form": form, "counter": 0, "trail": "", "held": held}
    writer.run(insert(share).values(**whose.ids, **values, out=True))
    _tell(writer, "packet made", whose, packet)
    return packet


def check_in(
    writer: Writer, whose: Whose, packet: str, form: ShareForm, counter: int, trail: str, held: str
) -> None:
    """A share has come back, in the state that `counter` and `trail` say."""
    _forget(writer, whose)
    values = {"packet": packet, "form": form, "counter": counter, "trail": trail, "held": held}
    writer.run(insert(share).values(**whose.ids, **values, out=False))
    _tell(writer, "packet taken", whose, packet)


def call_in(writer: Writer, whose: Whose, packet: str) -> None:
    """A share is worked on here again, though its packet did not come back."""
    here = (share.c.round_id == whose.round_id) & (share.c.coder_id == whose.coder_id)
    writer.run(update(share).where(here).values(out=False))
    _tell(writer, "packet called in", whose, packet)


def _forget(writer: Writer, whose: Whose) -> None:
    here = (share.c.round_id == whose.round_id) & (share.c.coder_id == whose.coder_id)
    writer.run(delete(share).where(here))


def _tell(writer: Writer, what: str, whose: Whose, packet: str) -> None:
    writer.event(what, {"round": whose.n, "coder": whose.coder_id, "packet": packet})


_OUT = (
    select(coder.c.name)
    .join(share, share.c.coder_id == coder.c.id)
    .where(
        share.c.round_id == bindparam("round_id"),
        share.c.coder_id == bindparam("coder_id"),
        share.c.out.is_(True),
    )
)


def refuse_out(writer: Writer, whose: Whose) -> None:
    """Raise NotDue when a share is on another machine."""
    name = writer.value(_OUT, whose.ids)
    if name is not None:
        raise is_out(whose.n, name)


def is_out(n: int, coder_name: str) -> NotDue:
    """The sentence for a share that is on another machine."""
    return NotDue(
        f"{coder_name}'s share of round {n} is out in a packet, so here it is only read; take the "
        f"packet back, or: workbench packet STUDY call-in --coder {coder_name} --round {n}"
    )


# ------------------------------------------------------------------ what lies in it


def judged(reader: Reader, whose: Whose) -> Judged:
    """What the coder of a share has here."""
    said = carried(reader, whose.round_id, whose.coder_id)
    return Judged(
        _codings(reader, whose),
        _no_codes(reader, whose),
        _memos(reader, whose),
        {one.uid: one for one in said},
    )


def _codings(
    reader: Reader, whose: Whose
) -> dict[tuple[str, str, int, int], tuple[int, bool, bool, str | None]]:
    c = coding.c
    rows = reader.rows(
        select(document.c.uid, code.c.uid, c.start, c.stop, c.id, c.copied, c.starred, c.group)
        .join(document, document.c.id == c.document_id)
        .join(code, code.c.id == c.code_id)
        .where(c.round_id == whose.round_id, c.coder_id == whose.coder_id)
    )
    return {tuple(row[:4]): tuple(row[4:]) for row in rows}


def _no_codes(reader: Reader, whose: Whose) -> dict[tuple[str, int], int]:
    rows = reader.rows(
        select(document.c.uid, unit.c.position, unit.c.id)
        .join(unit_set, unit_set.c.document_id == document.c.id)
        .join(unit, unit.c.unit_set_id == unit_set.c.id)
        .join(no_code, no_code.c.unit_id == unit.c.id)
        .where(no_code.c.round_id == whose.round_id, no_code.c.coder_id == whose.coder_id)
    )
    return {(uid, position): id_ for uid, position, id_ in rows}


def _memos(reader: Reader, whose: Whose) -> dict[tuple[str, str], tuple[int, str]]:
    m = memo.c
    rows = reader.rows(
        select(m.target_kind, m.target_uid, m.id, m.text).where(
            m.round_id == whose.round_id, m.author_id == whose.coder_id
        )
    )
    return {(kind, target): (id_, text) for kind, target, id_, text in rows}


def put_finished(writer: Writer, whose: Whose, document_id: int, *, finished: bool) -> None:
    """Whether a document is finished, as the packet says."""
    a = assignment.c
    writer.run(
        update(assignment)
        .where(
            a.round_id == whose.round_id,
            a.coder_id == whose.coder_id,
            a.document_id == document_id,
        )
        .values(finished=finished)
    )


def remove_codings(writer: Writer, ids: Iterable[int]) -> None:
    """Take back codings by id, many at once."""
    listed = [(id_,) for id_ in ids]
    if listed:
        writer.connection.exec_driver_sql("DELETE FROM coding WHERE id = ?", listed)


def mark_codings(writer: Writer, rows: Iterable[tuple[int, bool, bool, str | None]]) -> None:
    """Give codings other marks: rows of id, copied, starred and group."""
    statement = update(coding).where(coding.c.id == bindparam("of_id"))
    for id_, copied, starred, group in rows:
        values = {"copied": copied, "starred": starred, "group": group}
        writer.run(statement.values(**values), {"of_id": id_})


def put_memos(writer: Writer, whose: Whose, memos: Iterable[ReturnedMemo]) -> None:
    """Store memos of the share's coder."""
    columns = ("uid", "target_kind", "target_uid", "round_id", "author_id", "text")
    rows = (
        (new_uid(), one.target_kind, one.target, whose.round_id, whose.coder_id, one.text)
        for one in memos
    )
    writer.insert_many(memo, columns, rows)


def remove_memos(writer: Writer, ids: Iterable[int]) -> None:
    """Take back memos by id."""
    for id_ in ids:
        writer.run(delete(memo).where(memo.c.id == id_))


def held_shares(writer: Writer, document_id: int) -> list[Whose]:
    """Shares with a document whose work lies here as it was when they last moved."""
    rows = writer.rows(
        select(round_.c.n, share.c.round_id, share.c.coder_id, share.c.held)
        .join(round_, round_.c.id == share.c.round_id)
        .join(round_document, round_document.c.round_id == share.c.round_id)
        .where(round_document.c.document_id == document_id)
    )
    found = ((Whose(*row[:3]), row.held) for row in rows)
    return [whose for whose, held in found if judged(writer, whose).digest() == held]


def hold_anew(writer: Writer, held: Iterable[Whose]) -> None:
    """What they hold now is what they hold, although it was changed here."""
    for whose in held:
        here = (share.c.round_id == whose.round_id) & (share.c.coder_id == whose.coder_id)
        digest = judged(writer, whose).digest()
        writer.run(update(share).where(here).values(held=digest))
