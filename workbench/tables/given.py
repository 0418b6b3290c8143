"""What tables are made from: plain values, gathered from a study by a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.terms import Codebook, Purpose, Undefined

Taking = Literal["enrolled", "attended", "spoke", "answered"]


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


@dataclass(frozen=True)
class Quotation:
    """A coded stretch that may be printed; its words are cut from the text at export."""

    code: str
    """The code's uid."""
    document: str
    start: int
    stop: int
    participant: str
    """The case's pseudonym."""
    role: str = ""
    session: str = ""
    """What the document is called in print; empty: its name."""
    starred: bool = False


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
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of each document that is quoted."""
    taking: Taking = "spoke"
    """What the participants that percentages are of have in common."""
    participants: int | None = None
    """How many they are; None: as many as there are cases among the units."""
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AgreementRow:
    """One row of `agreement --json`: one coefficient on one code, or on all of them."""

    code: str
    coefficient: str
    value: float | None
    units: int
    coders: int
    low: float | None = None
    high: float | None = None
    prevalence: Mapping[str, float] = field(default_factory=dict)
    """For each coder, the share of their judged units that have the code, 0 to 1."""
    percent: float | None = None
    """Agreement, 0 to 1."""
    positive_agreement: float | None = None
    undefined_because: Undefined | None = None
    note: str | None = None
    below: float | None = None
    """How probable it is that the coefficient lies below .667, 0 to 1."""
    cells: tuple[int, int, int, int] | None = None
    """With two coders: units that both, only the first, only the second, neither gave it."""


@dataclass(frozen=True)
class RoundAgreement:
    """The agreement of one round, as `agreement --json` prints it."""

    round: int
    purpose: Purpose
    recipe: str
    rows: tuple[AgreementRow, ...]
    overall: AgreementRow | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RoundSummary:
    """One round in a row; None is what is not known, or not yet."""

    round: int
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
