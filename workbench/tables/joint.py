"""T8, the joint display: what was measured beside what was said, and how both fit together.

After Fetters, Curry and Creswell (2013), Achieving integration in mixed methods designs, Health
Services Research 48(6): 2134–2156, and Guetterman, Fetters and Creswell (2015), Annals of Family
Medicine 13(6): 554–561.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.terms import Table

COLUMNS = (
    "Domain or question",
    "Quantitative result (n, mean (SD) or %, CI)",
    "Theme",
    "Quotation",
    "Fit",
    "Meta-inference",
)
FITS = ("convergence", "expansion", "discordance", "silence")


@dataclass(frozen=True)
class JointRow:
    """One line of a joint display."""

    domain: str
    result: str = ""
    theme: str = ""
    quotation: str = ""
    fit: str = ""
    meta_inference: str = ""


def joint_table(
    rows: Sequence[JointRow],
    notes: Sequence[str] = (),
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print the rows in their order."""
    cells = tuple(
        (row.domain, row.result, row.theme, row.quotation, row.fit, row.meta_inference)
        for row in rows
    )
    return Table("Joint display", COLUMNS, cells, (*notes, _INTERVALS, _FIT), provenance or {})


_INTERVALS = "Intervals are 95 %: of a mean by Student's t, of a share after Wilson."
_FIT = (
    "Fit: convergence, both say the same; expansion, one tells more; discordance, they"
    " contradict; silence, one says nothing of it."
)
