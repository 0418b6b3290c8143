"""Where lines break."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from workbench.tui.widgets.wrapping import breaks, cut

WIDTHS = st.integers(2, 30)
# A mark on a space is the one grapheme that a break may part; none is drawn here.
TEXTS = st.text(st.sampled_from("ab c de fgh  \n漢字👩👍🏽é—’שلا"), max_size=80) | st.lists(
    st.sampled_from(["word", " ", "👩‍👩‍👧‍👦", "e\u0301", "漢", "\n", "👍🏽", "…"])
).map("".join)


def lines(text: str, width: int) -> list[str]:
    found = breaks(text, 0, len(text), width)
    return [text[a:b] for a, b in pairwise(found)]


@given(TEXTS, WIDTHS)
def test_the_lines_together_are_the_text(text: str, width: int) -> None:
    assert "".join(lines(text, width)) == text


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_the_width_but_for_spaces_at_its_end(text: str, width: int) -> None:
    assert all(cell_len(line.rstrip(" \n")) <= width for line in lines(text, width))


@given(TEXTS, WIDTHS)
def test_no_grapheme_is_cut(text: str, width: int) -> None:
    boundaries = {first for first, _, _ in split_graphemes(text)[0]} | {len(text)}
    newlines = {at + 1 for at, character in enumerate(text) if character == "\n"}
    assert set(breaks(text, 0, len(text), width)[1:]) <= boundaries | newlines


@given(TEXTS, WIDTHS)
def test_a_newline_ends_its_line(text: str, width: int) -> None:
    assert all("\n" not in line[:-1] for line in lines(text, width))


def test_a_line_breaks_at_its_last_space_that_fits() -> None:
    assert lines("to be or not to be", 6) == ["to be ", "or not ", "to be"]


def test_a_word_longer_than_the_width_is_cut() -> None:
    assert lines("containment", 4) == ["cont", "ainm", "ent"]


def test_wide_characters_count_two_cells() -> None:
    assert lines("漢字漢", 4) == ["漢字", "漢"]


def test_empty_lines_stay() -> None:
    assert lines("a\n\nb", 4) == ["a\n", "\n", "b"]


def test_nothing_is_one_empty_line() -> None:
    assert breaks("", 0, 0, 4) == [0, 0]


@given(st.text(max_size=20), st.integers(0, 12))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width


def test_what_fits_is_not_cut() -> None:
    assert cut("containment", 11) == "containment"
