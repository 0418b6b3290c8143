"""What is drawn again at a key is what Textual would draw, and no more of it than has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import RenderableType
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tests.tui.driving import WIDE, sitting
from tests.tui.study import opened
from workbench.store import Store
from workbench.tui import repainting
from workbench.tui.repainting import ChangedLines, Repainted
from workbench.tui.widgets.styled import Borderless


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path / "balint.study")


Cells = dict[tuple[int, int], tuple[str, Style | None]]


def cells(update: ChopsUpdate | None) -> Cells:
    """What an update writes on the terminal, by line and cell."""
    found: Cells = {}
    for y, first, last in update.spans if update else ():
        for x, strip in update.chops[y].items() if update else ():
            at = x
            for words, style, _ in strip or ():
                for letter in words:
                    if first <= at < last:
                        found[y, at] = (letter, style)
                    at += 1
    return found


async def test_what_has_changed_is_drawn_as_textual_draws_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, compared = ChangedLines.render_partial_update, list[tuple[Cells, Cells]]()

    def both(screen: ChangedLines) -> ChopsUpdate | None:
        changed = screen._dirty_regions.copy()
        update = ours(screen)
        screen._dirty_regions = changed
        compared.append((cells(update), cells(Compositor.render_partial_update(screen))))
        return update

    monkeypatch.setattr(ChangedLines, "render_partial_update", both)
    async with sitting(store.path, size=WIDE) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("c", "j", "v", "right", "a", "escape", "pagedown", "shift+down", "0")
        hand.app.notify("It lies over what is drawn below it.")  # as what does not fit in its line
        await hand.press("u", "u", "home", "c", "f4", "c", "slash", "escape", "full_stop")
    differing = [drawn for drawn in compared if drawn[0] != drawn[1]]
    assert (differing, bool(compared)) == ([], True)


async def test_a_key_draws_its_unit_its_code_and_what_was_said_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, lines = list[tuple[str, range]](), Borderless.render_lines

    def asking(widget: Borderless, crop: Region) -> list[Strip]:
        asked.append((widget.id or "", crop.line_range))
        return lines(widget, crop)

    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("full_stop")  # its rule is shown already
        monkeypatch.setattr(Borderless, "render_lines", asking)
        await hand.press("c")
        await hand.until(lambda: bool(asked), "drawing")
    drawn = [("codes", range(1, 2)), ("status", range(1)), ("transcript", range(2, 4))]
    assert sorted(asked, key=str) == drawn


async def test_something_is_drawn_now_and_then_even_if_keys_never_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        drawn, draw = list[object](), App._display

        def drawing(app: App[None], screen: Screen[None], what: RenderableType | None) -> None:
            drawn.extend([what] if what else [])
            draw(app, screen, what)

        monkeypatch.setattr(App, "_display", drawing)
        monkeypatch.setattr(repainting, "PATIENCE", 0.01)
        monkeypatch.setattr(Repainted, "_messages_wait", lambda _: True)
        await hand.press("c")
        await hand.until(lambda: bool(drawn), "drawing")
