"""How far coders agree: `workbench agreement STUDY [--round N] [--by …]`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from workbench.cli.talk import (
    cell,
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.terms import RoundAgreement


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else all revealed ones")
    parser.add_argument(
        "--by",
        default="code",
        metavar="WHAT",
        help="code, theme, category, pair, document, speaker or question",
    )
    parser.add_argument("--coefficient", metavar="NAME", help="its name in the literature")
    for name, said in (
        ("role", "only turns of this role"),
        ("speaker", "only this speaker"),
        ("coder", "only these coders"),
    ):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=said)
    parser.add_argument("--seed", type=int, default=1, help="of resampled intervals")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the agreement; the exit status."""
    from workbench.steps.agree import Question, agreement
    from workbench.store import open_study

    question = Question(
        by=options.by,
        coefficient=options.coefficient,
        roles=tuple(options.role),
        speakers=tuple(options.speaker),
        coders=tuple(options.coder),
        seed=options.seed,
    )
    found = agreement(open_study(options.study), viewer(options), options.n, question)
    if options.json:
        values = [value_of(one) for one in found]
        show_json(values if options.n is None else values[0])
    elif found:
        for one in found:
            print_agreement(one)
    else:
        say("No round is revealed yet, so there is no agreement to show.")
    return 0


def value_of(one: RoundAgreement) -> dict[str, object]:
    """The JSON object of a round's agreement."""
    return {
        "round": one.round_,
        "purpose": one.purpose,
        "recipe": one.recipe,
        "note": one.note,
        "rows": [dict(row) for row in one.rows],
        "overall": dict(one.overall) if one.overall else None,
    }


def print_agreement(one: RoundAgreement) -> None:
    """A round's agreement as a person reads it."""
    show(f"Round {one.round_} ({one.purpose}). {one.note or ''}".rstrip())
    rows = [("", row) for row in one.rows]
    if one.overall:
        rows.append(("overall", one.overall))
    if rows:
        show_rows(
            ("", "value", "95 % interval", "units", "percent", "note"),
            [_line(name, row) for name, row in rows],
        )
        show(one.recipe)
    show("")


_MEASURES = "coefficient"


def _line(name: str, row: Mapping[str, object]) -> tuple[object, ...]:
    keys = [cell(value) for value in list(row.values())[: list(row).index(_MEASURES)]]
    value, low, high = row["value"], row["low"], row["high"]
    interval = f"{cell(low)} to {cell(high)}" if low is not None else "–"
    shown = "not estimable" if value is None else f"{value:.3f}"
    return (
        name or " · ".join(keys),
        shown,
        interval,
        row["units"],
        row["percent"],
        row["note"] or "",
    )
