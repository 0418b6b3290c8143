"""List participants, or load facts about them: `workbench cases STUDY [load FILE]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("list", "load"), default="list")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="table with a column case; document and role say who attended; others are attributes",
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List or load; the exit status."""
    from workbench.steps.cases import case_rows, load_cases
    from workbench.store import open_study

    if options.action == "load" and options.file is None:
        say("Name the table to load: workbench cases STUDY load FILE")
        return 2
    with open_study(options.study) as store:
        if options.action == "load":
            load_cases(store, viewer(store, options), options.file)
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
    return ", ".join(f"{fact['name']} {fact['value']}" for fact in facts)


def _attended(attended: list[dict[str, object]]) -> str:
    return ", ".join(
        f"{one['document']} ({one['role'] or 'no role'}, {one['turns']} turns)" for one in attended
    )
