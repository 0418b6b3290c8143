"""Disks fill, files are deleted or locked, bytes flip: nothing is lost in silence."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from tests.programs import ROOT, Mouth, Program
from tests.small import ANA, BEN, codes, passage, small_study
from tests.store.test_kills import press_keys, sound
from workbench.coding.codes import find_code
from workbench.errors import StudyFault, StudyForeign, StudyUnwritable, WorkbenchError
from workbench.steps import code
from workbench.steps.check import check
from workbench.store import Store, open_study, tables
from workbench.store.reads.codings import codings
from workbench.store.reads.documents import text

UNITS = ((16, 21), (22, 28), (29, 44))


def press(store: Store, unit: tuple[int, int]) -> None:
    code.toggle(store, ANA, 1, passage("s1", *unit), find_code(codes(store), "anger").uid)


def coded(path: Path) -> list[tuple[int, int]]:
    with open_study(path) as store, store.reading() as reader:
        return [(one.start, one.stop) for one in codings(reader, ANA, 1)]


# ------------------------------------------------------------------ files beside the study


def code_when_told(mouth: Mouth, path: Path) -> None:
    """Code a unit each time that it is told to."""
    store = open_study(path)
    for unit in UNITS:
        if not mouth.recv():
            break
        press(store, unit)
        mouth.send("saved")
    store.close()


def key(program: Program) -> None:
    program.tell("go on")
    assert program.said() == "saved"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete files in use")
@pytest.mark.parametrize("gone", [("-wal",), ("-shm",), ("-wal", "-shm")])
def test_a_kill_after_somebody_deleted_the_log_loses_nothing(
    tmp_path: Path, gone: tuple[str, ...]
) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    program = Program(code_when_told, path)
    key(program)
    for suffix in gone:
        Path(f"{path}{suffix}").unlink()
    key(program)
    key(program)
    program.kill()
    program.end()
    assert coded(path) == list(UNITS)
    with open_study(path) as store:
        sound(store)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete files in use")
def test_a_program_that_comes_after_the_index_was_deleted_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    press(store, UNITS[0])
    Path(f"{path}-shm").unlink()
    program = Program(code_when_told, path)
    key(program)  # takes back what is there, on an index of its own
    press(store, UNITS[1])
    program.tell("")
    program.end()
    store.close()
    assert coded(path) == [UNITS[1]]
    with open_study(path) as again:
        sound(again)


# ------------------------------------------------------------------ full and locked


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file of this program may grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_when_no_byte_more_can_be_written_what_was_saved_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    press(store, UNITS[0])
    log = Path(f"{path}-wal")
    with files_up_to(log.stat().st_size + 5000):
        for _ in range(3):
            with pytest.raises(StudyUnwritable):
                press(store, UNITS[1])
    press(store, UNITS[2])
    store.close()
    assert coded(path) == [UNITS[0], UNITS[2]]
    with open_study(path) as again:
        sound(again)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_backup_for_which_there_is_no_room_leaves_nothing(tmp_path: Path) -> None:
    from workbench.steps.backup import backup

    path = tmp_path / "a.study"
    small_study(path).close()
    with files_up_to(20_000), pytest.raises(StudyFault):
        backup(path)
    assert [p for p in tmp_path.rglob("*/*") if p.is_file()] == []
    assert backup(path).exists()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "workbench", str(place)]
    if which("mount") is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, but: int = 0) -> Path:
    """A file that leaves so many bytes free."""
    filler = disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - but))
    return filler


def keys_until_full(store: Store) -> int:
    """Keys that were saved before the disk was full."""
    for saved in range(1000):
        try:
            press(store, UNITS[saved % 2])
        except StudyUnwritable as fault:
            assert "The disk is full" in str(fault)  # noqa: PT017 it is the end of the loop
            return saved
    raise AssertionError


def told(store: Store) -> int:
    with store.reading() as reader:
        events = reader.rows(tables.event.select())
    return sum(one.what.startswith("coding ") for one in events)


@pytest.mark.parametrize("left", [0, 4096, 30_000, 60_000, 150_000])
def test_on_a_full_disk_what_was_saved_stays_and_it_goes_on_with_more_room(
    disk: Path, left: int
) -> None:
    path = disk / "a.study"
    store = small_study(path)
    filler = fill(disk, left)
    saved = keys_until_full(store)
    for _ in range(3):
        with pytest.raises(StudyUnwritable):
            press(store, UNITS[2])
    assert told(store) == saved
    sound(store)
    filler.unlink()
    press(store, UNITS[2])
    store.close()
    with open_study(path) as again:
        assert told(again) == saved + 1
        sound(again)
    assert check(path).faults == ()


def test_a_study_on_a_full_disk_says_so_and_opens_when_there_is_room(disk: Path) -> None:
    path = disk / "a.study"
    store = small_study(path)
    press(store, UNITS[0])
    store.close()
    filler = fill(disk)
    with pytest.raises(StudyUnwritable, match="The disk is full"):
        open_study(path)
    filler.unlink()
    assert coded(path) == [UNITS[0]]
    assert check(path).faults == ()


def test_what_is_made_on_a_full_disk_is_whole_or_not_there(disk: Path, tmp_path: Path) -> None:
    from workbench.steps import packets
    from workbench.steps.backup import backup
    from workbench.store import new_study

    path = tmp_path / "a.study"
    store = small_study(path)
    filler = fill(disk, 40_000)
    with pytest.raises(StudyUnwritable):
        new_study(disk / "b.study", "B")
    with pytest.raises(WorkbenchError):
        packets.make(store, ANA, 1, "ben", disk / "ben.packet", None)
    store.close()
    filler.unlink()
    (disk / "a.study").write_bytes(path.read_bytes())
    filler = fill(disk, 40_000)
    with pytest.raises(StudyFault):
        backup(disk / "a.study")
    filler.unlink()
    left = sorted(one.relative_to(disk).as_posix() for one in disk.rglob("*") if one.is_file())
    assert left == ["a.study"]
    assert check(disk / "a.study").faults == ()


def test_a_packet_that_is_taken_on_a_full_disk_changes_nothing(disk: Path, tmp_path: Path) -> None:
    from workbench.steps import packets

    store = small_study(disk / "a.study")
    packet = tmp_path / "ben.packet"
    packets.make(store, ANA, 1, "ben", packet, None)
    with open_study(packet) as away:
        for unit in UNITS:
            code.toggle(away, BEN, 1, passage("s1", *unit), find_code(codes(away), "anger").uid)
    filler = fill(disk, 10_000)
    with pytest.raises(StudyFault):
        packets.take(store, ANA, packet)
    sound(store)
    filler.unlink()
    assert packets.take(store, ANA, packet).taken
    with store.reading() as reader:
        assert len(codings(reader, BEN, 1)) == len(UNITS)
    store.close()
    assert check(disk / "a.study").faults == ()


READ_ONLY = """
    import sys
    from pathlib import Path
    from tests.store.test_faults import UNITS, press
    from workbench.errors import StudyUnwritable
    from workbench.store import open_study

    try:
        press(open_study(Path(sys.argv[1])), UNITS[0])
    except StudyUnwritable as fault:
        print(fault)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no such rights")
@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)])
def test_where_nothing_may_be_written_it_is_said_in_a_sentence(
    tmp_path: Path, file: int, folder: int
) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    path = place / "a.study"
    small_study(path).close()
    before = path.read_bytes()
    path.chmod(file)
    place.chmod(folder)
    said = as_nobody(path) if os.geteuid() == 0 else run(path)
    place.chmod(0o755)
    if said is None:
        pytest.skip("root cannot become somebody else here")
    assert "is read-only; copy the study to a folder where you may write" in said
    assert path.read_bytes() == before


def run(path: Path) -> str:
    words = [sys.executable, "-c", textwrap.dedent(READ_ONLY), str(path)]
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True).stdout


def as_nobody(path: Path) -> str | None:
    """Root may write anything, so the program runs without that right."""
    if which("setpriv") is None:
        return None
    words = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner",
             "--inh-caps", "-dac_override,-dac_read_search,-fowner",
             sys.executable, "-c", textwrap.dedent(READ_ONLY), str(path)]  # fmt: skip
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    return done.stdout if done.returncode == 0 else None


# ------------------------------------------------------------------ damage


def test_every_page_that_is_overwritten_is_told_and_never_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    press(store, UNITS[0])
    store.close()
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        harmed = bytearray(whole)
        harmed[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        path.write_bytes(bytes(harmed))
        try:
            found = check(path)
        except StudyForeign:
            continue
        assert found.faults, page
    path.write_bytes(whole)
    assert check(path).faults == ()


def test_a_flipped_letter_is_found_though_sqlite_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    small_study(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"I was so angry.", b"I was so hungry"[:15]))
    with open_study(path) as store, store.reading() as reader:
        assert "hungry" in text(reader, ANA, "s1")
        assert reader.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert [one.kind for one in check(path).faults] == ["text"]


# ------------------------------------------------------------------ two at once

LONG = pytest.mark.skipif(
    "WORKBENCH_LONG" not in os.environ, reason="takes minutes; set WORKBENCH_LONG to run it"
)


@LONG
def test_two_programs_code_ten_thousand_each_and_none_is_lost_or_doubled(tmp_path: Path) -> None:
    keys = 10_000
    path = tmp_path / "a.study"
    small_study(path).close()
    both = [Program(press_keys, path, who.coder, keys) for who in (ANA, BEN)]
    said = [[program.said() for program in both] for _ in range(keys)]
    assert None not in [one for row in said for one in row]
    assert [program.end() for program in both] == [0, 0]
    with open_study(path) as store:
        sound(store)
        with store.reading() as reader:
            events = reader.rows(tables.event.select())
    for who in (1, 2):
        mine = [one for one in events if one.coder_id == who and one.what.startswith("coding ")]
        assert len(mine) >= keys  # what gave way to an exclusive code has an event too
