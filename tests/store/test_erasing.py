"""What is erased is found in no file of the folder, byte by byte."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.programs import Mouth, Program, death_after
from tests.small import small_study
from tests.store.test_faults import files_up_to
from tests.store.test_kills import sound
from workbench.errors import StudyBusy, StudyUnwritable
from workbench.store import Store, Writer, backups, erasing, open_study, sqlite, tables
from workbench.store.rewriting import rewrite_backup

SECRET = "the crossword in pen"
LONG = " ".join(f"{SECRET} {n}" for n in range(9000))


def write(writer: Writer, said: str) -> None:
    writer.run(tables.document.update().where(tables.document.c.id == 1).values(text=said))


def told(folder: Path, words: str = SECRET) -> list[str]:
    """The files under a folder that hold some words."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sorted(file.name for file in files if words.encode() in file.read_bytes())


def secret_study(path: Path) -> Store:
    """A study that holds the words in its pages, in free ones, and in its log."""
    store = small_study(path)
    for said in (LONG, "short", SECRET):
        with store.writing() as writer:
            write(writer, said)
    return store


def test_what_is_erased_is_in_no_page_and_no_log(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with secret_study(path) as store:
        assert told(tmp_path) == ["a.study-wal"]
        store.close()
        assert told(tmp_path) == ["a.study"]
        before = path.stat().st_size
        with store.erasing() as writer:
            write(writer, "gone")
        assert told(tmp_path) == []
        assert told(tmp_path, "gone") == ["a.study"]
        assert path.stat().st_size < before
        sound(store)
    assert [file.name for file in tmp_path.iterdir()] == ["a.study"]


def test_an_erasing_that_fails_leaves_the_study_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with secret_study(path) as store:
        with pytest.raises(ZeroDivisionError), store.erasing() as writer:
            write(writer, "gone")
            _ = 1 / 0
        with store.reading() as reader:
            assert reader.value(tables.document.select().with_only_columns(tables.document.c.text))
        assert (told(tmp_path), told(tmp_path, "gone")) == (["a.study"], [])


def hold_open(mouth: Mouth, path: Path) -> None:
    """Read a study, and keep it open until that is said."""
    store = open_study(path)
    with store.reading() as reader:
        reader.rows(tables.study.select())
    mouth.send("open")
    mouth.recv()


def test_nothing_is_erased_while_another_program_has_the_study_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    path = tmp_path / "a.study"
    store = secret_study(path)
    other = Program(hold_open, path)
    assert other.said() == "open"
    with pytest.raises(StudyBusy, match="close it there"), store.erasing() as writer:
        write(writer, "gone")
    assert told(tmp_path, "gone") == []
    other.tell("close it")
    other.end()
    with store.erasing() as writer:
        write(writer, "gone")
    assert told(tmp_path) == []


class Usage(NamedTuple):
    """What the system says of a disk."""

    free: int


def test_without_room_to_write_the_file_anew_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.study"
    store = secret_study(path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10_000))
    with pytest.raises(StudyUnwritable, match="not enough room"), store.erasing() as writer:
        write(writer, "gone")
    assert (told(tmp_path), told(tmp_path, "gone")) == (["a.study"], [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fills_up_leaves_the_study_whole_and_the_next_to_open_it_finishes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.study"
    store = secret_study(path)
    with store.writing() as writer:
        other = tables.document.update().where(tables.document.c.id == 2)
        writer.run(other.values(text="x" * 10**6))
    store.close()
    size = path.stat().st_size
    with files_up_to(size // 2):
        with pytest.raises(StudyUnwritable, match="unused parts"), store.erasing() as writer:
            write(writer, "gone")
        store.close()
    with Store(path) as unopened:
        sound(unopened)
        with sqlite3.connect(path) as driver:
            assert erasing.is_unswept(driver)
        driver.close()
    open_study(path).close()
    assert (told(tmp_path), told(tmp_path, "gone")) == ([], ["a.study"])
    with sqlite3.connect(path) as driver:
        assert not erasing.is_unswept(driver)
    driver.close()


def erase_and_die(mouth: Mouth, path: Path, left: int) -> None:
    """Erase, and be killed after so many times three steps of SQLite's."""
    store = open_study(path)
    with store.erasing() as writer:
        writer._driver.set_progress_handler(death_after(left), 3)
        write(writer, "gone")


@pytest.mark.parametrize("left", [1, 10, 200, 900, 1800, 3600])
def test_a_kill_leaves_it_as_it_was_or_done(tmp_path: Path, left: int) -> None:
    path = tmp_path / "a.study"
    secret_study(path).close()
    assert Program(erase_and_die, path, left).end() in (0, -signal.SIGKILL)
    with open_study(path) as store:
        sound(store)
    before_or_after = {"secret": told(tmp_path), "gone": told(tmp_path, "gone")}
    assert before_or_after in (
        {"secret": ["a.study"], "gone": []},
        {"secret": [], "gone": ["a.study"]},
    )


def test_a_backup_is_rewritten_in_its_place_or_destroyed(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with secret_study(path) as store:
        first, second = (backups.make_backup(path) for _ in range(2))
        with store.erasing() as writer:
            write(writer, "gone")
    assert told(tmp_path) == [first.name, second.name]

    def work(store: Store) -> None:
        with store.erasing() as writer:
            write(writer, "gone")

    assert rewrite_backup(first, work)
    assert told(tmp_path) == [second.name]
    assert first.stat().st_mode & 0o077 == 0
    with open_study(first) as store:
        sound(store)
    backups.destroy_backup(second)
    assert told(tmp_path) == []
    assert sorted(file.name for file in first.parent.iterdir()) == [first.name]


def test_a_damaged_backup_is_told_and_left(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    secret_study(path).close()
    made = backups.make_backup(path)
    with made.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    before = made.read_bytes()
    assert not rewrite_backup(made, lambda store: None)
    assert made.read_bytes() == before
    assert [file.name for file in made.parent.iterdir()] == [made.name]
