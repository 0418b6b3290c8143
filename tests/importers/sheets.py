"""Workbooks for tests: OpenDocument, Excel's, and Excel's old format, which no library writes.

The last is an OLE file of records after Microsoft's [MS-XLS] and [MS-CFB]: one sheet, and no
styles but a date's.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook


def ods(*sheets: tuple[str, str], styles: str = "") -> bytes:
    """An OpenDocument spreadsheet: sheets by name, each with its rows as XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">{rows}</table:table>'
        for name, rows in sheets
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return data.getvalue()


def ods_row(*cells: str) -> str:
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def words(text: str, value: str = "") -> str:
    return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"


def xlsx(sheets: dict[str, Sequence[Sequence[object]]], merged: str = "") -> bytes:
    book = Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    del book["Sheet"]
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


_SECTOR = 512
_FREE, _CHAIN_ENDS, _TABLE_HERE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_DAY_ZERO = date(1899, 12, 30)


def xls(rows: Sequence[Sequence[object]], title: str = "Answers") -> bytes:
    """A workbook with one sheet."""
    return _compound(_book(title, b"".join(_cells(rows))))


def _book(title: str, cells: bytes) -> bytes:
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    start += _record(0xE0, struct.pack("<HH16x", 0, 0)) + _record(
        0xE0, struct.pack("<HH16x", 0, 14)
    )
    place = len(start) + 4 + 8 + 2 * len(title) + 4
    sheet = struct.pack("<IBBBB", place, 0, 0, len(title), 1) + title.encode("utf-16-le")
    begins = _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1997, 0, 6))
    return start + _record(0x85, sheet) + _record(0x0A) + begins + cells + _record(0x0A)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cells(rows: Sequence[Sequence[object]]) -> Iterator[bytes]:
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            yield _cell(y, x, value)


def _cell(y: int, x: int, value: object) -> bytes:
    if isinstance(value, bool):
        return _record(0x205, struct.pack("<HHHBB", y, x, 0, value, 0))
    if isinstance(value, date):
        return _record(0x203, struct.pack("<HHHd", y, x, 1, (value - _DAY_ZERO).days))
    if isinstance(value, float | int):
        return _record(0x203, struct.pack("<HHHd", y, x, 0, value))
    words = str(value).encode("utf-16-le")
    return _record(0x204, struct.pack("<HHHHB", y, x, 0, len(words) // 2, 1) + words)


def _compound(stream: bytes) -> bytes:
    """An OLE file with one stream: sector 0 is its table, 1 its folder, the others the stream."""
    stream = stream.ljust(4096, b"\0")  # shorter ones lie in a stream of their own
    sectors = -(-len(stream) // _SECTOR)
    chain = [_TABLE_HERE, _CHAIN_ENDS, *range(3, 2 + sectors), _CHAIN_ENDS]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    folder = _entry("Root Entry", 5, 1, _CHAIN_ENDS, 0) + _entry(
        "Workbook", 2, _FREE, 2, len(stream)
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _CHAIN_ENDS, 0, _CHAIN_ENDS, 0
    )
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + table + folder.ljust(_SECTOR, b"\0") + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIII", title, len(title), kind, 1, _FREE, _FREE, child, 0, start, size, 0
    )
