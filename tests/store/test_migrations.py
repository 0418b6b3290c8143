"""An older study is brought up to date whole, after a copy was made, or stays as it was."""

import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.small import ANA, BEN, passage, small_study
from workbench.errors import StudyForeign, StudyUnwritable
from workbench.steps import code, packets
from workbench.steps.coders import add_coder
from workbench.steps.discussing import make_discussion, take_any
from workbench.steps.rounds import close_round, reveal_round
from workbench.store import migrate, tables
from workbench.store.study import open_study
from workbench.store.transaction import Store
from workbench.terms import NOBODY

GOOD = '''
"""Add a column, the batch way."""
import sqlalchemy as sa
from alembic import op
revision = "NEXT"
down_revision = "HEAD"
def upgrade():
    with op.batch_alter_table("turn", recreate="always") as batch:
        batch.add_column(sa.Column("channel", sa.String(), nullable=True))
'''
LOSING = '''
"""A mistake: it loses rows."""
from alembic import op
revision = "NEXT"
down_revision = "HEAD"
def upgrade():
    op.execute("DELETE FROM unit")
'''


def scripts_with(tmp_path: Path, migration: str) -> Path:
    scripts = tmp_path / "scripts"
    shutil.copytree(migrate.SCRIPTS, scripts)
    head, following = f"{tables.SCHEMA:04}", f"{tables.SCHEMA + 1:04}"
    migration = migration.replace("HEAD", head).replace("NEXT", following)
    (scripts / "versions" / f"{following}_next.py").write_text(migration)
    return scripts


def test_the_first_migration_and_the_models_make_the_same_schema(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    connection = sqlite3.connect(path)
    made = set(connection.execute("SELECT name FROM sqlite_master"))
    connection.close()
    empty = tmp_path / "b.study"
    sqlite3.connect(empty).close()
    store = Store(empty)
    with store.unchecked() as writing:
        migrate._run(writing, migrate.SCRIPTS)
    with store.reading() as reader:
        context = MigrationContext.configure(reader.connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.METADATA) == []
    migrated = set(sqlite3.connect(empty).execute("SELECT name FROM sqlite_master"))
    assert {name for (name,) in made ^ migrated if "alembic" not in name} == set()


def test_constraints_are_the_same_in_both(tmp_path: Path) -> None:
    def checks(path: Path) -> set[str]:
        rows = sqlite3.connect(path).execute("SELECT sql FROM sqlite_master WHERE type = 'table'")
        return {
            line.strip().rstrip(",")
            for (sql,) in rows
            for line in sql.splitlines()
            if "CONSTRAINT" in line and "alembic" not in line
        }

    small_study(tmp_path / "a.study").close()
    sqlite3.connect(tmp_path / "b.study").close()
    store = Store(tmp_path / "b.study")
    with store.unchecked() as writing:
        migrate._run(writing, migrate.SCRIPTS)
    store.close()
    assert checks(tmp_path / "a.study") == checks(tmp_path / "b.study")


def test_a_populated_study_keeps_every_row_through_a_batch_migration(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    with store.unchecked() as connection:
        before = migrate.row_counts(connection)
    store.close()
    copy = migrate.upgrade(path, scripts_with(tmp_path, GOOD))
    after = Store(path)
    with after.unchecked() as connection:
        assert migrate.row_counts(connection) == before
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(turn)")]
    assert (columns[-1], before["unit"]) == ("channel", 8)
    with Store(copy).unchecked() as connection:
        assert migrate.row_counts(connection) == before


def test_a_migration_that_loses_rows_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    with store.unchecked() as connection:
        before = migrate.row_counts(connection)
    store.close()
    with pytest.raises(StudyForeign, match=r"unit.*is unchanged"):
        migrate.upgrade(path, scripts_with(tmp_path, LOSING))
    with Store(path).unchecked() as connection:
        assert migrate.row_counts(connection) == before
    open_study(path).close()


def test_opening_an_older_study_makes_a_copy_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    later = tables.SCHEMA + 1
    monkeypatch.setattr(migrate, "SCRIPTS", scripts_with(tmp_path, GOOD))
    monkeypatch.setattr(tables, "SCHEMA", later)
    open_study(path).close()
    copies = [p.name for p in tmp_path.glob("a.study.backups/*-migration.study")]
    assert len(copies) == 1
    with Store(path).reading() as reader:
        row = reader.row(tables.study.select())
    assert row.schema_version == later


@pytest.mark.parametrize("kind", ["share", "discussion"])
def test_a_packet_that_an_older_program_made_is_brought_up_to_date_and_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    home, packet = small_study(tmp_path / "a.study"), tmp_path / "noor.packet"
    if kind == "share":
        packets.make(home, ANA, 1, "ben", packet, None)
    else:
        close_round(home, NOBODY, 1, "enough")
        reveal_round(home, NOBODY, 1)
        make_discussion(home, NOBODY, 1, packet, None)
    home.close()
    before = kept(packet)
    upgrade = partial(migrate.upgrade, scripts=scripts_with(tmp_path, GOOD))
    monkeypatch.setattr(migrate, "upgrade", upgrade)
    monkeypatch.setattr(tables, "SCHEMA", tables.SCHEMA + 1)
    with open_study(packet) as away:
        with pytest.raises(StudyUnwritable, match="is a packet"):
            add_coder(away, NOBODY, "zed")
        if kind == "share":
            code.toggle(away, BEN, 1, passage("s1", 16, 21), "anger")
    assert kept(packet) == before
    with open_study(tmp_path / "a.study") as store:
        assert take_any(store, NOBODY, packet).taken == (kind == "share")


def kept(path: Path) -> set[str]:
    """The triggers of a packet."""
    connection = sqlite3.connect(path)
    found = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    }
    connection.close()
    return found
