"""Which codes are taken for each other, as a heat map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui.dialogs.form import words
from workbench.tui.widgets.heat import HeatMap, Place
from workbench.tui.work_screen import WorkScreen
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.disagreements import Queue

Pair = tuple[str | None, str | None]
NO_CODE = "no code"


class MatrixScreen(WorkScreen):
    """How often codes met on a unit."""

    HELP = """Which codes are taken for each other. Each cell counts units: one coder gave the \
code of its row, another that of its column; the redder, the more. On the diagonal both gave it, \
which is agreement. The numbers of the columns are those of the rows."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1, 0)", "Move", key_display="arrows", tooltip="The row below."),
        Binding("up,k", "move(-1, 0)", "Up", show=False, tooltip="The row above."),
        Binding("right,l", "move(0, 1)", "Right", show=False, tooltip="The next column."),
        Binding("left,h", "move(0, -1)", "Left", show=False, tooltip="The column before."),
        Binding("enter", "units", "These units", tooltip="The units behind the cell, to settle."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to where you were."),
    ]
    DEFAULT_CSS = """
    MatrixScreen {
        & .explained { padding: 0 1; color: $foreground 70%; width: 1fr; height: auto; }
        & HeatMap { height: 1fr; margin: 1 1 0 1; }
    }
    """

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._n = queue.n
        self._pairs = {(one, other) for one, other, _ in queue.confusion if one != other}
        self.names = names(queue)
        self._counts = counts(queue, self.names)
        self.pair: Pair | None = None
        """The codes whose units were asked for; None: those of no cell."""

    def body(self) -> Iterable[Widget]:
        """What it is, and the map."""
        yield words(
            "Each cell: on how many units one coder gave the code of its row and another that of "
            "its column. On the diagonal both gave it, which is agreement.",
            "explained",
        )
        yield HeatMap("heat")

    def on_mount(self) -> None:
        """Show it."""
        self.title_line("Confusion", f"round {self._n}")
        self._heat.show([name or NO_CODE for name in self.names], self._counts)
        self._heat.focus()
        self.say(self._sentence())

    @property
    def _heat(self) -> HeatMap:
        return self.query_one(HeatMap)

    def here(self) -> str:
        """The cell under the cursor."""
        return f"{self._sentence()} Enter shows these units." if self.names else ""

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor, and say what its cell tells."""
        self._heat.move(down, right)
        self.say(self._sentence())

    def on_heat_map_moved(self) -> None:
        """Say what the cell under the mouse tells."""
        self.say(self._sentence())

    def _sentence(self) -> str:
        if not self.names:
            return "Nobody differs in this round."
        row, column = self._heat.place
        one, other = (self.names[at] or NO_CODE for at in (row, column))
        units = plural(self._counts.get((row, column), 0), "unit")
        return f"{one}: both on {units}." if row == column else f"{one} / {other}: {units}."

    def on_heat_map_chosen(self) -> None:
        """The second click on a cell asks for its units."""
        self.action_units()

    def action_units(self) -> None:
        """Leave with the codes of the cell, if they are taken for each other anywhere."""
        if not self.names:
            return
        row, column = sorted(self._heat.place)
        for pair in ((self.names[row], self.names[column]), (self.names[column], self.names[row])):
            if pair in self._pairs:
                self.pair = pair
                self.dismiss(None)
                return
        self.say("On these units nobody differs between two codes.")


def names(queue: Queue) -> list[str | None]:
    """The codes that are taken for another somewhere, most often first; None is no code."""
    found: dict[str | None, int] = {}
    for one, other, units in queue.confusion:
        if one != other:
            for name in (one, other):
                found[name] = found.get(name, 0) + units
    return sorted(found, key=lambda name: (-found[name], name or ""))


def counts(queue: Queue, among: list[str | None]) -> dict[Place, int]:
    """On how many units the codes of a row and a column met, both ways round."""
    place = {name: at for at, name in enumerate(among)}
    cells: dict[Place, int] = {}
    for one, other, units in queue.confusion:
        if one in place and other in place:
            cells[place[one], place[other]] = cells[place[other], place[one]] = units
    return cells
