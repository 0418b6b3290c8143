"""Bringing transcripts and surveys into a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.importers import read
from workbench.importers.speaking import Speaking, meant
from workbench.segmenters import describe
from workbench.segmenters.cue import cues_of
from workbench.shelf import unknown
from workbench.steps.hiding import Hidden, Hiding
from workbench.steps.survey_rows import Imported
from workbench.steps.surveying import put_draft, told
from workbench.store import Store, Writer
from workbench.store.reads import cases as case_reads
from workbench.store.writes import cases, documents
from workbench.store.writes.statuses import set_confidential
from workbench.terms import (
    NOBODY,
    Columns,
    Draft,
    DraftDocument,
    Segmentation,
    Span,
    Viewer,
)

AS_FOUND = Speaking()
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
    store: Store,
    viewer: Viewer,
    drafts: Sequence[Draft],
    roles: Mapping[str, str] = NO_ROLES,
    speaking: Speaking = AS_FOUND,
) -> tuple[Imported, ...]:
    """Store drafts, all or none; a document that is there already stays as it is.

    It may have come from another file, such as the same table saved by another program.
    `roles` maps speakers to their role in these documents; `*` stands for all others;
    given for a document that is there, they replace what was said before.
    `speaking` says who the speakers are. Somebody of the same name in another document is the
    same case, unless the label may be anybody's, such as “Student 1”.
    Refused when another text has the name of a document that is there, and when a file says
    otherwise of a case than the study does; the very file that was imported adds nothing.
    """
    return store_drafts(store, viewer, drafts, roles, speaking).documents


def store_drafts(
    store: Store,
    viewer: Viewer,
    drafts: Sequence[Draft],
    roles: Mapping[str, str] = NO_ROLES,
    speaking: Speaking = AS_FOUND,
    hiding: Hiding | None = None,
) -> Stored:
    """The same as `import_drafts`, with what is to be known of surveys.

    With `hiding`, names are replaced in transcripts before any of them is stored.
    """
    drafts = meant(drafts, speaking)
    _refuse_strangers(drafts, roles)
    done: list[Imported] = []
    notes: list[str] = []
    names = hiding.known() if hiding else ()
    if hiding:
        hidden = Hidden(drafts, names)
        drafts, roles, speaking = hidden.drafts, hidden.roles(roles), hidden.speaking(speaking)
        notes += _left(hidden.doubted)
    with store.writing(viewer) as writer:
        for draft in drafts:
            if draft.plan is not None:
                surveyed = put_draft(writer, draft)
                done += surveyed.documents
                notes += told(surveyed)
            else:
                done += _import(writer, draft, roles, speaking)
        if hiding:
            set_confidential(writer)
            hiding.keep(names)  # before the commit, so that no name is replaced and forgotten
    return Stored(tuple(done), tuple(notes))


def _left(doubted: int) -> list[str]:
    sentence = (
        f"{doubted} names were left because they are in doubt; look at them with: "
        "workbench pseudonyms STUDY suggest"
    )
    return [sentence] if doubted else []


def _refuse_strangers(drafts: Sequence[Draft], roles: Mapping[str, str]) -> None:
    """Refuse a role for somebody who speaks in none of the drafts."""
    turns = [turn for draft in drafts for one in draft.documents for turn in one.turns]
    speakers = dict.fromkeys(turn.case for turn in turns if turn.case)
    known = {name.casefold() for name in speakers} | {"*"}
    for name in roles:
        if name.casefold() not in known:
            raise NotAsked(unknown("speaker in these files", name, list(speakers)))


def _import(
    writer: Writer, draft: Draft, roles: Mapping[str, str], speaking: Speaking
) -> list[Imported]:
    done, known = [], True
    for as_read in draft.documents:
        stored = documents.stored_hash(writer, as_read.name)
        found = _with_cases(writer, as_read, speaking)
        named = {**roles, **_by_case(found, roles)}
        if stored is None:
            documents.add_document(writer, draft, found, named)
            _keep_cues(writer, found)
        elif stored != draft.source_sha256 and not documents.says_the_same(writer, found):
            raise NotAsked(_other_text(found.name, stored, draft))
        elif roles:
            documents.put_roles(writer, found, named)
        _put_attended(writer, found, speaking)
        done.append(Imported(found.name, len(found.turns), "same" if stored else "new"))
        known = known and stored == draft.source_sha256
    if not known:
        cases.refuse_changes(writer, draft.source, draft.attributes)
        cases.put_attributes(writer, draft.attributes)
    return done


def _with_cases(writer: Writer, found: DraftDocument, speaking: Speaking) -> DraftDocument:
    """The document with speakers who are somebody else than their namesakes elsewhere."""
    if found.question is not None or speaking.case is not None:
        return found
    elsewhere = cases.attending_elsewhere(writer, found.name)
    apart = {
        turn.case: f"{turn.case} ({found.name})"
        for turn in found.turns
        if turn.case and turn.case.casefold() in elsewhere and speaking.is_apart(turn.case)
    }
    turns = (replace(turn, case=apart.get(turn.case or "", turn.case)) for turn in found.turns)
    return replace(found, turns=tuple(turns)) if apart else found


def _by_case(found: DraftDocument, roles: Mapping[str, str]) -> dict[str, str]:
    """Roles said of a speaker, by the case that the speaker is here."""
    folded = {name.casefold(): role for name, role in roles.items()}
    return {
        turn.case: folded[turn.speaker.casefold()]
        for turn in found.turns
        if turn.case and turn.speaker and turn.speaker.casefold() in folded
    }


def _put_attended(writer: Writer, found: DraftDocument, speaking: Speaking) -> None:
    speakers = {turn.case.casefold() for turn in found.turns if turn.case}
    for name, role in speaking.attended.items():
        if name.casefold() in speakers:
            raise NotAsked(f"“{name}” speaks in “{found.name}”; give the role with --role.")
        cases.put_attendance(writer, name, found.name, role)


def _keep_cues(writer: Writer, found: DraftDocument) -> None:
    """Where cues were put together to turns, keep them as a unit set."""
    if any(turn.cues for turn in found.turns):
        spans = [
            cues_of(found.text, Span(turn.start, turn.stop), turn.cues) for turn in found.turns
        ]
        documents.put_units(writer, found.name, "cue", describe(Segmentation("cue")), spans)


def _other_text(name: str, stored: str, draft: Draft) -> str:
    return (
        f"“{name}” is in the study with another text: the file there had SHA-256 {stored}, "
        f"{draft.source} has {draft.source_sha256}; import it under another file name."
    )


def known_elsewhere(store: Store, drafts: Sequence[Draft]) -> dict[str, tuple[str, ...]]:
    """For speakers of drafts who speak in the study as well: in which documents; by folded name."""
    names = {
        turn.case.casefold()
        for draft in drafts
        for one in draft.documents
        for turn in one.turns
        if turn.case
    }
    with store.reading() as reader:
        found = case_reads.cases(reader, NOBODY)
    return {
        one.name.casefold(): tuple(there.document for there in one.attendances)
        for one in found
        if one.name.casefold() in names and one.attendances
    }
