"""Projects of other programs on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Workbench
from tests.exchange.studies import project_xml, qdpx, selection

XML = project_xml(selections=selection(10, 17, "friends") + selection(90, 99, "gone", n=2))


def test_a_project_is_looked_at_then_taken(workbench: Workbench, study: Path) -> None:
    path = qdpx(study.parent / "x.qdpx", XML)
    before = study.read_bytes()
    looked = workbench("import", study, path, "--dry-run", "--json")
    assert study.read_bytes() == before
    strict = workbench("import", study, path, "--strict", "--coder", "ana=ana")
    assert (strict.status, study.read_bytes() == before) == (1, True)
    taken = workbench("import", study, path, "--json")
    assert looked.json == taken.json
    assert taken.json["quotes"] == ["friends"]
    assert taken.json["left_out"][0].startswith("coding 55555555-5555-4555-8555-000000000002")
    saved = study.parent / "c.csv"
    assert workbench("codings", study, "save", saved, "--round", 2).status == 0
    assert saved.read_text("utf-8").splitlines()[1:] == ["Doc,,10,17,ana (p),coping,2"]


def test_a_study_goes_out_and_comes_back(workbench: Workbench, study: Path) -> None:
    assert workbench("export", study, "qdpx", "-o", study.parent / "a.qdpx").status == 0
    back = study.parent / "b.study"
    assert workbench("new", back, "--from", study.parent / "a.qdpx", "--json").json["whole"]
    assert workbench("documents", back).out == workbench("documents", study).out
    assert workbench("export", study, "qdc", "-o", study.parent / "a.qdc").status == 0
    assert workbench("export", study, "qdc", "-o", study.parent / "a.xml").status == 1


def test_mistakes_are_one_sentence(workbench: Workbench, study: Path) -> None:
    bad = study.parent / "bad.qdpx"
    bad.write_bytes(b"hello")
    good = qdpx(study.parent / "x.qdpx", XML)
    for words in (
        ("import", study, bad), ("import", study, study.parent / "none.qdpx"),
        ("import", study, good, good), ("import", study, good, "--coder", "zoe"),
        ("import", study, good, "--count", "furlongs"), ("new", study.parent / "n.study"),
        ("new", study, "--from", good), ("new", study.parent / "n.study", "--from", bad),
    ):  # fmt: skip
        said = workbench(*words)
        assert (said.status, said.err.count("\n"), said.out) == (1, 1, ""), words
    assert not (study.parent / "n.study").exists()
