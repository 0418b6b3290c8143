"""Transcripts that were read and are looked at, before they are believed: who speaks in them.

Nothing here is stored before `store_talks`. Whatever is said of speakers gives a new value; files
are read again only when they are to be read in another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from workbench.drafts import Draft
from workbench.errors import NotAsked
from workbench.importers import speakers_of
from workbench.importers.pieces import case_of
from workbench.importers.speaking import Speaking, is_offered, meant
from workbench.steps.importing import Stored, known_elsewhere, read_files, store_drafts
from workbench.steps.reading import Reading
from workbench.store import Store
from workbench.terms import Viewer
from workbench.watching import each

T = TypeVar("T")


class Voice(NamedTuple):
    """Somebody who speaks in a transcript, as it is meant."""

    name: str | None
    """None: the turns have no speaker."""
    case: str | None
    """Who that is; None where nobody knows."""
    role: str
    turns: int
    example: str
    """The beginning of the first turn."""
    there: tuple[str, ...]
    """Other documents in which somebody of this name took part."""
    same: bool
    """Whether it was said that this is the same person."""
    offered: bool
    """Whether it may well be, and was not said."""


@dataclass(frozen=True)
class Talks:
    """Transcripts as they were read, and what was said of their speakers."""

    readings: tuple[Reading, ...]
    drafts: tuple[Draft, ...]
    """One for each file, as it was found."""
    names: tuple[Mapping[str, str], ...]
    """For each file, labels as they were found and who that is."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """For cases, whichever file they speak in."""
    present: tuple[tuple[str, ...], ...] = ()
    """For each file, cases that took part and said nothing."""
    same: frozenset[str] = frozenset()
    """Cases that are the persons of these names in other documents."""
    known: tuple[Mapping[str, Sequence[str]], ...] = ()
    """For each file, of its speakers, where else they took part; by folded name."""

    def meant(self, at: int) -> Draft:
        """A file's draft with its speakers as they are meant."""
        one = self.readings[at]
        says = Speaking(self.names[at], one.case, phase_lines=one.phase_lines)
        return meant([self.drafts[at]], says)[0]

    def all_meant(self) -> tuple[Draft, ...]:
        """All drafts as they are meant."""
        return tuple(self.meant(at) for at in range(len(self.drafts)))

    @property
    def speaking(self) -> Speaking:
        """Who is the same as in other documents, and who is not."""
        cases = {one.case for one in self.readings if one.case}
        present = {
            document.name: {name: self.roles.get(name) for name in there}
            for draft, there in zip(self.drafts, self.present, strict=False)
            for document in draft.documents
        }
        return Speaking(same=self.same | cases, attended_in=present)


def read_talks(store: Store, readings: Sequence[Reading]) -> Talks:
    """Read transcripts; nothing is stored."""
    drafts = tuple(_draft(one) for one in each("Reading files", readings))
    talks = Talks(
        tuple(readings), drafts, tuple({} for _ in drafts), present=tuple(() for _ in drafts)
    )
    return known_now(store, talks)


def read_again(store: Store, talks: Talks, at: int, reading: Reading) -> Talks:
    """One of the files read in another way; what was said of its labels holds where they are."""
    draft = _draft(reading)
    there = {turn.speaker for one in draft.documents for turn in one.turns}
    names = {label: name for label, name in talks.names[at].items() if label in there}
    again = replace(
        talks,
        readings=_put(talks.readings, at, reading),
        drafts=_put(talks.drafts, at, draft),
        names=_put(talks.names, at, names),
    )
    return known_now(store, _without_strangers(again))


def _draft(one: Reading) -> Draft:
    labels = "none" if one.case and one.labels is None else one.labels
    return read_files([one.path], None, one.importer, one.encoding, labels)[0]


def known_now(store: Store, talks: Talks) -> Talks:
    """The same, with who of the speakers took part elsewhere in the study."""
    return replace(talks, known=tuple(known_elsewhere(store, talks.all_meant())))


def voices(talks: Talks, at: int) -> list[Voice]:
    """Who speaks in a file, in order of appearance; several documents of it taken together."""
    found: dict[str | None, Voice] = {}
    for document in talks.meant(at).documents:
        for one in speakers_of(document):
            before = found.get(one.name)
            turns = one.turns + (before.turns if before else 0)
            voice = before or _voice(talks, at, one.name, one.example)
            found[one.name] = voice._replace(turns=turns)
    silent = talks.present[at] if talks.present else ()
    present = [
        Voice(name, name, talks.roles.get(name, ""), 0, "", (), same=False, offered=False)
        for name in silent
    ]
    return [*found.values(), *present]


def _voice(talks: Talks, at: int, name: str | None, example: str) -> Voice:
    case = talks.readings[at].case or case_of(name)
    known = talks.known[at] if talks.known else {}
    there = tuple(known.get((case or "").casefold(), ()))
    same = bool(there) and talks.speaking.is_same(case or "")
    offered = bool(there) and not same and is_offered(case or "")
    return Voice(name, case, talks.roles.get(case or "", ""), 0, example, there, same, offered)


def called(store: Store, talks: Talks, at: int, voice: str, name: str) -> Talks:
    """A speaker of a file by another name; the name of another speaker makes the two one."""
    name = " ".join(name.split())
    if not name:
        raise NotAsked("A speaker needs a name; type one.")
    labels = [label for label in _labels(talks.drafts[at]) if _now(talks, at, label) == voice]
    names = {**talks.names[at], **dict.fromkeys(labels, name)}
    again = replace(talks, names=_put(talks.names, at, names))
    role = talks.roles.get(voice)
    if role and name not in talks.roles:
        again = replace(again, roles={**talks.roles, name: role})
    return known_now(store, _without_strangers(again))


def _labels(draft: Draft) -> list[str]:
    turns = (turn for one in draft.documents for turn in one.turns)
    return list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))


def _now(talks: Talks, at: int, label: str) -> str:
    folded = {one.casefold(): name for one, name in talks.names[at].items()}
    return folded.get(label.casefold(), label)


def with_role(talks: Talks, case: str, role: str) -> Talks:
    """Somebody's role in these documents; empty: none."""
    others = {name: given for name, given in talks.roles.items() if name != case}
    return replace(talks, roles={**others, case: role.strip()} if role.strip() else others)


def took_part(store: Store, talks: Talks, at: int, name: str, role: str) -> Talks:
    """With somebody who took part in a file's session and said nothing, in a role.

    NotAsked for somebody who speaks there; a name that is a case of the study is that case.
    """
    name = " ".join(name.split())
    if not name:
        raise NotAsked("Somebody who took part needs a name; type one.")
    for one in voices(talks, at):
        if (one.case or "").casefold() == name.casefold() and one.turns:
            raise NotAsked(f"“{one.case}” speaks here; r says in which role.")
    there = tuple(dict.fromkeys((*talks.present[at], name)))
    again = replace(talks, present=_put(talks.present, at, there))
    return known_now(store, with_role(again, name, role))


def not_there(talks: Talks, at: int, name: str) -> Talks:
    """Without somebody who was said to have taken part."""
    there = tuple(one for one in talks.present[at] if one != name)
    return with_role(replace(talks, present=_put(talks.present, at, there)), name, "")


def told_same(talks: Talks, case: str) -> Talks:
    """Somebody taken for who has the name in other documents, or for somebody else again."""
    return replace(talks, same=talks.same ^ {case})


def all_same(talks: Talks) -> Talks:
    """Everybody that is offered, in whichever file, taken for who has the name elsewhere."""
    offered = [one.case for one in offered_in(talks) if one.case]
    return replace(talks, same=talks.same | set(offered))


def offered_in(talks: Talks) -> list[Voice]:
    """Of all files, the speakers who may be who has their name elsewhere, as was not said."""
    return [one for at in range(len(talks.drafts)) for one in voices(talks, at) if one.offered]


def _without_strangers(talks: Talks) -> Talks:
    """Without what was said of people who speak in none of the files any more."""
    turns = (turn for draft in talks.all_meant() for one in draft.documents for turn in one.turns)
    there = {turn.case for turn in turns if turn.case}
    there |= {name for present in talks.present for name in present}
    roles = {name: role for name, role in talks.roles.items() if name in there}
    return replace(talks, roles=roles, same=talks.same & there)


def store_talks(store: Store, viewer: Viewer, talks: Talks) -> Stored:
    """Store the transcripts as they are meant, all or none."""
    documents = [document for draft in talks.all_meant() for document in draft.documents]
    spoken = {turn.case for one in documents for turn in one.turns}
    roles = {name: role for name, role in talks.roles.items() if name in spoken}
    return store_drafts(store, viewer, talks.all_meant(), roles, talks.speaking)


def _put(several: Iterable[T], at: int, one: T) -> tuple[T, ...]:
    return tuple(one if place == at else other for place, other in enumerate(several))
