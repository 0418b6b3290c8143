"""How the rounds went: agreement by code, the rounds in a row, how the codebook changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.coding.changes import changes
from workbench.errors import NotAsked
from workbench.steps.agreement import answer
from workbench.steps.agreement.change import NOTE, CodeChange, RoundChange
from workbench.steps.agreement.change import changes as changes_of_agreement
from workbench.steps.agreement.question import Question
from workbench.steps.agreement.units import sensitivity
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import latest_revealed, provenance
from workbench.steps.summaries import KAPPA, summaries
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, history, memos
from workbench.store.reads import rounds as rounds_read
from workbench.tables.agreement import agreement_table
from workbench.tables.agreement_by_round import agreement_by_round_table
from workbench.tables.agreement_change import Move, agreement_change_table
from workbench.tables.agreement_units import agreement_units_table
from workbench.tables.codebook import codebook_table
from workbench.tables.evolution import evolution_table
from workbench.tables.given import CodebookChange
from workbench.tables.keys import keys_table
from workbench.tables.rounds import rounds_table
from workbench.terms import Round, Table, Viewer


def codebook(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T4: the latest version, or a round's."""
    with store.reading() as reader:
        one = None if wanted.n is None else rounds_read.round_of(reader, viewer, wanted.n)
        found = codebooks.codebook(reader, viewer, one.version if one else None)
        added = _added(reader, viewer)
        return codebook_table(found, added=added, provenance=provenance(reader, viewer, None))


def keys(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """The codes with their letters, of the latest version, or a round's."""
    with store.reading() as reader:
        one = None if wanted.n is None else rounds_read.round_of(reader, viewer, wanted.n)
        found = codebooks.codebook(reader, viewer, one.version if one else None)
        return keys_table(found, provenance=provenance(reader, viewer, None))


def _added(reader: Reader, viewer: Viewer) -> dict[str, int]:
    """For each code (uid), the round that first used it."""
    found: dict[str, int] = {}
    for one in rounds_read.rounds(reader, viewer):
        for _, code in codebooks.codebook(reader, viewer, one.version).walk():
            found.setdefault(code.uid, one.n)
    return found


def agreement(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T5."""
    with store.reading() as reader:
        one = latest_revealed(reader, viewer, wanted.n)
        about = provenance(reader, viewer, one)
    alpha, kappa = (
        answer.agreement(store, viewer, one.n, question)[0] for question in (Question(), KAPPA)
    )
    return agreement_table(replace(alpha, rows=alpha.rows + kappa.rows), provenance=about)


def agreement_by_round(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """α of every code in every revealed round, or in one."""
    found = answer.agreement(store, viewer, wanted.n)
    if not any(one.rows for one in found):
        raise NotAsked("No round with a coefficient is revealed yet; there is nothing to export.")
    with store.reading() as reader:
        return agreement_by_round_table(found, provenance=provenance(reader, viewer, None))


def agreement_change(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """How agreement on each code moved from round to round; with a number, to that round alone."""
    found = changes_of_agreement(store, viewer, wanted.n)
    if not found:
        raise NotAsked("There are no two revealed rounds with coefficients to compare.")
    moves = [_move(one, row) for one in found for row in (*one.rows, one.overall) if row]
    notes = [NOTE, *(f"{one.recipe[:1].upper()}{one.recipe[1:]}." for one in found)]
    with store.reading() as reader:
        return agreement_change_table(moves, notes, provenance=provenance(reader, viewer, None))


def _move(one: RoundChange, row: CodeChange) -> Move:
    moved = row.change
    return Move(
        row.code,
        one.before,
        one.after,
        row.before.value,
        row.after.value,
        moved and moved.difference,
        moved and moved.low,
        moved and moved.high,
        row.after.undefined_because or row.before.undefined_because,
    )


def agreement_units(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """Agreement by turn, sentence, document and character, of one round."""
    with store.reading() as reader:
        one = latest_revealed(reader, viewer, wanted.n)
        about = provenance(reader, viewer, one)
    found = sensitivity(store, viewer, one.n)
    left = [
        f"Not every document is cut into units of “{kind}”, so it is left out."
        for kind in found.left_out
    ]
    return agreement_units_table(one.n, found.rows, [found.note, *left], provenance=about)


def rounds(store: Store, viewer: Viewer, wanted: Wanted) -> Table:  # noqa: ARG001 all rounds
    """T6."""
    found = summaries(store, viewer)
    if not found:
        raise NotAsked("No round is revealed yet, so there is nothing to export.")
    with store.reading() as reader:
        return rounds_table(found, provenance=provenance(reader, viewer, None))


# ------------------------------------------------------------------ how the codebook changed


def evolution(store: Store, viewer: Viewer, wanted: Wanted) -> Table:  # noqa: ARG001 all rounds
    """T7: what changed after each round, up to the version of the next; last, up to the latest."""
    with store.reading() as reader:
        about = provenance(reader, viewer, None)
        return evolution_table(_changes(reader, viewer), provenance=about)


def _changes(reader: Reader, viewer: Viewer) -> Iterator[CodebookChange]:
    there = rounds_read.rounds(reader, viewer)
    if not there:
        raise NotAsked("There is no round yet, so the codebook has not changed after one.")
    newest = codebooks.versions(reader, viewer)[-1]
    upto = [*(one.version for one in there[1:]), newest]
    for one, version in zip(there, upto, strict=True):
        if version > one.version:
            yield _change(reader, viewer, one, version)


def _change(reader: Reader, viewer: Viewer, one: Round, newest: int) -> CodebookChange:
    older, newer = (codebooks.codebook(reader, viewer, n) for n in (one.version, newest))
    between = codebooks.lineage_between(reader, viewer, one.version, newest)
    found = changes(older, newer, between)
    several = tuple((" + ".join(old), now) for old, now in found.regrouped)
    return CodebookChange(
        one.n,
        found.added,
        found.merged,
        found.split + several,
        found.renamed,
        found.redefined,
        found.retired,
        "\n".join(_reasons(reader, viewer, one.version, newest)),
    )


def _reasons(reader: Reader, viewer: Viewer, older: int, newer: int) -> Iterator[str]:
    """Why each version after one, up to another, was made; once where it is the same."""
    events = {
        str(event.n)
        for event in history.events(reader, viewer)
        if older < _version(event.ids.get("version")) <= newer
    }
    told = (
        m.text
        for m in memos.memos(reader, viewer)
        if m.target_kind == "event" and m.target in events
    )
    yield from dict.fromkeys(told)


def _version(of_event: object) -> int:
    return of_event if isinstance(of_event, int) else 0
