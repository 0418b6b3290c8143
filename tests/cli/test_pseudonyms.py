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
    sealing = ("pseudonyms", study, "key", "seal", "--key-passphrase-file")
    assert workbench(*sealing, words).status == 0
    assert b"Mara" not in study.with_suffix(".key").read_bytes()
    assert workbench(*sealing, words).status == 1
    bare = workbench("pseudonyms", study, "replace", "Idris", "Student 2")
    assert bare.status == 1
    assert "is sealed; give its passphrase" in bare.err
    wrong = workbench(
        "pseudonyms", study, "replace", "Idris", "Student 2", "--key-passphrase-file", other
    )
    assert wrong.status == 1
    assert "does not open this key" in wrong.err
    right = ("--key-passphrase-file", words)
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
        (("Mara", "X", "--place", "s1", "0", "4"), "stands there"),
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


def test_a_word_that_is_a_name_here_is_replaced_here_alone(
    workbench: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "s1.txt").write_text("P1: Will you ask Will?\n\nP2: He will.\n", "utf-8")
    (tmp_path / "names.txt").write_text("Will\n", "utf-8")
    study = tmp_path / "a.study"
    workbench("new", study, "--name", "A")
    workbench("import", study, tmp_path / "s1.txt")
    told = workbench("pseudonyms", study, "--names", tmp_path / "names.txt", "--json").json
    doubted = [(one["words"], one["doubt"]) for one in told["suggestions"]]
    assert doubted == [("Will", "word"), ("Will", "word"), ("will", "small")]
    second = told["suggestions"][1]
    place = ("--place", "s1", second["start"], second["stop"])
    assert workbench("pseudonyms", study, "replace", "Will", "Student 1", *place).status == 0
    workbench("segment", study, "--unit", "turn")
    workbench("export", study, "units", "--unit", "turn", "--insist", "-o", tmp_path / "u.csv")
    written = (tmp_path / "u.csv").read_text("utf-8")
    assert "Will you ask [Student 1]?" in written
    assert "He will." in written


def test_a_damaged_key_is_refused(workbench: Workbench, study: Path) -> None:
    study.with_suffix(".key").write_text('{"what": "else"}', "utf-8")
    assert workbench("pseudonyms", study).status == 1
    study.with_suffix(".key").write_bytes(b"\xff\x00")
    assert "no key" in workbench("pseudonyms", study).err


def checked(workbench: Workbench, study: Path, *files: object) -> tuple[int, list[str], list[str]]:
    """The status, where names are, and where they may be."""
    words = [word for file in files for word in ("--names", file)]
    told = workbench("check", study, *words, "--json")
    found, doubted = (
        [f"{one['where']} {one['document']} {one['unit'] or ''} {one['instead']}" for one in rows]
        for rows in (told.json["found"], told.json["doubted"])
    )
    return told.status, found, doubted


def test_after_replacing_all_the_check_finds_nothing(workbench: Workbench, study: Path) -> None:
    workbench("pseudonyms", study, "replace", "--all")
    assert checked(workbench, study, study.with_suffix(".key")) == (0, [], [])


def test_the_check_says_where_a_name_is_and_never_which(workbench: Workbench, study: Path) -> None:
    workbench("segment", study, "--unit", "turn")
    workbench("pseudonyms", study, "replace", "--all")
    workbench("correct", study, "s1", "--words", "Who has", "Mara, who has")
    workbench("backup", study)
    key = study.with_suffix(".key")
    (study.parent / "talk_with_Mara.docx").write_bytes(b"")
    (backup,) = (study.parent / "a.study.backups").iterdir()
    said = workbench("check", study, "--names", key)
    assert "Mara" not in said.out + said.err
    assert checked(workbench, study, key) == (
        1,
        [
            "text s1 1 [Student 1]",
            "file name talk_with_[Student 1].docx   [Student 1]",
            f"backup {backup.name}   [Student 1]",
        ],
        [],
    )


def test_a_misspelt_name_and_one_of_a_list_are_found(workbench: Workbench, study: Path) -> None:
    workbench("pseudonyms", study, "replace", "--all")
    names = study.parent.parent / "names.txt"
    names.write_text("Ana Smith\nToday\n", "utf-8")
    workbench("correct", study, "s1", "--words", "I do.", "I do, Marra. Ana Smith")
    status, found, doubted = checked(workbench, study, study.with_suffix(".key"), names)
    assert status == 1
    assert any("text s1" in one and "[name" in one for one in found)
    assert any("text s1" in one and "[Student 1]" in one for one in doubted)


def test_backups_that_hold_a_name_can_be_destroyed(workbench: Workbench, study: Path) -> None:
    workbench("backup", study)
    said = workbench("pseudonyms", study, "replace", "--all")
    assert "1 backup from before still holds what was replaced" in said.err
    key = study.with_suffix(".key")
    assert workbench("check", study, "--names", key).status == 1
    assert workbench("check", study, "--names", key, "--destroy-backups").status == 0
    assert anywhere(study.parent, "Mara", "Ruth", "Idris") == set()


def test_a_surname_alone_is_found_in_a_backup(workbench: Workbench, study: Path) -> None:
    workbench("correct", study, "s1", "--words", "I do.", "I do. Okonkwo.")
    workbench("backup", study)
    assert workbench("pseudonyms", study, "replace", "Chidi Okonkwo", "Patient").status == 0
    (copy,) = study.with_name("a.study.backups").iterdir()
    status, found, _ = checked(workbench, study, study.with_suffix(".key"))
    assert (status, found) == (1, [f"backup {copy.name}   [Patient]"])


def test_what_was_deleted_and_not_erased_is_found_in_the_bytes(
    workbench: Workbench, study: Path
) -> None:
    import contextlib
    import sqlite3

    workbench("pseudonyms", study, "replace", "--all")
    with contextlib.closing(sqlite3.connect(study)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE left (words)")
        connection.execute("INSERT INTO left VALUES ('about Idris')")
        connection.commit()
        connection.execute("DELETE FROM left")
        connection.execute("DROP TABLE left")
        connection.commit()
        _, found, _ = checked(workbench, study, study.with_suffix(".key"))
    assert found == ["unused parts of the file   [Student 2]"]


def test_an_ordinary_study_lets_everything_out(workbench: Workbench, study: Path) -> None:
    assert workbench("export", study, "documents", "-o", study.parent / "d.csv").status == 0
    assert {one["status"] for one in workbench("pseudonyms", study, "status", "--json").json} == {
        "raw"
    }


def test_of_a_confidential_study_nothing_raw_goes_out_unless_insisted_on(
    workbench: Workbench, study: Path
) -> None:
    out = study.parent / "out"
    out.mkdir()
    workbench("segment", study, "--unit", "turn")
    workbench("codebook", study, "load", _codebook(study.parent))
    workbench("coder", study, "add", "ana")
    workbench("coder", study, "add", "ben")
    workbench("round", study, "open", "--coder", "ana", "--coder", "ben", "--unit", "turn")
    workbench("pseudonyms", study, "protect", "on")
    going: tuple[tuple[object, ...], ...] = (
        ("export", study, "units", "--unit", "turn", "-o", out / "u.csv"),
        ("export", study, "units", "--unit", "turn"),
        ("export", study, "units", "--unit", "turn", "--json"),
        ("cells", study, "save", "joint", out / "joint.csv"),
        ("export", study, "qdpx", "-o", out / "a.qdpx"),
        ("report", study, "-o", out / "r.html"),
        ("codings", study, "save", out / "c.csv", "--as", "ana"),
        ("packet", study, "make", "--coder", "ana", "-o", out / "ana.packet", "--no-passphrase"),
        ("packet", study, "make", "--coder", "ben", "-o", out / "ben.xlsx"),
    )
    for words in going:
        refused = workbench(*words)
        assert (refused.status, refused.out) == (1, ""), words
        assert "“s1” is raw" in refused.err
    assert list(out.iterdir()) == []
    assert workbench("export", study, "codebook", "-o", out / "codebook.csv").status == 0
    assert workbench(*going[0], "--insist").status == 0
    events = [one["what"] for one in workbench("history", study, "--json").json]
    assert "left in spite of names" in events
    workbench("pseudonyms", study, "mark", "pseudonymised", "--as", "ana")
    for words in going:
        assert workbench(*words).status == 0, words


def _codebook(folder: Path) -> Path:
    path = folder / "codebook.yaml"
    path.write_text("version: 1\ncodes:\n- name: anger\n", "utf-8")
    return path


def test_names_of_the_key_keep_an_export_back(workbench: Workbench, study: Path) -> None:
    out = study.parent / "u.csv"
    workbench("segment", study, "--unit", "turn")
    workbench("pseudonyms", study, "replace", "--all")
    workbench("pseudonyms", study, "mark", "pseudonymised")
    export = ("export", study, "units", "--unit", "turn", "-o", out)
    assert workbench(*export).status == 0
    workbench("correct", study, "s1", "--words", "Who has", "Mara, who has")
    out.unlink()
    refused = workbench(*export)
    assert refused.status == 1
    assert "s1, unit 1" in refused.err
    assert "Mara" not in refused.err
    assert not out.exists()
    words = study.parent / "words"
    words.write_text("blue horse\n", "utf-8")
    workbench("pseudonyms", study, "key", "seal", "--key-passphrase-file", words)
    assert workbench(*export, "--key-passphrase-file", words).status == 1
    refused = workbench(*export)
    assert (refused.status, out.exists()) == (1, False)
    assert "is sealed, so that names cannot be sought" in refused.err
    assert workbench(*export, "--insist", "--reason", "Ben has the key").status == 0
    (line,) = [
        one for one in workbench("history", study).out.splitlines() if "in spite of names" in one
    ]
    assert "names not sought" in line
    assert "Ben has the key" in line


def test_the_advice_for_a_name_of_two_people_is_what_mends_it(
    workbench: Workbench, study: Path
) -> None:
    workbench("pseudonyms", study, "replace", "Anna Schmidt", "Patient")
    key, later = study.with_suffix(".key"), study.parent.parent / "later.txt"
    later.write_text("Anna: Good morning.\n\nRuth: Good morning, Anna.\n", "utf-8")
    assert workbench("import", study, later, "--same").status == 0
    check = ("check", study, "--names", key, "--json")
    found = workbench(*check).json["found"]
    assert {(one["instead"], one["doubt"]) for one in found} == {("[Patient]", "shared")}
    told = workbench(*check[:-1]).err
    advised = "pseudonyms", study, "replace", "--all", "--also", "shared"
    assert " ".join(map(str, advised)) in told
    workbench(*advised)
    assert workbench(*check).json["found"] == []


def test_a_second_person_checks_what_the_first_did(workbench: Workbench, study: Path) -> None:
    for name in ("ana", "ben"):
        workbench("coder", study, "add", name)
    mark = ("pseudonyms", study, "mark")
    assert "raw" in workbench(*mark, "checked", "--as", "ben").err
    workbench(*mark, "pseudonymised")
    assert "Nobody knows" in workbench(*mark, "checked", "--as", "ben").err
    workbench(*mark, "pseudonymised", "--as", "ana")
    assert "second person" in workbench(*mark, "checked", "--as", "ana").err
    assert "--as NAME" in workbench(*mark, "checked").err
    assert workbench(*mark, "checked", "--as", "ben", "--json").json == [
        {"document": "s1", "status": "checked", "by": "ana", "checked_by": "ben"}
    ]
    workbench("correct", study, "s1", "--words", "Who has", "Whoever has")
    status = workbench("pseudonyms", study, "status", "--json").json
    assert status == [
        {"document": "s1", "status": "pseudonymised", "by": "ana", "checked_by": None}
    ]


def test_while_names_are_left_nothing_is_marked(workbench: Workbench, study: Path) -> None:
    workbench("pseudonyms", study, "replace", "Mara", "Student 1")
    workbench("correct", study, "s1", "--words", "Who has", "Mara, who has")
    refused = workbench("pseudonyms", study, "mark", "pseudonymised")
    assert refused.status == 1
    assert "still holds 1 names" in refused.err
    assert workbench("pseudonyms", study, "mark", "pseudonymised", "--insist").status == 0


def test_files_that_came_without_names_are_marked_at_import(
    workbench: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "s1.txt").write_text("P1: Hello.\n\nP2: Yes.\n", "utf-8")
    study = tmp_path / "a.study"
    workbench("new", study, "--name", "A", "--confidential")
    workbench("import", study, tmp_path / "s1.txt", "--names-removed")
    assert workbench("pseudonyms", study, "status", "--json").json[0]["status"] == "pseudonymised"
    export = ("export", study, "documents", "-o", tmp_path / "d.csv")
    assert workbench(*export).status == 0


def test_who_has_one_pseudonym_is_one_person_in_every_session(
    workbench: Workbench, tmp_path: Path
) -> None:
    study = tmp_path / "a.study"
    (tmp_path / "s1.txt").write_text("Dr Young: Mara?\n\nMara Weiss: I do.\n", "utf-8")
    (tmp_path / "s2.txt").write_text("Dr Young: Again.\n\nMara Weiss: Yes.\n", "utf-8")
    assert workbench("new", study, "--name", "A").status == 0
    assert workbench("import", study, tmp_path / "s1.txt").status == 0
    assert workbench("pseudonyms", study, "replace", "--all").status == 0
    key = study.with_suffix(".key")
    assert workbench("import", study, tmp_path / "s2.txt", "--names", key).status == 0
    there = {
        one["case"]: [here["document"] for here in one["attended"]]
        for one in workbench("cases", study, "--json").json
    }
    assert there == {"Dr Person 1": ["s1", "s2"], "Person 2": ["s1", "s2"]}
