"""Bringing transcripts and surveys into a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.importers import read
from workbench.shelf import unknown
from workbench.steps.surveying import Imported, put_draft, told
from workbench.store import Store, Writer
from workbench.store.writes import cases, documents
from workbench.terms import Columns, Draft, Viewer

NO_ROLES: Mapping[str, str] = MappingProxyType({})


class Stored(NamedTuple):
    """What importing did with all files."""

    documents: tuple[Imported, ...]
    notes: tuple[str, ...]
    """Sentences on surveys of which an export was there before."""


def read_files(
    paths: Sequence[Path],
    columns: Columns | None = None,
    importer: str | None = None,
    encoding: str | None = None,
    labels: str | None = None,
) -> tuple[Draft, ...]:
    """Read outside files into drafts, to be looked at; nothing is stored.

    What is not given is found out: the importer by suffix and content, the encoding, how
    speakers' labels are written (`labels`: `none`, or a regular expression with a group `name`).
    """
    return tuple(
        read(path, columns=columns, importer=importer, encoding=encoding, labels=labels)
        for path in paths
    )


def import_drafts(
    store: Store, viewer: Viewer, drafts: Sequence[Draft], roles: Mapping[str, str] = NO_ROLES
) -> tuple[Imported, ...]:
    """Store drafts, all or none; a document that is there already stays as it is.

    It may have come from another file, such as the same table saved by another program.
    `roles` maps speakers to their role in these documents; `*` stands for all others;
    given for a document that is there, they replace what was said before.
    Refused when another text has the name of a document that is there, and when a file says
    otherwise of a case than the study does; the very file that was imported adds nothing.
    """
    return store_drafts(store, viewer, drafts, roles).documents


def store_drafts(
    store: Store, viewer: Viewer, drafts: Sequence[Draft], roles: Mapping[str, str] = NO_ROLES
) -> Stored:
    """The same as `import_drafts`, with what is to be known of surveys."""
    _refuse_strangers(drafts, roles)
    done: list[Imported] = []
    notes: list[str] = []
    with store.writing(viewer) as writer:
        for draft in drafts:
            if draft.plan is not None:
                surveyed = put_draft(writer, draft)
                done += surveyed.documents
                notes += told(surveyed)
            else:
                done += _import(writer, draft, roles)
    return Stored(tuple(done), tuple(notes))


def _refuse_strangers(drafts: Sequence[Draft], roles: Mapping[str, str]) -> None:
    """Refuse a role for somebody who speaks in none of the drafts."""
    turns = [turn for draft in drafts for one in draft.documents for turn in one.turns]
    speakers = dict.fromkeys(turn.case for turn in turns if turn.case)
    known = {name.casefold() for name in speakers} | {"*"}
    for name in roles:
        if name.casefold() not in known:
            raise NotAsked(unknown("speaker in these files", name, list(speakers)))


def _import(writer: Writer, draft: Draft, roles: Mapping[str, str]) -> list[Imported]:
    done, known = [], True
    for found in draft.documents:
        stored = documents.stored_hash(writer, found.name)
        if stored is None:
            documents.add_document(writer, draft, found, roles)
        elif stored != draft.source_sha256 and not documents.says_the_same(writer, found):
            raise NotAsked(_other_text(found.name, stored, draft))
        elif roles:
            documents.put_roles(writer, found, roles)
        done.append(Imported(found.name, len(found.turns), "same" if stored else "new"))
        known = known and stored == draft.source_sha256
    if not known:
        cases.refuse_changes(writer, draft.source, draft.attributes)
        cases.put_attributes(writer, draft.attributes)
    return done


def _other_text(name: str, stored: str, draft: Draft) -> str:
    return (
        f"“{name}” is in the study with another text: the file there had SHA-256 {stored}, "
        f"{draft.source} has {draft.source_sha256}; import it under another file name."
    )
