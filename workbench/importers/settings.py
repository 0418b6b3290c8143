"""What the person importing says about a file."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.surveys import Columns, SurveyOptions


@dataclass(frozen=True)
class Settings:
    """What the person importing says; whatever is None is detected, and noted."""

    columns: Columns | None = None
    """Which columns of a table are what."""
    encoding: str | None = None
    """A codec's name, as Python knows it."""
    labels: str | None = None
    """How speakers' labels are written: “none”, or a regular expression with the group `name`."""
    survey: SurveyOptions | None = None
    """What else is said of a survey table."""
