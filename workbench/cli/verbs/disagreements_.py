"""Where coders differ: `workbench disagreements STUDY [--round N]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.terms import clock

if TYPE_CHECKING:
    from workbench.steps.disagreements import Choice, Queue, Queued
    from workbench.terms import Code


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    parser.add_argument("--undecided", action="store_true", help="only what nobody has decided on")
    parser.add_argument("--matrix", action="store_true", help="only which codes are confused")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the queue; the exit status."""
    from workbench.steps.disagreements import queue
    from workbench.store import open_study

    with open_study(options.study) as store:
        found = queue(store, viewer(store, options), options.n)
    shown = found.undecided if options.undecided else found.queued
    if options.json:
        show_json(value_of(found, shown))
    elif options.matrix:
        print_matrix(found)
    else:
        for one in shown:
            print_queued(one)
        say(_summary(found))
    return 0


def value_of(found: Queue, shown: tuple[Queued, ...]) -> dict[str, Any]:
    """The queue for programs."""
    return {
        "round": found.n,
        "purpose": found.purpose,
        **found.tally._asdict(),
        "disagreements": [_value(one) for one in shown],
        "confusion": [
            {"codes": [one, other], "units": units} for one, other, units in found.confusion
        ],
    }


def _value(one: Queued) -> dict[str, Any]:
    return {
        "number": one.number,
        "document": one.document,
        "unit": one.unit,
        "start": one.start,
        "stop": one.stop,
        "speaker": one.speaker,
        "time": one.time,
        "before": one.before,
        "text": one.text,
        "after": one.after,
        "type": one.kind,
        "confused": [list(pair) for pair in one.confused],
        "chosen": {coder: _choice(choice) for coder, choice in one.choices.items()},
        "rules": [_rules(code) for code in one.rules],
        "decided": one.decision is not None,
        "decision": _decision(one),
    }


def _choice(choice: Choice) -> dict[str, Any]:
    stretches = [dict(zip(("code", "start", "stop"), s, strict=True)) for s in choice.stretches]
    return {"codes": list(choice.codes), "stretches": stretches, "memo": choice.memo}


def _rules(code: Code) -> dict[str, Any]:
    return {
        "code": code.name,
        "definition": code.definition,
        "use_when": code.use_when,
        "do_not_use_when": code.do_not_use_when,
        "examples": list(code.examples),
    }


def _decision(one: Queued) -> dict[str, Any] | None:
    if one.decision is None:
        return None
    return {
        "outcome": one.decision.outcome,
        "codes": list(one.decided_codes),
        "reason": one.decision.reason,
        "agreed": list(one.decision.agreed),
    }


# ------------------------------------------------------------------ for a person


def print_queued(one: Queued) -> None:
    """A disagreement as a person reads it."""
    show(f"{one.number}  {one.kind}  ({one.document}, unit {one.unit})")
    for line in one.before.splitlines()[-2:]:
        show(f"      {line}")
    show(f"  {' '.join(filter(None, (clock(one.time), one.speaker)))}> {one.text}")
    for coder, choice in one.choices.items():
        note = f"  “{choice.memo}”" if choice.memo else ""
        show(f"    {coder}: {', '.join(choice.codes) or 'no code'}{note}")
    for rule in one.rules:
        show(f"    rule of {rule.name}: {' '.join(rule_in_words(rule)) or 'none'}")
    if one.decision is not None:
        what = ", ".join(one.decided_codes) or SETTLED[one.decision.outcome]
        show(f"    decided: {what} ({', '.join(one.decision.agreed)}): {one.decision.reason}")
    show("")


def rule_in_words(code: Code) -> Iterator[str]:
    """What the codebook says of a code, in sentences; nothing where it says nothing."""
    for head, said in (
        ("", code.definition),
        ("Use when: ", code.use_when),
        ("Do not use when: ", code.do_not_use_when),
    ):
        if said:
            yield f"{head}{said.rstrip('.')}."


SETTLED = {
    "codes": "codes",
    "none": "no code",
    "open": "left open",
    "codebook": "asks for a new or changed code",
}


def print_matrix(found: Queue) -> None:
    """Which codes met on how many units, as a list with the most frequent first."""
    differing = [cell for cell in found.confusion if cell[0] != cell[1]]
    rows = [(one or "no code", other or "no code", units) for one, other, units in differing]
    show_rows(("one coder", "another", "units"), rows)


def _summary(found: Queue) -> str:
    tally, left = found.tally, len(found.undecided)
    return (
        f"Round {found.n}: {len(found.queued)} disagreements, {left} without a decision; "
        f"{tally.discussed} discussed, {tally.changed} changed, {tally.unresolved} unresolved."
    )
