"""Unipark and other surveys of Tivian's EFS: `lfdn` counts the people, `v_1` … are questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Layout,
    Record,
    first_row,
    folded_heads,
    heads_of,
    one_row,
    own,
)
from workbench.surveys import ColumnRole

_MARKS = frozenset(["external_lfdn", "dispcode", "lastpage", "tester"])
_OWN = re.compile(
    r"external_lfdn|tester|dispcode|lastpage|quality|duration|browser|referr?er|device_type"
    r"|participant_\w+|quota(_\w+)?|page_history|[hv]flip|output_mode|javascript|flash|session_id"
    r"|language|cleaned|ats|datetime|date_of_\w+|rts\d+"
)


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table of EFS, by its own columns."""
    folded = folded_heads(rows)
    if "lfdn" not in folded or not _MARKS.intersection(folded):
        return None
    columns = heads_of(rows)
    known: dict[str, ColumnRole] = dict(own(columns, _OWN))
    known[columns[folded.index("lfdn")]] = "id"
    return one_row("Unipark", rows, known, first_row(rows, 1))
