"""What must hold of stretches and numbers in a study, as plain rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from workbench.terms import Span


def missing_numbers(numbers: Iterable[int], start: int = 1) -> list[int]:
    """Numbers left out of an ascending count from `start`.

    >>> missing_numbers([1, 2, 4, 7])
    [3, 5, 6]
    """
    left_out: list[int] = []
    for number in numbers:
        left_out.extend(range(start, number))
        start = number + 1
    return left_out


def misplaced(spans: Sequence[Span], length: int) -> list[int]:
    """Which stretches, counted from 1, are empty, overlap the one before or leave the text.

    >>> misplaced([Span(0, 4), Span(3, 6), Span(6, 6), Span(7, 12)], 10)
    [2, 3, 4]
    """
    wrong, end = [], 0
    for position, span in enumerate(spans, 1):
        if not end <= span.start < span.stop <= length:
            wrong.append(position)
        end = max(end, span.stop)
    return wrong


class Cut:
    """A text cut into units, in order: which of them a stretch touches."""

    def __init__(self, units: Sequence[tuple[int, Span]]) -> None:
        self.ids = [id_ for id_, _ in units]
        self._starts = [span.start for _, span in units]
        self._stops = [span.stop for _, span in units]

    def touched(self, span: Span) -> tuple[int, int] | None:
        """Ids of the first and the last unit that a stretch touches, or None.

        >>> Cut([(7, Span(0, 4)), (8, Span(5, 9))]).touched(Span(3, 6))
        (7, 8)
        >>> Cut([(7, Span(0, 4)), (8, Span(5, 9))]).touched(Span(4, 5)) is None
        True
        """
        first = bisect_right(self._stops, span.start)
        last = bisect_left(self._starts, span.stop) - 1
        return (self.ids[first], self.ids[last]) if first <= last else None
