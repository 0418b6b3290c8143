"""How far coders agree: `workbench agreement STUDY [--round N] [--by …]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.terms import AgreementRow, RoundAgreement


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
    with open_study(options.study) as store:
        found = agreement(store, viewer(options), options.n, question)
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
        "round": one.n,
        "purpose": one.purpose,
        "recipe": one.recipe,
        "note": one.note,
        "rows": [_row_value(row) for row in one.rows],
        "overall": _row_value(one.overall) if one.overall else None,
    }


def _row_value(row: AgreementRow) -> dict[str, object]:
    fields = {name: value for name, value in vars(row).items() if name not in ("code", "key")}
    return {**row.key, **fields}


def print_agreement(one: RoundAgreement) -> None:
    """A round's agreement as a person reads it."""
    show(f"Round {one.n} ({one.purpose}). {one.note or ''}".rstrip())
    rows = [*one.rows, replace(one.overall, code="overall")] if one.overall else one.rows
    if rows:
        heads = ("", "value", "95 % interval", "units", "% agreement")
        show_rows(heads, [_line(row) for row in rows])
        show(one.recipe)
        for line in _notes(rows):
            show(line)
    show("")


def _line(row: AgreementRow) -> tuple[object, ...]:
    value = "not estimable" if row.value is None else f"{row.value:.3f}"
    interval = "–" if row.low is None else f"{row.low:.3f} to {row.high:.3f}"
    percent = "–" if row.percent is None else f"{100 * row.percent:.1f}"
    return row.code, value, interval, row.units, percent


def _notes(rows: Sequence[AgreementRow]) -> Iterator[str]:
    """Each sentence once, with what it is about."""
    about: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            about.setdefault(row.note, []).append(row.code)
    return (f"* {', '.join(codes)}: {note}" for note, codes in about.items())
