"""Long acts on a study in a program that is killed within them.

They stand apart from their tests so that a forked program has imported nothing but them.
"""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from tests.programs import Mouth, dies, dies_wherever
from workbench.steps.keys import key_of
from workbench.steps.pseudonyms import Wish, replace_names
from workbench.steps.withdrawing import withdraw
from workbench.store import open_study
from workbench.terms import NOBODY


def withdraw_and_die(mouth: Mouth, path: Path, left: int) -> None:
    """Withdraw Mara, and be killed after so many times 200 steps of SQLite's."""
    dies_wherever(left, each=200)
    withdraw(open_study(path), NOBODY, "Mara")


def replace_and_die(mouth: Mouth, path: Path, left: int) -> None:
    """Replace all names, and be killed after so many times 50 steps of SQLite's.

    At 0: when the key is put into its place.
    """
    store = open_study(path)
    if left:
        dies_wherever(left, each=50)
    else:
        patch.object(Path, "replace", lambda *_: dies()).start()
    replace_names(store, NOBODY, Wish(everything=True), key_of(store))
