"""What may happen to a round, and when: draft → open → closed → revealed → adjudicated.

A round never goes back: what was blind and has been seen cannot be unseen.
"""

from __future__ import annotations

from workbench.errors import NotAsked, NotDue
from workbench.terms import STATES, Assignment, Purpose, Round, StartFrom, State

_VERBS: dict[State, str] = {
    "draft": "drafted",
    "open": "opened",
    "closed": "closed",
    "revealed": "revealed",
    "adjudicated": "declared adjudicated",
}


def next_state(now: Round) -> State | None:
    """The only state that can follow; None after the last."""
    following = STATES.index(now.state) + 1
    return STATES[following] if following < len(STATES) else None


def refuse_unless_due(now: Round, state: State, *, reason: str = "", undecided: int = 0) -> None:
    """Raise NotDue with a sentence unless the round may pass to `state` now.

    `reason` lets a round close before everybody has finished, or be adjudicated while
    `undecided` disagreements have no decision; it is kept with the act.
    """
    _refuse_out_of_order(now, state)
    if state == "open":
        _refuse_empty(now)
    if state == "closed" and not reason.strip():
        _refuse_unfinished(now)
    if state == "adjudicated" and undecided and not reason.strip():
        raise NotDue(
            f"Round {now.n} has {_count(undecided, 'disagreement')} without a decision;"
            " decide on them, or give a reason to leave them unresolved."
        )


def refuse_unless_sound(purpose: Purpose, start_from: StartFrom, coders: tuple[str, ...]) -> None:
    """Raise NotAsked for a plan of a round that contradicts its purpose."""
    if purpose == "test" and start_from != "blank":
        raise NotAsked(
            "A test round starts blank, because agreement is not won by copying;"
            " leave out --start-from, or make it a revise round."
        )
    if purpose == "revise" and start_from == "blank":
        raise NotAsked(
            "A revise round starts from earlier work; say --start-from own or decisions."
        )
    if purpose == "complete" and len(coders) != 1:
        raise NotAsked(
            f"A complete round is coded by one coder, not by {len(coders)}; name one,"
            " or give it another purpose."
        )


def refuse_outdated(now: Round, gone: tuple[str, ...], reason: str) -> None:
    """Raise NotDue for a draft whose codes (names) are gone from the codebook, unless told why."""
    if gone and not reason.strip():
        few = ", ".join(f"“{name}”" for name in gone[:5]) + (" and others" if gone[5:] else "")
        raise NotDue(
            f"Round {now.n} was drafted with version {now.version} of the codebook, and since then"
            f" {few} {'is' if len(gone) == 1 else 'are'} gone; draft it anew, or say why it is"
            " opened as it is: --outdated REASON"
        )


def unfinished(now: Round) -> tuple[Assignment, ...]:
    """The assignments whose coders have neither judged every unit nor declared it finished."""
    return tuple(a for a in now.assignments if not a.finished and a.judged < a.units)


def _refuse_out_of_order(now: Round, state: State) -> None:
    if STATES.index(state) <= STATES.index(now.state):
        raise NotDue(f"Round {now.n} is {now.state} already; a round does not go back.")
    following = next_state(now)
    if following is not None and following != state:
        raise NotDue(
            f"Round {now.n} is {now.state}; it must be {_VERBS[following]}"
            f" before it can be {_VERBS[state]}."
        )


def _refuse_empty(now: Round) -> None:
    for what, things in (("documents", now.documents), ("coders", now.coders)):
        if not things:
            raise NotDue(f"Round {now.n} has no {what}; name them before it is opened.")
    if not any(share.units for share in now.assignments):
        raise NotDue(
            f"Round {now.n} gives its coders no units; segment its documents,"
            " or judge the turns of other roles."
        )


def _refuse_unfinished(now: Round) -> None:
    waiting = unfinished(now)
    if waiting:
        missing = ", ".join(
            f"{a.coder} has {_count(a.units - a.judged, 'unit')} to go in “{a.document}”"
            for a in waiting
        )
        raise NotDue(
            f"Round {now.n} is not finished: {missing}; wait, or give a reason to close it now."
        )


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
