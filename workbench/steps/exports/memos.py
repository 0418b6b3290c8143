"""Memos with what they are about, in words."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.steps.memo import Called
from workbench.store import Reader, Store
from workbench.store.reads.memos import memos as memos_read
from workbench.store.reads.themes import theme_sets
from workbench.tables.memos import WrittenMemo, memos_table
from workbench.terms import Table, Viewer


def memos(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """All memos that the viewer may see, those of no round first, or those of one round."""
    with store.reading() as reader:
        about = Called(reader, viewer)
        found = [
            WrittenMemo(about(one), one.target_kind, one.n, one.author or "", one.text)
            for one in memos_read(reader, viewer, wanted.n)
        ]
        found.sort(key=lambda one: one.n or 0)
        if wanted.n is None:
            found += _of_themes(reader, viewer)
        return memos_table(found, provenance=provenance(reader, viewer, None))


def _of_themes(reader: Reader, viewer: Viewer) -> Iterator[WrittenMemo]:
    for one in theme_sets(reader, viewer):
        for theme in one.themes:
            if theme.memo:
                yield WrittenMemo(f"{theme.name} ({one.name})", "theme", None, "", theme.memo)
