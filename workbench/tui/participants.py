"""The participants from the screen: who they are, and what becomes of what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.terms import CaseFacts, Viewer
from workbench.tui.refusals import on_screen

if TYPE_CHECKING:
    from workbench.steps.withdrawal import Withdrawing
    from workbench.store import Store
    from workbench.tui.dialogs.withdraw import WithdrawAsked


def cases(store: Store, viewer: Viewer) -> tuple[CaseFacts, ...]:
    """The participants."""
    from workbench.store.reads import cases as reads

    with store.reading() as reader:
        return reads.cases(reader, viewer)


def quote_or_not(store: Store, viewer: Viewer, name: str) -> str:
    """Say of a participant that they may not be quoted; if it is said already, that they may."""
    from workbench.steps.quoting import say_quoting, unquoted

    answer = "yes" if name in unquoted(store).cases else "no"
    say_quoting(store, viewer, "case", name, answer)
    return f"{name} may {'' if answer == 'yes' else 'not '}be quoted; x takes it back."


def held(store: Store, viewer: Viewer, name: str) -> Withdrawing:
    """What would go if somebody withdrew."""
    from workbench.steps.withdrawal import withdrawal

    return withdrawal(store, viewer, name)


def lines_of(found: Withdrawing) -> list[str]:
    """The same in lines."""
    from workbench.steps.withdrawing_told import lines

    return list(lines(found, listed=3))


def withdraw(store: Store, viewer: Viewer, name: str, asked: WithdrawAsked) -> str:
    """Withdraw somebody for good; what is left for people to do."""
    from workbench.steps.withdrawing import withdraw as step
    from workbench.steps.withdrawing_theirs import How, Mentions
    from workbench.steps.withdrawing_told import after

    mentions: Mentions = "keep" if asked.mentions == "keep" else "erase"
    how = How("anew" if asked.anew else "keep", mentions, asked.exports)
    told = after(step(store, viewer, name, how))
    return on_screen(" ".join(line.strip() for line in told))
