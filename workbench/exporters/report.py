"""A report: headed sections of paragraphs, tables and drawings, as one page or Word document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.terms import Table


@dataclass(frozen=True)
class Drawing:
    """A figure: svg for a page, png for a Word document."""

    title: str
    picture: bytes
    words: str
    """What it shows, for who cannot see it: the table of the same numbers."""


@dataclass(frozen=True)
class Entry:
    """Something with a name and what is said of it, line by line, each under a label."""

    name: str
    lines: tuple[tuple[str, str], ...]


Block = str | Table | Drawing | Entry


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """All of it, in order."""

    title: str
    sections: tuple[Section, ...]
    provenance: Mapping[str, str] = field(default_factory=dict)
