"""Mend a transcript that is in the study: `workbench correct STUDY DOCUMENT …`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.errors import NotAsked
from workbench.terms import Span, Viewer

if TYPE_CHECKING:
    from workbench.steps.correcting.corrected import Corrected
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("document", metavar="DOCUMENT")
    what = parser.add_argument_group("what is to be mended, one of")
    one = what.add_mutually_exclusive_group(required=True)
    one.add_argument("--words", nargs=2, metavar=("OLD", "NEW"), help="words, quoted as they are")
    one.add_argument(
        "--at", nargs=3, metavar=("START", "STOP", "NEW"), help="a stretch, by its offsets"
    )
    one.add_argument("--speaker", metavar="NAME", help="who spoke the turns of --turn")
    one.add_argument("--time", metavar="H:MM:SS", help="when the turn of --turn begins")
    one.add_argument("--phase", metavar="NAME", help="the phase of the session of those turns")
    one.add_argument("--split", metavar="WORDS", help="the turn of --turn; a new one begins here")
    one.add_argument("--merge", action="store_true", help="the turn of --turn with the next")
    one.add_argument("--from", dest="file", metavar="FILE", type=Path, help="the corrected file")
    parser.add_argument("--turn", metavar="N[-M]", help="which turn, or turns from N to M")
    parser.add_argument("--of", metavar="SPEAKER", help="instead of --turn: all their turns")
    parser.add_argument("--all", action="store_true", help="--words: wherever they stand")
    parser.add_argument("--by", metavar="NAME", help="--split: who speaks the new turn")
    parser.add_argument("--labels", metavar="none|REGEX", help="--from: as for import")
    parser.add_argument("--encoding", help="--from: as for import")
    parser.add_argument("--importer", metavar="NAME", help="--from: as for import")
    parser.add_argument("--dry-run", action="store_true", help="show what it would do, do nothing")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Correct; the exit status."""
    from workbench.store import open_study

    with open_study(options.study) as store:
        done = _correct(store, viewer(store, options), options)
    if options.json:
        show_json(
            {
                "document": done.document,
                "dry_run": options.dry_run,
                "changes": [one._asdict() for one in done.changes],
                "touched": [one._asdict() for one in done.touched],
                "notes": list(done.notes),
            }
        )
        return 0
    _show(done, dry_run=options.dry_run)
    return 0


def _correct(store: Store, who: Viewer, options: argparse.Namespace) -> Corrected:
    if options.words or options.at:
        return _words(store, who, options)
    if options.file:
        return _from_file(store, who, options)
    if options.merge or options.split is not None:
        return _parted(store, who, options)
    return _facts(store, who, options)


def _words(store: Store, who: Viewer, options: argparse.Namespace) -> Corrected:
    from workbench.steps.correcting.words import correct_at, correct_words

    name, tried = options.document, options.dry_run
    if options.at:
        start, stop, new = options.at
        span = Span(_number(start), _number(stop))
        return correct_at(store, who, name, span, new, dry_run=tried)
    old, new = options.words
    turn = _one_turn(options) if options.turn else None
    return correct_words(
        store, who, name, old, new, turn=turn, everywhere=options.all, dry_run=tried
    )


def _from_file(store: Store, who: Viewer, options: argparse.Namespace) -> Corrected:
    from workbench.steps.correcting.from_file import correct_from
    from workbench.steps.importing import read_files

    (draft,) = read_files([options.file], None, options.importer, options.encoding, options.labels)
    return correct_from(store, who, options.document, draft, dry_run=options.dry_run)


def _parted(store: Store, who: Viewer, options: argparse.Namespace) -> Corrected:
    """A turn that is two, or two that are one."""
    from workbench.steps.correcting.turns import merge_turns, split_turn

    name, turn, tried = options.document, _one_turn(options), options.dry_run
    if options.merge:
        return merge_turns(store, who, name, turn, dry_run=tried)
    return split_turn(store, who, name, turn, options.split, speaker=options.by, dry_run=tried)


def _facts(store: Store, who: Viewer, options: argparse.Namespace) -> Corrected:
    from workbench.steps.correcting.turn_facts import TurnFacts, correct_turns, turns_of

    name = options.document
    facts = TurnFacts(options.speaker, _seconds(options.time), options.phase)
    theirs = options.of and not options.turn
    turns = turns_of(store, who, name, options.of) if theirs else _turns(options)
    return correct_turns(store, who, name, turns, facts, dry_run=options.dry_run)


def _turns(options: argparse.Namespace) -> list[int]:
    if not options.turn:
        raise NotAsked(
            "Say which turn with --turn N, which turns with --turn N-M, or whose with --of."
        )
    first, _, last = options.turn.partition("-")
    start, stop = _number(first), _number(last or first)
    if stop < start or stop - start > 1_000_000:
        raise NotAsked(f"“{options.turn}” is no range of turns; write N-M.")
    return list(range(start, stop + 1))


def _one_turn(options: argparse.Namespace) -> int:
    turns = _turns(options)
    if len(turns) != 1:
        raise NotAsked("This is done with one turn at a time; say --turn N.")
    return turns[0]


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise NotAsked(f"“{text}” is no whole number; count from 1 for turns, from 0 for offsets.")
    return int(text)


def _seconds(time: str | None) -> float | None:
    import re

    from workbench.importers.written import TIME, seconds

    if time is None:
        return None
    if re.fullmatch(TIME, time) is None:
        raise NotAsked(f"“{time}” is no time; write it as in the recording, 12:44 or 1:02:03.")
    return seconds(time)


def _show(done: Corrected, *, dry_run: bool) -> None:
    if not done.changes:
        say("Nothing differs; nothing was changed.")
        return
    show_rows(("turn", "before", "after"), done.changes)
    for note in done.notes:
        say(note)
    if done.touched:
        say("To look at again (workbench second-look), as far as you may see:")
        show_rows(
            ("round", "coder", "unit", "codes", "words"),
            [
                (one.n, one.coder, one.unit, one.codes or "no code applies", one.words)
                for one in done.touched
            ],
        )
    say("Nothing was changed: this was a dry run." if dry_run else "Corrected.")
