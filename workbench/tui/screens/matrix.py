"""Which codes are taken for each other, as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from workbench.tui.dialogs.form import words
from workbench.tui.dialogs.keys import keys as dialog_keys
from workbench.tui.widgets.heat import HeatMap, Place
from workbench.tui.widgets.keys import commands, key_of
from workbench.tui.widgets.line import Line, Part
from workbench.tui.work_screen import who
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.disagreements import Queue

Pair = tuple[str | None, str | None]
NO_CODE = "no code"


class MatrixScreen(ModalScreen[Pair | None]):
    """How often codes met on a unit; is dismissed with the two codes that were chosen."""

    HELP: ClassVar[str] = """Which codes are taken for each other. Each cell counts units: one \
coder gave the code of its row, another that of its column; the redder, the more. On the diagonal \
both gave it, which is agreement. The numbers of the columns are those of the rows."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *dialog_keys(close="leave"),
        Binding("f1", "app.help", "Help", id="everywhere.help", tooltip="Explain this map."),
    ]
    DEFAULT_CSS = """
    MatrixScreen {
        background: $background;
        & .explained { padding: 0 1; color: $foreground 70%; width: 1fr; height: auto; }
        & HeatMap { height: 1fr; margin: 1 1 0 1; }
    }
    """

    def __init__(self, queue: Queue, coder: str | None) -> None:
        """`coder`: who is at the keyboard."""
        super().__init__()
        self._coder = coder
        self._queue = queue
        self.names = names(queue)

    def compose(self) -> ComposeResult:
        """What it is, the map, and what the cell under the cursor says."""
        yield Line(id="title")
        yield words(
            "Each cell: on how many units one coder gave the code of its row and another that of "
            "its column. On the diagonal both gave it, which is agreement.",
            "explained",
        )
        yield HeatMap("heat")
        yield Line(id="status")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show it."""
        title = (Part(" Confusion", "line--strong"), Part(f" · round {self._queue.n}"))
        self.query_one("#title", Line).show(title, who(self._coder))
        close, help_ = (key_of(self.app, one) for one in commands(type(self)))
        keys = (("arrows", "move"), ("Enter", "these units"), (close, "back"), (help_, "help"))
        parts = [p for key, what in keys for p in (Part(f" {key} ", "line--key"), Part(f"{what} "))]
        self.query_one("#keys", Line).show(tuple(parts))
        heat = self.query_one(HeatMap)
        heat.show([name or NO_CODE for name in self.names], counts(self._queue, self.names))
        heat.focus()
        self.on_heat_map_moved()

    def here(self) -> str:
        """The cell under the cursor."""
        return f"{self._sentence()} Enter shows these units." if self.names else ""

    def on_heat_map_moved(self) -> None:
        """Say what the cell under the cursor tells."""
        self.query_one("#status", Line).show((Part(f" {self._sentence()}"),))

    def _sentence(self) -> str:
        if not self.names:
            return "Nobody differs in this round."
        row, column = self.query_one(HeatMap).place
        one, other = (self.names[at] or NO_CODE for at in (row, column))
        units = plural(counts(self._queue, self.names).get((row, column), 0), "unit")
        return f"{one}: both on {units}." if row == column else f"{one} / {other}: {units}."

    def on_heat_map_chosen(self) -> None:
        """Leave with the codes of the cell, if they are taken for each other anywhere."""
        pairs = {(one, other) for one, other, _ in self._queue.confusion if one != other}
        row, column = sorted(self.query_one(HeatMap).place)
        for pair in ((self.names[row], self.names[column]), (self.names[column], self.names[row])):
            if pair in pairs:
                self.dismiss(pair)
                return

    def action_leave(self) -> None:
        """Back, with nothing chosen."""
        self.dismiss(None)


def names(queue: Queue) -> list[str | None]:
    """The codes that are taken for another somewhere, most often first; None, no code, last."""
    found: dict[str | None, int] = {}
    for one, other, units in queue.confusion:
        if one != other:
            for name in (one, other):
                found[name] = found.get(name, 0) + units
    return sorted(found, key=lambda name: (name is None, -found[name], name or ""))


def counts(queue: Queue, among: list[str | None]) -> dict[Place, int]:
    """On how many units the codes of a row and a column met, both ways round."""
    place = {name: at for at, name in enumerate(among)}
    cells: dict[Place, int] = {}
    for one, other, units in queue.confusion:
        if one in place and other in place:
            cells[place[one], place[other]] = cells[place[other], place[one]] = units
    return cells
