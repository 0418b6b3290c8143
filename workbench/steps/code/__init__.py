"""Coding by hand: one key, one transaction.

What a coder sees as saved is on the disk: each function returns after its commit. Each takes what
is judged as a `Passage`, and is one act, undone as one; TextChanged where the text was corrected
since the passage was read.
"""

from __future__ import annotations

from workbench.steps.code.confirming import confirm
from workbench.steps.code.passing import finish, finish_at, toggle_no_code
from workbench.steps.code.place import seat, text_changed
from workbench.steps.code.putting import Toggled, star, toggle
from workbench.steps.code.rules import rules_for

__all__ = [
    "Toggled",
    "confirm",
    "finish",
    "finish_at",
    "rules_for",
    "seat",
    "star",
    "text_changed",
    "toggle",
    "toggle_no_code",
]
