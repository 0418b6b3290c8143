"""Finding a code by a few letters."""

from __future__ import annotations

from workbench.terms import Code, Codebook
from workbench.tui.dialogs.finder import found
from workbench.tui.entries import entries
from workbench.tui.widgets.columns import shared

BOOK = Codebook(
    1,
    (
        Code("feelings", kind="category", codes=(Code("anger", uid="A", definition="Not fear."),)),
        Code("fear of loss", uid="L"),
        Code("afear", uid="B"),
        Code("no fear", uid="N"),
    ),
)


def names(query: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [entry.code.name for entry in found(query, entries(BOOK, ()), recent)]


def test_beginnings_come_before_words_before_letters_before_rules() -> None:
    assert names("fear") == ["fear of loss", "no fear", "afear", "anger"]


def test_without_letters_the_codes_used_last_come_first() -> None:
    assert names("", ("B",)) == ["afear", "anger", "fear of loss", "no fear"]


def test_case_does_not_matter_and_categories_are_not_put() -> None:
    assert names("FEEL") == []
    assert names("ANG") == ["anger"]


def test_the_widest_column_gives_way_first() -> None:
    assert shared([10, 4, 30], 30) == [10, 4, 16]
    assert shared([10, 10], 8) == [4, 4]
    assert shared([3, 4], 20) == [3, 4]
