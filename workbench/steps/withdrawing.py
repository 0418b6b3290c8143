"""Somebody withdraws: what they said, and all that was made of it, goes from a study for good.

First it is told what would go (`withdrawal`), then it goes (`withdraw`): in one transaction, by a
program that is alone with the study, and then from its backups. What others said and what was
coded of it stays where it is, to the letter. A kill leaves the study as it was, or done; backups
that were not gone through yet are gone through by whoever opens the study next (`settle`).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Literal, NamedTuple

from workbench.coding.revision import OffsetMap
from workbench.errors import NameUnknown, NotAsked
from workbench.privacy import withdrawing as rules
from workbench.privacy.names import Name
from workbench.privacy.withdrawing import Blank, Scrub, Stretches
from workbench.steps.keys import KeyFile, key_of
from workbench.store import Reader, Store, Writer, backups
from workbench.store.packet import home_of
from workbench.store.reads import withdrawals as reads
from workbench.store.reads.memos import memos
from workbench.store.reads.withdrawals import Away, Counted, Exported, Spoken, Withdrawal
from workbench.store.writes import texts
from workbench.store.writes import withdrawals as writes
from workbench.store.writes.cases import known_cases
from workbench.terms import NOBODY, Laid, Span, Viewer

Agreement = Literal["keep", "anew"]
AGREEMENTS: tuple[Agreement, ...] = ("keep", "anew")
"""Stored agreement stays and says how many withdrawn units it includes, or is computed anew."""
Mentions = Literal["", "erase", "keep"]


class How(NamedTuple):
    """What is chosen about a withdrawal."""

    agreement: Agreement = "keep"
    mentions: Mentions = ""
    """Their name where others say or write it; empty: erased, unless it may be a mere word."""
    exports: bool = False
    """Whether files written before that may hold something of theirs are destroyed."""


class Part(NamedTuple):
    """What they said in a document."""

    document: str
    turns: int
    characters: int
    whole: bool
    """Whether nobody else says anything in it."""


class Mention(NamedTuple):
    """Their name in what somebody else said, or wrote."""

    where: str
    words: str
    """The name with a few words around it."""


@dataclass(frozen=True)
class Withdrawing:
    """What a study holds of a case, and what goes with it, as far as the viewer may see."""

    case: str
    parts: tuple[Part, ...]
    counted: Counted
    codings: dict[int, int]
    """By round."""
    no_codes: int
    memos: int
    decisions: int
    quotations: tuple[str, ...]
    """The themes that quote them, each with its set."""
    elsewhere: tuple[Mention, ...]
    """Their words in memos, in the codebook, in themes."""
    mentions: tuple[Mention, ...]
    is_a_word: bool
    """Whether the name stands in the texts without its capitals too, as an ordinary word."""
    agreement: dict[int, tuple[int, int]]
    """By round: stored answers, and units of theirs in them."""
    blind: tuple[int, ...]
    """Rounds of which not everything may be shown; what is theirs goes all the same."""
    packets: tuple[Away, ...]
    backups: tuple[Path, ...]
    exports: tuple[Exported, ...]

    @property
    def turns(self) -> int:
        """How many turns or answers are theirs."""
        return sum(part.turns for part in self.parts)


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


# ------------------------------------------------------------------ who


class _Who(NamedTuple):
    id: int
    uid: str
    name: str


def _who(reader: Reader, name: str) -> _Who:
    """The case of a name; refused where it is none, or withdrew already."""
    if home_of(reader, "").is_packet:
        raise NotAsked(
            "This is a packet; who withdraws is withdrawn in the study that it came from."
        )
    ids = known_cases(reader, [name])
    if not ids:
        _refuse_twice(reader, name)
        raise NameUnknown(
            f"There is no participant “{name}”; see who there is: workbench cases STUDY"
        )
    return _Who(*reads.identity(reader, NOBODY, next(iter(ids.values()))))


def _refuse_twice(reader: Reader, name: str) -> None:
    for one in reads.withdrawals(reader, NOBODY):
        if one.is_called(name):
            raise NotAsked(
                f"“{name}” withdrew on {one.at[:10]} already; nothing of theirs is in the study."
            )


# ------------------------------------------------------------------ what is theirs


@dataclass(frozen=True)
class _Theirs:
    """What a case said, and where else their words and names stand."""

    who: _Who
    documents: tuple[Spoken, ...]
    """All of the study."""
    erase_mentions: bool = True
    _stretches: dict[int, Stretches] = field(default_factory=dict)
    _mentions: dict[int, list[Span]] = field(default_factory=dict)

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """The documents in which they said anything."""
        return tuple(one for one in self.documents if one.theirs)

    @cached_property
    def ids(self) -> list[int]:
        return [one.id for one in self.spoken]

    @cached_property
    def turns(self) -> list[int]:
        return [turn.id for one in self.spoken for turn in one.theirs]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What they are called: the case, and the labels of their turns."""
        labels = (turn.speaker for one in self.spoken for turn in one.theirs if turn.speaker)
        return tuple(dict.fromkeys((self.who.name, *labels)))

    @cached_property
    def contributions(self) -> list[str]:
        return [one.text[turn.start : turn.stop] for one in self.spoken for turn in one.theirs]

    def is_a_word(self) -> bool:
        return rules.is_a_word_too(self.names, (one.text for one in self.documents))

    def mentioned(self, one: Spoken) -> list[Span]:
        """Their names in a document, outside of what is theirs and of its label."""
        if one.id not in self._mentions:
            self._mentions[one.id] = self._found(one)
        return self._mentions[one.id]

    def _found(self, one: Spoken) -> list[Span]:
        theirs = [Span(turn.start, turn.stop) for turn in one.theirs]
        taken = sorted([*theirs, *(Span(b.start, b.stop) for b in self._labels(one))])
        return rules.mentions(one.text, self.names, taken)

    def _labels(self, one: Spoken) -> Iterator[Blank]:
        """The speaker's name before each of their turns, where the text has it."""
        stop = 0
        for turn in one.turns:
            for name in {turn.speaker or self.who.name, self.who.name} if turn.mine else ():
                found = re.compile(re.escape(name), re.IGNORECASE)
                yield from (
                    Blank(*at.span(), words=False)
                    for at in [*found.finditer(one.text, stop, turn.start)][-1:]
                )
            stop = turn.stop

    def blanks(self, one: Spoken) -> list[Blank]:
        """What goes from a document's text."""
        found = [Blank(turn.start, turn.stop, words=True) for turn in one.theirs]
        found += self._labels(one)
        if self.erase_mentions:
            found += (Blank(*span, words=False) for span in self.mentioned(one))
        if one.is_whole:
            found += self._between(one)
        return rules.together(found)

    def _between(self, one: Spoken) -> Iterator[Blank]:
        """What stands before, between and after the turns of a document that is all theirs."""
        starts = [*(turn.start for turn in one.turns), len(one.text)]
        stops = [0, *(turn.stop for turn in one.turns)]
        for start, stop in zip(stops, starts, strict=True):
            if one.text[start:stop].strip():
                yield Blank(start, stop, words=False)

    def holds(self, document_id: int, start: int, stop: int) -> bool:
        """Whether a stretch touches nothing but turns of theirs."""
        if document_id not in self._stretches:
            one = next((d for d in self.spoken if d.id == document_id), None)
            turns = one.turns if one else ()
            mine = {turn.position for turn in one.theirs} if one else set()
            self._stretches[document_id] = Stretches(((t.start, t.stop) for t in turns), mine)
        return self._stretches[document_id].hold(start, stop)

    def scrub(self, written: Iterable[str]) -> Scrub:
        """Takes their words, and their names if they are to go, out of what others wrote."""
        quoted = rules.standing(rules.sentences(self.contributions), written)
        return Scrub(quoted, rules.pattern(self.names) if self.erase_mentions else None)


def _theirs(reader: Reader, who: _Who, how: How) -> _Theirs:
    found = _Theirs(who, reads.spoken(reader, NOBODY, who.name))
    return _Theirs(who, found.documents, erase_mentions=how.mentions != "keep")


# ------------------------------------------------------------------ told before


def withdrawal(store: Store, viewer: Viewer, name: str, how: How | None = None) -> Withdrawing:
    """What would go if the case withdrew, and who else holds something of theirs.

    NameUnknown for a name that no case has; NotAsked where they withdrew already.
    """
    with store.reading() as reader:
        return _told(reader, viewer, _theirs(reader, _who(reader, name), how or How()), store.path)


def _told(reader: Reader, viewer: Viewer, them: _Theirs, path: Path) -> Withdrawing:
    units = writes.units_of(reader, them.turns)
    targets = writes.memo_targets(reader, units)
    codings = reads.codings_in(reader, viewer, them.ids)
    elsewhere = tuple(_elsewhere(reader, viewer, them))
    held = [one for one in codings if them.holds(one.document_id, one.start, one.stop)]
    seen = reads.memos_seen(reader, viewer)
    about = {("case", them.who.uid)}
    return Withdrawing(
        case=them.who.name,
        parts=tuple(_parts(them)),
        counted=reads.counted(reader, viewer, them.who.name),
        codings=dict(sorted(Counter(one.n for one in held).items())),
        no_codes=reads.passed_on(reader, viewer, them.turns),
        memos=sum(
            writes.Target(kind, target, round_id) in targets or (kind, target) in about
            for kind, target, round_id, _ in seen
        ),
        decisions=reads.decided(reader, viewer, them.turns),
        quotations=tuple(
            f"{one.theme} ({one.theme_set})"
            for one in reads.quoted_in(reader, viewer, them.ids)
            if them.holds(one.document_id, one.start, one.stop)
        ),
        elsewhere=elsewhere,
        mentions=tuple(_mentioned(them)),
        is_a_word=them.is_a_word(),
        agreement=reads.measured(reader, viewer, them.turns),
        blind=reads.blind_rounds(reader, viewer, them.ids),
        packets=reads.packets_of(reader, viewer, them.ids),
        backups=tuple(one.path for one in backups.backups(path)),
        exports=tuple(_exported(reader, viewer, them, elsewhere)),
    )


def _exported(
    reader: Reader, viewer: Viewer, them: _Theirs, elsewhere: Sequence[Mention]
) -> Iterator[Exported]:
    """The files that may hold something of theirs; a codebook does where it quotes them."""
    quotes = any(one.where == _CODEBOOK for one in elsewhere)
    for one in reads.exports_of(reader, viewer, them.ids):
        if quotes or one.what not in ("codebook", "desk-codebook"):
            yield one


def _parts(them: _Theirs) -> Iterator[Part]:
    for one in them.spoken:
        characters = sum(turn.stop - turn.start for turn in one.theirs)
        yield Part(one.name, len(one.theirs), characters, one.is_whole)


def _mentioned(them: _Theirs) -> Iterator[Mention]:
    for one in them.documents:
        for span in them.mentioned(one):
            yield Mention(one.name, _around(one.text, span))


_WORDS_AROUND = 30


def _around(text: str, span: Span) -> str:
    before = text[max(0, span.start - _WORDS_AROUND) : span.start]
    after = text[span.stop : span.stop + _WORDS_AROUND]
    return " ".join(f"{before}{text[span.start : span.stop]}{after}".split())


def _elsewhere(reader: Reader, viewer: Viewer, them: _Theirs) -> Iterator[Mention]:
    """Where others wrote down their words or their name, as far as the viewer may see."""
    there = [(f"a memo on a {one.target_kind}", one.text) for one in memos(reader, viewer)]
    there += [
        (_SEEN_BY_ALL[one.table.name], text)
        for one in writes.written(reader)
        if one.table.name in _SEEN_BY_ALL
        for text in rules.texts_in(one.value)
    ]
    scrub = them.scrub(text for _, text in there)
    for where, text in there:
        if scrub.text(text) != text:
            yield Mention(where, text)


_CODEBOOK = "the codebook"
_SEEN_BY_ALL = {
    "decision": "a decision",
    "code_state": _CODEBOOK,
    "theme": "a theme",
    "typed_cell": "a table that was filled in",
}


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
    with store.erasing(viewer) as writer:
        who = _who(writer, name)
        rows = writes.rows_of(writer, who.id)
        _erase(writer, _theirs(writer, who, chosen), chosen)
        n = writes.put_withdrawal(writer, who.uid, who.name, rows, chosen._asdict())
    forgotten = forget_withdrawn(store, key)
    rewritten, destroyed = settle(store)
    gone, remaining = _exports(held.exports, destroy=chosen.exports)
    return Withdrawn(
        n, held, rewritten, (*destroyed, *gone), remaining, None if forgotten else key.path
    )


def _erase(writer: Writer, them: _Theirs, how: How) -> None:
    """Take out of a study what is theirs, within a transaction."""
    held = {whose for id_ in them.ids for whose in texts.held_shares(writer, id_)}
    units = writes.units_of(writer, them.turns)
    measured = reads.measured(writer, NOBODY, them.turns)
    told = list(_events(writer, them))
    _blank(writer, them)
    _forget_work(writer, them, units)
    writes.forget_events(writer, told, units)
    writes.forget_case(writer, them.who.id)
    _forget_measured(writer, them, measured, how)
    writes.mark_turns(writer, them.turns)
    writes.forget_sources(writer, them.ids)
    _rename(writer, them)
    texts.hold_anew(writer, sorted(held))


def _blank(writer: Writer, them: _Theirs) -> None:
    for one in them.documents:
        blanks = them.blanks(one)
        if blanks:
            old = Laid(one.id, one.name, one.text, (), (), ())
            changes = [[blank.start, blank.stop, blank.stop - blank.start] for blank in blanks]
            texts.put_alike(writer, old, rules.blanked(one.text, blanks), changes)


def _forget_work(writer: Writer, them: _Theirs, units: Sequence[writes.Unit]) -> None:
    written = list(writes.written(writer))
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

    gone = writes.Gone(them.ids, ids, codings, targets | about, them.holds, is_told, cells)
    writes.forget_undo(writer, gone)
    for one in writes.written(writer):
        value = scrub.value(one.value)
        if value != one.value:
            writes.rewrite(writer, one, value)


def _events(reader: Reader, them: _Theirs) -> Iterator[int]:
    """The numbers of events that tell of their turns; those have offsets of their own time."""
    changes = {
        id_: [(n, OffsetMap.of(there).stretch) for n, there in writes.revised_in(reader, id_)]
        for id_ in them.ids
    }
    for told in writes.told_of(reader, them.ids):
        since = (there for n, there in changes[told.document_id] if n > told.n)
        span = rules.through(Span(told.start, told.stop), since)
        if them.holds(told.document_id, *span):
            yield told.n


def _forget_measured(
    writer: Writer, them: _Theirs, measured: dict[int, tuple[int, int]], how: How
) -> None:
    found = rules.pattern(them.names)

    def is_told(value: object) -> bool:
        return found is not None and any(found.search(text) for text in rules.texts_in(value))

    writes.forget_results(writer, measured if how.agreement == "anew" else (), is_told)
    writes.note_on_results(writer, {n: units for n, (_, units) in measured.items()})


def _rename(writer: Writer, them: _Theirs) -> None:
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
    for one in backups.backups(store.path):
        if backups.rewrite_backup(one.path, lambda copy: withdraw_again(copy, gone)):
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
    theirs = {w.n: [one for one in known.names if _is_theirs(one, w)] for w in gone}
    dropped = {one for names in theirs.values() for one in names}
    if dropped:
        with store.writing() as writer:
            for one in gone:
                writes.know_by(writer, one, [name.original for name in theirs[one.n]])
        keys.write(known.without(lambda one: one in dropped))
    return True


def _is_theirs(name: Name, one: Withdrawal) -> bool:
    """Whether a name of the key is theirs: by the case, else by what stands for it."""
    return one.is_of(name.case) if name.case else one.is_called(name.label)


def withdraw_again(store: Store, gone: Sequence[Withdrawal]) -> int:
    """Withdraw in an older copy of a study whoever withdrew since; how many those are."""
    with store.reading() as reader:
        there = reads.case_uids(reader, NOBODY)
    again = [(_Who(*who), one) for who in there for one in gone if one.is_of(who[1])]
    if again:
        with store.erasing() as writer:
            for who, one in again:
                how = _how(one.how)
                _erase(writer, _theirs(writer, who, how), how)
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
