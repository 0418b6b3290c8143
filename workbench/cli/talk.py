"""What the command line prints: data to standard output, talk to standard error.

Everything that comes from a study or a file goes through `safe`, because a terminal obeys
escape sequences in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from workbench.safe import safe
from workbench.terms import Viewer


def say(text: str) -> None:
    """Talk to the person."""
    print(safe(text), file=sys.stderr)


sentence = say


def show(text: str) -> None:
    """Print a line of data."""
    print(safe(text))


def show_json(value: object) -> None:
    """Print data for programs: plain ASCII, so that it survives any terminal."""
    print(json.dumps(value, indent=2))


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table with columns as wide as they need."""
    texts = [list(columns), *([cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in texts) for i in range(len(columns))]
    for row in texts:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        show("  ".join(padded).rstrip())


def cell(value: object) -> str:
    """A cell as a person reads it."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(part) for part in value)
    return safe(str(value)).replace("\n", " ")


def study_argument(parser: argparse.ArgumentParser) -> None:
    """Every command but a few begins with the study's path."""
    parser.add_argument("study", metavar="STUDY", type=Path, help="path of the study file")


def common_arguments(parser: argparse.ArgumentParser) -> None:
    """What all commands take: who asks, and JSON."""
    parser.add_argument("--as", dest="who", metavar="NAME", help="the coder who reads or acts")
    parser.add_argument("--json", action="store_true", help="print JSON")


def viewer(options: argparse.Namespace) -> Viewer:
    """Who reads or acts."""
    return Viewer(options.who)
