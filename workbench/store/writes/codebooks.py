"""Versions of the codebook. A version, once stored, is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from workbench.store.defaults import OWN_CODES
from workbench.store.tables import (
    code,
    code_group,
    code_state,
    codebook_version,
    lineage,
)
from workbench.store.transaction import Writer
from workbench.store.writes.memos import set_text
from workbench.terms import Code, Codebook

_NO_CAUSE: Mapping[str, int] = {}


def add_version(
    writer: Writer,
    codebook: Codebook,
    came_from: Mapping[str, Sequence[str]],
    what: str = "codebook version made",
    reason: str = "",
    cause: Mapping[str, int] = _NO_CAUSE,
) -> int:
    """Store the next version, as an event `what` with its reason as a memo; its number.

    `cause` is what the event is to hold beside: the unit (id) that caused it, the round that it
    reconciles.

    Every code carries the uid of its identity (a new uid makes a new one); `came_from` maps the
    uid of a renamed, merged or split code to the uids it comes from.
    """
    n = int(writer.value(select(func.max(codebook_version.c.n))) or 0) + 1
    writer.insert(codebook_version, n=n)
    ids = _identities(writer, [code.uid for _, code in codebook.walk()])
    for position, (parent, state) in enumerate(_in_order(codebook)):
        _put_state(writer, n, position, ids.get(parent), ids[state.uid], state)
    _put_lineage(writer, n, ids, came_from)
    event = writer.event(what, {"version": n, "codes": len(ids), **cause})
    if reason.strip():
        set_text(writer, "event", str(event), reason, None)
    return n


def _identities(writer: Writer, uids: Sequence[str]) -> dict[str, int]:
    known = _known(writer)
    new = [uid for uid in uids if uid not in known]
    last = writer.value(select(func.max(code.c.id)).where(code.c.id < OWN_CODES)) or 0
    rows = ((last + at, uid, None) for at, uid in enumerate(new, start=1))
    writer.insert_many(code, ("id", "uid", "proposed_by"), rows)
    known = _known(writer)
    return {uid: known[uid] for uid in uids}


def _known(writer: Writer) -> dict[str, int]:
    return {row.uid: row.id for row in writer.rows(select(code.c.uid, code.c.id))}


def _in_order(codebook: Codebook) -> list[tuple[str, Code]]:
    """Each code with its parent's uid, parents first."""
    found: list[tuple[str, Code]] = []

    def walk(parent: str, codes: Sequence[Code]) -> None:
        for state in codes:
            found.append((parent, state))
            walk(state.uid, state.codes)

    walk("", codebook.codes)
    return found


def _put_state(
    writer: Writer, n: int, position: int, parent_id: int | None, code_id: int, state: Code
) -> None:
    writer.insert(
        code_state,
        version=n,
        code_id=code_id,
        parent_id=parent_id,
        position=position,
        name=state.name,
        kind=state.kind,
        rules=_rules(state),
    )
    writer.insert_many(
        code_group, ("version", "code_id", "name"), ((n, code_id, name) for name in state.groups)
    )


def _rules(state: Code) -> dict[str, Any]:
    return {
        "definition": state.definition,
        "use_when": state.use_when,
        "do_not_use_when": state.do_not_use_when,
        "examples": list(state.examples),
        "origin": state.origin,
        "colour": state.colour,
        "key": state.key,
        "exclusive": state.exclusive,
    }


def _put_lineage(
    writer: Writer, n: int, ids: Mapping[str, int], came_from: Mapping[str, Sequence[str]]
) -> None:
    known = _known(writer)
    writer.insert_many(
        lineage,
        ("version", "code_id", "from_code_id"),
        ((n, ids[uid], known[older]) for uid, olders in came_from.items() for older in olders),
    )
