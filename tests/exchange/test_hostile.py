"""Files that are damaged or made to do harm are refused, and change nothing."""

from __future__ import annotations

import os
import socket
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.studies import CODE, SOURCE, TEXT, project_xml, qdpx, selection
from tests.small import small_study
from workbench.errors import FileFault
from workbench.exchange import archive
from workbench.steps.exchange.into import import_project
from workbench.terms import NOBODY

XML = project_xml(selections=selection(10, 17, "friends"))
DOCTYPE = XML.replace("<Project", '<!DOCTYPE Project [<!ENTITY x "y">]>\n<Project', 1)


def zipped(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries:
            out.writestr(name, data)
    return path


def with_entry(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> Callable[[Path], Path]:
    text = (f"sources/{SOURCE}.txt", TEXT.encode())
    return lambda path: zipped(path, ("project.qde", XML.encode()), text, *entries)


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("sources/link.txt")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return entry


def locked(path: Path) -> Path:
    """The flag of encryption set on every member."""
    data = bytearray(qdpx(path, XML).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    path.write_bytes(data)
    return path


def lying(path: Path) -> Path:
    """A member that says it unpacks to ten bytes."""
    data = bytearray(qdpx(path, XML, b"x" * 5_000_000).read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.rfind(mark)
        data[place + at : place + at + 4] = struct.pack("<I", 10)
    path.write_bytes(data)
    return path


def deep(levels: int) -> str:
    codes = "".join(
        f'<Code guid="00000000-0000-0000-0000-{n:012d}" name="c" isCodable="true">'
        for n in range(levels)
    )
    return project_xml(codes=codes + "</Code>" * levels)


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "entities": lambda path: qdpx(path, DOCTYPE),
    "entities in UTF-16": lambda path: qdpx(
        path, DOCTYPE.replace("utf-8", "utf-16").encode("utf-16")
    ),
    "an outside document type": lambda path: qdpx(
        path, XML.replace("<Project", '<!DOCTYPE Project SYSTEM "file:///etc/passwd"><Project', 1)
    ),
    "above its folder": with_entry(("../../evil.txt", b"x")),
    "from the root": with_entry(("/abs/evil.txt", b"x")),
    "with backslashes": with_entry(("sources\\..\\evil.txt", b"x")),
    "on a drive": with_entry(("C:evil.txt", b"x")),
    "a link": with_entry((link(), b"/etc/passwd")),
    "twice": with_entry((f"sources/{SOURCE}.TXT", b"other")),
    "two projects": with_entry(("other.qde", XML.encode())),
    "no project": lambda path: zipped(path, ("sources/a.txt", b"x")),
    "locked": locked,
    "lying sizes": lying,
    "a bomb": lambda path: qdpx(path, XML, b"0" * 30_000_000),
    "a bomb of a project": lambda path: qdpx(path, XML + " " * 30_000_000),
    "deep codes": lambda path: qdpx(path, deep(5000)),
    "a little too deep": lambda path: qdpx(path, deep(101)),
    "deep elements": lambda path: qdpx(path, project_xml(more="<a>" * 9000 + "</a>" * 9000)),
    "two codes of one GUID": lambda path: qdpx(
        path, project_xml(codes=f'<Code guid="{CODE}" name="a"/><Code guid="{CODE}" name="b"/>')
    ),
    "cut XML": lambda path: qdpx(path, XML[:-40]),
    "another XML": lambda path: qdpx(path, "<html/>"),
    "an unknown encoding": lambda path: qdpx(path, XML.replace("utf-8", "klingon")),
    "an undefined entity": lambda path: qdpx(path, project_xml(more="&x;")),
    "no archive": lambda path: (path.write_bytes(b"hello"), path)[1],
    "empty": lambda path: (path.write_bytes(b""), path)[1],
    "cut": lambda path: (path.write_bytes(qdpx(path, XML).read_bytes()[:-30]), path)[1],
    "many members": with_entry(*((f"sources/{n}.txt", b"") for n in range(1_001))),
    "a folder": lambda path: path.parent,
    "nothing": lambda path: path,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_within_bounds_and_the_study_is_unchanged(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    path = HOSTILE[name](tmp_path / "in" / "x.qdpx")
    store = small_study(tmp_path / "out" / "a.study")
    store.close()
    before = store.path.read_bytes()
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(archive, "ENTRIES", 1_000)
    tracemalloc.start()
    with pytest.raises(FileFault) as refused:
        import_project(store, NOBODY, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    store.close()
    assert peak < 100_000_000
    assert str(refused.value).count("\n") == 0
    assert store.path.read_bytes() == before
    assert os.listdir(tmp_path / "out") == ["a.study"]  # noqa: PTH208 names alone


@pytest.mark.parametrize("size", [1, 60, 200, 350, 500])
def test_a_file_cut_anywhere_is_refused(size: int, tmp_path: Path) -> None:
    path = qdpx(tmp_path / "x.qdpx", XML)
    path.write_bytes(path.read_bytes()[:size])
    with small_study(tmp_path / "a.study") as store, pytest.raises(FileFault):
        import_project(store, NOBODY, path)


@pytest.mark.parametrize(
    "where",
    [
        "internal://../../etc/hostname", "internal:///etc/hostname", "relative:///../etc/hostname",
        "absolute:///etc/hostname", "file:///etc/hostname", "/etc/hostname", "internal://..",
        "internal://project.qde/../x", "http://localhost/x", "internal://", "internal://a\\b",
    ],
)  # fmt: skip
def test_no_file_outside_the_archive_is_read(where: str, tmp_path: Path) -> None:
    xml = project_xml(source=f'name="Doc" plainTextPath="{where}"', selections=selection(1, 2))
    path = qdpx(tmp_path / "x.qdpx", xml)
    with small_study(tmp_path / "a.study") as store:
        report = import_project(store, NOBODY, path)
    assert [one for one in report.counts if one.kind in ("documents", "codings")] == [
        ("documents", 1, 0, 0, 0, 1), ("codings", 1, 0, 0, 0, 1),
    ]  # fmt: skip
