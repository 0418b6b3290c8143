"""What is settled for the whole study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workbench.store.tables import setting
from workbench.store.transaction import Reader
from workbench.terms import Viewer

SMALL_CELLS = "small cells"
"""Below how many people a group is small, and what tables make of it."""


def settings(reader: Reader, viewer: Viewer) -> dict[str, Mapping[str, Any]]:
    """Everything that was settled, by its name."""
    return {row.name: row.value for row in reader.rows(select(setting))}
