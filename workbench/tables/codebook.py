"""T4, the codebook: a row a code, with its rules and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.tables.words import short_definition
from workbench.terms import Code, Codebook, Table

COLUMNS = (
    "Code path",
    "Short definition",
    "Full definition",
    "Use when",
    "Do not use when",
    "Example (source)",
    "Origin",
    "Added in round",
    "Lineage",
)


def codebook_table(
    codebook: Codebook,
    *,
    added: Mapping[str, int] | None = None,
    lineage: Mapping[str, str] | None = None,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print a codebook.

    `added` gives for a code's uid the round it was added in, `lineage` what it comes from in
    words; without, the names in the version before stand there.
    """
    rows = tuple(
        (
            " > ".join(path),
            short_definition(code.definition),
            code.definition.strip(),
            code.use_when.strip(),
            code.do_not_use_when.strip(),
            "\n".join(example.strip() for example in code.examples),
            code.origin.strip(),
            (added or {}).get(code.uid),
            (lineage or {}).get(code.uid) or _lineage(code),
        )
        for path, code in codebook.walk()
    )
    title = f"Codebook, version {codebook.version}"
    note = f"{len(rows)} codes and categories; “Parent > Child” is a code's place in the tree."
    return Table(title, COLUMNS, rows, (note,), provenance or {})


def _lineage(code: Code) -> str:
    return f"was {', '.join(code.was)}" if code.was else ""
