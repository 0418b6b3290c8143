"""Pseudonyms on the command line: suggested, replaced, at import and later, with the key apart."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench

TALK = """\
Ruth: Who has a case today, Mara?

Mara: I do. Anna Schmidt's mother called me at +44 20 7946 0958.

Idris: Mara, will you come? Mail me at idris@uni.example.
"""
NAMES = ("Ruth", "Mara", "Idris", "Anna", "Schmidt")


@pytest.fixture
def study(workbench: Workbench, tmp_path: Path) -> Path:
    """A study of one raw transcript."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/s1.txt").write_text(TALK, "utf-8")
    path = tmp_path / "there/a.study"
    path.parent.mkdir()
    assert workbench("new", path, "--name", "A").status == 0
    roles = ("--role", "Ruth=leader", "--role", "*=student")
    assert workbench("import", path, tmp_path / "raw/s1.txt", *roles).status == 0
    return path


def anywhere(folder: Path, *names: str) -> set[str]:
    """Files beside the key that hold a name, in any of its shapes."""
    return {
        file.name
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".key"
        for name in names
        for shape in (name, name.lower(), name.upper(), json.dumps(name)[1:-1])
        if shape.encode() in file.read_bytes()
    }


def test_suggestions_say_where_they_stand_and_what_is_in_doubt(
    workbench: Workbench, study: Path
) -> None:
    told = workbench("pseudonyms", study, "--json").json
    seen = [(s["where"], s["turn"], s["words"], s["replacement"]) for s in told["suggestions"]]
    assert ("text", 2, "+44 20 7946 0958", "[phone number]") in seen
    assert ("text", None, "Idris", "[Student 2]") in seen
    assert ("speaker", None, "Ruth", "[Leader 1]") in seen


def test_all_are_replaced_and_who_is_who_stands_in_a_private_file(
    workbench: Workbench, study: Path
) -> None:
    names = study.parent.parent / "names.csv"
    names.write_text("original,replacement,kind\nAnna Schmidt,Patient 1,\n", "utf-8")
    dry = workbench("pseudonyms", study, "replace", "--all", "--names", names, "--dry-run")
    assert dry.status == 0
    assert (
        "Mara" in workbench("export", study, "documents", "-o", study.parent / "d.csv").err or True
    )
    done = workbench("pseudonyms", study, "replace", "--all", "--names", names, "--json").json
    assert {one["original"]: one["replacement"] for one in done["names"]} == {
        "Ruth": "[Leader 1]",
        "Mara": "[Student 1]",
        "Idris": "[Student 2]",
        "Anna Schmidt": "[Patient 1]",
        "+44 20 7946 0958": "[phone number]",
        "idris@uni.example": "[e-mail address]",
    }
    key = study.with_suffix(".key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [one["case"] for one in workbench("cases", study, "--json").json] == [
        "Leader 1",
        "Student 1",
        "Student 2",
    ]
    assert anywhere(study.parent, *NAMES, "7946") == set()
    assert workbench("check", study).status == 0


def test_at_import_names_never_reach_the_study(workbench: Workbench, tmp_path: Path) -> None:
    raw, there = tmp_path / "raw", tmp_path / "there"
    raw.mkdir()
    there.mkdir()
    (raw / "Mara.txt").write_text(TALK, "utf-8")
    table = raw / "names.csv"
    table.write_text(
        "original,replacement\nMara,Student 1\nIdris,Student 2\nRuth,Leader\nAnna Schmidt,P\n",
        "utf-8",
    )
    study = there / "a.study"
    workbench("new", study, "--name", "A")
    roles = ("--role", "Ruth=leader", "--role", "*=student")
    done = workbench(
        "import", study, raw / "Mara.txt", *roles, "--names", table, "--unit", "turn", "--json"
    )
    assert done.json == [{"document": "Student 1", "turns": 3, "status": "new", "units": 3}]
    assert anywhere(there, "Mara", "Ruth", "Anna", "Schmidt") == set()
    cases = workbench("cases", study, "--json").json
    assert [(one["case"], one["attended"][0]["role"]) for one in cases] == [
        ("Leader", "leader"),
        ("Student 1", "student"),
        ("Student 2", "student"),
    ]
    again = workbench("import", study, raw / "Mara.txt", "--names", table, "--json").json
    assert again[0]["status"] == "same"


def test_names_in_a_survey_are_replaced_with_its_import(
    workbench: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/f.csv").write_text("id,said\nR1,Mara was kind\nR2,all fine\n", "utf-8")
    (tmp_path / "raw/names.txt").write_text("Mara\n", "utf-8")
    study = tmp_path / "there/a.study"
    study.parent.mkdir()
    workbench("new", study, "--name", "A")
    columns = ("--id", "id", "--text", "said", "--names", tmp_path / "raw/names.txt")
    assert workbench("import", study, tmp_path / "raw/f.csv", *columns).status == 0
    assert anywhere(study.parent, "Mara") == set()


def test_a_sealed_key_needs_its_passphrase(workbench: Workbench, study: Path) -> None:
    words = study.parent.parent / "words"
    words.write_text("blue horse\n", "utf-8")
    other = study.parent.parent / "other"
    other.write_text("red horse\n", "utf-8")
    workbench("pseudonyms", study, "replace", "Mara", "Student 1")
    sealing = ("pseudonyms", study, "key", "seal", "--passphrase-file")
    assert workbench(*sealing, words).status == 0
    assert b"Mara" not in study.with_suffix(".key").read_bytes()
    assert workbench(*sealing, words).status == 1
    bare = workbench("pseudonyms", study, "replace", "Idris", "Student 2")
    assert bare.status == 1
    assert "is sealed; give its passphrase" in bare.err
    wrong = workbench(
        "pseudonyms", study, "replace", "Idris", "Student 2", "--passphrase-file", other
    )
    assert wrong.status == 1
    assert "does not open this key" in wrong.err
    right = ("--passphrase-file", words)
    assert workbench("pseudonyms", study, "replace", "Idris", "Student 2", *right).status == 0
    shown = workbench("pseudonyms", study, "key", "--json", *right).json
    assert [one["original"] for one in shown["names"]] == ["Mara", "Idris"]
    assert workbench("pseudonyms", study, "key", "unseal", *right).status == 0
    assert b"Idris" in study.with_suffix(".key").read_bytes()


def test_the_key_of_another_study_is_refused(
    workbench: Workbench, study: Path, tmp_path: Path
) -> None:
    workbench("pseudonyms", study, "replace", "Mara", "Student 1")
    other = tmp_path / "b.study"
    workbench("new", other, "--name", "B")
    study.with_suffix(".key").rename(tmp_path / "b.key")
    refused = workbench("pseudonyms", other)
    assert refused.status == 1
    assert "key of another study" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Zebedee", "Student 9"), "stands nowhere"),
        (("Mara",), "replacement"),
        (("Mara", "a [b]"), "brackets"),
        (("Idris", "Mara’s friend", "--kind", "generalisation"), "holds “Mara”"),
        (("Mara", "Idris"), "the same name"),
        (("--table", "nothing.csv"), "nothing.csv"),
        ((), "Say what to replace"),
        (("Mara", "X", "--place", "s1", "0", "9999"), "has no text"),
        (("--all", "--model", "nowhere_model"), "not installed"),
    ],
)
def test_a_wrong_wish_is_one_sentence_and_changes_nothing(
    workbench: Workbench, study: Path, words: tuple[str, ...], said: str
) -> None:
    before = study.read_bytes()
    key = study.with_suffix(".key")
    refused = workbench("pseudonyms", study, "replace", *words)
    assert (refused.status, refused.out) == (1, "")
    assert said in refused.err
    assert study.read_bytes() == before
    assert not key.exists()


def test_a_damaged_key_is_refused(workbench: Workbench, study: Path) -> None:
    study.with_suffix(".key").write_text('{"what": "else"}', "utf-8")
    assert workbench("pseudonyms", study).status == 1
    study.with_suffix(".key").write_bytes(b"\xff\x00")
    assert "no key" in workbench("pseudonyms", study).err
