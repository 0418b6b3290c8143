"""Survey programs: how each lays out its tables, and which columns are its own.

Some write two or three rows of header, which would be taken for respondents; some write the
question into the header, some a code, some both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.importers.column_words import INDEX
from workbench.importers.programs import (
    described,
    efs,
    forms,
    kobo,
    limesurvey,
    qualtrics,
    redcap,
    sosci,
    surveymonkey,
)
from workbench.importers.programs.layout import Layout, Record, first_row, one_row, without_title
from workbench.importers.table import distinct, says

Recognise = Callable[[Sequence[Record]], Layout | None]

PROGRAMS: tuple[Recognise, ...] = (
    qualtrics.three_rows,
    qualtrics.older,
    qualtrics.without_ids,
    surveymonkey.two_rows,
    surveymonkey.one_row_of_header,
    redcap.recognised,
    sosci.recognised,
    efs.recognised,
    kobo.recognised,
    forms.google,
    limesurvey.recognised,
    forms.typeform,
    forms.jotform,
    forms.jisc,
    forms.microsoft,
    described.recognised,
)
"""Each knows its own tables by the first rows; the first that does is believed."""


def layout_of(records: Sequence[Record]) -> Layout | None:
    """The layout by the first rows that are not blank; None where there are none."""
    rows, above = without_title([(n, cells) for n, cells in records if says(cells)])
    if not rows:
        return None
    layout = _numbered(rows) or _recognised(rows)
    layout = layout or one_row("table", rows, {}, first_row(rows, 1))
    return layout._replace(notes=(*above, *layout.notes))


def _recognised(rows: Sequence[Record]) -> Layout | None:
    return next((found for one in PROGRAMS if (found := one(rows))), None)


def _numbered(rows: Sequence[Record]) -> Layout | None:
    """A program's table to which a script in R or Python added a first column, of row numbers."""
    if not INDEX.fullmatch(rows[0][1][0].strip().casefold() or "index"):
        return None
    first = [cells[0].strip() for _, cells in rows[1:] if cells]
    if not first or not all(cell.isdecimal() for cell in first):
        return None
    found = _recognised([(n, cells[1:]) for n, cells in rows])
    if found is None or found.tool == "table":
        return None
    columns = tuple(distinct(["Column 1", *found.columns]))
    known = {
        new: found.known[old]
        for old, new in zip(found.columns, columns[1:], strict=True)
        if old in found.known
    }
    return found._replace(
        columns=columns, titles=("", *found.titles), known={**known, columns[0]: "ignore"}
    )
