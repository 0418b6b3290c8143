"""The study itself."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from workbench.store.tables import case, coder, document, study
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def title(reader: Reader, viewer: Viewer) -> str:
    """The study's title."""
    return str(reader.value(select(study.c.name)))


class Identity(NamedTuple):
    """What something is called here, and what it is called wherever it travels."""

    kind: str
    name: str
    uid: str


def identities(reader: Reader, viewer: Viewer) -> tuple[Identity, ...]:
    """The uids of the study and of its documents, coders and cases."""
    found = [Identity("study", "", str(reader.value(select(study.c.uid))))]
    for table in (document, coder, case):
        rows = reader.rows(select(table.c.name, table.c.uid).order_by(table.c.id))
        found += [Identity(table.name, *row) for row in rows]
    return tuple(found)
