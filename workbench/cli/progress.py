"""A bar that tells what is left of long work, where somebody watches."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress

from workbench.safe import safe
from workbench.watching import in_words

_WIDTH = 20
_LONG, _OFTEN = 0.5, 0.1
"""Seconds after which work is long enough to tell of it, and between two words on it."""


class Bar:
    """A watch that draws on standard error, in place; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._doing, self._last = "", "Working"
        self._began = time.monotonic()
        self._told = self._began - _OFTEN + _LONG
        self._is_drawn = False

    def __call__(self, doing: str, done: int, of: int) -> None:
        """So much is done; the time left is reckoned from what was needed so far.

        Work that only asks whether it is to stop is doing what it said last.
        """
        now = time.monotonic()
        if doing and doing != self._doing:
            self._doing, self._began = doing, now
        if doing:
            self._last = f"{in_words(doing, done, of)}{_left(now - self._began, done, of)}"
        if now - self._told >= _OFTEN and _at_terminal():
            self._told = now
            self._draw(self._last)

    def _draw(self, words: str) -> None:
        self._is_drawn = True
        line, room = safe(words), max(1, _columns() - 1)  # a line that wraps is not taken away
        _write(f"\r{line if len(line) <= room else line[: room - 1] + '…'}\x1b[K")

    def away(self) -> None:
        """Take the bar away, so that something else can be said."""
        if self._is_drawn:
            self._is_drawn = False
            _write("\r\x1b[K")


BAR = Bar()
"""The one bar of this program's terminal."""


def _columns() -> int:
    with suppress(OSError):
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    return 80


def _at_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _write(text: str) -> None:
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _left(seconds: float, done: int, of: int) -> str:
    """A bar, and the time left.

    >>> _left(10, 5, 10)
    ' ██████████░░░░░░░░░░ 10 s left'
    >>> _left(10, 0, 10)
    ''
    """
    if not done or not of:
        return ""
    share = min(1.0, done / of)
    full = round(share * _WIDTH)
    return f" {'█' * full}{'░' * (_WIDTH - full)} {_spoken(seconds * (1 - share) / share)} left"


def _spoken(seconds: float) -> str:
    """Seconds as people say them.

    >>> _spoken(42.4), _spoken(200)
    ('42 s', '3 min')
    """
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
