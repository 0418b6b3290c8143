"""List participants, load facts about them, score instruments: `workbench cases STUDY …`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("list", "load", "score"), default="list")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="to load: a table with a column case; document and role say who attended; others are "
        "attributes. To score: an instrument as YAML, with name, items and range",
    )
    parser.add_argument("--time", default="", help="of items that have none, such as pre")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List, load or score; the exit status."""
    from workbench.steps.cases import case_rows, load_cases
    from workbench.steps.instruments import load_instrument, score_cases
    from workbench.store import open_study

    if options.action != "list" and options.file is None:
        say(f"Name the file to {options.action}: workbench cases STUDY {options.action} FILE")
        return 2
    with open_study(options.study) as store:
        if options.action == "load":
            load_cases(store, viewer(store, options), options.file)
        if options.action == "score":
            instrument = load_instrument(options.file)
            who = viewer(store, options)
            for note in score_cases(store, who, instrument, options.time).told():
                say(note)
        rows = case_rows(store, viewer(store, options))
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("case", "attributes", "attended"),
            [(r["case"], _facts(r["attributes"]), _attended(r["attended"])) for r in rows],
        )
    return 0


def _facts(facts: list[dict[str, object]]) -> str:
    return ", ".join(f"{_about(fact)} {fact['value']}" for fact in facts)


def _about(fact: dict[str, object]) -> str:
    """The fact's name, with its instrument and its time where it has them."""
    name = f"{fact['instrument']}: {fact['name']}" if fact["instrument"] else str(fact["name"])
    return f"{name} ({fact['time']})" if fact["time"] else name


def _attended(attended: list[dict[str, object]]) -> str:
    return ", ".join(
        f"{one['document']} ({one['role'] or 'no role'}, {one['turns']} turns)" for one in attended
    )
