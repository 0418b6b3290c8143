"""What is in a study, at a glance: documents with their units, rounds with their progress."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workbench.coding.spoken import find_spoken
from workbench.errors import NameUnknown, NotAsked
from workbench.store import Reader, Store
from workbench.store.reads import documents, rounds
from workbench.terms import Assignment, Round, Unit, Viewer


def document_rows(store: Store, viewer: Viewer) -> list[dict[str, Any]]:
    """All documents, with how they are cut and how far coders are in each round."""
    with store.reading() as reader:
        all_rounds = rounds.rounds(reader, viewer)
        characters = documents.characters(reader, viewer)
        return [
            {
                "document": one.name,
                "question": one.question,
                "turns": one.turns,
                "characters": characters[one.name],
                "sha256": one.sha256,
                "units": {row.name: row.units for row in documents.unit_sets(reader, one.name)},
                "progress": _progress(all_rounds, one.name),
            }
            for one in documents.documents(reader, viewer)
        ]


def _progress(all_rounds: tuple[Round, ...], name: str) -> list[dict[str, Any]]:
    return [
        {"round": one.n, "coder": share.coder, **_share(share)}
        for one in all_rounds
        for share in one.assignments
        if share.document == name
    ]


def round_rows(store: Store, viewer: Viewer) -> list[dict[str, Any]]:
    """All rounds, as plain values from which they can be made again."""
    with store.reading() as reader:
        found = rounds.rounds(reader, viewer)
    return [
        {
            "round": one.n,
            "purpose": one.purpose,
            "state": one.state,
            "codebook": one.version,
            "unit": one.unit,
            "roles": list(one.roles),
            "start_from": one.start_from,
            "documents": list(one.documents),
            "coders": list(one.coders),
            "sample": None if one.sample is None else asdict(one.sample),
            "assignments": [
                {"coder": share.coder, "document": share.document, **_share(share)}
                for share in one.assignments
            ],
        }
        for one in found
    ]


def _share(share: Assignment) -> dict[str, Any]:
    return {
        "units": share.units,
        "judged": share.judged,
        "finished": share.finished,
        "sample": None if share.sample is None else list(share.sample),
    }


def find_unit(store: Store, viewer: Viewer, number: str) -> tuple[str, int]:
    """The document and position of a unit by its spoken number, such as S3-212."""
    with store.reading() as reader:
        names = [one.name for one in documents.documents(reader, viewer)]
    return find_spoken(names, number)


def unit_at(
    reader: Reader, viewer: Viewer, document: str, position: int, n: int | None = None
) -> Unit:
    """A unit of a document, as a round cut it; without a number the latest round with it."""
    asked = rounds.rounds(reader, viewer, progress=False)
    if n is not None:
        asked = (rounds.round_of(reader, viewer, n, progress=False),)
    cuts = [one.unit for one in asked if document in one.documents]
    if not cuts:
        raise NotAsked(f"“{document}” is in no such round; say the stretch by start and stop.")
    units = documents.units(reader, viewer, document, cuts[-1])
    if not 1 <= position <= len(units):
        raise NameUnknown(f"“{document}” has no unit {position}; there are {len(units)}.")
    return units[position - 1]
