"""Office files that mean harm: refused before they fill the memory, whoever reads them."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.damage import WHOLE
from tests.importers.test_shelf import refusal
from workbench.importers import importer_for

MAIN = {
    "talk.docx": "word/document.xml",
    "talk.odt": "content.xml",
    "survey.xlsx": "xl/worksheets/sheet1.xml",
    "survey.ods": "content.xml",
}
"""The part with the words, for each file."""
BOMB = 11_000_000
"""Bytes that it unpacks to."""
MOST = 8_000_000
"""Bytes of memory that a reader may take to refuse it."""


def with_part(
    whole: bytes, part: str, made: Callable[[bytes], bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """The archive with a part made of what it was; one that it does not have is added."""
    old, data = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as new:
        for one in old.infolist():
            if one.filename != part:
                new.writestr(one.filename, old.read(one))
        new.writestr(part, made(old.read(part) if part in old.namelist() else b""))
    return data.getvalue()


def spaced(xml: bytes) -> bytes:
    """XML that is sound and long: spaces before its end."""
    at = xml.rindex(b"</")
    return xml[:at] + b" " * BOMB + xml[at:]


def with_type(xml: bytes) -> bytes:
    """XML whose document type would read a file of this computer, behind a long comment."""
    said = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    at = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return xml[:at] + b"<!--" + b"x" * 5000 + b"-->" + said + xml[at:]


def refused(name: str, data: bytes) -> tuple[str, int]:
    """Why a file was refused, and the most memory that it took."""
    importer = importer_for(Path(name), None, WHOLE[name])
    refusal(importer, name, WHOLE[name])  # what it imports is no memory of the file's
    tracemalloc.start()
    said = refusal(importer, name, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return said, peak


@pytest.mark.parametrize("name", MAIN)
def test_an_archive_that_unpacks_to_far_more_is_refused_unread(name: str) -> None:
    for part, made in ((MAIN[name], spaced), ("media/image1.png", lambda _: b"\0" * BOMB)):
        data = with_part(WHOLE[name], part, made)
        said, peak = refused(name, data)
        assert f"{name} unpacks to " in said
        assert "too much for such a file" in said
        assert peak < MOST


@pytest.mark.parametrize("name", MAIN)
def test_an_archive_that_lies_about_its_size_is_refused_in_as_little_memory(name: str) -> None:
    data = bytearray(with_part(WHOLE[name], MAIN[name], spaced))
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo(MAIN[name]).file_size
    assert data.count(size.to_bytes(4, "little")) >= 1
    lying = bytes(data).replace(size.to_bytes(4, "little"), (2000).to_bytes(4, "little"))
    said, peak = refused(name, lying)
    assert "damaged" in said
    assert peak < MOST


@pytest.mark.parametrize("name", MAIN)
def test_a_document_type_is_refused_wherever_it_stands(name: str) -> None:
    said, _ = refused(name, with_part(WHOLE[name], MAIN[name], with_type))
    assert said != ""
    assert "localhost" not in said


@pytest.mark.parametrize("name", ["talk.docx", "talk.odt"])
def test_a_part_too_large_for_a_transcript_is_not_read(name: str) -> None:
    large = with_part(
        WHOLE[name],
        MAIN[name],
        lambda xml: xml.replace(b"</", b" " * 61_000_000 + b"</", 1),
        zipfile.ZIP_STORED,
    )
    said, peak = refused(name, large)
    assert "bytes of XML, too much for a transcript" in said
    assert peak < MOST


@pytest.mark.parametrize("name", ["talk.html", "talk.eaf"])
def test_xml_that_expands_is_never_expanded(name: str) -> None:
    laughs = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 20) for n in range(1, 12))
    said = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + laughs + b"]>"
    data = said + WHOLE[name].replace(b"Why?", b"Why? &e11;")
    reason, peak = refused(name, data)
    assert peak < MOST
    assert name == "talk.html" or "document type" in reason
