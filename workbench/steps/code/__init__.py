"""Coding by hand: one key, one transaction.

What a coder sees as saved is on the disk: each function returns after its commit. Each takes the
text's `sha256` on which the offsets were read: TextChanged where it was corrected since.
"""

from __future__ import annotations

from workbench.steps.code.confirming import confirm, confirm_units
from workbench.steps.code.passing import finish, finish_at, toggle_no_code, toggle_no_codes
from workbench.steps.code.place import seat, text_changed
from workbench.steps.code.putting import Toggled, star, toggle, toggle_units
from workbench.steps.code.rules import rules_for

__all__ = [
    "Toggled",
    "confirm",
    "confirm_units",
    "finish",
    "finish_at",
    "rules_for",
    "seat",
    "star",
    "text_changed",
    "toggle",
    "toggle_no_code",
    "toggle_no_codes",
    "toggle_units",
]
