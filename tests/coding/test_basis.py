"""Whose coding counts: the final one, anybody's, everybody's, one coder's."""

import pytest

from workbench.coding.basis import Basis, counted_units
from workbench.coding.final import FinalUnit, UnitKey, judged_units
from workbench.terms import Coding, Decision

CODINGS = (
    Coding("ana", "S1", "a", 0, 5, 1, 1),
    Coding("ana", "S1", "b", 0, 5, 1, 1),
    Coding("ben", "S1", "a", 0, 5, 1, 1),
    Coding("ana", "S1", "c", 6, 9, 2, 2),
)
ASSIGNED = {UnitKey("S1", 1): ("ana", "ben"), UnitKey("S1", 2): ("ana",)}
DECIDED = (Decision("S1", 1, ("c",)),)


ALONE = FinalUnit("S1", 2, ("c",), "single coder")


@pytest.mark.parametrize(
    ("basis", "found"),
    [
        (Basis(), (FinalUnit("S1", 1, ("c",), "decision"), ALONE)),
        (Basis("any"), (FinalUnit("S1", 1, ("a", "b"), None), ALONE)),
        (Basis("all"), (FinalUnit("S1", 1, ("a",), None), ALONE)),
        (Basis("coder", "ben"), (FinalUnit("S1", 1, ("a",), "single coder"),)),
    ],
)
def test_each_basis_counts_its_own(basis: Basis, found: tuple[FinalUnit, ...]) -> None:
    judged = judged_units(CODINGS, ())
    assert counted_units(basis, ASSIGNED, judged, CODINGS, DECIDED) == found


def test_what_somebody_has_not_judged_is_told() -> None:
    assert counted_units(Basis("any"), ASSIGNED, judged_units((), ()), ()) == (
        FinalUnit("S1", 1, (), None, unjudged_by=("ana", "ben")),
        FinalUnit("S1", 2, (), "single coder", unjudged_by=("ana",)),
    )


def test_each_basis_says_what_it_is() -> None:
    assert Basis("coder", "ana").in_words == "Counted: what ana put; decisions are left aside."
    assert "decision" in Basis().in_words
