"""Who and what is to be hidden, and what is to stand there instead.

A replacement stands in brackets, so that a reader sees that something was replaced: a pseudonym
`[Student 3]`, a category `[hospital]`, a generalisation `[a northern city]`, or `[…]` for what
was removed. In labels (a case's name, a speaker) it stands without.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from workbench.errors import NotAsked
from workbench.folding import fold

Kind = Literal["pseudonym", "category", "generalisation", "removal"]
KINDS: tuple[Kind, ...] = ("pseudonym", "category", "generalisation", "removal")
REMOVED = "[…]"


class Name(NamedTuple):
    """A name, or other words that tell who somebody is, and what replaces them."""

    original: str
    replacement: str
    """With its brackets."""
    kind: Kind = "pseudonym"
    case: str = ""
    """The uid of the case that it is the name of; empty: of none."""

    @property
    def label(self) -> str:
        """The replacement as it stands in a label."""
        return bare(self.replacement)


def named(original: str, replacement: str, kind: str = "", case: str = "") -> Name:
    """A name as a person gives it, judged; without a replacement it is removed.

    >>> named("Anna", "Student 3").replacement, named("Anna", "").kind
    ('[Student 3]', 'removal')
    """
    original, said = " ".join(original.split()), bare(" ".join(replacement.split()))
    if not fold(original):
        raise NotAsked("A name is empty; write the words that are to be replaced.")
    meant = kind.strip().casefold() or ("pseudonym" if said not in ("", "…") else "removal")
    found = next((one for one in KINDS if meant in (one, one[:-1])), None)
    if found is None:
        raise NotAsked(f"“{kind}” is no kind of replacement; there are: {', '.join(KINDS)}.")
    if found == "removal":
        return Name(original, REMOVED, found, case)
    if not said or said == "…":
        raise NotAsked(f"“{original}” has no replacement; write one, or make its kind removal.")
    _refuse_unfit(said)
    return Name(original, f"[{said}]", found, case)


def _refuse_unfit(said: str) -> None:
    if not said.isprintable() or "[" in said or "]" in said or len(said) > 200:
        raise NotAsked(f"“{said[:60]}” cannot stand in brackets; write plain words.")


def bare(replacement: str) -> str:
    """A replacement without its brackets.

    >>> bare("[Student 3]"), bare("Student 3")
    ('Student 3', 'Student 3')
    """
    whole = replacement.startswith("[") and replacement.endswith("]")
    return replacement[1:-1].strip() if whole else replacement


def numbered(word: str, taken: Iterable[str]) -> str:
    """The next pseudonym of a word that nobody has.

    >>> numbered("Student", ["[Student 1]", "student 2"])
    '[Student 3]'
    """
    there = {fold(bare(one)) for one in taken}
    number = 1
    while fold(f"{word} {number}") in there:
        number += 1
    return f"[{word} {number}]"


def merged(known: Iterable[Name], new: Iterable[Name]) -> tuple[Name, ...]:
    """All names once, by their original; what is new says it better."""
    found = {fold(one.original): one for one in known}
    for one in new:
        before = found.get(fold(one.original))
        found[fold(one.original)] = one._replace(case=one.case or (before.case if before else ""))
    return tuple(found.values())
