"""Copies never bring codes together that exclude each other."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from workbench.coding import copying, lineage
from workbench.coding.copying import Old, side_by_side

RIVALS = {"near": frozenset({"far"}), "far": frozenset({"near"})}
olds = st.lists(
    st.builds(
        lambda code, first, length: Old(
            code, first * 10, (first + length) * 10, first, first + length
        ),
        st.sampled_from(["near", "far", "anger"]),
        st.integers(1, 4),
        st.integers(0, 2),
    )
)


def test_the_examples_hold() -> None:
    assert doctest.testmod(copying).failed == doctest.testmod(lineage).failed == 0


@given(olds)
def test_no_two_copies_on_a_unit_exclude_each_other(old: list[Old]) -> None:
    kept, left = side_by_side(old, RIVALS)
    assert set(kept) | set(left) == set(old)
    assert len(kept) == len(set(kept))
    for unit in range(1, 8):
        on = {one.code for one in kept if one.first_unit <= unit <= one.last_unit}
        assert not {"near", "far"} <= on
    assert all(one.code != "anger" for one in left)
