"""Codings and no-codes. Until reveal each coder reads only their own.

There may be a million, so the statements go to the driver and fetch ids; what they stand for is
looked up once.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, case, exists, func, literal_column, or_, select

from workbench.store.defaults import OWN_CODES
from workbench.store.reads.blindness import ONLY_CODER, visible_in
from workbench.store.reads.rounds import RoundKey, round_key
from workbench.store.sqlite import Prepared, prepared, understood
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
from workbench.watching import MANY, each

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    row = round_key(reader, n)
    values = _wanted(row, reader, viewer, document_name, window)
    if not proposed:
        values["version"] = row.version
    rows = reader.fetch(_codings(frozenset(values)), values)
    coders, documents, codes = (_named(reader, of) for of in (_CODERS, _DOCUMENTS, _CODES))
    return tuple(
        Coding(
            coders[who],
            documents[where],
            codes[what],
            start,
            stop,
            first,
            last,
            copied != 0,
            starred != 0,
            group,
        )
        for who, where, what, start, stop, first, last, copied, starred, group in each(
            "Reading codings", rows, MANY
        )
    )


def _wanted(
    row: RoundKey, reader: Reader, viewer: Viewer, document_name: str | None, window: Span | None
) -> dict[str, int]:
    """The values that say which judgements are wanted, and may be seen."""
    values = {"round_id": row.id, **visible_in(row, reader, viewer)}
    if document_name is not None:
        values["document_id"] = reader.id_of(document, "document", document_name)
    if window is not None:
        values |= {"from": window.start, "to": window.stop}
    return values


_CODERS = prepared(select(coder.c.id, coder.c.name))
_DOCUMENTS = prepared(select(document.c.id, document.c.name))
_CODES = prepared(select(code.c.id, code.c.uid))


def _named(reader: Reader, which: Prepared) -> dict[int, str]:
    return dict(reader.fetch(which, {}))


@cache
def _codings(asked: frozenset[str]) -> Prepared:
    """The statement for what is asked about, by the names of its values."""
    c = coding.c
    first, last = unit.alias(), unit.alias()
    # Most codings lie in one unit, and then the second is not looked for.
    other = select(last.c.position).where(last.c.id == c.last_unit_id).scalar_subquery()
    to = case((c.last_unit_id == c.first_unit_id, first.c.position), else_=other)
    marks = (c.start, c.stop, first.c.position, to, c.copied, c.starred, c.group)
    joined: Select[Any] = select(c.coder_id, c.document_id, c.code_id, *marks).join(
        first, first.c.id == c.first_unit_id
    )
    statement = _of_round(joined, asked)
    if "document_id" in asked:
        statement = statement.where(c.document_id == bindparam("document_id"))
    if "from" in asked:
        statement = statement.where(c.start < bindparam("to"), c.stop > bindparam("from"))
    if "version" in asked:
        statement = statement.where(or_(c.code_id < OWN_CODES, _IN_BOOK))
    return prepared(statement.order_by(c.document_id, c.start, c.stop, c.coder_id, c.code_id))


# Ids of codes of one's own are high, so that of the others none need be looked up.
_IN_BOOK = exists().where(
    code_state.c.version == bindparam("version"), code_state.c.code_id == coding.c.code_id
)


def _of_round(statement: Select[Any], asked: frozenset[str], *, scan: bool = False) -> Select[Any]:
    # An index finds each row by itself; of most of a table, one scan costs a third of that.
    round_id = coding.c.round_id + 0 if scan else coding.c.round_id
    statement = statement.where(round_id == bindparam("round_id"))
    if ONLY_CODER in asked:
        statement = statement.where(coding.c.coder_id == bindparam(ONLY_CODER))
    return statement


class Columns(NamedTuple):
    """Codings as arrays in no order: the same place in each is one coding; ids."""

    coder: NDArray[np.int64]
    code: NDArray[np.int64]
    first_unit: NDArray[np.int64]
    last_unit: NDArray[np.int64]


def columns(reader: Reader, viewer: Viewer, n: int) -> Columns:
    """The codings of a round that the viewer may see, without copies that nobody confirmed."""
    import numpy as np

    row = round_key(reader, n)
    values = {"round_id": row.id, **visible_in(row, reader, viewer)}
    ((coders, codes),) = reader.fetch(_WIDTHS, {})
    packed = _packed(frozenset(values))
    with understood(reader.connection) as driver:
        # One number a row, and no list between, is half the cost of rows of four.
        cursor = driver.execute(*packed.filled({**values, "coders": coders, "codes": codes}))
        cells = np.fromiter(chain.from_iterable(cursor), dtype=np.int64)
    place, code_ = np.divmod(cells[cells >= 0], codes)
    first, coder_ = np.divmod(place, coders)
    found = Columns(coder_, code_, first, first)
    return found if len(first) == len(cells) else _with_passages(reader, found, values)


def _with_passages(reader: Reader, found: Columns, values: dict[str, int]) -> Columns:
    import numpy as np

    rows = reader.fetch(_passages(frozenset(values)), values)
    more = np.array(rows, dtype=np.int64).reshape(-1, len(Columns._fields)).T
    return Columns(*(np.concatenate(both) for both in zip(found, more, strict=True)))


_WIDTHS = prepared(
    select(
        select(func.coalesce(func.max(coder.c.id), 0) + 1).scalar_subquery(),
        select(func.coalesce(func.max(code.c.id), 0) + 1).scalar_subquery(),
    )
)


@cache
def _packed(asked: frozenset[str]) -> Prepared:
    """Unit, coder and code of a coding as one number; -1 for a passage across units."""
    c = coding.c
    place = c.first_unit_id * bindparam("coders") + c.coder_id
    whole = place * bindparam("codes") + c.code_id
    cell = case((c.first_unit_id == c.last_unit_id, whole), else_=literal_column("-1"))
    scan = ONLY_CODER not in asked
    return prepared(_of_round(select(cell).where(_JUDGES), asked, scan=scan))


@cache
def _passages(asked: frozenset[str]) -> Prepared:
    c = coding.c
    statement = select(c.coder_id, c.code_id, c.first_unit_id, c.last_unit_id)
    across = c.first_unit_id < c.last_unit_id
    return prepared(_of_round(statement.where(_JUDGES, across), asked))


_JUDGES = coding.c.copied.is_(False)


def no_codes(
    reader: Reader,
    viewer: Viewer,
    n: int,
    document_name: str | None = None,
    window: Span | None = None,
) -> tuple[NoCode, ...]:
    """The no-codes of a round that the viewer may see, in the order of the text.

    `document_name` takes those of one document; `window` those that touch a stretch of it.
    """
    values = _wanted(round_key(reader, n), reader, viewer, document_name, window)
    rows = reader.fetch(_no_codes(frozenset(values)), values)
    coders, documents = (_named(reader, of) for of in (_CODERS, _DOCUMENTS))
    found = each("Reading judgements", rows, MANY)
    return tuple(NoCode(coders[who], documents[where], unit_) for who, where, unit_ in found)


@cache
def _no_codes(asked: frozenset[str]) -> Prepared:
    here = and_(
        round_document.c.unit_set_id == unit.c.unit_set_id,
        round_document.c.round_id == bindparam("round_id"),
    )
    statement = (
        select(no_code.c.coder_id, round_document.c.document_id, unit.c.position)
        .select_from(no_code)
        .join(unit, unit.c.id == no_code.c.unit_id)
        .join(round_document, here)
        .where(no_code.c.round_id == bindparam("round_id"))
    )
    if ONLY_CODER in asked:
        statement = statement.where(no_code.c.coder_id == bindparam(ONLY_CODER))
    if "document_id" in asked:
        statement = statement.where(round_document.c.document_id == bindparam("document_id"))
    if "from" in asked:
        statement = statement.where(unit.c.start < bindparam("to"), unit.c.stop > bindparam("from"))
    order = (round_document.c.document_id, unit.c.position, no_code.c.coder_id)
    return prepared(statement.order_by(*order))


class Passed(NamedTuple):
    """No-codes as arrays in no order; ids."""

    coder: NDArray[np.int64]
    unit: NDArray[np.int64]


def passed(reader: Reader, viewer: Viewer, n: int) -> Passed:
    """The no-codes of a round that the viewer may see."""
    import numpy as np

    row = round_key(reader, n)
    values = {"round_id": row.id, **visible_in(row, reader, viewer)}
    cells = reader.fetch(_passed(frozenset(values)), values)
    return Passed(*np.array(cells, dtype=np.int64).reshape(-1, len(Passed._fields)).T)


@cache
def _passed(asked: frozenset[str]) -> Prepared:
    statement = select(no_code.c.coder_id, no_code.c.unit_id)
    statement = statement.where(no_code.c.round_id == bindparam("round_id"))
    if ONLY_CODER in asked:
        statement = statement.where(no_code.c.coder_id == bindparam(ONLY_CODER))
    return prepared(statement)
