"""Plain values of inductive work: what coders propose, and the themes a team makes of codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

ProposalKind = Literal["add", "rename", "redefine", "move", "merge", "split", "retire"]
PROPOSAL_KINDS: tuple[ProposalKind, ...] = (
    "add",
    "rename",
    "redefine",
    "move",
    "merge",
    "split",
    "retire",
)
PROPOSAL_OUTCOMES = ("", "taken", "declined")
"""What the team made of a proposal; empty: nothing yet."""


@dataclass(frozen=True)
class Said:
    """What a proposal says."""

    codes: tuple[str, ...] = ()
    """Uids of the codes that it would change; none where a new code is proposed."""
    name: str = ""
    """Of the new code, or the new name."""
    parts: tuple[str, ...] = ()
    """Names of the codes that one is split into."""
    under: str = ""
    """Uid of the code to put it under; empty: the top."""
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Definition and other rules by their field, as `coding.evolution.Rules` has them."""
    reason: str = ""
    document: str = ""
    """Uid of the document with the unit that caused it; empty: none did."""
    unit: int = 0

    def value(self) -> dict[str, Any]:
        """As plain values, what is empty left out."""
        plain = {name: value for name, value in vars(self).items() if value}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in plain.items()
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Said:
        """From plain values; what is not known is left out."""
        known = {name: value[name] for name in cls.__dataclass_fields__ if name in value}
        for name in ("codes", "parts"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


class Proposal(NamedTuple):
    """A coder proposes a new code, which applies for them alone, or a change of the codebook."""

    uid: str
    n: int
    """The round in which it was made."""
    coder: str
    kind: ProposalKind
    code: str
    """Uid of the new code; empty for a change."""
    said: Said
    outcome: str = ""
    """One of PROPOSAL_OUTCOMES."""
    answer: str = ""
    """The team's reason."""
    version: int | None = None
    """Of the codebook, which took it."""

    @property
    def waits(self) -> bool:
        """Whether the team has not answered it."""
        return not self.outcome


# ------------------------------------------------------------------ themes


class ThemeQuotation(NamedTuple):
    """A stretch that supports or contradicts a theme's claim."""

    document: str
    """The document's name."""
    start: int
    stop: int
    supports: bool = True
    coder: str = ""
    """Whose coding it was, where it was one; empty: a stretch of the text."""
    code: str = ""
    """The coding's code (uid)."""
    n: int = 0
    """The coding's round."""

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it is; a theme quotes a stretch once."""
        return self.document, self.start, self.stop


@dataclass(frozen=True)
class Theme:
    """What a team claims, from which codes, with which quotations for and against it."""

    uid: str
    """The same in every set it was copied to."""
    name: str
    claim: str = ""
    codes: tuple[str, ...] = ()
    """Uids; one code may serve two themes."""
    quotations: tuple[ThemeQuotation, ...] = ()
    memo: str = ""
    came_from: tuple[str, ...] = ()
    """Uids of the themes it was merged or split from."""


@dataclass(frozen=True)
class ThemeSet:
    """A version of the themes, by its name."""

    uid: str
    name: str
    themes: tuple[Theme, ...] = ()
    copied_from: str = ""
    """Name of the set it began as; empty: it began empty."""

    def with_themes(self, *themes: Theme) -> ThemeSet:
        """The same with other themes."""
        return replace(self, themes=themes)
