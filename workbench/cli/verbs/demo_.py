"""The sample study: `workbench demo [DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.agreement import print_agreement, value_of
from workbench.cli.talk import at_terminal, say, show, show_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=Path("demo"))
    parser.add_argument("--json", action="store_true", help="print JSON, open no screen")


def run(options: argparse.Namespace) -> int:
    """Build the study where it is missing, then open it, or print what it shows."""
    from workbench.steps import demo

    for done in demo.build(options.folder):
        say(done)
    study = options.folder / demo.STUDY
    if at_terminal() and not options.json:
        from workbench import tui

        return tui.run(study, None)
    return _print(options, study)


def _print(options: argparse.Namespace, study: Path) -> int:
    from workbench.exporters import EXPORTERS
    from workbench.steps.agreement.answer import agreement
    from workbench.steps.demo import files
    from workbench.steps.export import theme_table
    from workbench.store import open_study
    from workbench.terms import NOBODY

    with open_study(study) as store:
        rounds, table = agreement(store, NOBODY), theme_table(store, NOBODY)
    written = [str(path) for path in files(options.folder)]
    if options.json:
        themes = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        values = [value_of(one) for one in rounds]
        show_json({"study": str(study), "agreement": values, "themes": themes, "files": written})
        return 0
    for one in rounds:
        print_agreement(one)
    for line in EXPORTERS["md"](table).decode().splitlines():
        show(line)
    show("Files: " + ", ".join(written))
    return 0
