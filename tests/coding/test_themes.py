"""Themes are made of codes; nothing of a theme is lost when themes are merged or split."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding import themes
from workbench.coding.themes import codes_in, differences
from workbench.errors import NameUnknown, NotAsked
from workbench.ideas import Theme, ThemeQuotation, ThemeSet

FOR = ThemeQuotation("s1", 0, 5)
AGAINST = ThemeQuotation("s1", 6, 9, supports=False, coder="ana", code="b", n=1)
QUIET = Theme("t1", "Quiet", "They stop.", ("a", "b"), (FOR, AGAINST), "look again")
LOUD = Theme("t2", "Loud", codes=("b", "c"))
SET = ThemeSet("s", "first", (QUIET, LOUD))
CALLED = {"a": "silence", "b": "pause", "c": "shouting"}


def test_one_code_may_serve_two_themes_and_a_theme_may_have_none() -> None:
    made = themes.add(SET, Theme("t3", "Open"))
    assert [(one.name, one.codes) for one in made.themes] == [
        ("Quiet", ("a", "b")),
        ("Loud", ("b", "c")),
        ("Open", ()),
    ]


def test_a_name_is_taken_once() -> None:
    with pytest.raises(NotAsked, match="“Loud”"):
        themes.add(SET, Theme("t3", "Loud"))
    with pytest.raises(NameUnknown, match="Quiet, Loud"):
        themes.remove(SET, "Quite")


def test_merged_themes_have_the_codes_and_quotations_of_both() -> None:
    (merged,) = themes.merge(SET, ["Quiet", "Loud"], "Noise", "t9").themes
    assert merged == Theme(
        "t9", "Noise", "They stop.", ("a", "b", "c"), (FOR, AGAINST), "look again", ("t1", "t2")
    )


def test_a_quotation_cannot_be_for_and_against_one_theme() -> None:
    other = themes.quote(SET, "Loud", FOR._replace(supports=False))
    with pytest.raises(NotAsked, match="against another"):
        themes.merge(other, ["Quiet", "Loud"], "Noise", "t9")


def test_a_quotation_goes_where_its_code_goes() -> None:
    numbers = count(3)
    made = themes.split(
        SET, "Quiet", {"Still": ["a"], "Waiting": ["b"]}, lambda: f"t{next(numbers)}"
    )
    still, waiting, _ = made.themes
    assert (still.codes, still.quotations) == (("a",), (FOR,))
    assert (waiting.codes, waiting.quotations, waiting.came_from) == (("b",), (AGAINST,), ("t1",))


def test_a_code_that_would_be_lost_by_a_split_is_refused() -> None:
    with pytest.raises(NotAsked, match="one of its parts"):
        themes.split(SET, "Quiet", {"Still": ["a"], "Waiting": []}, lambda: "x")


def test_two_sets_differ_in_words() -> None:
    newer = themes.edit(SET, "Quiet", Theme("t1", "Silence", "They rest.", ("a", "c"), (FOR,)))
    newer = themes.add(themes.remove(newer, "Loud"), Theme("t4", "New", "It begins."))
    assert differences(SET, newer, CALLED) == [
        (
            "Silence was Quiet; its claim is now: They rest; it takes in shouting; "
            "it leaves out pause; 1 quotation against it fewer; its memo is gone."
        ),
        "New is new; it claims: It begins.",
        "Loud is gone.",
    ]
    merged = themes.merge(SET, ["Quiet", "Loud"], "Noise", "t9")
    assert differences(SET, merged, CALLED) == ["Noise joins Quiet and Loud; it claims: They stop."]
    assert differences(SET, SET, CALLED) == []


parts = st.dictionaries(
    st.sampled_from(["x", "y", "z"]), st.sets(st.sampled_from(["a", "b"])), min_size=2
)


@given(parts)
def test_a_split_loses_no_code_and_no_quotation(given_parts: dict[str, set[str]]) -> None:
    numbers = count(3)
    try:
        made = themes.split(SET, "Quiet", given_parts, lambda: f"t{next(numbers)}")
    except NotAsked:
        assert set().union(*given_parts.values()) != {"a", "b"}
        return
    new = [one for one in made.themes if one.came_from]
    assert {code for one in new for code in one.codes} == {"a", "b"}
    assert {quoted.place for one in new for quoted in one.quotations} == {FOR.place, AGAINST.place}


@pytest.mark.parametrize(
    ("uid", "there", "expected"),
    [
        ("a", {"a", "m"}, ("a",)),
        ("a", {"m"}, ("m",)),
        ("a", {"n"}, ("n",)),
        ("m", {"a", "b"}, ("a", "b")),
        ("w", {"p", "q"}, ("p", "q")),
        ("w", {"a"}, ()),
    ],
)
def test_a_code_is_found_in_older_and_newer_versions(
    uid: str, there: set[str], expected: tuple[str, ...]
) -> None:
    lineage = {"m": ("a", "b"), "n": ("m",), "p": ("w",), "q": ("w",)}
    assert codes_in(uid, there, lineage) == expected
