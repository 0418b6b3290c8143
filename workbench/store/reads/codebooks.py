"""The codebook in any of its versions. It is seen by all: rounds are blind, rules are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from workbench.errors import NameUnknown, NotAsked
from workbench.store.tables import code, code_group, code_state, codebook_version, lineage
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
    """The ids of all codes by uid."""
    return {row.uid: row.id for row in reader.rows(select(code.c.uid, code.c.id))}


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
        .where(lineage.c.version > older, lineage.c.version <= newer)
        .order_by(lineage.c.version)
    )
    origins: dict[str, tuple[str, ...]] = {}
    for uid, came_from in rows:
        earlier = origins.get(came_from, (came_from,)) if came_from != uid else (uid,)
        origins[uid] = tuple(dict.fromkeys((*origins.get(uid, ()), *earlier)))
    return origins


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
