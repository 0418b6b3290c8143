"""A revealed round goes out to be talked about, and what was decided there comes back.

Such a packet holds what all coders of the round did, the queue of their disagreements and the
decisions so far, so that two people on the phone see the same. It checks nothing out: people may
decide here, there and in several copies at once. Unit by unit, the copy that has been where the
other stands is the later and wins (`coding/copies.py`); what was decided differently in two
places is listed and waits for somebody to say which stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from workbench.coding.copies import compared
from workbench.coding.decisions import sound
from workbench.coding.spoken import short_names
from workbench.errors import FileFault, NotAsked, WorkbenchError
from workbench.shares import Compared, Past, ReturnedDocument
from workbench.steps.backup import backup_before
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.steps.memo import Called
from workbench.steps.older_texts import document_today, target_today, todays_names
from workbench.steps.packet_files import put_new, read_back, refuse_existing
from workbench.steps.packets import Receipt, is_sheet, refuse_packet, take_share
from workbench.steps.taking import (
    cut_otherwise,
    refuse_other_study,
    refuse_other_texts,
    refuse_other_version,
)
from workbench.steps.withdrawn_copies import withdrawn_units
from workbench.store import Store, Writer, new_uid
from workbench.store.discussion import (
    Discussed,
    Wording,
    decisions_of,
    discussion_bytes,
    documents_of,
    memos_of,
    people_of,
)
from workbench.store.packet import home_of
from workbench.store.reads import codebooks, documents, rounds
from workbench.store.seal import seal
from workbench.store.writes import decisions, memos
from workbench.store.writes.decisions import Source
from workbench.store.writes.memos import Whom
from workbench.store.writes.wordings import AboutMemo, put_past
from workbench.terms import NOBODY, Codebook, Decision, Memo, Viewer


def make_discussion(
    store: Store,
    viewer: Viewer,
    n: int | None,
    path: Path,
    passphrase: str | None,
    leave: Leave = STRICT,
) -> int:
    """Write a revealed round (the latest) to a file to talk about; the round's number.

    It is sealed unless there is no passphrase. No file is written over.
    """
    refuse_existing(path)
    if is_sheet(path):
        raise NotAsked("A round is talked about in a packet; name a file that is no sheet.")
    with store.reading() as reader:
        there = rounds.round_of(reader, NOBODY, n).documents
    with leaving(store, viewer, "discussion", path, leave, there):
        with store.writing(viewer) as writer:
            refuse_packet(writer)
            row = rounds.round_row(writer, n)
            decisions.refuse_unless_revealed(row)
            packet = new_uid()
            writer.event("packet made", {"round": row.n, "packet": packet, "discuss": True})
            content = discussion_bytes(writer, row.id, packet, store.path.absolute().parent)
        put_new(path, content if passphrase is None else seal(content, passphrase))
    return int(row.n)


# ------------------------------------------------------------------ back


class Talked(NamedTuple):
    """How a unit's decision in a packet stands to the one here."""

    number: str
    """What two people on the phone call the unit."""
    document: str
    unit: int
    standing: Compared
    here: Decision | None
    """Its codes by name, as everywhere here."""
    packet: Decision | None
    """None: it was taken back there."""


class Noted(NamedTuple):
    """How a memo in a packet stands to the one here."""

    author: str
    kind: str
    target: str
    standing: Compared
    about: str
    """What it is about, in words."""


class Agreed(NamedTuple):
    """What came in of a discussion, or would."""

    n: int
    taken: bool
    decisions: tuple[Talked, ...]
    """Those that anything was said about in the packet, in the order of the text."""
    memos: tuple[Noted, ...]
    withdrawn: int = 0
    """How many decisions and memos were left out, because somebody withdrew since."""

    @property
    def counts(self) -> dict[Compared, int]:
        """Units by how they stand."""
        found = Counter(one.standing for one in self.decisions)
        kinds: tuple[Compared, ...] = ("later", "same", "earlier", "conflicting")
        return {kind: found[kind] for kind in kinds}


def take_any(
    store: Store,
    viewer: Viewer,
    path: Path,
    passphrase: str | None = None,
    *,
    dry_run: bool = False,
    replace: bool = False,
    keep: bool = False,
) -> Receipt | Agreed:
    """Take a packet of either kind, or a coding sheet; see `packets.take`.

    Of a discussion, what was decided differently here and there is refused, listed, unless
    `replace` lets the packet win or `keep` what stands here; either way the rest comes in.
    """
    found = read_back(path, passphrase, store.path.absolute().parent)
    if isinstance(found, Discussed):
        way = _Way(dry_run, replace, keep)
        return _take(store, viewer, found, path.name, way)
    if keep:
        raise NotAsked("--keep is for a packet made with --discuss; leave it out.")
    return take_share(store, viewer, found, path.name, dry_run=dry_run, replace=replace)


class _Way(NamedTuple):
    dry_run: bool
    replace: bool
    keep: bool


def _take(store: Store, viewer: Viewer, found: Discussed, name: str, way: _Way) -> Agreed:
    with store.writing(viewer) as writer:
        talk = _lay_beside(writer, found, name)
        news = any(one.standing in ("later", "conflicting") for one in talk.pairs())
        taken = news and not way.dry_run
        if taken and not (way.replace or way.keep):
            _refuse_conflicts(talk, name)
        said = (tuple(talk.talked()), tuple(talk.noted()))
        told = Agreed(found.n, taken, *said, talk.withdrawn)
        if taken:
            backup_before(store, "merge")
            talk.put(keep=way.keep)
    return told


def _refuse_conflicts(talk: _Talk, name: str) -> None:
    units = [one.number for one in talk.talked() if one.standing == "conflicting"]
    notes = [f"{one.author}'s memo on {one.target}" for one in talk.noted()
             if one.standing == "conflicting"]  # fmt: skip
    if units or notes:
        raise NotAsked(
            f"Decided here and in {name} in different ways: {', '.join(units + notes)}. "
            "Look with --dry-run; then --replace lets the packet win, --keep what stands here, "
            "and the rest comes in."
        )


# ------------------------------------------------------------------ side by side


class _Pair(NamedTuple):
    """One decision or memo as it is in the packet and here."""

    standing: Compared
    there: Wording
    here: Wording


_NEVER = Wording(Past(), (), None)


@dataclass(frozen=True)
class _Talk:
    """A packet that fits this study, beside what lies here."""

    writer: Writer
    found: Discussed
    row: Any
    """The round."""
    names: dict[str, str]
    """Documents by uid."""
    people: dict[str, str]
    """Coders by uid."""
    codes: dict[str, str]
    decisions: dict[tuple[str, int], _Pair]
    memos: dict[AboutMemo, _Pair]
    withdrawn: int = 0

    def pairs(self) -> Iterator[_Pair]:
        yield from self.decisions.values()
        yield from self.memos.values()

    def talked(self) -> Iterator[Talked]:
        """The decisions, as a person compares them."""
        called = short_names(one.name for one in documents.documents(self.writer, NOBODY))
        for (uid, unit), pair in self.decisions.items():
            name = self.names[uid]
            yield Talked(
                f"{called[name]}-{unit}",
                name,
                unit,
                pair.standing,
                self._read(pair.here),
                self._read(pair.there),
            )

    def _read(self, wording: Wording) -> Decision | None:
        if not isinstance(wording.says, Decision):
            return None
        made = self.made(wording.says)
        return made._replace(codes=tuple(self.codes[uid] for uid in made.codes))

    def made(self, one: Decision) -> Decision:
        """A decision by names of this study."""
        agreed = tuple(sorted(self.people[uid] for uid in one.agreed))
        return one._replace(document=self.names[one.document], agreed=agreed)

    def noted(self) -> Iterator[Noted]:
        """The memos; what they say is for whoever opens them."""
        called = Called(self.writer, NOBODY)
        for whose, pair in self.memos.items():
            author, what = self.people[whose.author], (whose.kind, whose.target)
            yield Noted(author, *what, pair.standing, called(Memo(author, *what, "")))

    def put(self, *, keep: bool) -> None:
        """Bring in what is later; of what conflicts, what stands here or what came."""
        for pair in self.decisions.values():
            if pair.standing == "later" or (pair.standing == "conflicting" and not keep):
                self._put_decision(pair)
            elif pair.standing == "conflicting":
                self._keep_decision(pair)
        for about, pair in self.memos.items():
            if pair.standing == "later" or (pair.standing == "conflicting" and not keep):
                self._put_memo(about, pair.there)
            elif pair.standing == "conflicting":
                self._keep_memo(about, pair)
        self.writer.event("packet taken", {"round": self.found.n, "packet": self.found.packet})

    def _put_decision(self, pair: _Pair) -> None:
        said, source = pair.there.says, Source(self.found.packet, pair.there.past.now)
        one = said if isinstance(said, Decision) else pair.here.says
        if not isinstance(one, Decision):
            return
        at = decisions.unit_at(self.writer, self.row, self.made(one))
        put_past(self.writer, self.row.id, at.subject, pair.there.before)
        if isinstance(said, Decision):
            decisions.put_decision(self.writer, self.found.n, self.made(said), source)
        else:
            put_past(self.writer, self.row.id, at.subject, [source.uid])
            decisions.take_back(self.writer, at, source)

    def _keep_decision(self, pair: _Pair) -> None:
        # It stands anew, having seen the other, so that the other is an earlier one from now on.
        one = pair.here.says if isinstance(pair.here.says, Decision) else pair.there.says
        if isinstance(one, Decision):
            at = decisions.unit_at(self.writer, self.row, self.made(one))
            seen = (*pair.there.before, pair.there.past.now)
            put_past(self.writer, self.row.id, at.subject, seen)
            decisions.replace(self.writer, at, decisions.settled_at(self.writer, at))

    def _put_memo(self, about: AboutMemo, there: Wording) -> None:
        whom = self._whom(about)
        put_past(self.writer, self.row.id, about.subject, there.before)
        if there.says is None:
            put_past(self.writer, self.row.id, about.subject, [there.past.now])
        text = None if there.says is None else str(there.says)
        memos.set_text_of(self.writer, whom, text, there.past.now)
        noted = memos.about_ids(self.writer, about.kind, about.target, self.row.id)
        ids = {**noted, "packet": self.found.packet}
        self.writer.event("memo written", ids, self.row.id, whom.author_id)

    def _keep_memo(self, about: AboutMemo, pair: _Pair) -> None:
        seen = (*pair.there.before, pair.there.past.now)
        put_past(self.writer, self.row.id, about.subject, seen)
        text = None if pair.here.says is None else str(pair.here.says)
        memos.set_text_of(self.writer, self._whom(about), text, new_uid())

    def _whom(self, about: AboutMemo) -> Whom:
        author = self.writer.coder_id(self.people[about.author])
        return Whom(author, about.kind, about.target, self.row.id)


def _lay_beside(writer: Writer, found: Discussed, name: str) -> _Talk:
    """A packet beside what lies here; refused by name where it does not belong."""
    refuse_other_study(home_of(writer, ""), found.study, found.study_name, name)
    refuse_other_version(writer, found.n, found.version, name)
    row = rounds.round_row(writer, found.n)
    decisions.refuse_unless_revealed(row)
    stored = {one.uid: one for one in documents_of(writer, row.id)}
    today = _on_todays_texts(writer, found, stored)
    found = _without_withdrawn(writer, today, stored)
    refuse_other_texts(stored, found.documents, name)
    for one in found.documents:
        if one.units != stored[one.uid].units:
            raise cut_otherwise(stored[one.uid].name, name)
    book = codebooks.codebook(writer, NOBODY, row.version)
    people = people_of(writer)
    talk = _Talk(
        writer,
        found,
        row,
        {uid: one.name for uid, one in stored.items()},
        people,
        {code.uid: code.name for _, code in book.walk()},
        _pairs(_in_order(found), decisions_of(writer, row.id)),
        _pairs(found.memos, memos_of(writer, row.id)),
        _said(today) - _said(found),
    )
    _refuse_damaged(talk, book, name)
    return talk


def _on_todays_texts(
    writer: Writer, found: Discussed, stored: Mapping[str, ReturnedDocument]
) -> Discussed:
    """A packet on the texts and names of today; what is decided is decided of whole units."""
    names = todays_names(found.documents, stored)
    there = (document_today(writer, one, stored.get(one.uid)) for one in found.documents)
    memos = {
        about._replace(target=target_today(about, names)): one for about, one in found.memos.items()
    }
    return replace(found, documents=tuple(there), memos=memos)


def _without_withdrawn(
    writer: Writer, found: Discussed, stored: Mapping[str, ReturnedDocument]
) -> Discussed:
    gone = {uid: withdrawn_units(writer, found.n, one.name) for uid, one in stored.items()}
    named = {f"{stored[uid].name}#{n}" for uid, units in gone.items() for n in units}
    return replace(
        found,
        decisions={k: one for k, one in found.decisions.items() if k[1] not in gone.get(k[0], ())},
        memos={about: one for about, one in found.memos.items() if about.target not in named},
    )


def _said(found: Discussed) -> int:
    return len(found.decisions) + len(found.memos)


def _in_order(found: Discussed) -> dict[tuple[str, int], Wording]:
    place = {one.uid: at for at, one in enumerate(found.documents)}
    known = [key for key in found.decisions if key[0] in place]
    return {key: found.decisions[key] for key in sorted(known, key=lambda k: (place[k[0]], k[1]))}


K = TypeVar("K")


def _pairs(there: Mapping[K, Wording], here: Mapping[K, Wording]) -> dict[K, _Pair]:
    return {key: _pair(one, here.get(key, _NEVER)) for key, one in there.items()}


def _pair(there: Wording, here: Wording) -> _Pair:
    alike = there.says == here.says and here is not _NEVER
    return _Pair("same" if alike else compared(there.past, here.past), there, here)


def _refuse_damaged(talk: _Talk, book: Codebook, name: str) -> None:
    """Raise FileFault for a decision that nobody could have made in the workbench."""
    unknown = {about.author for about in talk.memos}
    for pair in talk.decisions.values():
        if isinstance(pair.there.says, Decision):
            unknown.update(pair.there.says.agreed)
    for uid in sorted(unknown - talk.people.keys()):
        who = talk.found.coders.get(uid, "somebody")
        raise NotAsked(f"{name} has work of {who}, who is no coder of this study.")
    for pair in talk.decisions.values():
        if isinstance(pair.there.says, Decision) and pair.standing in ("later", "conflicting"):
            _refuse_unsound(talk, pair.there.says, book, name)


def _refuse_unsound(talk: _Talk, one: Decision, book: Codebook, name: str) -> None:
    try:
        if not set(one.codes) <= talk.codes.keys():
            raise NotAsked("a code that the round does not have")
        made = sound(talk.made(one), book)
        decisions.unit_at(talk.writer, talk.row, made)
    except WorkbenchError as fault:
        raise FileFault(
            f"{name} is damaged: what it decides on unit {one.unit} of "
            f"“{talk.names[one.document]}” cannot be decided; ask for it again."
        ) from fault
