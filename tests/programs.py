"""Other programs at work on a study, each forked from one that has imported everything already.

A fresh interpreter takes longer to import the workbench than most tests take in all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from workbench.store import Store

ROOT = Path(__file__).parents[1]
"""Where interpreters are started that have to be fresh."""

_KIND = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT: Any = multiprocessing.get_context(_KIND)
if _KIND == "forkserver":
    _CONTEXT.set_forkserver_preload(
        ["tests.small", "tests.dying", "workbench.steps.evolution", "workbench.steps.packets"]
    )

Mouth = Connection
"""By what a program says what it has done, and hears what to do."""


class Program:
    """A program that runs `work(mouth, *given)`, a function of a module."""

    def __init__(self, work: Callable[..., None], *given: object) -> None:
        self._ear, mouth = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=work, args=(mouth, *given), daemon=True)
        self._process.start()
        mouth.close()

    def tell(self, what: object) -> None:
        """Say something to it."""
        self._ear.send(what)

    def said(self) -> Any:
        """What it says next; None when it has ended."""
        try:
            return self._ear.recv()
        except (EOFError, ConnectionResetError):
            return None

    def rest(self) -> list[Any]:
        """All that it says until it ends."""
        return list(iter(self.said, None))

    def kill(self) -> None:
        """End it without a word."""
        self._process.kill()

    def end(self) -> int:
        """Wait until it has ended; its status, below zero where a signal ended it."""
        self._process.join()
        self._ear.close()
        return int(self._process.exitcode)


def steps_of(store: Store, act: Callable[[], object]) -> int:
    """How many steps of SQLite's an act takes."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    driver = store._pen._driver()
    driver.set_progress_handler(step, 1)
    act()
    driver.set_progress_handler(None, 1)
    return taken


def dies_after(store: Store, steps: int) -> None:
    """Let this program be killed at that step of SQLite's, counted from now on."""
    store._pen._driver().set_progress_handler(death_after(steps), 1)


def dies_wherever(steps: int, each: int) -> None:
    """The same in all databases that are opened from now on; `each`: so many make a step."""
    connect, step = sqlite3.connect, death_after(steps)

    def counted(*given: Any, **named: Any) -> sqlite3.Connection:
        found: sqlite3.Connection = connect(*given, **named)
        found.set_progress_handler(step, each)
        return found

    for module in (sqlite3, sqlite3.dbapi2):
        patch.object(module, "connect", counted).start()


def death_after(steps: int) -> Callable[[], int]:
    """What kills this program when it is called for the `steps`-th time."""
    left = steps

    def step() -> int:
        nonlocal left
        left -= 1
        if left <= 0:
            dies()
        return 0

    return step


def dies() -> None:
    """Let this program be killed now."""
    os.kill(os.getpid(), signal.SIGKILL)
