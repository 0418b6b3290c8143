"""How far coders agree: `workbench agreement STUDY [--round N] [--by …]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from workbench.steps.question import Question
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.steps.agree_by import BY

    study_argument(parser)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else all revealed ones")
    parser.add_argument("--by", default="code", metavar="WHAT", help=", ".join(map(_way, BY)))
    parser.add_argument("--coefficient", metavar="NAME", help="its name in the literature")
    for name, said in (
        ("role", "only turns of this role"),
        ("speaker", "only this speaker"),
        ("coder", "only these coders"),
        ("document", "only these documents"),
        ("question", "only answers to this question"),
        ("code", "only these codes, and those below them"),
    ):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="NAME", help=f"(repeat) {said}"
        )
    parser.add_argument(
        "--note",
        nargs=2,
        action="append",
        metavar=("CODE", "TEXT"),
        help="(repeat) write why a code's agreement is low, and what was done",
    )
    parser.add_argument("--seed", type=int, default=1, help="of resampled intervals")
    parser.add_argument(
        "--after-discussion", action="store_true", help="decisions stand for whoever agreed"
    )
    others = parser.add_mutually_exclusive_group()
    others.add_argument("--change", action="store_true", help="from round to round, by code")
    others.add_argument(
        "--methods", action="store_true", help="a text for the methods section, with references"
    )
    others.add_argument(
        "--sensitivity", action="store_true", help="by turn, sentence, document and character"
    )
    parser.add_argument(
        "--overlap",
        choices=("any", "half"),
        default="any",
        help="how much of a unit must be marked for it to have the code: any of it, or half",
    )
    common_arguments(parser)


WAYS = {
    "set": "all codes of a unit together",
    "coder": "each against the rest",
    "intra": "each against themselves, earlier",
}
"""What the names of some ways to ask do not say themselves."""


def _way(name: str) -> str:
    return f"{name} ({WAYS[name]})" if name in WAYS else name


def run(options: argparse.Namespace) -> int:
    """Print the agreement; the exit status."""
    from workbench.cli import agreement
    from workbench.store import open_study

    question = _question(options)
    with open_study(options.study) as store:
        if options.note:
            _explain(store, options)
        if options.methods:
            return agreement.print_methods(store, question, options)
        if options.change:
            return agreement.print_changes(store, question, options)
        if options.sensitivity:
            return agreement.print_sensitivity(store, question, options)
        return _print(store, question, options)


def _explain(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.explain import explain

    notes = [(code, text) for code, text in options.note]
    explain(store, viewer(store, options), options.n, notes)


def _question(options: argparse.Namespace) -> Question:
    from workbench.steps.question import Question

    return Question(
        by=options.by,
        coefficient=options.coefficient,
        roles=tuple(options.role),
        speakers=tuple(options.speaker),
        coders=tuple(options.coder),
        documents=tuple(options.document),
        questions=tuple(options.question),
        codes=tuple(options.code),
        seed=options.seed,
        after_discussion=options.after_discussion,
        overlap=options.overlap,
    )


def _print(store: Store, question: Question, options: argparse.Namespace) -> int:
    from workbench.steps.agree import agreement

    found = agreement(store, viewer(store, options), options.n, question)
    if options.json:
        values = [value_of(one) for one in found]
        show_json(values if options.n is None else values[0])
    elif found:
        for one in found:
            print_agreement(one)
            _ask_for_notes(one, question)
    else:
        say("No round is revealed yet, so there is no agreement to show.")
    return 0


def _ask_for_notes(one: RoundAgreement, question: Question) -> None:
    """Name the codes below .667 without a note; only where rows are codes of the whole round."""
    from workbench.steps.explain import unexplained

    names = unexplained(one) if question.by == "code" and not question.narrows else []
    if names:
        say(
            f"Round {one.n}, below .667 and without a note: {', '.join(names)}. Reviewers ask why, "
            f"and what was done: workbench agreement STUDY --round {one.n} --note CODE TEXT"
        )


def value_of(one: RoundAgreement) -> dict[str, object]:
    """The JSON object of a round's agreement."""
    return {
        "round": one.n,
        "purpose": one.purpose,
        "recipe": one.recipe,
        "note": one.note,
        "seen_before": one.seen_before,
        "rows": [row_value(row) for row in one.rows],
        "overall": row_value(one.overall) if one.overall else None,
    }


def row_value(row: AgreementRow) -> dict[str, object]:
    """The JSON object of one row."""
    fields = {name: value for name, value in vars(row).items() if name not in ("code", "key")}
    return {**row.key, **fields}


POOLED = "pooled (α over unit × code)"
"""The last row, whatever the others are about."""


def print_agreement(one: RoundAgreement) -> None:
    """A round's agreement as a person reads it."""
    show(f"Round {one.n} ({one.purpose}). {one.note or ''}".rstrip())
    rows = [*one.rows, replace(one.overall, code=POOLED)] if one.overall else one.rows
    if rows:
        heads = ("", "value", "95 % interval", "units", "% agreement", "positive agreement")
        show_rows(heads, [_line(row) for row in rows])
        show(one.recipe)
        for line in _notes(rows):
            show(line)
        for row in rows:
            if row.explanation:
                show(f"* {row.code}, the team: {row.explanation}")
    show("")


def _line(row: AgreementRow) -> tuple[object, ...]:
    value = "not estimable" if row.value is None else f"{row.value:.3f}"
    interval = "–" if row.low is None else f"{row.low:.3f} to {row.high:.3f}"
    percent = "–" if row.percent is None else f"{100 * row.percent:.1f}"
    positive = "–" if row.positive_agreement is None else f"{row.positive_agreement:.3f}"
    return row.code, value, interval, row.units, percent, positive


def _notes(rows: Sequence[AgreementRow]) -> Iterator[str]:
    """Each sentence once, with what it is about."""
    about: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            about.setdefault(row.note, []).append(row.code)
    return (f"* {', '.join(codes)}: {note}" for note, codes in about.items())
