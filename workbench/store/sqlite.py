"""Everything that only SQLite needs: pragmas, how a transaction begins, what its faults mean.

Measured elsewhere and kept here: a deferred transaction that reads and then writes fails at once
when somebody else wrote in between, whatever the timeout; so writers begin with
BEGIN IMMEDIATE, and reads go over connections of their own, or each would take the write lock.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext

from workbench.errors import StudyBusy, StudyFault, StudyForeign, StudyMissing, StudyUnwritable
from workbench.store.seal import is_sealed

APPLICATION_ID = 0x51434157
"""Written into each study's header, so that another SQLite file is not taken for one."""

BUSY_SECONDS = 5.0
_PRAGMAS = ("PRAGMA foreign_keys=ON", "PRAGMA synchronous=FULL", "PRAGMA trusted_schema=OFF")
"""The last: a study comes from others, and a trigger in it may call nothing but plain SQL."""

_HEADER = b"SQLite format 3\0"


def check_header(path: Path) -> None:
    """Refuse what cannot be a study, before SQLite touches it."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except FileNotFoundError as fault:
        raise StudyMissing(
            f"There is no study at {path}; make one with: workbench new {path} --name TITLE"
        ) from fault
    except IsADirectoryError as fault:
        raise StudyForeign(f"{path} is a folder; name a study file in it.") from fault
    except PermissionError as fault:
        raise StudyForeign(f"{path} may not be read by you; ask its owner.") from fault
    if is_sealed(head):
        raise StudyForeign(
            f"{path} is a sealed packet; open it with: workbench open {path} "
            f"(or unseal it first: workbench packet {path} unseal)."
        )
    if not head.startswith(_HEADER) or head[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise StudyForeign(f"{path} is not a study of the workbench; choose another file.")


def engines(path: Path) -> tuple[Engine, Engine]:
    """One engine that writes and one that only reads, on the same file."""
    return _engine(path, "BEGIN IMMEDIATE", ""), _engine(path, "BEGIN", "PRAGMA query_only=ON")


def _engine(path: Path, begin: str, pragma: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),  # whatever signs are in its name
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves
        for statement in (*_PRAGMAS, pragma):
            connection.execute(statement)

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    def failed(context: ExceptionContext) -> None:
        fault = meaning(context.original_exception, path)
        if fault:
            raise fault from context.original_exception

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    event.listen(engine, "handle_error", failed)
    return engine


def meaning(fault: BaseException, path: Path) -> StudyFault | None:
    """What a fault of the driver means to a researcher; None where it is our own mistake."""
    name = str(getattr(fault, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StudyBusy(f"{path} is in use by another program; close it there or try again.")
    if name.startswith("SQLITE_FULL"):
        return StudyUnwritable(
            f"The disk is full, so nothing was saved in {path}; free some space and repeat."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StudyUnwritable(
            f"{path} or its folder is read-only; copy the study to a folder where you may write."
        )
    if name.startswith("SQLITE_IOERR"):
        return StudyUnwritable(f"The disk failed while {path} was in use; check the disk.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StudyForeign(f"{path} is damaged; restore it from a backup.")
    if name == "SQLITE_CONSTRAINT_TRIGGER":
        return StudyUnwritable(f"{path} is a packet: {fault}.")
    return None


@contextmanager
def references_unchecked(connection: Connection) -> Iterator[None]:
    """Switch foreign keys off; SQLite heeds it only outside a transaction."""
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def prepare(connection: sqlite3.Connection) -> None:
    """Mark a new file as a study and choose the write-ahead log, which readers do not block."""
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode=WAL")


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; SQLite's log takes over its mode."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def copy_to(path: Path, target: Path) -> None:
    """Write a complete copy of the study, log included, while others may use it."""
    source = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as fault:
        raise meaning(fault, path) or fault from fault
    finally:
        source.close()
