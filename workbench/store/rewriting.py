"""Doing to a backup what was done to its study."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import Stopped, StoppedLate, StudyForeign
from workbench.store import sqlite
from workbench.store.backups import REWRITING, remove_log, writable
from workbench.store.study import open_study
from workbench.store.transaction import Store


def rewrite_backup(backup: Path, work: Callable[[Store], object]) -> bool:
    """Do to a backup what was done to its study, whole or not at all; False where it is damaged.

    `work` is given the backup as a study, brought up to date where it is older, and is to change
    it by `Store.erasing`. The file keeps its name; what it held is gone from it.
    """
    with writable(backup):
        try:
            with reworked(backup, backup.parent, work) as copy:
                remove_log(backup)
                copy.replace(backup)
        except StudyForeign:
            return False
    return True


@contextmanager
def reworked(backup: Path, folder: Path, work: Callable[[Store], object]) -> Iterator[Path]:
    """A copy of a backup, in a folder within `folder`, with some work done to it; gone afterwards.

    Stopped is what was stopped in it, since nobody has it yet.
    """
    with tempfile.TemporaryDirectory(prefix=REWRITING, dir=folder) as beside:
        copy = Path(beside) / "study"
        sqlite.private_file(copy)
        sqlite.check_header(backup)
        sqlite.copy_to(backup, copy)
        try:
            with open_study(copy) as store:
                work(store)
        except StoppedLate as stopped:
            raise Stopped from stopped
        sqlite.flush(copy)
        yield copy
