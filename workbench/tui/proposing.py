"""What a coder proposes while they code: a code of their own at once, a change for the team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.ideas import ProposalKind
from workbench.terms import Passage, Viewer

if TYPE_CHECKING:
    from workbench.store import Store


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
