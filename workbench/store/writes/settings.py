"""Settling something for the whole study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert

from workbench.store.tables import setting
from workbench.store.transaction import Writer


def put_setting(writer: Writer, name: str, value: Mapping[str, Any]) -> None:
    """Settle something; what was settled before is replaced."""
    writer.run(delete(setting).where(setting.c.name == name))
    writer.run(insert(setting).values(name=name, value=dict(value)))
