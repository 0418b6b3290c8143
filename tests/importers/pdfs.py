"""A small writer of PDFs, for tests: lines of Helvetica, one below the other."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(sheets: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines on its sheets; the first at the top, the last at the foot."""
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    kids: list[str] = []
    for lines in sheets:
        number = 4 + 2 * len(kids)
        kids.append(f"{number} 0 R")
        shown = "".join(
            f"1 0 0 1 72 {780 - 14 * at} Tm ({_escaped(line)}) Tj\n"
            for at, line in enumerate(lines)
        )
        stream = f"BT /F1 11 Tf\n{shown}ET"
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects[number + 1] = f"<</Length {len(stream)}>>stream\n{stream}\nendstream"
    objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    return _file(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: dict[int, str]) -> bytes:
    data = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number in sorted(objects):
        table += f"{len(data):010} 00000 n \n".encode()
        data += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("cp1252")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n".encode() + table
    return data + (
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )
