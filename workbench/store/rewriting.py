"""Doing to a backup what was done to its study."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from workbench.errors import StudyForeign
from workbench.store import sqlite
from workbench.store.backups import REWRITING, remove_log, writable
from workbench.store.study import open_study
from workbench.store.transaction import Store


def rewrite_backup(backup: Path, work: Callable[[Store], object]) -> bool:
    """Do to a backup what was done to its study, whole or not at all; False where it is damaged.

    `work` is given the backup as a study, brought up to date where it is older, and is to change
    it by `Store.erasing`. The file keeps its name; what it held is gone from it.
    """
    beside = backup.parent
    with writable(backup), tempfile.TemporaryDirectory(prefix=REWRITING, dir=beside) as folder:
        copy = Path(folder) / "study"
        sqlite.private_file(copy)
        try:
            sqlite.check_header(backup)
            sqlite.copy_to(backup, copy)
            with open_study(copy) as store:
                work(store)
        except StudyForeign:
            return False
        sqlite.flush(copy)
        remove_log(backup)
        copy.replace(backup)
    return True
