"""The write-ahead log is taken in only by a program that is alone with the study.

SQLite before 3.51.3 can lose a commit when two connections take the log in at once.
"""

from pathlib import Path

import pytest

from tests.programs import Mouth, Program
from tests.small import ANA, BEN, codes, passage, small_study
from tests.store.test_kills import sound
from workbench.coding.codes import find_code
from workbench.errors import StudyBusy
from workbench.steps import code
from workbench.store import Store, open_study, sqlite

old = pytest.mark.skipif(sqlite.resets_logs_soundly(), reason="this SQLite does it by itself")


def visit(mouth: Mouth, study: Path, keys: int) -> None:
    """Press keys as ben, and close the study when that is said."""
    with open_study(study) as store:
        uid = find_code(codes(store), "shame").uid
        for n in range(keys):
            code.toggle(store, BEN, 1, passage("s1", 16, 21), uid)
            mouth.send(n)
        mouth.recv()


def press(store: Store, keys: int) -> None:
    uid = find_code(codes(store), "anger").uid
    for _ in range(keys):
        code.toggle(store, ANA, 1, passage("s1", 16, 21), uid)


def log(study: Path) -> Path:
    return Path(f"{study}-wal")


@pytest.mark.parametrize(
    ("version", "sound_"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_which_versions_are_mended(version: tuple[int, ...], sound_: bool) -> None:
    assert sqlite.resets_logs_soundly(version) is sound_


@old
def test_while_two_programs_write_neither_takes_the_log_in(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    assert not log(path).exists()
    with open_study(path) as store:
        press(store, 1)
        before = path.stat().st_mtime_ns
        other = Program(visit, path, 400)
        press(store, 400)
        assert [other.said() for _ in range(400)] == list(range(400))
        assert path.stat().st_mtime_ns == before
        assert log(path).stat().st_size > 4_000_000
        other.tell("done")
        assert other.end() == 0
        assert path.stat().st_mtime_ns == before
    assert not log(path).exists()
    with open_study(path) as store:
        sound(store)


@old
def test_opening_a_study_twice_in_one_program_keeps_its_locks(tmp_path: Path) -> None:
    # A plain open and close of a file drops a program's own locks on it, and then another
    # program would believe to be alone.
    path = tmp_path / "a.study"
    small_study(path).close()
    with open_study(path) as store:
        press(store, 1)
        open_study(path).close()
        other = Program(visit, path, 1)
        other.tell("done")
        assert other.end() == 0
        assert log(path).exists()
        press(store, 10)
        sound(store)


@old
def test_a_long_log_is_taken_in_between_two_keys_by_who_is_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOG_BYTES", 300_000)
    path = tmp_path / "a.study"
    store = small_study(path)
    sizes = []
    for _ in range(8):
        press(store, 40)
        sizes.append(log(path).stat().st_size if log(path).exists() else 0)
    assert max(sizes) < 3_000_000
    assert min(sizes[1:]) < max(sizes[:-1])
    sound(store)


def test_a_second_writer_in_the_program_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    store = small_study(tmp_path / "a.study")
    with store.writing(), pytest.raises(StudyBusy), store.writing():
        pass
    press(store, 1)
    sound(store)
