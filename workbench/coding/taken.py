"""What is to be added to a codebook so that it also has another's codes; nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from workbench.terms import Code, Codebook


class Joined(NamedTuple):
    """A codebook with the codes of another."""

    codes: tuple[Code, ...]
    uids: Mapping[str, str]
    """For each uid of the other's codes, the uid that the code has here."""
    added: int
    """How many codes are new."""
    differ: tuple[str, ...]
    """Names of codes that are there with another definition, which stays."""


def join_codebooks(ours: Codebook | None, theirs: tuple[Code, ...]) -> Joined:
    """Add another's codes to ours; a code is the same by its uid, else by its place and name."""
    joining = _Joining(ours)
    codes = joining.into(ours.codes if ours else (), theirs, ())
    return Joined(codes, joining.uids, joining.added, tuple(joining.differ))


class _Joining:
    def __init__(self, ours: Codebook | None) -> None:
        walked = list(ours.walk()) if ours else []
        self.places = dict(walked)
        self.known = {code.uid: path for path, code in walked}
        self.below: dict[tuple[str, ...], list[Code]] = {}
        self.uids: dict[str, str] = {}
        self.added = 0
        self.differ: list[str] = []

    def into(
        self, ours: tuple[Code, ...], theirs: tuple[Code, ...], path: tuple[str, ...]
    ) -> tuple[Code, ...]:
        self._sort(theirs, path)
        return self._filled(ours, path)

    def _sort(self, theirs: tuple[Code, ...], path: tuple[str, ...]) -> None:
        """Find for each of their codes its place here, parents first."""
        for code in theirs:
            place = self.known.get(code.uid, (*path, code.name))
            there = self.places.get(place)
            if there is None:
                self.added += 1
                there = replace(code, codes=(), key="")
                self.places[place] = there
                self.below.setdefault(place[:-1], []).append(there)
            elif code.definition and there.definition != code.definition:
                self.differ.append(there.name)
            self.uids[code.uid] = there.uid
            self._sort(code.codes, place)

    def _filled(self, codes: tuple[Code, ...], path: tuple[str, ...]) -> tuple[Code, ...]:
        new = self.below.get(path, [])
        return tuple(
            replace(code, codes=self._filled(code.codes, (*path, code.name)))
            for code in (*codes, *new)
        )
