"""What all workbooks have in common: sheets, of which one is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.errors import FileFault, NameUnknown
from workbench.shelf import unknown

MOST_CELLS = 50_000_000


class SheetOf(NamedTuple):
    """A sheet of a workbook, without its cells."""

    title: str
    hidden: bool
    empty: bool = False


class Book(NamedTuple):
    """The rows of one sheet of a workbook, each cell as text, and what to know about it."""

    records: Sequence[Sequence[str]]
    notes: tuple[str, ...]
    sheets: tuple[str, ...]
    """Visible sheets that hold anything."""


def chosen(name: str, sheets: Sequence[SheetOf], asked: str | None) -> tuple[str, tuple[str, ...]]:
    """The sheet to read, and a note on those that are not read."""
    if asked is not None:
        titles = [sheet.title for sheet in sheets]
        if asked not in titles:
            raise NameUnknown(f"In {name}: {unknown('sheet', asked, titles)}")
        return asked, ()
    visible = [sheet for sheet in sheets if not sheet.hidden]
    if not visible:
        raise FileFault(f"{name} has no visible sheet.")
    title = next((sheet.title for sheet in visible if not sheet.empty), visible[0].title)
    return title, tuple(_left(title, sheets))


def _left(title: str, sheets: Sequence[SheetOf]) -> list[str]:
    left = [sheet for sheet in sheets if sheet.title != title]
    if not left:
        return []
    said = ", ".join(f"“{one.title}”{' (hidden)' if one.hidden else ''}" for one in left)
    return [f"Read from the sheet “{title}”; not read: {said}."]


def refuse_too_many(name: str, cells: int) -> None:
    """Refuse a sheet that would fill the memory."""
    if cells > MOST_CELLS:
        raise FileFault(f"{name} has more than {MOST_CELLS:,} cells, too many for a table.")


def merged_note(merged: Sequence[str]) -> tuple[str, ...]:
    """A note on merged cells, which hold their value once."""
    if not merged:
        return ()
    shown = ", ".join(merged[:3])
    said = "a value stands in the first cell of each only, the others are blank"
    return (f"{len(merged)} merged areas, such as {shown}: {said}.",)
