"""Memos: one a person, target and round; written again, the text is what was written last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, select, update

from workbench.store.reads.rounds import round_row
from workbench.store.tables import case, code, document, memo, round_document, unit
from workbench.store.transaction import Writer, new_uid
from workbench.store.writes.shares import Whose, refuse_out
from workbench.store.writes.wordings import about_memo, put_past, put_removal


class Written(NamedTuple):
    """A memo was written, as event `n`; `before` is what it said before."""

    n: int
    round_id: int | None
    state: str | None
    before: str | None
    after: str | None


def put_memo(
    writer: Writer, target_kind: str, target: str, text: str, n: int | None
) -> Written | None:
    """Store a memo of whoever writes; an empty text removes it. None: nothing has changed."""
    row = None if n is None else round_row(writer, n)
    round_id = None if row is None else int(row.id)
    if n is not None and round_id is not None and writer.who is not None:
        refuse_out(writer, Whose(n, round_id, writer.who))
    after = text if text.strip() else None
    before = set_text(writer, target_kind, target, after, round_id)
    if before == after:
        return None
    ids = about_ids(writer, target_kind, target, round_id)
    event = writer.event("memo written", ids, round_id, writer.who)
    return Written(event, round_id, row and row.state, before, after)


def about_ids(writer: Writer, kind: str, target: str, round_id: int | None) -> dict[str, int]:
    """What a memo is about as history holds it: an id, and no name."""
    if kind == "event":
        return {"event": int(target)}
    table = _OF.get(kind)
    if kind == "unit":
        name, _, position = target.rpartition("#")
        here = round_document.c.round_id == round_id, document.c.name == name
        found = writer.value(
            select(unit.c.id)
            .join(round_document, round_document.c.unit_set_id == unit.c.unit_set_id)
            .join(document, document.c.id == round_document.c.document_id)
            .where(*here, unit.c.position == int(position))
        )
    elif table is not None:
        kind, found = table.name, writer.value(select(table.c.id).where(table.c.uid == target))
    else:
        return {}
    return {} if found is None else {kind: int(found)}


_OF = {"code": code, "agreement": code, "document": document, "case": case}


def set_text(
    writer: Writer, target_kind: str, target: str, text: str | None, round_id: int | None
) -> str | None:
    """Make a memo of whoever writes say this; None removes it. What it said before.

    What a round's memo says next has a new uid, so that of two copies the later is known.
    """
    return set_text_of(writer, Whom(writer.who, target_kind, target, round_id), text)


class Whom(NamedTuple):
    """Whose memo, about what, written in which round: ids."""

    author_id: int | None
    kind: str
    target: str
    round_id: int | None


def set_text_of(writer: Writer, whom: Whom, text: str | None, uid: str | None = None) -> str | None:
    """The same with anybody's memo; `uid` is that of the wording where it was written."""
    here = (
        (memo.c.target_kind == whom.kind)
        & (memo.c.target_uid == whom.target)
        & memo.c.round_id.is_not_distinct_from(whom.round_id)
        & memo.c.author_id.is_not_distinct_from(whom.author_id)
    )
    row = writer.row(select(memo.c.uid, memo.c.text).where(here))
    before: str | None = row and row.text
    if before == text and uid is None:
        return before
    if row is not None:
        _remember(writer, whom, row.uid, removed=text is None)
        writer.run(delete(memo).where(here))
    if text is not None:
        _put_memo(writer, whom, text, uid or new_uid())
    return before


def _remember(writer: Writer, whom: Whom, uid: str, *, removed: bool) -> None:
    if whom.round_id is None or whom.author_id is None:
        return
    about = about_memo(writer, whom.author_id, whom.kind, whom.target)
    put_past(writer, whom.round_id, about.subject, [uid])
    if removed:
        put_removal(writer, whom.round_id, about.subject)


def _put_memo(writer: Writer, whom: Whom, text: str, uid: str) -> None:
    writer.insert(
        memo,
        uid=uid,
        target_kind=whom.kind,
        target_uid=whom.target,
        round_id=whom.round_id,
        author_id=whom.author_id,
        text=text,
    )


class Brought(NamedTuple):
    """A memo from elsewhere: what it is about, in which round, by whom (None: nobody known)."""

    target_kind: str
    target: str
    n: int | None
    author: str | None
    text: str


def add_texts(writer: Writer, brought: Sequence[Brought]) -> int:
    """Store memos from elsewhere, each below what that person wrote there before; how many.

    What stands there already is not written again.
    """
    rounds = {one.n: int(round_row(writer, one.n).id) for one in brought if one.n is not None}
    authors = {one.author: writer.coder_id(one.author) for one in brought if one.author}
    added = 0
    for one in brought:
        place = (one.target_kind, one.target, rounds.get(one.n or 0), authors.get(one.author or ""))
        added += _add_text(writer, place, one.text)
    return added


def _add_text(writer: Writer, place: tuple[str, str, int | None, int | None], text: str) -> bool:
    kind, target, round_id, author_id = place
    here = (
        (memo.c.target_kind == kind)
        & (memo.c.target_uid == target)
        & memo.c.round_id.is_not_distinct_from(round_id)
        & memo.c.author_id.is_not_distinct_from(author_id)
    )
    before = writer.value(select(memo.c.text).where(here))
    if before is None:
        values = {"target_kind": kind, "target_uid": target, "round_id": round_id}
        writer.insert(memo, uid=new_uid(), author_id=author_id, text=text, **values)
        return True
    if f"\n\n{text}\n\n" in f"\n\n{before}\n\n":
        return False
    writer.run(update(memo).where(here).values(text=f"{before}\n\n{text}"))
    return True
