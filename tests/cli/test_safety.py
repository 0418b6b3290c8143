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
