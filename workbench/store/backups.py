"""Complete copies of a study, beside it, and putting one back in its place.

They are numbered, because a clock may go backwards; the last ten are kept. Only their owner may
read them: they hold what all coders did.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from workbench.errors import NotAsked, Stopped, StudyForeign, StudyUnwritable
from workbench.store import sqlite
from workbench.store.sqlite import BUSY_SECONDS
from workbench.store.transaction import now
from workbench.watching import tell

KEPT = 10


class Backup(NamedTuple):
    """A copy of the study; `n` counts them."""

    n: int
    path: Path
    bytes: int


def folder_of(path: Path) -> Path:
    """Where the backups of a study lie."""
    return path.with_name(f"{path.name}.backups")


def made_folder(path: Path) -> Path:
    """The same, made where it is not there yet."""
    folder = folder_of(path)
    with _told(path):
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a study, first to last."""
    found = [
        Backup(int(number), file, file.stat().st_size)
        for file in folder_of(path).glob("*.study")
        if (number := file.name.partition("-")[0]).isdecimal()
    ]
    return tuple(sorted(found))


def make_backup(path: Path, why: str = "asked", spare: Path | None = None) -> Path:
    """Copy a study while others may use it, whole or not at all; where the copy is.

    The oldest backup goes where there are more than are kept, unless it is `spare`.
    """
    copy = add_backup(path, why)
    drop_oldest(path, spare)
    return copy


def add_backup(path: Path, why: str) -> Path:
    """The same, beside all backups that are there; `drop_oldest` is to follow."""
    with _told(path), _draft(path) as draft:
        sqlite.copy_to(path, draft)
        return _keep(path, draft, why)


def drop_oldest(path: Path, spare: Path | None = None) -> None:
    """Let the oldest backups go where there are more than are kept, but `spare`."""
    with _told(path):
        for old in backups(path)[:-KEPT]:
            if spare is None or not old.path.samefile(spare):
                destroy_backup(old.path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise StudyUnwritable(
            f"{folder_of(path)} takes no backup ({fault.strerror}), so nothing was done; "
            "free some space or allow writing there."
        ) from fault


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """An empty private file among the backups, gone afterwards unless it was given a name."""
    draft = made_folder(path) / f".{os.getpid()}.part"
    draft.unlink(missing_ok=True)
    sqlite.private_file(draft)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _keep(path: Path, draft: Path, why: str) -> Path:
    """Give a draft its name."""
    sqlite.flush(draft)
    there = backups(path)
    stamp = now().replace(":", "").replace("-", "").split("+")[0]
    number = there[-1].n + 1 if there else 1
    kept = folder_of(path) / f"{number:04}-{stamp}-{why}.study"
    draft.rename(kept)
    return kept


# ------------------------------------------------------------------ what they still hold


REWRITING = ".rewriting-"
"""How the folder is called in which a backup is rewritten."""


def tidy(path: Path) -> None:
    """Remove what kills left among the backups of a study: copies that never got a name."""
    with writable(folder_of(path)):
        for left in (*folder_of(path).glob(f"{REWRITING}*"), *folder_of(path).glob(".*.part*")):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)


def destroy_backup(backup: Path) -> None:
    """Remove a backup, and what may lie beside it."""
    with writable(backup):
        backup.unlink(missing_ok=True)
        remove_log(backup)


@contextmanager
def writable(backup: Path) -> Iterator[None]:
    """Say of a backup that cannot be written that it still holds what it held."""
    try:
        yield
    except OSError as fault:
        raise StudyUnwritable(
            f"{backup} still holds what it held, because it cannot be written "
            f"({fault.strerror}); allow it or free some space, and repeat."
        ) from fault


def remove_log(backup: Path) -> None:
    """Remove what belongs to a file that goes; SQLite would read it into the next of its name."""
    for ending in ("-wal", "-shm", "-journal"):
        Path(f"{backup}{ending}").unlink(missing_ok=True)


# ------------------------------------------------------------------ putting one back


def put_in_place(path: Path, copy: Path, spare: Path) -> Path | None:
    """Put a copy in the place of a study; where what it replaced is kept, None where nothing was.

    A study that is too damaged to be copied is set aside as it is. `spare` is no backup to let go.
    """
    if not path.exists():
        _place(path, copy)
        return None
    try:
        kept = add_backup(path, "replaced")
    except StudyForeign:
        kept = _set_aside(path)
        _place(path, copy)
    else:
        with gone_when_stopped(kept):
            _write_over(path, copy)
    drop_oldest(path, spare)
    return kept


@contextmanager
def gone_when_stopped(copy: Path) -> Iterator[None]:
    """Remove a backup that was made of a study before work that was stopped."""
    try:
        yield
    except (Stopped, KeyboardInterrupt):
        destroy_backup(copy)
        raise


def refuse_other(path: Path, backup: Path) -> None:
    """Refuse a backup that is damaged, or of another study than the one that is there."""
    of_backup = sqlite.study_uid(backup)
    if of_backup is None:
        raise StudyForeign(f"{backup} is damaged; choose another backup.")
    with contextlib.suppress(StudyForeign):
        here = sqlite.study_uid(path) if path.exists() else None
        if here not in (None, of_backup):
            raise NotAsked(f"{backup} is a backup of another study; copy it to a name of its own.")


def _write_over(path: Path, backup: Path) -> None:
    """Replace every page in one transaction, while nobody else has the study open."""

    def tell_left(_status: int, left: int, pages: int) -> None:
        tell("Putting the copy in place, pages", pages - left, pages)

    source = sqlite3.connect(backup)
    target = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        target.execute("PRAGMA synchronous=FULL")
        target.execute("PRAGMA locking_mode=EXCLUSIVE")
        target.execute("BEGIN EXCLUSIVE")
        target.execute("COMMIT")
        source.backup(target, pages=_PAGES, progress=tell_left)
    except sqlite3.Error as fault:
        raise sqlite.meaning(fault, path) or fault from fault
    finally:
        target.close()
        source.close()


_PAGES = 1_000
"""Of some kilobytes each, between two places to stop at."""


def _set_aside(path: Path) -> Path:
    with _told(path), _draft(path) as draft:
        shutil.copyfile(path, draft)
        kept = _keep(path, draft, "damaged")
        log = Path(f"{path}-wal")
        if log.exists():
            sqlite.private_file(Path(f"{kept}-wal"))
            shutil.copyfile(log, f"{kept}-wal")
    return kept


def _place(path: Path, backup: Path) -> None:
    """Make the file anew from a backup; what lay there is kept elsewhere or was never there."""
    with _told(path), _draft(path) as draft:
        sqlite.copy_to(backup, draft)
        with contextlib.closing(sqlite3.connect(draft)) as connection:
            sqlite.prepare(connection)
        sqlite.flush(draft)
        remove_log(path)
        draft.replace(path)
