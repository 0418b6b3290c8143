"""Names in a study are suggested and replaced, everywhere they stand, so that nothing is left.

A replacement rewrites texts along a map of offsets, so that all codings stay on their words, and
whatever else holds words, in one transaction. The original is kept in the key beside the study
and nowhere in it. What is only likely is replaced only where somebody said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from workbench.coding.revision import edited
from workbench.errors import NotAsked
from workbench.folding import fold
from workbench.importers.names import is_role
from workbench.privacy.key import Key
from workbench.privacy.names import Name, bare, merged, named, numbered
from workbench.privacy.seeking import Seeker
from workbench.privacy.suggestion import NEAR, Doubt, Entity, Suggestion
from workbench.revisions import Edit
from workbench.steps import revising
from workbench.steps.keys import KeyFile
from workbench.store import Reader, Store, Writer, backups
from workbench.store.backups import Backup
from workbench.store.reads import cases, documents, studies, words
from workbench.store.reads.withdrawals import Withdrawal, withdrawals
from workbench.store.reads.words import Written
from workbench.store.writes.statuses import set_confidential
from workbench.store.writes.words import all_words, reword
from workbench.terms import NOBODY, CaseFacts, Turn, Viewer
from workbench.watching import each

Entities = Callable[[str], Iterable[Entity]]
_AROUND = 60
_SMALL: tuple[Doubt, ...] = ("small", "faint")


class Spot(NamedTuple):
    """A suggestion, and where it stands."""

    what: str
    """`text`, or what else holds it, in words."""
    document: str
    """Empty: it stands in no document's text."""
    turn: int | None
    """Position of the turn; None: in none, such as a label."""
    before: str
    words: str
    after: str
    suggestion: Suggestion
    """With offsets in the text, or in the words that hold it."""
    table: str = "document"
    column: str = "text"
    held: str = ""
    """The words that hold it, where that is no document's text."""


@dataclass(frozen=True)
class Found:
    """What was suggested, and by which names."""

    names: tuple[Name, ...]
    spots: tuple[Spot, ...]


class Picked(NamedTuple):
    """One spot that is to be replaced, and by what, whatever the suggestion was."""

    spot: Spot
    name: Name


@dataclass(frozen=True)
class Wish:
    """What is to be replaced."""

    names: tuple[Name, ...] = ()
    """Wherever they stand."""
    everything: bool = False
    """All that is suggested, patterns too."""
    also: frozenset[Doubt] = frozenset()
    """Doubts in spite of which a suggestion is taken."""
    picked: tuple[Picked, ...] = ()


class Replaced(NamedTuple):
    """What was replaced, or would be."""

    names: tuple[tuple[str, str, int], ...]
    """Each original with its replacement, and in how many places of the texts and elsewhere."""
    documents: tuple[str, ...]
    """Whose texts changed."""
    elsewhere: int
    """How many other words changed: memos, cases, speakers, codes, …"""
    doubted: int
    """Suggestions that were left, because of a doubt."""
    backups: tuple[Backup, ...]
    """Copies from before, which hold what was replaced."""


# ------------------------------------------------------------------ what is suggested


def suggestions(
    store: Store,
    viewer: Viewer,
    key: Key,
    given: Sequence[Name] = (),
    entities: Entities | None = None,
) -> Found:
    """All that may tell who somebody is, wherever the viewer may read.

    Names are those of the key, of speakers and cases, and those given; one without a
    replacement gets a number.
    """
    with store.reading() as reader:
        held = _Held(reader, viewer)
        names = known_names(reader, key, given)
        seeker = held.seeker(names)
        return Found(names, tuple(held.spots(seeker, entities)))


class _Held:
    """All words of a study, as they are in a transaction."""

    def __init__(self, reader: Reader, viewer: Viewer) -> None:
        self._reader = reader
        self.documents = [one.name for one in documents.documents(reader, NOBODY)]
        self.written = words.written(reader, viewer)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Each document's text by its name."""
        return {name: documents.text(self._reader, NOBODY, name) for name in self.documents}

    def seeker(self, names: Sequence[Name]) -> Seeker:
        """Who finds these names, and knows all words that there are."""
        return Seeker(names, [*self.texts.values(), *(one.words for one in self.written)])

    def spots(self, seeker: Seeker, entities: Entities | None) -> Iterator[Spot]:
        for name, text in each("Seeking names in documents", self.texts.items()):
            found = seeker.seek(text, entities(text) if entities else ())
            yield from _in_text(name, text, documents.turns(self._reader, NOBODY, name), found)
        for one in each("Seeking names in what was written", self.written, 100):
            for suggestion in seeker.seek(one.words):
                yield _elsewhere(one, suggestion)


def _in_text(
    name: str, text: str, turns: Sequence[Turn], found: Iterable[Suggestion]
) -> Iterator[Spot]:
    at = 0
    for one in found:
        while at < len(turns) and turns[at].stop <= one.start:
            at += 1
        inside = at < len(turns) and turns[at].start <= one.start
        turn = turns[at].position if inside else None
        yield Spot("text", name, turn, *_around(text, one), one)


def _elsewhere(held: Written, one: Suggestion) -> Spot:
    around = _around(held.words, one)
    return Spot(held.what, "", None, *around, one, held.table, held.column, held.words)


def _around(text: str, one: Suggestion) -> tuple[str, str, str]:
    before, after = text[max(0, one.start - _AROUND) : one.start], text[one.stop :][:_AROUND]
    return before, text[one.start : one.stop], after


def known_names(reader: Reader, key: Key, given: Sequence[Name] = ()) -> tuple[Name, ...]:
    """The names of the key, those given, and those of cases and speakers, each with a replacement.

    Labels that may be anybody's (“Student 1”, “INT”) are nobody's name.
    """
    people = [*(one for one in given if not one.replacement), *_people(reader)]
    uids = {fold(one.original): one.case for one in people if one.case}
    names = [
        one._replace(case=one.case or uids.get(fold(one.original), ""))
        for one in merged(key.names, (one for one in given if one.replacement))
    ]
    taken = [one.replacement for one in names]
    roles = {fold(one.name): _role(one) for one in cases.cases(reader, NOBODY)}
    taken += [one.name for one in cases.cases(reader, NOBODY)]
    there = {fold(bare(one)) for one in taken if one.startswith("[")}
    known = {fold(one.original) for one in names}
    gone = withdrawals(reader, NOBODY)
    for one in people:
        folded = fold(one.original)
        if folded in known or folded in there:
            continue
        replacement = unused(roles.get(folded) or "Person", taken, gone)
        names.append(one._replace(replacement=replacement))
        taken.append(replacement)
        known.add(folded)
    return tuple(names)


def unused(word: str, taken: Sequence[str], gone: Sequence[Withdrawal]) -> str:
    """The next pseudonym of a word that nobody has, nor had who withdrew."""
    found = numbered(word, taken)
    while any(one.is_called(bare(found)) for one in gone):
        taken = [*taken, found]
        found = numbered(word, taken)
    return found


def _people(reader: Reader) -> Iterator[Name]:
    for one in studies.identities(reader, NOBODY):
        if one.kind == "case" and _is_name(one.name):
            yield Name(one.name, "", case=one.uid)
    for held in words.written(reader, NOBODY):
        if held.table == "turn" and held.column == "speaker" and _is_name(held.words):
            yield Name(held.words, "")


def _is_name(label: str) -> bool:
    letters = sum(map(str.isalpha, label))
    short = letters < 2 or (label.isupper() and letters < 4)
    return not (short or any(map(str.isdigit, label)) or is_role(label))


def _role(one: CaseFacts) -> str:
    role = next((there.role for there in one.attendances if there.role), None)
    return role.capitalize() if role else ""


# ------------------------------------------------------------------ replacing


def replace_names(
    store: Store,
    viewer: Viewer,
    wish: Wish,
    keys: KeyFile,
    entities: Entities | None = None,
    *,
    dry_run: bool = False,
) -> Replaced:
    """Replace names wherever the study holds them; the originals go to the key and are gone here.

    Refused where a name that was asked for by itself stands nowhere or only with doubts, where
    two things would have one name, and while another program has the study open.
    """
    key = keys.read()
    with store.rehearsing(viewer) if dry_run else store.erasing(viewer) as writer:
        work = _Replacing(writer, key, wish, entities)
        done = work.done(backups.backups(store.path))
        if not dry_run:
            keys.write(key.with_names(work.for_key()))
    return done


class _Replacing:
    """One replacement, in its transaction."""

    def __init__(self, writer: Writer, key: Key, wish: Wish, entities: Entities | None) -> None:
        self.writer = writer
        self.wish = wish
        self.names = known_names(writer, key, (*wish.names, *(one.name for one in wish.picked)))
        key.with_names(self.names)  # refuses a replacement that is a name
        self._texts = _Held(writer, NOBODY).texts
        self.seeker = Seeker(self.names, [*self._texts.values(), *all_words(writer)])
        self._entities = entities
        self._by_original = {fold(one.original): one for one in self.names}
        self._asked = {fold(one.original) for one in wish.names}
        self._counted: Counter[tuple[str, str]] = Counter()
        self._doubted: Counter[Doubt] = Counter()
        self._into_key: dict[str, Name] = {}
        self._said: set[str] = set()
        self._taken = 0

    def done(self, there: tuple[Backup, ...]) -> Replaced:
        texts = each("Replacing names in documents", self._texts.items())
        changed = tuple(name for name, text in texts if self._text(name, text))
        elsewhere = reword(self.writer, *map(cache, (self._prose, self._label, self._echo)))
        self._refuse_nothing()
        if self._counted:
            set_confidential(self.writer)
            self.writer.event(
                "names replaced", {"names": len(self._counted), "places": self._taken}
            )
        told = tuple((*pair, times) for pair, times in self._counted.items())
        return Replaced(told, changed, elsewhere, sum(self._doubted.values()), there)

    def for_key(self) -> tuple[Name, ...]:
        """The names that were replaced, and those that were asked for."""
        asked = [one for one in self.names if fold(one.original) in self._asked]
        return tuple({**{fold(one.original): one for one in asked}, **self._into_key}.values())

    def _refuse_nothing(self) -> None:
        """Refuse a single name that stands nowhere, or only where somebody has to be asked."""
        if self._taken or len(self.wish.names) != 1 or self.wish.everything or self.wish.picked:
            return
        (one,) = self.wish.names
        if self._doubted:
            listed = ", ".join(sorted(self._doubted))
            raise NotAsked(
                f"“{one.original}” stands in the study only with doubts ({listed}); look at the "
                "suggestions, and pick them one by one or say --also with the doubt."
            )
        raise NotAsked(f"“{one.original}” stands nowhere in the study; check how it is written.")

    # -------------------------------------------------------------- texts

    def _text(self, name: str, text: str) -> bool:
        found = self.seeker.seek(text, self._entities(text) if self._entities else ())
        picked = [one for one in self.wish.picked if one.spot.document == name]
        edits = self._edits(text, found, picked)
        if not edits:
            return False
        # What coders judged is what it was but for the name, so nobody has to look again.
        revising.revise(self.writer, name, edits, "text pseudonymised", look=False)
        return True

    def _edits(
        self, text: str, found: Sequence[Suggestion], picked: Sequence[Picked]
    ) -> list[Edit]:
        chosen = [self._pick(text, one) for one in picked]
        chosen += [
            one for one in found if self._wants(one) and not any(_over(one, by) for by in chosen)
        ]
        for one in chosen:
            self._note(text[one.start : one.stop], one)
        return sorted(one.edit for one in chosen)

    def _pick(self, text: str, picked: Picked) -> Suggestion:
        at, name = picked.spot.suggestion, picked.name
        if text[at.start : at.stop] != picked.spot.words:
            raise NotAsked("The text was changed since the suggestions were made; list them again.")
        return at._replace(original=name.original, replacement=name.replacement, kind=name.kind)

    def _wants(self, one: Suggestion) -> bool:
        asked = fold(one.original) in self._asked or self.wish.everything
        if asked and one.doubt and one.doubt not in self.wish.also:
            self._doubted[one.doubt] += 1
            return False
        return asked

    def _note(self, said: str, one: Suggestion) -> None:
        """Keep in mind that a name was replaced, as it was written if that is not known of it."""
        self._taken += 1
        self._said.add(said)
        self._counted[one.original, one.replacement] += 1
        known = self._by_original.get(fold(one.original))
        name = known or named(one.original, one.replacement, one.kind)
        name = name._replace(replacement=one.replacement, kind=one.kind)
        self._into_key[fold(one.original)] = name
        if one.doubt in NEAR:
            self._into_key[fold(said)] = name._replace(original=" ".join(said.split()))

    # -------------------------------------------------------------- other words

    def _prose(self, held: str) -> str:
        return self._changed(held, lambda one: one.replacement)

    def _label(self, held: str) -> str:
        return self._changed(held, lambda one: bare(one.replacement))

    def _changed(self, held: str, by: Callable[[Suggestion], str]) -> str:
        # The same words in two columns, such as a case and a speaker, are picked as one.
        picked = [
            self._pick(held, one)
            for one in self.wish.picked
            if not one.spot.document and one.spot.held == held
        ]
        chosen = list({one[:2]: one for one in picked}.values())
        chosen += [
            one
            for one in self.seeker.seek(held)
            if self._wants(one) and not any(_over(one, other) for other in chosen)
        ]
        for one in chosen:
            self._note(held[one.start : one.stop], one)
        return edited(held, sorted(Edit(one.start, one.stop, by(one)) for one in chosen))

    def _echo(self, held: str) -> str:
        """Copies of what was there: all that was replaced anywhere, with and without doubts."""
        found = [
            one
            for one in self.seeker.seek(held)
            if fold(one.original) in self._into_key
            and (one.doubt not in _SMALL or held[one.start : one.stop] in self._said)
        ]
        return edited(held, [one.edit for one in found])


def _over(one: Suggestion, other: Suggestion) -> bool:
    return one.start < other.stop and other.start < one.stop


def destroy_backups(store: Store, viewer: Viewer, there: Iterable[Backup]) -> int:
    """Destroy copies of the study that hold what was replaced; how many."""
    count = 0
    for one in there:
        backups.destroy_backup(one.path)
        count += 1
    with store.writing(viewer) as writer:
        writer.event("backups destroyed", {"backups": count})
    return count


def picked_at(store: Store, name: Name, document: str, start: int, stop: int) -> Picked:
    """A stretch of a text (code points) where a name stands that is to be replaced there."""
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, document)
        turns = documents.turns(reader, NOBODY, document)
    if not 0 <= start < stop <= len(text):
        raise NotAsked(
            f"“{document}” has no text from {start} to {stop}; it has {len(text)} signs."
        )
    if fold(text[start:stop]) != fold(name.original):
        raise NotAsked(
            f"Something else than “{name.original}” stands there in “{document}”; list the "
            "suggestions again, and write the original as it stands there."
        )
    found = Suggestion(start, stop, name.original, name.replacement, name.kind, "name")
    (spot,) = _in_text(document, text, turns, [found])
    return Picked(spot, name)
