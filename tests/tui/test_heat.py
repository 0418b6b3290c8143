"""The heat map: a column is seen whole or not at all, and the cursor's is always seen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from workbench.tui.widgets.heat import HeatMap

LABELS = [f"code {at}" for at in range(1, 13)]


class Map(App[None]):
    """Nothing but a heat map."""

    def compose(self) -> ComposeResult:
        yield HeatMap("heat")


@pytest.mark.parametrize("width", [36, 38, 40])
async def test_the_number_of_a_column_is_never_cut(width: int) -> None:
    app = Map()
    async with app.run_test(size=(width, 8)) as pilot:
        heat = app.query_one(HeatMap)
        heat.show(LABELS, {(0, 1): 3})
        heat.focus()
        for right in (1,) * 11 + (-1,) * 11:
            heat.move(0, right)
            await pilot.pause()
            seen = [int(word) for word in heat.render_line(0).text.split()]
            assert seen == list(range(seen[0], seen[0] + len(seen)))
            assert heat.place[1] + 1 in seen


async def test_the_mouse_hits_the_column_that_is_seen_there() -> None:
    app = Map()
    async with app.run_test(size=(38, 8)) as pilot:
        heat = app.query_one(HeatMap)
        heat.show(LABELS, {(0, 1): 3})
        heat.focus()
        for _ in range(11):
            heat.move(0, 1)
            await pilot.pause()
        at = heat.render_line(0).text.index("11")
        await pilot.click(HeatMap, offset=(at, 3))
        assert heat.place == (2, 10)
