"""The zip around a project: nothing is unpacked but what is asked for, and never to a disk.

A file from outside may name folders above its own, hold one member twice, say less than it
unpacks to, or unpack to more than any memory. All of that is refused before or while reading.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from workbench.errors import FileFault
from workbench.watching import each

ENTRIES = 10_000
PROJECT_BYTES = 512_000_000
TEXT_BYTES = 64_000_000
ALL_BYTES = 1_000_000_000
_DENSEST = 200
_SMALL = 1_000_000
_CHUNK = 1 << 16

BROKEN = (
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What zipfile raises for damaged, truncated and encrypted archives."""


NOTE_BYTES = 512_000_000
"""What the workbench's own note may hold, which has the rows of a whole study."""


_INSIDE = re.compile(r"(?i)(internal://)?/?(sources/)?")


class Text(NamedTuple):
    """A text member's bytes, or why there are none."""

    data: bytes
    why_not: str = ""


class Archive:
    """An open project file."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._zip = _opened(name, path)
        self._taken = 0
        self.notes: list[str] = []
        """Sentences about what is named otherwise than the standard says."""
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._folder = ""
        """In which the project lies, where somebody zipped a folder by hand."""
        try:
            for part in self._zip.infolist():
                self._keep(part)
        except FileFault:
            self._zip.close()
            raise

    def _keep(self, part: zipfile.ZipInfo) -> None:
        _refuse(self.name, part)
        key = part.filename.casefold()
        if key in self._members:
            raise FileFault(f"{self.name} holds “{part.filename}” twice; export the project anew.")
        self._members[key] = part

    def project(self) -> Iterator[bytes]:
        """The project's XML, in pieces; exactly one .qde, whatever its name."""
        key = self._project()
        self._folder = key.rpartition("/")[0] + "/" if "/" in key else ""
        part = self._members[key]
        if part.filename != "project.qde":
            self.notes.append(f"Its project is called “{part.filename}”, not project.qde; read.")
        return self._pieces(part, PROJECT_BYTES)

    def _project(self) -> str:
        """At the top, else in a folder that holds all."""
        inside = [key for key in self._members if key.endswith(".qde") and key.count("/") < 2]
        found = [key for key in inside if "/" not in key] or [
            key for key in inside if not key.startswith("__macosx/")
        ]
        if len(found) != 1:
            what = "no project (.qde) in it" if not found else f"{len(found)} projects in it"
            raise FileFault(f"{self.name} has {what}, where one belongs; export it anew.")
        return found[0]

    def text(self, path: str, most: int = TEXT_BYTES) -> Text:
        """The bytes, `most` at most, of a source that is named as in `internal://NAME.txt`."""
        if is_outside(path):
            return Text(b"", "its text is a file outside the archive")
        part = self._found(path)
        if part is None:
            return Text(b"", "its text is not in the archive")
        if not path.endswith(part.filename.removeprefix("sources/")):
            self.notes.append("Its texts are named otherwise than it says itself; found and read.")
        return Text(b"".join(self._pieces(part, most)))

    def has(self, path: str) -> bool:
        """Whether what a source names is in the archive."""
        return not is_outside(path) and self._found(path) is not None

    def _found(self, path: str) -> zipfile.ZipInfo | None:
        """The member of a name of one part; programs also write its folder, and escape it."""
        name = _INSIDE.sub("", path.strip())
        for one in (name, unquote(name)):
            if one and not one.startswith(".") and not set(one) & set("/\\\0"):
                for key in (f"{self._folder}sources/{one}", f"{self._folder}{one}"):
                    if part := self._members.get(key.casefold()):
                        return part
        return None

    def _pieces(self, part: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
        """A member's content, counted as it comes: what the archive says of sizes may be a lie."""
        taken = 0
        try:
            with self._zip.open(part) as file:
                while piece := file.read(_CHUNK):
                    taken += len(piece)
                    self._taken += len(piece)
                    self._refuse_much(part, taken, most)
                    yield piece
        except BROKEN as fault:
            raise _damaged(self.name) from fault

    def _refuse_much(self, part: zipfile.ZipInfo, taken: int, most: int) -> None:
        dense = taken > _SMALL and taken > _DENSEST * max(part.compress_size, 1)
        if taken > most or self._taken > ALL_BYTES or dense:
            raise FileFault(
                f"“{part.filename}” in {self.name} unpacks to more than such a file may hold;"
                " it is damaged or made to do harm."
            )

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def is_outside(path: str) -> bool:
    """Whether a path names a file outside the archive: `relative:`, `absolute:` and the like."""
    return "://" in path and not re.match(r"\s*(?i:internal)://", path)


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive."""
    return zipfile.is_zipfile(path)


def _opened(name: str, path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no project file: it is not a zip archive, or it is truncated;"
            " export or copy it again."
        ) from fault
    if len(archive.infolist()) > ENTRIES:
        archive.close()
        raise FileFault(f"{name} holds more than {ENTRIES:,} files; no project has so many.")
    return archive


def _damaged(name: str) -> FileFault:
    return FileFault(f"{name} is damaged or truncated, or locked; export or copy it again.")


def _refuse(name: str, part: zipfile.ZipInfo) -> None:
    """Refuse a member that would lie outside its archive, is a link, or is locked."""
    inside = part.orig_filename
    steps = inside.split("/")
    if (
        inside.startswith("/")
        or ".." in steps
        or any(sign in inside for sign in "\\\0")
        or re.match(r"[A-Za-z]:", inside)
    ):
        raise FileFault(f"{name} holds a file outside itself (“{inside[:60]}”); do not trust it.")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise FileFault(f"{name} holds a link (“{inside[:60]}”), which no project does.")
    if part.flag_bits & 1:
        raise FileFault(f"{name} is locked with a password; export it without one.")


def sha256_of(path: Path) -> str:
    """The hash of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive of members; the same ones give the same bytes, and reading takes each of them."""
    data, dense = _zipped(members)
    return _zipped(members, dense)[0] if dense else data


def _zipped(
    members: Mapping[str, bytes], plain: frozenset[str] = frozenset()
) -> tuple[bytes, frozenset[str]]:
    """The archive, and which members of it would be taken for bombs: long, and much alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in each("Packing files", members.items()):
            archive.writestr(_entry(name, plain=name in plain), data, compresslevel=6)
        dense = frozenset(
            part.filename
            for part in archive.infolist()
            if part.file_size > max(_SMALL, _DENSEST // 2 * part.compress_size)
        )
    return out.getvalue(), dense


def _entry(name: str, *, plain: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    # Else it says which system it was made on.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
    return entry
