"""After an explore round is revealed: all coders' own codes side by side, and what becomes of them.

A plan may be written as a file, or made key by key: it is kept in the study until it is carried
out. Carrying it out makes the next version of the codebook in one act.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from workbench.coding.codes import names_of
from workbench.coding.reconciling import (
    Finder,
    Overlap,
    OwnCode,
    Plan,
    all_kept,
    overlaps,
    plan_of,
    plan_value,
    reconcile,
    refuse_unsettled,
)
from workbench.coding.spoken import short_names
from workbench.errors import Blind, NotAsked
from workbench.steps.books import own_codes, whole_book
from workbench.steps.evolution import Change, Evolved, Trial, cause_of, make_version, trial_of
from workbench.store import Reader, Store, Writer, new_uid
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.blindness import REVEALED
from workbench.store.reads.proposals import proposals, reconciling_of
from workbench.store.writes.proposals import set_answer, set_reconciling
from workbench.terms import NOBODY, Codebook, Coding, Round, Viewer

QUOTATIONS = 3
"""How many passages a code is shown with."""


class Passage(NamedTuple):
    """A coded stretch."""

    number: str
    """The first unit as it is spoken: S1-4."""
    document: str
    start: int
    stop: int
    text: str


class SideBySide(NamedTuple):
    """One coder's own code, as it stands beside the others'."""

    uid: str
    called: str
    """`ana > silence`."""
    coder: str
    name: str
    under: str
    """Name of the code it lies under; empty: the top."""
    definition: str
    codings: int
    units: int
    quotations: tuple[Passage, ...]


class Shared(NamedTuple):
    """Two codes, by what they are called, and how many units both stand on."""

    one: str
    other: str
    units: int
    one_units: int
    other_units: int


class Laid(NamedTuple):
    """The coders' own codes of a round, side by side."""

    n: int
    codes: tuple[SideBySide, ...]
    shared: tuple[Shared, ...]
    """Most shared first; also with codes of the codebook."""
    plan: dict[str, Any]
    """What is meant to become of them so far; where nothing was said, all are kept."""
    begun: bool
    """Whether anybody has said anything."""


def side_by_side(store: Store, viewer: Viewer, n: int | None = None) -> Laid:
    """The coders' own codes of a revealed round that wait for the team's word."""
    with store.reading() as reader:
        one = _revealed(reader, viewer, n)
        own = own_codes(reader, viewer, one.n)
        book = codebooks.codebook(reader, viewer, one.version)
        latest = codebooks.codebook(reader, viewer)
        put = codings.codings(reader, viewer, one.n, proposed=True)
        begun = _draft(reader, viewer, one, own, latest)
        return Laid(
            one.n,
            tuple(_beside(reader, viewer, code, book, put) for code in own),
            _shared(own, whole_book(reader, viewer, one), put),
            plan_value(begun or all_kept(own), own, latest),
            begun is not None,
        )


def _revealed(reader: Reader, viewer: Viewer, n: int | None) -> Round:
    one = rounds.round_of(reader, viewer, n)
    if one.state not in REVEALED:
        raise Blind(
            f"Round {one.n} is {one.state}, so coders' own codes are still theirs; "
            f"first: workbench round STUDY reveal --round {one.n}"
        )
    return one


def _beside(
    reader: Reader,
    viewer: Viewer,
    own: OwnCode,
    book: Codebook,
    put: Sequence[Coding],
) -> SideBySide:
    mine = [coding for coding in put if coding.code == own.code.uid and not coding.copied]
    names = {code.uid: code.name for _, code in book.walk()}
    return SideBySide(
        own.code.uid,
        own.called,
        own.coder,
        own.code.name,
        names.get(own.under, ""),
        own.code.definition,
        len(mine),
        len(_units(mine)),
        tuple(_passage(reader, viewer, coding) for coding in mine[:QUOTATIONS]),
    )


def _units(put: Sequence[Coding]) -> frozenset[tuple[str, int]]:
    return frozenset(
        (coding.document, unit)
        for coding in put
        for unit in range(coding.first_unit, coding.last_unit + 1)
    )


def _passage(reader: Reader, viewer: Viewer, coding: Coding) -> Passage:
    text = documents.text(reader, viewer, coding.document)[coding.start : coding.stop]
    names = [document.name for document in documents.documents(reader, viewer)]
    number = f"{short_names(names)[coding.document]}-{coding.first_unit}"
    return Passage(number, coding.document, coding.start, coding.stop, text)


def _shared(own: Sequence[OwnCode], book: Codebook, put: Sequence[Coding]) -> tuple[Shared, ...]:
    by_code: dict[str, list[Coding]] = defaultdict(list)
    for coding in put:
        if not coding.copied:
            by_code[coding.code].append(coding)
    called = names_of(book) | {one.code.uid: one.called for one in own}
    found = overlaps({uid: _units(those) for uid, those in by_code.items()}, _uids(own))
    named = (_named(pair, called) for pair in found)
    return tuple(sorted(named, key=lambda pair: (-pair.units, pair.one, pair.other)))


def _named(pair: Overlap, called: Mapping[str, str]) -> Shared:
    one = called[pair.one], pair.one_units
    other = called[pair.other], pair.other_units
    (first, its), (second, others) = sorted((one, other))
    return Shared(first, second, pair.units, its, others)


def _uids(own: Sequence[OwnCode]) -> list[str]:
    return [one.code.uid for one in own]


# ------------------------------------------------------------------ key by key


def keep(
    store: Store, viewer: Viewer, n: int, uid: str, name: str, under: str | None = None
) -> None:
    """Mean a coder's own code to be called so, under a parent (None: where it lies).

    What is called so already in the plan, in that place, is joined with it.
    """
    _settle(store, viewer, n, uid, lambda plan: plan.put(uid, name, under))


def join(store: Store, viewer: Viewer, n: int, uid: str, other: str) -> None:
    """Mean a coder's own code to be one with another, or with a code of the codebook (uids)."""
    with store.reading() as reader:
        latest = codebooks.codebook(reader, viewer)
    names = {code.uid: code.name for _, code in latest.walk()}

    def joined(plan: Plan) -> Plan:
        for entry in plan.entries:
            if other in entry.of:
                return plan.put(uid, entry.name, entry.under)
        if other in names:
            return plan.put(other, names[other]).put(uid, names[other])
        raise NotAsked("Keep the other code first, then join this one with it.")

    _settle(store, viewer, n, uid, joined)


def drop(store: Store, viewer: Viewer, n: int, uid: str) -> None:
    """Mean a coder's own code to be left out."""
    _settle(store, viewer, n, uid, lambda plan: plan.drop(uid))


def add_parent(store: Store, viewer: Viewer, n: int, name: str, under: str = "") -> None:
    """Mean the next version to have a new category, for codes to be put under.

    `under` is the name of its own parent, in the codebook or in the plan; empty: the top.
    """
    named = name.strip()
    if not named:
        raise NotAsked("Say what the new category is called.")
    _plan(store, viewer, n, lambda plan, _: plan.with_parent(named, under))


def drop_parent(store: Store, viewer: Viewer, n: int, name: str) -> None:
    """Mean the next version to have no such new category; refused while codes lie under it."""
    _plan(store, viewer, n, lambda plan, _: plan.without_parent(name.strip()))


def undecide(store: Store, viewer: Viewer, n: int, uid: str) -> None:
    """Say nothing of a coder's own code any more."""
    _settle(store, viewer, n, uid, lambda plan: plan.undecided(uid))


def _settle(store: Store, viewer: Viewer, n: int, uid: str, change: Callable[[Plan], Plan]) -> None:
    def settled(plan: Plan, own: Sequence[OwnCode]) -> Plan:
        if uid not in _uids(own):
            raise NotAsked("This is no coder's own code that waits for the team's word.")
        return change(plan)

    _plan(store, viewer, n, settled)


def _plan(
    store: Store, viewer: Viewer, n: int, change: Callable[[Plan, Sequence[OwnCode]], Plan]
) -> None:
    with store.writing(viewer) as writer:
        one = _revealed(writer, viewer, n)
        own = own_codes(writer, viewer, n)
        latest = codebooks.codebook(writer, viewer)
        plan = change(_draft(writer, viewer, one, own, latest) or Plan(), own)
        set_reconciling(writer, n, plan_value(plan, own, latest))
        writer.event("reconciling planned", {"round": n})


def _draft(
    reader: Reader, viewer: Viewer, one: Round, own: Sequence[OwnCode], latest: Codebook
) -> Plan | None:
    value = reconciling_of(reader, viewer, one.n)
    return None if value is None else plan_of(value, own, latest)


@contextmanager
def plans_follow(writer: Writer) -> Iterator[None]:
    """Let plans that are kept name coders as they are called at the end, not as before."""
    kept = {}
    for one in rounds.rounds(writer, NOBODY, progress=False):
        if (value := reconciling_of(writer, NOBODY, one.n)) is not None:
            own, latest = own_codes(writer, NOBODY, one.n), codebooks.codebook(writer, NOBODY)
            kept[one.n] = plan_of(value, own, latest), latest
    yield
    for n, (plan, latest) in kept.items():
        set_reconciling(writer, n, plan_value(plan, own_codes(writer, NOBODY, n), latest))


# ------------------------------------------------------------------ carrying it out


def carry_out(
    store: Store,
    viewer: Viewer,
    n: int | None = None,
    value: Mapping[str, Any] | None = None,
    reason: str = "",
    because_of: tuple[str, int] | None = None,
) -> Evolved:
    """Make the next version of the codebook by a plan (else by the one kept in the study)."""
    with store.writing(viewer) as writer:
        one, own, plan = _asked(writer, viewer, n, value)
        said = reason.strip() or f"Own codes of round {one.n} reconciled."
        cause = {"round": one.n, **cause_of(writer, viewer, because_of)}
        done = make_version(store, writer, _change(own, plan), "codes reconciled", said, cause)
        _answer(writer, viewer, one, plan, said, done.version)
        set_reconciling(writer, one.n, None)
    return done


def try_carrying_out(
    store: Store, viewer: Viewer, n: int | None = None, value: Mapping[str, Any] | None = None
) -> tuple[Trial, dict[str, int]]:
    """What a plan would do, and how many codings of each own code it would drop."""
    with store.reading() as reader:
        one, own, plan = _asked(reader, viewer, n, value)
        put = codings.codings(reader, viewer, one.n, proposed=True)
        times = Counter(coding.code for coding in put)
        dropped = {
            code.called: times[code.code.uid] for code in own if code.code.uid in plan.dropped
        }
        return trial_of(reader, viewer, _change(own, plan)), dropped


def _asked(
    reader: Reader, viewer: Viewer, n: int | None, value: Mapping[str, Any] | None
) -> tuple[Round, tuple[OwnCode, ...], Plan]:
    one = _revealed(reader, viewer, n)
    own = own_codes(reader, viewer, one.n)
    if not own:
        raise NotAsked(f"No coder's own code of round {one.n} waits to be reconciled.")
    latest = codebooks.codebook(reader, viewer)
    if value is not None and value.get("round") not in (None, one.n, str(one.n)):
        raise NotAsked(f"The plan is for round {value['round']}, not for round {one.n}.")
    found = _draft(reader, viewer, one, own, latest) if value is None else None
    plan = found if value is None else plan_of(value, own, latest)
    if plan is None:
        raise NotAsked(
            "There is no plan yet; write one with --plan FILE, or keep, join and drop the codes "
            "one by one."
        )
    refuse_unsettled(plan, own)
    return one, own, plan


def _change(own: Sequence[OwnCode], plan: Plan) -> Change:
    return lambda book: reconcile(book, own, plan, new_uid)


def _answer(
    writer: Writer, viewer: Viewer, one: Round, plan: Plan, reason: str, version: int
) -> None:
    for made in proposals(writer, viewer, one.n):
        if made.code and made.waits:
            dropped = made.code in plan.dropped
            set_answer(
                writer,
                made.uid,
                "declined" if dropped else "taken",
                reason,
                None if dropped else version,
            )


def called(store: Store, viewer: Viewer, n: int, name: str) -> str:
    """The uid of a coder's own code by what it is called: `ana > silence`, or the name alone."""
    with store.reading() as reader:
        return Finder(own_codes(reader, viewer, n), codebooks.codebook(reader, viewer)).own(name)


def called_any(store: Store, viewer: Viewer, n: int, name: str) -> str:
    """The uid of a coder's own code, else of a code of the latest codebook."""
    with store.reading() as reader:
        return Finder(own_codes(reader, viewer, n), codebooks.codebook(reader, viewer)).any(name)


def name_of(store: Store, viewer: Viewer, n: int, uid: str) -> str:
    """The name of a coder's own code."""
    with store.reading() as reader:
        return next(one.code.name for one in own_codes(reader, viewer, n) if one.code.uid == uid)
