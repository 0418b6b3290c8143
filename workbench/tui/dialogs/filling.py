"""Writing into a cell of a table for the paper."""

from __future__ import annotations

from workbench.tui.dialogs.memo import WriteMemo


class WriteCell(WriteMemo):
    """The words of a cell as they stand, to be changed; left empty, the cell is emptied."""

    HEADING = "Fill in"
