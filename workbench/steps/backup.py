"""Backups: asked for, or made before what changes much at once; and putting one back."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import StudyForeign, StudyMissing
from workbench.steps.withdrawing import settle, withdraw_again, withdrawn
from workbench.store import Store, backups, open_study
from workbench.store.backups import Backup
from workbench.store.reads.coders import coders
from workbench.store.reads.withdrawals import Withdrawal
from workbench.store.rewriting import reworked
from workbench.terms import NOBODY, Viewer


def backup(path: Path) -> Path:
    """Copy a study, while others may use it; where the copy is."""
    open_study(path).close()  # refuses what is no study
    return backups.make_backup(path)


def backup_before(store: Store, why: str) -> Path:
    """Copy a study before something changes much of it; `why` is a word for the file's name.

    Within a transaction the copy is of the study as it was before.
    """
    return backups.make_backup(store.path, why)


def listed(path: Path) -> tuple[Backup, ...]:
    """The backups of a study, first to last."""
    return backups.backups(path)


def restore(path: Path, viewer: Viewer, file: Path) -> Path:
    """Put a backup in the place of the study; where what it replaced is kept, else the backup.

    It is brought up to date in a copy first, without whoever withdrew since, so that it is put
    there whole or not at all. Refused while another program has the study open.
    """

    def renew(store: Store) -> None:
        with store.writing(_known(store, viewer)) as writer:
            writer.event("backup restored", {})
        if gone:
            withdraw_again(store, gone)

    backups.refuse_other(path, file)
    gone = _withdrawn(path)
    with reworked(file, backups.made_folder(path), renew) as copy:
        return backups.put_in_place(path, copy, file) or file


def _withdrawn(path: Path) -> tuple[Withdrawal, ...]:
    """Who withdrew from the study that is there; older copies do not know of it."""
    try:
        with open_study(path) as store:
            settle(store)
            return withdrawn(store)
    except (StudyMissing, StudyForeign):
        return ()  # nothing is there that could be asked


def _known(store: Store, viewer: Viewer) -> Viewer:
    """The viewer, unless they were no coder yet when the backup was made."""
    with store.reading() as reader:
        known = {coder.name for coder in coders(reader, NOBODY)}
    return viewer if viewer.coder in known else NOBODY
