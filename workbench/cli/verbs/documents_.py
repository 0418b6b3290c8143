"""List the documents: `workbench documents STUDY`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, show_json, show_rows, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List; the exit status."""
    from workbench.steps.overview import document_rows
    from workbench.store import open_study

    with open_study(options.study) as store:
        rows = document_rows(store, viewer(store, options))
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("document", "turns", "characters", "units", "progress"),
            [(r["document"], r["turns"], r["characters"], _units(r), _progress(r)) for r in rows],
        )
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
