"""Bringing transcripts and surveys into a study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.errors import NotAsked
from workbench.importers import read
from workbench.importers.speaking import Speaking, is_offered, meant
from workbench.segmenters import describe
from workbench.segmenters.cue import cues_of
from workbench.shelf import unknown
from workbench.steps.hiding import Hidden, Hiding
from workbench.steps.importing_again import Difference, differences, refusal, stays
from workbench.steps.namesakes import who_are
from workbench.steps.surveys.rows import Imported, ImportStatus
from workbench.steps.surveys.surveying import put_draft, told
from workbench.steps.withdrawn_copies import speaking_again
from workbench.store import Store, Writer
from workbench.store.reads import cases as case_reads
from workbench.store.reads import documents as document_reads
from workbench.store.writes import cases, documents
from workbench.store.writes.statuses import set_confidential
from workbench.surveys import Columns, SurveyOptions
from workbench.terms import NOBODY, Segmentation, Span, Turn, Viewer
from workbench.watching import each
from workbench.words import plural

AS_FOUND = Speaking()
NO_ROLES: Mapping[str, str] = MappingProxyType({})


class Stored(NamedTuple):
    """What importing did with all files."""

    documents: tuple[Imported, ...]
    notes: tuple[str, ...]
    """Sentences on what was there before, and on who may be the same person."""


def read_files(
    paths: Sequence[Path],
    columns: Columns | None = None,
    importer: str | None = None,
    encoding: str | None = None,
    labels: str | None = None,
    sheet: str | None = None,
) -> tuple[Draft, ...]:
    """Read outside files into drafts, to be looked at; nothing is stored.

    What is not given is found out: the importer by suffix and content, the encoding, how
    speakers' labels are written (`labels`: `none`, or a regular expression with a group `name`).
    `sheet` is one of a workbook that has a row for each turn; None: the first.
    """
    survey = SurveyOptions(sheet=sheet)
    return tuple(
        read(
            path,
            columns=columns,
            importer=importer,
            encoding=encoding,
            labels=labels,
            survey=survey,
        )
        for path in each("Reading files", paths)
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
    `speaking` says who the speakers are. Somebody of the same name in another document is a case
    of their own until `speaking` says that they are the same.
    Refused when another file's text has the name of a document that is there, and when a file says
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
    """The same as `import_drafts`, with what is to be known of it.

    With `hiding`, names are replaced in transcripts before any of them is stored.
    """
    drafts = as_read = meant(drafts, speaking)
    _refuse_strangers(drafts, roles)
    done: list[Imported] = []
    notes: list[str] = []
    names = hiding.known() if hiding else ()
    if hiding:
        hidden = Hidden(drafts, names)
        drafts, roles, speaking = hidden.drafts, hidden.roles(roles), hidden.speaking(speaking)
        notes += _left(hidden.doubted)
    with store.writing(viewer) as writer:
        notes += speaking_again(writer, as_read)
        for draft in each("Importing files", drafts):
            if draft.plan is not None:
                surveyed = put_draft(writer, draft)
                done += surveyed.documents
                notes += told(surveyed)
            else:
                stored = _import(writer, draft, roles, speaking)
                done += stored[0]
                notes += stored[1]
        if hiding:
            set_confidential(writer)
            hiding.keep(names)  # before the commit, so that no name is replaced and forgotten
    return Stored(tuple(done), tuple(notes))


def _left(doubted: int) -> list[str]:
    sentence = (
        f"Left because it is in doubt: {plural(doubted, 'name')}; look with: "
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
) -> tuple[list[Imported], list[str]]:
    """What was done with the documents of a draft, and what is to be known of it."""
    done, notes, known = [], [], True
    for as_read in draft.documents:
        stored = documents.stored_hash(writer, as_read.name)
        turns = () if stored is None else document_reads.turns(writer, NOBODY, as_read.name)
        found = _with_cases(writer, as_read, speaking, turns)
        named = {**roles, **_by_case(found, roles)}
        differs: Sequence[Difference] = ()
        if stored is None:
            documents.add_document(writer, draft, found, named)
            _keep_cues(writer, found)
            notes += _own_cases(as_read, found)
        else:
            differs = _differs(writer, draft, found, turns, stored)
            notes += [stays(found.name, differs)] if differs else []
            if roles:
                documents.put_roles(writer, found, named)
        _put_attended(writer, found, speaking)
        done.append(Imported(found.name, len(turns or found.turns), _status(stored, differs)))
        known = known and stored == draft.source_sha256
    if not known:
        cases.refuse_changes(writer, draft.source, draft.attributes)
        cases.put_attributes(writer, draft.attributes)
    return done, notes


def _status(stored: str | None, differs: Sequence[Difference]) -> ImportStatus:
    if stored is None:
        return "new"
    return "kept" if differs else "same"


def _differs(
    writer: Writer, draft: Draft, found: DraftDocument, turns: Sequence[Turn], stored: str
) -> tuple[Difference, ...]:
    """In what a stored document differs from this import; refused where it is another file's."""
    text = document_reads.text(writer, NOBODY, found.name)
    differs = differences(text, turns, found)
    if differs and stored != draft.source_sha256:
        raise NotAsked(refusal(found.name, stored, draft, differs))
    return differs


def _own_cases(as_read: DraftDocument, found: DraftDocument) -> list[str]:
    """A sentence on speakers who have the name of somebody elsewhere and are cases of their own."""
    pairs = zip(as_read.turns, found.turns, strict=True)
    own = {one.case: other.case for one, other in pairs if one.case and one.case != other.case}
    names = [name for name in own if is_offered(name)]
    if not names:
        return []
    few = ", ".join(f"“{name}”" for name in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    sentence = (
        f"{few}{more} of “{found.name}” may be who has that name in other documents. That was not "
        f"assumed, so here it is “{own[names[0]]}”; to make them one: workbench cases STUDY same."
    )
    return [sentence]


def _with_cases(
    writer: Writer, found: DraftDocument, speaking: Speaking, turns: Sequence[Turn]
) -> DraftDocument:
    """The document with speakers who are who they are said to be; `turns`: as it is stored."""
    if found.question is not None or speaking.case is not None:
        return found
    names = [turn.case for turn in found.turns if turn.case]
    who = who_are(writer, found.name, names, speaking, turns)
    return replace(found, turns=tuple(_of(turn, who) for turn in found.turns))


def _of(turn: DraftTurn, who: Mapping[str, str]) -> DraftTurn:
    return replace(turn, case=who[turn.case]) if turn.case else turn


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
    for name, role in {**speaking.attended, **speaking.attended_in.get(found.name, {})}.items():
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


def known_elsewhere(store: Store | None, drafts: Sequence[Draft]) -> list[dict[str, list[str]]]:
    """For each draft, who speaks in it and in documents before it: in which; by folded name.

    Those before are what is in the study, if there is one, and the drafts in their order.
    """
    names = {turn.case for draft in drafts for one in draft.documents for turn in one.turns}
    known = defaultdict(list, _known(store, [name for name in names if name]))
    found = []
    for draft in drafts:
        here = {one.name: _speakers(one) for one in draft.documents}
        speakers = {name for some in here.values() for name in some}
        found.append(
            {name: [one for one in known[name] if one not in here] for name in sorted(speakers)}
        )
        for document, some in here.items():
            for name in some:
                known[name] += [] if document in known[name] else [document]
    return [{name: there for name, there in one.items() if there} for one in found]


def _known(store: Store | None, names: Sequence[str]) -> dict[str, list[str]]:
    if store is None:
        return {}
    with store.reading() as reader:
        found = case_reads.documents_of(reader, NOBODY, names)
    return {name: list(there) for name, there in found.items()}


def _speakers(one: DraftDocument) -> list[str]:
    return list(dict.fromkeys(turn.case.casefold() for turn in one.turns if turn.case))
