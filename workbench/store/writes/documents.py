"""Documents, their turns, and the units they are cut into."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from workbench.drafts import Draft, DraftDocument
from workbench.store.tables import attendance, document, turn, unit, unit_set
from workbench.store.transaction import Writer, new_uid
from workbench.store.writes.cases import case_ids, put_attendance
from workbench.terms import Span


def stored_hash(writer: Writer, name: str) -> str | None:
    """The hash of the file that a document came from; None where there is no such document."""
    found = writer.value(select(document.c.source_sha256).where(document.c.name == name))
    return None if found is None else str(found)


def add_document(
    writer: Writer,
    draft: Draft,
    found: DraftDocument,
    roles: Mapping[str, str],
    uid: str | None = None,
) -> int:
    """Store a document with its turns; speakers become cases that attended it. Its id.

    `roles` maps cases to their role in it; `*` stands for all others. A document that had an
    identity elsewhere brings its `uid`.
    """
    document_id = writer.insert(
        document,
        uid=uid or new_uid(),
        name=found.name,
        question=found.question,
        sha256=_sha256(found.text),
        source=draft.source,
        source_sha256=draft.source_sha256,
        importer=draft.importer,
        text=found.text,
    )
    cases = case_ids(writer, [t.case for t in found.turns if t.case])
    writer.insert_many(
        turn,
        ("document_id", "position", "start", "stop", "speaker", "case_id", "time", "phase"),
        (
            (document_id, n, t.start, t.stop, t.speaker, cases.get(t.case or ""), t.time, t.phase)
            for n, t in enumerate(found.turns, 1)
        ),
    )
    writer.insert_many(
        attendance,
        ("case_id", "document_id", "role"),
        ((id_, document_id, _role(name, roles)) for name, id_ in cases.items()),
    )
    writer.event("document imported", {"document": document_id, "turns": len(found.turns)})
    return document_id


def put_roles(writer: Writer, found: DraftDocument, roles: Mapping[str, str]) -> None:
    """Say anew who had which role in a document."""
    for name in dict.fromkeys(one.case for one in found.turns if one.case):
        put_attendance(writer, name, found.name, _role(name, roles))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _role(case: str, roles: Mapping[str, str]) -> str | None:
    """The role of a case, however its label is capitalised."""
    folded = {name.casefold(): role for name, role in roles.items()}
    return folded.get(case.casefold(), folded.get("*"))


def put_units(
    writer: Writer,
    name: str,
    unit_name: str,
    settings: Mapping[str, Any],
    spans: Sequence[Iterable[Span]],
) -> int:
    """Store a document's unit set in place of one of the same name; how many units it has.

    `spans` has, for each turn in order, the spans cut in it.
    """
    document_id = writer.id_of(document, "document", name)
    set_id = _emptied_set(writer, document_id, unit_name, settings)
    turn_ids = writer.rows(
        select(turn.c.id).where(turn.c.document_id == document_id).order_by(turn.c.position)
    )
    cut = [(row.id, span) for row, spans_ in zip(turn_ids, spans, strict=True) for span in spans_]
    writer.insert_many(
        unit,
        ("unit_set_id", "position", "start", "stop", "turn_id"),
        ((set_id, n, span.start, span.stop, id_) for n, (id_, span) in enumerate(cut, 1)),
    )
    writer.event("document segmented", {"unit_set": set_id, "units": len(cut)})
    return len(cut)


def _emptied_set(writer: Writer, document_id: int, name: str, settings: Mapping[str, Any]) -> int:
    here = (unit_set.c.document_id == document_id) & (unit_set.c.name == name)
    set_id = writer.value(select(unit_set.c.id).where(here))
    if set_id is None:
        return writer.insert(
            unit_set, document_id=document_id, name=name, settings=dict(settings), locked=False
        )
    writer.run(delete(unit).where(unit.c.unit_set_id == set_id))
    writer.run(update(unit_set).where(here).values(settings=dict(settings)))
    return int(set_id)
