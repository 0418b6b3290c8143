"""What is asked of an export."""

from __future__ import annotations

from typing import Literal, NamedTuple

from workbench.coding.basis import Basis
from workbench.tables.quoting import Quoting

Of = Literal["enrolled", "attended"]
OF: tuple[Of, ...] = ("enrolled", "attended")


class Wanted(NamedTuple):
    """What is to be exported; what a table has no use for is left aside."""

    what: str
    """A name on the shelf EXPORTS."""
    n: int | None = None
    """The round; None: the latest revealed."""
    documents: tuple[str, ...] = ()
    unit: str | None = None
    basis: Basis = Basis()
    """Whose coding counts."""
    joined: bool = False
    """Whether an unbroken run of one code is one reference."""
    of: Of | None = None
    """Whom percentages of participants are of; None: those who spoke, or answered."""
    by: str | None = None
    """What people are grouped by: an attribute, `role` or `document`."""
    groups: tuple[str, ...] = ()
    """Code groups, such as strength and weakness; none: all there are."""
    attributes: tuple[str, ...] = ()
    """Attributes to print; none: all there are."""
    scale: tuple[int, int] | None = None
    """The ends of a questionnaire's scale, included."""
    smallest: int = 5
    """Counts of people below it are not printed."""
    theme_set: str | None = None
    """Count themes by this set; None: by the codebook's tree."""
    times: tuple[str, ...] = ()
    """Times of scores, first to last; none: in the order of their coming."""
    filled: bool = False
    """Print only rows in which somebody wrote something."""
    each_coder: bool = False
    """Transcripts: what each coder put, as their own comments."""
    quoting: Quoting = "usual"
    """Which quotations are printed."""
    base: int = 4
    """Saturation: how many documents come first."""
    run: int = 2
    """Saturation: of how many documents new codes are compared with those of the base."""
    as_coefficient: bool = False
    """Co-occurrence: the c-coefficient in place of counts."""
    units_too: bool = False
    """Themes: also how many units have any code of a row."""
