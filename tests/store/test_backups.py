"""Backups: whole, private, numbered, and put back in one piece."""

import random
from itertools import count
from pathlib import Path

import pytest

from tests.programs import Mouth, Program
from tests.small import ANA, BEN, codes, passage, small_study
from tests.store.test_kills import sound
from workbench.coding.codes import find_code
from workbench.errors import NotAsked, StudyBusy, StudyForeign
from workbench.steps import code
from workbench.steps.backup import backup, restore
from workbench.store import Store, backups, new_study, open_study, tables
from workbench.store.reads.codings import codings
from workbench.terms import NOBODY, Viewer


def press(store: Store, name: str = "anger") -> None:
    code.toggle(store, ANA, 1, passage("s1", 16, 21), find_code(codes(store), name).uid)


def coded(path: Path) -> int:
    with open_study(path) as store:
        sound(store)
        with store.reading() as reader:
            return len(codings(reader, ANA, 1))


def test_a_backup_holds_what_others_are_still_writing_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        press(store)
        made = backup(path)
        with store.writing(ANA) as writer:
            writer.event("not yet finished", {})
            inside = backups.make_backup(path, "inside")
    assert made.parent == tmp_path / "a.study.backups"
    assert made.stat().st_mode & 0o077 == 0
    assert made.parent.stat().st_mode & 0o077 == 0
    assert (coded(made), coded(inside)) == (1, 1)
    with Store(inside).reading() as reader:
        whats = [row.what for row in reader.rows(tables.event.select())]
    assert "not yet finished" not in whats


def test_the_last_ten_are_kept_even_when_the_clock_goes_backwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    for n in range(12):
        monkeypatch.setattr(backups, "now", lambda n=n: f"20{40 - n}-01-01T00:00:00+00:00")
        backup(path)
    assert [one.n for one in backups.backups(path)] == list(range(3, 13))
    assert backups.backups(path)[-1].path.name == "0012-20290101T000000-asked.study"
    assert len(list((tmp_path / "a.study.backups").iterdir())) == 10


def test_restoring_first_keeps_what_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        press(store)
        made = backup(path)
        press(store, "shame")
    replaced = restore(path, NOBODY, made)
    assert (coded(path), coded(replaced), coded(made)) == (1, 2, 1)
    with open_study(path) as store, store.reading() as reader:
        assert reader.rows(tables.event.select())[-1].what == "backup restored"
        assert reader.connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    restore(path, NOBODY, replaced)
    assert coded(path) == 2


def test_the_oldest_backup_can_be_restored(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        oldest = backup(path)
        press(store)
    for _ in range(9):
        backup(path)
    restore(path, Viewer("zed"), oldest)
    assert coded(path) == 0
    assert oldest.exists()


def test_a_study_that_somebody_has_open_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "BUSY_SECONDS", 0.05)
    path = tmp_path / "a.study"
    with small_study(path) as store:
        made = backup(path)
        press(store)
        with pytest.raises(StudyBusy):
            restore(path, NOBODY, made)
    assert coded(path) == 1


def test_another_studys_backup_is_refused(tmp_path: Path) -> None:
    small_study(tmp_path / "a.study").close()
    new_study(tmp_path / "b.study", "B").close()
    made = backup(tmp_path / "b.study")
    before = (tmp_path / "a.study").read_bytes()
    with pytest.raises(NotAsked, match="backup of another study"):
        restore(tmp_path / "a.study", NOBODY, made)
    assert (tmp_path / "a.study").read_bytes() == before


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    small_study(tmp_path / "a.study").close()
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(StudyForeign, match="is not a study"):
        restore(tmp_path / "a.study", NOBODY, tmp_path / "notes.txt")


@pytest.mark.parametrize("harm", ["page", "header", "cut", "gone"])
def test_a_damaged_study_is_set_aside_and_restored(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        press(store)
    made = backup(path)
    content = bytearray(path.read_bytes())
    if harm == "page":
        for page in range(1, len(content) // 4096):
            content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    content[: 100 if harm == "header" else 0] = b"x" * (100 if harm == "header" else 0)
    path.write_bytes(content[: 5000 if harm == "cut" else None])
    if harm == "gone":
        path.unlink()
    damaged = path.read_bytes() if path.exists() else None
    kept = restore(path, NOBODY, made)
    assert coded(path) == 1
    assert path.stat().st_mode & 0o077 == 0
    if damaged is not None:
        assert kept.read_bytes() == damaged


def test_a_study_whose_log_was_deleted_is_whole_as_of_its_last_taking_in(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        press(store)
    with open_study(path) as store:
        press(store, "shame")
        copy = tmp_path / "copy.study"
        copy.write_bytes(path.read_bytes())  # as a careless copy is: without the log
    assert coded(copy) in (1, 2)


def restore_over(mouth: Mouth, path: Path, files: list[Path]) -> None:
    """Write one file and the other over a study, until killed."""
    for n in count():
        backups._write_over(path, files[n % 2])
        mouth.send(n)


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_while_restoring_leaves_the_one_or_the_other(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        press(store)
        files = [backup(path)]
        press(store, "shame")
    files.append(backup(path))
    restorer = Program(restore_over, path, files)
    for _ in range(random.Random(seed).randrange(1, 30)):
        restorer.said()
    restorer.kill()
    restorer.end()
    assert coded(path) in (1, 2)
    with open_study(path) as store:
        code.toggle_no_code(store, BEN, 1, passage("s1", 16, 21))
        sound(store)


def test_a_backup_of_a_damaged_study_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    path.write_bytes(content)
    with pytest.raises(StudyForeign, match="damaged"):
        backups.make_backup(path)
    assert list((tmp_path / "a.study.backups").iterdir()) == []
