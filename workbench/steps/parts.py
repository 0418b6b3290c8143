"""After a split: which of its parts each earlier coding is, one quotation after another.

The codings stay as they were; the choice is a layer of its own, from which the next round can
start. It concerns revealed rounds alone, because until then codings still change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workbench.coding.lineage import heirs_of
from workbench.coding.spoken import short_names
from workbench.errors import NameUnknown, NotAsked
from workbench.steps.books import whole_book
from workbench.steps.themes import code_names
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.blindness import REVEALED
from workbench.store.reads.parts import chosen_parts, coding_ids
from workbench.store.writes import acts, parts
from workbench.store.writes.acts import Act, ChosenPart
from workbench.terms import Round, Viewer

NEITHER = "none of them"


class ToChoose(NamedTuple):
    """A coding whose code was split since."""

    n: int
    coder: str
    document: str
    number: str
    """The first unit as it is spoken."""
    start: int
    stop: int
    code: str
    """The name of the code that was split."""
    parts: tuple[str, ...]
    """The names of its parts, in the order of the codebook: key 1, key 2, …"""
    chosen: str | None
    """The part; NEITHER; None: nobody has chosen yet."""
    quotation: str
    coding_id: int
    whole: str
    """Uid of the code that was split."""
    part_uids: tuple[str, ...]


def to_choose(
    store: Store, viewer: Viewer, n: int | None = None, *, waiting: bool = False
) -> list[ToChoose]:
    """The codings of revealed rounds whose code was split; `waiting`: only those not chosen yet.

    In the order of rounds and texts.
    """
    with store.reading() as reader:
        return [
            one
            for round_ in rounds.rounds(reader, viewer)
            if round_.state in REVEALED and n in (None, round_.n)
            for one in _of_round(reader, viewer, round_)
            if not waiting or one.chosen is None
        ]


def _of_round(reader: Reader, viewer: Viewer, one: Round) -> Iterator[ToChoose]:
    latest = {code.uid for _, code in codebooks.codebook(reader, viewer).walk()}
    heirs = heirs_of(codebooks.all_lineage(reader, viewer))
    names, called = code_names(reader, viewer), short_names(one.documents)
    book = whole_book(reader, viewer, one)
    chosen, ids = chosen_parts(reader, viewer, one.n), coding_ids(reader, viewer, one.n)
    texts = {name: documents.text(reader, viewer, name) for name in one.documents}
    names = {**{code.uid: code.name for _, code in book.walk()}, **names}
    for coding in codings.codings(reader, viewer, one.n, proposed=True):
        id_ = ids[coding.coder, coding.document, coding.code, coding.start, coding.stop]
        theirs = chosen.get(id_, {})
        for whole in _splits(coding.code, latest, heirs, theirs):
            its = heirs[whole]
            yield ToChoose(
                one.n,
                coding.coder,
                coding.document,
                f"{called[coding.document]}-{coding.first_unit}",
                coding.start,
                coding.stop,
                names[whole],
                tuple(names[uid] for uid in its),
                (names[part] if (part := theirs[whole]) else NEITHER) if whole in theirs else None,
                texts[coding.document][coding.start : coding.stop],
                id_,
                whole,
                its,
            )


def _splits(
    uid: str,
    latest: set[str],
    heirs: Mapping[str, tuple[str, ...]],
    chosen: Mapping[str, str | None],
) -> Iterator[str]:
    """The split codes on the way of a coding to the latest version, as far as was chosen."""
    seen = set()
    while uid not in latest and uid not in seen:
        seen.add(uid)
        made = heirs.get(uid, ())
        if len(made) > 1:
            yield uid
        onward = made[0] if len(made) == 1 else chosen.get(uid)
        if onward is None:
            return
        uid = onward


def choose(store: Store, viewer: Viewer, one: ToChoose, part: str | None) -> None:
    """Choose a part for a coding, by its name or its place from 1; NEITHER, or None: undo it."""
    after = [] if part is None else [_part(one, part)]
    with store.writing(viewer) as writer:
        there = chosen_parts(writer, viewer, one.n).get(one.coding_id, {})
        before = [there[one.whole]] if one.whole in there else []
        if rounds.round_of(writer, viewer, one.n, progress=False).state not in REVEALED:
            raise NotAsked(f"Round {one.n} is not revealed; its codings are still being made.")
        if before == after:
            return
        parts.set_part(writer, one.coding_id, one.whole, before, after)
        act = Act("part chosen", chosen=(ChosenPart(one.coding_id, one.whole, before, after),))
        event = writer.event(act.what, parts.place_ids(writer, one.coding_id))
        acts.remember(writer, event, act, None)


def _part(one: ToChoose, part: str) -> str | None:
    if part in ("0", NEITHER):
        return None
    if part.isdecimal() and 1 <= int(part) <= len(one.parts):
        return one.part_uids[int(part) - 1]
    if part in one.parts:
        return one.part_uids[one.parts.index(part)]
    raise NameUnknown(
        f"“{one.code}” was split into {', '.join(one.parts)}; write one of them, its place, or "
        f"“{NEITHER}”, not “{part}”."
    )
