"""Bring in transcripts, surveys and projects: `workbench import STUDY FILE…`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import projects
from workbench.cli.surveys import Tables, survey_arguments, tables
from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.errors import NotAsked
from workbench.terms import Draft, DraftDocument, Segmentation

if TYPE_CHECKING:
    from workbench.store import Store


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
        metavar="none|alternate|REGEX",
        help="no speakers; two by paragraphs; or how a label is written, with (?P<name>…)",
    )
    parser.add_argument(
        "--importer", metavar="NAME", help="how to read the file, where it is wrong"
    )
    survey_arguments(parser)
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
    surveys, others = tables(options)
    drafts = read_files(others, None, options.importer, options.encoding, options.labels)
    if options.preview:
        _say_notes(drafts)
        return _preview(drafts, surveys, as_json=options.json)
    if surveys.refused():
        return 1
    return _store(drafts, surveys, roles, options)


def _say_notes(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        for note in draft.notes:
            say(note)


def _preview(drafts: Sequence[Draft], surveys: Tables, *, as_json: bool) -> int:
    found = [_found(draft, document) for draft in drafts for document in draft.documents]
    if as_json:
        show_json([*found, *surveys.found()])
        return 0
    for one in found:
        say(f"{one['document']}: {one['turns']} turns, read as {one['importer']}")
        show_rows(("speaker", "turns", "first"), [tuple(s.values()) for s in one["speakers"]])
    surveys.show()
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


def _store(
    drafts: Sequence[Draft],
    surveys: Tables,
    roles: Mapping[str, str],
    options: argparse.Namespace,
) -> int:
    from workbench.segmenters import describe
    from workbench.steps.importing import store_drafts
    from workbench.store import open_study

    settings = Segmentation(options.unit or "", options.lang)
    if options.unit:
        describe(settings)  # refuses a wrong unit before anything is stored
    small = [*drafts, *surveys.drafts()]
    with open_study(options.study) as store:
        who = viewer(store, options)
        stored = store_drafts(store, who, small, roles)
        done = [*stored.documents, *surveys.store(store, who)]
        rows = [one._asdict() for one in done]
        if options.unit:
            rows = _cut(store, options, settings, rows)
        scored = surveys.score(store, who)
    _say_notes(small)
    for note in (*stored.notes, *surveys.notes, *scored):
        say(note)
    if options.json:
        show_json(rows)
    elif rows:
        show_rows(tuple(rows[0]), [tuple(row.values()) for row in rows])
    return 0


def _cut(
    store: Store,
    options: argparse.Namespace,
    settings: Segmentation,
    rows: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    from workbench.cli.progress import Bar
    from workbench.steps.segmenting import segment_documents

    bar, cut = Bar("Segmenting"), []
    names = [row["document"] for row in rows]
    for one in segment_documents(store, viewer(store, options), settings, names) if names else ():
        cut.append(one)
        bar.show(len(cut), len(names))
    bar.end()
    return [{**row, "units": one.units} for row, one in zip(rows, cut, strict=True)]


def _roles(given: Sequence[str]) -> Mapping[str, str]:
    pairs = [text.rpartition("=") for text in given]
    for text, (speaker, _, role) in zip(given, pairs, strict=True):
        if not speaker or not role:
            raise NotAsked(f"“{text}” is no role; write SPEAKER=ROLE, such as Ruth=leader.")
    return {speaker: role for speaker, _, role in pairs}
