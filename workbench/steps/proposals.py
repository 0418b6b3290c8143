"""What coders propose while a round is open, and what the team makes of it after reveal.

A new code applies at once and for its coder alone: nobody else sees it, and agreement leaves it
out. A change waits. The team takes or declines each with a reason; what is taken makes the next
version of the codebook, and codings with a taken code are then codings of that code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from workbench.coding.codes import find_code
from workbench.coding.evolution import NO_RULES, Rules
from workbench.coding.proposals import changed, in_words, refuse_unless_new
from workbench.coding.reconciling import Plan, leave_out, reconcile
from workbench.errors import Blind, NameUnknown, NotAsked, NotDue
from workbench.ideas import Proposal, ProposalKind, Said
from workbench.steps.books import book_of, own_codes, with_own
from workbench.steps.evolution import (
    Change,
    Evolved,
    Trial,
    cause_of,
    chained,
    make_version,
    refuse_unless_unit,
    trial_of,
    wrapped,
)
from workbench.store import Reader, Store, Writer, new_uid
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.blindness import REVEALED
from workbench.store.reads.proposals import proposals
from workbench.store.reads.rounds import round_row
from workbench.store.writes import acts
from workbench.store.writes.acts import Act, Worded
from workbench.store.writes.proposals import Made, add_proposal, set_answer, set_said
from workbench.store.writes.shares import Whose, refuse_out
from workbench.terms import NOBODY, Codebook, Round, Viewer


class Wish(NamedTuple):
    """What is proposed, codes by their names in the coder's own codebook."""

    kind: ProposalKind = "add"
    codes: tuple[str, ...] = ()
    """The codes it is about; none for a new one."""
    name: str = ""
    parts: tuple[str, ...] = ()
    under: str = ""
    rules: Rules = NO_RULES
    reason: str = ""
    because_of: tuple[str, int] | None = None
    """Document and position of the unit that caused it."""


def propose(store: Store, viewer: Viewer, n: int | None, wish: Wish) -> Made:
    """Propose a new code or a change, in an open round that the viewer codes in.

    A new code can be put on units at once (`steps.code.toggle`, by its uid). In an explore
    round it needs no reason.
    """
    with store.writing(viewer) as writer:
        one = _open_round(writer, viewer, n)
        said = _said(writer, viewer, one, wish)
        _refuse_unsound(writer, viewer, one, wish.kind, said)
        row, who = round_row(writer, one.n), int(writer.who or 0)
        made = add_proposal(writer, row.id, who, wish.kind, said)
        what = "code proposed" if made.code else "change proposed"
        _remember(writer, one, what, Worded(made.uid, None, said.value()))
    return made


def reword(
    store: Store,
    viewer: Viewer,
    called: str,
    *,
    name: str | None = None,
    under: str | None = None,
    rules: Rules = NO_RULES,
    reason: str | None = None,
) -> None:
    """Change the viewer's own proposal while its round is open: its name, place, rules, reason.

    `called` is its uid, the beginning of one, or its code's name; `under` empty: the top.
    """
    with store.writing(viewer) as writer:
        made = _own(writer, viewer, called)
        one = _open_round(writer, viewer, made.n)
        said = made.said if name is None else replace(made.said, name=name)
        if under is not None:
            said = replace(said, under=_uid(writer, viewer, one, under) if under else "")
        said = replace(said, rules={**made.said.rules, **_plain(rules)})
        if reason is not None:
            said = replace(said, reason=reason.strip())
        if made.kind != "add" and said.name != made.said.name and made.kind != "rename":
            raise NotAsked("Only a new code or a renaming has a name that can be changed.")
        _refuse_unsound(writer, viewer, one, made.kind, said, instead_of=made.code)
        _set(writer, one, "proposal reworded", made, said)


def withdraw(store: Store, viewer: Viewer, called: str) -> None:
    """Take back the viewer's own proposal; refused while codings rest on its code."""
    with store.writing(viewer) as writer:
        made = _own(writer, viewer, called)
        one = _open_round(writer, viewer, made.n)
        _set(writer, one, "proposal withdrawn", made, None)


def _set(writer: Writer, one: Round, what: str, made: Proposal, said: Said | None) -> None:
    before = set_said(writer, made.uid, said)
    after = None if said is None else said.value()
    if before != after:
        _remember(writer, one, what, Worded(made.uid, before, after))


def _remember(writer: Writer, one: Round, what: str, worded: Worded) -> None:
    round_id = round_row(writer, one.n).id
    event = writer.event(what, {"proposal": worded.uid}, round_id, writer.who)
    acts.remember(writer, event, Act(what, one.state, worded=worded), round_id)


def _open_round(writer: Writer, viewer: Viewer, n: int | None) -> Round:
    if viewer.coder is None:
        raise NotAsked("A proposal needs a name; say whose it is with --as NAME.")
    one = rounds.round_of(writer, viewer, n, progress=False)
    if one.state != "open":
        raise NotDue(
            f"Round {one.n} is {one.state}; coders propose while it is open. To change the "
            "codebook now: workbench codebook STUDY add, rename, merge, …"
        )
    if viewer.coder not in one.coders:
        raise NotAsked(f"{viewer.coder} does not code in round {one.n}, so cannot propose in it.")
    refuse_out(writer, Whose(one.n, round_row(writer, one.n).id, int(writer.who or 0)))
    return one


def _said(writer: Writer, viewer: Viewer, one: Round, wish: Wish) -> Said:
    about = tuple(_uid(writer, viewer, one, name) for name in wish.codes)
    document, unit = wish.because_of or ("", 0)
    return Said(
        codes=about,
        name=wish.name,
        parts=wish.parts,
        under=_uid(writer, viewer, one, wish.under) if wish.under else "",
        rules=_plain(wish.rules),
        reason=wish.reason.strip(),
        document=_document(writer, viewer, document, unit, one.unit) if document else "",
        unit=unit,
    )


def _document(writer: Writer, viewer: Viewer, name: str, unit: int, cut: str) -> str:
    """The uid of a document, which must have that unit."""
    refuse_unless_unit(writer, viewer, name, unit, cut)
    return next(u for u, n in documents.names_by_uid(writer, viewer).items() if n == name)


def _uid(writer: Writer, viewer: Viewer, one: Round, name: str) -> str:
    return find_code(book_of(writer, viewer, one.n, viewer.coder), name).uid


def _plain(rules: Rules) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in rules.given().items()
    }


def _refuse_unsound(
    writer: Writer,
    viewer: Viewer,
    one: Round,
    kind: ProposalKind,
    said: Said,
    instead_of: str = "",
) -> None:
    """Raise unless it could be done to the codebook of the round as it is."""
    if kind == "add":
        others = book_of(writer, viewer, one.n, viewer.coder)
        refuse_unless_new(_without(others, instead_of), said)
    if not said.reason and one.purpose != "explore":
        raise NotAsked("Say why, with --reason TEXT; the team reads it after reveal.")
    if kind != "add":
        book = codebooks.codebook(writer, viewer, one.version)
        changed(book, Proposal("", one.n, viewer.coder or "", kind, "", said))


def _without(book: Codebook, uid: str) -> Codebook:
    return replace(book, codes=leave_out(book.codes, uid)) if uid else book


# ------------------------------------------------------------------ listing


class Listed(NamedTuple):
    """A proposal as people read it."""

    proposal: str
    """Its uid."""
    n: int
    coder: str
    kind: str
    what: str
    """In words."""
    reason: str
    because_of: tuple[str, int] | None
    codings: int
    """With the new code, as far as the viewer may see them."""
    outcome: str
    answer: str
    version: int | None


def listed(store: Store, viewer: Viewer, n: int | None = None) -> list[Listed]:
    """The proposals that the viewer may see: of a round, or of all."""
    with store.reading() as reader:
        names = documents.names_by_uid(reader, viewer)
        return [
            _told(reader, viewer, one, made, names)
            for one in rounds.rounds(reader, viewer)
            if n in (None, one.n)
            for made in proposals(reader, viewer, one.n)
        ]


def _told(
    reader: Reader, viewer: Viewer, one: Round, made: Proposal, names: dict[str, str]
) -> Listed:
    book = with_own(reader, viewer, one, [made.coder])
    put = codings.codings(reader, viewer, one.n, proposed=True) if made.code else ()
    said = made.said
    return Listed(
        made.uid,
        made.n,
        made.coder,
        made.kind,
        in_words(made, book),
        said.reason,
        (names[said.document], said.unit) if said.document in names else None,
        sum(coding.code == made.code for coding in put),
        made.outcome,
        made.answer,
        made.version,
    )


# ------------------------------------------------------------------ the team answers


def take(
    store: Store,
    viewer: Viewer,
    called: Sequence[str],
    reason: str,
    because_of: tuple[str, int] | None = None,
) -> Evolved:
    """Take proposals of revealed rounds into the next version of the codebook, in one act."""
    if not reason.strip():
        raise NotAsked("Say why, with --reason TEXT; it is kept in the history.")
    with store.writing(viewer) as writer:
        made = _waiting(writer, viewer, called)
        change, cause = _change(writer, made), cause_of(writer, viewer, because_of)
        done = make_version(store, writer, change, "proposals taken", reason, cause)
        for one in made:
            set_answer(writer, one.uid, "taken", reason.strip(), done.version)
    return done


def try_taking(store: Store, viewer: Viewer, called: Sequence[str]) -> Trial:
    """What taking proposals would change; nothing is written."""
    with store.reading() as reader:
        change = _change(reader, _waiting(reader, viewer, called))
        return trial_of(reader, viewer, change)


def decline(store: Store, viewer: Viewer, called: Sequence[str], reason: str) -> int:
    """Decline proposals of revealed rounds, with a reason; how many."""
    if not reason.strip():
        raise NotAsked("Say why, with --reason TEXT; its coder wants to know.")
    with store.writing(viewer) as writer:
        made = _waiting(writer, viewer, called)
        for one in made:
            set_answer(writer, one.uid, "declined", reason.strip(), None)
            writer.event("proposal declined", {"proposal": one.uid})
    return len(made)


def _change(reader: Reader, made: Sequence[Proposal]) -> Change:
    """New codes first, so that changes find them."""
    steps: list[Change] = []
    adding = [one for one in made if one.code]
    if adding:
        own = [
            code
            for n in dict.fromkeys(one.n for one in adding)
            for code in own_codes(reader, NOBODY, n)
            if code.code.uid in {one.code for one in adding}
        ]
        plan = Plan()
        for code in own:
            plan = plan.put(code.code.uid, code.code.name)
        steps.append(lambda book: reconcile(book, own, plan, new_uid))
    steps += [wrapped(partial(changed, proposal=one)) for one in made if not one.code]
    return chained(steps)


def _waiting(reader: Reader, viewer: Viewer, called: Sequence[str]) -> list[Proposal]:
    made = [_find(proposals(reader, viewer), name) for name in dict.fromkeys(called)]
    states = {one.n: one.state for one in rounds.rounds(reader, viewer)}
    for one in made:
        if states[one.n] not in REVEALED:
            raise Blind(f"Round {one.n} is {states[one.n]}; the team answers once it is revealed.")
        if not one.waits:
            raise NotDue(f"This proposal was {one.outcome} already: {one.answer}")
    if not made:
        raise NotAsked("Name the proposals; see: workbench codebook STUDY proposals")
    return made


def _own(writer: Writer, viewer: Viewer, called: str) -> Proposal:
    return _find(
        [made for made in proposals(writer, viewer) if made.coder == viewer.coder and made.waits],
        called,
    )


_SHORTEST = 4


def _find(among: Sequence[Proposal], called: str) -> Proposal:
    """A proposal by its uid, the beginning of one, or the name of its new code."""
    wanted = called.strip()
    by_uid = [
        one for one in among if len(wanted) >= _SHORTEST and one.uid.startswith(wanted.lower())
    ]
    by_name = [
        one
        for one in among
        if one.code and wanted in (one.said.name, f"{one.coder} > {one.said.name}")
    ]
    found = by_uid or [one for one in by_name if one.waits] or by_name
    if len(found) > 1:
        which = ", ".join(f"{one.uid[:8]} ({one.coder})" for one in found)
        raise NotAsked(f"“{called}” may mean {which}; write the one you mean.")
    if not found:
        raise NameUnknown(
            f"There is no proposal “{called}”; see: workbench codebook STUDY proposals"
        )
    return found[0]
