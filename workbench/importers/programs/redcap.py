"""REDCap: raw names or labels; a person may have several rows, one for each event and repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Known,
    Layout,
    Record,
    first_row,
    folded_heads,
    heads_of,
    one_row,
)

_RAW = ("redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance")
_LABELS = ("event name", "repeat instrument", "repeat instance")
_OWN = re.compile(
    r"redcap_.*|.*_complete|complete\?( \(\d+\))?|survey (timestamp|identifier)( \(\d+\))?"
    r"|data access group|.*_timestamp"
)
_CHOICE = re.compile(r".*(___\w+|\(choice=.*\))")


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table of REDCap, by its own columns."""
    folded = folded_heads(rows)
    if not (_has_raw(folded) or _has_labels(folded)):
        return None
    return one_row("REDCap", rows, dict(_known(heads_of(rows))), first_row(rows, 1))


def _has_raw(folded: Sequence[str]) -> bool:
    forms = any(one.endswith("_complete") for one in folded)
    ids = ("record_id", "study_id", "participant_id")
    return any(name in folded for name in _RAW) or (forms and folded[0] in ids)


def _has_labels(folded: Sequence[str]) -> bool:
    return set(_LABELS[1:]) <= set(folded) or (
        "complete?" in folded
        and (
            "event name" in folded
            or "record" in folded[0]
            or any("(choice=" in one for one in folded)
            or any(one.startswith("survey timestamp") for one in folded)
        )
    )


def _known(columns: Sequence[str]) -> Known:
    yield columns[0], "id"
    for column in columns[1:]:
        name = column.casefold()
        if name in _RAW or name in _LABELS:
            yield column, "occasion"
        elif _OWN.fullmatch(name):
            yield column, "ignore"
        elif _CHOICE.fullmatch(name):
            yield column, "attribute"
