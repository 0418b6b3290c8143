"""What coders had seen of a round's units before: to compare with it, and to say how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from workbench.coding.final import UnitKey, judged_units
from workbench.steps.agreement.judged import Earlier, Flags, Judgements
from workbench.steps.agreement.judgements import judgements
from workbench.steps.agreement.overlap import Overlap
from workbench.store import Reader
from workbench.store.reads import codebooks, codings, decisions, documents, rounds
from workbench.terms import Round, Viewer


def with_earlier(
    reader: Reader, viewer: Viewer, work: Judgements, overlap: Overlap = "any"
) -> Judgements:
    """The same with the revealed rounds before it, the latest first."""
    now = work.round_
    found = []
    for one in reversed(rounds.rounds(reader, viewer)):
        if one.n < now.n and one.state in ("revealed", "adjudicated"):
            lineage = codebooks.lineage_between(reader, viewer, one.version, now.version)
            found.append(Earlier(judgements(reader, viewer, one.n, overlap), lineage))
    return replace(work, earlier=tuple(found))


def seen_before(reader: Reader, viewer: Viewer, work: Judgements) -> Flags:
    """For each unit, whether any of these coders coded or discussed any of its text before.

    Of an earlier round that is still blind, what was theirs to judge counts as coded.
    """
    seen = {
        name: np.zeros(len(documents.text(reader, viewer, name)), dtype=bool)
        for name in work.round_.documents
    }
    for one in rounds.rounds(reader, viewer):
        if one.n < work.round_.n and one.state != "draft":
            _mark(seen, reader, viewer, one, work.coders)
    spans = {
        name: documents.units(reader, viewer, name, work.round_.unit)
        for name in work.round_.documents
    }
    units = ((name, spans[name][position - 1]) for name, position in work.places)
    return np.array([seen[name][unit.start : unit.stop].any() for name, unit in units], dtype=bool)


def _mark(
    seen: dict[str, Flags], reader: Reader, viewer: Viewer, one: Round, coders: tuple[str, ...]
) -> None:
    spans = {
        name: documents.units(reader, viewer, name, one.unit)
        for name in one.documents
        if name in seen
    }
    for name, position in _known_to(reader, viewer, one, coders):
        if name in spans:
            unit = spans[name][position - 1]
            seen[name][unit.start : unit.stop] = True


def _known_to(
    reader: Reader, viewer: Viewer, one: Round, coders: tuple[str, ...]
) -> Iterable[UnitKey]:
    """The units of a round that any of some coders judged, decided on, or was to judge."""
    theirs = [name for name in coders if name in one.coders]
    if one.state not in ("revealed", "adjudicated"):
        return [
            UnitKey(document, position)
            for coder in theirs
            for document in one.documents
            for position in rounds.share(reader, viewer, one.n, coder, document)
        ]
    put = codings.codings(reader, viewer, one.n, proposed=True)
    judged = judged_units(put, codings.no_codes(reader, viewer, one.n))
    discussed = {
        UnitKey(made.document, made.unit)
        for made in decisions.decisions(reader, viewer, one.n)
        if set(made.agreed) & set(coders)
    }
    return discussed.union(*(judged.get(name, ()) for name in theirs))
