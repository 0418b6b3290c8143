"""Free writing attached to anything: written, listed and found.

A memo written in a round is its author's alone until reveal, like their codings; one written in
no round is read by all at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from workbench.coding.codes import find_code
from workbench.coding.spoken import short_names
from workbench.errors import NameUnknown, NotAsked
from workbench.folding import Folded, terms
from workbench.shelf import unknown
from workbench.steps.books import book_of, proposed_names
from workbench.steps.overview import unit_at
from workbench.steps.themes import code_names
from workbench.store import Reader, Store, Writer
from workbench.store.reads import codebooks, documents, history, memos, rounds
from workbench.store.reads.blindness import REVEALED
from workbench.store.reads.shares import packet_kind
from workbench.store.reads.studies import identities
from workbench.store.writes import acts
from workbench.store.writes.acts import Act, Note
from workbench.store.writes.memos import put_memo
from workbench.terms import Memo, Viewer

# ------------------------------------------------------------------ writing


def write_memo(
    store: Store, viewer: Viewer, kind: str, target: str, text: str, n: int | None = None
) -> None:
    """Write the viewer's memo about a target; an empty text removes it.

    `target` is a uid, or for a unit `DOCUMENT#POSITION`; `n` the round in which it is written,
    until whose reveal nobody else reads it.
    """
    with store.writing(viewer) as writer:
        write_memo_in(writer, kind, target, text, n)


def write_memo_in(writer: Writer, kind: str, target: str, text: str, n: int | None) -> bool:
    """The same within a transaction; it can be undone. Whether anything has changed."""
    done = put_memo(writer, kind, target, text, n)
    if done:
        note = Note(kind, target, done.before, done.after)
        acts.remember(writer, done.n, Act("memo written", done.state, memo=note), done.round_id)
    return done is not None


class About(NamedTuple):
    """What a memo is about, as people call it; nothing of these: the study."""

    unit: tuple[str, int] | None = None
    """Document and position."""
    code: str | None = None
    document: str | None = None
    case: str | None = None


class Placed(NamedTuple):
    """Where a memo was written: the round, if in one, and whether it is blind still."""

    n: int | None
    blind: bool
    changed: bool


def write_about(
    store: Store,
    viewer: Viewer,
    about: About,
    text: str,
    n: int | None = None,
    *,
    for_all: bool = False,
) -> Placed:
    """Write the viewer's memo about something by its name; an empty text removes it.

    Without a number it is written in the latest round that the viewer codes in and that is open
    or closed. Where there is none, a memo on a unit is written in the latest round with its
    document that was ever open, and any other in no round, as it is with `for_all`.
    """
    _refuse_nobody(viewer)
    with store.writing(viewer) as writer:
        n = _round_for(writer, viewer, about, n, for_all=for_all)
        changed = write_memo_in(writer, *_target(writer, viewer, about, n), text, n)
        blind = n is not None and _is_blind(writer, viewer, n)
    return Placed(n, blind, changed)


class Mine(NamedTuple):
    """The viewer's own memo where they would write one now."""

    text: str
    """Empty: there is none."""
    n: int | None
    blind: bool


def mine(store: Store, viewer: Viewer, about: About) -> Mine:
    """What the viewer's memo says that `write_about` would replace."""
    _refuse_nobody(viewer)
    with store.reading() as reader:
        n = _round_for(reader, viewer, about, None, for_all=False)
        place = (viewer.coder, *_target(reader, viewer, about, n))
        there = (
            one.text for one in memos.memos(reader, viewer, n) if one[:3] == place and one.n == n
        )
        return Mine(next(there, ""), n, n is not None and _is_blind(reader, viewer, n))


def _refuse_nobody(viewer: Viewer) -> None:
    if viewer.coder is None:
        raise NotAsked("A memo needs a name; say who writes with --as NAME.")


def _is_blind(reader: Reader, viewer: Viewer, n: int) -> bool:
    return rounds.round_of(reader, viewer, n, progress=False).state not in REVEALED


def _round_for(
    reader: Reader, viewer: Viewer, about: About, n: int | None, *, for_all: bool
) -> int | None:
    if for_all and (about.unit or n is not None or packet_kind(reader, viewer)):
        raise NotAsked(
            "A memo on a unit, in a round or in a packet is its round's; leave out --for-all."
        )
    if n is not None or for_all:
        return n
    there = [one for one in rounds.rounds(reader, viewer, progress=False) if one.state != "draft"]
    if about.unit:
        there = [one for one in there if about.unit[0] in one.documents]
    blind = [one for one in there if one.state not in REVEALED and viewer.coder in one.coders]
    if about.unit or packet_kind(reader, viewer):
        blind = blind or there
    return blind[-1].n if blind else None


def _target(reader: Reader, viewer: Viewer, about: About, n: int | None) -> tuple[str, str]:
    """The kind of what a memo is about, and what it is called wherever it travels."""
    if about.unit:
        name, position = about.unit
        unit_at(reader, viewer, name, position, n)
        return "unit", f"{name}#{position}"
    if about.code:
        return "code", _code_uid(reader, viewer, about.code, n)
    if about.document:
        return "document", _uid(reader, viewer, "document", about.document)
    if about.case:
        return "case", _uid(reader, viewer, "case", about.case)
    return "study", ""


def _code_uid(reader: Reader, viewer: Viewer, name: str, n: int | None) -> str:
    """The uid of a code of the round's codebook, or one's own; else of the latest."""
    if n is not None:
        with suppress(NameUnknown):
            return find_code(book_of(reader, viewer, n, viewer.coder), name).uid
    return find_code(codebooks.codebook(reader, viewer), name).uid


def _uid(reader: Reader, viewer: Viewer, kind: str, name: str) -> str:
    uids = {one.name: one.uid for one in identities(reader, viewer) if one.kind == kind}
    if name not in uids:
        raise NameUnknown(unknown(kind, name, uids))
    return uids[name]


# ------------------------------------------------------------------ reading


class Noted(NamedTuple):
    """A memo as people read it."""

    about: str
    """In words: `S3-212`, a name; `the study`."""
    kind: str
    n: int | None
    author: str | None
    text: str


class Wanted(NamedTuple):
    """Which memos are asked for; what is empty or None limits nothing."""

    about: About | None = None
    n: int | None = None
    author: str | None = None
    words: str = ""
    """All of which the text has, whatever their case and accents; phrases in double quotes."""


REASON = "event"
"""The kind of memos that say why something was done; history tells them."""


def noted(store: Store, viewer: Viewer, wanted: Wanted) -> tuple[Noted, ...]:
    """The memos that are asked for and that the viewer may see, in the order of writing."""
    with store.reading() as reader:
        said = Called(reader, viewer)
        found = memos.memos(reader, viewer, wanted.n)
        if wanted.about:
            kinds, targets = _sought(reader, viewer, wanted, said)
            found = tuple(m for m in found if m.target_kind in kinds and m.target in targets)
        return tuple(
            Noted(said(one), one.target_kind, one.n, one.author, one.text)
            for one in found
            if one.target_kind != REASON and _fits(one, wanted)
        )


def _fits(one: Memo, wanted: Wanted) -> bool:
    if wanted.author not in (None, one.author):
        return False
    text = Folded(one.text)
    return all(text.find(term) for term in terms(wanted.words))


def _sought(
    reader: Reader, viewer: Viewer, wanted: Wanted, said: Called
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of memos, and their targets."""
    about = wanted.about or About()
    if about.code:
        return ("code", "agreement"), said.codes_called(about.code)
    kind, target = _target(reader, viewer, about, wanted.n)
    return (kind,), (target,)


class Called:
    """What memos are about, in words."""

    def __init__(self, reader: Reader, viewer: Viewer) -> None:
        self._codes = proposed_names(reader, viewer) | code_names(reader, viewer)
        self._called = short_names(one.name for one in documents.documents(reader, viewer))
        self._named = {(one.kind, one.uid): one.name for one in identities(reader, viewer)}
        self._events = {str(one.n): one.what for one in history.events(reader, viewer)}

    def __call__(self, memo: Memo) -> str:
        """What one memo is about."""
        kind, target = memo.target_kind, memo.target
        if kind == "unit":
            document, _, position = target.rpartition("#")
            return f"{self._called.get(document, document)}-{position}"
        if kind == "event":
            return f"event {target}: {self._events.get(target, '')}"
        return self._codes.get(target) or self._named.get((kind, target)) or f"the {kind}"

    def codes_called(self, name: str) -> tuple[str, ...]:
        """The uids of the codes of this name, in any version; NameUnknown where there is none."""
        found = tuple(uid for uid, called in self._codes.items() if name in _ways(called))
        if not found:
            raise NameUnknown(unknown("code", name, list(self._codes.values())))
        return found


def _ways(called: str) -> Iterable[str]:
    """How a code may be asked for: `ana’s silence`, `stance > near`, and the end of each."""
    return (called, called.rpartition(" > ")[2], called.partition("’s ")[2])
