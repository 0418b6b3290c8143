"""What a coder proposes while they code: a code of their own at once, a change for the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.ideas import ProposalKind
from workbench.terms import Span, Viewer

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
    document: str
    unit: int
    spans: Sequence[Span]
    """What a new code goes on."""
    sha256: str | None = None
    """Of the text that it was read in."""


class Proposed(NamedTuple):
    """What was done."""

    code: str
    """Uid of the new code; empty for a change."""
    said: str


def propose(store: Store, viewer: Viewer, where: Where, asked: Asked) -> Proposed:
    """Propose it, because of the unit in focus; a new code goes on the passage at once."""
    from workbench.coding.evolution import Rules
    from workbench.steps import proposals

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
            (where.document, where.unit) if where.unit else None,
        ),
    )
    if not made.code:
        return Proposed("", "Proposed; the team reads it once the round is revealed.")
    if where.spans:
        _put_on_units(store, viewer, where, made.code)
    return Proposed(made.code, f"Saved: {asked.name}, a code of your own.")


def _refuse_older(store: Store, viewer: Viewer, where: Where) -> None:
    """Raise TextChanged before anything is proposed because of words that stand there no more."""
    from workbench.steps.code import text_changed
    from workbench.store.reads import documents

    with store.reading() as reader:
        if where.sha256 not in (None, documents.sha256(reader, viewer, where.document)):
            raise text_changed(where.document)


def given_rules(said: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """The rules that are said, in the order of `Rules`; None: as they are."""
    definition, use_when, not_when = (said.get(name) for name in RULES)
    return definition, use_when, not_when


def _put_on_units(store: Store, viewer: Viewer, where: Where, code_uid: str) -> None:
    from workbench.steps import code

    args = (store, viewer, where.n, where.document, code_uid)
    if len(where.spans) == 1:
        code.toggle(*args, *where.spans[0], sha256=where.sha256)
    else:
        code.toggle_units(*args, where.spans, sha256=where.sha256)
