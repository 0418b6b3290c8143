"""Rounds from draft to adjudicated; each step is an event, refused with a reason when not due."""

from __future__ import annotations

from workbench.coding.states import refuse_outdated, refuse_unless_due, refuse_unless_sound
from workbench.errors import NotAsked, NotDue
from workbench.steps.coded import count_undecided
from workbench.steps.sampling import Look, look
from workbench.steps.start import copy_decisions, copy_own_codings, refuse_without_decisions
from workbench.store import Reader, Store, Writer
from workbench.store.reads import codebooks, documents
from workbench.store.reads import rounds as reads
from workbench.store.reads import shares as share_reads
from workbench.store.writes import rounds as writes
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.memos import put_memo
from workbench.terms import NOBODY, Codebook, Round, RoundPlan, Viewer


def draft_round(store: Store, viewer: Viewer, plan: RoundPlan, *, open_it: bool = False) -> int:
    """Draft a round, and open it at once if asked; its number."""
    with store.writing(viewer) as writer:
        _refuse_packet(writer)
        n = _draft(writer, plan)
        if open_it:
            _open(writer, n)
    return n


def look_at_round(store: Store, viewer: Viewer, plan: RoundPlan) -> Look:  # noqa: ARG001 all may
    """What a round would judge, its sample drawn; nothing is written."""
    with store.reading() as reader:
        return look(reader, plan, _documents(reader, plan))


def open_round(
    store: Store, viewer: Viewer, n: int | None = None, outdated: str | None = None
) -> int:
    """Open a drafted round: units lock, coding begins, blind; its number.

    Where codes of its version are gone from the codebook since, it needs a reason, `outdated`.
    """
    with store.writing(viewer) as writer:
        _refuse_packet(writer)
        one = reads.round_of(writer, NOBODY, n)
        gone = _gone(writer, one) if one.state == "draft" else ()
        refuse_outdated(one, gone, outdated or "")
        event = _open(writer, one.n)
        if gone and outdated:
            put_memo(writer, "event", str(event), outdated, None)
    return one.n


def _refuse_packet(writer: Writer) -> None:
    if share_reads.packet_kind(writer, NOBODY):
        raise NotAsked(
            "This is a packet; its round is opened, closed and revealed in the study it came from."
        )


def _gone(writer: Writer, one: Round) -> tuple[str, ...]:
    """Names of the round's codes that the latest codebook has no more."""
    now = {code.uid for _, code in codebooks.codebook(writer, NOBODY).walk()}
    its = codebooks.codebook(writer, NOBODY, one.version)
    return tuple(code.name for _, code in its.walk() if code.uid not in now)


def close_round(
    store: Store, viewer: Viewer, n: int | None = None, unfinished: str | None = None
) -> int:
    """Close a round that all have finished, or, with a reason, one that some have not."""
    with store.writing(viewer) as writer:
        _refuse_packet(writer)
        one = reads.round_of(writer, NOBODY, n)
        refuse_unless_due(one, "closed", reason=unfinished or "")
        _refuse_out(writer, one.n, unfinished)
        event = writes.set_state(writer, one.n, "closed")
        if unfinished:
            put_memo(writer, "event", str(event), unfinished, None)
    return one.n


def _refuse_out(writer: Writer, n: int, unfinished: str | None) -> None:
    out = [share.coder for share in share_reads.shares(writer, NOBODY, n) if share.out]
    if out and not unfinished:
        raise NotDue(
            f"Round {n} has shares on other machines ({', '.join(out)}), and a closed round takes "
            "none back; take them, call them in, or give a reason to close without them."
        )


def reveal_round(store: Store, viewer: Viewer, n: int | None = None) -> int:
    """Show everybody what all have coded in a closed round; its number."""
    with store.writing(viewer) as writer:
        _refuse_packet(writer)
        one = reads.round_of(writer, NOBODY, n)
        refuse_unless_due(one, "revealed")
        writes.set_state(writer, one.n, "revealed")
    return one.n


def adjudicate_round(
    store: Store, viewer: Viewer, n: int | None = None, undecided: str | None = None
) -> int:
    """Declare a round's disagreements settled, or, with a reason, some of them left; its number."""
    with store.writing(viewer) as writer:
        _refuse_packet(writer)
        one = reads.round_of(writer, NOBODY, n)
        left = count_undecided(writer, NOBODY, one) if one.state == "revealed" else 0
        refuse_unless_due(one, "adjudicated", reason=undecided or "", undecided=left)
        event = writes.set_state(writer, one.n, "adjudicated")
        if left and undecided:
            put_memo(writer, "event", str(event), undecided, None)
    return one.n


def _draft(writer: Writer, plan: RoundPlan) -> int:
    names = _documents(writer, plan)
    if plan.purpose == "explore" and not codebooks.versions(writer, NOBODY):
        add_version(writer, Codebook(1, ()), {})  # inductive work begins without codes
    version = codebooks.codebook(writer, NOBODY, plan.version).version
    if not plan.coders:
        raise NotAsked("A round needs coders; name each with --coder NAME.")
    refuse_unless_sound(plan.purpose, plan.start_from, plan.coders)
    if plan.start_from == "decisions":
        refuse_without_decisions(writer, names)
    units = look(writer, plan, names).documents if plan.sample else dict.fromkeys(names)
    n = writes.add_round(
        writer,
        plan.purpose,
        version,
        plan.unit,
        plan.roles,
        plan.start_from,
        list(units),
        plan.sample,
    )
    for name in dict.fromkeys(plan.coders):
        for document, drawn in units.items():
            writes.assign(writer, n, name, document, drawn)
    _refuse_idle(writer, n)
    return n


def _refuse_idle(writer: Writer, n: int) -> None:
    """Refuse a round that judges nothing in one of its documents."""
    one = reads.round_of(writer, NOBODY, n)
    idle = [name for name in one.documents if not reads.judged_units(writer, NOBODY, n, name)]
    if idle:
        raise NotDue(
            f"The round would judge nothing in “{idle[0]}”: no turn there has the role "
            f"{' or '.join(one.roles) or 'asked for'}; leave it out, or give its speakers their "
            "role: workbench cases STUDY load FILE"
        )


def _documents(reader: Reader, plan: RoundPlan) -> list[str]:
    if not plan.unit:
        raise NotAsked("Say what coders judge, with --unit turn, sentence, paragraph or whole.")
    if plan.documents:
        return list(dict.fromkeys(plan.documents))
    cut = [
        document.name
        for document in documents.documents(reader, NOBODY)
        if any(row.name == plan.unit for row in documents.unit_sets(reader, document.name))
    ]
    if not cut:
        raise NotAsked(
            f"No document is cut into units of “{plan.unit}”; "
            f"first: workbench segment STUDY --unit {plan.unit}"
        )
    names = [name for name in cut if _speaks(reader, name, plan.roles)]
    if not names:
        raise NotAsked(
            f"Nobody speaks as {' or '.join(plan.roles)} in the documents cut into units of "
            f"“{plan.unit}”; see: workbench cases STUDY"
        )
    return names


def _speaks(reader: Reader, document: str, roles: tuple[str, ...]) -> bool:
    """Whether anybody of these roles has a turn in a document; of no roles, whoever has one."""
    turns = documents.turns(reader, NOBODY, document)
    return any(not roles or turn.role in roles for turn in turns)


def _open(writer: Writer, n: int) -> int:
    """Open a round; the number of its event."""
    one = reads.round_of(writer, NOBODY, n)
    refuse_unless_due(one, "open")
    _refuse_idle(writer, n)
    writes.lock_units(writer, n)
    event = writes.set_state(writer, n, "open")
    if one.start_from == "own":
        copy_own_codings(writer, n)
    if one.start_from == "decisions":
        copy_decisions(writer, n)
    return event
