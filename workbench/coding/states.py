"""The states of a round, and when the next one is due."""

from __future__ import annotations

from workbench.errors import NotDue
from workbench.terms import STATES, State

_HOW: dict[State, str] = {
    "draft": "draft one with: workbench round STUDY draft",
    "open": "open it first: workbench round STUDY open",
    "closed": "close it first: workbench round STUDY close",
    "revealed": "reveal it first: workbench round STUDY reveal",
    "adjudicated": "settle its disagreements first",
}


def check_due(n: int, state: State, wanted: State) -> None:
    """Refuse a step that is not the next one of draft → open → closed → revealed → adjudicated."""
    at, to = STATES.index(state), STATES.index(wanted)
    if to <= at:
        raise NotDue(f"Round {n} is {state} already.")
    if to > at + 1:
        raise NotDue(f"Round {n} is {state}, so it cannot be {wanted} yet; {_HOW[STATES[to - 1]]}.")
