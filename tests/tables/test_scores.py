"""Scores by group and time, against published numbers."""

from workbench.agreement.quantiles import t_quantile
from workbench.tables.scores import Score, answers_in_words, in_words, scores_table
from workbench.tables.spread import (
    interval,
    mean_and_deviation,
    numbers_in_words,
    share_in_words,
    share_interval,
)

# Student (1908), The probable error of a mean, Biometrika 6: hours of sleep gained by two drugs.
FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def reach(degrees: int) -> float:
    return t_quantile(0.975, degrees)


def sleep() -> Score:
    before, after = (
        {f"P{n}": value for n, value in enumerate(values)} for values in (FIRST, SECOND)
    )
    return Score("sleep", ("one", "two"), {"one": before, "two": after})


def test_students_patients_slept_longer_with_the_second_drug() -> None:
    # The published mean difference is 1.58, its deviation 1.23, its interval 0.70 to 2.46.
    assert scores_table([sleep()], None, reach).rows == (
        ("sleep", 10, "0.8 (1.8)", 10, "2.3 (2.0)", 10, "1.6 (1.2)", "[0.7, 2.5]"),
    )


def test_only_who_has_both_scores_has_changed() -> None:
    score = Score("calm", ("pre", "post"), {"pre": {"A": 1, "B": 2, "C": 3}, "post": {"B": 4}})
    table = scores_table([score], {"A": "x", "B": "y"}, reach)
    assert table.rows == (
        ("calm", "x", 1, "1.0", 0, "", 0, "", ""),
        ("calm", "y", 1, "2.0", 1, "4.0", 1, "2.0", ""),
    )
    assert "Participants in no group, not counted: 1." in table.notes


def test_a_score_without_times_has_no_change() -> None:
    score = Score("age", ("",), {"": {"A": 20, "B": 22}})
    table = scores_table([score], None, reach)
    assert (table.columns, table.rows) == (("Score", "n", "mean (SD)"), (("age", 2, "21.0 (1.4)"),))


def test_scores_of_different_times_share_a_table() -> None:
    scores = [sleep(), Score("age", ("",), {"": {"P1": 20.0}})]
    (_, age) = scores_table(scores, None, reach).rows
    assert age == ("age", None, "", None, "", 1, "20.0", None, "", "")


def test_a_share_has_the_interval_of_wilson() -> None:
    # Newcombe (1998), Statistics in Medicine 17: 857–872, table I, method 3: 81/263 and 15/148.
    assert share_interval(81, 263) == "[25.5, 36.6]"
    assert share_interval(15, 148) == "[6.2, 16.0]"
    assert share_interval(0, 20) == "[0.0, 16.1]"
    assert share_interval(0, 0) == ""
    assert share_in_words(9, 20) == "9 of 20, 45.0 % [25.8, 65.8]"


def test_of_nothing_and_of_one_there_is_no_spread() -> None:
    assert mean_and_deviation([]) == ""
    assert mean_and_deviation([3.0]) == "3.0"
    assert interval([3.0], reach) == ""
    assert numbers_in_words([], reach) == "n 0"
    assert numbers_in_words([3.0], reach) == "n 1, mean 3.0"


def test_a_joint_display_tells_scores_and_answers_by_group() -> None:
    arms = {f"P{n}": "drug" if n % 2 else "none" for n in range(10)}
    lines = in_words(sleep(), arms, reach).splitlines()
    assert [line.split(" n ")[0] for line in lines] == [
        "none: one:",
        "none: two:",
        "none: change:",
        "drug: one:",
        "drug: two:",
        "drug: change:",
    ]
    assert answers_in_words({"P0": "yes", "P1": "no", "P3": "yes"}, arms).splitlines() == [
        "none: no: 0 of 1, 0.0 % [0.0, 79.3]",
        "none: yes: 1 of 1, 100.0 % [20.7, 100.0]",
        "drug: no: 1 of 2, 50.0 % [9.5, 90.5]",
        "drug: yes: 1 of 2, 50.0 % [9.5, 90.5]",
    ]
