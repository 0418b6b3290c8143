"""The study's history. What a coder did in a blind round stays theirs until reveal.

Events are stored with numbers without gaps. Who may not see all of them would count the others'
acts by the numbers that are missing; so each reader gets numbers of their own, from 1, which are
the stored ones as soon as nothing is blind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select

from workbench.store.reads.blindness import visible
from workbench.store.tables import coder, event, round_
from workbench.store.transaction import Reader
from workbench.terms import Event, Memo, Viewer


def events(reader: Reader, viewer: Viewer) -> tuple[Event, ...]:
    """Events that the viewer may see, first to last, with the numbers that they have for them."""
    e, whose = event.c, coder.alias()
    rows = reader.rows(
        select(e.n, e.at, coder.c.name, e.what, e.ids, whose.c.name, round_.c.n)
        .select_from(event)
        .outerjoin(coder, coder.c.id == e.who)
        .outerjoin(whose, whose.c.id == e.coder_id)
        .outerjoin(round_, round_.c.id == e.round_id)
        .where(_seen(reader, viewer))
        .order_by(e.n)
    )
    numbers = {row.n: number for number, row in enumerate(rows, start=1)}
    return tuple(
        Event(numbers[n], at, who, what, _renumbered(what, ids, numbers), of, in_round)
        for n, at, who, what, ids, of, in_round in rows
    )


def _renumbered(
    what: str, ids: Mapping[str, object], numbers: Mapping[int, int]
) -> dict[str, object]:
    """What an event holds; an event that it names has the number that it has for the viewer."""
    told, memo_on = ids.get("event"), str(ids.get("target"))
    if isinstance(told, int):
        return {**ids, "event": numbers.get(told)}
    if what == "memo written" and memo_on.isdecimal():  # as it was written once
        return {"event": numbers.get(int(memo_on))}
    return dict(ids)


def on_events(reader: Reader, viewer: Viewer, found: Sequence[Memo]) -> tuple[Memo, ...]:
    """Memos of which those on events name them by the number that they have for the viewer.

    Those on events that the viewer may not see are left out.
    """
    if not any(one.target_kind == "event" for one in found):
        return tuple(found)
    rows = reader.rows(select(event.c.n).where(_seen(reader, viewer)).order_by(event.c.n))
    numbers = {str(row.n): str(number) for number, row in enumerate(rows, start=1)}
    return tuple(
        one if one.target_kind != "event" else one._replace(target=numbers[one.target])
        for one in found
        if one.target_kind != "event" or one.target in numbers
    )


def _seen(reader: Reader, viewer: Viewer) -> ColumnElement[bool]:
    return visible(event, "coder_id", reader, viewer) | event.c.coder_id.is_(None)


def last_change(reader: Reader, viewer: Viewer) -> str:
    """When the study last changed, as far as the viewer may know: UTC, to the second."""
    seen = _seen(reader, viewer)
    return str(reader.value(select(event.c.at).where(seen).order_by(event.c.n.desc()).limit(1)))
