"""Who withdrew, as far as it is kept; and what somebody who withdraws leaves in a study."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from workbench.store.reads.blindness import visible
from workbench.store.sqlite import listed, prepared
from workbench.store.tables import (
    attendance,
    attribute,
    case,
    coder,
    coding,
    decision,
    document,
    exported,
    memo,
    no_code,
    result,
    round_,
    share,
    survey_response,
    theme,
    theme_quotation,
    theme_set,
    turn,
    unit,
    withdrawal,
    withdrawn_turn,
)
from workbench.store.transaction import Reader
from workbench.terms import Viewer


class Withdrawal(NamedTuple):
    """Somebody withdrew: when, and hashes by which an older copy knows them."""

    n: int
    at: str
    salt: str
    identity: str
    name: str
    known_by: Sequence[str]
    """Survey rows without an id, and names that the key had."""
    how: dict[str, str]
    settled: bool
    """Whether every backup from before was gone through."""

    def is_of(self, uid: str) -> bool:
        """Whether it is the withdrawal of the case with this uid."""
        return hashed(self.salt, uid) == self.identity

    def is_called(self, name: str) -> bool:
        """Whether it is the withdrawal of somebody with this name, or whom the key called so."""
        return hashed(self.salt, name.casefold()) in (self.name, *self.known_by)


def hashed(salt: str, told: str) -> str:
    """A keyed hash: HMAC-SHA-256 (RFC 2104) in hexadecimal digits."""
    return hmac.new(
        salt.encode(), told.encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()


def withdrawals(reader: Reader, viewer: Viewer) -> tuple[Withdrawal, ...]:
    """Everybody who withdrew, first to last."""
    rows = reader.rows(select(withdrawal).order_by(withdrawal.c.n))
    return tuple(Withdrawal(*row) for row in rows)


def withdrawn_turns(reader: Reader, viewer: Viewer, name: str) -> frozenset[int]:
    """Positions of the turns of a document that were withdrawn."""
    rows = reader.rows(
        select(turn.c.position)
        .join(withdrawn_turn, withdrawn_turn.c.turn_id == turn.c.id)
        .join(document, document.c.id == turn.c.document_id)
        .where(document.c.name == name)
    )
    return frozenset(row.position for row in rows)


# ------------------------------------------------------------------ what they said


class TheirTurn(NamedTuple):
    """A turn of a document in which somebody spoke; `mine`: it is theirs."""

    id: int
    position: int
    start: int
    stop: int
    speaker: str | None
    mine: bool


class Spoken(NamedTuple):
    """A document, with all its turns."""

    id: int
    uid: str
    name: str
    question: str | None
    text: str
    turns: tuple[TheirTurn, ...]

    @property
    def theirs(self) -> tuple[TheirTurn, ...]:
        """The turns of who withdraws."""
        return tuple(one for one in self.turns if one.mine)

    @property
    def is_whole(self) -> bool:
        """Whether nobody else says anything in it."""
        return bool(self.turns) and all(one.mine for one in self.turns)


def spoken(reader: Reader, viewer: Viewer, case_name: str) -> tuple[Spoken, ...]:
    """All documents, with the turns of a case marked as theirs."""
    d = document.c
    mine = reader.value(select(case.c.id).where(case.c.name == case_name))
    found = []
    for id_, uid, name, question, text in reader.rows(
        select(d.id, d.uid, d.name, d.question, d.text).order_by(d.id)
    ):
        rows = reader.fetch(_TURNS, {"document_id": id_, "mine": mine})
        turns = tuple(map(TheirTurn._make, rows))
        found.append(Spoken(id_, uid, name, question, text, turns))
    return tuple(found)


_TURNS = prepared(
    select(
        turn.c.id,
        turn.c.position,
        turn.c.start,
        turn.c.stop,
        turn.c.speaker,
        func.coalesce(turn.c.case_id == bindparam("mine"), 0),
    )
    .where(turn.c.document_id == bindparam("document_id"))
    .order_by(turn.c.position)
)


class Counted(NamedTuple):
    """What else the study has of a case."""

    facts: int
    """Attributes and scores."""
    attendances: int
    rows: int
    """Of surveys."""


def counted(reader: Reader, viewer: Viewer, case_name: str) -> Counted:
    """How much else is known of a case."""
    of = select(case.c.id).where(case.c.name == case_name).scalar_subquery()
    numbers = (
        reader.value(select(func.count()).select_from(table).where(table.c.case_id == of))
        for table in (attribute, attendance, survey_response)
    )
    return Counted(*map(int, numbers))


# ------------------------------------------------------------------ what others made of it


class Laid(NamedTuple):
    """A coding that the viewer may see: its round, and where it lies."""

    n: int
    document_id: int
    start: int
    stop: int


def codings_in(reader: Reader, viewer: Viewer, documents: Sequence[int]) -> tuple[Laid, ...]:
    """The codings of some documents (ids) that the viewer may see."""
    c = coding.c
    rows = reader.rows(
        select(round_.c.n, c.document_id, c.start, c.stop)
        .join(round_, round_.c.id == c.round_id)
        .where(c.document_id.in_(listed(documents)), visible(coding, "coder_id", reader, viewer))
    )
    return tuple(Laid(*row) for row in rows)


def passed_on(reader: Reader, viewer: Viewer, turns: Sequence[int]) -> int:
    """On how many units of some turns (ids) the viewer may see that somebody found no code."""
    u = select(unit.c.id).where(unit.c.turn_id.in_(listed(turns)))
    seen = visible(no_code, "coder_id", reader, viewer)
    return int(
        reader.value(
            select(func.count()).select_from(no_code).where(no_code.c.unit_id.in_(u), seen)
        )
    )


def blind_rounds(reader: Reader, viewer: Viewer, documents: Sequence[int]) -> tuple[int, ...]:
    """The rounds on some documents (ids) of which a viewer may not see everything."""
    from workbench.store.tables import round_document

    here = select(round_document.c.round_id).where(
        round_document.c.document_id.in_(listed(documents))
    )
    rows = reader.rows(
        select(round_.c.n)
        .where(round_.c.id.in_(here), round_.c.state.not_in(("revealed", "adjudicated", "draft")))
        .order_by(round_.c.n)
    )
    return tuple(row.n for row in rows)


def decided(reader: Reader, viewer: Viewer, turns: Sequence[int]) -> int:
    """How many decisions were made on units of some turns (ids)."""
    u = select(unit.c.id).where(unit.c.turn_id.in_(listed(turns)))
    return int(
        reader.value(select(func.count()).select_from(decision).where(decision.c.unit_id.in_(u)))
    )


class Quoted(NamedTuple):
    """A quotation in a theme."""

    theme: str
    theme_set: str
    document_id: int
    start: int
    stop: int


def quoted_in(reader: Reader, viewer: Viewer, documents: Sequence[int]) -> tuple[Quoted, ...]:
    """What themes quote from some documents (ids)."""
    q = theme_quotation.c
    rows = reader.rows(
        select(theme.c.name, theme_set.c.name, q.document_id, q.start, q.stop)
        .join(theme, theme.c.id == q.theme_id)
        .join(theme_set, theme_set.c.id == theme.c.set_id)
        .where(q.document_id.in_(listed(documents)))
    )
    return tuple(Quoted(*row) for row in rows)


def memos_seen(reader: Reader, viewer: Viewer) -> tuple[tuple[str, str, int | None, str], ...]:
    """Kind, target, round's id and text of memos that the viewer may see, but on events."""
    m = memo.c
    rows = reader.rows(
        select(m.target_kind, m.target_uid, m.round_id, m.text)
        .where(visible(memo, "author_id", reader, viewer), m.target_kind != "event")
        .order_by(m.id)
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


def measured(reader: Reader, viewer: Viewer, turns: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For rounds of which agreement is stored: how many answers, and how many units of theirs.

    `turns` are ids.
    """
    from workbench.store.reads.rounds import judgeable

    theirs = {
        row.id for row in reader.rows(select(unit.c.id).where(unit.c.turn_id.in_(listed(turns))))
    }
    stored = reader.rows(
        select(round_.c.n, func.count())
        .join(result, result.c.round_id == round_.c.id)
        .group_by(round_.c.n)
        .order_by(round_.c.n)
    )
    found = {}
    for n, answers in stored:
        row = reader.row(select(round_).where(round_.c.n == n))
        judged = judgeable(reader, row).values()
        units = sum(len(theirs.intersection(units)) for units in judged)
        if units:
            found[int(n)] = (int(answers), units)
    return found


class Away(NamedTuple):
    """A share that was given out as a packet, and what became of it."""

    n: int
    coder: str
    out: bool
    """Whether it is still out."""
    taken: bool
    """Whether it came back; one that neither is out nor came back was called in."""


def packets_of(reader: Reader, viewer: Viewer, documents: Sequence[int]) -> tuple[Away, ...]:
    """The packets that hold some documents (ids)."""
    from workbench.store.tables import assignment

    a = assignment.c
    rows = reader.rows(
        # What a packet brought is known by its trail; a new one has none.
        select(round_.c.n, coder.c.name, share.c.out, share.c.trail != "")
        .join(round_, round_.c.id == share.c.round_id)
        .join(coder, coder.c.id == share.c.coder_id)
        .where(
            share.c.round_id.in_(
                select(a.round_id).where(
                    a.coder_id == share.c.coder_id, a.document_id.in_(listed(documents))
                )
            )
        )
        .order_by(round_.c.n, coder.c.id)
    )
    return tuple(Away(n, name, bool(out), bool(taken)) for n, name, out, taken in rows)


class Exported(NamedTuple):
    """A file that was written from the study."""

    id: int
    at: str
    who: str | None
    what: str
    file: str
    sha256: str
    documents: frozenset[int]


def exports(reader: Reader, viewer: Viewer) -> tuple[Exported, ...]:
    """The files that were written, first to last."""
    e = exported.c
    rows = reader.rows(
        select(e.id, e.at, coder.c.name, e.what, e.file, e.sha256, e.documents)
        .outerjoin(coder, coder.c.id == e.who)
        .order_by(e.id)
    )
    return tuple(
        Exported(id_, at, who, what, file, sha256, frozenset(there))
        for id_, at, who, what, file, sha256, there in rows
    )


def exports_of(reader: Reader, viewer: Viewer, documents: Iterable[int]) -> tuple[Exported, ...]:
    """The files that may hold some documents (ids)."""
    asked = frozenset(documents)
    return tuple(one for one in exports(reader, viewer) if one.documents & asked)


def identity(reader: Reader, viewer: Viewer, case_id: int) -> tuple[int, str, str]:
    """Id, uid and name of a case."""
    row = reader.row(select(case.c.id, case.c.uid, case.c.name).where(case.c.id == case_id))
    return (0, "", "") if row is None else (int(row.id), str(row.uid), str(row.name))


def case_uids(reader: Reader, viewer: Viewer) -> tuple[tuple[int, str, str], ...]:
    """Id, uid and name of all cases."""
    rows = reader.rows(select(case.c.id, case.c.uid, case.c.name).order_by(case.c.id))
    return tuple((row.id, row.uid, row.name) for row in rows)
