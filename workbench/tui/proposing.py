"""What coders propose, a code of their own at once or a change for the team, and its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import NotAsked
from workbench.ideas import ProposalKind
from workbench.terms import Passage, Viewer
from workbench.tui.evolving import trial_lines
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.ideas import Proposal
    from workbench.steps.proposals import Listed
    from workbench.store import Store
    from workbench.tui.dialogs.reword import Worded


RULES = ("definition", "use_when", "do_not_use_when")
"""The rules that can be said in a proposal."""


class Asked(NamedTuple):
    """A proposal; codes by their paths in the coder's own codebook."""

    kind: ProposalKind
    codes: tuple[str, ...] = ()
    name: str = ""
    parts: tuple[str, ...] = ()
    under: str = ""
    """Empty: at the top."""
    rules: Mapping[str, str] = {}
    reason: str = ""


class Where(NamedTuple):
    """Where the coder is."""

    n: int
    unit: int
    passage: Passage
    """What a new code goes on; without stretches: nothing."""


class Proposed(NamedTuple):
    """What was done."""

    code: str
    """Uid of the new code; empty for a change."""
    said: str


def propose(store: Store, viewer: Viewer, where: Where, asked: Asked) -> Proposed:
    """Propose it, because of the unit in focus; a new code goes on the passage at once."""
    from workbench.coding.evolution import Rules
    from workbench.steps import code, proposals

    _refuse_older(store, viewer, where)
    made = proposals.propose(
        store,
        viewer,
        where.n,
        proposals.Wish(
            asked.kind,
            asked.codes,
            asked.name,
            asked.parts,
            asked.under,
            Rules(*given_rules(asked.rules)),
            asked.reason,
            (where.passage.document, where.unit) if where.unit else None,
        ),
    )
    if not made.code:
        return Proposed("", "Proposed; the team reads it once the round is revealed.")
    if where.passage.spans:
        code.toggle(store, viewer, where.n, where.passage, made.code)
    return Proposed(made.code, f"Saved: {asked.name}, a code of your own.")


def _refuse_older(store: Store, viewer: Viewer, where: Where) -> None:
    """Raise TextChanged before anything is proposed because of words that stand there no more."""
    from workbench.steps.code import text_changed
    from workbench.store.reads import documents

    with store.reading() as reader:
        document = where.passage.document
        if where.passage.sha256 not in (None, documents.sha256(reader, viewer, document)):
            raise text_changed(document)


def given_rules(said: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """The rules that are said, in the order of `Rules`; None: as they are."""
    definition, use_when, not_when = (said.get(name) for name in RULES)
    return definition, use_when, not_when


# ------------------------------------------------------------------ answered


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
