"""From a table or a codebook to a file; one file per format.

The format follows the suffix. A file is whole or it is the one that was there before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.errors import NameUnknown
from workbench.exporters.text import notes, plain
from workbench.files import write_whole
from workbench.shelf import Shelf
from workbench.terms import Table

EXPORTERS: Shelf[Callable[[Table], bytes]] = Shelf(
    "format",
    {
        "csv": "workbench.exporters.to_csv:format_csv",
        "xlsx": "workbench.exporters.to_xlsx:format_xlsx",
        "docx": "workbench.exporters.to_docx:format_docx",
        "md": "workbench.exporters.to_md:format_md",
        "html": "workbench.exporters.to_html:format_html",
        "tex": "workbench.exporters.to_tex:format_tex",
    },
)
"""For each suffix, the function from a table to the bytes of a file."""


def write(table: Table, path: Path) -> None:
    """Write a table in the format that the suffix of `path` names.

    A csv holds nothing but the table, so its notes and where it comes from stand in a text file
    beside it, `NAME.csv.about.txt`; every other format carries them inside. The same table gives
    the same bytes. Raises NameUnknown for a suffix that is no format, FileFault when the file
    cannot be written; the old file is there then.
    """
    suffix = path.suffix.removeprefix(".").lower()
    if not suffix:
        formats = ", ".join(f".{name}" for name in EXPORTERS)
        raise NameUnknown(f"“{path.name}” does not say its format; end it in one of: {formats}.")
    content = EXPORTERS[suffix](table)
    if suffix == "csv" and (table.notes or table.provenance):
        write_about(table, path)
    write_whole(path, content)


def write_about(table: Table, path: Path) -> None:
    """Write a table's title, notes and provenance beside the file at `path`, as plain text."""
    about = "\n".join([plain(table.title), "", *notes(table), ""])
    write_whole(path.with_name(f"{path.name}.about.txt"), about.encode("utf-8", "replace"))
