"""Split and merge units by hand: `workbench units STUDY split DOCUMENT#UNIT --before WORDS`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import (
    common_arguments,
    say,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=("split", "merge", "list"))
    parser.add_argument(
        "place",
        metavar="DOCUMENT#UNIT",
        help="such as session-1#12; merge: with the next one; list: DOCUMENT alone will do",
    )
    parser.add_argument(
        "--unit", default="sentence", metavar="NAME", help="name of the unit set (sentence)"
    )
    parser.add_argument("--before", metavar="WORDS", help="split: the new unit begins with them")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Split, merge or list; the exit status."""
    from workbench.steps import units
    from workbench.store import open_study

    with open_study(options.study) as store:
        who = viewer(store, options)
        if options.action == "list":
            return _list(units.listed(store, who, *_asked_to_list(options)), options)
        document, position = _place(options.place)
        if options.action == "merge":
            done = units.merge_units(store, who, document, options.unit, position)
        else:
            if not options.before:
                raise NotAsked("Say with --before WORDS which words the new unit begins with.")
            done = units.split_unit(store, who, document, options.unit, position, options.before)
    if options.json:
        show_json(done._asdict())
    else:
        show_rows(("unit", "words"), list(enumerate(done.words, done.first)))
        say("Units behind have new numbers; nobody judges them yet.")
    return 0


def _asked_to_list(options: argparse.Namespace) -> tuple[str, str, int | None]:
    name, _, unit = options.place.rpartition("#")
    if name and unit.isdecimal():
        return name, options.unit, int(unit)
    return options.place, options.unit, None


def _list(rows: list[dict[str, object]], options: argparse.Namespace) -> int:
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("unit", "time", "speaker", "words"),
            [(row["unit"], row["time"], row["speaker"], row["words"]) for row in rows],
        )
    return 0


def _place(text: str) -> tuple[str, int]:
    document, _, unit = text.rpartition("#")
    if not document or not unit.isdecimal():
        raise NotAsked(f"“{text}” is no unit; write DOCUMENT#UNIT, such as session-1#12.")
    return document, int(unit)
