"""Whether to store what was looked at, and what to cut it into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.terms import Segmentation
from workbench.tui.dialogs.form import Form, field, labelled, words
from workbench.tui.widgets.choices import Choice

NOT_NOW = "not now"


class AskStore(Form["Segmentation | str"]):
    """Whether to store what was looked at, and what to cut it into; it can be stopped."""

    HEADING = "Import it"
    EXPLAINED = "A coding unit is the stretch that coders judge; s of the study cuts later, or \
another way."
    DO = "import it"

    def __init__(self, what: str, units: Sequence[str], usual: str) -> None:
        """`what`: what will be stored, in a sentence; `usual`: what most is cut into already."""
        super().__init__()
        self._what, self._units, self._usual = what, units, usual

    def fields(self) -> Iterable[Widget]:
        """The unit, and the language."""
        yield words(self._what)
        yield labelled("Cut it into", Choice("unit", (NOT_NOW, *self._units), self._usual))
        yield field("lang", "Language of the text", "en", "for sentences")
        yield field("size", "Words a unit", "", "for words: 50")

    def answer(self) -> Segmentation | str:
        """The segmentation, or that it is not to be cut now."""
        from workbench.segmenters import describe

        unit, size = self.query_one("#unit", Choice).chosen, self.typed("size")
        if unit == NOT_NOW:
            return NOT_NOW
        if not self.typed("lang"):
            raise NotAsked("Please give the language, for example en or de.")
        if size and not size.isdecimal():
            raise NotAsked("Please give the words a unit has as a number, such as 50.")
        settings = Segmentation(unit, self.typed("lang"), words=int(size) if size else None)
        describe(settings)
        return settings
