"""Projects of other programs: what `workbench import STUDY PROJECT.qdpx` takes and prints."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.talk import say, show, show_json, show_rows, viewer
from workbench.errors import NotAsked
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.exchange.into import Report
    from workbench.store import Store

_SUFFIXES = (".qdpx", ".qde")
_FEW = 20


def is_project(path: Path) -> bool:
    """Whether a file is a project, by its suffix."""
    return path.suffix.lower() in _SUFFIXES


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what only projects take."""
    group = parser.add_argument_group("projects of other programs (.qdpx)")
    group.add_argument(
        "--coder",
        metavar="USER=CODER",
        action="append",
        default=[],
        help="a user in the file is this coder of the study",
    )
    group.add_argument(
        "--count",
        metavar="HOW",
        help="how the program counts, where it is found out wrong: code-points, utf-16 or bytes, "
        "crlf=2, bom, inclusive, joined by commas",
    )
    group.add_argument(
        "--strict", action="store_true", help="exit with status 1 where anything is lost"
    )


def run(options: argparse.Namespace) -> int:
    """Take a project into a study, or show what would be taken; the exit status."""
    from workbench.store import open_study

    if len(options.files) != 1:
        raise NotAsked("Take one project at a time, by itself.")
    with open_study(options.study) as store:
        return _take(store, options, options.files[0])


def run_new(options: argparse.Namespace) -> int:
    """Make a study of a project; the exit status. There is no study where it is refused."""
    from workbench.steps.exchange.into import new_from_project

    report = new_from_project(options.study, options.project, options.name)
    _print(report, as_json=options.json)
    return 0


def _take(store: Store, options: argparse.Namespace, path: Path) -> int:
    from workbench.steps.exchange.into import Asked, import_project

    asked = Asked(_pairs(options.coder), options.count, options.preview, options.strict)
    report = import_project(store, viewer(store, options), path, asked)
    _print(report, as_json=options.json)
    if options.preview:
        say("Nothing was changed.")
    return 1 if options.strict and report.lost else 0


def _pairs(given: Sequence[str]) -> Mapping[str, str]:
    pairs = [text.rpartition("=") for text in given]
    for text, (user, _, coder) in zip(given, pairs, strict=True):
        if not user or not coder:
            raise NotAsked(f"“{text}” does not say who is who; write USER=CODER.")
    return {user: coder for user, _, coder in pairs}


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        show_json(report.value())
        return
    say(f"{report.file}, written by {report.origin}")
    if report.whole:
        say("It is the workbench's own and unchanged: the study is as it was.")
    say(f"Positions: {report.convention} ({report.evidence}).")
    for quote in report.quotes:
        say(f"  coded: “{quote}”")
    show_rows(
        ("what", "in the file", "taken", "there already", "kept in a memo", "lost"),
        [tuple(one) for one in report.counts],
    )
    for coder, count in report.coders.items():
        show(f"{coder}: {plural(count, 'coding')}")
    _list("", report.notes)
    _list("Kept in a memo: ", report.kept)
    _list("Lost: ", report.left_out)


def _list(head: str, lines: Sequence[str]) -> None:
    for line in lines[:_FEW]:
        say(f"{head}{line}")
    if len(lines) > _FEW:
        say(f"{head}… and {len(lines) - _FEW} more; --json lists all.")
