"""People of one name in several documents: who is taken for whom, and making two cases one.

That two documents have the same name is offered as one person and never assumed. Until somebody
says so, the later one is a case of its own, called as `own_name` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.importers.pieces import case_of
from workbench.importers.speaking import Speaking, is_offered
from workbench.steps.backup import backup_before
from workbench.steps.own_names import own_name
from workbench.store import Reader, Store, Writer
from workbench.store.reads import cases as reads
from workbench.store.reads import documents
from workbench.store.writes import cases as writes
from workbench.terms import NOBODY, Turn, Viewer

NOTHING_SAID = Speaking()


def who_are(
    reader: Reader,
    document: str,
    names: Iterable[str],
    speaking: Speaking = NOTHING_SAID,
    turns: Sequence[Turn] = (),
) -> dict[str, str]:
    """For names in a document, which case each of them is, or will be.

    `turns`: those of the document, where it is in the study; who speaks there under a name stays
    that case unless `speaking` says otherwise.
    """
    listed = list(dict.fromkeys(names))
    there = reads.documents_of(
        reader, NOBODY, [*listed, *(own_name(name, document) for name in listed)]
    )
    spoken = {(case_of(one.speaker) or "").casefold(): one.case for one in turns}
    return {
        name: _who_is(document, name, speaking, there, spoken.get(name.casefold()))
        for name in listed
    }


def _who_is(
    document: str,
    name: str,
    speaking: Speaking,
    there: Mapping[str, tuple[str, ...]],
    known: str | None,
) -> str:
    own = own_name(name, document)
    if not speaking.is_said(name):
        here = [one for one in (own, name) if document in there.get(one.casefold(), ())]
        if known or here:
            return known or here[0]
    elsewhere = any(one != document for one in there.get(name.casefold(), ()))
    return own if elsewhere and not speaking.is_same(name) else name


# ------------------------------------------------------------------ joining


class Namesake(NamedTuple):
    """A case that may be the person of the same name in other documents."""

    case: str
    document: str
    same_as: str
    """The case of that name elsewhere."""
    also_in: tuple[str, ...]


class Joined(NamedTuple):
    """What making cases one did."""

    joined: tuple[Namesake, ...]
    copy: Path | None
    """The study as it was before; None where nothing was stored."""


def offers(store: Store, viewer: Viewer) -> tuple[Namesake, ...]:
    """The cases that may be one with the case of the same name elsewhere."""
    with store.reading() as reader:
        return tuple(_offers(reader, viewer))


def _offers(reader: Reader, viewer: Viewer) -> Iterator[Namesake]:
    found = reads.cases(reader, viewer)
    by_name = {one.name.casefold(): one for one in found}
    for one in found:
        for document in (there.document for there in one.attendances):
            name = one.name.removesuffix(own_name("", document))
            other = by_name.get(name.casefold())
            if name != one.name and other is not None and is_offered(name):
                also_in = tuple(there.document for there in other.attendances)
                yield Namesake(one.name, document, other.name, also_in)


def join_cases(
    store: Store, viewer: Viewer, keep: str, others: Sequence[str], *, dry_run: bool = False
) -> Joined:
    """Make cases one, which is called `keep`: turns, attendances, facts and answers are its own.

    A copy of the study is made before, because it cannot be undone. NotAsked where they are one
    already, or the study says of them what cannot both be of one person.
    """
    wanted = tuple(Namesake(one, "", keep, ()) for one in dict.fromkeys(others))
    return _joined(store, viewer, wanted, dry_run=dry_run)


def join_offered(store: Store, viewer: Viewer, *, dry_run: bool = False) -> Joined:
    """Make one whoever has the name of somebody in another document; as `join_cases`."""
    return _joined(store, viewer, offers(store, viewer), dry_run=dry_run)


def _joined(store: Store, viewer: Viewer, wanted: Sequence[Namesake], *, dry_run: bool) -> Joined:
    if not wanted:
        return Joined((), None)
    copy = None
    with store.rehearsing(viewer) if dry_run else store.writing(viewer) as writer:
        if not dry_run:
            copy = backup_before(store, "joining")
        for one in wanted:
            _refuse_contradictions(writer, one.same_as, one.case)
            writes.join_cases(writer, one.same_as, one.case)
    return Joined(tuple(wanted), copy)


def _refuse_contradictions(writer: Writer, keep: str, gone: str) -> None:
    if keep.casefold() == gone.casefold():
        raise NotAsked(f"“{keep}” and “{gone}” are one case already; name two.")
    for about, one, other in reads.contradictions(writer, NOBODY, keep, gone):
        raise NotAsked(
            f"“{keep}” and “{gone}” cannot be one: {about} is “{one}” of the first and “{other}” "
            "of the second; correct one (workbench cases STUDY load FILE)."
        )


def taken_for(writer: Writer, case: str, document: str) -> str | None:
    """Take a document's namesake of a case for it, because somebody says who was there.

    The name that the namesake had; None where there was none.
    """
    own = own_name(case, document)
    there = reads.documents_of(writer, NOBODY, [own])
    if document not in there.get(own.casefold(), ()):
        return None
    if writes.known_cases(writer, [case]):
        _refuse_contradictions(writer, case, own)
        writes.join_cases(writer, case, own)
        return own
    return None


def speaker_cases(writer: Writer, document: str, speakers: Iterable[str | None]) -> dict[str, str]:
    """Which case each speaker of a document in the study is, or would be."""
    names = {one: case_of(one) for one in speakers if one and case_of(one)}
    turns = documents.turns(writer, NOBODY, document)
    who = who_are(writer, document, [name for name in names.values() if name], turns=turns)
    return {speaker: who[name] for speaker, name in names.items() if name}
