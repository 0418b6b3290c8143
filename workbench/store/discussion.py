"""A revealed round as a study file of its own, for people who settle its disagreements.

Unlike a coder's packet it holds what all coders of the round did: their codings, no-codes and
memos, and the decisions so far; of other rounds, nothing. It takes decisions and memos alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Table, select, true

from workbench import __version__
from workbench.errors import FileFault
from workbench.shares import Past, Returned, ReturnedDocument
from workbench.store import tables
from workbench.store.freezing import freeze_talk
from workbench.store.packet import (
    Part,
    filled,
    history_of,
    put_parts,
    read_with,
    returned,
    round_parts,
    whole_number,
)
from workbench.store.tables import (
    assent,
    assignment,
    code,
    code_state,
    coder,
    coding,
    decision,
    decision_code,
    discussion,
    document,
    memo,
    no_code,
    proposal,
    round_,
    round_document,
    study,
    unit,
    unit_set,
    wording,
)
from workbench.store.transaction import Reader, Writer
from workbench.store.writes.wordings import AboutMemo, decision_subject, pasts
from workbench.terms import OUTCOMES, Decision, Span


def discussion_bytes(reader: Reader, round_id: int, packet: str, folder: Path) -> bytes:
    """A revealed round as the bytes of a study file; built in `folder`, and removed there."""

    def fill(writer: Writer) -> None:
        put_parts(reader, writer, _parts(reader, round_id))
        writer.run(discussion.insert().values(packet=packet, round_id=round_id))
        n = reader.value(select(round_.c.n).where(round_.c.id == round_id))
        writer.event("packet made", {"round": n, "discuss": True})
        freeze_talk(writer.connection)

    return filled(fill, folder)


def _parts(reader: Reader, round_id: int) -> Iterator[Part]:
    texts = select(round_document.c.document_id).where(round_document.c.round_id == round_id)
    yield study, true(), {"schema_version": tables.SCHEMA, "program": __version__}
    yield coder, true(), {}
    yield from round_parts(reader, round_id, texts)
    yield from _own_codes(reader, round_id)
    for table in (assignment, coding, memo, decision, wording):
        yield table, table.c.round_id == round_id, {"id": None} if table is not decision else {}
    yield no_code, no_code.c.round_id == round_id, {}
    made = select(decision.c.id).where(decision.c.round_id == round_id)
    for parts in (decision_code, assent):
        yield parts, parts.c.decision_id.in_(made), {}


def _own_codes(reader: Reader, round_id: int) -> Iterator[Part]:
    """What coders proposed in the round, with their own codes that codings rest on."""
    version = reader.value(select(round_.c.version).where(round_.c.id == round_id))
    stated = select(code_state.c.code_id).where(code_state.c.version == version)
    made = select(proposal.c.code_id).where(
        proposal.c.round_id == round_id, proposal.c.code_id.is_not(None)
    )
    yield code, code.c.id.in_(made) & code.c.id.not_in(stated), {}
    yield proposal, proposal.c.round_id == round_id, {"id": None, "version": None}


# ------------------------------------------------------------------ what came back


class Wording(NamedTuple):
    """A decision or a memo as it stands in one copy of a round, with where it has been."""

    past: Past
    before: tuple[str, ...]
    """The uids that it had, first to last."""
    says: Decision | str | None
    """None: it was taken away."""


@dataclass(frozen=True)
class Discussed:
    """A round as it stands in a packet in which people talked about it."""

    study: str
    """The uid of the study it was made from."""
    study_name: str
    packet: str
    n: int
    version: int
    """Of the codebook."""
    documents: tuple[ReturnedDocument, ...]
    coders: Mapping[str, str]
    """Names by uid."""
    decisions: Mapping[tuple[str, int], Wording]
    """By the uid of the document and the position of the unit; agreed by uid."""
    memos: Mapping[AboutMemo, Wording]
    counter: int
    """How many events the packet has."""
    history: tuple[str, ...]


def round_here(reader: Reader) -> int | None:
    """The id of the round that this study is a packet to talk about; None where it is none."""
    found = reader.value(select(discussion.c.round_id))
    return None if found is None else int(found)


def discussed(reader: Reader, name: str) -> Discussed:
    """What a packet for discussion holds; `name` serves for messages.

    The file comes from outside, so each value is what it must be, or refused.
    """
    here = reader.row(
        select(discussion.c.packet, round_.c.id, round_.c.n, round_.c.version).join(
            round_, round_.c.id == discussion.c.round_id
        )
    )
    if here is None:
        raise FileFault(f"{name} is a study, but no packet; take what `packet make` wrote.")
    origin = reader.row(select(study.c.uid, study.c.name))
    history = history_of(reader)
    return Discussed(
        study=str(origin.uid),
        study_name=str(origin.name),
        packet=str(here.packet),
        n=whole_number(here.n),
        version=whole_number(here.version),
        documents=documents_of(reader, here.id),
        coders=people_of(reader),
        decisions=decisions_of(reader, here.id),
        memos=memos_of(reader, here.id),
        counter=len(history),
        history=history,
    )


def people_of(reader: Reader) -> dict[str, str]:
    """The names of coders by uid."""
    return {str(uid): str(name) for uid, name in reader.rows(select(coder.c.uid, coder.c.name))}


def documents_of(reader: Reader, round_id: int) -> tuple[ReturnedDocument, ...]:
    """The documents of a round with the hash of their text and their units."""
    rows = reader.rows(
        select(document.c.uid, document.c.name, document.c.text, round_document.c.unit_set_id)
        .join(round_document, round_document.c.document_id == document.c.id)
        .where(round_document.c.round_id == round_id)
        .order_by(document.c.id)
    )
    return tuple(_document(reader, *row) for row in rows)


def _document(
    reader: Reader, uid: object, name: object, text: object, set_id: int
) -> ReturnedDocument:
    cut = reader.rows(
        select(unit.c.start, unit.c.stop)
        .where(unit.c.unit_set_id == set_id)
        .order_by(unit.c.position)
    )
    sha256 = hashlib.sha256(str(text).encode("utf-8", "surrogatepass")).hexdigest()
    return ReturnedDocument(str(uid), str(name), sha256, tuple(Span(*row) for row in cut), None)


def decisions_of(reader: Reader, round_id: int) -> dict[tuple[str, int], Wording]:
    """The decisions of a round, those that were taken back too; codes and coders by uid."""
    codes = _pairs(reader, decision_code, code)
    agreed = _pairs(reader, assent, coder)
    d = decision.c
    rows = reader.rows(
        select(d.id, d.uid, document.c.uid, unit.c.position, d.outcome, d.reason)
        .join(unit, unit.c.id == d.unit_id)
        .join(unit_set, unit_set.c.id == unit.c.unit_set_id)
        .join(document, document.c.id == unit_set.c.document_id)
        .where(d.round_id == round_id)
    )
    before = pasts(reader, round_id)
    found = {}
    for id_, uid, where, position, outcome, reason in rows:
        if outcome not in OUTCOMES:
            raise ValueError(outcome)
        key = (str(where), whole_number(position))
        made = Decision(*key, tuple(codes.get(id_, ())), outcome, _words(reason))
        past = before.pop(decision_subject(*key), [])
        made = made._replace(agreed=tuple(agreed.get(id_, ())))
        found[key] = _wording(str(uid), past, made)
    for subject, past in before.items():
        kind, _, key_ = subject.partition(" ")
        if kind == "decision":
            where, _, at = key_.rpartition(" ")
            found[where, int(at)] = _wording(None, past, None)
    return found


def _words(value: object) -> str:
    # SQLite stores bytes in a column of text when it is asked to.
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _pairs(reader: Reader, table: Table, named: Table) -> dict[int, list[str]]:
    column = next(column for column in table.c if column.name != "decision_id")
    rows = reader.rows(
        select(table.c.decision_id, named.c.uid)
        .join(named, named.c.id == column)
        .order_by(named.c.uid)
    )
    found: dict[int, list[str]] = {}
    for decision_id, uid in rows:
        found.setdefault(decision_id, []).append(str(uid))
    return found


def memos_of(reader: Reader, round_id: int) -> dict[AboutMemo, Wording]:
    """The memos of a round, those that were taken away too."""
    m = memo.c
    rows = reader.rows(
        select(m.uid, coder.c.uid, m.target_kind, m.target_uid, m.text)
        .join(coder, coder.c.id == m.author_id)
        .where(m.round_id == round_id)
    )
    before = pasts(reader, round_id)
    found = {}
    for uid, author, kind, target, text in rows:
        about = AboutMemo(str(author), str(kind), str(target))
        found[about] = _wording(str(uid), before.pop(about.subject, []), _words(text))
    for subject, past in before.items():
        kind, _, rest = subject.partition(" ")
        if kind == "memo":
            found[AboutMemo(*rest.split(" ", 2))] = _wording(None, past, None)
    return found


def _wording(uid: str | None, before: list[str], says: Decision | str | None) -> Wording:
    # What was taken away has no row, and its last uid is that of the taking away.
    past = [one for one in before if one != uid]
    now = past.pop() if uid is None else uid
    return Wording(Past(now, frozenset(past)), tuple(past), says)


def read_any(path: Path, folder: Path | None = None) -> Returned | Discussed:
    """What a packet of either kind holds; see `read_with`."""
    return read_with(_either, path, folder)


def _either(reader: Reader, name: str) -> Returned | Discussed:
    return returned(reader, name) if round_here(reader) is None else discussed(reader, name)
