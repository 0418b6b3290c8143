"""Names are replaced in what was read from a file, before any of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from workbench.coding.revision import OffsetMap, edited, map_of
from workbench.drafts import Draft, DraftAttribute, DraftDocument, DraftTurn
from workbench.folding import fold
from workbench.importers.speaking import Speaking
from workbench.privacy.names import Name, bare
from workbench.privacy.seeking import Seeker
from workbench.privacy.suggestion import Suggestion
from workbench.revisions import Edit
from workbench.steps.keys import KeyFile
from workbench.steps.pseudonyms import Wish, replace_names, unused
from workbench.store import Store
from workbench.store.reads.withdrawals import Withdrawal
from workbench.terms import Span, Viewer


@dataclass(frozen=True)
class Hiding:
    """Names that are to be replaced while importing, and the key that is to know them."""

    names: tuple[Name, ...]
    keys: KeyFile
    gone: tuple[Withdrawal, ...] = ()
    """Who withdrew: their pseudonyms are nobody else's."""

    def known(self) -> tuple[Name, ...]:
        """All names that are to be replaced; a new one without a replacement gets a number."""
        key = self.keys.read()
        known = {fold(one.original) for one in key.names}
        taken = [one.replacement for one in (*key.names, *self.names) if one.replacement]
        found = [one for one in self.names if one.replacement]
        for one in self.names:
            if not one.replacement and fold(one.original) not in known:
                found.append(one._replace(replacement=unused("Person", taken, self.gone)))
                taken.append(found[-1].replacement)
        return key.with_names(tuple(found)).names

    def afterwards(self, store: Store, viewer: Viewer) -> None:
        """Replace the names wherever the study holds them now."""
        replace_names(store, viewer, Wish(self.known()), self.keys)

    def keep(self, names: tuple[Name, ...]) -> None:
        """Let the key know the names."""
        self.keys.write(self.keys.read().with_names(names))


class Hidden:
    """Drafts as they may be stored; what is in doubt stays, and is counted."""

    def __init__(self, drafts: Sequence[Draft], names: Sequence[Name]) -> None:
        self.doubted = 0
        self._people: set[str] = set()
        self._seeker = Seeker(names, _words(drafts))
        self._sought = cache(self._seek)
        self.drafts = tuple(self._draft(one) for one in drafts)

    def _seek(self, words: str) -> tuple[Suggestion, ...]:
        found = self._seeker.seek(words, patterns=False)
        self.doubted += sum(bool(one.doubt) for one in found)
        return tuple(one for one in found if not one.doubt)

    def label(self, words: str) -> str:
        """A label as it may be stored."""
        edits = [Edit(one.start, one.stop, bare(one.replacement)) for one in self._sought(words)]
        return edited(words, edits)

    def _prose(self, words: str) -> str:
        return edited(words, [one.edit for one in self._sought(words)])

    def roles(self, roles: Mapping[str, str]) -> dict[str, str]:
        """Who has which role, by the labels that are stored."""
        return {self.label(name): role for name, role in roles.items()}

    def speaking(self, speaking: Speaking) -> Speaking:
        """What is meant by the labels, as they are stored; who has one pseudonym is one person."""
        return replace(
            speaking,
            attended={self.label(name): role for name, role in speaking.attended.items()},
            same=frozenset(self._people.union(map(self.label, speaking.same))),
            apart=frozenset(map(self.label, speaking.apart)),
        )

    def _draft(self, draft: Draft) -> Draft:
        if draft.plan is not None:
            return draft  # a survey is stored part by part; its names are replaced afterwards
        return replace(
            draft,
            source=self.label(draft.source),
            documents=tuple(self._document(one) for one in draft.documents),
            attributes=tuple(self._attribute(one) for one in draft.attributes),
        )

    def _document(self, one: DraftDocument) -> DraftDocument:
        edits = [found.edit for found in self._sought(one.text)]
        there = map_of(edits)
        spans = there.cells([Span(turn.start, turn.stop) for turn in one.turns])
        turns = (
            self._turn(turn, span, there)
            for turn, span in zip(one.turns, spans, strict=True)
            if span.start < span.stop
        )
        name, text = self.label(one.name), edited(one.text, edits)
        return replace(one, name=name, text=text, turns=tuple(turns))

    def _turn(self, turn: DraftTurn, span: Span, there: OffsetMap) -> DraftTurn:
        moved = (there.before(turn.start + at) - span.start for at in turn.cues)
        cues = tuple(dict.fromkeys(at for at in moved if 0 < at < span.stop - span.start))
        case = turn.case and self.label(turn.case)
        if case and case != turn.case:
            self._people.add(case)
        return replace(
            turn,
            start=span.start,
            stop=span.stop,
            cues=cues,
            speaker=turn.speaker and self.label(turn.speaker),
            case=case,
            phase=turn.phase and self.label(turn.phase),
        )

    def _attribute(self, one: DraftAttribute) -> DraftAttribute:
        value = self._prose(one.value) if isinstance(one.value, str) else one.value
        return replace(one, case=self.label(one.case), value=value)


def _words(drafts: Iterable[Draft]) -> Iterator[str]:
    """All words of drafts, which tell what is a word and what a name."""
    for draft in drafts:
        yield draft.source
        for one in draft.documents:
            yield from (one.name, one.text)
            for turn in one.turns:
                yield from (words for words in (turn.speaker, turn.case, turn.phase) if words)
        for fact in draft.attributes:
            yield from (fact.case, str(fact.value))
