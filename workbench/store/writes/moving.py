"""A document's text was changed: what can be undone is kept as it would have been done now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, or_, select

from workbench.ideas import ThemeQuotation
from workbench.revisions import LaidCoding
from workbench.store.tables import code, coder, coding, document, round_, undo
from workbench.store.transaction import Reader, Writer
from workbench.store.writes.acts import Act, Flagged, repack, unpacked
from workbench.store.writes.codings import Mark
from workbench.store.writes.themes import Rethought
from workbench.store.writes.units import Parted
from workbench.terms import Span

Key = tuple[Any, ...]
"""A coding by round, coder, code, start and stop: in ids, or as people name them."""


class Keys(NamedTuple):
    """The codings of a document as they lay there, by what other rows call them."""

    by_ids: Mapping[Key, int]
    by_names: Mapping[Key, int]


def keys_of(reader: Reader, document_id: int) -> Keys:
    """The ids of a document's codings by the keys that undo entries hold."""
    c = coding.c
    rows = reader.rows(
        select(
            c.id, c.round_id, c.coder_id, c.code_id, c.start, c.stop,
            round_.c.n, coder.c.name, code.c.uid,
        )
        .join(round_, round_.c.id == c.round_id)
        .join(coder, coder.c.id == c.coder_id)
        .join(code, code.c.id == c.code_id)
        .where(c.document_id == document_id)
    )  # fmt: skip
    by_ids, by_names = {}, {}
    for id_, round_id, coder_id, code_id, start, stop, n, name, uid in rows:
        by_ids[round_id, coder_id, code_id, start, stop] = id_
        by_names[n, name, uid, start, stop] = id_
    return Keys(by_ids, by_names)


class Moved(NamedTuple):
    """Where everything in a document went."""

    document_id: int
    mark: Callable[[LaidCoding], LaidCoding]
    """Where a coding goes that is not there now."""
    follow: Callable[[Span], Span]
    """Where a stretch goes that the screen shows."""
    quote: Callable[[Span], Span]
    """Where a stretch goes that a theme quotes."""
    keys: Keys
    went: Mapping[int, Span]
    """Where each coding that was there lies now, by its id."""
    one_now: Mapping[int, int]
    """Of codings that fell together, the id of the one that stays."""

    def quoted(self, one: ThemeQuotation) -> Span:
        """Where a theme's quotation of this document goes: with its coding, if it is one."""
        id_ = self.keys.by_names.get((one.n, one.coder, one.code, one.start, one.stop))
        span = Span(one.start, one.stop)
        return self.quote(span) if id_ is None else self.went[id_]


def alike(places: Iterable[tuple[int, Key, bool]]) -> list[int]:
    """Those of a theme's quotations that would quote what another quotes already.

    A quotation is given by its number, where it lies now, and whether it is a coding.
    """
    best: set[Key] = set()
    gone = []
    for at, key, _ in sorted(places, key=lambda one: (not one[2], one[0])):
        if key in best:
            gone.append(at)
        best.add(key)
    return gone


def move(writer: Writer, moved: Moved) -> None:
    """Move all that undo entries say of the document."""
    name = writer.value(select(document.c.name).where(document.c.id == moved.document_id))
    said = cast(undo.c.inverse, Text)
    elsewhere = or_(*(said.like(f'%"{kind}"%') for kind in ("flagged", "themes", "chosen")))
    rows = writer.rows(
        select(undo.c.coder_id, undo.c.n, undo.c.document_id, said.label("inverse")).where(
            (undo.c.document_id == moved.document_id) | elsewhere
        )
    )
    repacked = []
    for row in rows:
        act = _everywhere(unpacked(row.inverse), str(name), moved)
        act = _here(act, moved) if row.document_id == moved.document_id else act
        repacked.append((row.coder_id, row.n, act))
    repack(writer, repacked)


def _here(act: Act, moved: Moved) -> Act:
    """An act in the document."""
    put = tuple(_mark(mark, moved) for mark in act.put)
    taken = tuple(_mark(mark, moved) for mark in act.taken)
    parted = act.parted and _parts(act.parted, moved.follow)
    act = act._replace(put=put, taken=taken, parted=parted)
    if act.start is None or act.stop is None:
        return act
    start, stop = moved.follow(Span(act.start, act.stop))
    return act._replace(start=start, stop=stop)


def _parts(parted: Parted, follow: Callable[[Span], Span]) -> Parted:
    start, first_stop = follow(Span(parted.start, parted.first_stop))
    second_start, stop = follow(Span(parted.second_start, parted.stop))
    return Parted(parted.unit_set_id, start, first_stop, second_start, stop, parted.apart)


def _mark(mark: Mark, moved: Moved) -> Mark:
    old = LaidCoding(0, mark.start, mark.stop, mark.first_unit_id, mark.last_unit_id)
    _, start, stop, first, last = moved.mark(old)
    return mark._replace(start=start, stop=stop, first_unit_id=first, last_unit_id=last)


def _everywhere(act: Act, name: str, moved: Moved) -> Act:
    """What an act in any documents says of this one, which has this name."""
    chosen = tuple(
        one._replace(coding_id=moved.one_now.get(one.coding_id, one.coding_id))
        for one in act.chosen
    )
    return act._replace(
        flagged=tuple(_flagged(one, moved) for one in act.flagged),
        chosen=chosen,
        themes=act.themes and _themes(act.themes, name, moved),
    )


def _flagged(one: Flagged, moved: Moved) -> Flagged:
    if one.document_id != moved.document_id:
        return one
    key = (one.round_id, one.coder_id, one.code_id, one.start, one.stop)
    id_ = moved.keys.by_ids.get(key)
    start, stop = moved.follow(Span(*key[3:])) if id_ is None else moved.went[id_]
    return one._replace(start=start, stop=stop)


def _themes(change: Rethought, name: str, moved: Moved) -> Rethought:
    return change._replace(
        themes={
            uid: [side and _theme(side, name, moved) for side in sides]
            for uid, sides in change.themes.items()
        }
    )


def _theme(value: dict[str, Any], name: str, moved: Moved) -> dict[str, Any]:
    there = [_quotation(cells, name, moved) for cells in value["quotations"]]
    gone = alike((at, one.place, bool(one.coder)) for at, one in enumerate(there))
    kept = [list(one) for at, one in enumerate(there) if at not in gone]
    return {**value, "quotations": kept}


def _quotation(cells: Sequence[Any], name: str, moved: Moved) -> ThemeQuotation:
    one = ThemeQuotation(*cells)
    if one.document != name:
        return one
    start, stop = moved.quoted(one)
    return one._replace(start=start, stop=stop)
