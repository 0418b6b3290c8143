"""One coder's share of a round as a study file of its own.

It has the same tables, so that the whole workbench works in it. It is written row by row into a
new file, never cut down from a copy: nothing of the other coders is in it, not in free pages and
not in gaps between numbers. Triggers keep everything but the coder's own work as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Table, insert, null, select, true
from sqlalchemy.exc import SQLAlchemyError

from workbench import __version__
from workbench.errors import FileFault, StudyForeign, StudyUnwritable
from workbench.shares import Returned, ReturnedCoding, ReturnedDocument, ReturnedMemo, ShareForm
from workbench.store import sqlite, tables
from workbench.store.freezing import freeze
from workbench.store.reads.settings import SMALL_CELLS
from workbench.store.reads.statuses import CONFIDENTIAL
from workbench.store.study import laid_out, open_study
from workbench.store.tables import (
    assignment,
    attendance,
    case,
    code,
    code_group,
    code_state,
    codebook_version,
    coder,
    coding,
    discussion,
    document,
    document_status,
    event,
    memo,
    no_code,
    proposal,
    round_,
    round_document,
    setting,
    share,
    study,
    turn,
    unit,
    unit_set,
    unquoted,
    withdrawn_turn,
)
from workbench.store.transaction import Reader, Writer
from workbench.store.writes.proposals import carried
from workbench.store.writes.shares import Whose
from workbench.terms import Span
from workbench.watching import MANY, each, tell

_ME = 1
"""The coder's id in their packet, whatever it is at home."""


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder in `folder` for as long as it is needed, which only we may read."""
    try:
        with tempfile.TemporaryDirectory(prefix=".packet-", dir=folder) as name:
            yield Path(name)
    except OSError as fault:
        raise StudyUnwritable(
            f"{folder} cannot be written to ({fault.strerror}); make room, or ask its owner."
        ) from fault


def packet_bytes(reader: Reader, whose: Whose, packet: str, folder: Path) -> bytes:
    """A share as the bytes of a study file; built in `folder`, where the study lies in clear."""

    def fill(writer: Writer) -> None:
        put_parts(reader, writer, _parts(reader, whose))
        values = {"packet": packet, "form": "here", "counter": 0, "trail": "", "held": ""}
        writer.insert(share, round_id=whose.round_id, coder_id=_ME, **values, out=False)
        writer.event("packet made", {"round": whose.n})
        freeze(writer.connection)

    return filled(fill, folder)


def filled(fill: Callable[[Writer], None], folder: Path) -> bytes:
    """A new study, filled, as the bytes of its file."""
    with scratch(folder) as inside:
        draft, whole = inside / "draft", inside / "packet"
        with laid_out(draft) as writer:
            fill(writer)
        sqlite.copy_to(draft, whole)
        return whole.read_bytes()


Part = tuple[Table, ColumnElement[bool], dict[str, Any]]
"""A table, its rows that are wanted, and what stands in some of their columns instead."""


def _parts(reader: Reader, whose: Whose) -> Iterator[Part]:
    """Each table with the rows that the share needs."""
    given = (assignment.c.round_id == whose.round_id) & (assignment.c.coder_id == whose.coder_id)
    texts = select(assignment.c.document_id).where(given)
    yield study, true(), {"schema_version": tables.SCHEMA, "program": __version__}
    yield coder, coder.c.id == whose.coder_id, {"id": _ME}
    yield from round_parts(reader, whose.round_id, texts)
    yield from _own_codes(whose)
    for table, owner in ((assignment, "coder_id"), (coding, "coder_id"), (memo, "author_id")):
        own = (table.c.round_id == whose.round_id) & (table.c[owner] == whose.coder_id)
        yield table, own, {owner: _ME, "id": None}
    own = (no_code.c.round_id == whose.round_id) & (no_code.c.coder_id == whose.coder_id)
    yield no_code, own, {"coder_id": _ME}


def round_parts(reader: Reader, round_id: int, texts: Any) -> Iterator[Part]:
    """What a round is about: its documents (ids), how they are cut, and its codebook."""
    yield from _text_parts(round_id, texts)
    yield from _codebook_parts(reader, round_id)
    yield round_, round_.c.id == round_id, {}
    here = round_document.c.document_id.in_(texts)
    yield round_document, (round_document.c.round_id == round_id) & here, {}


def _own_codes(whose: Whose) -> Iterator[Part]:
    """What the coder proposes, with the codes of their own that codings rest on."""
    mine = (proposal.c.round_id == whose.round_id) & (proposal.c.coder_id == whose.coder_id)
    made = select(proposal.c.code_id).where(mine)
    yield code, code.c.id.in_(made), {"proposed_by": _ME}
    yield proposal, mine, {"id": None, "coder_id": _ME, "version": None}


def _text_parts(round_id: int, texts: Any) -> Iterator[Part]:
    speakers = select(turn.c.case_id).where(turn.c.document_id.in_(texts))
    sets = select(round_document.c.unit_set_id).where(
        round_document.c.round_id == round_id, round_document.c.document_id.in_(texts)
    )
    yield document, document.c.id.in_(texts), {}
    yield case, case.c.id.in_(speakers), {}
    spoke = attendance.c.case_id.in_(speakers) & attendance.c.document_id.in_(texts)
    yield attendance, spoke, {"id": None}
    yield turn, turn.c.document_id.in_(texts), {}
    here = select(turn.c.id).where(turn.c.document_id.in_(texts))
    yield withdrawn_turn, withdrawn_turn.c.turn_id.in_(here), {}
    yield from _confidence_parts(texts, speakers)
    yield unit_set, unit_set.c.id.in_(sets), {}
    yield unit, unit.c.unit_set_id.in_(sets), {}


def _confidence_parts(texts: Any, speakers: Any) -> Iterator[Part]:
    """What is raw, and who may not be quoted: it holds wherever the words are.

    Who said so, and why, stays at home.
    """
    nobody = {"by_id": None, "checked_by_id": None}
    yield document_status, document_status.c.document_id.in_(texts), nobody
    theirs = unquoted.c.document_id.in_(texts) | unquoted.c.case_id.in_(speakers)
    yield unquoted, theirs, {"id": None, "reason": ""}
    yield setting, setting.c.name.in_((CONFIDENTIAL, SMALL_CELLS)), {}


def _codebook_parts(reader: Reader, round_id: int) -> Iterator[Part]:
    v = reader.value(select(round_.c.version).where(round_.c.id == round_id))
    stated = select(code_state.c.code_id).where(code_state.c.version == v)
    yield codebook_version, codebook_version.c.n == v, {}
    yield code, code.c.id.in_(stated), {"proposed_by": None}
    yield code_state, code_state.c.version == v, {}
    yield code_group, code_group.c.version == v, {}


def put_parts(reader: Reader, writer: Writer, parts: Iterable[Part]) -> None:
    """Copy rows into a new study."""
    for table, rows, instead in parts:
        tell("Writing the packet")
        _copy(reader, writer, table, rows, instead)


def _copy(
    reader: Reader, writer: Writer, table: Table, rows: ColumnElement[bool], instead: dict[str, Any]
) -> None:
    # An id that would tell how many rows others have is left out, and given anew.
    names = [c.name for c in table.c if c.name != "id" or instead.get("id", _ME) is not None]
    columns = [null().label(name) if name in instead else table.c[name] for name in names]
    found = reader.rows(select(*columns).where(rows).order_by(*table.primary_key.columns))
    fixed = {name: value for name, value in instead.items() if name in names}
    values = [{**dict(zip(names, row, strict=True)), **fixed} for row in found]
    if values:
        writer.connection.execute(insert(table), values)


# ------------------------------------------------------------------ what came back


def returned(reader: Reader, name: str) -> Returned:
    """What a packet holds; `name` serves for messages. FileFault where it is no packet.

    The file comes from outside, so each value is what it must be, or refused.
    """
    here = reader.row(
        select(share.c.packet, share.c.round_id, share.c.coder_id, round_.c.n)
        .join(round_, round_.c.id == share.c.round_id)
        .where(share.c.form == "here")
    )
    if here is None:
        raise FileFault(f"{name} is a study, but no packet; take what `packet make` wrote.")
    whose = Whose(whole_number(here.n), here.round_id, here.coder_id)
    history = history_of(reader)
    found = _share(reader, whose, str(here.packet), "packet")
    return replace(found, counter=len(history), history=history)


def returned_at_home(reader: Reader, whose: Whose, packet: str) -> Returned:
    """A share as it lies in the study that sends it out as a coding sheet."""
    return _share(reader, whose, packet, "sheet")


def _share(reader: Reader, whose: Whose, packet: str, form: ShareForm) -> Returned:
    origin = reader.row(select(study.c.uid, study.c.name))
    me = reader.row(select(coder.c.uid, coder.c.name).where(coder.c.id == whose.coder_id))
    version = reader.value(select(round_.c.version).where(round_.c.id == whose.round_id))
    return Returned(
        study=str(origin.uid),
        study_name=str(origin.name),
        packet=packet,
        form=form,
        n=whose.n,
        coder=str(me.uid),
        coder_name=str(me.name),
        version=whole_number(version),
        counter=0,
        documents=tuple(_documents(reader, whose)),
        codings=_codings(reader, whose),
        no_codes=_no_codes(reader, whose),
        memos=_memos(reader, whose),
        proposals=carried(reader, whose.round_id, whose.coder_id),
    )


def whole_number(value: object) -> int:
    """The number that a cell from outside holds; FileFault where it holds none."""
    # SQLite stores text in a column of integers when it is asked to.
    if not isinstance(value, int):
        raise FileFault("The packet is damaged: a number in it is none; ask for it again.")
    return value


def history_of(reader: Reader) -> tuple[str, ...]:
    """The history of a packet, a line an event, first to last."""
    rows = reader.rows(select(event.c.at, event.c.what, event.c.ids).order_by(event.c.n))
    return tuple(json.dumps([at, what, ids]) for at, what, ids in rows)


def _documents(reader: Reader, whose: Whose) -> Iterator[ReturnedDocument]:
    rows = reader.rows(
        select(
            document.c.uid,
            document.c.name,
            document.c.text,
            assignment.c.finished,
            round_document.c.unit_set_id,
        )
        .join(assignment, assignment.c.document_id == document.c.id)
        .join(round_document, round_document.c.document_id == document.c.id)
        .where(
            assignment.c.round_id == whose.round_id,
            assignment.c.coder_id == whose.coder_id,
            round_document.c.round_id == whose.round_id,
        )
        .order_by(document.c.id)
    )
    for uid, name, text, finished, set_id in each("Reading documents", rows):
        units = reader.rows(
            select(unit.c.start, unit.c.stop)
            .where(unit.c.unit_set_id == set_id)
            .order_by(unit.c.position)
        )
        sha256 = hashlib.sha256(str(text).encode("utf-8", "surrogatepass")).hexdigest()
        spans = tuple(Span(*row) for row in units)
        yield ReturnedDocument(str(uid), str(name), sha256, spans, bool(finished))


def _codings(reader: Reader, whose: Whose) -> tuple[ReturnedCoding, ...]:
    c = coding.c
    rows = reader.rows(
        select(document.c.uid, code.c.uid, c.start, c.stop, c.copied, c.starred, c.group)
        .join(document, document.c.id == c.document_id)
        .join(code, code.c.id == c.code_id)
        .where(c.round_id == whose.round_id, c.coder_id == whose.coder_id)
    )
    return tuple(
        ReturnedCoding(uid, code_uid, whole_number(start), whole_number(stop), *marks)
        for uid, code_uid, start, stop, *marks in each("Reading codings", rows, MANY)
    )


def _no_codes(reader: Reader, whose: Whose) -> tuple[tuple[str, int], ...]:
    rows = reader.rows(
        select(document.c.uid, unit.c.position)
        .join(unit_set, unit_set.c.document_id == document.c.id)
        .join(unit, unit.c.unit_set_id == unit_set.c.id)
        .join(no_code, no_code.c.unit_id == unit.c.id)
        .where(no_code.c.round_id == whose.round_id, no_code.c.coder_id == whose.coder_id)
    )
    return tuple((uid, whole_number(position)) for uid, position in rows)


def _memos(reader: Reader, whose: Whose) -> tuple[ReturnedMemo, ...]:
    m = memo.c
    rows: Sequence[Any] = reader.rows(
        select(m.target_kind, m.target_uid, m.text)
        .where(m.round_id == whose.round_id, m.author_id == whose.coder_id)
        .order_by(m.id)
    )
    return tuple(ReturnedMemo(str(kind), str(target), str(text)) for kind, target, text in rows)


T = TypeVar("T")


def read_with(read: Callable[[Reader, str], T], path: Path, folder: Path | None = None) -> T:
    """What is read of a packet; a copy is opened in `folder`, else beside it, and removed.

    `read` is given the packet's name too. The file is left as it is, but for the rest of a
    transaction that a kill cut off.
    """
    sqlite.check_header(path)
    with scratch(folder or path.absolute().parent) as inside:
        copy = inside / "packet"
        sqlite.copy_to(path, copy)
        try:
            with contextlib.closing(open_study(copy)) as store, store.reading() as reader:
                return read(reader, path.name)
        except (SQLAlchemyError, StudyForeign, TypeError, ValueError) as fault:
            raise FileFault(f"{path.name} is damaged; ask for it again.") from fault


def whole_copy(path: Path) -> bytes:
    """A study's file with all that is committed in it, while others may use it."""
    with scratch(path.absolute().parent) as inside:
        copy = inside / "packet"
        sqlite.copy_to(path, copy)
        return copy.read_bytes()


class Home(NamedTuple):
    """What a packet is compared with in the study that takes it."""

    uid: str
    coder: str | None
    """The name of the packet's coder here; None where there is no such coder."""
    is_packet: bool


def home_of(reader: Reader, coder_uid: str) -> Home:
    """What the packet of a coder (their uid) is compared with."""
    name = reader.value(select(coder.c.name).where(coder.c.uid == coder_uid))
    here = reader.value(select(share.c.packet).where(share.c.form == "here"))
    here = here or reader.value(select(discussion.c.packet))
    return Home(
        uid=str(reader.value(select(study.c.uid))),
        coder=None if name is None else str(name),
        is_packet=here is not None,
    )
