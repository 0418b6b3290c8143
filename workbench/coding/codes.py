"""Which code is meant by a name, and which codes exclude each other."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.terms import Code, Codebook, Exclusive

_FEW = 30


def format_path(path: tuple[str, ...]) -> str:
    """A code's path as people write it: `Parent > Child`."""
    return " > ".join(path)


@dataclass(frozen=True)
class CodeIndex:
    """The codes of one codebook by whatever they may be called.

    A code is called by its name, by its path from the top, or by the end of its path.
    """

    paths: tuple[tuple[str, ...], ...]
    """Every code's path, in the order of the codebook."""
    called: Mapping[str, tuple[tuple[tuple[str, ...], Code], ...]]
    """For each name, path or end of a path, the codes it may mean."""

    @classmethod
    def of(cls, codebook: Codebook) -> CodeIndex:
        """Index a codebook; once for many names."""
        called: dict[str, list[tuple[tuple[str, ...], Code]]] = {}
        for path, code in codebook.walk():
            for start in range(len(path)):
                called.setdefault(_plain(format_path(path[start:])), []).append((path, code))
        paths = tuple(path for path, _ in codebook.walk())
        return cls(paths, {name: tuple(codes) for name, codes in called.items()})

    def find(self, name: str) -> Code:
        """The code that `name` means; a whole path comes before the end of one.

        Raises NameUnknown with the right names, or NotAsked when it may mean several.
        """
        return self.locate(name)[1]

    def locate(self, name: str) -> tuple[tuple[str, ...], Code]:
        """The path and the code that `name` means; see `find`."""
        wanted = _plain(name)
        found = self.called.get(wanted, ())
        whole = [place for place in found if _plain(format_path(place[0])) == wanted]
        if len(whole) == 1 or len(found) == 1:
            return (whole or list(found))[0]
        if found:
            paths = ", ".join(f"“{format_path(path)}”" for path, _ in found)
            raise NotAsked(f"“{name}” may mean {paths}; write the one you mean in full.")
        raise NameUnknown(unknown("code", name, self._near(wanted)))

    def shortest(self, path: tuple[str, ...]) -> str:
        """What a code is called in a table: its name, or its path if others share the name."""
        alone = len(self.called.get(_plain(path[-1]), ())) == 1
        return path[-1] if alone else format_path(path)

    def _near(self, name: str) -> list[str]:
        names = [self.shortest(path) for path in self.paths]
        if len(names) <= _FEW:
            return names
        return difflib.get_close_matches(name, names, n=8, cutoff=0.4) or names[:_FEW]


def find_code(codebook: Codebook, name: str) -> Code:
    """The code that a name, a path or the end of a path means; see `CodeIndex.find`."""
    return CodeIndex.of(codebook).find(name)


def names_of(codebook: Codebook) -> dict[str, str]:
    """What each code (uid) is called in a table, in the order of the codebook."""
    index = CodeIndex.of(codebook)
    return {code.uid: index.shortest(path) for path, code in codebook.walk()}


def _plain(name: str) -> str:
    """Make ways to type one name alike: accents, and spaces around `>` and at the ends."""
    return re.sub(r"\s*>\s*", " > ", unicodedata.normalize("NFC", name).strip())


# ------------------------------------------------------------------ mutually exclusive codes


class ExclusiveCategory(NamedTuple):
    """A category of which a unit takes at most one value."""

    category: Code
    level: Exclusive
    values: tuple[Code, ...]
    """The codes directly below it, in order; ordinal agreement rests on the order."""


def exclusive_categories(codebook: Codebook) -> tuple[ExclusiveCategory, ...]:
    """Every exclusive category with its values."""
    return tuple(
        ExclusiveCategory(code, code.exclusive, code.codes)
        for _, code in codebook.walk()
        if code.exclusive is not None
    )


def mutually_exclusive(codebook: Codebook) -> Mapping[str, frozenset[str]]:
    """For each code's uid, the uids of the codes that may not stand on the same unit.

    Below an exclusive category, a code deeper down stands for the value it lies under: it
    excludes the other values and all below them, but not its own neighbours. The category itself
    excludes none of its values.
    """
    against: dict[str, frozenset[str]] = {}
    for category in exclusive_categories(codebook):
        branches = [_uids(value) for value in category.values]
        everything = frozenset().union(*branches)
        for branch in branches:
            for uid in branch:
                against[uid] = against.get(uid, frozenset()) | (everything - branch)
    return against


def _uids(code: Code) -> frozenset[str]:
    return frozenset({code.uid}).union(*(_uids(below) for below in code.codes))
