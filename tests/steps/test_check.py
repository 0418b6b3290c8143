"""A check finds what is wrong with a study, says how to mend it, and changes nothing."""

import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small import ANA, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.coding.soundness import Cut, misplaced
from workbench.errors import StudyForeign
from workbench.steps import code, whereabouts
from workbench.steps.backup import backup
from workbench.steps.check import check
from workbench.steps.decide import decide
from workbench.steps.rounds import close_round, reveal_round
from workbench.steps.undo import undo
from workbench.store import open_study
from workbench.store.reads.documents import text
from workbench.terms import NOBODY, Decision, Span


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with a coding, a no-code, a round closed with a reason, and a decision."""
    with small_study(tmp_path / "a.study") as store:
        code.toggle(store, ANA, 1, passage("s1", 20, 30), find_code(codes(store), "anger").uid)
        code.toggle_no_code(store, ANA, 1, passage("s2", 9, 17))
        close_round(store, NOBODY, 1, "the term ended")
        reveal_round(store, NOBODY, 1)
        decide(store, ANA, 1, Decision("s1", 3, ("shame",), "codes", "Not anger.", ("ana",)))
    return tmp_path / "a.study"


def harm(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_sound_study_has_no_faults(path: Path) -> None:
    before = path.read_bytes()
    found = check(path)
    assert (found.faults, found.verdict, found.sqlite) == ((), "sound", sqlite3.sqlite_version)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "kind", "said"),
    [
        ("UPDATE document SET text = replace(text, 'angry', 'happy')", "text", "“s1”"),
        ("UPDATE document SET text = CAST(x'ff41' AS TEXT) WHERE id = 1", "text", "“s1”"),
        ("UPDATE turn SET stop = 900 WHERE id = 4", "stretches", "Turns of “s1”"),
        ("UPDATE turn SET start = 3 WHERE id = 2", "stretches", "leave the text: 2."),
        ("UPDATE unit SET stop = 45 WHERE id = 2", "stretches", "leave their turn: 2."),
        ("UPDATE unit SET position = 9 WHERE id = 4", "numbers", "no 4, 5, 6, 7, 8"),
        ("UPDATE unit SET turn_id = 8 WHERE id = 1", "stretches", "leave their turn: 1."),
        ("UPDATE coding SET last_unit_id = 3", "codings", "Codings of “s1” that"),
        ("UPDATE coding SET stop = 40, start = 30", "codings", "do not touch the units"),
        ("DELETE FROM event WHERE n IN (3, 4)", "events", "history: 3, 4."),
        (
            "DELETE FROM assignment WHERE document_id = 1",
            "orphans",
            "not assigned",
        ),
        ("UPDATE no_code SET unit_id = 2", "orphans", "both coded"),
        ("DELETE FROM code_state WHERE code_id = 2", "orphans", "not in the codebook"),
        ("UPDATE memo SET target_uid = '99'", "orphans", "Memos on events"),
        ("INSERT INTO unit_set VALUES (9, 1, 'x', '{}', 0)", "orphans", "sets without a unit: 1."),
        ("DELETE FROM decision_code", "orphans", "Decisions that name no code"),
        ("UPDATE undo SET inverse = 'x'", "orphans", "can be undone but not read"),
        ("UPDATE event SET ids = '{' WHERE n = 2", "orphans", "history that cannot be read"),
        (
            "UPDATE coding SET code_id = 77",
            "references",
            "Rows of “coding” that refer to what is not there: 1.",
        ),
    ],
)
def test_what_is_wrong_is_found_and_can_be_mended(
    path: Path, statement: str, kind: str, said: str
) -> None:
    made = backup(path)
    harm(path, "PRAGMA foreign_keys=OFF", statement)
    faults = check(path).faults
    mine = [finding for finding in faults if finding.kind == kind and said in finding.what]
    assert len(mine) == 1, faults
    assert str(made) in mine[0].mend


def test_a_damaged_page_is_found_not_raised(path: Path) -> None:
    with open_study(path) as store, store.reading() as reader:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'coding'"
        page = int(reader.connection.exec_driver_sql(sql).scalar_one())
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(content)
    assert "integrity" in [finding.kind for finding in check(path).faults]


def test_text_that_is_no_longer_utf8_is_called_damaged_by_every_read(path: Path) -> None:
    harm(path, "UPDATE document SET text = CAST(x'ff41' AS TEXT) WHERE id = 1")
    with (
        open_study(path) as store,
        store.reading() as reader,
        pytest.raises(StudyForeign, match="damaged"),
    ):
        text(reader, NOBODY, "s1")


def test_a_clock_that_went_backwards_is_told_and_harms_nothing(path: Path) -> None:
    harm(path, "UPDATE event SET at = '2001-01-01T00:00:00+00:00' WHERE n = 5")
    found = check(path)
    assert found.faults == ()
    assert "clock" in [finding.kind for finding in found.warnings]


def test_a_stored_value_that_cannot_be_read_is_called_damage_not_a_fault_of_ours(
    path: Path,
) -> None:
    harm(path, "UPDATE undo SET inverse = 'x'")
    with open_study(path) as store, pytest.raises(StudyForeign, match="damaged"):
        undo(store, ANA)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ana/Dropbox/balint", "Dropbox"),
        ("/home/ana/Nextcloud", "Nextcloud"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana", "a cloud service"),
        ("/home/ana/studies", None),
        ("/home/ana/inbox", None),
    ],
)
def test_synchronised_folders_are_known_by_their_path(folder: str, service: str | None) -> None:
    assert whereabouts.synchronised(PurePosixPath(folder)) == service


def test_windows_folders_and_shares_are_known() -> None:
    at_work = PureWindowsPath(r"C:\Users\Ana\OneDrive - University\study")
    assert whereabouts.synchronised(at_work) == "OneDrive"
    share = PureWindowsPath(r"\\server\share\study")
    assert whereabouts.network(share, []) == "a network share"


def test_on_windows_a_study_outside_the_users_own_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = PureWindowsPath("C:/Users/Ana")
    assert whereabouts.is_within(home, PureWindowsPath("c:/users/ana/Documents"))
    assert not whereabouts.is_within(home, PureWindowsPath("C:/Shared"))
    monkeypatch.setenv("HOME", str(tmp_path / "ana"))
    monkeypatch.setattr("sys.platform", "win32")
    assert "lies outside your own folder" in str(whereabouts.warning(tmp_path / "a.study"))
    assert whereabouts.warning(tmp_path / "ana/a.study") is None


def test_network_drives_are_known_by_their_mount() -> None:
    mounts = [("/", "ext4"), ("/mnt/team", "nfs4"), ("/mnt/team/local", "ext4")]
    kinds = {
        folder: whereabouts.network(PurePosixPath(folder), mounts)
        for folder in ("/home/ana", "/mnt/team/x", "/mnt/teammate", "/mnt/team/local/x")
    }
    assert kinds == {
        "/home/ana": None,
        "/mnt/team/x": "nfs4",
        "/mnt/teammate": None,
        "/mnt/team/local/x": None,
    }


def test_a_study_beside_a_synchronisers_marker_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    small_study(tmp_path / "a.study").close()
    found = check(tmp_path / "a.study")
    folder = [finding for finding in found.warnings if finding.kind == "folder"]
    assert "Syncthing synchronises" in folder[0].what
    assert "packets" in folder[0].mend


lengths = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=8)


@given(lengths, st.integers(0, 40), st.integers(1, 40))
def test_a_stretch_touches_what_overlaps_it(
    gaps: list[tuple[int, int]], start: int, length: int
) -> None:
    units, at = [], 0
    for number, (gap, size) in enumerate(gaps):
        units.append((number, Span(at + gap, at + gap + size)))
        at += gap + size
    assert misplaced([span for _, span in units], at) == []
    stretch = Span(start, start + length)
    overlapping = [n for n, s in units if s.start < stretch.stop and s.stop > stretch.start]
    expected = (overlapping[0], overlapping[-1]) if overlapping else None
    assert Cut(units).touched(stretch) == expected
