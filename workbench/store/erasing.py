"""What is deleted is gone: from the file's unused pages and from the log beside it.

SQLite leaves deleted words where they were until something else is written there. So what has to
be gone is deleted by a program that is alone with the study: freed pages are overwritten with
zeros, the log is taken in and cut to nothing, and the whole file is written anew, which also
removes what earlier deletions left. Nothing is written outside the study and its log meanwhile.

A mark in the file's header, set in the same transaction, says that this is still to be done; who
opens the study next does it, if a kill or a full disk came in between.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import Stopped, StoppedLate, StudyBusy, StudyUnwritable
from workbench.store import sqlite
from workbench.watching import tell

_UNSWEPT = 1
"""SQLite's number for the user's own use, while unused pages may hold what was erased."""


@contextmanager
def erasing(path: Path) -> Iterator[tuple[sqlite.Pen, sqlite3.Connection]]:
    """A transaction of a program that is alone with a study, after which all it deleted is gone.

    Raises StudyBusy where any connection is open to it, and StudyUnwritable where the disk has
    no room to write the file anew, before anything was changed; StudyUnwritable too where it
    fails afterwards, and StoppedLate where it is stopped then: what was done stays done, and the
    next to open the study goes on.
    """
    _refuse_little_room(path)
    with _alone(path, sqlite.BUSY_SECONDS) as pen:
        with pen.transaction() as driver:
            driver.execute(f"PRAGMA user_version={_UNSWEPT}")
            yield pen, driver
        _sweep(driver, path)


def is_unswept(driver: sqlite3.Connection) -> bool:
    """Whether something was erased whose words may still lie in unused pages."""
    return bool(driver.execute("PRAGMA user_version").fetchone()[0] == _UNSWEPT)


def sweep(path: Path) -> bool:
    """Go on where a kill or a full disk ended an erasing; False where this cannot be done now."""
    try:
        with _alone(path, 0) as pen:
            with pen.transaction() as driver:
                pass
            _sweep(driver, path)
    except (StudyBusy, StudyUnwritable):
        return False
    return True


@contextmanager
def _alone(path: Path, wait: float) -> Iterator[sqlite.Pen]:
    """A pen that keeps everybody else out until it is put down; waits so many seconds for it."""
    pen = sqlite.Pen(sqlite.engine_alone(path, wait), path)
    try:
        yield pen
    finally:
        pen.put_down()


def _refuse_little_room(path: Path) -> None:
    """The file is written anew through its log, which grows as long as the file is."""
    with contextlib.suppress(OSError):  # where there is no such file, opening it says so
        wanted = sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())
        if shutil.disk_usage(path.absolute().parent).free < wanted + _SPARE:
            raise StudyUnwritable(
                f"There is not enough room beside {path} to write it anew ({wanted:,} bytes), so "
                "nothing was changed; free some space and repeat."
            )


_SPARE = 1_000_000


def _sweep(driver: sqlite3.Connection, path: Path) -> None:
    tell(f"Writing {path.name} anew")
    try:
        _take_log_in(driver)
        driver.execute("VACUUM")
        _take_log_in(driver)
        driver.execute("PRAGMA user_version=0")
        _take_log_in(driver)
    except (sqlite3.Error, MemoryError) as fault:
        if isinstance(sqlite.meaning(fault, path), Stopped):
            raise StoppedLate(
                f"Stopped while {path} was written anew; who opens it next goes on with that."
            ) from fault
        raise StudyUnwritable(
            f"It was done, but unused parts of {path} may still hold what was erased, because "
            "the file could not be written anew; free some space on the disk, and open the study: "
            "that finishes it."
        ) from fault


def _take_log_in(driver: sqlite3.Connection) -> None:
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
