"""Text is found whatever its case, accents and quotes, and exactly where it is."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import folding
from workbench.folding import Folded, fold, terms

TEXTS = st.text(st.sampled_from("abß İıéE\u0301ﬁ“”‘’…–\u00a0\u00ad\n漢字שּׁلَا👩\u200d👧ИйüU\u0308 "))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Die Straße", "strasse", ["Straße"]),
        ("a CAFE\u0301!", "café", ["CAFE\u0301"]),
        ("cafés", "cafe", ["café"]),
        ("She said “it’s late”", "it's", ["it’s"]),
        ("find the ofﬁce", "office", ["ofﬁce"]),
        ("no one\nsaid", "one said", ["one\nsaid"]),
        ("every  \n week", "every week", ["every  \n week"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("她每週都來", "每週", ["每週"]),
        ("שָׁלוֹם", "שלום", ["שָׁלוֹם"]),
        ("คนไข้", "ไข", ["ไข"]),
        ("wait … what", "...", ["…"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("abc", "", []),
    ],
)
def test_words_are_found_in_any_dress(text: str, words: str, found: list[str]) -> None:
    assert [text[start:stop] for start, stop in Folded(text).find(fold(words))] == found
    assert Folded(text).has(fold(words)) == bool(found)


@given(TEXTS, TEXTS)
def test_what_is_found_folds_to_what_was_sought(text: str, words: str) -> None:
    sought = fold(words)
    for start, stop in Folded(text).find(sought):
        assert 0 <= start < stop <= len(text)
        assert sought.replace(" ", "") in fold(text[start:stop]).replace(" ", "")


@given(TEXTS, st.data())
def test_every_stretch_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    sought = fold(text[start : start + 5])
    if sought:
        assert Folded(text).find(sought)


def test_words_in_quotes_stay_together() -> None:
    assert terms("Tired “every   Week” it’s tired") == ["tired", "every week", "it's"]


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(folding).failed == 0
