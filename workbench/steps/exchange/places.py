"""What the parts of a project file are called in the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """Where each part of a file is found."""

    documents: Mapping[str, str]
    """For each source's GUID, the document's name."""
    codes: Mapping[str, str]
    """For each code's GUID, its uid."""
    version: int
    """Of the codebook that has them all."""
    ours: bool
    """Whether the workbench wrote the file."""
