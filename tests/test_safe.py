"""What is shown is visible, and as long as what was read."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.safe import safe

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cs", "Cf"]),
        st.sampled_from(BIDI + "\x1b\u2028\n\t"),
    )
)


def test_an_escape_sequence_is_shown_and_does_nothing() -> None:
    assert safe("a\x1b[31mred\x07\x00\x7f") == "a␛[31mred␇␀␡"


def test_marks_of_direction_are_shown() -> None:
    assert safe(f"x{BIDI}y") == "x" + "⇄" * 12 + "y"


def test_the_second_set_of_controls_is_shown() -> None:
    assert safe("\x80\x9b31m\x85\u2028") == "��31m␤␤"


def test_half_a_surrogate_pair_can_be_printed_afterwards() -> None:
    assert safe("caf\udce9.txt").encode() == "caf�.txt".encode()


def test_newlines_and_tabs_stay_when_asked() -> None:
    text = "a\tb\nc\r"
    assert [safe(text), safe(text, keep="\n"), safe(text, keep="\t"), safe(text, keep="\n\t")] == [
        "a␉b␊c␍",
        "a␉b\nc␍",
        "a\tb␊c␍",
        "a\tb\nc␍",
    ]


def test_letters_of_all_languages_and_joined_emoji_are_left_alone() -> None:
    text = "évite – “x” שלום مرحبا 你好 👩‍👩‍👧 e\u0301 \u00a0"
    assert safe(text) == text


@given(ANYTHING)
def test_the_length_never_changes_and_nothing_unsafe_remains(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in BIDI for c in shown)
    assert safe(shown) == shown


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])))
def test_clean_text_is_the_same(text: str) -> None:
    assert safe(text) == text
