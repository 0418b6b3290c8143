"""Coded passages as other programs export them in tables, loaded into a round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, small_study
from workbench.errors import FileFault
from workbench.steps.codings import load
from workbench.store import Store
from workbench.store.reads.codings import codings
from workbench.store.reads.documents import text

MAXQDA = "Document group,Document name,Code,Begin,End,Weight score,Segment\n"
ATLAS = "ID,Document,Quotation Name,Quotation Content,Codes,Created by\n"
TAGUETTE = "id,document,tag,content\n"


def words(store: Store) -> str:
    """The text of the first session."""
    with store.reading() as reader:
        return text(reader, ANA, "s1")


def loaded(store: Store, tmp_path: Path, table: str) -> list[tuple[str, str]]:
    (tmp_path / "a.csv").write_text(table, "utf-8")
    load(store, ANA, 1, tmp_path / "a.csv")
    assert load(store, ANA, 1, tmp_path / "a.csv").codings == 0
    whole = words(store)
    with store.reading() as reader:
        return sorted((one.code, whole[one.start : one.stop]) for one in codings(reader, ANA, 1))


def test_passages_of_other_programs_are_found_by_their_words(tmp_path: Path) -> None:
    for name, table in {
        "maxqda": f'{MAXQDA}g,s1,feelings\\anger,1,1,0,"so  angry"\n',
        "taguette": f"{TAGUETTE}1,s1.docx,feelings > anger,so angry\n2,s1.docx,,was\n",
        "atlas": f'{ATLAS}1:1,s1,x,so angry,"feelings::anger\nnear",ana\n',
    }.items():
        with small_study(tmp_path / f"{name}.study") as store:
            found = loaded(store, tmp_path, table)
        assert found[0] == ("anger", "so angry")
        assert found[1:] == ([("near", "so angry")] if name == "atlas" else [])


@pytest.mark.parametrize(
    ("said", "why"),
    [("nobody said that", "are not in the document"), ("I", "more than once")],
)
def test_words_without_one_place_are_refused(said: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{TAGUETTE}1,s1,anger,{said}\n", "utf-8")
    with small_study(tmp_path / "a.study") as store, pytest.raises(FileFault, match=why):
        load(store, ANA, 1, tmp_path / "a.csv")
