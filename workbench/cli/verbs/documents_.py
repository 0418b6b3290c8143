"""List the documents, and say which may be quoted: `workbench documents STUDY`."""

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


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("list", "quote"), default="list")
    parser.add_argument("document", nargs="?", metavar="DOCUMENT", help="to quote")
    parser.add_argument(
        "answer", nargs="?", choices=("yes", "no"), help="to quote: whether it may be quoted"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="to quote: why not")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List; the exit status."""
    from workbench.steps.overview import document_rows
    from workbench.steps.quoting import say_quoting, unquoted
    from workbench.store import open_study

    if options.action == "quote" and options.answer is None:
        say("Say which, and yes or no: workbench documents STUDY quote DOCUMENT no")
        return 2
    with open_study(options.study) as store:
        if options.action == "quote":
            who = viewer(store, options)
            say_quoting(store, who, "document", options.document, options.answer, options.reason)
        kept_back = unquoted(store).documents
        rows = document_rows(store, viewer(store, options))
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("document", "turns", "characters", "units", "progress"),
            [(r["document"], r["turns"], r["characters"], _units(r), _progress(r)) for r in rows],
        )
        for name, reason in kept_back.items():
            say(f"“{name}” is not to be quoted{': ' if reason else ''}{reason}.")
    return 0


def _units(row: dict[str, object]) -> str:
    units = row["units"]
    return ", ".join(f"{n} {name}" for name, n in units.items()) if isinstance(units, dict) else ""


def _progress(row: dict[str, object]) -> str:
    shares = row["progress"] if isinstance(row["progress"], list) else []
    return "; ".join(
        f"round {s['round']} {s['coder']} "
        + ("finished" if s["finished"] else f"{s['judged']} of {s['units']}")
        for s in shares
    )
