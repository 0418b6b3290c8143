"""How far coders agree: `workbench agreement STUDY [--round N] [--by …]`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli import agreement as printing
from workbench.cli.talk import common_arguments, say, show_json, sign, study_argument, viewer

if TYPE_CHECKING:
    from workbench.reliability import RoundAgreement
    from workbench.steps.agreement.question import Question
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.steps.agreement import BY

    study_argument(parser)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else all revealed ones")
    parser.add_argument("--by", default="code", metavar="WHAT", help=", ".join(map(_way, BY)))
    parser.add_argument(
        "--note",
        nargs=2,
        action="append",
        metavar=("CODE", "TEXT"),
        help="write why a code's agreement is low, and what was done",
    )
    _only(parser.add_argument_group("of some only"))
    _measured(parser.add_argument_group("how it is measured"))
    _instead(parser.add_mutually_exclusive_group())
    common_arguments(parser)


def _only(group: argparse._ArgumentGroup) -> None:
    for name, said in (
        ("role", "only turns of this role"),
        ("speaker", "only this speaker"),
        ("coder", "only these coders"),
        ("document", "only these documents"),
        ("question", "only answers to this question"),
        ("code", "only these codes, and those below them"),
    ):
        group.add_argument(f"--{name}", action="append", default=[], metavar=sign(name), help=said)


def _measured(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--coefficient", metavar="NAME", help="its name in the literature")
    group.add_argument("--seed", type=int, default=1, metavar="N", help="of resampled intervals")
    group.add_argument(
        "--after-discussion", action="store_true", help="decisions stand for whoever agreed"
    )
    group.add_argument(
        "--overlap",
        choices=("any", "half"),
        default="any",
        help="how much of a unit must be marked for it to have the code: any of it, or half",
    )


def _instead(group: argparse._MutuallyExclusiveGroup) -> None:
    """What may be printed in place of the agreement."""
    group.add_argument("--change", action="store_true", help="from round to round, by code")
    group.add_argument(
        "--methods", action="store_true", help="a text for the methods section, with references"
    )
    group.add_argument(
        "--sensitivity", action="store_true", help="by turn, sentence, document and character"
    )


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
    from workbench.store import open_study

    question = _question(options)
    with open_study(options.study) as store:
        if options.note:
            _explain(store, options)
        if options.methods:
            return printing.print_methods(store, question, options)
        if options.change:
            return printing.print_changes(store, question, options)
        if options.sensitivity:
            return printing.print_sensitivity(store, question, options)
        return _print(store, question, options)


def _explain(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.agreement.explain import explain

    notes = [(code, text) for code, text in options.note]
    explain(store, viewer(store, options), options.n, notes)


def _question(options: argparse.Namespace) -> Question:
    from workbench.steps.agreement.question import Question

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
    from workbench.steps.agreement.answer import agreement

    found = agreement(store, viewer(store, options), options.n, question)
    if options.json:
        values = [printing.value_of(one) for one in found]
        show_json(values if options.n is None else values[0])
    elif found:
        for one in found:
            printing.print_agreement(one)
            _ask_for_notes(one, question)
    else:
        say("No round is revealed yet, so there is no agreement to show.")
    return 0


def _ask_for_notes(one: RoundAgreement, question: Question) -> None:
    """Name the codes below .667 without a note; only where rows are codes of the whole round."""
    from workbench.steps.agreement.explain import unexplained

    names = unexplained(one) if question.by == "code" and not question.narrows else []
    if names:
        say(
            f"Round {one.n}, below .667 and without a note: {', '.join(names)}. Reviewers ask why, "
            f"and what was done: workbench agreement STUDY --round {one.n} --note CODE TEXT"
        )
