"""What was typed so that something leaves the study that was held back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from workbench.steps.leaving import Leave


class Insisted(NamedTuple):
    """Why it goes out all the same, or the passphrase by which names can be sought."""

    reason: str = ""
    """Empty: nobody insists."""
    key_words: str = ""
    """The passphrase of a sealed key; empty: nobody gave it."""

    def __repr__(self) -> str:
        """Without the passphrase, which no message and no trace shows."""
        return f"Insisted({self.reason!r})"

    def leave(self, tell: Callable[[str], None]) -> Leave:
        """With what leave something goes out; `tell` hears what is good to know."""
        from workbench.steps.leaving import Leave

        words = (lambda: self.key_words) if self.key_words else None
        return Leave(bool(self.reason), self.reason, words, tell)


NOTHING = Insisted()
