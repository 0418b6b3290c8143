"""A project file (.qdpx), read and written; or its XML alone (.qde), which has no texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from workbench.errors import FileFault
from workbench.exchange.archive import Archive, Text, is_archive, packed, sha256_of
from workbench.exchange.guids import made
from workbench.exchange.offsets import choose, placed
from workbench.exchange.values import Convention, Note, Project, Read
from workbench.exchange.xml_reading import SIDECAR, Fetch, Found, Has, RichText
from workbench.exchange.xml_writing import format_project

_FORM = 1
"""Of the note; a higher number was written by a newer workbench."""
_PIECE = 1 << 16


class _Opened(NamedTuple):
    pieces: Iterator[bytes]
    fetch: Fetch
    has: Has
    notes: list[str]


def read_project(
    path: Path, rich: RichText | None = None, convention: Convention | None = None
) -> Read:
    """Read a project file of any program; nothing is written anywhere.

    `rich` gets the text out of a Word file that has no plain one beside it; `convention` says
    how positions are counted, where a researcher knows better than the file.
    Raises FileFault for what is no project, is damaged, or is made to do harm.
    """
    digest = hashlib.sha256()
    with _opened(path) as (pieces, fetch, has, notes):
        found = Found(path.name, fetch, has, rich)
        project = found.read(_hashed(pieces, digest.update))
        found.notes += notes
    own = _own(found, digest.hexdigest())
    choice = choose(project, found.decoded, convention)
    settled, unplaced = placed(_without_sidecar(project), found.decoded, choice.convention)
    odd = tuple(dict.fromkeys(found.notes))
    return Read(settled, *choice, unplaced, odd, sha256_of(path), own)


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


def _without_sidecar(project: Project) -> Project:
    ours = {one.guid for one in project.notes if one.name == SIDECAR}
    if not ours:
        return project
    return replace(
        project,
        notes=tuple(one for one in project.notes if one.guid not in ours),
        about=tuple(guid for guid in project.about if guid not in ours),
    )


def _own(found: Found, sha256: str) -> Mapping[str, object] | None:
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
