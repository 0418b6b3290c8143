"""From raw transcripts to a table and a withdrawal: nobody's name, nothing of who withdrew."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import CODEBOOK, Workbench
from workbench.store import open_study
from workbench.store.reads import documents
from workbench.store.reads.codings import codings
from workbench.terms import NOBODY, Coding

FIRST = """\
Ruth Ashby: Who has a case today?

Mara Weiss: I do. I could not look at Mr Okonkwo.

Idris Bello: Were you angry, Mara? I was.

Mara Weiss: Angry, yes. He had waited so long for us. Mail me at m.weiss@uni.example.
"""
SECOND = """\
Ruth Ashby: Shall we begin?

Idris Bello: He left without a word. I felt ashamed.

Mara Weiss: So did I, quietly.
"""
NAMES = ("Ashby", "Weiss", "Mara", "Idris", "Bello", "Okonkwo", "m.weiss", "uni.example")
HERS = ("could not look", "waited so long", "quietly", "Student 1")
CODINGS = """\
document,unit,coder,code
s1,3,ana,shame
s1,3,noor,shame
s1,4,ana,anger
s1,6,ana,anger
s1,6,noor,shame
s2,3,ana,shame
s2,3,noor,shame
"""
ASSIGNMENTS = "document,coder\ns1,ana\ns1,noor\ns2,ana\ns2,noor\n"


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, with what archives hold; the key apart."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix != ".key":
            yield str(file.relative_to(folder)), file.read_bytes()
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    yield from (
                        (f"{file.name}/{one}", archive.read(one)) for one in archive.namelist()
                    )


def holding(folder: Path, *words: str) -> list[tuple[str, str]]:
    """In which files which words are, in any case."""
    return [
        (name, word)
        for name, held in contents(folder)
        for word in words
        if word.casefold().encode() in held.lower() or word.casefold() in name.casefold()
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the study lies, with the folder of temporary files in it; raw texts are elsewhere."""
    raw, there = tmp_path / "raw", tmp_path / "there"
    (there / "temporary").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(there / "temporary"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(there / "temporary"))
    raw.mkdir()
    (raw / "s1.txt").write_text(FIRST, "utf-8")
    (raw / "s2.txt").write_text(SECOND, "utf-8")
    (raw / "names.csv").write_text("original,replacement\nOkonkwo,a patient\n", "utf-8")
    (raw / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (raw / "codings.csv").write_text(CODINGS, "utf-8")
    (raw / "assignments.csv").write_text(ASSIGNMENTS, "utf-8")
    return there


def test_no_name_is_left_and_nothing_of_who_withdrew(workbench: Workbench, folder: Path) -> None:
    raw, study, key = folder.parent / "raw", folder / "a.study", folder / "a.key"

    def did(*words: object) -> None:
        said = workbench(*words)
        assert said.status == 0, (words, said.err)

    did("new", study, "--name", "A", "--confidential")
    did("import", study, raw / "s1.txt", raw / "s2.txt", "--same", "--unit", "sentence",
        "--role", "Ruth Ashby=leader", "--role", "*=student")  # fmt: skip
    did("coder", study, "add", "ana")
    did("coder", study, "add", "noor", "--role", "independent")
    shown = ("pseudonyms", study, "key", "show", "--json")
    units = ("export", study, "units", "--unit", "sentence", "-o", folder / "units.csv")
    assert "are raw, so that nothing made of it leaves" in workbench(*units).err
    did("pseudonyms", study, "replace", "--all", "--names", raw / "names.csv", "--destroy-backups")
    did("check", study, "--names", key)
    did("pseudonyms", study, "mark", "pseudonymised", "--as", "ana")
    did("pseudonyms", study, "mark", "checked", "--as", "noor")
    assert holding(folder, *NAMES) == []

    did("codebook", study, "load", raw / "codebook.yaml")
    did("round", study, "open", "--coder", "ana", "--coder", "noor", "--unit", "sentence",
        "--role", "student")  # fmt: skip
    did("codings", study, "load", raw / "codings.csv", "--round", 1,
        "--assignments", raw / "assignments.csv")  # fmt: skip
    did("round", study, "close")
    did("round", study, "reveal")
    for one in workbench("disagreements", study, "--json").json["disagreements"]:
        did("decide", study, "--round", 1, "--unit", one["number"], "--code", "anger",
            "--reason", "We agreed.", "--agreed", "ana", "--agreed", "noor")  # fmt: skip
    did("round", study, "adjudicate")
    for what, file in (("themes", "t.docx"), ("quotations", "q.xlsx"), ("codings", "c.csv")):
        did("export", study, what, "-o", folder / file)
    did("report", study, "-o", folder / "report.html", "--transcripts")
    did("backup", study)
    assert holding(folder, *NAMES) == []
    assert {word for _, word in holding(folder, *HERS)} == set(HERS)
    assert "Mara Weiss" in key.read_text("utf-8")
    before = others(study)
    assert [one.coder for one in before] == ["ana", "ana", "noor"]

    said = workbench("cases", study, "withdraw", "Student 1", "--yes", "--exports")
    assert (said.status, "The key has 2 entries of no participant" in said.err) == (0, True)
    did("pseudonyms", study, "key", "forget", "m.weiss@uni.example")
    assert "has no “Nobody”" in workbench("pseudonyms", study, "key", "forget", "Nobody").err
    did("check", study, "--names", key)
    assert holding(folder, *NAMES, *HERS) == []
    assert others(study) == before
    assert [one["original"] for one in workbench(*shown).json["names"]] == [
        "Okonkwo",
        "Ruth Ashby",
        "Idris Bello",
    ]
    did(*units)
    assert holding(folder, *NAMES, *HERS) == []


def others(study: Path) -> list[Coding]:
    """The codings of everybody on the turns of everybody but her."""
    with open_study(study) as store, store.reading() as reader:
        return [
            one
            for name in ("s1", "s2")
            for one in codings(reader, NOBODY, 1, name)
            for turn in documents.turns(reader, NOBODY, name)
            if turn.start <= one.start < turn.stop and turn.case == "Student 2"
        ]


def test_a_sealed_key_forgets_who_withdrew_as_soon_as_it_is_opened(
    workbench: Workbench, folder: Path
) -> None:
    study, words = folder / "a.study", folder.parent / "words.txt"
    words.write_text("a long passphrase\n", "utf-8")
    secret = ("--key-passphrase-file", words)
    for step in (
        ("new", study, "--name", "A"),
        ("import", study, folder.parent / "raw/s1.txt"),
        ("pseudonyms", study, "replace", "--all"),
        ("pseudonyms", study, "key", "seal", *secret),
    ):
        assert workbench(*step).status == 0, step
    said = workbench("cases", study, "withdraw", "Person 2", "--yes")
    assert (said.status, "Their name stays in" in said.err) == (0, True)
    shown = workbench("pseudonyms", study, "key", "show", *secret, "--json").json
    assert "Mara Weiss" not in [one["original"] for one in shown["names"]]
    said = workbench("cases", study, "withdraw", "Person 3", "--yes", *secret)
    assert (said.status, "Their name stays in" in said.err) == (0, False)
    shown = workbench("pseudonyms", study, "key", "show", *secret, "--json").json
    known = [one["original"] for one in shown["names"]]
    assert known == ["Ruth Ashby", "m.weiss@uni.example"]


def test_the_check_lists_small_groups(workbench: Workbench, folder: Path) -> None:
    study, people = folder / "a.study", folder.parent / "people.csv"
    people.write_text("case,ward\nMara Weiss,one\nIdris Bello,one\nRuth Ashby,two\n", "utf-8")
    for step in (
        ("new", study, "--name", "A"),
        ("import", study, folder.parent / "raw/s1.txt"),
        ("cases", study, "load", people),
        ("cases", study, "small", "2"),
    ):
        assert workbench(*step).status == 0, step
    said = workbench("check", study, "--small", "--json")
    assert (said.status, said.json["cells"]) == (1, [{"facts": {"ward": "two"}, "cases": 1}])
