"""An open study: reading a snapshot of it, changing it in one transaction."""

from __future__ import annotations

import datetime
import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, Table, bindparam, insert, select

from workbench.errors import NameUnknown
from workbench.shelf import unknown
from workbench.store import erasing, sqlite, tables
from workbench.terms import NOBODY, Viewer
from workbench.watching import tell

T = TypeVar("T")


class Reader:
    """One consistent snapshot of a study, as it was when reading began.

    Work can be stopped wherever it reads; what it was writing is undone then.
    """

    remembers = True
    """Whether what it reads is committed, and so may be kept in `frozen`."""

    def __init__(self, core: Callable[[], Connection], frozen: dict[object, object]) -> None:
        self._core = core
        self.frozen = frozen
        """What never changes once it is committed, kept while the study is open."""

    @cached_property
    def connection(self) -> Connection:
        """Core's connection, in this transaction; made when it is first needed."""
        return self._core()

    def rows(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """All rows of a statement."""
        tell()
        return self.connection.execute(statement, values).all()

    def row(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Any:
        """The one row of a statement; None where there is none."""
        tell()
        return self.connection.execute(statement, values).one_or_none()

    def value(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Any:
        """The first cell of a statement's first row, or None."""
        tell()
        return self.connection.execute(statement, values).scalar()

    def fetch(self, prepared: sqlite.Prepared, values: Mapping[str, Any]) -> list[Any]:
        """All rows of a prepared statement as plain tuples, at the driver's own cost."""
        tell()
        with sqlite.understood(self.connection) as driver:
            return driver.execute(*prepared.filled(values)).fetchall()

    def id_of(self, table: Table, kind: str, name: str) -> int:
        """The id behind a name that a person typed."""
        found = self.fetch(_named(table), {"name": name})
        if not found:
            names = [row.name for row in self.rows(select(table.c.name).order_by(table.c.id))]
            raise NameUnknown(unknown(kind, name, names))
        return int(found[0][0])


@cache
def _named(table: Table) -> sqlite.Prepared:
    return sqlite.prepared(select(table.c.id).where(table.c.name == bindparam("name")))


class Writer(Reader):
    """One transaction: all of it happens, or nothing. Whoever `viewer` names, did it.

    The statements of a keystroke go to the driver (`quick`), a tenth of the cost of Core's way.
    """

    remembers = False

    def __init__(
        self,
        driver: sqlite3.Connection,
        core: Callable[[], Connection],
        frozen: dict[object, object],
        viewer: Viewer,
        kept: dict[object, object] | None = None,
    ) -> None:
        super().__init__(core, frozen)
        self._driver = driver
        self.kept: dict[object, object] = {} if kept is None else kept
        """What holds until somebody changes more than codings; see `Store.writing`."""
        self.who = self._known(viewer.coder) if viewer.coder else None

    def wrote_keys_alone(self) -> bool:
        """Whether everything went through `quick`, so that what is kept still holds."""
        return "connection" not in self.__dict__

    def keep(self, key: object, read: Callable[[], T]) -> T:
        """What `read` finds, read again only after more than codings was changed."""
        if not self.wrote_keys_alone():
            return read()
        if key not in self.kept:
            self.kept[key] = read()
        return cast("T", self.kept[key])

    def _known(self, name: str) -> int:
        # Asked anew each time: the name may be another coder's since.
        found = self.quick(_named(tables.coder), {"name": name}).fetchone()
        return int(found[0]) if found else self.coder_id(name)

    def quick(self, prepared: sqlite.Prepared, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Run a prepared statement.

        One that changes other tables than those of codings, no-codes, events and undo has to
        empty `kept`.
        """
        return self._driver.execute(*prepared.filled(values))

    def coder_id(self, name: str) -> int:
        """The id of a coder."""
        return self.id_of(tables.coder, "coder", name)

    def run(self, statement: Executable, values: Mapping[str, Any] | None = None) -> int:
        """Change rows; how many were changed."""
        tell()
        return int(self.connection.execute(statement, values).rowcount)

    def insert(self, table: Table, **values: Any) -> int:
        """Insert one row; its id."""
        result = self.connection.execute(insert(table), values)
        return int((result.inserted_primary_key or (0,))[0])

    def insert_many(
        self, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Insert many rows through the driver, which costs a third of Core's way."""
        listed = list(rows)
        if not listed:
            return
        # The text is compiled from the tables, so that the schema has one source.
        dialect = self.connection.dialect
        compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
        order = [columns.index(name) for name in compiled.positiontup or columns]
        if order != sorted(order):
            listed = [tuple(row[i] for i in order) for row in listed]
        self.connection.exec_driver_sql(str(compiled), listed)

    def event(
        self,
        what: str,
        ids: Mapping[str, Any],
        round_id: int | None = None,
        coder_id: int | None = None,
    ) -> int:
        """Write a line of history; its number. Numbers have no gaps: we hold the write lock."""
        values = {
            "at": now(),
            "who": self.who,
            "what": what,
            "ids": json.dumps(ids),
            "round_id": round_id,
            "coder_id": coder_id,
        }
        return int(self.quick(_EVENT, values).lastrowid or 0)


_EVENT = sqlite.prepared(
    # SQLite numbers the row: one more than the last, which is never deleted.
    insert(tables.event),
    ("at", "who", "what", "ids", "round_id", "coder_id"),
)


class Store:
    """An open study."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writing, self._reading = sqlite.engines(path)
        self._pen = sqlite.Pen(self._writing, path)
        self._log = sqlite.Log(path)
        self._frozen: dict[object, object] = {}
        self._kept: dict[object, object] = {}
        self._seen = -1

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A snapshot to read from."""
        with self._reading.connect() as connection, connection.begin(), self._values_told():
            yield Reader(lambda: connection, self._frozen)

    @contextmanager
    def _values_told(self) -> Iterator[None]:
        """Say that the study is damaged where a stored value cannot be read."""
        try:
            yield
        except json.JSONDecodeError as fault:
            raise sqlite.damaged(self.path) from fault

    @contextmanager
    def writing(self, viewer: Viewer = NOBODY) -> Iterator[Writer]:
        """A transaction to write in: committed at the end, undone by any exception.

        What a key has learned of its place is kept for the next one, until another connection
        commits anything, or this one anything but keys.
        """
        if self._log.was_taken_away():
            self.close()  # what we wrote is taken into the file, and new ones are laid beside it
        with self._pen.transaction() as driver, self._values_told():
            writer = Writer(driver, self._pen.core, self._frozen, viewer, self._still_kept(driver))
            yield writer
            self._kept = writer.kept if writer.wrote_keys_alone() else {}
        self._log.remember()
        if self._log.is_long():
            self.close()  # the last to let go of a file takes its log in

    def _still_kept(self, driver: sqlite3.Connection) -> dict[object, object]:
        """What was kept, if nobody else has written since; a failure of ours forgets it."""
        kept, self._kept = self._kept, {}
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version == self._seen:
            return kept
        self._seen = version
        return {}

    @contextmanager
    def rehearsing(self, viewer: Viewer = NOBODY) -> Iterator[Writer]:
        """A transaction whose changes are taken back at its end: to tell what they would do."""
        with self._pen.transaction() as driver:
            driver.execute("SAVEPOINT rehearsal")
            yield Writer(driver, self._pen.core, self._frozen, viewer)
            driver.execute("ROLLBACK TO rehearsal")

    @contextmanager
    def erasing(self, viewer: Viewer = NOBODY) -> Iterator[Writer]:
        """A transaction after which nothing that it removed or replaced is left in the file.

        Nobody else may have the study open: see `erasing.erasing` for what it refuses.
        """
        self.close()
        try:
            with erasing.erasing(self.path) as (pen, driver):
                yield Writer(driver, pen.core, {}, viewer)
        finally:
            self._frozen.clear()  # what never changes but by erasing

    @contextmanager
    def unchecked(self) -> Iterator[Connection]:
        """A transaction in which references are not checked: for migrations alone."""
        with (
            self._writing.connect() as connection,
            sqlite.references_unchecked(connection),
            connection.begin(),
        ):
            yield connection

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; further use takes it up again."""
        self._reading.dispose()
        self._pen.put_down()
        self._log.let_go()
        self._kept = {}


def now() -> str:
    """The time as history writes it: UTC, to the second."""
    return _written(int(time.time()))


@lru_cache(maxsize=1)
def _written(second: int) -> str:
    return datetime.datetime.fromtimestamp(second, datetime.UTC).isoformat(timespec="seconds")


def new_uid() -> str:
    """An identity for what travels between machines."""
    return uuid.uuid4().hex
