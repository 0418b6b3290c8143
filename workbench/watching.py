"""Long work says how far it is, and can be stopped where it says so.

Whoever starts work lays a watch over it. The work does not know who watches, and hands no watch
along: however deep it is, `tell` reaches the watch over it, and from there `Stopped` comes back
where somebody wants it stopped. Work that nobody watches tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")


Watch = Callable[[str, int, int], None]
"""Hears how far work is; raises `Stopped` where it is to be stopped.

It is told what is being done, in words, or empty where work says only that it can be stopped here;
how much of it is done; and how much there is in all, 0 where nobody knows.
"""


def _nobody(_doing: str, _done: int, _of: int) -> None:
    pass


_watch: ContextVar[Watch] = ContextVar("watch", default=_nobody)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """What is done within, in this thread, is watched.

    >>> with watched(lambda doing, done, of: print(in_words(doing, done, of))):
    ...     list(each("Cutting", ["s1", "s2"]))
    Cutting: 0 of 2
    Cutting: 1 of 2
    ['s1', 's2']
    """
    before = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(before)


MANY = 5_000
"""So many of things that take some microseconds each are done between two words."""


def tell(doing: str = "", done: int = 0, of: int = 0) -> None:
    """Say how far the work is; it can be stopped here."""
    _watch.get()(doing, done, of)


def each(doing: str, things: Collection[T], every: int = 1) -> Iterator[T]:
    """The things one by one, with a word at every so many of them."""
    for done, thing in enumerate(things):
        if not done % every:
            tell(doing, done, len(things))
        yield thing


@contextmanager
def unwatched() -> Iterator[None]:
    """What is done within is not stopped, because it ends what is done already."""
    with watched(_nobody):
        yield


def in_words(doing: str, done: int, of: int) -> str:
    """How far work is, as people read it.

    >>> in_words("Writing rows", 12000, 200000)
    'Writing rows: 12,000 of 200,000'
    """
    return f"{doing}: {done:,} of {of:,}" if of else doing
