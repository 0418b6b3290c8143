"""Bringing an older study up to date with alembic, after a complete copy of it was made.

Alembic's batch mode drops and renames tables; with foreign keys on, that silently deletes what
refers to them. So they are off while a migration runs, and afterwards every table must have the
rows it had, and every reference must be whole, or all is undone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection, inspect, text

from workbench import __version__
from workbench.errors import StudyForeign
from workbench.store import sqlite, tables
from workbench.store.backups import add_backup, drop_oldest, gone_when_stopped
from workbench.store.freezing import freeze, freeze_talk
from workbench.store.transaction import Store
from workbench.watching import tell

SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(path: Path, scripts: Path = SCRIPTS) -> Path:
    """Bring a study to the newest schema, all or nothing; the path of the copy made before."""
    copy = add_backup(path, "migration")
    with (
        gone_when_stopped(copy),
        contextlib.closing(Store(path)) as store,
        store.unchecked() as connection,
    ):
        before = row_counts(connection)
        with _thawed(connection):
            _run(connection, scripts)
            _mark(connection)
        tell("Looking whether all of it is there")
        _compare(connection, before, path, copy)
    drop_oldest(path)
    return copy


@contextlib.contextmanager
def _thawed(connection: Connection) -> Iterator[None]:
    """A packet takes no change but its coder's work; it is frozen again by today's rule."""
    names = sqlite.triggers(connection, "packet_")
    for name in names:
        quoted = connection.dialect.identifier_preparer.quote(name)
        connection.exec_driver_sql(f"DROP TRIGGER {quoted}")
    yield
    if "packet_discussion_insert" in names:
        freeze_talk(connection)
    elif names:
        freeze(connection)


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    preparer = connection.dialect.identifier_preparer
    return {
        name: int(
            connection.execute(text(f"SELECT count(*) FROM {preparer.quote(name)}")).scalar_one()  # noqa: S608 the name is the schema's
        )
        for name in inspect(connection).get_table_names()
        if name != "alembic_version"
    }


def make_schema(connection: Connection, schema: int) -> None:
    """Make the tables of an older schema in an empty file."""
    _run(connection, SCRIPTS, f"{schema:04}")


def _run(connection: Connection, scripts: Path, revision: str = "head") -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["told"] = _tell_step
    command.upgrade(config, revision)


def _tell_step(*, step: MigrationInfo, **_: object) -> None:
    """Say, after a migration, how far the study is."""
    tell("Bringing the study up to date, schema", int(step.up_revision_id or 0), tables.SCHEMA)


def _mark(connection: Connection) -> None:
    connection.execute(
        tables.study.update().values(schema_version=tables.SCHEMA, program=__version__)
    )


def _compare(connection: Connection, before: dict[str, int], path: Path, copy: Path) -> None:
    after = row_counts(connection)
    lost = [name for name, rows in before.items() if after.get(name, 0) < rows]
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if lost or broken:
        raise StudyForeign(
            f"{path} could not be brought up to date ({', '.join(lost) or 'broken references'}) "
            f"and is unchanged; keep the copy {copy} and report this."
        )
