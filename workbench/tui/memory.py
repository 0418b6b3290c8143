"""When to look for garbage.

Starting, and reading a document, make hundreds of thousands of objects that all stay; looking
for garbage among them again and again takes a third of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """What is made in here stays: it is not searched for garbage, now or later."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def starting() -> None:
    """The program starts: until `started`, no garbage is looked for."""
    gc.disable()


def started() -> None:
    """The program has started; what there is, stays."""
    gc.freeze()
    gc.enable()
