"""Scores that were asked for twice, told from the names of their columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

_WHEN = (
    r"pre|post|before|after|vorher|nachher|avant|après|antes|después|depois|prima|dopo"
    r"|baseline|follow[ _-]?up|t\d|time[ _]?\d|w\d|wave[ _]?\d"
)
_FIRST = re.compile(rf"({_WHEN})[ _.:-]+(.+)", re.IGNORECASE)
_LAST = re.compile(rf"(.+?)(?:[ _.:-]+({_WHEN})|\s*[(\[]({_WHEN})[)\]])", re.IGNORECASE)


def timed(columns: Sequence[str]) -> dict[str, tuple[str, str]]:
    """For each column that another one repeats at another time: the score's name, and the time.

    >>> timed(["worry_pre", "worry_post", "calm_pre"])
    {'worry_pre': ('worry', 'pre'), 'worry_post': ('worry', 'post')}
    """
    told = {column: parts for column in columns if (parts := _parts(column))}
    times: dict[str, set[str]] = defaultdict(set)
    for name, when in told.values():
        times[name].add(when.casefold())
    taken = set(columns) - set(told)
    return {
        column: (name, when)
        for column, (name, when) in told.items()
        if len(times[name]) > 1 and name not in taken
    }


def _parts(column: str) -> tuple[str, str] | None:
    if found := _LAST.fullmatch(column):
        return found[1], found[2] or found[3]
    if found := _FIRST.fullmatch(column):
        return found[2], found[1]
    return None
