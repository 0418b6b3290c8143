"""How long material is kept, what is destroyed then, and what is said of it all."""

from __future__ import annotations

import datetime
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.small import ANA, small_study
from workbench.cli import main
from workbench.drafts import DraftAttribute
from workbench.errors import NameUnknown, NotAsked
from workbench.steps import retention
from workbench.steps.check import check
from workbench.steps.export import EXPORTS, Wanted, export
from workbench.steps.exports.grouping import grouping
from workbench.steps.quoting import say_quoting
from workbench.steps.retention import keep_until, kept, purge
from workbench.steps.small_cells import settle_cells, small_cells
from workbench.steps.withdrawing import withdraw
from workbench.store import Store, backups
from workbench.store.reads.history import events
from workbench.store.writes.cases import put_attributes
from workbench.terms import NOBODY


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(retention, "today", lambda: datetime.date(2030, 5, 1))
    small_study(tmp_path / "a.study").close()
    return tmp_path / "a.study"


def whats(path: Path) -> list[tuple[str, dict[str, object]]]:
    with Store(path) as store, store.reading() as reader:
        return [(one.what, dict(one.ids)) for one in events(reader, NOBODY)]


def test_a_date_that_has_passed_is_told_by_the_check(path: Path) -> None:
    with Store(path) as store:
        keep_until(store, ANA, "backups", "2030-04-30")
        keep_until(store, ANA, "study", "2036-12-31")
        assert [(one.material, one.until, one.passed) for one in kept(store, ANA)] == [
            ("recordings", None, False),
            ("transcripts", None, False),
            ("key", None, False),
            ("study", "2036-12-31", False),
            ("backups", "2030-04-30", True),
            ("exports", None, False),
        ]
    late = [one.what for one in check(path).warnings if one.kind == "retention"]
    assert [sentence.partition(";")[0] for sentence in late] == [
        "Backups of the study were to be kept until 2030-04-30"
    ]
    with Store(path) as store:
        keep_until(store, ANA, "backups", "forever")
    assert [one for one in check(path).warnings if one.kind == "retention"] == []


def test_a_wrong_class_and_a_wrong_date_are_refused(path: Path) -> None:
    with Store(path) as store:
        with pytest.raises(NameUnknown, match="recordings, transcripts, key"):
            keep_until(store, ANA, "tapes", "2030-01-01")
        with pytest.raises(NotAsked, match="no date"):
            keep_until(store, ANA, "study", "next year")


def test_what_is_purged_is_gone_and_recorded(path: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.txt"
    with Store(path) as store:
        made = backups.make_backup(path)
        assert purge(store, ANA, "backups").files == (made,)
        assert made.exists()
        done = purge(store, ANA, "backups", record, yes=True)
    assert (done.done, made.exists(), record.read_text()) == (True, False, done.record)
    assert "by ana" in done.record
    assert whats(path)[-1] == ("material destroyed", {"material": "backups", "files": 1})
    with pytest.raises(NotAsked, match="is there already"), Store(path) as store:
        purge(store, ANA, "backups", record, yes=True)


def test_exports_are_purged_as_far_as_they_lie_where_they_were_written(path: Path) -> None:
    there, changed = path.with_name("there.csv"), path.with_name("changed.csv")
    with Store(path) as store:
        for file in (there, changed):
            export(store, ANA, Wanted("units", unit="turn"), file)
        changed.write_text("something else")
        assert purge(store, ANA, "exports", yes=True).files == (there,)
    assert (there.exists(), changed.exists()) == (False, True)


def test_a_study_is_purged_whole_and_only_with_a_record(path: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.txt"
    with Store(path) as store:
        backups.make_backup(path)
        with pytest.raises(NotAsked, match="--record"):
            purge(store, ANA, "study", yes=True)
        assert path.exists()
        purge(store, ANA, "study", record, yes=True)
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["record.txt"]
    assert "of the study “Small”" in record.read_text()


# ------------------------------------------------------------------ small cells


def wards(path: Path, *named: tuple[str, str]) -> None:
    with Store(path) as store, store.writing() as writer:
        put_attributes(writer, [DraftAttribute(who, "ward", ward) for who, ward in named])


def test_small_cells_are_listed_and_merged_where_it_is_settled(path: Path) -> None:
    wards(path, ("Ruth", "a"), ("Mara", "a"), ("Idris", "b"), ("Lotte", "c"))
    with Store(path) as store:
        settle_cells(store, ANA, 2)
        found = {cell.facts: cell.cases for cell in small_cells(store, ANA)[1]}
        assert found[("ward", "b"),] == 1
        assert (("ward", "a"),) not in found
        assert found[("role", "leader"),] == 1
        with store.reading() as reader:
            assert grouping(reader, ANA, "ward").names == ("a", "b", "c")
        settle_cells(store, ANA, suppress=True)
        with store.reading() as reader:
            assert grouping(reader, ANA, "ward").names == ("a", "b, c")
    assert [what for what, _ in whats(path)][-2:] == ["small cells settled"] * 2
    with pytest.raises(NotAsked, match="1 or more"), Store(path) as store:
        settle_cells(store, ANA, 0)


# ------------------------------------------------------------------ the statement


def test_the_statement_says_what_holds_of_this_study(path: Path) -> None:
    with Store(path) as store:
        say_quoting(store, ANA, "case", "Idris", "no")
        withdraw(store, ANA, "Mara")
        keep_until(store, ANA, "recordings", "2031-01-01")
        backups.make_backup(path)
        export(store, ANA, Wanted("units", unit="turn"), path.with_name("units.csv"))
        table = EXPORTS["statement"](store, NOBODY, Wanted("statement"))
        export(store, ANA, Wanted("statement"), path.with_name("statement.docx"))
    said: dict[str, str] = {str(topic): str(words) for topic, words in table.rows}
    assert said["What is stored"].startswith("2 transcripts, answers to 0 survey questions")
    assert "3 participants" in said["What is stored"]
    assert "with 1 backup in" in said["Where"]
    assert said["Quotations"] == (
        "Not to be quoted: 1 participant and 0 documents; all others may be."
    )
    assert said["Withdrawals"].startswith("1: 20")
    assert said["Kept until: recordings, which are kept elsewhere"] == "2031-01-01"
    assert said["Kept until: the study"] == "No date is said."
    assert "Mara" not in str(table.rows)


# ------------------------------------------------------------------ at rest


def test_files_and_folders_are_their_owners_alone(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        backups.make_backup(path)
        export(store, ANA, Wanted("units", unit="turn"), tmp_path / "units.csv")
        with store.writing() as writer:
            writer.event("something", {})
        modes = {file.name: file.stat().st_mode & 0o077 for file in tmp_path.rglob("*")}
    assert "a.study-wal" in modes
    assert set(modes.values()) == {0}


def test_nothing_goes_over_a_network(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    talk = tmp_path / "talk.txt"
    talk.write_text("Ruth: Who has a case?\n\nMara: I have one.\n")
    study = str(path)
    for words in (
        ["import", study, str(talk)],
        ["segment", study, "--unit", "sentence", "--document", "talk"],
        ["documents", study],
        ["search", study, "case"],
        ["check", study],
        ["backup", study],
        ["export", study, "units", "--unit", "turn", "-o", str(tmp_path / "units.xlsx")],
        ["export", study, "qdpx", "-o", str(tmp_path / "a.qdpx")],
        ["report", study, "-o", str(tmp_path / "report.html")],
        ["cases", study, "withdraw", "Mara", "--yes"],
        ["purge", study],
        ["history", study],
    ):
        assert main(words) == 0, words
