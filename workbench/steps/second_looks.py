"""What a coder judged and should look at again: its words, or its code's rule, changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.coding.codes import names_of
from workbench.errors import NotAsked
from workbench.revisions import SecondLook
from workbench.steps.evolution import stale
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads import texts as reads
from workbench.store.writes import second_looks as writes
from workbench.terms import Span, Viewer


class Look(NamedTuple):
    """A judgement to look at again."""

    n: int
    """The round."""
    state: str
    coder: str
    document: str
    unit: int
    codes: tuple[str, ...]
    """Their names; none: no code applies."""
    because: str
    """`words` changed, or the code's rule: `redefined`, `merged`, `split`, `retired`."""
    words: str
    """What lies under it now."""


def second_looks(store: Store, viewer: Viewer, n: int | None = None) -> list[Look]:
    """What the viewer may see of the judgements to look at again, of one round or all."""
    with store.reading() as reader:
        found = [_look(reader, viewer, one) for one in reads.second_looks(reader, viewer, n)]
        states = {one.n: one.state for one in rounds.rounds(reader, viewer)}
    for old in stale(store, viewer, n) if states else ():
        place = (old.n, states[old.n], old.coder, old.document, old.first_unit)
        found.append(Look(*place, (old.code,), old.because, old.quotation))
    return sorted(found, key=lambda one: (one.n, one.coder, one.document, one.unit))


def _look(reader: Reader, viewer: Viewer, one: SecondLook) -> Look:
    text = documents.text(reader, viewer, one.document)
    place = (one.n, one.state, one.coder, one.document, one.unit)
    return Look(*place, codes_on(reader, viewer, one), "words", text[one.start : one.stop])


def codes_on(reader: Reader, viewer: Viewer, one: SecondLook) -> tuple[str, ...]:
    """The names of the codes that the coder has on a unit, as far as the viewer may know."""
    codebook = codebooks.codebook(reader, viewer, rounds.round_row(reader, one.n).version)
    names = names_of(codebook)
    span = Span(one.start, one.stop)
    return tuple(
        names.get(coding.code, "a proposed code")
        for coding in codings.codings(reader, viewer, one.n, one.document, span)
        if coding.coder == one.coder
    )


def have_looked(
    store: Store,
    viewer: Viewer,
    units: Sequence[tuple[str, int]] | None = None,
    n: int | None = None,
) -> int:
    """Take units (document and position; None: all) off the viewer's own list; how many there were.

    Only words are ticked off: an older rule stays one until the code is put again or the round
    is over.
    """
    if viewer.coder is None:
        raise NotAsked("Say who has looked with --as NAME.")
    with store.writing(viewer) as writer:
        mine = [one for one in reads.second_looks(writer, viewer, n) if one.coder == viewer.coder]
        chosen = list(_chosen(mine, units))
        for one in chosen:
            writes.have_looked(writer, one)
        if chosen:
            writer.event("looked again", {"units": len(chosen)})
        return len(chosen)


def _chosen(
    mine: Sequence[SecondLook], units: Sequence[tuple[str, int]] | None
) -> Iterator[SecondLook]:
    if units is None:
        yield from mine
        return
    for place in units:
        found = [one for one in mine if (one.document, one.unit) == place]
        if not found:
            raise NotAsked(f"Unit {place[1]} of “{place[0]}” is not on your list.")
        yield from found
