"""Numbers for units that two people on the phone can say: `S3-212`.

A document is called by the first letters of its name's words and its digits: `session-3` is S3.
Where two documents would be called the same, both keep their names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from workbench.errors import NameUnknown

_PART = re.compile(r"[^\W\d_]+|\d+")


def short_names(documents: Iterable[str]) -> Mapping[str, str]:
    """What each document is called in the numbers of its units.

    >>> dict(short_names(["session-1", "session-2", "feedback/would_change"]))
    {'session-1': 'S1', 'session-2': 'S2', 'feedback/would_change': 'FWC'}
    >>> dict(short_names(["session-1", "sitting 1"]))
    {'session-1': 'session-1', 'sitting 1': 'sitting 1'}
    """
    return _called(tuple(documents))


@lru_cache(maxsize=4)  # asked for at every number that is said, search and screen
def _called(names: tuple[str, ...]) -> Mapping[str, str]:
    called = {name: _short(name) or name for name in names}
    times = Counter(word for name in names for word in {_said(name), _said(called[name])})
    return MappingProxyType(
        {name: called[name] if times[_said(called[name])] == 1 else name for name in names}
    )


def _short(name: str) -> str:
    parts: list[str] = _PART.findall(name)
    return "".join(part if part.isdigit() else part[0].upper() for part in parts)


def spoken(documents: Iterable[str], document: str, unit: int) -> str:
    """The number of a unit as it is said.

    >>> spoken(["session-3"], "session-3", 212)
    'S3-212'
    """
    return f"{short_names(documents)[document]}-{unit}"


def find_spoken(documents: Iterable[str], number: str) -> tuple[str, int]:
    """The document and the position that a spoken number means, however it is capitalised."""
    called, _, unit = number.rpartition("-")
    for name, short in short_names(documents).items():
        if _said(called) in (_said(short), _said(name)) and unit.strip().isdecimal():
            return name, int(unit)
    raise NameUnknown(f"“{number}” is no unit here; write its document and number as in S3-212.")


def _said(name: str) -> str:
    return name.strip().casefold()
