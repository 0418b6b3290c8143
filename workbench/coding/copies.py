"""Which of two copies of the same thing is the later.

A decision or a memo has a new uid each time it is changed, and remembers those it had. So two
copies that were changed apart from each other need no clocks and no counters: the one that has
been where the other stands is the later, and where neither has, somebody has to choose.
"""

from __future__ import annotations

from workbench.shares import Compared, Past


def compared(there: Past, here: Past) -> Compared:
    """How the copy from there stands to the one here.

    >>> compared(Past("b", frozenset("a")), Past("a"))
    'later'
    >>> compared(Past("b", frozenset("a")), Past("c", frozenset("a")))
    'conflicting'
    """
    if there.now == here.now:
        return "same"
    if not there.now or there.now in here.before:
        return "earlier"
    if not here.now or here.now in there.before:
        return "later"
    return "conflicting"
