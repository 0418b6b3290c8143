"""Which letter puts which code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.terms import Code, Codebook
from workbench.tui.entries import SCREEN_KEYS, entries


def keys(*codes: Code) -> dict[str, str]:
    return {entry.code.name: entry.key for entry in entries(Codebook(1, codes), SCREEN_KEYS)}


def test_a_code_without_a_key_has_the_first_free_letter_of_its_name() -> None:
    assert keys(Code("fear"), Code("fee"), Code("anger", key="f")) == {
        "fear": "e",
        "fee": "a",
        "anger": "f",
    }


def test_a_key_of_the_screen_is_not_given_to_a_code() -> None:
    assert keys(Code("numb", key="n"), Code("joy", key="j")) == {"numb": "a", "joy": "o"}


def test_a_key_that_two_codes_want_is_the_first_ones() -> None:
    assert keys(Code("one", key="x"), Code("two", key="x")) == {"one": "x", "two": "t"}


def test_a_category_takes_no_letter() -> None:
    feelings = Code("feelings", kind="category", codes=(Code("fear"),))
    assert keys(feelings) == {"feelings": "", "fear": "f"}


NAMES = st.lists(st.text(min_size=1, max_size=12), max_size=60, unique=True)


@given(NAMES, st.text("abcjkFé", max_size=1))
def test_letters_are_distinct_stable_and_never_the_screens(names: list[str], key: str) -> None:
    codes = tuple(Code(name, key=key if at % 3 == 0 else "") for at, name in enumerate(names))
    found = keys(*codes)
    given_out = [letter for letter in found.values() if letter]
    assert len(set(given_out)) == len(given_out)
    assert SCREEN_KEYS.isdisjoint(given_out)
    assert len(given_out) >= min(len(names), 38)
    assert found == keys(*codes)
