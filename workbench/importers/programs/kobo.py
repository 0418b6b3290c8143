"""KoboToolbox, SurveyCTO and other collectors of ODK forms: what begins with `_` is theirs."""

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

_MARKS = frozenset(["_uuid", "_submission_time", "_index", "meta/instanceid", "instanceid", "key"])
_OWN = re.compile(
    r"start(time)?|end(time)?|today|duration|_.*|__version__|formhub/uuid|meta/.*|meta-.*|instanceid|instancename"
    r"|submissiondate|submittername|submitterid|devicemanufacturer|attachments\w+|reviewstate"
    r"|completiondate|status|edits|formversion|formdef_version|key"
)
_PERSONAL = re.compile(
    r"(device|subscriber|sim)id|simserial|phonenumber|username|_submitted_by|.*_(lat|long)itude"
    r"|.*_(altitude|precision)|_geolocation"
)


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table of such a form, by its collector's own columns."""
    folded = folded_heads(rows)
    if len(_MARKS.intersection(folded)) < 2:
        return None
    return one_row("KoboToolbox", rows, dict(_known(heads_of(rows))), first_row(rows, 1))


def _known(columns: Sequence[str]) -> Known:
    folded = [column.casefold() for column in columns]
    ids = [name for name in ("_id", "_uuid", "meta/instanceid", "key") if name in folded]
    for column, name in zip(columns, folded, strict=True):
        if name in ids[:1]:
            yield column, "id"
        elif _PERSONAL.fullmatch(name):
            yield column, "personal"
        elif _OWN.fullmatch(name):
            yield column, "ignore"
