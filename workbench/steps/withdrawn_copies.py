"""What comes back of people who withdrew: work in packets is left out, talks are told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from workbench.drafts import Draft
from workbench.privacy.withdrawing import Stretches
from workbench.shares import Returned, ReturnedCoding, ReturnedProposal
from workbench.store import Reader
from workbench.store.reads import documents, rounds
from workbench.store.reads.withdrawals import withdrawals, withdrawn_turns
from workbench.store.writes.shares import Assigned
from workbench.terms import NOBODY


def speaking_again(reader: Reader, drafts: Iterable[Draft]) -> Iterator[str]:
    """A sentence for each document in which speaks who is called as somebody who withdrew."""
    gone = withdrawals(reader, NOBODY)
    for one in (one for draft in drafts if draft.plan is None for one in draft.documents):
        labels = {name: None for turn in one.turns for name in (turn.speaker, turn.case) if name}
        for label in labels:
            if any(who.is_called(label) for who in gone):
                yield (
                    f"“{label}” speaks in “{one.name}”, and somebody of this name withdrew; if it "
                    f"is them, withdraw them again: workbench cases STUDY withdraw “{label}”"
                )


class WithoutWithdrawn(NamedTuple):
    """A share that came back, without what it holds of withdrawn units; how much that is."""

    found: Returned
    left_out: int


def without_withdrawn(
    reader: Reader, found: Returned, stored: Mapping[str, Assigned]
) -> WithoutWithdrawn:
    """Leave out of a share, which lies on today's texts, what is on withdrawn units."""
    units: dict[str, frozenset[int]] = {}
    stretches: dict[str, Stretches] = {}
    for uid, here in stored.items():
        turns = withdrawn_turns(reader, NOBODY, here.name)
        if turns:
            there = documents.turns(reader, NOBODY, here.name)
            stretches[uid] = Stretches(((one.start, one.stop) for one in there), turns)
            units[uid] = withdrawn_units(reader, found.n, here.name)
    if not stretches:
        return WithoutWithdrawn(found, 0)
    named = {f"{stored[uid].name}#{n}" for uid, there in units.items() for n in there}

    def stays(one: ReturnedCoding) -> bool:
        here = stretches.get(one.document)
        return here is None or not here.hold(one.start, one.stop)

    kept = replace(
        found,
        codings=tuple(one for one in found.codings if stays(one)),
        no_codes=tuple(one for one in found.no_codes if one[1] not in units.get(one[0], ())),
        memos=tuple(
            one for one in found.memos if one.target_kind != "unit" or one.target not in named
        ),
        proposals=tuple(_not_from(one, units) for one in found.proposals),
    )
    return WithoutWithdrawn(kept, _size(found) - _size(kept))


def _size(found: Returned) -> int:
    return len(found.codings) + len(found.no_codes) + len(found.memos)


def withdrawn_units(reader: Reader, n: int, name: str) -> frozenset[int]:
    """Positions of the units of a document that were withdrawn, as a round judges it."""
    turns = withdrawn_turns(reader, NOBODY, name)
    unit = rounds.round_row(reader, n).unit
    there = documents.units(reader, NOBODY, name, unit)
    return frozenset(at for at, one in enumerate(there, 1) if one.turn in turns)


def _not_from(one: ReturnedProposal, units: Mapping[str, frozenset[int]]) -> ReturnedProposal:
    """A proposal that names no withdrawn unit as its cause."""
    said = one.said
    if said.get("unit") not in units.get(str(said.get("document")), ()):
        return one
    kept = {name: value for name, value in said.items() if name not in ("document", "unit")}
    return one._replace(said=kept)
