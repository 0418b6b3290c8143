"""One coefficient on a plain table: `workbench calculate FILE --coefficient NAME`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from workbench.cli.talk import cell, say, show, show_json
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.reliability import Undefined


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="units × coders, or spans with --length"
    )
    parser.add_argument(
        "--coefficient", required=True, metavar="NAME", help="its name in the literature"
    )
    parser.add_argument("--level", default="nominal", help="nominal, ordinal, interval or ratio")
    parser.add_argument("--sets", action="store_true", help="a cell is a set: a;b, or {}")
    parser.add_argument("--length", type=float, metavar="N", help="of the text that spans lie in")
    parser.add_argument(
        "--with",
        dest="parameters",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="one of its parameters, such as weights=linear",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Calculate; the exit status."""
    found = _calculated(options)
    if options.json:
        show_json(found)
    else:
        for name, value in found.items():
            show(f"{name}: {_told(value)}")
        _say_why(found["undefined_because"])
    return 0


def _calculated(options: argparse.Namespace) -> Mapping[str, object]:
    from workbench.importers.table import read_table
    from workbench.steps.calculate import calculate

    sheet = read_table(options.file)
    if sheet.short:
        raise NotAsked(
            f"{options.file.name}, row {sheet.short[0]} has fewer cells than the header names "
            "columns; give every row a cell for every column, blank where missing."
        )
    for note in sheet.notes:
        say(note)
    return calculate(
        sheet.columns,
        sheet.rows,
        coefficient=options.coefficient,
        level=options.level,
        sets=options.sets,
        length=options.length,
        parameters=_parameters(options.parameters),
    )


def _say_why(undefined_because: object) -> None:
    from workbench.agreement.notes import REASONS

    if undefined_because is not None:
        say(REASONS[cast("Undefined", undefined_because)])


def _told(value: object) -> str:
    """A value as a person reads it, numbers to four places."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_told(part)}" for name, part in value.items())
    return f"{value:.4f}" if isinstance(value, float) else cell(value)


def _parameters(given: Sequence[str]) -> Mapping[str, str]:
    pairs = [text.partition("=") for text in given]
    for text, (name, sign, _) in zip(given, pairs, strict=True):
        if not name or not sign:
            raise NotAsked(f"“{text}” is no parameter; write KEY=VALUE, such as weights=linear.")
    return {name: value for name, _, value in pairs}
