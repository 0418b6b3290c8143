"""Whose words may be quoted, and what is not to be."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from workbench.store.tables import case, document, unquoted
from workbench.store.transaction import Reader
from workbench.terms import Viewer


class Unquoted(NamedTuple):
    """The cases and documents whose words are not to be quoted, by name, each with the reason."""

    cases: dict[str, str]
    documents: dict[str, str]

    def forbids(self, document_name: str, case_name: str | None) -> bool:
        """Whether what somebody said in a document is not to be quoted."""
        return document_name in self.documents or case_name in self.cases


def unquotable(reader: Reader, viewer: Viewer) -> Unquoted:
    """What is not to be quoted; everything else may be."""
    u = unquoted.c
    cases = reader.rows(select(case.c.name, u.reason).join(case, case.c.id == u.case_id))
    texts = reader.rows(
        select(document.c.name, u.reason).join(document, document.c.id == u.document_id)
    )
    return Unquoted(dict(map(tuple, cases)), dict(map(tuple, texts)))
