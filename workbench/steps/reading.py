"""How a file is to be read, as far as somebody said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reading:
    """A file, and how it is to be read; what is not said is found out."""

    path: Path
    importer: str | None = None
    encoding: str | None = None
    labels: str | None = None
    """How speakers are written: `none`, `alternate`, or a regular expression."""
    sheet: str | None = None
    """Of a workbook."""
    case: str | None = None
    """Whom all of a transcript belongs to, such as a leader's notes."""
    phase_lines: str | None = None
    """A regular expression for lines that begin a phase."""
