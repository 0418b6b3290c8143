"""Codings as a table: `workbench codings STUDY load FILE --round N` and `save FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=("load", "save"))
    parser.add_argument("file", metavar="FILE", type=Path, help="csv or xlsx")
    parser.add_argument("--round", dest="n", type=int, metavar="N")
    parser.add_argument(
        "--assignments",
        metavar="FILE",
        type=Path,
        help="table of document, coder (and unit): what is in it without a row has no code",
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Load or save; the exit status."""
    done = _save(options) if options.action == "save" else _load(options)
    if options.json:
        show_json(done)
    else:
        told = {name: value for name, value in done.items() if value is not None}
        say(", ".join(f"{name.replace('_', '-')}: {value}" for name, value in told.items()))
    return 0


def _save(options: argparse.Namespace) -> dict[str, object]:
    from workbench.exporters import write
    from workbench.steps.codings import saved
    from workbench.store import open_study

    with open_study(options.study) as store:
        table = saved(store, viewer(store, options), options.n)
    write(table, options.file)
    return {"file": str(options.file), "rows": len(table.rows)}


def _load(options: argparse.Namespace) -> dict[str, object]:
    from workbench.steps.codings import load
    from workbench.store import open_study

    if options.n is None:
        raise NotAsked("Say which round these codings are of, with --round N.")
    with open_study(options.study) as store:
        done = load(store, viewer(store, options), options.n, options.file, options.assignments)
    return done._asdict()
