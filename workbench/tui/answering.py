"""What becomes of proposals: worded anew or withdrawn by who made them, taken or declined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.errors import NotAsked
from workbench.terms import Viewer
from workbench.tui.evolving import trial_lines
from workbench.tui.proposing import given_rules
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.ideas import Proposal
    from workbench.steps.proposals import Listed
    from workbench.store import Store
    from workbench.tui.dialogs.reword import Worded


def proposed(store: Store, viewer: Viewer) -> list[Listed]:
    """The proposals that the viewer may see, those that wait first."""
    from workbench.steps import proposals

    return sorted(proposals.listed(store, viewer), key=lambda one: bool(one.outcome))


def try_taking(store: Store, viewer: Viewer, called: Sequence[str]) -> Iterator[str]:
    """What taking proposals would do, a line each."""
    from workbench.steps import proposals

    yield from trial_lines(proposals.try_taking(store, viewer, called))


def take(store: Store, viewer: Viewer, called: Sequence[str], reason: str) -> str:
    """Take proposals into the next version of the codebook."""
    from workbench.steps import proposals

    done = proposals.take(store, viewer, called, reason)
    return f"Taken: version {done.version} of the codebook. {listed(done.changes[:2])}"


def own_proposal(store: Store, viewer: Viewer, uid: str) -> Proposal:
    """A proposal of the viewer's own, to be worded anew."""
    from workbench.store.reads.proposals import proposals

    with store.reading() as reader:
        found = {one.uid: one for one in proposals(reader, viewer)}
    if uid not in found or found[uid].coder != viewer.coder:
        raise NotAsked("Only who proposed it can word it anew or withdraw it.")
    return found[uid]


def reword(store: Store, viewer: Viewer, uid: str, worded: Worded) -> str:
    """Word a proposal of the viewer's own anew."""
    from workbench.coding.evolution import Rules
    from workbench.steps import proposals

    rules = Rules(*given_rules(worded.rules))
    name, reason = worded.name, worded.reason
    proposals.reword(store, viewer, uid, name=name, rules=rules, reason=reason)
    return "Worded anew; u while coding takes it back."


def withdraw(store: Store, viewer: Viewer, uid: str) -> str:
    """Take back a proposal of the viewer's own."""
    from workbench.steps import proposals

    own_proposal(store, viewer, uid)
    proposals.withdraw(store, viewer, uid)
    return "Withdrawn; u while coding brings it back."


def decline(store: Store, viewer: Viewer, called: Sequence[str], reason: str) -> str:
    """Decline proposals."""
    from workbench.steps import proposals

    return f"Declined: {plural(proposals.decline(store, viewer, called, reason), 'proposal')}."
