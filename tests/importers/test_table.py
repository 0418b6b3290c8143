"""Tables: every cell as text, broken ones refused with their row."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.importers.samples import patient
from workbench.errors import FileFault, WorkbenchError
from workbench.importers.table import Sheet, read_table, table_of


def excel(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = 'a,b,c\n1,"x, y; z",\n2,,"say ""so"""\n'
    quoted = table.replace("x, y; z", "X").replace(",", delimiter).replace("X", "x, y; z")
    assert table_of("t.csv", quoted.encode()) == Sheet(
        ("a", "b", "c"), (("1", "x, y; z", ""), ("2", "", 'say "so"')), (2, 3)
    )


def test_a_table_of_one_column_is_a_table() -> None:
    assert table_of("t.csv", b"comment\nGood; cheap\nBad\n").rows == (("Good; cheap",), ("Bad",))


def test_short_rows_are_filled_and_blank_rows_left_out() -> None:
    sheet = table_of("t.csv", b"a,b,c\n1\n,,\n\n2,3,4,,\n")
    assert sheet == Sheet(("a", "b", "c"), (("1", "", ""), ("2", "3", "4")), (2, 5), short=(2,))


def test_a_longer_row_is_refused_with_its_number() -> None:
    with pytest.raises(FileFault, match=r"t.csv, row 3 has 3 cells, but the header names 2"):
        table_of("t.csv", b"a,b\n1,2\n1,2,3\n")


def test_a_lost_quotation_mark_is_refused() -> None:
    with pytest.raises(FileFault, match="a quotation mark is missing or stray"):
        table_of("t.csv", b'a,b\n1,"never closed\n2,3\n')


def test_repeated_and_blank_names_are_told_apart() -> None:
    sheet = table_of("t.csv", b"q,,q,q (2),q\n1,2,3,4,5\n")
    assert sheet.columns == ("q", "Column 2", "q (3)", "q (2)", "q (4)")
    assert sheet.notes == (
        "Column 2 has no name.",
        "“q (3)” is the name of column 3, which repeats “q”.",
        "“q (4)” is the name of column 5, which repeats “q”.",
    )


def test_excels_cells_are_what_a_person_sees() -> None:
    data = excel(["id", "n", "x", "day", "on"], [1, 3.0, 2.5, datetime(2024, 1, 5), True], ["007"])  # noqa: DTZ001
    assert table_of("t.xlsx", data) == Sheet(
        ("id", "n", "x", "day", "on"),
        (("1", "3", "2.5", "2024-01-05", "TRUE"), ("007", "", "", "", "")),
        (2, 3),
    )


def test_a_formula_without_a_stored_value_is_refused() -> None:
    with pytest.raises(FileFault, match="row 2, column 2 is a formula without a stored value"):
        table_of("t.xlsx", excel(["a", "b"], [1, "=A2+1"]))


def test_no_table_at_all_is_refused() -> None:
    for data in (excel(), excel([None, " "]), b"\n,\n", b""):
        with pytest.raises(FileFault):
            table_of("t.xlsx", data)


def test_a_table_is_read_from_its_path(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("name\nJosé\n".encode("cp1252"))
    assert read_table(tmp_path / "t.csv").rows == (("José",),)
    with pytest.raises(FileFault, match="There is no file"):
        read_table(tmp_path / "u.csv")


def test_a_truncated_workbook_is_refused() -> None:
    data = excel(["a", "b"], [1, 2], ["x" * 50, "é"])
    for stop in range(4, len(data), 97):
        with pytest.raises(FileFault):
            table_of("t.xlsx", data[:stop])


WHOLE = excel(["a", "b"], [1, 2], ["x", "é"])


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
@settings(max_examples=50, deadline=None)
def test_a_damaged_workbook_is_refused_or_read(place: float, bits: int) -> None:
    whole = bytearray(WHOLE)
    whole[int(place * len(whole))] ^= bits
    try:
        assert table_of("t.xlsx", bytes(whole)).columns
    except WorkbenchError:
        return


@given(st.binary(max_size=100))
@patient
def test_any_bytes_are_refused_or_make_an_even_table(data: bytes) -> None:
    try:
        sheet = table_of("t.csv", data)
    except WorkbenchError:
        return
    assert len(set(sheet.columns)) == len(sheet.columns)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
