"""What coders propose for the codebook, and what the team makes of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, null, select, update

from workbench.errors import FileFault, NotAsked
from workbench.ideas import PROPOSAL_KINDS, ProposalKind, Said
from workbench.shares import ReturnedProposal
from workbench.store.defaults import OWN_CODES
from workbench.store.reads.rounds import round_row
from workbench.store.sqlite import prepared
from workbench.store.tables import code, coding, proposal, reconciling
from workbench.store.transaction import Reader, Writer, new_uid


class Made(NamedTuple):
    """A proposal was made; `code` is the uid of its new code, empty for a change."""

    uid: str
    code: str


def add_proposal(
    writer: Writer, round_id: int, coder_id: int, kind: ProposalKind, said: Said
) -> Made:
    """Store what a coder proposes in a round."""
    own = _add_code(writer, coder_id) if kind == "add" else None
    uid = new_uid()
    writer.insert(
        proposal,
        uid=uid,
        round_id=round_id,
        coder_id=coder_id,
        kind=kind,
        code_id=own and own[0],
        said=said.value(),
        outcome="",
        answer="",
        version=None,
    )
    return Made(uid, own[1] if own else "")


def _add_code(writer: Writer, coder_id: int) -> tuple[int, str]:
    uid = new_uid()
    id_ = insert_own_code(writer, coder_id, uid)
    return id_, uid


def insert_own_code(writer: Writer, coder_id: int, uid: str) -> int:
    """Store the identity of a coder's own code; its id.

    Numbered in order, ids would tell one coder how many codes the others have; so they are drawn
    at random, above those of the codebook's codes.
    """
    id_ = OWN_CODES + secrets.randbelow(OWN_CODES)
    while writer.value(select(code.c.id).where(code.c.id == id_)) is not None:
        id_ = OWN_CODES + secrets.randbelow(OWN_CODES)
    writer.insert(code, id=id_, uid=uid, proposed_by=coder_id)
    return id_


def set_said(writer: Writer, uid: str, said: Said | None) -> dict[str, Any] | None:
    """Make a proposal say this; None withdraws it. What it said before.

    Refused where the team has answered it, or where codings rest on what is withdrawn.
    """
    here = proposal.c.uid == uid
    row = writer.row(select(proposal.c.said, proposal.c.outcome, proposal.c.code_id).where(here))
    if row.outcome:
        raise NotAsked("The team has answered this proposal; make another.")
    if said is None:
        _refuse_used(writer, row.code_id)
    value = None if said is None else said.value()
    writer.run(update(proposal).where(here).values(said=value))
    return None if row.said is None else dict(row.said)


def _refuse_used(writer: Writer, code_id: int | None) -> None:
    used = writer.value(select(func.count()).select_from(coding).where(coding.c.code_id == code_id))
    if used:
        raise NotAsked("There are codings with this code; take them back before you withdraw it.")


def set_answer(writer: Writer, uid: str, outcome: str, answer: str, version: int | None) -> None:
    """The team has taken or declined a proposal, with a reason."""
    writer.run(
        update(proposal)
        .where(proposal.c.uid == uid)
        .values(outcome=outcome, answer=answer, version=version)
    )


_OWN = prepared(
    select(code.c.uid, code.c.id, proposal.c.said)
    .join(code, code.c.id == proposal.c.code_id)
    .where(
        proposal.c.round_id == bindparam("round_id"),
        proposal.c.coder_id == bindparam("coder_id"),
        proposal.c.said.is_not(None),
    )
    .order_by(proposal.c.id)
)


def own_codes(writer: Writer, round_id: int, coder_id: int) -> list[tuple[str, int, str]]:
    """A coder's own codes in a round: uid, id, and what they say as JSON."""
    asked = {"round_id": round_id, "coder_id": coder_id}
    key = ("own codes", round_id, coder_id)
    return writer.keep(key, lambda: [tuple(row) for row in writer.quick(_OWN, asked)])


def set_reconciling(writer: Writer, n: int, plan: dict[str, Any] | None) -> None:
    """Keep what the team means to make of a round's own codes; None: nothing any more."""
    round_id = round_row(writer, n).id
    writer.run(delete(reconciling).where(reconciling.c.round_id == round_id))
    if plan is not None:
        writer.run(insert(reconciling).values(round_id=round_id, plan=plan))


# ------------------------------------------------------------------ on another machine


def carried(reader: Reader, round_id: int, coder_id: int) -> tuple[ReturnedProposal, ...]:
    """What a coder proposes in a round, to be carried to another machine or back."""
    p = proposal.c
    rows = reader.rows(
        select(p.uid, p.kind, func.coalesce(code.c.uid, ""), p.said)
        .outerjoin(code, code.c.id == p.code_id)
        .where(p.round_id == round_id, p.coder_id == coder_id, p.said.is_not(None))
        .order_by(p.id)
    )
    return tuple(ReturnedProposal(*row) for row in rows)


def put_carried(
    writer: Writer, round_id: int, coder_id: int, came: Sequence[ReturnedProposal]
) -> None:
    """Make what a coder proposes in a round what came back; before their codings are put.

    What is not among it is withdrawn; taking the codings with its code away is the caller's.
    Raises FileFault for a proposal or a code of somebody else, and for one that is none.
    """
    refuse_damaged(writer, round_id, coder_id, came)
    here = {one.uid for one in carried(writer, round_id, coder_id)}
    for uid in here - {one.uid for one in came}:
        writer.run(update(proposal).where(proposal.c.uid == uid).values(said=null()))
    for one in came:
        said = Said.of(one.said).value()
        changed = writer.run(update(proposal).where(proposal.c.uid == one.uid).values(said=said))
        if not changed:
            _put_carried(writer, round_id, coder_id, one, said)


def _put_carried(
    writer: Writer, round_id: int, coder_id: int, one: ReturnedProposal, said: dict[str, Any]
) -> None:
    code_id = insert_own_code(writer, coder_id, one.code) if one.code else None
    writer.insert(
        proposal,
        uid=one.uid,
        round_id=round_id,
        coder_id=coder_id,
        kind=one.kind,
        code_id=code_id,
        said=said,
        outcome="",
        answer="",
        version=None,
    )


def refuse_damaged(
    reader: Reader, round_id: int, coder_id: int, came: Sequence[ReturnedProposal]
) -> None:
    """Raise FileFault for a proposal or a code of somebody else, and for one that is none."""
    for column in ([one.uid for one in came], [one.code for one in came if one.code]):
        if len(set(column)) < len(column):
            raise _damaged()
    for one in came:
        if not _is_sound(one) or not _is_theirs(reader, round_id, coder_id, one):
            raise _damaged()


def _damaged() -> FileFault:
    return FileFault("The packet is damaged: a proposal in it is none; ask for it again.")


def _is_sound(one: ReturnedProposal) -> bool:
    if not all(isinstance(cell, str) for cell in one[:3]) or not _is_plain(one.said):
        return False
    named = one.kind != "add" or bool(one.said.get("name", "").strip())
    return one.kind in PROPOSAL_KINDS and (one.kind == "add") == bool(one.code) and named


def _is_theirs(reader: Reader, round_id: int, coder_id: int, one: ReturnedProposal) -> bool:
    p = proposal.c
    there = reader.row(
        select(p.round_id, p.coder_id, p.kind, code.c.uid)
        .outerjoin(code, code.c.id == p.code_id)
        .where(p.uid == one.uid)
    )
    if there is not None:
        here = (there[0], there[1], there[2], there[3] or "")
        return here == (round_id, coder_id, one.kind, one.code)
    return not one.code or reader.value(select(code.c.id).where(code.c.uid == one.code)) is None


def _is_plain(said: object) -> bool:
    """Whether what a proposal says has the kinds of values that it must."""
    if not isinstance(said, dict):
        return False
    texts = all(isinstance(said.get(n, ""), str) for n in ("name", "under", "reason", "document"))
    lists = all(_are_texts(said.get(name, [])) for name in ("codes", "parts"))
    rules = said.get("rules", {})
    plain = isinstance(rules, dict) and all(
        _are_texts(rule) if name in ("examples", "groups") else isinstance(rule, str)
        for name, rule in rules.items()
    )
    return texts and lists and plain and isinstance(said.get("unit", 0), int)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
