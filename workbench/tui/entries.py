"""The codebook as a list on the screen: which key puts which code, and in which colour."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from workbench.terms import Code, Codebook

SCREEN_KEYS = frozenset("jknpumsghlvwbq")
"""Letters that are the coding screen's own; a code that wants one is reached by the picker."""

OKABE_ITO = (
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
    "#999999",
)


class Entry(NamedTuple):
    """A line of the list."""

    code: Code
    depth: int
    key: str
    """The key that puts it; empty: it is reached by the picker."""
    colour: str


def entries(codebook: Codebook, taken: Collection[str]) -> tuple[Entry, ...]:
    """The codebook as a list; `taken` are keys of the screen, which win over a code's.

    A code without a colour of its own has the one of what groups it, else one of eight that
    colour-blind eyes tell apart.
    """
    found: list[Entry] = []
    keys: set[str] = set(taken)
    colours: dict[tuple[str, ...], str] = {}
    for path, code in codebook.walk():
        colour = code.colour or colours.get(path[:-1]) or OKABE_ITO[len(found) % len(OKABE_ITO)]
        colours[path] = colour
        key = code.key if _usable(code, keys) else ""
        keys.add(key)
        found.append(Entry(code, len(path) - 1, key, colour))
    return tuple(found)


def _usable(code: Code, taken: Collection[str]) -> bool:
    return len(code.key) == 1 and code.key.isalpha() and code.key not in taken
