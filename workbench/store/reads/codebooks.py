"""The codebook in any of its versions. It is seen by all: rounds are blind, rules are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, cast, func, select

from workbench.errors import NameUnknown, NotAsked
from workbench.store.tables import (
    code,
    code_group,
    code_state,
    codebook_version,
    coder,
    document,
    event,
    lineage,
    memo,
    proposal,
    unit,
    unit_set,
)
from workbench.store.transaction import Reader
from workbench.terms import Code, Codebook, Viewer


def versions(reader: Reader, viewer: Viewer) -> tuple[int, ...]:
    """The numbers of all versions, first to last."""
    n = codebook_version.c.n
    return tuple(row.n for row in reader.rows(select(n).order_by(n)))


def codebook(reader: Reader, viewer: Viewer, version: int | None = None) -> Codebook:
    """A version of the codebook; without a number the latest."""
    n = _existing(reader, version)
    known = reader.frozen.get(("codebook", n))
    if isinstance(known, Codebook):
        return known
    found = _read(reader, n)
    if reader.remembers:
        reader.frozen["codebook", n] = found
    return found


def code_ids(reader: Reader, viewer: Viewer) -> dict[str, int]:
    """The ids of all codes that a version of the codebook has, by uid."""
    stated = select(code_state.c.code_id)
    rows = reader.rows(select(code.c.uid, code.c.id).where(code.c.id.in_(stated)))
    return {row.uid: row.id for row in rows}


def lineage_between(
    reader: Reader, viewer: Viewer, older: int, newer: int
) -> dict[str, tuple[str, ...]]:
    """For each code made after version `older` up to `newer` (uids): the codes it came from.

    Descent is followed back to codes that `older` has.
    """
    parent, child = code.alias(), code.alias()
    rows = reader.rows(
        select(child.c.uid, parent.c.uid)
        .select_from(lineage)
        .join(child, child.c.id == lineage.c.code_id)
        .join(parent, parent.c.id == lineage.c.from_code_id)
        .outerjoin(proposal, proposal.c.code_id == parent.c.id)
        .where(lineage.c.version > older, lineage.c.version <= newer)
        # Coders' own codes have no order but that in which they were proposed.
        .order_by(lineage.c.version, child.c.id, proposal.c.id, parent.c.id)
    )
    origins: dict[str, tuple[str, ...]] = {}
    for uid, came_from in rows:
        earlier = origins.get(came_from, (came_from,)) if came_from != uid else (uid,)
        origins[uid] = tuple(dict.fromkeys((*origins.get(uid, ()), *earlier)))
    return origins


class VersionAct(NamedTuple):
    """How a version of the codebook came about."""

    version: int
    at: str
    """UTC, to the second."""
    who: str | None
    what: str
    reason: str
    document: str | None
    """The document with the unit that caused it; None: none is named."""
    unit: int | None


def version_acts(reader: Reader, viewer: Viewer) -> tuple[VersionAct, ...]:
    """Who made each version and why, first to last."""
    ids = event.c.ids
    version = cast(ids["version"].as_string(), Integer)
    because = cast(ids["unit"].as_string(), Integer)
    reason = (memo.c.target_kind == "event") & (memo.c.target_uid == cast(event.c.n, String))
    rows = reader.rows(
        select(
            version,
            event.c.at,
            coder.c.name,
            event.c.what,
            func.coalesce(memo.c.text, ""),
            document.c.name,
            unit.c.position,
        )
        .join(codebook_version, codebook_version.c.n == version)
        .outerjoin(coder, coder.c.id == event.c.who)
        .outerjoin(memo, reason)
        .outerjoin(unit, unit.c.id == because)
        .outerjoin(unit_set, unit_set.c.id == unit.c.unit_set_id)
        .outerjoin(document, document.c.id == unit_set.c.document_id)
        .where(event.c.round_id.is_(None), event.c.coder_id.is_(None))
        .order_by(event.c.n)
    )
    return tuple(VersionAct(*row) for row in rows)


def all_lineage(reader: Reader, viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """For each code that came from others (uids): those it was made from, of all versions."""
    parent, child = code.alias(), code.alias()
    rows = reader.rows(
        select(child.c.uid, parent.c.uid)
        .select_from(lineage)
        .join(child, child.c.id == lineage.c.code_id)
        .join(parent, parent.c.id == lineage.c.from_code_id)
        .where(lineage.c.code_id != lineage.c.from_code_id)
        .order_by(lineage.c.version, lineage.c.from_code_id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for uid, origin in rows:
        found[uid].append(origin)
    return {uid: tuple(origins) for uid, origins in found.items()}


def _read(reader: Reader, n: int) -> Codebook:
    children: dict[int | None, list[Any]] = defaultdict(list)
    for row in _states(reader, n):
        children[row.parent_id].append(row)
    return Codebook(n, _branch(None, children, _groups(reader, n), _was(reader, n)))


def _existing(reader: Reader, version: int | None) -> int:
    latest = reader.value(select(func.max(codebook_version.c.n)))
    if latest is None:
        raise NotAsked(
            "The study has no codebook yet; load one: workbench codebook STUDY load FILE"
        )
    if version is None:
        return int(latest)
    if not 1 <= version <= latest:
        raise NameUnknown(f"There is no codebook version {version}; there are: 1 to {latest}.")
    return version


def _states(reader: Reader, version: int) -> Sequence[Any]:
    s = code_state.c
    return reader.rows(
        select(s.code_id, s.parent_id, s.name, s.kind, s.rules, code.c.uid)
        .join(code, code.c.id == s.code_id)
        .where(s.version == version)
        .order_by(s.position)
    )


def _groups(reader: Reader, version: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    g = code_group.c
    for row in reader.rows(select(g.code_id, g.name).where(g.version == version).order_by(g.name)):
        found[row.code_id].append(row.name)
    return found


def _was(reader: Reader, version: int) -> dict[int, list[str]]:
    # The older name, as it stood in the version before.
    found: dict[int, list[str]] = defaultdict(list)
    old = code_state.alias()
    rows = reader.rows(
        select(lineage.c.code_id, old.c.name)
        .join(old, (old.c.code_id == lineage.c.from_code_id) & (old.c.version == version - 1))
        .where(lineage.c.version == version)
        .order_by(old.c.position)
    )
    for row in rows:
        found[row.code_id].append(row.name)
    return found


def _branch(
    parent: int | None,
    children: dict[int | None, list[Any]],
    groups: dict[int, list[str]],
    was: dict[int, list[str]],
) -> tuple[Code, ...]:
    return tuple(
        Code(
            name=row.name,
            kind=row.kind,
            uid=row.uid,
            groups=tuple(groups.get(row.code_id, ())),
            was=tuple(was.get(row.code_id, ())),
            codes=_branch(row.code_id, children, groups, was),
            **{**row.rules, "examples": tuple(row.rules["examples"])},
        )
        for row in children[parent]
    )
