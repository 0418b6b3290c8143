"""The study on one page: `workbench report STUDY -o report.html`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", type=Path, help="ends in .html or .docx"
    )
    parser.add_argument(
        "--transcripts", action="store_true", help="the texts too, with their codes beside them"
    )
    leaving_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    from workbench.steps.report import write_report
    from workbench.store import open_study

    with open_study(options.study) as store:
        found = write_report(
            store,
            viewer(store, options),
            options.output,
            leave_of(options),
            transcripts=options.transcripts,
        )
    if options.json:
        sections = [section.heading for section in found.sections]
        show_json({"file": str(options.output), "sections": sections})
    else:
        say(f"Wrote {options.output}.")
    return 0
