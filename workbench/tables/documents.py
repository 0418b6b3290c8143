"""The documents of a study, with how much is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.terms import Document, Table

COLUMNS = ("document", "question", "characters", "turns", "units", "sha256")


def documents_table(
    documents: Iterable[Document],
    characters: Mapping[str, int],
    units: Mapping[str, int] | None = None,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """List documents; `units` gives for each its number of units, blank where there are none.

    `characters` gives for each its code points; `sha256` is that of the text as it is stored.
    """
    rows = tuple(
        (d.name, d.question, characters[d.name], d.turns, (units or {}).get(d.name), d.sha256)
        for d in documents
    )
    return Table("Documents", COLUMNS, rows, (), provenance or {})
