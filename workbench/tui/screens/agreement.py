"""The agreement of revealed rounds: a row a code, and the sentence that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import NotDue
from workbench.safe import safe
from workbench.terms import AgreementRow, RoundAgreement
from workbench.tui.screens.base import WorkScreen
from workbench.tui.widgets.rows import GAP, Rows, shared
from workbench.tui.widgets.wrapping import elided

WAYS = ("code", "theme", "pair", "document", "category")
"""What agreement can be asked by, in the order of the key that changes it."""


class AgreementScreen(WorkScreen):
    """One revealed round at a time."""

    HELP = """How far the coders agree, for each code. The value is a coefficient that takes \
chance into account (1 is perfect, 0 is what chance gives); the line after it shows its interval \
from 0 to 1, with ‹ where it goes on below 0. Percent is how often they said the same, which is \
high for any rare code, so look at both. “Not estimable” is an answer too: the line at the \
bottom says why.

Enter shows the units of a row on which coders differ, with what was said there; with two coders \
the line at the bottom has the counts behind the value. t lays the rounds side by side.

Only what a test round prints is called reliability."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "by", "By", tooltip="By code, theme, pair, document or category."),
        Binding(
            "right_square_bracket,right",
            "round(1)",
            "Rounds",
            key_display="[ ]",
            tooltip="The next revealed round; [ is the one before.",
        ),
        Binding("left_square_bracket,left", "round(-1)", "Round before", show=False),
        Binding("t", "trend", "Trend", tooltip="All rounds side by side, or back."),
        Binding("m", "matrix", "Matrix", tooltip="Which codes are taken for each other."),
        Binding(
            "enter", "units", "Units", key_display="Enter", tooltip="The units behind the row."
        ),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    AgreementScreen {
        & #rows { height: 1fr; margin: 1 1 0 1; }
        & Static { width: 1fr; height: auto; padding: 0 2; }
        & #note { max-height: 5; border-top: solid $panel; }
        & #recipe { color: $foreground 70%; max-height: 4; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[RoundAgreement] = []
        self._by = WAYS[0]
        self._place = -1
        self._trend = False
        """Whether all rounds are side by side."""

    def body(self) -> Iterable[Widget]:
        """Rows, the sentence that explains one, and how all were computed."""
        yield Rows("rows", "Computing …", shorten=shortened)
        yield Static("", id="note", markup=False)
        yield Static("", id="recipe", markup=False)

    def on_mount(self) -> None:
        """Compute."""
        self.title_line("Agreement")
        self.renew()

    def renew(self) -> None:
        """Compute again and show."""
        self._read()

    @work(exclusive=True, group="renew")
    async def _read(self) -> None:
        store, viewer, by = self.store, self.viewer, self._by

        def step() -> list[RoundAgreement]:
            # Numpy and the coefficients are imported beside the screen.
            from workbench.steps.agree import Question, agreement

            found = agreement(store, viewer, None, Question(by=by))
            if not found:
                raise NotDue("No round is revealed yet, so there is no agreement to show.")
            return found

        found = await self.done(step, "Computing …")
        if found is not None:
            self.found = found
            self._show()
        else:
            self.found = []
            self.query_one("#rows", Rows).empty(self.said.removeprefix("! "))
            self.query_one("#note", Static).update("")
            self.query_one("#recipe", Static).update("")

    @property
    def shown(self) -> RoundAgreement:
        """The round on the screen; the latest at first."""
        return self.found[self._place]

    def _show(self) -> None:
        if self._trend:
            self._show_trend()
            return
        one = self.shown
        place = self._place % len(self.found) + 1
        self.title_line("Agreement", f"round {one.n} ({one.purpose})", f"by {self._by}")
        self._show_rows(one)
        self.query_one("#recipe", Static).update(safe(one.recipe))
        self._explain()
        self.say(f"{place} of {len(self.found)} revealed. {one.note or ''}")

    def _show_trend(self) -> None:
        heads, table = trend(self.found)
        self.title_line("Agreement", "all rounds", f"by {self._by}")
        self.query_one("#rows", Rows).show(heads, table)
        self.query_one("#note", Static).update("")
        self.query_one("#recipe", Static).update(TREND)
        self.say(f"{len(self.found)} rounds side by side; t goes back to one.")

    def action_trend(self) -> None:
        """Lay the rounds side by side, or go back to one."""
        if self.found:
            self._trend = not self._trend
            self._show()

    @work(group="dialog")
    async def action_matrix(self) -> None:
        """See which codes are taken for each other in the round."""
        from workbench.steps.disagreements import Queue
        from workbench.tui.screens.disagreements import DisagreementsScreen, Narrowed
        from workbench.tui.screens.matrix import MatrixScreen

        if not self.found:
            return
        store, viewer, n = self.store, self.viewer, self.shown.n

        def step() -> Queue:
            from workbench.steps.disagreements import queue

            return queue(store, viewer, n)

        queue = await self.done(step)
        if queue is not None:
            pair = await self.app.push_screen_wait(MatrixScreen(queue))
            if pair is not None:
                self.app.push_screen(DisagreementsScreen(n, Narrowed(pair=pair)))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Show the units behind the row that was chosen."""
        event.stop()
        self.action_units()

    def action_units(self) -> None:
        """Show the units behind the row on which coders differ."""
        from workbench.tui.screens.disagreements import DisagreementsScreen, Narrowed

        lines = _lines(self.shown) if self.found and not self._trend else []
        place = self.query_one("#rows", Rows).place
        if place < len(lines):
            key = lines[place][1].key
            code, document = key.get("code"), key.get("document")
            wanted = Narrowed(
                code=code if isinstance(code, str) else None,
                document=document if isinstance(document, str) else None,
            )
            self.app.push_screen(DisagreementsScreen(self.shown.n, wanted))

    def _show_rows(self, one: RoundAgreement) -> None:
        """Show the rows; where names of pairs are long, they take the room of the drawing."""
        table = [HEADS, *rows(one)]
        widths = [max(map(cell_len, column)) + GAP for column in zip(*table, strict=True)]
        if self._by == "pair" and sum(widths) > self.size.width - MARGIN:
            table = [(*row[:DRAWN], *row[DRAWN + 1 :]) for row in table]
        self.query_one("#rows", Rows).show(table[0], table[1:])

    def on_resize(self) -> None:
        """There may be room for the drawing now, or none any more."""
        if self.found and not self._trend:
            self._show_rows(self.shown)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Explain another row."""
        event.stop()
        self._explain()

    def _explain(self) -> None:
        lines = _lines(self.shown) if self.found and not self._trend else []
        place = self.query_one("#rows", Rows).place
        words = explained(lines[place][1]) if place < len(lines) else ""
        self.query_one("#note", Static).update(safe(words))

    def action_by(self) -> None:
        """Ask by something else."""
        self._by = WAYS[(WAYS.index(self._by) + 1) % len(WAYS)]
        self.query_one("#rows", Rows).place = 0
        self.renew()

    def action_round(self, step: int) -> None:
        """Go to the next revealed round, or (below 0) the one before."""
        if self.found:
            self._trend = False
            self._place = (self._place + step) % len(self.found)
            self._show()

    def action_back(self) -> None:
        """Back to the study."""
        self.dismiss(None)


TREND = "The value of each round; ↑ and ↓: higher or lower than in the round before by .05 or more."
STEP = 0.05
"""A change that is worth an arrow."""


def trend(found: Sequence[RoundAgreement]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heads and rows: for each thing that was asked about, its value in each round."""
    by_round = [dict(_lines(one)) for one in found]
    names = dict.fromkeys(name for rows in by_round for name in rows)
    table: list[Sequence[str]] = []
    for name in names:
        rows = [one.get(name) for one in by_round]
        values = [row.value if row else None for row in rows]
        shown = [_worth(row) for row in rows]
        table.append((name, *map("".join, zip(shown, _arrows(values), strict=True))))
    return ("", *(f"Round {one.n}" for one in found)), table


def _worth(row: AgreementRow | None) -> str:
    if row is None:
        return "–"
    return "not estimable" if row.value is None else f"{row.value:.2f}"


def _arrows(values: Sequence[float | None]) -> list[str]:
    """For each value, whether it is higher or lower than the last before it.

    >>> _arrows([0.5, None, 0.6, 0.61, 0.4])
    ['', '', ' ↑', '', ' ↓']
    """
    found, last = [], None
    for value in values:
        change = value - last if value is not None and last is not None else 0.0
        found.append(" ↑" if change >= STEP else " ↓" if change <= -STEP else "")
        last = value if value is not None else last
    return found


def explained(row: AgreementRow) -> str:
    """The sentence that explains a row, and the counts behind it."""
    said = [row.note or ""]
    if row.cells is not None and len(row.prevalence) == 2:
        one, other = row.prevalence
        both, first, second, neither = row.cells
        said.append(f"Both {both}, only {one} {first}, only {other} {second}, neither {neither}.")
    elif row.prevalence:
        shares = [f"{name} {100 * p:.0f} %" for name, p in row.prevalence.items() if p is not None]
        said.append(f"How often each gave it: {', '.join(shares)}.")
    if row.observed is not None and row.expected is not None and "alpha" in row.coefficient:
        said.append(f"Disagreement {row.observed:.3f}, by chance {row.expected:.3f}.")
    return " ".join(part for part in said if part)


HEADS = ("", "Value", " 0 · · · · 1 ", "95 % interval", "Units", "Percent")
DRAWN = 2
"""The column that draws the interval, which the next says in numbers."""
MARGIN = 2
"""Columns beside the table, less the gap that its last column does not have."""


def rows(one: RoundAgreement) -> list[Sequence[str]]:
    """What a person reads of a round's agreement; the overall value comes first."""
    return [_cells(name, row) for name, row in _lines(one)]


def _lines(one: RoundAgreement) -> list[tuple[str, AgreementRow]]:
    found = [(row.code, row) for row in one.rows]
    return [("All codes together", one.overall), *found] if one.overall else found


def _cells(name: str, row: AgreementRow) -> Sequence[str]:
    value, low, high = row.value, row.low, row.high
    interval = "–" if low is None or high is None else f"{low:.2f} to {high:.2f}"
    return (
        name,
        "not estimable" if value is None else f"{value:.2f}",
        bar(value, low, high),
        interval,
        str(row.units),
        "–" if row.percent is None else f"{100 * row.percent:.1f} %",
    )


def shortened(name: str, width: int) -> str:
    """The name of a row in at most `width` cells; coders and code each lose their middle.

    >>> shortened("researcher Anna, researcher Berta · anger", 26)
    'rese…nna, rese…rta · anger'
    """
    if cell_len(name) <= width:
        return name
    parts = BETWEEN.split(name)
    between = parts[1::2]
    room = max(width - sum(map(cell_len, between)), 0)
    rooms = shared([cell_len(part) for part in parts[::2]], room)
    parts[::2] = [elided(part, room) for part, room in zip(parts[::2], rooms, strict=True)]
    return elided("".join(parts), width)


BETWEEN = re.compile("(, | · )")
"""What stands between the coders of a pair, and before a code."""


def bar(value: float | None, low: float | None, high: float | None, width: int = 11) -> str:
    """An interval from 0 to 1, drawn; `‹` stands for what goes on below 0.

    An end that would hide behind the value stands beside it; there is a cell for that at
    either side of the `width` from 0 to 1.

    >>> bar(0.5, 0.2, 0.8)
    ' ··├──●──┤·· '
    >>> bar(1.0, 0.9, 1.0)
    ' ·········├●┤'
    >>> bar(0.1, -0.2, 0.3)
    '‹─●─┤······· '
    """
    if value is None:
        return ""
    place = _cell(value, width)
    cells = [" ", *"·" * width, " "]
    if low is not None and high is not None:
        first, last = min(_cell(low, width), place - 1), max(_cell(high, width), place + 1)
        first = 0 if low < 0 else first
        cells[first : last + 1] = ["─"] * (last - first + 1)
        cells[first], cells[last] = "├", "┤"
    cells[place] = "●"
    if value < 0 or (low is not None and low < 0):
        cells[0] = "‹"
    return "".join(cells)


def _cell(value: float, width: int) -> int:
    """The place among the cells, of which the first is left of 0."""
    return round(min(max(value, 0.0), 1.0) * (width - 1)) + 1
