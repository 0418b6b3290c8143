"""`check` and `backup` as a person uses them."""

import sqlite3
from pathlib import Path

from tests.cli.conftest import Workbench


def test_check_says_sound_and_which_sqlite_runs(workbench: Workbench, study: Path) -> None:
    found = workbench("check", study, "--json")
    assert (found.status, found.json["sound"], found.json["faults"]) == (0, True, [])
    assert found.json["sqlite"]["version"] == sqlite3.sqlite_version
    assert f"SQLite {sqlite3.sqlite_version}" in workbench("check", study).err


def test_check_ends_with_one_when_something_is_wrong(workbench: Workbench, study: Path) -> None:
    made = workbench("backup", study).out.strip()
    connection = sqlite3.connect(study)
    with connection:
        connection.execute("UPDATE document SET text = text || '!' WHERE name = 's1'")
    connection.close()
    said = workbench("check", study)
    assert said.status == 1
    assert "The text of “s1” is not what was imported" in said.out
    assert f"backup {study} restore {made}" in said.out
    assert workbench("backup", study, "restore", made).status == 0
    assert workbench("check", study).status == 0


def test_a_backup_prints_its_path_and_is_listed(workbench: Workbench, study: Path) -> None:
    made = workbench("backup", study, "--json").json["file"]
    assert Path(made).stat().st_mode & 0o077 == 0
    rows = workbench("backup", study, "list", "--json").json
    assert [(row["n"], row["file"]) for row in rows] == [(1, made)]


def test_a_changed_codebook_is_backed_up_before(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "v2.yaml").write_text("version: 2\ncodes:\n- name: joy\n", "utf-8")
    workbench("codebook", study, "load", material / "v2.yaml")
    (row,) = workbench("backup", study, "list", "--json").json
    assert row["file"].endswith("-codebook.study")
    workbench("backup", study, "restore", row["file"])
    assert workbench("codebook", study, "show", "--json").json["version"] == 1


def test_restoring_needs_a_file(workbench: Workbench, study: Path) -> None:
    assert workbench("backup", study, "restore").status == 2
    assert workbench("backup", study, "restore", study.with_name("no.study")).status == 1


def test_the_codebook_evolves_by_commands(workbench: Workbench, study: Path) -> None:
    why = ("--reason", "they are told apart too rarely", "--as", "ana")
    merge = ("codebook", study, "merge", "anger", "shame", "--into", "affect")
    trial = workbench(*merge, "--dry-run", "--json")
    assert trial.json["changes"][0].startswith("feelings > affect joins feelings > anger and")
    assert workbench("codebook", study, "show", "--json").json["version"] == 1
    assert workbench(*merge).status == 1
    assert workbench(*merge, *why, "--json").json["version"] == 2
    for words in (
        ("rename", "near", "close"),
        ("redefine", "close", "--definition", "At one with the patient."),
        ("move", "close"),
        ("split", "far", "cold", "away"),
        ("add", "joy", "--under", "feelings", "--definition", "Gladness."),
        ("retire", "away"),
    ):
        done = workbench("codebook", study, *words, *why)
        assert done.status == 0, done.err
    book = workbench("codebook", study, "show", "--json").json
    assert (book["version"], [one["name"] for one in book["codes"]]) == (
        8,
        ["feelings", "stance", "close"],
    )
    whats = [one["what"] for one in workbench("history", study, "--json").json]
    assert whats[-7:] == ["codes merged", "code renamed", "code redefined", "code moved",
                          "code split", "code added", "code retired"]  # fmt: skip
    assert workbench("codebook", study, "stale", "--json").json == []
    assert workbench("codebook", study, "rename", "anger").status == 2
    assert workbench("check", study).status == 0
