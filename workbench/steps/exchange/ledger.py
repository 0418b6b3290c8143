"""What becomes of everything that a project file holds, counted and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Counted(NamedTuple):
    """What became of the elements of a kind; `read` is the sum of the others."""

    kind: str
    read: int
    taken: int = 0
    same: int = 0
    """They were in the study already."""
    kept: int = 0
    """They stand in a memo, because the study has no place for them."""
    lost: int = 0


@dataclass
class Ledger:
    """The account of one import."""

    counts: dict[str, Counted] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """Sentences about what was found odd, or is called otherwise here."""
    left_out: list[str] = field(default_factory=list)
    """Each thing that was lost, and why."""
    kept: list[str] = field(default_factory=list)
    """Each thing that has no place in a study, in words."""
    by_coder: Counter[str] = field(default_factory=Counter)
    quotes: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the study has anything that it had not."""
        return any(one.taken for kind, one in self.counts.items() if kind != "sets")

    def count(self, kind: str, read: int, **of: int) -> None:
        """Account for the elements of a kind; none are not mentioned."""
        if read:
            self.counts[kind] = Counted(kind, read, **of)
