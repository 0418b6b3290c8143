"""The codebook as a list on the screen: which key puts which code, and in which colour."""

from __future__ import annotations

from collections.abc import Collection
from string import ascii_letters, ascii_lowercase
from typing import NamedTuple

from workbench.terms import Code, Codebook

SCREEN_KEYS = frozenset("jknpumsghlvwbq")
"""Letters that are the coding screen's own; a code that wants one gets another."""

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
    """The key that puts it; empty: no letter is left, and it is reached by the picker."""
    colour: str
    own: bool = False
    """It is the coder's own code, outside the codebook."""


def entries(
    codebook: Codebook, taken: Collection[str], own: Collection[str] = ()
) -> tuple[Entry, ...]:
    """The codebook as a list; `taken` are keys of the screen, which win over a code's.

    `own`: uids of the coder's own codes.

    A code whose key is missing or taken gets a free letter: the first of its name, else any.
    The same codebook gives the same letters.

    A code without a colour of its own has the one of what groups it, else one of eight that
    colour-blind eyes tell apart.
    """
    found: list[Entry] = []
    keys = letters(codebook, taken)
    colours: dict[tuple[str, ...], str] = {}
    for path, code in codebook.walk():
        colour = code.colour or colours.get(path[:-1]) or OKABE_ITO[len(found) % len(OKABE_ITO)]
        colours[path] = colour
        found.append(Entry(code, len(path) - 1, keys.get(path, ""), colour, code.uid in own))
    return tuple(found)


def letters(codebook: Codebook, taken: Collection[str]) -> dict[tuple[str, ...], str]:
    """The letter of each code, by its path; the codebook's own keys are given out first."""
    keys: dict[tuple[str, ...], str] = {}
    used = set(taken)
    for path, code in codebook.walk():
        if _usable(code, used):
            keys[path] = code.key
            used.add(code.key)
    for path, code in codebook.walk():
        if path not in keys and code.kind == "code" and (letter := _free(code.name, used)):
            keys[path] = letter
            used.add(letter)
    return keys


def _free(name: str, used: Collection[str]) -> str:
    """The first letter of the name that is free, else of the alphabet; empty: none is left."""
    own = [letter for letter in name.lower() if letter in ascii_lowercase]
    return next((letter for letter in (*own, *ascii_letters) if letter not in used), "")


def _usable(code: Code, taken: Collection[str]) -> bool:
    return len(code.key) == 1 and code.key.isalpha() and code.key not in taken
