"""What `workbench agreement` prints: a round, its methods, changes, other units."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import say, show, show_json, show_rows, viewer
from workbench.errors import NotAsked
from workbench.reliability import AgreementRow, RoundAgreement
from workbench.tables.numbers import coefficient, estimate, interval, signed

if TYPE_CHECKING:
    from workbench.steps.agreement.change import CodeChange, RoundChange
    from workbench.steps.agreement.question import Question
    from workbench.store import Store


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
    value = estimate(row.value, 3)
    spread = interval(row.low, row.high, 3) or "–"
    percent = "–" if row.percent is None else f"{100 * row.percent:.1f}"
    positive = coefficient(row.positive_agreement, 3) or "–"
    return row.code, value, spread, row.units, percent, positive


def _notes(rows: Sequence[AgreementRow]) -> Iterator[str]:
    """Each sentence once, with what it is about."""
    about: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            about.setdefault(row.note, []).append(row.code)
    return (f"* {', '.join(codes)}: {note}" for note, codes in about.items())


def print_methods(store: Store, question: Question, options: argparse.Namespace) -> int:
    """Print how agreement was measured, for a methods section; the exit status."""
    from workbench.steps.agreement.methods import methods

    found = methods(store, viewer(store, options), options.n, question)
    if options.json:
        values = [{"round": one.n, "text": one.text, "references": one.references} for one in found]
        show_json(values if options.n is None else values[0])
        return 0
    for one in found:
        show(one.text)
        show("")
        for line in one.references:
            show(line)
        show("")
    if not found:
        say("No round is revealed yet that has coefficients, so there is nothing to describe.")
    return 0


def print_changes(store: Store, question: Question, options: argparse.Namespace) -> int:
    """Print what changed from round to round; the exit status."""
    from workbench.steps.agreement.change import NOTE, changes

    found = changes(store, viewer(store, options), options.n, question)
    if options.json:
        show_json([{**_change_value(one), "note": NOTE} for one in found])
        return 0
    for one in found:
        show(f"From round {one.before} to round {one.after}")
        rows = [*one.rows, one.overall] if one.overall else list(one.rows)
        show_rows(("", "before", "after", "change", "95 % interval"), map(_change_line, rows))
        for phrase in _phrases(rows):
            show(phrase)
        show(one.recipe)
        show("")
    say(NOTE if found else "There are no two revealed rounds with coefficients to compare.")
    return 0


def _phrases(rows: Sequence[CodeChange]) -> list[str]:
    """How the intervals were made, each way once with what it is about."""
    about: dict[str, list[str]] = {}
    for row in rows:
        if row.change and row.change.interval:
            about.setdefault(row.change.interval, []).append(row.code)
    return [f"* {', '.join(codes)}: {phrase}" for phrase, codes in about.items()]


def _change_value(one: RoundChange) -> dict[str, Any]:
    return {
        "from": one.before,
        "to": one.after,
        "recipe": one.recipe,
        "rows": [_code_value(row) for row in one.rows],
        "overall": _code_value(one.overall) if one.overall else None,
    }


def _code_value(row: CodeChange) -> dict[str, Any]:
    moved = row.change
    return {
        "code": row.code,
        "before": row.before.value,
        "after": row.after.value,
        "difference": moved.difference if moved else None,
        "low": moved.low if moved else None,
        "high": moved.high if moved else None,
        "interval": moved.interval if moved else None,
        "undefined_because": row.after.undefined_because or row.before.undefined_because,
    }


def _change_line(row: CodeChange) -> tuple[object, ...]:
    moved = row.change
    values = [estimate(row.before.value, 3), estimate(row.after.value, 3)]
    if moved is None:
        return (row.code, *values, "–", "–")
    spread = interval(moved.low, moved.high, 3) or "–"
    return (row.code, *values, signed(moved.difference, 3), spread)


def print_sensitivity(store: Store, question: Question, options: argparse.Namespace) -> int:
    """Print agreement by kind of unit; the exit status."""
    from workbench.steps.agreement.units import sensitivity

    if options.n is None:
        raise NotAsked("Say which round, with --round N; units are compared within one.")
    found = sensitivity(store, viewer(store, options), options.n, question)
    if options.json:
        rows = [row_value(row) for row in found.rows]
        left_out = list(found.left_out)
        show_json({"round": found.n, "rows": rows, "left_out": left_out, "note": found.note})
        return 0
    kinds = list(dict.fromkeys(str(row.key["unit"]) for row in found.rows))
    values = {(row.key["code"], row.key["unit"]): estimate(row.value, 3) for row in found.rows}
    codes = list(dict.fromkeys(row.key["code"] for row in found.rows))
    show_rows(("", *kinds), [(code, *(values[code, kind] for kind in kinds)) for code in codes])
    for kind in found.left_out:
        say(f"Not every document is cut into units of “{kind}”, so it is left out.")
    say(found.note)
    return 0
