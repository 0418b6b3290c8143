"""Each trap has its sentence."""

import pytest

from workbench.agreement.data import reliability_data
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.notes import note

Rows = list[list[int | None]]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [*(98 * [[0, 0]]), [1, 0], [0, 1]],
            (
                "The coders agreed that the code is absent in 98 units; it was used in 2 "
                "units, never by two in the same unit. How far they agree on its presence is "
                "unknown: sample more units with this code."
            ),
        ),
        (
            [*(97 * [[0, 0]]), [1, 0], [0, 1], [1, 1]],
            (
                "The coders agreed that the code is absent in 97 units; it was used in 3 "
                "units, in 1 of them by two or more. How far they agree on its presence is "
                "unknown: sample more units with this code."
            ),
        ),
        (
            20 * [[0, 0]],
            (
                "Nobody used the code in the 20 units judged by two or more: agreement on its"
                " absence is 100 %, and reliability cannot be judged. Sample units where it "
                "may apply."
            ),
        ),
        (
            20 * [[1, 1]],
            (
                "Everyone used the code in all of the 20 units judged by two or more: "
                "agreement is 100 %, and reliability cannot be judged."
            ),
        ),
        (
            [*(30 * [[0, 0]]), *(6 * [[1, 0]])],
            "ben never used the code; ana used it 6 times. Compare how they read its definition.",
        ),
        (
            [*(93 * [[0, 0]]), *(3 * [[1, 0]]), *(3 * [[0, 1]]), [1, 1]],
            (
                "94% agreement is mostly what chance gives, since the code is rare (4% of "
                "judgements): where it matters the coders agree less. Look at positive "
                "agreement and at the units where they differ."
            ),
        ),
        ([[None, None]], "Nobody has judged any of these units yet."),
        ([[1, None], [0, None]], "Only one coder judged these units; agreement needs two."),
        (
            [[1, None], [None, 0]],
            "No unit was judged by two coders, so there is nothing to compare.",
        ),
        ([*(40 * [[0, 0]]), *(9 * [[1, 1]]), [0, 1]], None),
    ],
)
def test_a_trap_has_its_sentence(rows: Rows, sentence: str | None) -> None:
    data = reliability_data(rows, categories=[0, 1], coders=["ana", "ben"])
    same = sum(row[0] == row[1] for row in rows) / len(rows)
    assert note(krippendorff_alpha(data), data, same) == sentence


def test_a_handful_of_units_is_said_to_be_one() -> None:
    rows = [["a", "a"], ["b", "b"], ["c", "b"]]
    data = reliability_data(rows)
    assert note(krippendorff_alpha(data), data) == (
        "This rests on 3 units only; a single judgement changes it much."
    )
