"""What every figure is drawn on: sizes, colours that colour-blind eyes can tell, and files."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from workbench.terms import Table

COLUMN = 180.0
"""Millimetres: the width of a page's text in most journals."""
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's, which colour-blind eyes can tell apart; marks differ in shape as well."""
MARKS = ("o", "s", "^", "D", "v", "P", "X")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@contextmanager
def settings() -> Iterator[None]:
    """Draw plainly: small type, no mathematics in names, letters kept as letters."""
    from matplotlib import rc_context

    plain: Any = {
        "font.size": 8,
        "font.family": "DejaVu Sans",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "workbench",
        "pdf.fonttype": 42,
        "axes.unicode_minus": True,
    }
    with rc_context(plain), warnings.catch_warnings():
        # A letter that the type has not is drawn as a box in png and pdf; svg keeps it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def paper(height: float, *, width: float = COLUMN) -> tuple[Figure, Axes]:
    """A figure of some millimetres with one pair of axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 25.4, height / 25.4), layout="constrained")
    return figure, figure.add_subplot()


def saved(figure: Figure, suffix: str, table: Table) -> bytes:
    """The bytes of a file, whose date is that of the study's last change."""
    out = io.BytesIO()
    about: dict[str, Any] = {"Title": table.title}
    when = _date(table)
    if suffix == "pdf":
        about |= {"CreationDate": when, "ModDate": when, "Creator": "workbench", "Producer": None}
    elif suffix == "svg":
        about |= {"Date": when.isoformat(), "Creator": "workbench"}
    else:
        about |= {"Software": "workbench"}
    figure.savefig(out, format=suffix, dpi=300, metadata=about)
    return out.getvalue()


def _date(table: Table) -> datetime:
    try:
        return datetime.fromisoformat(table.provenance.get("date", ""))
    except ValueError:
        return _EPOCH


def shortened(name: str, longest: int = 42) -> str:
    """A name that fits beside a figure; its end is what tells codes of one theme apart."""
    return name if len(name) <= longest else f"{name[: longest // 3]}…{name[-(longest * 2 // 3) :]}"
