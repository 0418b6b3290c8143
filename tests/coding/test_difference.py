"""What was changed between two versions of a text is found in whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding import difference
from workbench.coding.difference import edits_between, kept
from workbench.coding.revision import edited
from workbench.errors import NotAsked
from workbench.revisions import Edit


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("I know.", "I knew.", [Edit(2, 6, "knew")]),
        ("a\nb\nc\n", "a\nx\nb\nc\n", [Edit(2, 2, "x\n")]),
        ("cafe\u0301 noir", "cafe noir", [Edit(0, 5, "cafe")]),
        ("我很生气", "我很难过", [Edit(2, 4, "难过")]),
        ("", "Yes.", [Edit(0, 0, "Yes.")]),
        ("Yes.", "", [Edit(0, 4, "")]),
        ("the same", "the same", []),
    ],
)
def test_whole_words_are_replaced(old: str, new: str, edits: list[Edit]) -> None:
    assert edits_between(old, new) == edits


@given(st.text("ab é.\n我", max_size=40), st.text("ab é.\n我", max_size=40))
def test_the_edits_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert edited(old, edits_between(old, new)) == new


@given(st.text("ab é.\n", max_size=60), st.integers(0, 60), st.text("xy", min_size=1, max_size=3))
def test_one_changed_word_is_one_edit(old: str, at: int, word: str) -> None:
    new = f"{old[:at]} {word} {old[at:]}"
    edits = edits_between(old, new)
    assert edited(old, edits) == new
    assert sum(one.stop - one.start for one in edits) <= 60


def test_how_much_stayed_is_told() -> None:
    assert kept("abcd", [Edit(0, 1, "xyz")]) == 0.75
    assert kept("", [Edit(0, 0, "x")]) == 1.0


def test_what_would_take_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "_CELLS", 10)
    with pytest.raises(NotAsked, match="differ in too much"):
        edits_between("a b c d e", "f g h i j")
