"""The study itself."""

from __future__ import annotations

from sqlalchemy import select

from workbench.store.tables import study
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def title(reader: Reader, viewer: Viewer) -> str:
    """The study's title."""
    return str(reader.value(select(study.c.name)))
