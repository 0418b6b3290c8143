"""Stretches that do not overlap: which of several suggestions stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from workbench.privacy.suggestion import Suggestion


class Taken:
    """Stretches that are spoken for."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._blocks: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for start, stop in spans:
            self._put(start, stop)

    def take_longest(self, found: Iterable[Suggestion]) -> list[Suggestion]:
        """Those that overlap nothing; of two that overlap the longer, then the earlier."""
        ranked = sorted(found, key=lambda one: (one.start - one.stop, one.start, bool(one.doubt)))
        return [one for one in ranked if self._take(one.start, one.stop)]

    def is_free(self, start: int, stop: int) -> bool:
        """Whether nobody spoke for any of a stretch."""
        return not any(
            one < stop and start < other
            for block in _blocks(start, stop)
            for one, other in self._blocks.get(block, ())
        )

    def _take(self, start: int, stop: int) -> bool:
        free = self.is_free(start, stop)
        if free:
            self._put(start, stop)
        return free

    def _put(self, start: int, stop: int) -> None:
        for block in _blocks(start, stop):
            self._blocks[block].append((start, stop))


def _blocks(start: int, stop: int) -> range:
    return range(start >> 8, (stop - 1 >> 8) + 1)
