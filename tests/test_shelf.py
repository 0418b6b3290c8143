"""A shelf imports what is taken, and answers a wrong name with the right ones."""

import math

import pytest

from workbench.errors import NameUnknown
from workbench.shelf import Shelf


def test_a_shelf_takes_by_name_and_lists_in_order() -> None:
    shelf: Shelf[object] = Shelf("number", {"pi": "math:pi", "e": "math:e"})
    assert (shelf["pi"], list(shelf), len(shelf)) == (math.pi, ["pi", "e"], 2)


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    shelf: Shelf[object] = Shelf("number", {"pi": "math:pi", "e": "math:e"})
    with pytest.raises(NameUnknown, match=r"There is no number “tau”; there are: pi, e\."):
        shelf["tau"]
