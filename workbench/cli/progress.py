"""A bar that tells what is left of a long job, where somebody watches."""

from __future__ import annotations

import sys
import time
from contextlib import suppress

_WIDTH = 30


class Bar:
    """Draws on standard error, in place; nothing where that is no terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int, of: int) -> None:
        """So much is done; the time left is reckoned from what was needed so far."""
        if not self._shown or not of:
            return
        share = min(1.0, done / of)
        full = round(share * _WIDTH)
        left = (time.monotonic() - self._began) * (1 - share) / share if share else 0
        bar = f"{'█' * full}{'░' * (_WIDTH - full)}"
        self._write(f"\r{self._what} {bar} {done:,} of {of:,}, {_spoken(left)} left \x1b[K")

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _spoken(seconds: float) -> str:
    """Seconds as people say them.

    >>> _spoken(42.4), _spoken(200)
    ('42 s', '3 min')
    """
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
