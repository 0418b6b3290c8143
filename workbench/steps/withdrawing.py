"""Somebody withdraws: what they said, and all that was made of it, goes from a study for good.

First it is told what would go (`steps/withdrawal.py`), then it goes (`withdraw`): in one
transaction, by a program that is alone with the study, and then from its backups. What others
said and what was coded of it stays where it is, to the letter. A kill leaves the study as it was,
or done; backups that were not gone through yet are gone through by whoever opens the study next
(`settle`).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from workbench.coding.revision import OffsetMap
from workbench.errors import NotAsked, Stopped, StoppedLate
from workbench.privacy import withdrawing as rules
from workbench.privacy.names import Name
from workbench.revisions import Laid
from workbench.steps.keys import KeyFile, key_of
from workbench.steps.withdrawal import Withdrawing, withdrawal
from workbench.steps.withdrawing_theirs import How, Theirs, Who, theirs, who_is
from workbench.store import Reader, Store, Writer, backups
from workbench.store.reads import withdrawals as reads
from workbench.store.reads.withdrawals import Exported, Withdrawal
from workbench.store.rewriting import rewrite_backup
from workbench.store.writes import free_words, shares, texts
from workbench.store.writes import withdrawals as writes
from workbench.store.writes.withdrawn_acts import (
    Gone,
    forget_events,
    forget_undo,
    revised_in,
    told_of,
)
from workbench.terms import NOBODY, Span, Viewer
from workbench.watching import each, tell


class Withdrawn(NamedTuple):
    """A withdrawal that was done."""

    n: int
    held: Withdrawing
    rewritten: tuple[Path, ...]
    """Backups that hold nothing of theirs any more."""
    destroyed: tuple[Path, ...]
    """Backups that could not be read, and exports that were to go."""
    remaining: tuple[Path, ...]
    """Exports that still lie where they were written."""
    sealed: Path | None
    """The key, where it is sealed and nobody was asked to open it: their name stays in it."""
    nobodys: int
    """Entries of the key that are of no participant, such as e-mail addresses."""


# ------------------------------------------------------------------ done


def withdraw(
    store: Store,
    viewer: Viewer,
    name: str,
    how: How | None = None,
    keys: KeyFile | None = None,
) -> Withdrawn:
    """Withdraw a case: all that is theirs goes from the study, its backups and its key.

    NotAsked where the name may be a mere word and nothing was chosen about mentions; StudyBusy
    where somebody else has the study open; what `KeyFile.read` raises of the key beside the
    study: then nothing was changed.
    """
    chosen, key = how or How(), keys or key_of(store)
    settle(store)
    forget_withdrawn(store, key)
    held = withdrawal(store, viewer, name, chosen)
    if held.mentions and held.is_a_word and not chosen.mentions:
        raise NotAsked(
            f"“{name}” stands {len(held.mentions)} times in what others say, and is a word too, "
            "so that somebody has to say whether it goes: --mentions erase or --mentions keep."
        )
    try:
        with store.erasing(viewer) as writer:
            who = who_is(writer, name)
            rows = writes.rows_of(writer, who.id)
            tell("Taking out what is theirs")
            _erase(writer, theirs(writer, who, chosen), chosen)
            n = writes.put_withdrawal(writer, who.uid, who.name, rows, chosen._asdict())
    except StoppedLate as stopped:
        _exports(held.exports, destroy=chosen.exports)
        raise _late(name) from stopped
    gone, remaining = _exports(held.exports, destroy=chosen.exports)
    try:
        forgotten = forget_withdrawn(store, key)
        rewritten, destroyed = settle(store)
    except (Stopped, KeyboardInterrupt) as stopped:
        raise _late(name) from stopped
    sealed, nobodys = (None, _nobodys(key)) if forgotten else (key.path, 0)
    return Withdrawn(n, held, rewritten, (*destroyed, *gone), remaining, sealed, nobodys)


def _late(name: str) -> StoppedLate:
    return StoppedLate(
        f"Stopped: “{name}” withdrew, but backups and unused parts of the file may still hold what "
        "was theirs; opening the study once more goes on with that."
    )


def _nobodys(key: KeyFile) -> int:
    return sum(not one.case for one in key.read().names)


def _erase(writer: Writer, them: Theirs, how: How) -> None:
    """Take out of a study what is theirs, within a transaction."""
    held = {whose for id_ in them.ids for whose in shares.held_shares(writer, id_)}
    units = writes.units_of(writer, them.turns)
    measured = reads.measured(writer, NOBODY, them.turns)
    told = list(_events(writer, them))
    _blank(writer, them)
    _forget_work(writer, them, units)
    forget_events(writer, told, units)
    writes.forget_case(writer, them.who.id)
    _forget_measured(writer, them, measured, how)
    writes.mark_turns(writer, them.turns)
    writes.forget_sources(writer, them.ids)
    _rename(writer, them)
    shares.hold_anew(writer, sorted(held))


def _blank(writer: Writer, them: Theirs) -> None:
    for one in them.documents:
        blanks = them.blanks(one)
        if blanks:
            old = Laid(one.id, one.name, one.text, (), (), ())
            changes = [[blank.start, blank.stop, blank.stop - blank.start] for blank in blanks]
            texts.put_alike(writer, old, rules.blanked(one.text, blanks), changes)


def _forget_work(writer: Writer, them: Theirs, units: Sequence[writes.Unit]) -> None:
    written = list(free_words.written(writer))
    scrub = them.scrub(text for one in written for text in rules.texts_in(one.value))
    targets = writes.memo_targets(writer, units)
    about = frozenset({writes.Target("case", them.who.uid, None)})
    codings = writes.forget_codings(writer, them.ids, them.holds)
    writes.forget_judgements(writer, units)
    writes.forget_memos(writer, targets | about)
    cells = writes.cells_of(writer, them.who.uid, units)
    writes.forget_cells(writer, cells)
    ids = frozenset(one.id for one in units)

    def is_told(value: object) -> bool:
        return bool(scrub.value(value) != value)

    gone = Gone(them.ids, ids, codings, targets | about, them.holds, is_told, cells)
    forget_undo(writer, gone)
    for one in free_words.written(writer):
        value = scrub.value(one.value)
        if value != one.value:
            free_words.rewrite(writer, one, value)


def _events(reader: Reader, them: Theirs) -> Iterator[int]:
    """The numbers of events that tell of their turns; those have offsets of their own time."""
    changes = {
        id_: [(n, OffsetMap.of(there).stretch) for n, there in revised_in(reader, id_)]
        for id_ in them.ids
    }
    for told in told_of(reader, them.ids):
        since = (there for n, there in changes[told.document_id] if n > told.n)
        span = rules.through(Span(told.start, told.stop), since)
        if them.holds(told.document_id, *span):
            yield told.n


def _forget_measured(
    writer: Writer, them: Theirs, measured: dict[int, tuple[int, int]], how: How
) -> None:
    found = rules.pattern(them.names)

    def is_told(value: object) -> bool:
        return found is not None and any(found.search(text) for text in rules.texts_in(value))

    writes.forget_results(writer, measured if how.agreement == "anew" else (), is_told)
    writes.note_on_results(writer, {n: units for n, (_, units) in measured.items()})


def _rename(writer: Writer, them: Theirs) -> None:
    """A document whose name tells who they are, or that is all theirs, has another name."""
    taken = {one.name for one in them.documents}
    names = [re.escape(name) for name in them.names]
    found = re.compile(rf"(?<![^\W_])(?:{'|'.join(names)})(?![^\W_])", re.IGNORECASE)
    renamed = {}
    for one in them.documents:
        if found.search(one.name) or (one.is_whole and one.question is None):
            name = next(name for n in count(1) if (name := f"withdrawn {n}") not in taken)
            taken.add(name)
            renamed[one.name] = name
    writes.rename_documents(writer, renamed)


# ------------------------------------------------------------------ copies


def settle(store: Store) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Take what was withdrawn out of backups from before, where that is still to be done.

    The backups that were rewritten, and those that were destroyed because they are damaged.
    """
    if all(one.settled for one in withdrawn(store)):
        return (), ()
    forget_withdrawn(store, key_of(store))
    gone = withdrawn(store)
    backups.tidy(store.path)
    rewritten, destroyed = [], []
    for one in each("Taking who withdrew out of backups", backups.backups(store.path)):
        if rewrite_backup(one.path, lambda copy: withdraw_again(copy, gone)):
            rewritten.append(one.path)
        else:
            backups.destroy_backup(one.path)
            destroyed.append(one.path)
    with store.writing() as writer:
        writes.settle(writer)
    return tuple(rewritten), tuple(destroyed)


def forget_withdrawn(store: Store, keys: KeyFile) -> bool:
    """Take whoever withdrew out of the key; False where it is sealed and nobody can be asked."""
    if keys.is_sealed and keys.passphrase is None:
        return False
    gone, known = withdrawn(store), keys.read()
    named = {w.n: [one for one in known.names if _is_theirs(one, w)] for w in gone}
    dropped = {one for names in named.values() for one in names}
    if dropped:
        with store.writing() as writer:
            for one in gone:
                writes.know_by(writer, one, [name.original for name in named[one.n]])
        keys.write(known.without(lambda one: one in dropped))
    return True


def _is_theirs(name: Name, one: Withdrawal) -> bool:
    """Whether a name of the key is theirs: by the case, else by what stands for it."""
    return one.is_of(name.case) if name.case else one.is_called(name.label)


def withdraw_again(store: Store, gone: Sequence[Withdrawal]) -> int:
    """Withdraw in an older copy of a study whoever withdrew since; how many those are."""
    with store.reading() as reader:
        there = reads.case_uids(reader, NOBODY)
    again = [(Who(*who), one) for who in there for one in gone if one.is_of(who[1])]
    if again:
        with store.erasing() as writer:
            for who, one in again:
                how = _how(one.how)
                _erase(writer, theirs(writer, who, how), how)
    with store.writing() as writer:
        for one in gone:
            writes.put_known(writer, {**one._asdict(), "settled": True})
    return len(again)


def _how(kept: Mapping[str, Any]) -> How:
    return How(kept["agreement"], kept["mentions"])


def withdrawn(store: Store) -> tuple[Withdrawal, ...]:
    """Everybody who withdrew, by the hashes that are kept of them."""
    with store.reading() as reader:
        return reads.withdrawals(reader, NOBODY)


def _exports(
    found: Sequence[Exported], *, destroy: bool
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Files that were written before: those that were destroyed, and those that are still there."""
    gone: list[Path] = []
    remaining: list[Path] = []
    for path in dict.fromkeys(Path(one.file) for one in found if is_there(one)):
        (gone if destroy and _is_removed(path) else remaining).append(path)
    return tuple(gone), tuple(remaining)


def is_there(one: Exported) -> bool:
    """Whether a file lies where it was written, as it was written."""
    with contextlib.suppress(OSError):
        return hashlib.sha256(Path(one.file).read_bytes()).hexdigest() == one.sha256
    return False


def _is_removed(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.unlink()
        path.with_name(f"{path.name}.about.txt").unlink(missing_ok=True)
        return True
    return False
