"""The codebook evolves: one change at a time, tried out first, and what it means for codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.coding.codes import CodeIndex, names_of
from workbench.coding.evolution import Edit, plain
from workbench.coding.lineage import (
    Continuation,
    continuations,
    describe_changes,
    joined_lineage,
)
from workbench.errors import NameUnknown, NotAsked
from workbench.reliability import RoundAgreement
from workbench.steps.backup import backup_before
from workbench.steps.books import proposed_names, whole_book
from workbench.steps.codebook import successor
from workbench.steps.continuing import continued
from workbench.store import Reader, Store, Writer
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.documents import unit_id
from workbench.store.writes.codebooks import add_version
from workbench.terms import NOBODY, Codebook, Coding, Round, Viewer

if TYPE_CHECKING:
    from workbench.steps.agreement.judged import Judgements

REVEALED = ("revealed", "adjudicated")


class Evolved(NamedTuple):
    """The next version was made."""

    version: int
    changes: tuple[str, ...]
    backup: str
    """The path of the study as it was before."""


class Moved(NamedTuple):
    """How many codings of revealed rounds a change would touch."""

    same: int
    merged: int
    """Codings that would be read under the code they are joined in."""
    folded: int
    """Of these, codings that would fall together with another of the same coder and stretch."""
    split: int
    """Codings that somebody would have to walk through, to choose a part."""
    retired: int


class Recalculated(NamedTuple):
    """A code's agreement in a past round, as it is and as it would be."""

    n: int
    code: str
    """Its name in the next version."""
    before: dict[str, float | None]
    """By the names it had in the round."""
    after: float | None


class Trial(NamedTuple):
    """What a change would do."""

    version: int
    changes: tuple[str, ...]
    codings: Moved
    agreement: tuple[Recalculated, ...]


Change = Callable[[Codebook], tuple[Codebook, dict[str, tuple[str, ...]]]]
"""From one version (with uids) to the next, and for each of its new codes where it comes from."""


def evolve(
    store: Store,
    viewer: Viewer,
    what: str,
    edit: Edit,
    reason: str,
    because_of: tuple[str, int] | None = None,
) -> Evolved:
    """Make the next version by one edit, as an event `what` with its reason.

    `because_of` is the document and position of the unit that caused it. Rounds keep the
    version they were drafted with.
    """
    if not reason.strip():
        raise NotAsked("Say why, with --reason TEXT; it is kept in the history.")
    with store.writing(viewer) as writer:
        cause = cause_of(writer, viewer, because_of)
        return make_version(store, writer, wrapped(edit), what, reason, cause)


def cause_of(writer: Writer, viewer: Viewer, because_of: tuple[str, int] | None) -> dict[str, int]:
    """The unit that caused a change, as its event holds it."""
    if because_of is None:
        return {}
    name, position = because_of
    refuse_unless_unit(writer, viewer, name, position)
    return {"unit": unit_id(writer, name, position, _cut(writer, viewer, name, position))}


def _cut(reader: Reader, viewer: Viewer, name: str, position: int) -> str:
    """The cut of a document that people speak of: of the latest round in it, else the first."""
    there = [row.name for row in documents.unit_sets(reader, name) if row.units >= position]
    spoken_of = [one.unit for one in rounds.rounds(reader, viewer) if name in one.documents]
    return next((cut for cut in reversed(spoken_of) if cut in there), there[0])


def refuse_unless_unit(
    reader: Reader, viewer: Viewer, name: str, unit: int, cut: str | None = None
) -> None:
    """Raise NameUnknown unless a document has a unit at this position, in any of its cuts."""
    documents.text(reader, viewer, name)
    cuts = [row for row in documents.unit_sets(reader, name) if cut in (None, row.name)]
    if not any(1 <= unit <= row.units for row in cuts):
        raise NameUnknown(f"“{name}” has no unit {unit}; see: workbench documents STUDY")


def make_version(
    store: Store,
    writer: Writer,
    change: Change,
    what: str,
    reason: str,
    cause: Mapping[str, int] | None = None,
) -> Evolved:
    """Make the next version inside a transaction, after a backup; one event."""
    older = codebooks.codebook(writer, NOBODY)
    named, came_from = change(older)
    copy = backup_before(store, "codebook")
    version = add_version(writer, named, came_from, what, reason, cause or {})
    words = describe_changes(older, named, came_from, proposed_names(writer, NOBODY))
    return Evolved(version, tuple(words), str(copy))


def wrapped(edit: Edit) -> Change:
    """An edit that says with `was` what codes were, as a change by identities."""

    def change(older: Codebook) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
        return successor(plain(older), edit(older))

    return change


def chained(changes: Sequence[Change]) -> Change:
    """Several changes, one upon another, as one."""

    def change(older: Codebook) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
        book, lineage = older, dict[str, tuple[str, ...]]()
        for one in changes:
            book, came_from = one(book)
            lineage = joined_lineage(lineage, came_from, book)
        return book, lineage

    return change


# ------------------------------------------------------------------ trying out


def try_out(store: Store, viewer: Viewer, edit: Edit) -> Trial:
    """What an edit would change, in words, in codings and in agreement; nothing is written.

    Only revealed rounds are counted: what is blind stays so.
    """
    with store.reading() as reader:
        return trial_of(reader, viewer, wrapped(edit))


def trial_of(reader: Reader, viewer: Viewer, change: Change) -> Trial:
    """What a change would do."""
    older = codebooks.codebook(reader, viewer)
    named, came_from = change(older)
    past = [one for one in rounds.rounds(reader, viewer) if one.state in REVEALED]
    moved = Counter[str]()
    again: list[Recalculated] = []
    for one in past:
        onto = _onto(reader, viewer, one, older, named, came_from)
        already = continued(reader, viewer, one.version, older.version)
        book = {code.uid for _, code in codebooks.codebook(reader, viewer, one.version).walk()}
        moved += _moved(
            [
                coding
                for coding in codings.codings(reader, viewer, one.n, proposed=True)
                # A coder's own code that is not taken was never in the codebook to be lost.
                if coding.code in book or onto[coding.code].now
            ],
            onto,
            already,
        )
        again += _again(reader, viewer, one, named, onto, already)
    counts = Moved(**{name: moved[name] for name in Moved._fields})
    changes = describe_changes(older, named, came_from, proposed_names(reader, viewer))
    return Trial(older.version + 1, tuple(changes), counts, tuple(again))


def _onto(
    reader: Reader,
    viewer: Viewer,
    one: Round,
    older: Codebook,
    named: Codebook,
    came_from: dict[str, tuple[str, ...]],
) -> dict[str, Continuation]:
    """What the codes of a round would be: through the versions since, then through the edit."""
    since = codebooks.lineage_between(reader, viewer, one.version, older.version)
    through = {
        uid: tuple(first for origin in origins for first in since.get(origin, (origin,)))
        for uid, origins in came_from.items()
    }
    of_round = whole_book(reader, viewer, one)
    return continuations(of_round, named, {**since, **through})


def _moved(
    made: Sequence[Coding], onto: dict[str, Continuation], already: dict[str, Continuation]
) -> Counter[str]:
    """What becomes of codings by the edit; what earlier versions made of them stays as it is."""
    counts: Counter[str] = Counter()
    seen = set()
    for coding in made:
        change = onto[coding.code].change
        so_far = already.get(coding.code)
        if change == "redefined" or (so_far and onto[coding.code].now == so_far.now):
            change = "same"
        counts[change] += 1
        if change == "merged":
            key = (coding.coder, coding.document, coding.start, coding.stop, onto[coding.code].now)
            counts["folded"] += key in seen
            seen.add(key)
    return counts


def _again(
    reader: Reader,
    viewer: Viewer,
    one: Round,
    named: Codebook,
    onto: dict[str, Continuation],
    already: dict[str, Continuation],
) -> Iterator[Recalculated]:
    from workbench.steps.agreement.answer import of_judgements
    from workbench.steps.agreement.judgements import judgements
    from workbench.steps.agreement.question import PER_CODE

    work = judgements(reader, viewer, one.n)
    before = _values(of_judgements(work, PER_CODE), work.codebook)
    under = _under(work, named, onto)
    after = _values(of_judgements(under, PER_CODE), under.codebook)
    origins, so_far = _origins(onto), _origins(already)
    for uid, (name, value) in after.items():
        theirs = [old for old in origins.get(uid, ()) if old in before]
        earlier = len(theirs) > 1 and origins[uid] == so_far.get(uid)
        if theirs and not earlier:  # a merge of an earlier version is no doing of this edit
            yield Recalculated(one.n, name, dict(before[old] for old in theirs), value)


def _origins(onto: dict[str, Continuation]) -> dict[str, list[str]]:
    """The codes of a round (uids) that became each code, where each became one."""
    found: dict[str, list[str]] = {}
    for uid, continuation in onto.items():
        if len(continuation.now) == 1:
            found.setdefault(continuation.now[0], []).append(uid)
    return found


def _values(found: RoundAgreement, codebook: Codebook) -> dict[str, tuple[str, float | None]]:
    index = CodeIndex.of(codebook)
    return {index.find(row.code).uid: (row.code, row.value) for row in found.rows}


def _under(work: Judgements, named: Codebook, onto: dict[str, Continuation]) -> Judgements:
    """What was said in a round, as the next version reads it; of split codes, nothing."""
    import numpy as np

    applied = {code.uid: np.zeros_like(work.judged) for _, code in named.walk()}
    for uid, continuation in onto.items():
        if len(continuation.now) == 1 and uid in work.applied:
            applied[continuation.now[0]] |= work.applied[uid]
    return replace(work, codebook=named, applied=applied)


# ------------------------------------------------------------------ a second look


class Stale(NamedTuple):
    """A coding made under an older rule, for a second look."""

    n: int
    coder: str
    document: str
    start: int
    stop: int
    first_unit: int
    last_unit: int
    code: str
    """Its name in the round."""
    because: str
    """`redefined`, `merged`, `split` or `retired`."""
    now: tuple[str, ...]
    """The names of what it is, or may become, in the latest version."""
    quotation: str


def stale(store: Store, viewer: Viewer, n: int | None = None) -> list[Stale]:
    """The codings that the viewer may see whose code has another rule in the latest version."""
    with store.reading() as reader:
        asked = [rounds.round_of(reader, viewer, n)] if n else rounds.rounds(reader, viewer)
        latest = codebooks.codebook(reader, viewer)
        return [found for one in asked for found in _stale(reader, viewer, one, latest)]


def _stale(reader: Reader, viewer: Viewer, one: Round, latest: Codebook) -> Iterator[Stale]:
    onto = continued(reader, viewer, one.version, latest.version)
    then = names_of(codebooks.codebook(reader, viewer, one.version))
    now = names_of(latest)
    texts = {name: documents.text(reader, viewer, name) for name in one.documents}
    for coding in codings.codings(reader, viewer, one.n):
        became = onto[coding.code]
        if became.change != "same":
            yield Stale(
                one.n,
                *coding[:2],
                *coding[3:7],
                then[coding.code],
                became.change,
                tuple(now[uid] for uid in became.now),
                texts[coding.document][coding.start : coding.stop],
            )


def trial_value(trial: Trial) -> dict[str, Any]:
    """A trial as plain values."""
    return {
        "version": trial.version,
        "changes": list(trial.changes),
        "codings": trial.codings._asdict(),
        "agreement": [
            {"round": one.n, "code": one.code, "before": one.before, "after": one.after}
            for one in trial.agreement
        ],
    }
