"""Bring in transcripts, surveys and projects: `workbench import STUDY FILE…`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import projects
from workbench.cli.leaving import key_arguments, key_passphrase
from workbench.cli.surveys import Tables, columns, survey_arguments, tables
from workbench.cli.talk import (
    common_arguments,
    say,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.drafts import Draft, DraftDocument
from workbench.errors import NotAsked
from workbench.terms import Segmentation, Viewer
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.importers.speaking import Speaking
    from workbench.steps.hiding import Hiding
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--unit", metavar="NAME", help="also cut the new documents into units")
    parser.add_argument(
        "--lang", default="en", metavar="LANG", help="language of the text (default: en)"
    )
    parser.add_argument(
        "--role",
        dest="roles",
        action="append",
        default=[],
        metavar="SPEAKER=ROLE",
        help="a speaker's role, such as Ruth=leader; *=student is everybody else's",
    )
    _speaker_arguments(parser)
    parser.add_argument("--encoding", help="of a text file, where it cannot be told")
    parser.add_argument(
        "--labels",
        metavar="none|alternate|REGEX",
        help="no speakers; two by paragraphs; or how a label is written, with (?P<name>…)",
    )
    parser.add_argument(
        "--importer", metavar="NAME", help="how to read the file, where it is wrong"
    )
    confidence = parser.add_argument_group("names", "see also: workbench pseudonyms --help")
    confidence.add_argument(
        "--names",
        metavar="FILE",
        type=Path,
        help="replace these before anything is stored: a key, a table or a list",
    )
    confidence.add_argument(
        "--names-removed",
        action="store_true",
        help="the files came without names: mark what is new pseudonymised",
    )
    key_arguments(confidence)
    survey_arguments(parser)
    parser.add_argument(
        "--preview", "--dry-run", action="store_true", help="show what is found, change nothing"
    )
    projects.arguments(parser)
    common_arguments(parser)


def _speaker_arguments(parser: argparse.ArgumentParser) -> None:
    who = parser.add_argument_group("speakers (transcripts)", "look first with --preview")
    who.add_argument(
        "--speaker",
        dest="speakers",
        action="append",
        default=[],
        metavar="LABEL=NAME",
        help="who a label is; two labels of one name are one speaker",
    )
    who.add_argument("--no-speakers", action="store_true", help="there are none: one turn")
    who.add_argument(
        "--attended",
        action="append",
        default=[],
        metavar="NAME[=ROLE]",
        help="took part and said nothing",
    )
    who.add_argument("--case", metavar="NAME", help="whom all of it belongs to, such as notes")
    who.add_argument(
        "--phase-lines", metavar="REGEX", help="lines that begin a phase, such as '## (.*)'"
    )
    who.add_argument(
        "--same",
        action="append",
        nargs="?",
        const=OFFERED,
        default=[],
        metavar="SPEAKER",
        help="is the person of that name in other documents; alone: all that --preview offers; "
        "* stands for any signs",
    )
    who.add_argument(
        "--apart",
        action="append",
        default=[],
        metavar="SPEAKER",
        help="with --same: is somebody else than in other documents",
    )


OFFERED = ""
"""`--same` without a name."""


def run(options: argparse.Namespace) -> int:
    """Read the files, then store them; the exit status."""
    from workbench.importers.speaking import meant
    from workbench.steps.importing import read_files

    if any(projects.is_project(path) for path in options.files):
        return projects.run(options)
    roles = _roles(options.roles)
    surveys, others = tables(options)
    labels = options.labels
    if labels is None and (options.no_speakers or options.case):
        labels = "none"
    drafts = read_files(
        others, columns(options), options.importer, options.encoding, labels, options.sheet
    )
    if options.preview:
        drafts = meant(drafts, _speaking(options))
        _say_notes(drafts)
        return _preview(drafts, surveys, options)
    if surveys.refused():
        return 1
    return _store(drafts, surveys, roles, options)


def _say_notes(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        for note in draft.notes:
            say(note)


def _preview(drafts: Sequence[Draft], surveys: Tables, options: argparse.Namespace) -> int:
    known, speaking = _known(drafts, options), _speaking(options)
    found = [
        _found(draft, document, there, speaking)
        for draft, there in zip(drafts, known, strict=True)
        for document in draft.documents
    ]
    if options.json:
        show_json([*found, *surveys.found()])
        return 0
    for one in found:
        say(f"{one['document']}: {plural(one['turns'], 'turn')}, read as {one['importer']}")
        show_rows(
            ("speaker", "turns", "first"),
            [(s["speaker"], s["turns"], s["first"]) for s in one["speakers"]],
        )
        for speaker in one["speakers"]:
            if speaker["also_in"]:
                say(_offer(speaker))
    surveys.show()
    return 0


def _offer(speaker: dict[str, Any]) -> str:
    name, there = speaker["speaker"], ", ".join(speaker["also_in"])
    if speaker["same_case"]:
        return f"“{name}” is the same person as in {there}."
    if speaker["offered"]:
        return f"“{name}” also takes part in {there}. If that is the same person: --same “{name}”."
    return f"“{name}” may be anybody, so not who it is in {there}; if it is: --same “{name}”."


def _known(drafts: Sequence[Draft], options: argparse.Namespace) -> list[dict[str, list[str]]]:
    """Who of the speakers is in documents before; a preview does without a study."""
    from workbench.steps.importing import known_elsewhere
    from workbench.store import open_study

    if not options.study.exists():
        return known_elsewhere(None, drafts)
    with open_study(options.study) as store:
        return known_elsewhere(store, drafts)


def _found(
    draft: Draft,
    document: DraftDocument,
    known: Mapping[str, Sequence[str]],
    speaking: Speaking,
) -> dict[str, Any]:
    from workbench.importers.pieces import speakers_of
    from workbench.importers.speaking import is_offered

    def speaker(name: str | None, turns: int, first: str) -> dict[str, Any]:
        there = list(known.get((name or "").casefold(), ()))
        same = bool(there) and speaking.is_same(name or "")
        offered = bool(there) and not same and is_offered(name or "")
        told = {"speaker": name, "turns": turns, "first": first}
        return {**told, "also_in": there, "offered": offered, "same_case": same}

    return {
        "document": document.name,
        "importer": draft.importer,
        "question": document.question,
        "turns": len(document.turns),
        "characters": len(document.text),
        "speakers": [speaker(*one) for one in speakers_of(document)],
        "phases": list(dict.fromkeys(turn.phase for turn in document.turns if turn.phase)),
        "attributes": sorted({fact.name for fact in draft.attributes}),
        "notes": list(draft.notes),
    }


def _speaking(options: argparse.Namespace) -> Speaking:
    from workbench.importers.speaking import Speaking

    attended = [text.partition("=") for text in options.attended]
    return Speaking(
        names=_pairs(options.speakers, "speaker", "LABEL=NAME, such as “Dr. M=Leader”"),
        case=options.case,
        attended={name: role or None for name, _, role in attended},
        phase_lines=options.phase_lines,
        same=frozenset(one for one in options.same if one != OFFERED),
        apart=frozenset(options.apart),
        offers=OFFERED in options.same,
    )


def _store(
    drafts: Sequence[Draft],
    surveys: Tables,
    roles: Mapping[str, str],
    options: argparse.Namespace,
) -> int:
    from workbench.segmenters import describe
    from workbench.store import open_study

    if options.unit:
        describe(_segmentation(options))  # refuses a wrong unit before anything is stored
    small = [*drafts, *surveys.drafts()]
    with open_study(options.study) as store:
        rows, notes = _stored(store, small, surveys, roles, options)
    _say_notes(small)
    for note in notes:
        say(note)
    if options.json:
        show_json(rows)
    elif rows:
        show_rows(tuple(rows[0]), [tuple(row.values()) for row in rows])
    return 0


def _stored(
    store: Store,
    drafts: Sequence[Draft],
    surveys: Tables,
    roles: Mapping[str, str],
    options: argparse.Namespace,
) -> tuple[list[dict[str, Any]], list[str]]:
    """A row for each document, and what is to be said."""
    from workbench.steps.importing import store_drafts

    who = viewer(store, options)
    hiding = _hiding(store, options)
    stored = store_drafts(store, who, drafts, roles, _speaking(options), hiding)
    done = [*stored.documents, *surveys.store(store, who)]
    rows = [one._asdict() for one in done]
    if options.unit:
        rows = _cut(store, options, rows)
    scored = surveys.score(store, who)
    if options.names_removed:
        _mark(store, who, rows)
    if hiding and surveys:
        rows = _without_names(store, who, hiding, rows)
    return rows, [*stored.notes, *surveys.notes, *scored]


def _hiding(store: Store, options: argparse.Namespace) -> Hiding | None:
    from workbench.steps.hiding import Hiding
    from workbench.steps.keys import key_of, names_in
    from workbench.steps.withdrawing import withdrawn

    if options.names is None:
        return None
    key = key_of(store, passphrase=key_passphrase(options))
    return Hiding(names_in(options.names, key), key, withdrawn(store))


def _mark(store: Store, who: Viewer, rows: Sequence[dict[str, Any]]) -> None:
    """Say that what is new came without names."""
    from workbench.steps.statuses import mark

    new = [row["document"] for row in rows if row["status"] == "new"]
    if new:
        mark(store, who, "pseudonymised", new)


def _without_names(
    store: Store, who: Viewer, hiding: Hiding, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Replace names in surveys; what was stored, by the names that it has now."""
    from workbench.store.reads.documents import names

    with store.reading() as reader:
        before = {name: id_ for id_, name in names(reader, who).items()}
    hiding.afterwards(store, who)
    with store.reading() as reader:
        now = names(reader, who)
    return [{**row, "document": now[before[row["document"]]]} for row in rows]


def _cut(
    store: Store, options: argparse.Namespace, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    from workbench.steps.segmenting import segment_documents

    if not rows:
        return rows
    names = [row["document"] for row in rows]
    cut = segment_documents(store, viewer(store, options), _segmentation(options), names)
    return [{**row, "units": one.units} for row, one in zip(rows, cut, strict=True)]


def _segmentation(options: argparse.Namespace) -> Segmentation:
    return Segmentation(options.unit, options.lang)


def _roles(given: Sequence[str]) -> Mapping[str, str]:
    return _pairs(given, "role", "SPEAKER=ROLE, such as Ruth=leader")


def _pairs(given: Sequence[str], what: str, form: str) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in given]
    for text, (name, _, said) in zip(given, pairs, strict=True):
        if not name.strip() or not said.strip():
            raise NotAsked(f"“{text}” is no {what}; write {form}.")
    return {name: said for name, _, said in pairs}
