"""The codebook as one coder uses it in a round: its frozen version, with their own codes."""

from __future__ import annotations

from workbench.coding.proposals import own_book, own_code
from workbench.coding.reconciling import OwnCode
from workbench.store import Reader
from workbench.store.reads import codebooks, rounds
from workbench.store.reads.proposals import proposals
from workbench.terms import Codebook, Round, Viewer


def book_of(reader: Reader, viewer: Viewer, n: int, coder: str | None) -> Codebook:
    """The codebook of a round with a coder's own codes, as far as the viewer may see them."""
    one = rounds.round_of(reader, viewer, n, progress=False)
    return with_own(reader, viewer, one, [coder] if coder else [])


def whole_book(reader: Reader, viewer: Viewer, one: Round) -> Codebook:
    """The codebook of a round with all own codes that the viewer may see; names may repeat."""
    return with_own(reader, viewer, one, one.coders)


def with_own(
    reader: Reader, viewer: Viewer, one: Round, coders: list[str] | tuple[str, ...]
) -> Codebook:
    """The codebook of a round with the own codes of some coders."""
    own = [
        (made.code, made.said)
        for made in proposals(reader, viewer, one.n)
        if made.code and made.coder in coders
    ]
    return own_book(codebooks.codebook(reader, viewer, one.version), own)


def own_codes(reader: Reader, viewer: Viewer, n: int) -> tuple[OwnCode, ...]:
    """The coders' own codes in a round that the viewer may see and the team has not answered."""
    return tuple(
        OwnCode(made.coder, own_code(made), made.said.under)
        for made in proposals(reader, viewer, n)
        if made.code and made.waits
    )


def proposed_names(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """What coders' own codes are called in sentences, by uid: ana’s silence."""
    return {
        made.code: f"{made.coder}’s {made.said.name}"
        for made in proposals(reader, viewer)
        if made.code
    }
