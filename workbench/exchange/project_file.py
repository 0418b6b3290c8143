"""A project file (.qdpx), read and written; or its XML alone (.qde), which has no texts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from workbench.errors import FileFault
from workbench.exchange.archive import Archive, Text, is_archive, packed, sha256_of
from workbench.exchange.guids import made
from workbench.exchange.offsets import choose, placed
from workbench.exchange.values import PLAIN, Convention, Note, Own, Project, Read
from workbench.exchange.xml_reading import SIDECAR, Fetch, Found, Has, RichText
from workbench.exchange.xml_writing import format_project

_FORM = 1
"""Of the note; a higher number was written by a newer workbench."""
_PIECE = 1 << 16
_HEAD = 1_000
_QUOTES = 5
# As `xml_writing` writes them: what stands in an attribute has no bare “>”.
_SELECTION = re.compile(rb"<PlainTextSelection [^>]*?(?:/>|>.*?</PlainTextSelection>)\n", re.DOTALL)
_QUOTED = re.compile(rb'<PlainTextSelection guid="[^"]*" name="([^"]*)"')


class _Opened(NamedTuple):
    pieces: Iterator[bytes]
    fetch: Fetch
    has: Has
    notes: list[str]


def read_project(
    path: Path,
    rich: RichText | None = None,
    convention: Convention | None = None,
    *,
    own: bool = False,
) -> Read:
    """Read a project file of any program; nothing is written anywhere.

    `rich` gets the text out of a Word file that has no plain one beside it; `convention` says
    how positions are counted, where a researcher knows better than the file. `own`: of the
    workbench's own file, if it is as it was written, only what it takes to make the study again.
    Raises FileFault for what is no project, is damaged, or is made to do harm.
    """
    if own and (ours := _read_own(path)):
        return ours
    digest = hashlib.sha256()
    with _opened(path) as (pieces, fetch, has, notes):
        found = Found(path.name, fetch, has, rich)
        project = found.read(_hashed(pieces, digest.update))
        found.notes += notes
    _carried_in(found, digest.hexdigest())
    choice = choose(project, found.decoded, convention)
    settled, unplaced = placed(_without_sidecar(project), found.decoded, choice.convention)
    odd = tuple(dict.fromkeys(found.notes))
    return Read(settled, *choice, unplaced, odd, sha256_of(path))


@contextmanager
def _opened(path: Path) -> Iterator[_Opened]:
    if is_archive(path):
        with closing(Archive(path.name, path)) as archive:
            yield _Opened(archive.project(), archive.text, archive.has, archive.notes)
        return
    with path.open("rb") as file:
        if not file.read(200).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<"):
            raise FileFault(
                f"{path.name} is no project file: it is not a zip archive, or it is truncated;"
                " export or copy it again."
            )
        file.seek(0)
        # Without an archive all are missing, which is told of each text.
        yield _Opened(iter(lambda: file.read(_PIECE), b""), _nowhere, bool, [])


def _nowhere(path: str, most: int) -> Text:  # noqa: ARG001 there is no archive to look in
    return Text(b"", "its text is a file outside the project")


def _hashed(pieces: Iterable[bytes], update: Any) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


# ------------------------------------------------------------------ the workbench's own note


def _read_own(path: Path) -> Read | None:
    """The workbench's own file; None where it is another's, or was changed.

    Its selections are not parsed, because the note has all that they say.
    """
    with _opened(path) as (pieces, fetch, has, _):
        head = next(pieces, b"")
        if b' origin="Workbench ' not in head[:_HEAD]:
            return None
        xml = b"".join((head, *pieces))
        found = Found(path.name, fetch, has)
        project = found.read([_SELECTION.sub(b"", xml)])
    study = _carried_in(found, hashlib.sha256(xml).hexdigest())
    if study is None:
        return None
    quotes = tuple(_unescaped(one[1]) for one in islice(_QUOTED.finditer(xml), _QUOTES))
    own = Own(study, xml.count(b"<Coding "), quotes)
    return Read(
        _without_sidecar(project), PLAIN, "the workbench wrote it", {}, (), sha256_of(path), own
    )


def _unescaped(text: bytes) -> str:
    return unescape(text.decode())


def _without_sidecar(project: Project) -> Project:
    ours = {one.guid for one in project.notes if one.name == SIDECAR}
    if not ours:
        return project
    return replace(
        project,
        notes=tuple(one for one in project.notes if one.guid not in ours),
        about=tuple(guid for guid in project.about if guid not in ours),
    )


def _carried_in(found: Found, sha256: str) -> Mapping[str, object] | None:
    """What the workbench's note carries, if the project and all texts are as it wrote them."""
    carried = next((one.text for one in found.project.notes if one.name == SIDECAR), None)
    if carried is None:
        return None
    try:
        value = json.loads(carried)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or value.get("form") != _FORM:
        found.notes.append("What only the workbench has is damaged, or from a newer one; left.")
        return None
    texts = {guid: _sha256(one.raw) for guid, one in found.decoded.items()}
    if value.get("project") != sha256 or value.get("texts") != texts:
        found.notes.append(
            "Another program changed it after the workbench wrote it, so it is read as it is now:"
            " without what only the workbench has."
        )
        return None
    study = value.get("study")
    return study if isinstance(study, dict) else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_project(project: Project, own: Mapping[str, object] | None = None) -> bytes:
    """The project as a .qdpx; `own` is what only the workbench has, kept in a note of its own.

    The same values give the same bytes.
    """
    notes = project.notes
    if own is not None:
        # Its text holds the hash of the XML, so only its place stands in the XML.
        sidecar = Note(made("sidecar", project.name), SIDECAR, inside=False)
        notes = (*notes, sidecar)
    xml = format_project(replace(project, notes=notes))
    members = {"project.qde": xml}
    for source in project.sources:
        members[_member(source.guid)] = (source.text or "").encode()
    if own is not None:
        members[_member(sidecar.guid)] = _carried(project, own, xml)
    return packed(members)


def _member(guid: str) -> str:
    return f"sources/{guid}.txt"


def _carried(project: Project, own: Mapping[str, object], xml: bytes) -> bytes:
    value = {
        "form": _FORM,
        "about": "What the workbench keeps beyond the standard; other programs may ignore it.",
        "project": hashlib.sha256(xml).hexdigest(),
        "texts": {one.guid: _sha256(one.text or "") for one in project.sources},
        "study": own,
    }
    return json.dumps(value, separators=(",", ":")).encode()
