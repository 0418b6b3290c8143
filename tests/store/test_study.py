"""A study file: made whole or not at all, opened only if it is one."""

import os
import sqlite3
from pathlib import Path

import pytest

from tests.small import ANA, small_study
from workbench.errors import (
    NameUnknown,
    NotAsked,
    StudyBusy,
    StudyForeign,
    StudyMissing,
    StudyNewer,
    StudyUnwritable,
)
from workbench.store import new_study, open_study, sqlite, tables
from workbench.store.reads.documents import characters, documents
from workbench.terms import NOBODY, Viewer


def test_a_new_study_has_one_event_and_belongs_to_its_owner(tmp_path: Path) -> None:
    store = new_study(tmp_path / "a.study", "A")
    with store.reading() as reader:
        events = [row.what for row in reader.rows(tables.event.select())]
    assert events == ["study made"]
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith("a.study")] == []
    assert (tmp_path / "a.study").stat().st_mode & 0o077 == 0


def test_a_study_is_never_made_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    path.write_text("precious")
    with pytest.raises(NotAsked, match="is there already"):
        new_study(path, "A")
    assert path.read_text() == "precious"


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyUnwritable, match="choose a folder where you may write"):
        new_study(tmp_path / "nowhere" / "a.study", "A")


@pytest.mark.parametrize(
    "content", [b"", b"Ruth: hello", b"SQLite format 3\0" + bytes(200), bytes(5000)]
)
def test_what_is_no_study_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.study"
    path.write_bytes(content)
    with pytest.raises(StudyForeign, match="is not a study"):
        open_study(path)
    assert path.read_bytes() == content


def test_another_sqlite_file_is_not_a_study(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE study (id)")
    connection.close()
    with pytest.raises(StudyForeign, match="is not a study"):
        open_study(tmp_path / "other.db")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_odd_paths_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "loop", tmp_path / ("x" * 300), tmp_path / "pipe", tmp_path):
        with pytest.raises(StudyForeign, match=r"cannot be read|pipe or a device|is a folder"):
            open_study(path)


def test_a_missing_study_is_answered_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StudyMissing, match=r"workbench new .*a\.study --name"):
        open_study(tmp_path / "a.study")


def test_a_truncated_study_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    path.write_bytes(path.read_bytes()[: 4096 * 3])
    with (
        pytest.raises(StudyForeign, match="restore it from a backup"),
        open_study(path).reading() as reader,
    ):
        documents(reader, NOBODY)


def test_a_study_of_a_newer_program_is_refused_by_its_version(tmp_path: Path) -> None:
    store = new_study(tmp_path / "a.study", "A")
    with store.writing() as writer:
        writer.run(tables.study.update().values(schema_version=99, program="7.1.0"))
    store.close()
    before = (tmp_path / "a.study").read_bytes()
    with pytest.raises(StudyNewer, match=r"made by workbench 7\.1\.0"):
        open_study(tmp_path / "a.study")
    assert (tmp_path / "a.study").read_bytes() == before


def test_an_exception_undoes_the_whole_transaction(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with store.reading() as reader:
        before = reader.rows(tables.event.select())
    with pytest.raises(ZeroDivisionError), store.writing(ANA) as writer:
        writer.event("something", {})
        raise ZeroDivisionError
    with store.reading() as reader:
        assert reader.rows(tables.event.select()) == before


def test_an_unknown_coder_is_answered_with_the_right_names(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with (
        pytest.raises(NameUnknown, match=r"no coder “zed”; there are: ana, ben\."),
        store.writing(Viewer("zed")),
    ):
        pass


def test_a_snapshot_cannot_write(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(StudyUnwritable), store.reading() as reader:
        reader.connection.execute(tables.coder.delete())


def test_a_study_held_by_another_program_is_busy_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    store = small_study(tmp_path / "a.study")
    other = sqlite3.connect(tmp_path / "a.study", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StudyBusy, match="in use by another program"), store.writing():
        pass
    other.execute("ROLLBACK")
    with store.writing(ANA) as writer:
        writer.event("now it is free", {})


def test_a_full_disk_loses_nothing_and_is_said(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with store.reading() as reader:
        before = reader.rows(tables.event.select())
    with pytest.raises(StudyUnwritable, match="disk is full"), store.writing() as writer:
        pages = writer.connection.exec_driver_sql("PRAGMA page_count").scalar()
        writer.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        for _ in range(5000):
            writer.event("filling", {"with": "x" * 500})
    with store.reading() as reader:
        assert reader.rows(tables.event.select()) == before


def test_faults_mean_what_a_researcher_can_act_on(tmp_path: Path) -> None:
    def fault(name: str) -> sqlite3.OperationalError:
        error = sqlite3.OperationalError("x")
        error.sqlite_errorname = name
        return error

    kinds = {
        name: type(sqlite.meaning(fault(name), tmp_path))
        for name in ("SQLITE_BUSY_SNAPSHOT", "SQLITE_FULL", "SQLITE_READONLY_DIRECTORY",
                     "SQLITE_IOERR_WRITE", "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
    }  # fmt: skip
    assert kinds == {
        "SQLITE_BUSY_SNAPSHOT": StudyBusy,
        "SQLITE_FULL": StudyUnwritable,
        "SQLITE_READONLY_DIRECTORY": StudyUnwritable,
        "SQLITE_IOERR_WRITE": StudyUnwritable,
        "SQLITE_CORRUPT": StudyForeign,
        "SQLITE_NOTADB": StudyForeign,
        "SQLITE_ERROR": type(None),
    }


@pytest.mark.parametrize("name", [":memory:", "a?mode=ro", "50 % #1.study", "é'\".study"])
def test_a_study_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    new_study(Path(name), "A").close()
    with open_study(Path(name)) as store:
        assert (tmp_path / name).stat().st_size > 0
        assert store.path == Path(name)


@pytest.mark.parametrize(
    "harm",
    ["DROP TABLE study", "DROP TABLE turn", "ALTER TABLE document RENAME COLUMN text TO words"],
)
def test_a_study_without_a_table_or_a_column_is_called_damaged(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(harm)
    connection.close()
    with (
        pytest.raises(StudyForeign, match="is damaged; restore it from a backup"),
        open_study(path) as store,
        store.reading() as reader,
    ):
        documents(reader, NOBODY)
        characters(reader, NOBODY)


def test_what_is_committed_is_on_the_disk() -> None:
    """The tests themselves do not wait for it, see `tests/conftest.py`."""
    assert "PRAGMA synchronous=FULL" in sqlite._PRAGMAS
