"""Agreement from round to round, and on other kinds of unit, as tables on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.tables.numbers import estimate, interval, signed
from workbench.terms import Viewer

if TYPE_CHECKING:
    from workbench.steps.agreement.change import CodeChange, RoundChange
    from workbench.steps.agreement.question import Question
    from workbench.store import Store


class Compared(NamedTuple):
    """A table, and what is to be known of it."""

    heads: Sequence[str]
    rows: list[Sequence[str]]
    note: str


def change(store: Store, viewer: Viewer, n: int, question: Question) -> Compared:
    """How agreement moved from the round before to this one, code by code."""
    from workbench.steps.agreement.change import NOTE, changes

    one = changes(store, viewer, n, question)[0]
    heads = ("", f"Round {one.before}", f"Round {one.after}", "Change", "95 % interval")
    return Compared(heads, [_moved(row) for row in _lines(one)], f"{one.recipe}\n{NOTE}")


def _lines(one: RoundChange) -> list[CodeChange]:
    return [one.overall, *one.rows] if one.overall else list(one.rows)


def _moved(row: CodeChange) -> Sequence[str]:
    from workbench.steps.agreement.change import OVERALL

    moved = row.change
    name = "All codes together" if row.code == OVERALL else row.code
    values = (estimate(row.before.value), estimate(row.after.value))
    if moved is None:
        return (name, *values, "–", "–")
    return (name, *values, signed(moved.difference), interval(moved.low, moved.high) or "–")


def kinds(store: Store, viewer: Viewer, n: int, question: Question) -> Compared:
    """Agreement on each code by kind of unit; the round's own unit comes first."""
    from workbench.steps.agreement.units import sensitivity

    found = sensitivity(store, viewer, n, question)
    names = dict.fromkeys(str(row.key["unit"]) for row in found.rows)
    codes = dict.fromkeys(str(row.key["code"]) for row in found.rows)
    values = {(row.key["code"], row.key["unit"]): estimate(row.value) for row in found.rows}
    left_out = (
        f"Not every document is cut into units of “{kind}”, so it is left out."
        for kind in found.left_out
    )
    return Compared(
        ("", *(name.capitalize() for name in names)),
        [(code, *(values[code, name] for name in names)) for code in codes],
        "\n".join((*left_out, found.note)),
    )
