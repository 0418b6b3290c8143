"""Tables, codebooks and projects as files: `workbench export STUDY WHAT -o FILE`, or as text."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    sign,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.exports.wanted import Wanted
    from workbench.store import Store
    from workbench.terms import Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.steps.export import names

    study_argument(parser)
    parser.add_argument("what", metavar="WHAT", help=", ".join((*names(), *_EXCHANGE)))
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="else it is printed, as a figure if it has one",
    )
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    _counting(parser.add_argument_group("what is counted"))
    _people(parser.add_argument_group("of whom"))
    _one_table(parser.add_argument_group("single tables"))
    leaving_arguments(parser)
    common_arguments(parser)


def _counting(group: argparse._ArgumentGroup) -> None:
    from workbench.coding.basis import KINDS
    from workbench.tables.quoting import QUOTING

    group.add_argument(
        "--coding",
        choices=KINDS,
        default="final",
        help="the final coding, what any, or what all assigned coders put",
    )
    group.add_argument("--coder", metavar="NAME", help="what this coder put")
    group.add_argument(
        "--join-runs", action="store_true", help="an unbroken run of a code is one reference"
    )
    group.add_argument("--set", dest="theme_set", metavar="NAME", help="by this theme set")
    group.add_argument(
        "--quotations",
        choices=QUOTING,
        default="usual",
        help="those chosen and else the most typical; only the chosen; only the most typical",
    )


def _people(group: argparse._ArgumentGroup) -> None:
    from workbench.steps.exports.wanted import OF

    group.add_argument("--by", metavar="ATTRIBUTE", help="groups of people: it, role or document")
    group.add_argument(
        "--of",
        choices=OF,
        help="percentages of all enrolled, or of all who attended; else of who spoke or answered",
    )
    group.add_argument("--attribute", action="append", default=[], help="of participants; else all")
    group.add_argument(
        "--smallest", type=int, default=5, metavar="N", help="hide counts of people below (5)"
    )


def _one_table(group: argparse._ArgumentGroup) -> None:
    for name, what in _TEXTS.items():
        group.add_argument(f"--{name}", action="append", default=[], metavar=sign(name), help=what)
    for name, what in _SWITCHES.items():
        group.add_argument(f"--{name}", action="store_true", help=what)
    group.add_argument("--unit", metavar="NAME", help="units, documents: which units")
    group.add_argument(
        "--scale", type=_scale, metavar="LOW-HIGH", help="questionnaire: the ends of its scale: 1-5"
    )
    group.add_argument(
        "--base", type=_documents, default=4, metavar="N", help="saturation: documents before (4)"
    )
    group.add_argument(
        "--run", type=_documents, default=2, metavar="N", help="saturation: documents in a run (2)"
    )


_TEXTS = {
    "document": "units, transcripts: of these",
    "group": "swot: these code groups",
    "time": "scores: times, first to last",
}
_SWITCHES = {
    "units-too": "themes: also how many units have any code of a row",
    "as-coefficient": "co-occurrence: units with both codes over units with either",
    "filled": "abstraction: only what somebody has condensed",
    "each-coder": "transcripts.docx: each coder's own comments",
}


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    from workbench.steps.export import export
    from workbench.store import open_study

    if options.what in _EXCHANGE:
        return _exchange(options)
    wanted = _wanted(options)
    with open_study(options.study) as store:
        if options.output is None:
            return _print(store, viewer(store, options), wanted, options)
        rows = export(store, viewer(store, options), wanted, options.output, leave_of(options))
    if options.json:
        show_json({"file": str(options.output), "rows": rows})
    else:
        say(f"Wrote {options.output}.")
    return 0


def _print(store: Store, who: Viewer, wanted: Wanted, options: argparse.Namespace) -> int:
    """Print a table, or the figure of it in characters; the exit status."""
    from workbench.steps.export import shown

    width = shutil.get_terminal_size().columns
    table, figure = shown(store, who, wanted, width, leave_of(options))
    if options.json:
        show_json(
            {
                "title": table.title,
                "columns": table.columns,
                "rows": table.rows,
                "notes": table.notes,
                "provenance": dict(table.provenance),
            }
        )
        return 0
    for line in figure:
        show(line)
    if not figure:
        show_rows(table.columns, table.rows)
    for note in table.notes:
        say(note)
    return 0


_EXCHANGE = ("qdpx", "qdc")
"""Files for other programs: a project, a codebook."""


def _exchange(options: argparse.Namespace) -> int:
    from workbench.steps.codebook import save_codebook
    from workbench.steps.exchange.out import Exported, export_project
    from workbench.store import open_study

    if options.output is None:
        raise NotAsked("A file for other programs needs a name: -o FILE")
    with open_study(options.study) as store:
        who = viewer(store, options)
        done = Exported(0, 0, ())
        if options.what == "qdpx":
            done = export_project(store, who, options.output, options.n, leave_of(options))
        else:
            if options.output.suffix.lower() != ".qdc":
                raise NotAsked("A codebook for other programs is a .qdc; end the file's name so.")
            save_codebook(store, who, options.output, leave=leave_of(options))
    for sentence in done.left_out:
        say(sentence)
    if options.json:
        show_json({"file": str(options.output), **done._asdict()})
    else:
        say(f"Wrote {options.output}.")
    return 0


def _wanted(options: argparse.Namespace) -> Wanted:
    from workbench.coding.basis import Basis
    from workbench.steps.exports.wanted import Wanted

    return Wanted(
        options.what,
        options.n,
        documents=tuple(options.document),
        unit=options.unit,
        basis=Basis("coder", options.coder) if options.coder else Basis(options.coding),
        joined=options.join_runs,
        of=options.of,
        by=options.by,
        groups=tuple(options.group),
        attributes=tuple(options.attribute),
        scale=options.scale,
        smallest=options.smallest,
        theme_set=options.theme_set,
        times=tuple(options.time),
        filled=options.filled,
        each_coder=options.each_coder,
        quoting=options.quotations,
        base=options.base,
        run=options.run,
        as_coefficient=options.as_coefficient,
        units_too=options.units_too,
    )


def _documents(written: str) -> int:
    """A number of documents, from 1."""
    if not re.fullmatch(r"[1-9]\d{0,5}", written):
        raise argparse.ArgumentTypeError(f"a number of documents is 1 or more, not “{written}”")
    return int(written)


def _scale(written: str) -> tuple[int, int]:
    """The ends of a scale, such as 1-5 or 0-10."""
    found = re.fullmatch(r"\s*(-?\d{1,4})\s*(?:-|to|\.\.)\s*(-?\d{1,4})\s*", written)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if not low < high <= low + 100:
        raise argparse.ArgumentTypeError(f"a scale is written LOW-HIGH, as 1-5, not “{written}”")
    return low, high
