"""Quotations are cut from the text as it is now, with signs for what was left out."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.tables.given import Quotation
from workbench.tables.words import cut, quote, short_definition

TEXT = "I was tired. And then she cried, and nobody said a word.\nWe sat there."


def stretch(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_whole_sentences_are_quoted_as_they_are() -> None:
    assert cut(TEXT, *stretch("I was tired.")) == "I was tired."
    assert cut(TEXT, *stretch("nobody said a word.\nWe sat there.")) == (
        "[…] nobody said a word. We sat there."
    )


def test_signs_stand_where_a_sentence_was_left() -> None:
    assert cut(TEXT, *stretch("she cried, and nobody")) == "[…] she cried, and nobody […]"


def test_a_long_passage_is_shortened() -> None:
    assert cut(TEXT, 0, len(TEXT), longest=5) == "I was tired. And then […]"


def test_a_quotation_says_whose_it_is() -> None:
    start, stop = stretch("We sat there.")
    texts = {"S1": TEXT}
    whole = Quotation("a", "S1", start, stop, "Mira", "student", "session 1")
    bare = Quotation("a", "S1", start, stop, "Mira")
    assert [quote(whole, texts), quote(bare, texts)] == [
        "“We sat there.” (Mira, student, session 1)",
        "“We sat there.” (Mira, S1)",
    ]


def test_a_definition_is_short_at_thirty_words() -> None:
    long = " ".join(f"w{n}" for n in range(40))
    assert [
        short_definition("  The group\n bears it. "),
        short_definition(f"First. {long}"),
        short_definition(long),
    ] == ["The group bears it.", "First.", " ".join(f"w{n}" for n in range(30)) + " …"]


@given(st.text(), st.data())
def test_nothing_is_quoted_that_is_not_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    words = cut(text, start, stop, longest=10).removeprefix("[…] ").removesuffix(" […]").split()
    assert words == text[start:stop].split()[: len(words)]
    assert len(words) <= 10
