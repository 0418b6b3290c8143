"""REDCap's data dictionary: what each field is, by those who made the survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.errors import FileFault
from workbench.importers.reading import file_name
from workbench.importers.table import Sheet, read_table
from workbench.surveys import ColumnRole

_HEADS = {
    "name": ("variable / field name", "field_name"),
    "type": ("field type", "field_type"),
    "choices": ("choices, calculations, or slider labels", "select_choices_or_calculations"),
    "checked": (
        "text validation type or show slider number",
        "text_validation_type_or_show_slider_number",
    ),
    "person": ("identifier?", "identifier"),
}


def fields_of(path: Path) -> dict[str, ColumnRole]:
    """The role of each column by the dictionary; FileFault where the file is none."""
    sheet = read_table(path)
    places = dict(_places(sheet))
    if not {"name", "type"} <= set(places):
        raise FileFault(
            f"{file_name(path)} is no data dictionary: it has no columns “Variable / Field Name” "
            "and “Field Type”."
        )
    found: dict[str, ColumnRole] = {}
    for row in sheet.rows:
        cells = {what: row[at].strip() for what, at in places.items()}
        for column in _columns(cells):
            if role := _role(cells):
                found[column] = role
    return found


def _places(sheet: Sheet) -> Iterator[tuple[str, int]]:
    folded = [column.casefold() for column in sheet.columns]
    for what, heads in _HEADS.items():
        for head in heads:
            if head in folded:
                yield what, folded.index(head)


def _columns(cells: Mapping[str, str]) -> Iterator[str]:
    """The columns of a field: a checkbox has one for each choice."""
    if cells["type"] != "checkbox":
        yield cells["name"]
        return
    for choice in cells.get("choices", "").split("|"):
        yield f"{cells['name']}___{choice.partition(',')[0].strip().lower()}"


def _role(cells: Mapping[str, str]) -> ColumnRole | None:
    """None: the cells have to tell."""
    if cells.get("person", "").casefold() in ("y", "yes"):
        return "personal"
    if cells["type"] in ("notes", "text") and not cells.get("checked"):
        return "text" if cells["type"] == "notes" else None
    kinds: dict[str, ColumnRole] = {
        "slider": "score",
        "radio": "attribute",
        "dropdown": "attribute",
        "yesno": "attribute",
        "truefalse": "attribute",
        "checkbox": "attribute",
        "calc": "attribute",
        "text": "attribute",
        "descriptive": "ignore",
        "file": "ignore",
    }
    return kinds.get(cells["type"])
