"""Marking words: ends never part a letter from its accents, and never cross."""

from __future__ import annotations

import doctest
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from workbench.terms import Span
from workbench.tui import marking
from workbench.tui.marking import Marking, letter_at, words

TEXTS = st.lists(
    st.sampled_from(
        ["word", " ", "👩‍👩‍👧‍👦", "e\u0301", "漢", "\n", "👍🏽", "…", "it’s", "שלום", "(a)"]
    ),
    min_size=1,
    max_size=30,
).map("".join)


MOVES: st.SearchStrategy[Callable[[Marking], Marking]] = st.sampled_from(
    [
        lambda one: one.by_letter(1),
        lambda one: one.by_letter(-1),
        lambda one: one.by_word(1),
        lambda one: one.by_word(-1),
        Marking.other_end,
    ]
)


def said(one: Marking) -> str:
    return one.text[slice(*one.span)]


def test_words_are_taken_in_and_left_out() -> None:
    one = Marking.of_word("He said: “It's late”, then.", Span(0, 27))
    assert said(one) == "He"
    assert said(one.by_word(1)) == "He said"
    assert said(one.by_word(1).by_word(1)) == "He said: “It's"
    assert said(one.by_word(1).by_word(1).by_word(-1)) == "He said"
    assert said(one.by_word(-1)) == "He", "it is never empty"


def test_the_other_end_moves_too() -> None:
    text = "one two three"
    one = Marking.of_word(text, Span(4, 13)).other_end()
    assert (said(one.by_word(-1)), said(one.by_letter(1))) == ("one two", "wo")
    assert said(one.by_letter(1).by_letter(1).by_letter(1)) == "o"


def test_a_family_is_one_letter() -> None:
    one = Marking("a👩‍👩‍👧‍👦b", Span(0, 1)).by_letter(1)
    assert said(one) == "a👩‍👩‍👧‍👦"
    assert letter_at(one.text, 0, len(one.text), 2) == Span(1, 8)


def test_signs_of_a_script_without_spaces_are_words() -> None:
    text = "她每週 comes"
    assert [text[slice(*word)] for word in words(text, 0, len(text))] == ["她", "每", "週", "comes"]


@given(TEXTS, st.data())
def test_ends_lie_between_letters_and_never_cross(text: str, data: st.DataObject) -> None:
    edges = {first for first, _, _ in split_graphemes(text)[0]} | {len(text)}
    edges |= {at for at, letter in enumerate(text) if letter == "\n"}
    one = Marking.of_word(text, Span(0, len(text)))
    for move in data.draw(st.lists(MOVES, max_size=12)):
        one = move(one)
        assert 0 <= one.span.start < one.span.stop <= len(text)
        assert set(one.span) <= edges


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(marking).failed == 0
