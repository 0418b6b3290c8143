"""Codings as a table: `workbench codings STUDY load FILE --round N` and `save FILE`.

And marks on single codings: `star`, `unstar` and `group GROUP`, with `--unit S3-212`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer
from workbench.errors import NotAsked
from workbench.words import plural


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=("load", "save", *_MARKS))
    parser.add_argument("file", nargs="?", metavar="FILE | GROUP", help="csv or xlsx; a group")
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="save: else the latest")
    parser.add_argument(
        "--assignments",
        metavar="FILE",
        type=Path,
        help="table of document, coder (and unit): what is in it without a row has no code",
    )
    marks = parser.add_argument_group("one coding (star, unstar, group)")
    marks.add_argument("--unit", metavar="S3-212", help="where it is, as it is spoken")
    marks.add_argument("--code", metavar="CODE", help="which code; else all on the unit")
    marks.add_argument("--coder", metavar="NAME", help="whose; else one's own, after reveal all")
    leaving_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Load or save; the exit status."""
    done = _mark(options) if options.action in _MARKS else _table(options)
    if options.json:
        show_json(done)
    else:
        say("; ".join(_told(done)) + ".")
    return 0


def _told(done: dict[str, Any]) -> Iterator[str]:
    """What was done, in words."""
    if "file" in done:
        yield f"Wrote {plural(done['rows'], 'row')} to {done['file']}"
    if "changed" in done:
        yield f"Changed {plural(done['changed'], 'coding')}"
    if "filled" in done:
        no_codes = plural(done["no_codes"], "no-code")
        yield f"Loaded {plural(done['codings'], 'coding')} and {no_codes}"
    if done.get("same"):
        yield f"{plural(done['same'], 'row')} lay there already"
    if done.get("filled"):
        yield f"{plural(done['filled'], 'assigned unit')} without a row: no code applies"


_MARKS = ("star", "unstar", "group")


def _table(options: argparse.Namespace) -> dict[str, object]:
    if options.file is None:
        raise NotAsked(f"“codings STUDY {options.action}” takes a file.")
    options.file = Path(options.file)
    return _save(options) if options.action == "save" else _load(options)


def _mark(options: argparse.Namespace) -> dict[str, object]:
    from workbench.steps.marks import Which, set_group, star
    from workbench.steps.overview import find_unit
    from workbench.store import open_study

    if options.unit is None:
        raise NotAsked("Say which coding, with --unit S3-212, and --code where there are several.")
    with open_study(options.study) as store:
        who = viewer(store, options)
        document, unit = find_unit(store, who, options.unit)
        which = Which(document, unit, code=options.code, coder=options.coder)
        if options.action == "group":
            return {"changed": set_group(store, who, options.n, which, options.file)}
        starred = options.action == "star"
        return {"changed": star(store, who, options.n, which, starred=starred)}


def _save(options: argparse.Namespace) -> dict[str, object]:
    from workbench.steps.codings import save
    from workbench.store import open_study

    with open_study(options.study) as store:
        who = viewer(store, options)
        rows = save(store, who, options.file, options.n, leave_of(options))
    return {"file": str(options.file), "rows": rows}


def _load(options: argparse.Namespace) -> dict[str, object]:
    from workbench.steps.codings import load
    from workbench.store import open_study

    if options.n is None:
        raise NotAsked("Say which round these codings are of, with --round N.")
    with open_study(options.study) as store:
        done = load(store, viewer(store, options), options.n, options.file, options.assignments)
    return done._asdict()
