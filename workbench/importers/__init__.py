"""From an outside file to a draft; one file per format.

`read` is the way in. It asks nothing and prints nothing: what was guessed, left out or looks
odd stands in the draft's notes, for whoever started it. A file is read whole or refused.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Protocol

from workbench.drafts import Draft
from workbench.errors import FileFault, WorkbenchError
from workbench.importers.heads import are_turns, is_tabbed, is_turns
from workbench.importers.pieces import Speaker, speakers_of
from workbench.importers.reading import file_name, read_bytes
from workbench.importers.settings import Settings
from workbench.shelf import Shelf
from workbench.surveys import Columns, SurveyOptions

__all__ = [
    "IMPORTERS",
    "SUFFIXES",
    "Importer",
    "Settings",
    "Speaker",
    "importer_for",
    "read",
    "speakers_of",
]


class Importer(Protocol):
    """Makes a draft of one file's bytes, or raises FileFault and nothing else is done."""

    def __call__(self, name: str, data: bytes, settings: Settings) -> Draft:
        """`name` is the file's name without folders; its stem names the document."""


IMPORTERS: Shelf[Importer] = Shelf(
    "importer",
    {
        "text": "workbench.importers.text:read",
        "webvtt": "workbench.importers.webvtt:read",
        "subtitles": "workbench.importers.subtitles:read",
        "stamped": "workbench.importers.stamped:read",
        "speech": "workbench.importers.speech:read",
        "otranscribe": "workbench.importers.otranscribe:read",
        "docx": "workbench.importers.docx:read",
        "odt": "workbench.importers.odt:read",
        "rtf": "workbench.importers.rtf:read",
        "html": "workbench.importers.webpage:read",
        "pdf": "workbench.importers.pdf:read",
        "turns": "workbench.importers.turns:read",
        "chat": "workbench.importers.chat:read",
        "elan": "workbench.importers.elan:read",
        "textgrid": "workbench.importers.textgrid:read",
        "survey": "workbench.importers.survey:read",
    },
)

_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".vtt": "webvtt",
    ".srt": "subtitles",
    ".sbv": "subtitles",
    ".json": "speech",
    ".otr": "otranscribe",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".fodt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".cha": "chat",
    ".eaf": "elan",
    ".textgrid": "textgrid",
    ".csv": "survey",
    ".tsv": "survey",
    ".tab": "survey",
    ".xlsx": "survey",
    ".xlsm": "survey",
    ".xls": "survey",
    ".ods": "survey",
}

_CUES = re.compile(rb"\s{0,9}(?:\d{1,5}\r?\n)?\d{1,2}:\d{2}:\d{2}[.,]\d{1,3}(?: --> |,)\d")
"""How subtitles begin that are saved as text."""
_WORKBOOKS = frozenset([".xlsx", ".xlsm", ".xls", ".ods"])
_SMALL = 5_000_000
"""Bytes; a larger workbook is no transcript, and reading it twice would take long."""

SUFFIXES = frozenset(_BY_SUFFIX)
"""The ends of names, in lower case, by which a file can be imported."""

# Programs also save these as .txt.
_BY_BEGINNING = (
    (re.compile(rb"\{\\rtf"), "rtf"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"@(?:UTF8|Begin)\s"), "chat"),
    (re.compile(rb"File type = \"ooText|ooBinaryFile"), "textgrid"),
    (re.compile(rb"WEBVTT"), "webvtt"),
    (
        re.compile(rb"\s{0,9}\{\s{0,9}\"text\"\s{0,9}:\s{0,9}\"\s{0,9}<"),
        "otranscribe",
    ),
    (re.compile(rb"\s{0,9}\[[\d:.]{5,12} --> [\d:.]{5,12}\]"), "stamped"),
    (re.compile(rb"\d{1,6}[.,]\d{3,9}\t\d{1,6}[.,]\d{3,9}[\t\r\n]"), "stamped"),
)


_MARKS = codecs.BOM_UTF8 + codecs.BOM_UTF16
"""The bytes by which Unicode's encodings may be marked at the beginning."""


def read(
    path: Path,
    *,
    columns: Columns | None = None,
    importer: str | None = None,
    encoding: str | None = None,
    labels: str | None = None,
    survey: SurveyOptions | None = None,
) -> Draft:
    """The draft of the file at `path`.

    `columns` says what a survey table's columns are; `importer` is a name on the shelf, else
    the file's suffix and content decide; `encoding` is a codec's name, else it is detected.
    `labels` says how speakers' labels are written: “none”, or a regular expression with the
    group `name` and perhaps `time`; else they are found. `survey` says what else is to be known
    of a table.
    Raises FileFault where the file cannot be read, NameUnknown for a wrong name.
    """
    data = read_bytes(path)
    chosen = importer or importer_for(path, columns, data, survey.sheet if survey else None)
    return IMPORTERS[chosen](file_name(path), data, Settings(columns, encoding, labels, survey))


def importer_for(
    path: Path, columns: Columns | None = None, data: bytes = b"", sheet: str | None = None
) -> str:
    """The name of the importer for this file, by its suffix, columns and first bytes.

    `sheet` says which of a workbook's is meant; None: the first.
    """
    if columns is not None and columns != Columns():
        return "survey"
    # UTF-16 has a null character beside each letter of ours.
    head = data[:2000].lstrip(_MARKS).replace(b"\0", b"")
    begins = (importer for beginning, importer in _BY_BEGINNING if beginning.match(head))
    return next(begins, "") or _by_content(path, head, data, sheet) or _by_suffix(path)


def _by_content(path: Path, head: bytes, data: bytes, sheet: str | None) -> str:
    """The importer for a talk in what is usually a text or a survey; empty: it is that."""
    suffix = path.suffix.lower()
    if suffix in {".txt", ".text"}:
        return _saved_as_text(head, data)
    if suffix in {".csv", ".tsv"}:
        return "turns" if is_turns(data[:2000]) else ""
    is_workbook = suffix in _WORKBOOKS
    return "turns" if is_workbook and _holds_turns(file_name(path), data, sheet) else ""


def _by_suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _BY_SUFFIX:
        raise FileFault(
            f"{file_name(path)} cannot be imported by its suffix; save it as one of "
            f"{', '.join(_BY_SUFFIX)}, or name the importer: {', '.join(IMPORTERS)}."
        )
    return _BY_SUFFIX[suffix]


def _saved_as_text(head: bytes, data: bytes) -> str:
    """The importer for subtitles or a table that are called text; empty: the file is a text."""
    if _CUES.match(head):
        return "subtitles"
    if is_turns(data[:2000]):
        return "turns"
    return "survey" if is_tabbed(data) else ""


def _holds_turns(name: str, data: bytes, sheet: str | None) -> bool:
    """Whether a workbook's table has a row for each turn; what cannot be read has none."""
    from workbench.importers.table import grid_of

    if not data or len(data) > _SMALL:
        return False
    try:
        first = next((row for row in grid_of(name, data, sheet=sheet).records() if any(row)), ())
    except WorkbenchError:
        return False
    return are_turns(first)
