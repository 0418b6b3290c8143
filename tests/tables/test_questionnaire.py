"""T16: how many chose what."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.tables.questionnaire import Item, questionnaire_table

SAFE = Item("felt safe", {"P1": 5, "P2": 4, "P3": 4, "P4": 1}, labels={5: "fully"})
HEARD = Item("was heard", {"P1": 3, "P2": 2})


def test_each_item_has_its_answers_and_its_median() -> None:
    table = questionnaire_table([SAFE, HEARD])
    assert table.columns == (
        "Item", "n answered", "1 n (%)", "2 n (%)", "3 n (%)", "4 n (%)", "5 (fully) n (%)",
        "Agreeing n (%)", "Median [IQR]",
    )  # fmt: skip
    assert table.rows == (
        ("felt safe", 4, "1 (25.0)", "0 (0.0)", "0 (0.0)", "2 (50.0)", "1 (25.0)", "3 (75.0)",
         "4.0 [3.3, 4.3]"),
        ("was heard", 2, "0 (0.0)", "1 (50.0)", "1 (50.0)", "0 (0.0)", "0 (0.0)", "0 (0.0)",
         "2.5 [2.3, 2.8]"),
    )  # fmt: skip
    assert table.notes[1] == "Agreeing: above 3 on a scale from 1 to 5."


def test_groups_stand_below_each_other() -> None:
    table = questionnaire_table([HEARD], {"P1": "students", "P3": "students", "P4": "leaders"})
    assert [row[:3] for row in table.rows] == [
        ("was heard", "students", 1),
        ("was heard", "leaders", 0),
    ]
    assert table.rows[1][3:] == ("0 (–)",) * 6 + ("",)
    assert "Respondents in no group, not counted: 1." in table.notes


def test_what_is_off_the_scale_is_told() -> None:
    table = questionnaire_table([Item("x", {"P1": 6, "P2": 2.5, "P3": 2})])
    assert "Off the scale and in no category: 2." in table.notes


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(1, 5)))
def test_categories_add_up_to_those_who_answered(answers: dict[str, float]) -> None:
    (row,) = questionnaire_table([Item("x", answers)]).rows
    assert sum(int(str(cell).split()[0]) for cell in row[2:7]) == row[1] == len(answers)
