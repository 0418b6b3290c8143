"""Which numbers are the steps of a scale, and which among them rather stand for no answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_STEPS = 11
"""The most steps of a scale, as from 0 to 10."""
_CODES = frozenset([-1, -2, -3, -7, -8, -9, 9, 77, 88, 98, 99, 777, 888, 998, 999, 9999])
"""What questionnaires write for “don't know”, “refused”, “not asked”, beside what never is one."""


class Scale(NamedTuple):
    """The steps of a scale that were found in a column."""

    steps: tuple[float, ...]
    apart: tuple[float, ...]
    """Numbers that stand apart from the steps, as codes for no answer do."""


def scale_of(numbers: Sequence[float]) -> Scale | None:
    """The scale in a column's different numbers, in order; None where they are none.

    >>> scale_of([1, 2, 3, 5])
    Scale(steps=(1, 2, 3, 5), apart=())
    >>> scale_of([-9, 1, 2, 3, 99])
    Scale(steps=(1, 2, 3), apart=(-9, 99))
    >>> scale_of([18, 25, 99]) is None
    True
    """
    sure = [number for number in numbers if number not in _CODES]
    apart = [number for number in numbers if len(sure) > 2 and _is_code(number, sure)]
    steps = [number for number in numbers if number not in apart]
    return Scale(tuple(steps), tuple(apart)) if _is_scale(steps) else None


def _is_scale(numbers: Sequence[float]) -> bool:
    whole = all(number == int(number) for number in numbers)
    return bool(
        whole
        and numbers
        and numbers[0] >= -5
        and numbers[-1] <= 10
        and numbers[-1] - numbers[0] < _STEPS
    )


def _is_code(number: float, steps: Sequence[float]) -> bool:
    """Whether a code lies so far off the steps that it is none of them."""
    if number not in _CODES:
        return False
    if number < 0:
        return steps[0] >= 1 or number < -5
    # Of a scale to 10 few people may have taken the 9 and nobody the 8.
    return number > 10 or (steps[0] <= 1 and steps[-1] + 3 <= number)
