"""Who answered in each row of a survey, and on which of several occasions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.errors import FileFault
from workbench.importers.answers import is_error
from workbench.importers.survey_table import Row, SurveyTable
from workbench.surveys import Columns


@dataclass(frozen=True)
class People:
    """Whom the rows of a table are of, by its id column; without one each row is somebody."""

    table: SurveyTable
    columns: Columns

    def case(self, row: Row) -> str:
        """The id in a row; FileFault where there is none."""
        case = row.cells[self._id_at].strip()
        if not case or is_error(case):
            raise FileFault(
                f"{self.table.name}, row {row.number} has no id in column "
                f"“{self.columns.id or ''}”; give it one."
            )
        return case

    def occasion(self, row: Row) -> str:
        """What tells a row apart from others of the same person; empty: nothing has to."""
        if not self.columns.occasion:
            return ""
        cells = (row.cells[at].strip() for at in self._occasions_at)
        return " ".join(cell for cell in cells if cell)

    def identity(self, row: Row) -> object:
        """What no two rows share."""
        if self.columns.id is None:
            return row.number
        return (self.case(row).casefold(), self.occasion(row).casefold())

    def counted(self, identities: array[int]) -> int:
        """How many people; FileFault where two rows are of the same person and occasion.

        `identities`: a hash of each row's identity.
        """
        if self.columns.id is None:
            return len(identities)
        # A million hashes are 8 MB in an array and a hundred in a set.
        import numpy as np

        found = np.unique(np.frombuffer(identities, dtype=np.int64)) if identities else np.zeros(0)
        if len(found) < len(identities):
            self._refuse_repeated()
        return len(set(self._ids())) if self.columns.occasion else len(identities)

    def _ids(self) -> Iterator[str]:
        return (row.cells[self._id_at].strip().casefold() for row in self.table.rows())

    def _refuse_repeated(self) -> None:
        seen: dict[object, int] = {}
        for row in self.table.rows():
            who = self.identity(row)
            if who in seen:
                occasion = self.occasion(row)
                when = f" on “{occasion}”" if occasion else ""
                raise FileFault(
                    f"{self.table.name}: the id “{self.case(row)}” stands in rows {seen[who]} and "
                    f"{row.number}{when}; each respondent has one row, or a column that tells the "
                    "rows apart (--occasion)."
                )
            seen[who] = row.number

    @cached_property
    def _id_at(self) -> int:
        return self.table.columns.index(self.columns.id or "")

    @cached_property
    def _occasions_at(self) -> tuple[int, ...]:
        return tuple(self.table.places(self.columns.occasion).values())
