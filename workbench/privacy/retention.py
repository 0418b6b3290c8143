"""How long each class of material is kept."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    "recordings": "recordings, which are kept elsewhere",
    "transcripts": "transcripts as they were made, which are kept elsewhere",
    "key": "the key that says who is who",
    "study": "the study",
    "backups": "backups of the study",
    "exports": "exports, reports and packets",
}
"""Each class of material, in words."""
ELSEWHERE = ("recordings", "transcripts")
"""What the workbench does not have: somebody else destroys it, and says so."""


def due(until: Mapping[str, str], today: datetime.date) -> list[tuple[str, datetime.date]]:
    """The classes whose date has passed, the earliest first.

    >>> due({"study": "2036-01-01", "key": "2026-01-01"}, datetime.date(2026, 1, 2))
    [('key', datetime.date(2026, 1, 1))]
    """
    dates = ((name, datetime.date.fromisoformat(day)) for name, day in until.items())
    return sorted((one for one in dates if one[1] < today), key=lambda one: (one[1], one[0]))
