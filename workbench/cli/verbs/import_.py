"""Bring in transcripts, surveys and projects: `workbench import STUDY FILE…`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.cli import projects
from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.errors import NotAsked
from workbench.terms import Columns, Draft, DraftDocument, Segmentation


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--unit", help="also cut the new documents into units")
    parser.add_argument("--lang", default="en", help="language of the text (default: en)")
    parser.add_argument(
        "--role",
        dest="roles",
        action="append",
        default=[],
        metavar="SPEAKER=ROLE",
        help="a speaker's role, such as Ruth=leader; *=student is everybody else's",
    )
    parser.add_argument("--encoding", help="of a text file, where it cannot be told")
    parser.add_argument(
        "--labels",
        metavar="none|REGEX",
        help="no speakers; or how a label is written, with a group (?P<name>…)",
    )
    parser.add_argument(
        "--importer", metavar="NAME", help="how to read the file, where it is wrong"
    )
    table = parser.add_argument_group("tables (surveys)", "columns by their names in the header")
    table.add_argument("--id", metavar="COL", help="who answered")
    for name, said in (
        ("text", "an open question"),
        ("attribute", "a fact about the person"),
        ("score", "a number about the person"),
    ):
        table.add_argument(f"--{name}", metavar="COL", action="append", default=[], help=said)
    parser.add_argument(
        "--preview", "--dry-run", action="store_true", help="show what is found, change nothing"
    )
    projects.arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Read the files, then store them; the exit status."""
    from workbench.steps.importing import read_files

    if any(projects.is_project(path) for path in options.files):
        return projects.run(options)
    roles = _roles(options.roles)
    columns = Columns(
        options.id, tuple(options.text), tuple(options.attribute), tuple(options.score)
    )
    asked = columns if columns != Columns() else None
    drafts = read_files(options.files, asked, options.importer, options.encoding, options.labels)
    if options.preview:
        _say_notes(drafts)
        return _preview(drafts, as_json=options.json)
    return _store(drafts, roles, options)


def _say_notes(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        for note in draft.notes:
            say(note)


def _preview(drafts: Sequence[Draft], *, as_json: bool) -> int:
    found = [_found(draft, document) for draft in drafts for document in draft.documents]
    if as_json:
        show_json(found)
        return 0
    for one in found:
        say(f"{one['document']}: {one['turns']} turns, read as {one['importer']}")
        show_rows(("speaker", "turns", "first"), [tuple(s.values()) for s in one["speakers"]])
    return 0


def _found(draft: Draft, document: DraftDocument) -> dict[str, Any]:
    from workbench.importers.pieces import speakers_of

    return {
        "document": document.name,
        "importer": draft.importer,
        "question": document.question,
        "turns": len(document.turns),
        "characters": len(document.text),
        "speakers": [
            {"speaker": one.name, "turns": one.turns, "first": one.example}
            for one in speakers_of(document)
        ],
        "attributes": sorted({fact.name for fact in draft.attributes}),
        "notes": list(draft.notes),
    }


def _store(drafts: Sequence[Draft], roles: Mapping[str, str], options: argparse.Namespace) -> int:
    from workbench.segmenters import describe
    from workbench.steps.importing import import_drafts
    from workbench.steps.segmenting import segment_documents
    from workbench.store import open_study

    settings = Segmentation(options.unit or "", options.lang)
    if options.unit:
        describe(settings)  # refuses a wrong unit before anything is stored
    with open_study(options.study) as store:
        who = viewer(store, options)
        rows = [one._asdict() for one in import_drafts(store, who, drafts, roles)]
        if options.unit:
            names = [row["document"] for row in rows]
            cut = list(segment_documents(store, who, settings, names))
            rows = [{**row, "units": one.units} for row, one in zip(rows, cut, strict=True)]
    _say_notes(drafts)
    if options.json:
        show_json(rows)
    else:
        show_rows(tuple(rows[0]), [tuple(row.values()) for row in rows])
    return 0


def _roles(given: Sequence[str]) -> Mapping[str, str]:
    pairs = [text.rpartition("=") for text in given]
    for text, (speaker, _, role) in zip(given, pairs, strict=True):
        if not speaker or not role:
            raise NotAsked(f"“{text}” is no role; write SPEAKER=ROLE, such as Ruth=leader.")
    return {speaker: role for speaker, _, role in pairs}
