"""How a document is laid out in lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.terms import Turn, Unit
from workbench.tui.sheet import Page
from workbench.tui.widgets.layout import Block, Layout, Place


def turn(position: int, start: int, stop: int, speaker: str | None = None) -> Turn:
    return Turn(position, start, stop, speaker, speaker, None, None, None)


def test_a_unit_that_opens_a_turn_leaves_room_for_the_speaker() -> None:
    units = (Unit(1, 3, 9, 1), Unit(2, 10, 17, 1))
    layout = Layout(Page("d", "A: to be. or not.", (turn(1, 3, 17, "A"),), units), 20)
    assert layout.blocks == (Block(3, 9, 1, 1, 2), Block(10, 17, 2, 1, 0))
    assert [layout.at(line) for line in range(layout.height)] == [
        Place(0, -2),
        Place(0, -1),
        Place(0, 0),
        Place(1, 0),
    ]


def test_words_of_a_turn_that_are_in_no_unit_are_shown_as_context() -> None:
    page = Page("d", "um, to be.", (turn(1, 0, 10),), (Unit(1, 4, 10, 1),))
    assert Layout(page, 20).blocks == (Block(0, 4, 0, 1, 2), Block(4, 10, 1, 1, 0))


def test_a_turn_without_a_unit_is_context() -> None:
    page = Page("d", "to be", (turn(1, 0, 5),), ())
    assert Layout(page, 20).blocks == (Block(0, 5, 0, 1, 2),)


def test_a_unit_across_turns_is_drawn_in_each_of_them() -> None:
    page = Page("d", "to be\nor not", (turn(1, 0, 5), turn(2, 6, 12)), (Unit(1, 0, 12, 1),))
    layout = Layout(page, 20)
    assert layout.blocks == (Block(0, 5, 1, 1, 2), Block(6, 12, 1, 2, 2))
    assert layout.lines_of(1) == range(2, 6)


def test_the_label_before_a_turn_is_not_shown_twice_but_a_title_is() -> None:
    text = "Session 3\n\nAna: to be"
    page = Page("d", text, (turn(1, 16, 21, "Ana"),), (Unit(1, 16, 21, 1),))
    assert Layout(page, 20).blocks == (Block(0, 9, 0, 0, 1), Block(16, 21, 1, 1, 2))


def test_what_stands_after_the_last_turn_is_shown() -> None:
    page = Page("d", "to be\n\n(the end)", (turn(1, 0, 5),), (Unit(1, 0, 5, 1),))
    assert Layout(page, 20).blocks[-1] == Block(7, 16, 0, 0, 1)


@given(
    st.lists(st.text("ab \n漢", min_size=1, max_size=30), min_size=1, max_size=8),
    st.integers(2, 20),
)
def test_every_line_belongs_to_the_block_that_holds_it(passages: list[str], width: int) -> None:
    text, turns, units = "", [], []
    for number, passage in enumerate(passages, 1):
        turns.append(turn(number, len(text), len(text) + len(passage)))
        units.append(Unit(number, len(text), len(text) + len(passage), number))
        text += passage + "\n"
    layout = Layout(Page("d", text, tuple(turns), tuple(units)), width)
    lines = [layout.at(line) for line in range(layout.height)]
    assert len({*lines}) == layout.height
    for unit in units:
        places = [lines[line] for line in layout.lines_of(unit.position)]
        assert {place.block for place in places} == set(layout.blocks_of(unit.position))
        bounds = [layout.bounds(place) for place in places]
        assert "".join(text[a:b] for a, b in bounds) == text[unit.start : unit.stop]
