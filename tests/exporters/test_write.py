"""A table is written whole, in the format of its suffix, the same each time."""

import errno
import os
import re
from pathlib import Path

import pytest

from workbench.errors import FileFault, NameUnknown
from workbench.exporters import EXPORTERS, write
from workbench.exporters.text import date, encodable, plain
from workbench.files import write_whole
from workbench.terms import Table

TABLE = Table(
    "Themes",
    ("Theme", "n"),
    (("holding", 3), ("=1+1", None)),
    ("% of all 3 references.",),
    {"study": "Balint", "date": "2026-03-01T10:00:00+01:00"},
)


@pytest.mark.parametrize("suffix", list(EXPORTERS))
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    write(TABLE, tmp_path / f"one.{suffix}")
    write(TABLE, tmp_path / f"two.{suffix}")
    one, two = (tmp_path / f"{name}.{suffix}" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("suffix", list(EXPORTERS))
def test_every_format_holds_a_table_without_rows(tmp_path: Path, suffix: str) -> None:
    write(Table("Empty", ("a", "b"), ()), tmp_path / f"empty.{suffix}")
    assert (tmp_path / f"empty.{suffix}").stat().st_size > 0


def test_a_csv_has_its_notes_beside_it(tmp_path: Path) -> None:
    write(TABLE, tmp_path / "themes.CSV")
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {
        "themes.CSV": "Theme,n\nholding,3\n'=1+1,\n",
        "themes.CSV.about.txt": (
            "Themes\n\n% of all 3 references.\nstudy: Balint; date: 2026-03-01T10:00:00+01:00\n"
        ),
    }


def test_an_unknown_suffix_is_answered_with_the_right_ones(tmp_path: Path) -> None:
    formats = ", ".join(EXPORTERS)
    with pytest.raises(NameUnknown, match=f"There is no format “pdf”; there are: {formats}"):
        write(TABLE, tmp_path / "themes.pdf")
    with pytest.raises(NameUnknown, match=r"“themes” does not say its format; end it in one of"):
        write(TABLE, tmp_path / "themes")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "themes.md"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileFault) as refusal:
        write(TABLE, path)
    assert str(refusal.value) == (
        f"“{path}” cannot be written: the disk is full; make room and try again."
    )
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("themes.md", "old")]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match=r"there is no folder “.*nowhere”; make it first"):
        write(TABLE, tmp_path / "nowhere" / "themes.md")


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "themes.md").mkdir()
    with pytest.raises(FileFault, match="a folder has that name; choose another"):
        write(TABLE, tmp_path / "themes.md")
    assert [path.name for path in tmp_path.iterdir()] == ["themes.md"]


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "themes.md"
    path.write_text("old")
    # Whoever may do anything may write this too, so ask as if one could not.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileFault, match="it is read-only or open in another program"):
        write_whole(path, b"new")
    assert path.read_text() == "old"


def test_the_date_is_that_of_the_provenance() -> None:
    said = ["2026-03-01T10:00:00+01:00", "2026-03-01", "soon", "1971-01-01", "9999-01-01"]
    tables = [Table("", (), (), (), {"date": when}) for when in said]
    assert [str(date(table)) for table in tables] == [
        "2026-03-01 09:00:00",
        "2026-03-01 00:00:00",
        "1980-01-01 00:00:00",
        "1980-01-01 00:00:00",
        "1980-01-01 00:00:00",
    ]


def test_forbidden_characters_are_shown_and_others_left() -> None:
    assert plain("a\x1b\x00\ud800\uffff\n\t\u202e") == "a␛␀��\n\t\u202e"
    assert encodable("a\x1b\ud83d\U0001f600") == "a\x1b�\U0001f600"


def test_nothing_in_the_files_is_of_today(tmp_path: Path) -> None:
    for suffix in EXPORTERS:
        write(TABLE, tmp_path / f"themes.{suffix}")
        content = (tmp_path / f"themes.{suffix}").read_bytes()
        assert not re.search(rb"20[3-9]\d-\d\d-\d\d", content)
