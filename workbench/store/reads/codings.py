"""Codings and no-codes. Until reveal each coder reads only their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select

from workbench.store.reads.blindness import visible
from workbench.store.reads.rounds import round_row
from workbench.store.tables import (
    code,
    code_state,
    coder,
    coding,
    document,
    no_code,
    round_document,
    unit,
)
from workbench.store.transaction import Reader
from workbench.terms import Coding, NoCode, Span, Viewer


def codings(
    reader: Reader,
    viewer: Viewer,
    n: int,
    document_name: str | None = None,
    window: Span | None = None,
    *,
    proposed: bool = False,
) -> tuple[Coding, ...]:
    """The codings of a round that the viewer may see, in the order of the text.

    `proposed` takes those with coders' own codes too, which are not in the round's codebook and
    stay outside agreement.

    `document_name` takes those of one document; `window` those that touch a stretch of it.
    """
    c, row = coding.c, round_row(reader, n)
    first, last = unit.alias(), unit.alias()
    statement = (
        select(
            coder.c.name,
            document.c.name,
            code.c.uid,
            c.start,
            c.stop,
            first.c.position,
            last.c.position,
            c.copied,
            c.starred,
            c.group,
        )
        .join(coder, coder.c.id == c.coder_id)
        .join(document, document.c.id == c.document_id)
        .join(code, code.c.id == c.code_id)
        .join(first, first.c.id == c.first_unit_id)
        .join(last, last.c.id == c.last_unit_id)
        .where(c.round_id == row.id, visible(coding, "coder_id", reader, viewer))
        .order_by(c.document_id, c.start, c.stop, c.coder_id, c.code_id)
    )
    if not proposed:
        in_book = exists().where(
            code_state.c.version == row.version, code_state.c.code_id == c.code_id
        )
        statement = statement.where(or_(code.c.proposed_by.is_(None), in_book))
    rows = reader.rows(_within(statement, reader, document_name, window))
    return tuple(Coding(*row) for row in rows)


def _within(
    statement: Select[Any], reader: Reader, document_name: str | None, window: Span | None
) -> Select[Any]:
    if document_name is not None:
        document_id = reader.id_of(document, "document", document_name)
        statement = statement.where(coding.c.document_id == document_id)
    if window is not None:
        statement = statement.where(coding.c.start < window.stop, coding.c.stop > window.start)
    return statement


def no_codes(
    reader: Reader, viewer: Viewer, n: int, document_name: str | None = None
) -> tuple[NoCode, ...]:
    """The no-codes of a round that the viewer may see, in the order of the text."""
    row = round_row(reader, n)
    here = and_(
        round_document.c.unit_set_id == unit.c.unit_set_id, round_document.c.round_id == row.id
    )
    statement = (
        select(coder.c.name, document.c.name, unit.c.position)
        .select_from(no_code)
        .join(coder, coder.c.id == no_code.c.coder_id)
        .join(unit, unit.c.id == no_code.c.unit_id)
        .join(round_document, here)
        .join(document, document.c.id == round_document.c.document_id)
        .where(no_code.c.round_id == row.id, visible(no_code, "coder_id", reader, viewer))
        .order_by(document.c.id, unit.c.position, no_code.c.coder_id)
    )
    if document_name is not None:
        document_id = reader.id_of(document, "document", document_name)
        statement = statement.where(document.c.id == document_id)
    return tuple(NoCode(*found) for found in reader.rows(statement))
