"""Settling a disagreement: what the unit is to have, why, and who agreed.

The codings stay as they were; decisions are a layer of their own, from which the final coding
and the next round can start.
"""

from __future__ import annotations

from typing import Literal

from workbench.coding.decisions import sound
from workbench.store import Store, Writer
from workbench.store.reads import codebooks, decisions, rounds
from workbench.store.writes import acts
from workbench.store.writes.acts import Act, Settlement
from workbench.store.writes.decisions import Change, put_decision
from workbench.terms import NOBODY, Decision, Viewer

Done = Literal["made", "replaced", "same"]


def decide(store: Store, viewer: Viewer, n: int | None, made: Decision) -> Done:
    """Decide on a unit of a revealed round (without a number: the latest), or decide again.

    The codes of `made` may be uids or names. Without anybody in `agreed`, the viewer decides
    alone. The same decision twice is one.
    """
    with store.writing(viewer) as writer:
        one = rounds.round_of(writer, NOBODY, n, progress=False)
        if not made.agreed and viewer.coder:
            made = made._replace(agreed=(viewer.coder,))
        made = sound(made, codebooks.codebook(writer, NOBODY, one.version))
        if made in decisions.decisions(writer, NOBODY, one.n):
            return "same"
        change = put_decision(writer, one.n, made)
        _remember(writer, change)
        return "replaced" if change.before else "made"


def _remember(writer: Writer, change: Change) -> None:
    at, what = change.at, "decision replaced" if change.before else "decision made"
    made = Settlement(at.unit_id, change.before, change.after)
    act = Act(what, change.state, at.start, at.stop, decision=made)
    acts.remember(writer, change.n, act, at.round_id, at.document_id)
