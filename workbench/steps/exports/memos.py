"""Memos with what they are about, in words."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.coding.spoken import short_names
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.steps.themes import code_names
from workbench.store import Reader, Store
from workbench.store.reads import documents, history, rounds
from workbench.store.reads.memos import memos as memos_read
from workbench.store.reads.studies import identities
from workbench.store.reads.themes import theme_sets
from workbench.tables.memos import WrittenMemo, memos_table
from workbench.terms import Memo, Table, Viewer


def memos(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """All memos that the viewer may see, or those of one round."""
    with store.reading() as reader:
        about = _About(reader, viewer)
        found = [
            WrittenMemo(about(one), one.target_kind, n, one.author or "", one.text)
            for n, one in _by_round(reader, viewer, wanted.n)
        ]
        if wanted.n is None:
            found += _of_themes(reader, viewer)
        return memos_table(found, provenance=provenance(reader, viewer, None))


def _by_round(reader: Reader, viewer: Viewer, n: int | None) -> Iterator[tuple[int | None, Memo]]:
    asked = [one.n for one in rounds.rounds(reader, viewer)] if n is None else [n]
    of_rounds = [(one, memo) for one in asked for memo in memos_read(reader, viewer, one)]
    if n is None:
        inside = {memo for _, memo in of_rounds}
        yield from ((None, memo) for memo in memos_read(reader, viewer) if memo not in inside)
    yield from of_rounds


def _of_themes(reader: Reader, viewer: Viewer) -> Iterator[WrittenMemo]:
    for one in theme_sets(reader, viewer):
        for theme in one.themes:
            if theme.memo:
                yield WrittenMemo(f"{theme.name} ({one.name})", "theme", None, "", theme.memo)


class _About:
    """What memos are about, in words."""

    def __init__(self, reader: Reader, viewer: Viewer) -> None:
        self._codes = code_names(reader, viewer)
        self._called = short_names(one.name for one in documents.documents(reader, viewer))
        self._named = {(one.kind, one.uid): one.name for one in identities(reader, viewer)}
        self._events = {str(one.n): one.what for one in history.events(reader, viewer)}

    def __call__(self, memo: Memo) -> str:
        """What one memo is about."""
        kind, target = memo.target_kind, memo.target
        if kind == "unit":
            document, _, position = target.rpartition("#")
            return f"{self._called.get(document, document)}-{position}"
        if kind == "event":
            return f"event {target}: {self._events.get(target, '')}"
        return self._codes.get(target) or self._named.get((kind, target)) or kind
