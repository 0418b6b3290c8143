"""What somebody who withdraws leaves in a study goes, table by table, in one transaction.

What stays of it: that turns were withdrawn, their length, and hashes by which an older copy of
the study is known to hold them. History and undo are in `withdrawn_acts.py`. A test looks
for tables that both forget.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Select,
    Table,
    delete,
    func,
    select,
    update,
)

from workbench.store.reads.cells import ABSTRACTION, FRAMEWORK, unit_row
from workbench.store.reads.withdrawals import Withdrawal, hashed
from workbench.store.sqlite import listed, prepared
from workbench.store.tables import (
    assent,
    attendance,
    attribute,
    case,
    chosen_part,
    coder,
    coding,
    decision,
    decision_code,
    document,
    event,
    memo,
    no_code,
    result,
    revision,
    round_,
    round_document,
    second_look,
    share,
    survey_response,
    theme_quotation,
    turn,
    typed_cell,
    unit,
    unit_set,
    unquoted,
    withdrawal,
    withdrawn_turn,
    wording,
)
from workbench.store.transaction import Reader, Writer, now
from workbench.store.writes.wordings import AboutMemo, decision_subject
from workbench.store.writes.words import follow

Holds = Callable[[int, int, int], bool]
"""Whether a stretch (document id, start, stop) touches nothing but withdrawn turns."""


def put_withdrawal(
    writer: Writer, identity: str, name: str, rows: Iterable[int], how: Mapping[str, str]
) -> int:
    """Keep that somebody withdrew, by hashes of the case's uid and name; its number."""
    w = withdrawal.c
    salt = writer.value(select(w.salt).limit(1)) or secrets.token_hex(16)
    n = int(writer.value(select(func.max(w.n))) or 0) + 1
    writer.insert(
        withdrawal,
        n=n,
        at=now(),
        salt=salt,
        identity=hashed(salt, identity),
        name=hashed(salt, name.casefold()),
        known_by=[hashed(salt, str(row)) for row in rows],
        how=dict(how),
        settled=False,
    )
    writer.event("contribution withdrawn", {"withdrawal": n})
    return n


def know_by(writer: Writer, one: Withdrawal, names: Iterable[str]) -> None:
    """Know somebody who withdrew by other names too."""
    more = (hashed(one.salt, name.casefold()) for name in names)
    known = list(dict.fromkeys((*one.known_by, *more)))
    writer.run(update(withdrawal).where(withdrawal.c.n == one.n).values(known_by=known))


def put_known(writer: Writer, values: Mapping[str, Any]) -> None:
    """Keep a withdrawal, as another copy of the study has it, unless it is known here."""
    known = withdrawal.c.identity == values["identity"]
    if writer.value(select(withdrawal.c.n).where(known)) is None:
        n = int(writer.value(select(func.max(withdrawal.c.n))) or 0) + 1
        writer.insert(withdrawal, **{**values, "n": n})
        writer.event("contribution withdrawn", {"withdrawal": n})


def settle(writer: Writer) -> None:
    """No backup holds anything of anybody who withdrew."""
    writer.run(update(withdrawal).values(settled=True))


# ------------------------------------------------------------------ the case


def rows_of(reader: Reader, case_id: int) -> list[int]:
    """The hashes of the survey rows of a case."""
    s = survey_response.c
    return [row.raw for row in reader.rows(select(s.raw).where(s.case_id == case_id))]


def forget_case(writer: Writer, case_id: int) -> None:
    """Remove a case and all that is known of it; its turns are nobody's."""
    nobody = {"case_id": None, "speaker": None, "time": None, "phase": None}
    writer.run(update(turn).where(turn.c.case_id == case_id).values(**nobody))
    for table in (attribute, attendance, survey_response, unquoted):
        writer.run(delete(table).where(table.c.case_id == case_id))
    writer.run(delete(case).where(case.c.id == case_id))


def mark_turns(writer: Writer, turns: Iterable[int]) -> None:
    """Turns (ids) were withdrawn."""
    writer.insert_many(withdrawn_turn, ("turn_id",), ((id_,) for id_ in turns))


def forget_sources(writer: Writer, documents: Sequence[int]) -> None:
    """Remove what tells of the files that documents (ids) came from.

    Hashes of older texts stay where a packet made of them may still come back: it is by them
    that it is known.
    """
    here = listed(documents)
    writer.run(update(document).where(document.c.id.in_(here)).values(source="", source_sha256=""))
    theirs = revision.c.document_id.in_(here) & revision.c.document_id.not_in(_packed())
    writer.run(update(revision).where(theirs).values(sha256=""))


def _packed() -> Select[tuple[int]]:
    """The documents (ids) of which packets were made, to code or to talk about."""
    talked = select(func.json_extract(event.c.ids, "$.round")).where(
        event.c.what == "packet made", func.json_extract(event.c.ids, "$.discuss").is_not(None)
    )
    made = round_.c.id.in_(select(share.c.round_id)) | round_.c.n.in_(talked)
    return (
        select(round_document.c.document_id)
        .join(round_, round_.c.id == round_document.c.round_id)
        .where(made)
    )


def rename_documents(writer: Writer, names: Mapping[str, str]) -> None:
    """Give documents other names (old to new), wherever they are called by them."""
    for old, new in names.items():
        here = document.c.name == old
        writer.run(update(document).where(here).values(name=new, question=None))
    if names:
        follow(writer, names)


# ------------------------------------------------------------------ what coders did


class Unit(NamedTuple):
    """A unit that was withdrawn: its set, its document (id, uid, name), its position."""

    id: int
    unit_set_id: int
    document_id: int
    uid: str
    document: str
    position: int


def units_of(reader: Reader, turns: Iterable[int]) -> tuple[Unit, ...]:
    """The units of turns (ids), of all unit sets."""
    u, d = unit.c, document.c
    rows = reader.rows(
        select(u.id, u.unit_set_id, d.id, d.uid, d.name, u.position)
        .join(turn, turn.c.id == u.turn_id)
        .join(document, d.id == turn.c.document_id)
        .where(u.turn_id.in_(listed(turns)))
    )
    return tuple(Unit(*row) for row in rows)


def forget_codings(writer: Writer, documents: Sequence[int], holds: Holds) -> frozenset[int]:
    """Remove codings, and quotations in themes, that touch nothing but withdrawn turns.

    The ids of the codings.
    """
    q = theme_quotation.c
    where = q.document_id.in_(listed(documents))
    quoted = writer.rows(select(q.id, q.document_id, q.start, q.stop).where(where))
    _remove(writer, theme_quotation, "id", (row[0] for row in quoted if holds(*row[1:])))
    c = coding.c
    there = select(c.id, c.document_id, c.start, c.stop)
    asked = frozenset(documents)
    rows = [row for row in writer.fetch(prepared(there), {}) if row[1] in asked]
    gone = [row[0] for row in rows if holds(*row[1:])]
    _remove(writer, chosen_part, "coding_id", gone)
    _remove(writer, theme_quotation, "coding_id", gone)
    _remove(writer, coding, "id", gone)
    return frozenset(gone)


def _remove(writer: Writer, table: Table, column: str, ids: Iterable[int]) -> None:
    writer.run(delete(table).where(table.c[column].in_(listed(ids))))


def forget_judgements(writer: Writer, units: Sequence[Unit]) -> None:
    """Remove no-codes, second looks and decisions on units."""
    ids = [one.id for one in units]
    _remove(writer, no_code, "unit_id", ids)
    _remove(writer, second_look, "unit_id", ids)
    d = decision.c
    made = [row.id for row in writer.rows(select(d.id).where(d.unit_id.in_(listed(ids))))]
    _remove(writer, decision_code, "decision_id", made)
    _remove(writer, assent, "decision_id", made)
    _remove(writer, decision, "id", made)
    subjects = [decision_subject(one.uid, one.position) for one in units]
    writer.run(delete(wording).where(wording.c.subject.in_(listed(subjects))))


class Target(NamedTuple):
    """What a memo is about, and in which round (id) it was written."""

    kind: str
    target: str
    round_id: int | None


def memo_targets(reader: Reader, units: Sequence[Unit]) -> frozenset[Target]:
    """What memos on units are about: units go by the set that a memo's round judges."""
    by_set: dict[int, list[int]] = {}
    r = round_document.c
    for round_id, set_id in reader.rows(select(r.round_id, r.unit_set_id)):
        by_set.setdefault(set_id, []).append(round_id)
    return frozenset(
        Target("unit", f"{one.document}#{one.position}", round_id)
        for one in units
        for round_id in (None, *by_set.get(one.unit_set_id, ()))
    )


def forget_memos(writer: Writer, targets: frozenset[Target]) -> None:
    """Remove memos, and what they said before."""
    m = memo.c
    rows = writer.rows(
        select(m.id, m.target_kind, m.target_uid, m.round_id, coder.c.uid).outerjoin(
            coder, coder.c.id == m.author_id
        )
    )
    gone = [row for row in rows if Target(*row[1:4]) in targets]
    _remove(writer, memo, "id", (row[0] for row in gone))
    for row in gone:
        subject = AboutMemo(str(row.uid), row.target_kind, row.target_uid).subject
        theirs = (wording.c.subject == subject) & (wording.c.round_id == row.round_id)
        writer.run(delete(wording).where(theirs))


def cells_of(reader: Reader, case_uid: str, units: Sequence[Unit]) -> frozenset[CellRow]:
    """The rows of tables to fill in that sum up what they said, or are a unit of theirs."""
    sets = {row.id: row.name for row in reader.rows(select(unit_set.c.id, unit_set.c.name))}
    of_units = (
        (ABSTRACTION, unit_row(one.uid, sets[one.unit_set_id], one.position)) for one in units
    )
    return frozenset({(FRAMEWORK, case_uid), *of_units})


CellRow = tuple[str, str]
"""A table to fill in, and the key of a row."""


def forget_cells(writer: Writer, rows: frozenset[CellRow]) -> None:
    """Empty those rows."""
    c = typed_cell.c
    found = writer.rows(select(c.id, c.table_name, c.row_key))
    ids = [row.id for row in found if (row.table_name, row.row_key) in rows]
    writer.run(update(typed_cell).where(c.id.in_(listed(ids))).values(words=""))


# ------------------------------------------------------------------ stored agreement


def forget_results(writer: Writer, rounds: Iterable[int], is_told: Callable[[Any], bool]) -> None:
    """Remove stored agreement of rounds (numbers), and any in which their names or words stand."""
    numbers = frozenset(rounds)
    r = result.c
    rows = writer.rows(
        select(r.id, round_.c.n, r.question, r.numbers).join(round_, round_.c.id == r.round_id)
    )
    gone = [
        id_
        for id_, n, question, found in rows
        if n in numbers or is_told(question) or is_told(found) or is_told([*_keys(found)])
    ]
    _remove(writer, result, "id", gone)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _keys(one)
    elif isinstance(value, list):
        for one in value:
            yield from _keys(one)


def note_on_results(writer: Writer, rounds: Mapping[int, int]) -> None:
    """Stored agreement says how many units it includes that were withdrawn since, by round."""
    r = result.c
    rows = writer.rows(select(r.id, round_.c.n, r.numbers).join(round_, round_.c.id == r.round_id))
    for id_, n, found in rows:
        if n in rounds:
            said = _included(found.get("note"), rounds[n])
            writer.run(update(result).where(r.id == id_).values(numbers={**found, "note": said}))


def _included(note: str | None, units: int) -> str:
    kept = (note or "").partition(_INCLUDES)
    before = int(kept[2].partition(" ")[0]) if kept[1] else 0
    told = f"{_INCLUDES}{before + units} withdrawn {'unit' if before + units == 1 else 'units'}."
    return " ".join(part for part in (kept[0].strip(), told) if part)


_INCLUDES = "This includes "
