"""A code is found by name or path, and exclusive codes are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.codes import (
    CodeIndex,
    ExclusiveCategory,
    exclusive_categories,
    find_code,
    format_path,
    mutually_exclusive,
)
from workbench.errors import NameUnknown, NotAsked
from workbench.terms import Code, Codebook

TREE = Codebook(
    1,
    (
        Code("feeling", uid="f", codes=(Code("anger", uid="fa"), Code("fear", uid="ff"))),
        Code("leader", uid="l", codes=(Code("anger", uid="la"),)),
        Code("fear of death", uid="d"),
    ),
)


def test_a_code_is_found_by_its_name_or_its_path() -> None:
    names = ["fear", "feeling > anger", "leader>anger", " leader  > anger ", "fear of death"]
    assert [find_code(TREE, name).uid for name in names] == ["ff", "fa", "la", "la", "d"]


def test_a_name_of_several_codes_has_to_be_written_in_full() -> None:
    with pytest.raises(
        NotAsked,
        match=r"“anger” may mean “feeling > anger”, “leader > anger”; write the one you mean",
    ):
        find_code(TREE, "anger")


def test_an_unknown_name_is_answered_with_the_right_ones() -> None:
    with pytest.raises(NameUnknown) as refusal:
        find_code(TREE, "angst")
    assert str(refusal.value) == (
        "There is no code “angst”; there are: feeling, feeling > anger, fear, leader,"
        " leader > anger, fear of death."
    )


def test_among_many_codes_the_nearest_are_named() -> None:
    many = Codebook(1, (*tuple(Code(f"code {n}") for n in range(200)), Code("warmth")))
    with pytest.raises(NameUnknown, match=r"^There is no code “warmht”; there is: warmth\.$"):
        find_code(many, "warmht")


def test_a_whole_path_comes_before_the_end_of_one() -> None:
    codebook = Codebook(1, (Code("a", uid="1", codes=(Code("b", uid="2"),)), Code("b", uid="3")))
    assert [find_code(codebook, name).uid for name in ("b", "a > b")] == ["3", "2"]


def test_accents_may_be_typed_either_way() -> None:
    assert find_code(Codebook(1, (Code("caf\u00e9", uid="c"),)), "cafe\u0301").uid == "c"


def test_the_values_of_an_exclusive_category_exclude_each_other_with_all_below() -> None:
    deep = Code("yes", uid="y", codes=(Code("loudly", uid="yl"),))
    category = Code(
        "said", "category", exclusive="nominal", uid="s", codes=(deep, Code("no", uid="n"))
    )
    codebook = Codebook(1, (category, Code("other", uid="o")))
    assert exclusive_categories(codebook) == (
        ExclusiveCategory(category, "nominal", category.codes),
    )
    assert mutually_exclusive(codebook) == {
        "y": frozenset({"n"}),
        "yl": frozenset({"n"}),
        "n": frozenset({"y", "yl"}),
    }


NAMES = st.sampled_from(["a", "b", "c", "d > e"])
LEAVES = st.builds(Code, NAMES)
TREES = st.recursive(
    st.lists(LEAVES, max_size=3, unique_by=lambda c: c.name).map(tuple),
    lambda below: st.lists(
        st.builds(lambda name, codes: Code(name, codes=codes), NAMES, below),
        max_size=3,
        unique_by=lambda c: c.name,
    ).map(tuple),
    max_leaves=5,
).map(lambda codes: Codebook(1, codes))


@given(TREES)
def test_every_code_is_found_by_what_it_is_called_in_a_table(codebook: Codebook) -> None:
    index = CodeIndex.of(codebook)
    paths = [path for path, _ in codebook.walk()]
    for path, code in codebook.walk():
        if [format_path(other) for other in paths].count(format_path(path)) == 1:
            assert index.locate(index.shortest(path)) == (path, code)
