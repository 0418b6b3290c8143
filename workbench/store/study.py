"""A study as a file: making one, opening one."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from workbench import __version__
from workbench.errors import NotAsked, StudyForeign, StudyNewer, StudyUnwritable
from workbench.store import erasing, sqlite, tables
from workbench.store.transaction import Store, Writer, new_uid

REVISION = f"{tables.SCHEMA:04}"
"""The name of the migration that a new study does not need."""


def open_study(path: Path) -> Store:
    """Open a study; an older one is first backed up and brought up to date.

    What a kill or a full disk left of an erasing is finished, where nobody else has it open.
    """
    sqlite.check_header(path)
    store = Store(path)
    schema, program, unswept = _made_by(store)
    if unswept:
        store.close()
        erasing.sweep(path)
    if schema > tables.SCHEMA:
        raise StudyNewer(
            f"{path} was made by workbench {program}, which is newer than this one "
            f"({__version__}); install that version to open it."
        )
    if schema < tables.SCHEMA:
        from workbench.store.migrate import upgrade  # alembic takes a third of a second to import

        store.close()
        upgrade(path)
    return store


def _made_by(store: Store) -> tuple[int, str, bool]:
    with store.reading() as reader:
        with sqlite.understood(reader.connection) as driver:
            unswept = erasing.is_unswept(driver)
        row = reader.row(select(tables.study.c.schema_version, tables.study.c.program))
    if row is None:
        raise StudyForeign(f"{store.path} is a study without its first line; restore a backup.")
    return row.schema_version, row.program, unswept


def new_study(path: Path, name: str) -> Store:
    """Make a new, empty study; never over an existing file."""
    if path.exists():
        raise NotAsked(f"{path} is there already; choose another name or open it.")
    draft = path.with_name(f".{path.name}.{new_uid()[:8]}")
    try:
        _fill(draft, name)
        _put_in_place(draft, path)
    except sqlite3.Error as fault:
        raise sqlite.meaning(fault, path) or fault from fault
    except OSError as fault:
        raise StudyUnwritable(
            f"{path} cannot be made ({fault.strerror}); choose a folder where you may write."
        ) from fault
    finally:
        _remove(draft)
    return open_study(path)


def _remove(draft: Path) -> None:
    """Remove what is left of a draft, its log included."""
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):  # there is none, or nothing may be written here at all
            Path(f"{draft}{suffix}").unlink()


@contextlib.contextmanager
def laid_out(draft: Path) -> Iterator[Writer]:
    """A transaction in a new file with all tables, and no row in them yet."""
    sqlite.new_file(draft)
    with contextlib.closing(Store(draft)) as store, store.writing() as writer:
        for statement in sqlite.layout(tables.METADATA):
            writer.connection.exec_driver_sql(statement)
        writer.insert(tables.alembic_version, version_num=REVISION)
        yield writer


def _fill(draft: Path, name: str) -> None:
    with laid_out(draft) as writer:
        writer.insert(
            tables.study,
            id=1,
            uid=new_uid(),
            name=name,
            schema_version=tables.SCHEMA,
            program=__version__,
        )
        writer.event("study made", {})


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # unlike a rename, refuses to replace what somebody just made
    except FileExistsError as fault:
        raise NotAsked(f"{path} is there already; choose another name or open it.") from fault
    except OSError:  # no hard links here (FAT, some network folders)
        draft.rename(path)
