"""Memos: what was written about anything, by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.terms import Table

COLUMNS = ("About", "Kind", "Round", "Author", "Memo")


class WrittenMemo(NamedTuple):
    """A memo with what it is about, in words."""

    about: str
    kind: str
    n: int | None
    """The round in which it was written."""
    author: str
    text: str


def memos_table(
    memos: Sequence[WrittenMemo], *, provenance: Mapping[str, str] | None = None
) -> Table:
    """Print memos in the order of their writing; those of themes come last."""
    rows = tuple((one.about, one.kind, one.n, one.author, one.text) for one in memos)
    return Table("Memos", COLUMNS, rows, (), provenance or {})
