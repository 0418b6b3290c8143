"""What a project file says in free words: its notes and descriptions become memos."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.exchange.people import ROUND_NOTE
from workbench.exchange.values import Note, Project
from workbench.steps.exchange.coded import Noted
from workbench.steps.exchange.coders import Coders
from workbench.steps.exchange.ledger import Ledger
from workbench.steps.exchange.naming import one_line
from workbench.steps.exchange.places import Places
from workbench.store import Writer
from workbench.store.reads import memos
from workbench.store.reads.studies import identities
from workbench.store.writes.memos import Brought, add_texts
from workbench.terms import NOBODY


class Remarks(NamedTuple):
    """Where the words of a file go."""

    writer: Writer
    project: Project
    places: Places
    cases: Mapping[str, str]
    """For each case's GUID, its name here."""
    noted: Mapping[str, Noted]
    """For each note on a coding, where that is; None: the coding was there before."""
    uids: Mapping[tuple[str, str], str]


def take_words(
    writer: Writer,
    project: Project,
    coders: Coders,
    places: Places,
    cases: Mapping[str, str],
    noted: Mapping[str, Noted],
    ledger: Ledger,
) -> None:
    """Notes on what refers to them, a coding, code, document or case, else on the study.

    Descriptions on what they describe. What is there already is not written again.
    """
    uids = {(one.kind, one.name): one.uid for one in identities(writer, NOBODY)}
    remarks = Remarks(writer, project, places, cases, noted, uids)
    _take_notes(remarks, coders, ledger)
    if not places.ours:
        _take_descriptions(remarks, ledger)


def _take_notes(remarks: Remarks, coders: Coders, ledger: Ledger) -> None:
    about = _targets(remarks)
    ours = remarks.places.ours
    there = (
        {one.text.strip() for one in memos.memos(remarks.writer, NOBODY)} if ours else frozenset()
    )
    brought = [
        Brought(*place, _author(one, coders), _said(one))
        for one in remarks.project.notes
        for place in [about.get(one.guid, ("study", "", None))]
        if place and _said(one) and _unsigned(one.text) not in there
        if not (ours and ROUND_NOTE.fullmatch(one.name))
    ]
    added = add_texts(remarks.writer, brought)
    read = len(remarks.project.notes)
    silent = sum(not _said(one) for one in remarks.project.notes)
    ledger.count("notes", read, taken=added, same=read - added - silent, lost=silent)


def _targets(remarks: Remarks) -> dict[str, Noted]:
    """For each note's GUID, what it is on."""
    found: dict[str, Noted] = {}
    for kind, uid, guids in _referring(remarks):
        found |= dict.fromkeys(guids, (kind, uid, None))
    return found | dict(remarks.noted)


def _referring(remarks: Remarks) -> Iterator[tuple[str, str, Sequence[str]]]:
    project, places = remarks.project, remarks.places
    walk = list(project.codes)
    while walk:
        code = walk.pop()
        walk.extend(code.codes)
        if code.guid in places.codes:
            yield "code", places.codes[code.guid], code.notes
    for case in project.cases:
        yield "case", remarks.uids["case", remarks.cases[case.guid]], case.notes
    for source in project.sources:
        if source.guid in places.documents:
            uid = remarks.uids["document", places.documents[source.guid]]
            marked = {one.guid for one in source.selections} | {source.guid, *source.also}
            ends = [
                end
                for link in project.links
                for end, other in (link, link[::-1])
                if other in marked
            ]
            on_selections = [guid for one in source.selections for guid in one.notes]
            yield "document", uid, [*source.notes, *on_selections, *ends]


def _author(note: Note, coders: Coders) -> str | None:
    return coders.of(note.user)[0] if note.user else None


def _unsigned(text: str) -> str:
    """A memo of ours without the name of who wrote it."""
    return re.sub(r"\n\n\([^\n]*\)\Z", "", text).strip()


def _said(note: Note) -> str:
    return "\n".join(filter(None, (one_line(note.name), note.text.strip())))


def _take_descriptions(remarks: Remarks, ledger: Ledger) -> None:
    project, names = remarks.project, remarks.places.documents
    said = [("study", "", project.description)]
    said += [
        ("document", remarks.uids["document", names[one.guid]], one.description)
        for one in project.sources
        if one.guid in names
    ]
    said += [
        ("case", remarks.uids["case", remarks.cases[one.guid]], one.description)
        for one in project.cases
    ]
    brought = [
        Brought(kind, uid, None, None, text.strip()) for kind, uid, text in said if text.strip()
    ]
    added = add_texts(remarks.writer, brought)
    kept = [
        f"what the variable “{one_line(one.name)}” means: {one.description.strip()}"
        for one in project.variables
        if one.description.strip()
    ]
    ledger.kept += kept
    read = len(brought) + len(kept)
    ledger.count("descriptions", read, taken=added, same=len(brought) - added, kept=len(kept))
