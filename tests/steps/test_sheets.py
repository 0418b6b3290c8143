"""A coding sheet for someone who installs nothing: an x in a column, and nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.small import ANA, BEN
from tests.steps.test_packets import both_coded, dump, key, work
from workbench.errors import FileFault, NotAsked, NotDue
from workbench.exporters.coding_sheet import format_sheet
from workbench.importers.coding_sheet import read_sheet
from workbench.shares import Returned, ReturnedCoding, ReturnedDocument, ReturnedMemo, SheetUnit
from workbench.steps import memo, packets
from workbench.steps.sheets import columns
from workbench.steps.taking import Line
from workbench.store import Store
from workbench.terms import Code, Codebook, NoCode, Span, Table

ROWS = {2: ("s1", 2), 3: ("s1", 3), 4: ("s1", 4), 5: ("s2", 2), 6: ("s2", 3), 7: ("s2", 4)}


@pytest.fixture
def home(tmp_path: Path) -> Store:
    """Ben has coded unit 2 and written a memo; Ana has coded too."""
    store = both_coded(tmp_path / "home.study", "=my own thought")
    memo.write_memo(store, BEN, "code", "anger", "about a code", 1)
    return store


@pytest.fixture
def sheet(home: Store, tmp_path: Path) -> Path:
    path = tmp_path / "ben.xlsx"
    packets.make(home, ANA, 1, "ben", path, None)
    return path


def fill(sheet: Path, change: Callable[[Any], None]) -> None:
    """Change the sheet as a person does, and save it."""
    book = load_workbook(sheet)
    change(book["Coding"])
    book.save(sheet)


def mark(**cells: str) -> Callable[[Any], None]:
    def change(table: Any) -> None:
        for place, value in cells.items():
            table[place] = value

    return change


# A document, B unit, C speaker, D before, E text, F after, G anger, H shame, I near, J far,
# K no code applies, L memo


def test_a_sheet_has_a_row_a_unit_and_a_column_a_code(sheet: Path) -> None:
    book = load_workbook(sheet)
    rows = [[cell.value for cell in row] for row in book["Coding"].iter_rows()]
    assert rows[0] == ["document", "unit", "speaker", "before", "text", "after", "anger", "shame",
                       "near", "far", "no code applies", "memo"]  # fmt: skip
    assert rows[1] == ["s1", 2, "Mara", "Who has a case?", "I do.", "Go on.\nI was so angry.",
                       "x", None, None, None, None, "=my own thought"]  # fmt: skip
    assert [(row[0], row[1]) for row in rows[1:]] == list(ROWS.values())
    assert book.sheetnames == ["Coding", "Codebook", "packet"]
    assert book["packet"].sheet_state == "veryHidden"
    assert book["Codebook"]["A3"].value == "feelings > anger"


def test_text_never_becomes_a_formula(sheet: Path) -> None:
    cell = load_workbook(sheet)["Coding"]["L2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=my own thought", "s", True)


def test_a_sheet_holds_nothing_of_another_coder(sheet: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(sheet) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"xylophone" not in content
    assert b">ana<" not in content


def test_a_filled_sheet_comes_home(home: Store, sheet: Path) -> None:
    fill(sheet, mark(G2="", H2="X", I2="yes", K3="x", G5="1", L5="He left."))
    done = packets.take(home, BEN, sheet)
    assert done.standing == "later"
    assert done.documents == (
        Line("s1", judged=2, new=1, same=0, conflicting=1, finished=None),
        Line("s2", judged=1, new=1, same=0, conflicting=0, finished=None),
    )
    codings, no_codes, memos, finished, proposed = work(home, BEN)
    assert [(one.document, one.code, one.first_unit) for one in codings] == [  # type: ignore[attr-defined]  # a tuple of codings
        ("s1", "shame", 2),
        ("s1", "near", 2),
        ("s2", "anger", 2),
    ]
    assert no_codes == (NoCode("ben", "s1", 3),)
    assert {one.text for one in memos} == {"=my own thought", "about a code", "He left."}  # type: ignore[attr-defined]  # a set of memos
    assert finished == {"s1": False, "s2": False}
    assert proposed == []
    before = dump(home)
    assert packets.take(home, BEN, sheet).standing == "same"
    assert dump(home) == before


def test_a_later_sheet_replaces_and_an_earlier_one_changes_nothing(
    home: Store, sheet: Path
) -> None:
    def at(second: str, name: str, **cells: str) -> Path:
        book = load_workbook(sheet)
        mark(**cells)(book["Coding"])
        path = sheet.with_name(name)
        book.save(path)
        return saved_at(path, second)

    early, late = (
        at("2024-05-01T10:00:00Z", "early.xlsx", H3="x"),
        at("2024-05-01T10:00:07Z", "late.xlsx", H4="x"),
    )
    assert packets.take(home, ANA, late).taken
    before = dump(home)
    assert packets.take(home, ANA, early)[2:4] == ("earlier", False)
    assert dump(home) == before
    timeless = at("", "timeless.xlsx", H5="x")
    assert packets.take(home, ANA, timeless).taken
    assert packets.take(home, ANA, timeless).standing == "same"


def saved_at(path: Path, second: str) -> Path:
    """The same file, saved at another time; or by a program that does not say."""
    import re
    from zipfile import ZipFile

    with ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    core = parts.pop("docProps/core.xml")
    if second:
        pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
        parts["docProps/core.xml"] = re.sub(pattern, rb"\g<1>" + second.encode(), core)
    with ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def test_what_a_sheet_has_no_place_for_is_refused_when_it_is_made(
    home: Store, tmp_path: Path
) -> None:
    key(home, BEN, "shame", (29, 34))
    before = dump(home)
    with pytest.raises(NotAsked, match="not whole units"):
        packets.make(home, ANA, 1, "ben", tmp_path / "ben.xlsx", None)
    with pytest.raises(NotAsked, match="cannot be sealed"):
        packets.make(home, ANA, 1, "ben", tmp_path / "ben.xlsx", "words")
    assert dump(home) == before


def test_a_share_is_out_in_one_form_at_a_time(home: Store, sheet: Path) -> None:
    with pytest.raises(NotDue, match="is out as a sheet already"):
        packets.make(home, ANA, 1, "ben", sheet.with_name("ben.packet"), None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (mark(G3="?"), r"row 3, column “anger”: “\?” is no mark"),
        (mark(I3="x", J3="x"), r"“s1”, unit 3 has far and near, which exclude each other"),
        (mark(G3="x", K3="x"), r"“s1”, unit 3 has a code and no code applies"),
        (mark(B3="9"), "row 3: there is no unit “9”"),
        (mark(B3="1"), "row 3: there is no unit “1”"),
        (mark(A3="s9"), "of a document “s9”"),
        (mark(B3="2"), "“s1”, unit 2 stands there twice"),
        (mark(G1="rage"), "has no column “anger”"),
        (mark(H1="anger"), "“anger” on its first sheet, or has it twice"),
        (lambda table: table.delete_rows(3), "has lost the row of “s1”, unit 3"),
        (mark(G3="=1+1"), "is a formula without a stored value"),
        (lambda table: table.parent.remove(table.parent["packet"]), "its hidden sheet is lost"),
        (lambda table: sorted_alone(table, "E"), "unit 2 shows the text of another unit"),
    ],
)
def test_an_unclear_sheet_is_refused_with_its_row(
    home: Store, sheet: Path, change: Callable[[Any], None], sentence: str
) -> None:
    fill(sheet, change)
    before = dump(home)
    with pytest.raises((FileFault, NotAsked), match=sentence):
        packets.take(home, ANA, sheet)
    assert dump(home) == before


def sorted_alone(table: Any, column: str) -> None:
    """Sort one column and leave the others, as happens."""
    cells = [table[f"{column}{row}"] for row in ROWS]
    for cell, value in zip(cells, sorted(cell.value for cell in cells), strict=True):
        cell.value = value


def test_a_person_may_lay_sheets_before_it_rename_it_and_mend_its_words(
    home: Store, sheet: Path
) -> None:
    def change(table: Any) -> None:
        mark(G3="x", E3="another spelling")(table)
        table.delete_cols(4)
        table.parent.create_sheet("my notes", 0)["A1"] = "remember"
        table.parent.move_sheet("Codebook", -1)

    fill(sheet, change)
    assert packets.take(home, ANA, sheet).documents[0].judged == 2
    fill(sheet, lambda table: table.parent.remove(table.parent["my notes"]))
    fill(sheet, lambda table: table.parent.move_sheet("Coding", -1))
    fill(sheet, lambda table: setattr(table, "title", "Units"))
    assert packets.take(home, ANA, sheet, dry_run=True).standing != "other"


def test_columns_that_somebody_added_are_told_not_dropped_in_silence(
    home: Store, sheet: Path
) -> None:
    fill(sheet, mark(M1="rage", M3="x", N4="what is this?", O1="empty"))
    assert packets.take(home, ANA, sheet).unread == ("rage", "without a head")


def test_rows_may_be_sorted(home: Store, sheet: Path) -> None:
    def reverse(table: Any) -> None:
        rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                cell = table.cell(at, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # openpyxl takes what begins with = for a formula

    before = work(home, BEN)
    fill(sheet, reverse)
    assert packets.take(home, ANA, sheet).taken
    assert work(home, BEN) == before


def test_copies_stay_copies_until_an_x_confirms_them(home: Store, tmp_path: Path) -> None:
    from workbench.store import tables

    with home.writing() as writer:
        writer.run(tables.coding.update().values(copied=True))
    path = tmp_path / "ben.xlsx"
    packets.make(home, ANA, 1, "ben", path, None)
    assert load_workbook(path)["Coding"]["G2"].value == "(x)"
    assert packets.take(home, ANA, path, dry_run=True).documents[0].judged == 0
    fill(path, mark(G2="x"))
    assert packets.take(home, ANA, path).documents[0].new == 1


def test_another_studys_text_or_version_is_refused(home: Store, sheet: Path) -> None:
    def origin(what: str, column: str, value: Any) -> None:
        book = load_workbook(sheet)
        for row in book["packet"].iter_rows():
            if row[0].value == what:
                row[ord(column) - 65].value = value
                break
        book.save(sheet)

    for what, column, value, sentence in (
        ("document", "D", "0" * 64, "“s1” has another text in ben.xlsx"),
        ("round", "C", 7, "codebook version 7, but round 1 uses version 1"),
        ("study", "B", "f" * 32, "is a packet of another study"),
        ("coder", "B", "f" * 32, "no coder of this study"),
        ("context", "C", 3, "is cut into other units"),
    ):
        book = load_workbook(sheet)
        origin(what, column, value)
        with pytest.raises(NotAsked, match=sentence):
            packets.take(home, ANA, sheet)
        book.save(sheet)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(400)])
def test_a_damaged_archive_is_refused(home: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(FileFault, match="is damaged or truncated"):
        packets.take(home, ANA, tmp_path / "x.xlsx")


def test_another_workbook_is_no_coding_sheet(home: Store, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "x.xlsx")
    with pytest.raises(FileFault, match="is no coding sheet"):
        packets.take(home, ANA, tmp_path / "x.xlsx")


def test_codes_of_one_name_are_columns_by_their_path() -> None:
    book = Codebook(
        1,
        (
            Code("a", kind="category", uid="1", codes=(Code("x", uid="2"), Code("memo", uid="3"))),
            Code("b", kind="category", uid="4", codes=(Code("x", uid="5"), Code("y", uid="6"))),
            Code("memo", uid="7"),
        ),
    )
    assert columns(book) == [
        ("a > x", "2"),
        ("a > memo", "3"),
        ("b > x", "5"),
        ("y", "6"),
        ("memo (7)", "7"),
    ]


# ------------------------------------------------------------------ there and back

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"]), max_size=40
)


@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(words, min_size=1, max_size=3, unique=True),
    heads=st.lists(words, min_size=1, max_size=4, unique=True),
    memo_=texts.filter(str.strip),
    text=texts,
    data=st.data(),
)
def test_what_is_written_into_a_sheet_is_read_from_it(
    names: list[str], heads: list[str], memo_: str, text: str, data: st.DataObject
) -> None:
    fixed = {"document", "unit", "speaker", "before", "text", "after", "no code applies", "memo"}
    codes = [(head, f"uid {n}") for n, head in enumerate(heads) if head not in fixed]
    spans = (Span(0, 3), Span(5, 9))
    documents = tuple(
        ReturnedDocument(f"d{n}", name, "0" * 64, spans, None) for n, name in enumerate(names)
    )
    places = [(one.uid, n) for one in documents for n in (1, 2)]
    codings = tuple(
        ReturnedCoding(uid, code_uid, *spans[n - 1], data.draw(st.booleans()))
        for uid, n in places
        for _, code_uid in codes
        if data.draw(st.booleans())
    )
    share = Returned(
        study="s",
        study_name=names[0],
        packet="p",
        form="sheet",
        n=3,
        coder="c",
        coder_name=names[0],
        version=2,
        counter=315532800,  # 1980: any program that saves says a later second
        documents=documents,
        codings=codings,
        no_codes=tuple(place for place in places if data.draw(st.booleans())),
        memos=(ReturnedMemo("unit", f"{names[0]}#1", memo_),),
    )
    units = [SheetUnit(uid, n, names[0], text, text, text) for uid, n in places]
    content = format_sheet(share, codes, units, Table("Codebook", ("Code",), ((names[0],),)))
    assert replace(read_sheet("a.xlsx", content), shown=()) == share
