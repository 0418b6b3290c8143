"""What columns get that nobody says, and where ids begin."""

from __future__ import annotations

from typing import Any

OWN_CODES = 2**20
"""Ids of codes that coders made begin here; below are those that the codebook made."""


def folded(context: Any) -> str:  # SQLAlchemy does not type what it hands to a default
    """A name without capitals, by which it is found."""
    return str(context.get_current_parameters()["name"]).casefold()
