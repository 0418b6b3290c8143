"""Everything that only SQLite needs: pragmas, how a transaction begins, what its faults mean.

Measured elsewhere and kept here: a deferred transaction that reads and then writes fails at once
when somebody else wrote in between, whatever the timeout; so writers begin with
BEGIN IMMEDIATE, and reads go over connections of their own, or each would take the write lock.

Until 3.51.3 SQLite could lose a commit when two connections checkpointed the write-ahead log
while a third wrote (sqlite.org/wal.html#walresetbug). Where such a version runs, no connection
checkpoints while another is there: SQLite takes the log in when the last one lets go of the
file, under a lock that keeps everybody else out.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    URL,
    ClauseElement,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    PoolProxiedConnection,
    Select,
    create_engine,
    create_mock_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.schema import ExecutableDDLElement

from workbench.errors import (
    Stopped,
    StudyBusy,
    StudyFault,
    StudyForeign,
    StudyMissing,
    StudyUnwritable,
)
from workbench.store.seal import is_sealed
from workbench.watching import tell

APPLICATION_ID = 0x51434157
"""Written into each study's header, so that another SQLite file is not taken for one."""

BUSY_SECONDS = 5.0
SQLITE_VERSION = sqlite3.sqlite_version
LOG_BYTES = 16_000_000
"""How long the log may grow before we let go of the file, so that it can be taken in."""

_HEADER = b"SQLite format 3\0"
_NAMED = dialect(paramstyle="named")


def resets_logs_soundly(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite may checkpoint while others are connected."""
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51)
    return mended or (3, 44, 6) <= version < (3, 45)


class Prepared:
    """A statement as the driver takes it, compiled once, when it is first asked for."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None) -> None:
        self._statement = statement
        self._columns = columns

    def filled(self, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Its text, and these values with those that it always has."""
        text, constants = self._compiled
        return text, {**constants, **values}

    @cached_property
    def _compiled(self) -> tuple[str, dict[str, Any]]:
        compiled = self._statement.compile(dialect=_NAMED, column_keys=self._columns)
        always = {name: value for name, value in compiled.params.items() if value is not None}
        return str(compiled), always


def prepared(statement: ClauseElement, columns: Sequence[str] | None = None) -> Prepared:
    """A Core statement to be compiled once; `columns` are those of an insert."""
    return Prepared(statement, columns)


@cache
def layout(metadata: MetaData) -> tuple[str, ...]:
    """The statements that make all tables, worded once: wording them takes most of the time."""
    found: list[str] = []

    def take(statement: ExecutableDDLElement, *_parameters: object) -> None:
        found.append(str(statement.compile(dialect=_NAMED)))

    metadata.create_all(create_mock_engine("sqlite://", take), checkfirst=False)
    return tuple(found)


def check_header(path: Path) -> None:
    """Refuse what cannot be a study, before SQLite touches it."""
    if _held[os.path.realpath(path)]:
        return  # closing a plain file would drop the locks of this program's own connections
    head = _head(path)
    if is_sealed(head):
        raise StudyForeign(
            f"{path} is a sealed packet; open it with: workbench open {path} "
            f"(or unseal it first: workbench packet {path} unseal)."
        )
    if not head.startswith(_HEADER) or head[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise StudyForeign(f"{path} is not a study of the workbench; choose another file.")


def _head(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise StudyForeign(f"{path} is no file but a pipe or a device; choose a study.")
        with path.open("rb") as file:
            return file.read(72)
    except FileNotFoundError as fault:
        raise StudyMissing(
            f"There is no study at {path}; make one with: workbench new {path} --name TITLE"
        ) from fault
    except IsADirectoryError as fault:
        raise StudyForeign(f"{path} is a folder; name a study file in it.") from fault
    except PermissionError as fault:
        raise StudyForeign(f"{path} may not be read by you; ask its owner.") from fault
    except OSError as fault:
        raise StudyForeign(f"{path} cannot be read ({fault.strerror}); check the path.") from fault


def engines(path: Path) -> tuple[Engine, Engine]:
    """One engine that writes and one that only reads, on the same file."""
    reads = ("PRAGMA query_only=ON", f"PRAGMA cache_size=-{_CACHE_KIB}")
    return _engine(path, "BEGIN IMMEDIATE"), _engine(path, "BEGIN", *reads)


_STEPS = 200_000
"""Of SQLite's machine, which are some milliseconds, between two places to stop at."""


def stoppable(connection: sqlite3.Connection, telling: Callable[[], None] = tell) -> None:
    """Let whoever watches stop a statement, which undoes the transaction that it is in."""

    def is_stopped() -> bool:
        try:
            telling()
        except Stopped:
            return True
        return False

    connection.set_progress_handler(is_stopped, _STEPS)


_CACHE_KIB = 8_000
"""What a reading connection may keep of the file: a long text and its codings beside it."""


def engine_alone(path: Path, wait: float) -> Engine:
    """One engine that from its first transaction on keeps all other connections out.

    It waits `wait` seconds for them to go. What is deleted through it is overwritten.
    """
    alone = ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA secure_delete=ON")
    return _engine(path, "BEGIN IMMEDIATE", *alone, wait=wait)


def _engine(path: Path, begin: str, *pragmas: str, wait: float | None = None) -> Engine:
    seconds = BUSY_SECONDS if wait is None else wait
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),  # whatever signs are in its name
        connect_args={"timeout": seconds, "check_same_thread": False},
    )

    key = os.path.realpath(path)

    def connected(connection: sqlite3.Connection, _record: object) -> None:
        _held[key] += 1
        stoppable(connection)
        connection.isolation_level = None  # we begin transactions ourselves
        for statement in (*_PRAGMAS, *pragmas):
            connection.execute(statement)

    def closed(_connection: sqlite3.Connection, _record: object) -> None:
        _held[key] -= 1

    def begun(connection: Connection) -> None:
        if not _driver(connection).in_transaction:
            connection.exec_driver_sql(begin)

    def failed(context: ExceptionContext) -> None:
        fault = meaning(context.original_exception, path)
        if fault:
            raise fault from context.original_exception

    event.listen(engine, "connect", connected)
    event.listen(engine, "close", closed)
    event.listen(engine, "begin", begun)
    event.listen(engine, "handle_error", failed)
    return engine


_held: Counter[str] = Counter()
"""How many connections this program has to each file."""

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    # A study comes from others, and a trigger in it may call nothing but plain SQL.
    "PRAGMA trusted_schema=OFF",
    # What people said is written nowhere but to the study, not even for a moment.
    "PRAGMA temp_store=MEMORY",
    *(() if resets_logs_soundly() else ("PRAGMA wal_autocheckpoint=0",)),
)


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


@contextmanager
def understood(connection: Connection) -> Iterator[sqlite3.Connection]:
    """The driver of a connection that is in a transaction; its faults mean what ours do."""
    try:
        yield _driver(connection)
    except sqlite3.Error as fault:
        path = Path(connection.engine.url.database or "")
        raise meaning(fault, path) or fault from fault


class Pen:
    """The one connection that writes, kept: taking one from a pool costs as much as a key."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._lent: PoolProxiedConnection | None = None
        self._free = threading.Lock()

    def core(self) -> Connection:
        """Core's connection, within the transaction that is going on."""
        return Connection(self._engine, self._lent)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The driver, in a transaction: committed at the end, undone by any exception."""
        if not self._free.acquire(timeout=BUSY_SECONDS):
            raise _busy(self._path)
        try:
            driver = self._driver()
            try:
                driver.execute("BEGIN IMMEDIATE")
                yield driver
                driver.execute("COMMIT")
            except sqlite3.Error as fault:
                raise meaning(fault, self._path) or fault from fault
            finally:
                self._undo(driver)
        finally:
            self._free.release()

    def _undo(self, driver: sqlite3.Connection) -> None:
        """Take back what was not committed.

        SQLAlchemy closes the connection where Ctrl+C stops a statement, which undoes it, too.
        """
        try:
            if driver.in_transaction:
                driver.rollback()
        except sqlite3.ProgrammingError:
            self._lent = None

    def _driver(self) -> sqlite3.Connection:
        if self._lent is None:
            self._lent = self._engine.raw_connection()
        return cast("sqlite3.Connection", self._lent.driver_connection)

    def put_down(self) -> None:
        """Let go of the connection; the next transaction takes one."""
        with self._free:
            if self._lent is not None:
                self._lent.close()
                self._lent = None
        self._engine.dispose()


_WRITES_A_LOOK = 50


class Log:
    """The write-ahead log beside a study, which somebody has to take in now and then."""

    def __init__(self, path: Path) -> None:
        self._path = Path(f"{path}-wal")
        self._beside = (self._path, Path(f"{path}-shm"))
        self._known: tuple[int, ...] | None = None
        self._limit = LOG_BYTES
        self._writes = 0

    def was_taken_away(self) -> bool:
        """Whether somebody deleted what lies beside the study since we wrote last.

        What is written then would go to files that nobody else sees, and be lost by a kill.
        """
        return self._known is not None and self._known != self._identity()

    def remember(self) -> None:
        """Take note of the files that we write to, until we let go of them."""
        if self._known is None:
            self._known = self._identity()

    def let_go(self) -> None:
        """Forget them."""
        self._known = None

    def _identity(self) -> tuple[int, ...]:
        try:
            return tuple(file.stat().st_ino for file in self._beside)
        except OSError:
            return ()

    def is_long(self) -> bool:
        """Whether it is time to let go of the file; said once for each LOG_BYTES."""
        if resets_logs_soundly():
            return False  # SQLite does it by itself
        self._writes += 1
        return self._writes % _WRITES_A_LOOK == 0 and self._has_grown()

    def _has_grown(self) -> bool:
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            size = 0
        if size < LOG_BYTES:
            self._limit = LOG_BYTES
        if size < self._limit:
            return False
        self._limit = size + LOG_BYTES
        return True


def meaning(fault: BaseException, path: Path) -> StudyFault | Stopped | None:
    """What a fault of the driver means to a researcher; None where it is our own mistake."""
    name = str(getattr(fault, "sqlite_errorname", ""))
    if name == "SQLITE_INTERRUPT":
        return Stopped()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _busy(path)
    failed = name.startswith("SQLITE_IOERR")
    if name.startswith("SQLITE_FULL") or (failed and _is_full(path)):
        return StudyUnwritable(
            f"The disk is full, so nothing was saved in {path}; free some space and repeat."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StudyUnwritable(
            f"{path} or its folder is read-only; copy the study to a folder where you may write."
        )
    if failed:
        return StudyUnwritable(f"The disk failed while {path} was in use; check the disk.")
    unreadable = "Could not decode to UTF-8" in str(fault)  # the driver's own; it has no name
    incomplete = str(fault).startswith(("no such table", "no such column"))
    if unreadable or incomplete or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path)
    if name == "SQLITE_CONSTRAINT_TRIGGER":
        return StudyUnwritable(f"{path} is a packet: {fault}.")
    return None


def damaged(path: Path) -> StudyForeign:
    """The sentence for a study in which something stored cannot be read."""
    return StudyForeign(f"{path} is damaged; restore it from a backup.")


_ROOM = 65_536
"""Bytes without which SQLite cannot lay the index of its log beside the study."""


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.absolute().parent).free < _ROOM
    except OSError:
        return False


def _busy(path: Path) -> StudyBusy:
    return StudyBusy(f"{path} is in use by another program; close it there or try again.")


@contextmanager
def references_unchecked(connection: Connection) -> Iterator[None]:
    """Switch foreign keys off; SQLite heeds it only outside a transaction."""
    driver = _driver(connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def triggers(connection: Connection, beginning: str) -> list[str]:
    """Names of the triggers whose name begins so."""
    statement = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    names = [str(name) for (name,) in connection.exec_driver_sql(statement)]
    return [name for name in names if name.startswith(beginning)]


def prepare(connection: sqlite3.Connection) -> None:
    """Mark a new file as a study and choose the write-ahead log, which readers do not block."""
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode=WAL")


def new_file(path: Path) -> None:
    """Make a file that only its owner may read, with no table in it yet."""
    private_file(path)
    connection = sqlite3.connect(path)
    try:
        prepare(connection)
    finally:
        connection.close()


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; SQLite's log takes over its mode."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def copy_to(path: Path, target: Path) -> None:
    """Write a complete copy of the study, log included, while others may use it."""
    source = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        size = path.stat().st_size
        stoppable(source, lambda: tell_copied(_size(target), size))
        source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as fault:
        raise meaning(fault, path) or fault from fault
    finally:
        source.close()


def tell_copied(done: int, of: int) -> None:
    """Say how much of a study is copied, in bytes."""
    tell("Copying the study, megabytes", done // _MEGABYTE, -(-of // _MEGABYTE))


_MEGABYTE = 1_000_000


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def study_uid(path: Path) -> str | None:
    """The uid of the study in a file; None where it has none or is damaged."""
    check_header(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        row = connection.execute("SELECT uid FROM study").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return str(row[0]) if row else None


def listed(values: Iterable[str | int]) -> Select[Any]:
    """The values as a subquery: one parameter however many they are, as JSON."""
    told = list(values)
    texts = "".join(value for value in told if isinstance(value, str))
    if "\0" not in texts:
        return select(_each(told))
    # SQLite ends a JSON string at a NUL, so a character that is not there travels for it.
    stand_in = next(chr(at) for at in count(0xE000) if chr(at) not in texts)
    safe = [value.replace("\0", stand_in) if isinstance(value, str) else value for value in told]
    return select(func.replace(_each(safe), stand_in, func.char(0)))


def _each(values: list[str | int]) -> ColumnElement[Any]:
    return func.json_each(json.dumps(values)).table_valued("value").c.value


def flush(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
