"""Cut documents into units: `workbench segment STUDY --unit sentence`."""

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
from workbench.terms import Segmentation


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument(
        "--unit",
        required=True,
        metavar="NAME",
        help="turn, sentence, paragraph, whole, cue or words",
    )
    parser.add_argument(
        "--lang", default="en", metavar="LANG", help="language of the text (default: en)"
    )
    parser.add_argument(
        "--model", metavar="NAME", help="an installed spaCy pipeline, for sentences"
    )
    parser.add_argument("--words", type=int, metavar="N", help="how many a unit of words has (50)")
    parser.add_argument(
        "--name", metavar="NAME", help="of the unit set; without, it is called as its unit"
    )
    parser.add_argument(
        "--document", action="append", default=[], metavar="DOCUMENT", help="only these"
    )
    common_arguments(parser)


_COLUMNS = (
    *("document", "unit", "units", "new", "median words", "longest", "over 60"),
    "turns without punctuation",
)


def run(options: argparse.Namespace) -> int:
    """Cut; the exit status."""
    from workbench.steps.segmenting import segment_documents
    from workbench.store import open_study

    settings = Segmentation(options.unit, options.lang, options.model, options.words, options.name)
    with open_study(options.study) as store:
        who = viewer(store, options)
        done = list(segment_documents(store, who, settings, options.document))
    if options.json:
        show_json([one._asdict() for one in done])
    else:
        show_rows(
            _COLUMNS,
            [
                (*one[:4], f"{one.median:g}", one.longest, one.long, one.unpunctuated)
                for one in done
            ],
        )
        for note in filter(None, (one.note for one in done)):
            say(note)
    return 0
