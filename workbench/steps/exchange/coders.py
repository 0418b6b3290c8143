"""Who in a project file is which coder of the study. Nobody becomes another by a like name."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.errors import NameUnknown
from workbench.exchange.people import names_of, people_of, unknown_person
from workbench.exchange.values import Project
from workbench.shelf import unknown
from workbench.steps.exchange.ledger import Ledger
from workbench.steps.exchange.naming import free
from workbench.store import Writer
from workbench.store.reads.history import events
from workbench.store.reads.studies import identities
from workbench.store.writes.coders import add_coder
from workbench.terms import NOBODY

IMPORTED = "project imported"
"""The event that remembers who was said to be whom."""


class Coders:
    """The people of a file as coders."""

    def __init__(
        self, writer: Writer, project: Project, asked: Mapping[str, str], ledger: Ledger
    ) -> None:
        self._writer = writer
        self._project = project
        self._ledger = ledger
        self._people = people_of(project)
        self._uids = {
            one.name: one.uid for one in identities(writer, NOBODY) if one.kind == "coder"
        }
        self._here: dict[str, str] = {}
        self._new: set[str] = set()
        self._refuse_strangers(asked)
        self._take(asked)

    @property
    def said(self) -> dict[str, str]:
        """For each person's uid in the file, the uid of the coder; no names."""
        return {theirs: self._uids[name] for theirs, name in self._here.items()}

    def of(self, guid: str) -> tuple[str, int]:
        """The coder who a user's GUID means, and the round in the file."""
        person = self._people.get(guid)
        if person is None:
            person = self._people[guid] = unknown_person(self._project, guid)
            if person.uid not in self._here:
                self._here[person.uid] = self._known(person.uid) or self._add(
                    person.name, person.uid
                )
                self._ledger.notes.append(f"The file does not say who “{person.name}” is.")
        return self._here[person.uid], person.n

    def called(self, guid: str) -> str:
        """The coder's name, without making one of somebody who coded nothing here."""
        person = self._people.get(guid) or unknown_person(self._project, guid)
        return self._here.get(person.uid, person.name)

    def _refuse_strangers(self, asked: Mapping[str, str]) -> None:
        theirs = list(names_of(self._people).values())
        for name, coder in asked.items():
            if name not in theirs:
                raise NameUnknown(unknown("user in the file", name, theirs))
            if coder not in self._uids:
                raise NameUnknown(unknown("coder", coder, list(self._uids)))

    def _take(self, asked: Mapping[str, str]) -> None:
        before = self._earlier()
        people = names_of(self._people)
        new = 0
        for uid, name in people.items():
            there = asked.get(name) or self._known(uid) or before.get(uid)
            new += there is None
            self._here[uid] = there or self._add(name, uid)
        self._ledger.count("coders", len(people), taken=new, same=len(people) - new)

    def _known(self, uid: str) -> str | None:
        return next((name for name, one in self._uids.items() if one == uid), None)

    def _earlier(self) -> dict[str, str]:
        """Who the people of a file were said to be when it was imported before."""
        said: dict[str, str] = {}
        for event in events(self._writer, NOBODY):
            ids = event.ids.get("coders") if event.what == IMPORTED else None
            for theirs, ours in (ids if isinstance(ids, dict) else {}).items():
                name = self._known(str(ours))
                if name:
                    said[str(theirs)] = name
        return said

    def _add(self, name: str, uid: str) -> str:
        twin = name in self._new
        wanted = free(name, self._uids, "" if twin else self._project.name)
        if twin:
            self._ledger.notes.append(
                f"Two users in the file are called “{name}”; the second is “{wanted}” here."
            )
        elif wanted != name:
            self._ledger.notes.append(
                f"The study has a coder “{name}” of its own, so the file's is called “{wanted}”"
                f" here; if they are one person, say so with --coder “{name}={name}”."
            )
        add_coder(self._writer, wanted, "team", uid)
        self._uids[wanted] = uid
        self._new.add(wanted)
        return wanted
