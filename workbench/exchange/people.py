"""Who coded, in which round.

The standard knows users, not rounds, and programs differ in where they write whom.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from workbench.exchange.guids import made, uid_of
from workbench.exchange.values import Applied, Project, Selection, User

_BY_ROUND = re.compile(r"(?P<name>.+) \[R(?P<n>[1-9][0-9]{0,4})\]")
ROUND_NOTE = re.compile(r"Coding round (?P<n>[1-9][0-9]{0,4})")
"""A note that codings of a round refer to."""
_BY_CODING = ("qualitative coding", "qualitative-coding", "qdapy", "workbench")
"""Programs that write several coders' codings on one selection."""


class Person(NamedTuple):
    """A user as a coder of a round."""

    name: str
    uid: str
    n: int = 1


def people_of(project: Project) -> dict[str, Person]:
    """For each user's GUID, who it is; `ana [R2]` is ana in round 2."""
    return {user.guid: _person(project, user) for user in project.users}


def _person(project: Project, user: User) -> Person:
    name = " ".join(user.name.split()) or user.short.strip() or "user without a name"
    found = _BY_ROUND.fullmatch(name)
    if not found:
        return Person(name, uid_of(user.guid, "user"))
    uid = uid_of(made("person", found["name"], project.name))
    return Person(found["name"], uid, int(found["n"]))


def unknown_person(project: Project, guid: str) -> Person:
    """Who stands for a user whom the file does not name."""
    if guid:
        return Person(f"unknown user {guid[:8]}", uid_of(guid, "user"))
    name = f"unknown ({project.origin or 'no program named'})"
    return Person(name, uid_of(made("nobody", name)))


def user_of(project: Project, selection: Selection, applied: Applied) -> str:
    """The GUID of the user who applied a code.

    NVivo writes the coder on the selection and whoever exported on the coding; programs that
    put several coders on one selection write them on the coding.
    """
    if not selection.user or not applied.user or selection.user == applied.user:
        return applied.user or selection.user
    return selection.user if from_nvivo(project) else applied.user


def from_nvivo(project: Project) -> bool:
    """Whether NVivo wrote the file."""
    return "nvivo" in project.origin.casefold()


def rounds_of(project: Project) -> dict[str, int]:
    """For the GUID of each note on a round, the round."""
    found = ((one.guid, ROUND_NOTE.fullmatch(one.name)) for one in project.notes)
    return {guid: int(match["n"]) for guid, match in found if match}


def doubtful(project: Project, selection: Selection, applied: Applied) -> bool:
    """Whether selection and coding name different users, and the program is not known."""
    if not selection.user or not applied.user or selection.user == applied.user:
        return False
    known = any(one in project.origin.casefold() for one in _BY_CODING)
    return not known and len(selection.applied) == 1


def names_of(people: Mapping[str, Person]) -> dict[str, str]:
    """For each person's uid, their name; a person in several rounds is one."""
    return {one.uid: one.name for one in people.values()}
