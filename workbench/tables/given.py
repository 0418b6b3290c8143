"""What tables are made from: plain values, gathered from a study by a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.reliability import Undefined
from workbench.terms import Codebook, Purpose, Span

Taking = Literal["enrolled", "attended", "spoke", "answered"]

TAKING: Mapping[Taking, str] = {
    "enrolled": "enrolled",
    "attended": "who attended",
    "spoke": "who spoke in the units assigned",
    "answered": "who answered",
}
"""What is said of the participants that percentages are of."""


@dataclass(frozen=True)
class CodedUnit:
    """One assigned unit in the final coding."""

    document: str
    unit: int
    """Its position in the unit set, from 1."""
    case: str | None
    """Who said or wrote it; None: nobody known."""
    codes: tuple[str, ...] = ()
    """Uids of the codes it has; each is one reference."""
    unresolved: tuple[str, ...] = ()
    """Uids of the codes on which coders differ and nobody has decided."""
    unjudged: bool = False
    """True where an assigned coder has not judged it and there is no decision."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """The group that a code (uid) has here, in place of those it has in the codebook."""
    differing: tuple[str, ...] = ()
    """Uids of codes on whose group here coders differ."""


@dataclass(frozen=True)
class Quotation:
    """A coded stretch that may be printed; its words are cut from the text at export."""

    code: str
    """The code's uid."""
    document: str
    start: int
    stop: int
    participant: str
    """What the case is called in print: its pseudonym."""
    role: str = ""
    session: str = ""
    """What the document is called in print; empty: its name."""
    starred: bool = False
    case: str | None = None
    """The case's name in the study, by which groups are known; None: nobody known."""
    turn: Span | None = None
    """The turn it lies in: what is before and after was said by somebody else."""
    unit: int = 0
    """Position of its unit, from 1; 0: not known."""
    time: float | None = None
    """When its turn begins in the recording, in seconds."""
    group: str | None = None
    """Its own group; None: those of its code."""
    coders: int = 0
    """How many coders put its code there."""


@dataclass(frozen=True)
class Findings:
    """A final coding with what is needed to print it."""

    codebook: Codebook
    """With uids."""
    units: tuple[CodedUnit, ...]
    rule: str
    """The sentence that says how the final coding came about."""
    quotations: tuple[Quotation, ...] = ()
    """In the order in which they may be chosen; only of cases that may be quoted."""
    quoting: str = ""
    """The sentence that says which quotations are printed; empty: all, as they are given."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of each document that is quoted."""
    taking: Taking = "spoke"
    """What the participants that percentages are of have in common."""
    people: frozenset[tuple[str, str]] | None = None
    """Who they are: a case, and a document they attended or nothing; None: the cases of units."""
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grouping:
    """Who is in which group; a person may be in one here and in another there (a role)."""

    names: tuple[str, ...]
    """The groups, in the order of print."""
    of: Mapping[tuple[str, str], str]
    """For a case and a document, the group."""

    def group(self, case: str | None, document: str) -> str | None:
        """The group of somebody in a document; None: in none."""
        return None if case is None else self.of.get((case, document))


@dataclass(frozen=True)
class RoundSummary:
    """One round in a row; None is what is not known, or not yet."""

    n: int
    purpose: Purpose
    version: int
    """Of the codebook."""
    units: int
    """Units that at least two coders judged."""
    corpus: int
    """Units there are."""
    coders: tuple[str, ...]
    codes: int
    percent: float | None = None
    """Mean agreement over codes, 0 to 1."""
    kappas: tuple[float, ...] = ()
    """Pairwise mean Cohen's kappa of each code for which it can be estimated."""
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    undefined_because: Undefined | None = None
    discussed: int | None = None
    changed: int | None = None
    unresolved: int | None = None
    changes: tuple[str, ...] = ()
    """What changed in the codebook after the round, in words."""


@dataclass(frozen=True)
class CodebookChange:
    """What became of the codes after one round; paths or names as they are to be printed."""

    round: int
    added: tuple[str, ...] = ()
    merged: tuple[tuple[tuple[str, ...], str], ...] = ()
    """Of each merge, the codes before and the one they became."""
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of each split, the code before and those it became."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Of each rename, the name before and after."""
    redefined: tuple[str, ...] = ()
    """Codes whose rules changed."""
    retired: tuple[str, ...] = ()
    reason: str = ""
