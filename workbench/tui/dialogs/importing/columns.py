"""What the columns of a survey are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Form, field, words


class CallColumn(Form[str]):
    """What a column is called."""

    HEADING = "What is this column called?"
    EXPLAINED = "The name it had in an earlier export of the same survey, or one that you can read \
in a table. The file stays as it is."
    DO = "call it so"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._column = name

    def fields(self) -> Iterable[Widget]:
        """The name."""
        yield field("name", "Name", self._column)

    def answer(self) -> str:
        """The name."""
        if not self.typed("name"):
            raise NotAsked("Please type a name, or leave with Esc.")
        return self.typed("name")


class AskNoAnswer(Form[str]):
    """A cell that is no answer."""

    HEADING = "Which cell is no answer?"
    EXPLAINED = "What stands in the cell, such as “none” or 9, as it is written. In this column it \
is no answer from now on. Typed again it is one, and so is what usually is none, such as “n/a”."
    DO = "count it so"

    def __init__(self, column: str) -> None:
        super().__init__()
        self._column = column

    def fields(self) -> Iterable[Widget]:
        """The cell."""
        yield words(f"In “{self._column}”:", "explained")
        yield field("cell", "Cell")

    def answer(self) -> str:
        """What stands in it."""
        return self.typed("cell")


class AskOnly(AskNoAnswer):
    """A cell that rows must have to be taken."""

    HEADING = "Which rows are taken?"
    EXPLAINED = "What stands in this column in the rows that you want, such as yes where people \
consented. Rows with anything else are left out. A second cell takes rows with either; one that \
is typed again counts no more."
    DO = "take only those"


class AskRange(Form[tuple[float, float]]):
    """The least and the greatest number of a score."""

    HEADING = "What may it be?"
    EXPLAINED = "The least and the greatest number of this score, both included. A row with \
another number is pointed out, and nothing is imported until it is put right."
    DO = "hold it to that"

    def __init__(self, column: str, span: str) -> None:
        """`span`: what stands in the table, from least to greatest."""
        super().__init__()
        self._column, self._span = column, span

    def fields(self) -> Iterable[Widget]:
        """Both numbers."""
        yield words(f"“{self._column}” has {self._span or 'no number'} in the table.", "explained")
        yield field("least", "Least")
        yield field("greatest", "Greatest")

    def answer(self) -> tuple[float, float]:
        """Both numbers."""
        return self._number("least"), self._number("greatest")

    def _number(self, name: str) -> float:
        from workbench.importers.answers import score

        number = score(self.typed(name))
        if number is None:
            raise NotAsked(f"Please give the {name} number, such as 1.")
        return number


class AskInstrument(Form[Path]):
    """An instrument to be scored."""

    HEADING = "Score an instrument"
    EXPLAINED = "A YAML file with its name, items, range, reversed items, subscales and the rule \
for missing items. Its items become scores, and its scores are made when the table is stored."
    DO = "take it"

    def fields(self) -> Iterable[Widget]:
        """The path."""
        yield field("path", "Path of the file", hint="such as worry.yaml")

    def answer(self) -> Path:
        """The path."""
        if not self.typed("path"):
            raise NotAsked("Please type the path of a file, or leave with Esc.")
        return Path(self.typed("path")).expanduser()
