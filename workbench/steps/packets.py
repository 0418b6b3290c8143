"""The packet: one coder's share of a round, out to another machine and back.

A packet is a study of its own, with one coder, one round and nothing of anyone else. While it is
out, the share is only read at home. It may come back as often as its coder likes, in any order:
a later state takes the place of an earlier one, and an earlier one changes nothing. Two things
are never decided in silence, because somebody's work would be lost: a packet that was worked on
in two copies, and a share that was coded at home as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from workbench.errors import NotAsked, NotDue
from workbench.shares import Returned, ShareForm
from workbench.steps.backup import backup_before
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.steps.packet_files import put_new, read_back, refuse_existing
from workbench.steps.sheets import sheet_bytes
from workbench.steps.taking import Line, Standing, lay_beside
from workbench.store import Reader, Store, Writer
from workbench.store.discussion import round_here
from workbench.store.packet import packet_bytes
from workbench.store.reads import rounds
from workbench.store.reads.shares import share_here
from workbench.store.seal import seal
from workbench.store.writes import shares
from workbench.store.writes.shares import Whose
from workbench.terms import NOBODY, Viewer


class Receipt(NamedTuple):
    """What came in, or would."""

    n: int
    coder: str
    standing: Standing
    taken: bool
    documents: tuple[Line, ...]
    memos: int | None
    """New, changed or removed memos; None for anyone but their author, for the round is blind."""
    proposals: int | None = None
    """The same of proposals for the codebook."""
    withdrawn: int = 0
    """What was left out because somebody withdrew since: codings, no-codes and memos."""
    unread: tuple[str, ...] = ()
    """Columns of a coding sheet that somebody added and filled in; they are left out."""


# ------------------------------------------------------------------ out


def make(
    store: Store,
    viewer: Viewer,
    n: int | None,
    coder: str,
    path: Path,
    passphrase: str | None,
    leave: Leave = STRICT,
) -> int:
    """Write a coder's share of an open round (the latest) to a file; the round's number.

    It is sealed unless there is no passphrase; a file that ends in `.xlsx` is a coding sheet,
    which is never sealed. From then on the share is only read here. While it is out, the same
    packet can be written again, if it got lost. No file is written over.
    """
    refuse_existing(path)
    with store.rehearsing(viewer) as writer:
        number = _leaving(writer, n, coder).n
    with leaving(store, viewer, "packet", path, leave, _documents(store, number)):
        with store.writing(viewer) as writer:
            whose = _leaving(writer, number, coder)
            if is_sheet(path):
                content = _sheet(writer, whose, passphrase)
            else:
                packet = _check_out(writer, whose, "packet")
                content = packet_bytes(writer, whose, packet, store.path.absolute().parent)
                content = content if passphrase is None else seal(content, passphrase)
        # After the transaction: of a share that is out without a file the packet is written
        # again, but one that is not out, with a file somewhere, would be coded in two places.
        put_new(path, content)
    return number


def _documents(store: Store, n: int) -> tuple[str, ...]:
    with store.reading() as reader:
        return rounds.round_of(reader, NOBODY, n).documents


def is_sheet(path: Path) -> bool:
    """Whether a file's name asks for a coding sheet."""
    return path.suffix.lower() == ".xlsx"


def _sheet(writer: Writer, whose: Whose, passphrase: str | None) -> bytes:
    if passphrase is not None:
        raise NotAsked(
            "A coding sheet cannot be sealed; leave the passphrase out, or make a packet."
        )
    return sheet_bytes(writer, whose, _check_out(writer, whose, "sheet"))


def call_in(store: Store, viewer: Viewer, n: int | None, coder: str) -> int:
    """Work here again on a share whose packet does not come back; the round's number."""
    with store.writing(viewer) as writer:
        whose = shares.whose_share(writer, _number(writer, n), coder)
        row = shares.share_row(writer, whose)
        if row is None or not row.out:
            raise NotDue(f"{coder}'s share of round {whose.n} is here; there is none to call in.")
        shares.call_in(writer, whose, row.packet)
    return whose.n


def _number(reader: Reader, n: int | None) -> int:
    return int(rounds.round_row(reader, n).n)


def _leaving(writer: Writer, n: int | None, coder: str) -> Whose:
    refuse_packet(writer)
    whose = shares.whose_share(writer, _number(writer, n), coder)
    state = rounds.round_row(writer, whose.n).state
    if state != "open":
        raise NotDue(f"Round {whose.n} is {state}; packets are made while it is open.")
    return whose


def refuse_packet(writer: Writer) -> None:
    """Raise NotAsked where this study is a packet itself."""
    if share_here(writer, NOBODY) is not None or round_here(writer) is not None:
        raise NotAsked("This is a packet itself; make packets from the study it came from.")


def _check_out(writer: Writer, whose: Whose, form: ShareForm) -> str:
    row = shares.share_row(writer, whose)
    if row is None or not row.out:
        return shares.check_out(writer, whose, form, shares.judged(writer, whose).digest())
    if row.form != form:
        raise NotDue(f"This share is out as a {row.form} already; take that back, or call it in.")
    return str(row.packet)


# ------------------------------------------------------------------ back


def take(
    store: Store,
    viewer: Viewer,
    path: Path,
    passphrase: str | None = None,
    *,
    dry_run: bool = False,
    replace: bool = False,
) -> Receipt:
    """Bring a coder's packet home: codings, no-codes, memos, finished marks; all or nothing.

    `replace` takes also what is otherwise left or refused: an earlier packet, one of two copies,
    or one whose share was coded here as well; the packet then wins. `dry_run` only tells.
    """
    found = read_back(path, passphrase, store.path.absolute().parent)
    if not isinstance(found, Returned):
        raise NotAsked(f"{path.name} is a packet to talk about a round, not a coder's share.")
    return take_share(store, viewer, found, path.name, dry_run=dry_run, replace=replace)


def take_share(
    store: Store, viewer: Viewer, found: Returned, name: str, *, dry_run: bool, replace: bool
) -> Receipt:
    """The same with a packet or sheet that was read already; `name` serves for messages."""
    with store.writing(viewer) as writer:
        back = lay_beside(writer, found, name)
        standing = back.standing()
        taken = not dry_run and (standing == "later" or (replace and standing != "same"))
        if not (taken or dry_run):
            _refuse_conflict(standing, found, name)
        told = viewer.coder == back.coder
        noted = (back.memos(), back.proposals()) if told else (None, None)
        said = (back.lines(), *noted, back.withdrawn, found.unread)
        receipt = Receipt(found.n, back.coder, standing, taken, *said)
        if taken:
            backup_before(store, "merge")
            back.put()
    return receipt


def _refuse_conflict(standing: Standing, found: Returned, name: str) -> None:
    if standing == "coded here":
        raise NotAsked(
            f"{found.coder_name}'s share was also coded here since {name} was made or last taken, "
            "so one would undo the other; see take --dry-run, and with --replace the packet wins."
        )
    if standing == "forked":
        raise NotAsked(
            f"{name} is one of two copies that were both worked on, and the other was taken; see "
            "take --dry-run, and with --replace this one wins."
        )
