"""The list of codes with the letters that put them on a unit, to lie beside the keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.terms import Codebook, Table

COLUMNS = ("Key", "Code", "In short")
WORDS = 10
"""So many words of a definition stand beside a code."""


def keys_table(codebook: Codebook, *, provenance: Mapping[str, str] | None = None) -> Table:
    """Print a line a code, on one page for all but very large codebooks."""
    rows = tuple(
        (code.key, f"{'· ' * (len(path) - 1)}{code.name}", _short(code.definition))
        for path, code in codebook.walk()
    )
    note = "A dot stands for each step down the tree."
    title = f"Keys of the codebook, version {codebook.version}"
    return Table(title, COLUMNS, rows, (note,), provenance or {})


def _short(definition: str) -> str:
    words = definition.split()
    return " ".join(words) if len(words) <= WORDS else f"{' '.join(words[:WORDS])} …"
