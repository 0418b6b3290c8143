"""The codes that a coder used last, and the digits that recall them."""

from __future__ import annotations

RECENT = 9
"""As many codes as there are digits to recall them by; 0 says that none applies."""


class Used:
    """What one coder used in a round, since the program was started."""

    def __init__(self) -> None:
        self.recent: list[str] = []
        """Uids of the codes used last, the latest first."""
        self.digits: list[str] = [""] * RECENT
        """The code of each digit from 1 on; it stays until nine others have been used."""

    def use(self, uid: str) -> None:
        """Remember that this code was used last."""
        self.recent = [uid, *(other for other in self.recent if other != uid)][:RECENT]
        if uid not in self.digits:
            self.digits[self._next_digit()] = uid

    def _next_digit(self) -> int:
        """The first digit that no code has, else that of the code used longest ago."""
        if "" in self.digits:
            return self.digits.index("")
        return next((at for at, uid in enumerate(self.digits) if uid not in self.recent), 0)
