"""Codebooks in every format that is read back, and those of other programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import FileFault
from workbench.exchange.codebook_file import read_codebook_exchange, write_codebook_exchange
from workbench.exchange.codes import codes_from, elements_of, group_sets
from workbench.exporters.to_csv import format_csv, unguard
from workbench.exporters.to_docx import format_docx
from workbench.exporters.to_xlsx import format_xlsx
from workbench.importers.codebook_sheet import codebook_of, sheet_of
from workbench.importers.docx import page_of
from workbench.importers.table import Sheet, table_of
from workbench.steps.codebook import load_codebook, save_codebook
from workbench.store import new_study
from workbench.store.reads.codebooks import codebook
from workbench.tables.codebook_sheet import codebook_sheet, without_empty_columns
from workbench.terms import NOBODY, Code, Codebook

NAMES = st.sampled_from(["anger", "=1+1", "@x", "-5", "+a", "'=q", "a > b", "ä, b", "3", "<b>"])
SAID = st.sampled_from(["", "One line.", "Two\nlines.", "=SUM(A1)", "a; b", '"quoted", once'])


def codes(depth: int) -> st.SearchStrategy[tuple[Code, ...]]:
    below = codes(depth - 1) if depth else st.just(())
    one = st.builds(
        Code,
        NAMES,
        kind=st.sampled_from(["code", "category"]),
        definition=SAID,
        use_when=SAID,
        do_not_use_when=SAID,
        origin=SAID,
        exclusive=st.sampled_from([None, "nominal", "ordinal"]),
        was=st.lists(st.sampled_from(["a > b", "old"]), max_size=2, unique=True).map(tuple),
        examples=st.lists(SAID.filter(bool), max_size=2).map(tuple),
        colour=st.sampled_from(["", "#0072B2"]),
        groups=st.lists(st.sampled_from(["good", "=bad", "a; b"]), unique=True).map(
            lambda them: tuple(sorted(them))
        ),
        codes=below,
    )
    return st.lists(one, max_size=3, unique_by=lambda code: code.name).map(tuple)


@settings(max_examples=25)
@given(codes(2))
def test_a_codebook_comes_back_from_csv_excel_and_word(them: tuple[Code, ...]) -> None:
    table = codebook_sheet(Codebook(1, them))
    csv = table_of("a.csv", format_csv(table)) if them else None
    if csv:
        csv = replace(csv, rows=tuple(tuple(map(unguard, row)) for row in csv.rows))
        assert codebook_of("a.csv", csv).codes == them
        assert codebook_of("a.xlsx", table_of("a.xlsx", format_xlsx(table))).codes == them
        page = page_of("a.docx", format_docx(without_empty_columns(table)))
        assert codebook_of("a.docx", sheet_of("a.docx", page)).codes == them


def _of_different_names(them: tuple[Code, ...]) -> bool:
    """Names serve for identities here; and “ > ” separates them elsewhere."""
    names = [code.name for _, code in Codebook(1, them).walk()]
    return 0 < len(set(names)) == len(names) and all(" > " not in name for name in names)


@settings(max_examples=25)
@given(codes(2).filter(_of_different_names))
def test_a_codebook_comes_back_from_a_qdc_with_its_rules(them: tuple[Code, ...]) -> None:
    book = Codebook(1, them)
    data = write_codebook_exchange("Workbench 1", elements_of(them), ())
    found = read_codebook_exchange("a.qdc", data)
    back = codes_from(found.codes, group_sets(book), labelled=True).codes
    assert _plain(back) == _plain(them)


def _plain(them: tuple[Code, ...]) -> tuple[Code, ...]:
    """Without what the standard has no words for."""
    return tuple(
        replace(code, uid="", was=(), exclusive=None, codes=_plain(code.codes)) for code in them
    )


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx", "docx", "qdc"])
def test_a_saved_codebook_loads_as_the_same_version(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "first.csv").write_text(
        "name,parent,definition,example,groups\n"
        "feelings,,,,\nanger,feelings,Anger at anybody.,I was angry.,strength\n"
        "shame,feelings,'=1+1,,\nstance,,,,\n",
        "utf-8",
    )
    with new_study(tmp_path / "a.study", "A") as store:
        assert load_codebook(store, NOBODY, tmp_path / "first.csv")[0] == 1
        save_codebook(store, NOBODY, tmp_path / f"second.{suffix}")
        assert load_codebook(store, NOBODY, tmp_path / f"second.{suffix}") == (1, ())
        with store.reading() as reader:
            found = codebook(reader, NOBODY)
    assert [(path, code.kind, code.definition, code.examples) for path, code in found.walk()] == [
        (("feelings",), "category", "", ()),
        (("feelings", "anger"), "code", "Anger at anybody.", ("I was angry.",)),
        (("feelings", "shame"), "code", "=1+1", ()),
        (("stance",), "code", "", ()),
    ]


@pytest.mark.parametrize(
    ("columns", "row", "said"),
    [
        (("name", "hue"), ("a", "red"), "has a column “hue”"),
        (("level",), ("1",), "has no column “name”"),
        (("name", "level"), ("a", "3"), "row 2: the level is “3”"),
        (("name", "parent"), ("a", "nobody"), "“nobody” is no code"),
        (("name", "kind"), (" ", "code"), "row 2: the code has no name"),
        (("name", "parent"), ("a", "a"), "“a” is no code"),
    ],
)
def test_a_table_that_is_no_codebook_is_refused(
    columns: tuple[str, ...], row: tuple[str, ...], said: str
) -> None:
    with pytest.raises(FileFault, match=said):
        codebook_of("a.csv", Sheet(columns, (row,), (2,)))


ELSEWHERE: dict[str, tuple[tuple[str, ...], ...]] = {
    "MAXQDA": (
        ("Color", "Parent code", "Code", "Code memo", "Cod. seg. (all documents)", "Created by"),
        ("●", "", "A", "of a", "4", "ana"), ("●", "A", "B", "of b", "2", "ana"),
        ("●", "", "C", "", "0", "ben"),
    ),
    "NVivo list": (
        ("Name", "Hierarchical Name", "Description", "Files", "References", "Created On"),
        ("A", "Nodes\\\\A", "of a", "1", "4", "x"), ("B", "Nodes\\\\A\\\\B", "of b", "1", "2", "x"),
        ("C", "Nodes\\\\C", "", "0", "0", "x"),
    ),
    "NVivo codebook": (
        ("Name", "Description", "Files", "References"),
        ("A", "of a", "1", "4"), ("   B", "of b", "1", "2"), ("C", "", "0", "0"),
    ),
    "ATLAS.ti": (
        ("Code", "Comment", "Code Group 1", "Code Group 2", "Grounded", "Density"),
        ("A", "of a", "", "", "4", "0"), ("A::B", "of b", "", "", "2", "0"),
        ("C", "", "", "", "0", "0"),
    ),
    "Taguette": (
        ("tag", "parent", "description", "number of highlights"),
        ("B", "A", "of b", "2"), ("A", "", "of a", "4"), ("C", "", "", "0"),
    ),
    "levels": (
        ("Level 1", "Level 2", "Definition"), ("A", "", "of a"), ("", "B", "of b"), ("C", "", ""),
    ),
    "themes": (
        ("Theme", "Code", "Description"), ("A", "B", "of b"), ("A", "D", ""), ("", "C", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", ELSEWHERE)
def test_the_codebook_of_another_program_is_understood(program: str) -> None:
    head, *rows = ELSEWHERE[program]
    sheet = Sheet(head, tuple(rows), tuple(range(2, len(rows) + 2)))
    found = {
        " > ".join(path): (code.kind, code.definition)
        for path, code in codebook_of("a.csv", sheet).walk()
    }
    if program == "themes":
        assert found.pop("A > D") == ("code", "")
        found["A"] = ("category", "of a")
    assert found == {"A": ("category", "of a"), "A > B": ("code", "of b"), "C": ("code", "")}


def test_a_theme_is_that_of_the_codes_beside_and_below_it() -> None:
    rows = (("A", "B"), ("", "C"), ("D", "E"))
    found = codebook_of("a.csv", Sheet(("Theme", "Code"), rows, (2, 3, 4)))
    assert [" > ".join(path) for path, _ in found.walk()] == ["A", "A > B", "A > C", "D", "D > E"]


def test_columns_that_say_the_same_are_joined_or_ranked() -> None:
    head = ("Code", "Name", "Memo", "Description", "Color", "Groups", "Code group 2")
    row = ("17", "anger", "why", "what", "rgb(255, 0, 9)", "one\ntwo", "three")
    assert codebook_of("a.csv", Sheet(head, (row,), (2,))).codes == (
        Code("anger", "code", "why\n\nwhat", colour="#FF0009", groups=("one", "two", "three")),
    )


def test_a_codebook_in_word_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "version: 1\ncodes:\n- name: feelings\n  codes:\n  - name: anger\n    definition: What."
        "\n    use_when: Now.\n    examples: [one]\n- name: =1+1\n",
        "utf-8",
    )
    with new_study(tmp_path / "a.study", "A") as store:
        load_codebook(store, NOBODY, tmp_path / "a.yaml")
        save_codebook(store, NOBODY, tmp_path / "a.docx")
        assert load_codebook(store, NOBODY, tmp_path / "a.docx") == (1, ())


QDC = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti 9"><Codes>
<Code guid="{5215CC69-B628-4E02-AFB9-9BEEAEE55808}" name="Topics" isCodable="false"/>
<Code guid="d7aa29da-519b-4946-9b90-253b6db8fd0a" name="Jobs" isCodable="true" color="#ff0"
 description="work"><Code guid="c001" name="Wages"/></Code></Codes>
<Sets><Set guid="0dcef2f5-e55c-49da-8c33-9b0803c7aeb4" name="money">
<MemberCode guid="{D7AA29DA-519B-4946-9B90-253B6DB8FD0A}"/></Set></Sets></CodeBook>"""


def test_a_codebook_of_another_program_is_read_and_keeps_its_identities(tmp_path: Path) -> None:
    (tmp_path / "a.qdc").write_text(QDC, "utf-8")
    with new_study(tmp_path / "a.study", "A") as store:
        load_codebook(store, NOBODY, tmp_path / "a.qdc")
        with store.reading() as reader:
            topics, jobs = codebook(reader, NOBODY).codes
        (tmp_path / "a.qdc").write_text(QDC.replace('"Jobs"', '"Work"'), "utf-8")
        version, changes = load_codebook(store, NOBODY, tmp_path / "a.qdc")
    assert (topics.name, topics.kind) == ("Topics", "category")
    assert topics.uid == "5215cc69b6284e02afb99beeaee55808"
    assert (jobs.colour, jobs.definition, jobs.groups) == ("#ffff00", "work", ("money",))
    assert [code.name for code in jobs.codes] == ["Wages"]
    assert (version, changes) == (2, ("Work was Jobs.",))


def test_damaged_qdc_says_the_line(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="line 2"):
        read_codebook_exchange("a.qdc", b"<CodeBook><Codes>\n<Code></Cod></Codes></CodeBook>")


def test_a_codebook_without_codes_is_no_qdc() -> None:
    with pytest.raises(FileFault, match="no codes"):
        write_codebook_exchange("Workbench 1", (), ())
