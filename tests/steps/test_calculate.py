"""A coefficient on a plain table: published values, and a sentence for what does not fit."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from workbench.agreement import UNITIZING
from workbench.errors import NameUnknown, NotAsked
from workbench.steps.calculate import calculate, names

Rows = list[list[str]]

OBSERVERS = """
1  1 1 . 1
2  2 2 3 2
3  3 3 3 3
4  3 3 3 3
5  2 2 2 2
6  1 2 3 4
7  4 4 4 4
8  1 1 2 1
9  2 2 2 2
10 . 5 5 5
11 . . 1 1
12 . . 3 .
"""
"""Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C."""

TWO_CODERS = {("s", "s"): 46, ("i", "i"): 32, ("c", "c"): 10, ("i", "s"): 6, ("i", "c"): 6}
"""Artstein & Poesio (2008), example 2."""

CONTINUUM = """
alex 2 9 1
alex 11 17 2
alex 24 30 5
alex 32 36 6
alex 36 44 6
alex 44 60 7
paul 2 9 1
paul 11 17 3
paul 19 25 5
paul 32 44 6
suzan 2 9 1
suzan 11 17 4
suzan 21 27 5
suzan 32 36 6
suzan 36 40 6
suzan 40 44 6
"""
"""Krippendorff, Mathet, Bouvry & Widlöcher (2016), the worked example."""


def written(text: str) -> Rows:
    return [["" if cell == "." else cell for cell in line.split()] for line in text.split("\n")]


def observers(**asked: Any) -> dict[str, object]:
    return calculate(["unit", "a", "b", "c", "d"], written(OBSERVERS), **asked)


def two_coders(**asked: Any) -> dict[str, object]:
    pairs = [list(pair) for pair, times in TWO_CODERS.items() for _ in range(times)]
    rows = [[str(k), *pair] for k, pair in enumerate(pairs)]
    return calculate(["unit", "ana", "ben"], rows, **asked)


def continuum(**asked: Any) -> dict[str, object]:
    return calculate(["coder", "start", "stop", "value"], written(CONTINUUM), length=60, **asked)


def test_the_object_is_whole() -> None:
    found = observers(coefficient="krippendorff_alpha", parameters={"interval": "jackknife"})
    assert found == {
        "coefficient": "krippendorff_alpha",
        "level": "nominal",
        "value": pytest.approx(0.743421, abs=1e-6),
        "low": pytest.approx(0.2253, abs=1e-4),
        "high": pytest.approx(0.9338, abs=1e-4),
        "se": pytest.approx(0.1463266522, abs=1e-9),
        "units": 11,
        "coders": 4,
        "observed": pytest.approx(0.2),
        "expected": pytest.approx(0.779487, abs=1e-6),
        "undefined_because": None,
        "recipe": (
            "krippendorff_alpha nominal, 4 coders, 12 units, 5 categories, missing excluded, "
            "t-jackknife over 11 units"
        ),
    }


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_at_four_levels(level: str, value: float) -> None:
    found = observers(coefficient="krippendorff_alpha", level=level)
    assert found["value"] == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("coefficient", "parameters", "value"),
    [
        ("percent_agreement", {}, 0.81818),
        ("percent_agreement_pair_weighted", {}, 0.8),
        ("fleiss_kappa", {}, 0.76117),
        ("conger_kappa", {}, 0.76282),
        ("brennan_prediger", {}, 0.77273),
        ("gwet_ac1", {}, 0.77544),
        ("gwet_ac2", {"weights": "linear"}, 0.85874),
        ("gwet_ac2", {"weights": "ordinal"}, 0.89894),
        ("per_code_binary_alpha", {"code": "3"}, 0.74),
    ],
)
def test_four_observers_as_gwet_computes_them(
    coefficient: str, parameters: Mapping[str, str], value: float
) -> None:
    found = observers(coefficient=coefficient, parameters=parameters)
    assert found["value"] == pytest.approx(value, abs=1e-5)


@pytest.mark.parametrize(
    ("coefficient", "value"),
    [("cohen_kappa", 0.8013), ("scott_pi", 0.7995), ("krippendorff_alpha", 0.8005)],
)
def test_two_coders_as_artstein_and_poesio_print_them(coefficient: str, value: float) -> None:
    assert two_coders(coefficient=coefficient)["value"] == pytest.approx(value, abs=5e-5)


def test_the_unitizing_family_prints_its_values() -> None:
    assert continuum(coefficient="u_alpha_family") == {
        "coefficient": "u_alpha_family",
        "level": "nominal",
        "values": {
            "u_alpha": pytest.approx(0.510, abs=5e-4),
            "bar_u_alpha": pytest.approx(0.413, abs=5e-4),
            "cu_alpha": pytest.approx(0.724, abs=5e-4),
        },
        "units": 16,
        "coders": 3,
        "undefined_because": None,
        "recipe": "u_alpha_family nominal, 3 coders, 16 stretches, on 0–60",
    }


def test_a_value_that_meets_only_gaps_has_no_agreement() -> None:
    found = continuum(coefficient="ku_alpha", parameters={"value": "7"})
    assert (found["value"], found["undefined_because"]) == (None, "no_pairable_units")


def test_sets_are_written_with_semicolons_and_the_empty_one_with_braces() -> None:
    rows = [["1", "b;d", "d", ""], ["2", "a; b;d", "b", "d;b"], ["3", "{}", "a", "a"]]
    found = calculate(["unit", "a", "b", "c"], rows, coefficient="mv_alpha", sets=True)
    assert found["value"] == pytest.approx(0.2866, abs=5e-5)


def test_segments_are_columns_of_lengths() -> None:
    rows = [["1", "2", "1"], ["2", "3", "1"], ["3", "6", "3"], ["4", "", "1"], ["5", "", "5"]]
    found = calculate(["segment", "a", "b"], rows, coefficient="boundary_similarity")
    assert (found["value"], found["units"]) == (0.5, 10)


def test_a_coder_is_held_against_the_column_named_consensus() -> None:
    rows = [["1", "1", "1"], ["2", "1", "0"], ["3", "1", "0"]]
    found = calculate(["unit", "consensus", "ana"], rows, coefficient="precision_recall_f1")
    assert found["values"] == {"precision": 1.0, "recall": pytest.approx(1 / 3), "f1": 0.5}


def test_documents_are_a_column_and_the_interval_goes_over_them() -> None:
    rows = [[str(k), f"S{k % 5}", str(k % 2), str((k + (k % 9 == 0)) % 2)] for k in range(60)]
    found = calculate(
        ["unit", "session", "ana", "ben"],
        rows,
        coefficient="krippendorff_alpha",
        parameters={"documents": "session"},
    )
    assert found["coders"] == 2
    assert str(found["recipe"]).endswith("t-jackknife over 5 documents")


def test_the_same_seed_gives_the_same_object() -> None:
    first, second = (
        observers(coefficient="gwet_ac1", parameters={"interval": "bca", "seed": "4"}) for _ in "ab"
    )
    assert first == second
    assert str(first["recipe"]).endswith("1000 replicates, seed 4")


def test_categories_that_nobody_used_count_where_they_matter() -> None:
    rows = [["1", "x", "x"], ["2", "y", "y"], ["3", "x", "y"]]
    plain, declared = (
        calculate(["unit", "a", "b"], rows, coefficient="brennan_prediger", parameters=asked)
        for asked in ({}, {"categories": "x,y,z"})
    )
    assert plain["value"] == pytest.approx(1 / 3)
    assert declared["value"] == pytest.approx(1 / 2)


@pytest.mark.parametrize("coefficient", names())
def test_every_coefficient_is_reached(coefficient: str) -> None:
    asked = {"per_code_binary_alpha": {"code": "1"}, "per_code_fleiss_kappa": {"code": "1"}}
    asked |= {"ku_alpha": {"value": "x"}, "positive_agreement": {"value": "1"}}
    if coefficient in UNITIZING:
        columns = ["coder", "start", "stop", "value"]
        rows = [["a", "0", "4", "x"], ["a", "5", "8", "y"], ["b", "2", "6", "x"]]
    else:
        columns, rows = ["unit", "a", "b"], [["1", "1", "1"], ["2", "2", "1"], ["3", "1", "2"]]
        if coefficient == "precision_recall_f1":
            rows = [["1", "1", "1"], ["2", "0", "1"]]
    found = calculate(
        columns,
        rows,
        coefficient=coefficient,
        length=10 if "start" in columns else None,
        parameters=asked.get(coefficient, {}),
    )
    assert found.get("undefined_because") is None


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        ([["1", "", ""]], "no_data"),
        ([["1", "x", ""], ["2", "y", ""]], "single_coder"),
        ([["1", "x", ""], ["2", "", "y"]], "no_pairable_units"),
        ([["1", "x", "x"], ["2", "x", "x"]], "no_variation"),
    ],
)
@pytest.mark.parametrize(
    "coefficient",
    [
        "krippendorff_alpha", "cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "gwet_ac1",
        "gwet_ac2", "brennan_prediger", "mean_pairwise_cohen_kappa", "set_alpha", "mv_alpha",
    ],
)  # fmt: skip
def test_undefined_is_a_value_with_a_reason(coefficient: str, rows: Rows, reason: str) -> None:
    found = calculate(["unit", "a", "b"], rows, coefficient=coefficient)
    assert (found["value"], found["undefined_because"]) == (None, reason)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"coefficient": "kappa"}, "There is no coefficient “kappa”; there are: percent_agreement"),
        (
            {"coefficient": "krippendorff_alpha", "level": "nominl"},
            "There is no level “nominl”; there are: nominal, ordinal, interval, ratio.",
        ),
        (
            {"coefficient": "gwet_ac2", "parameters": {"weight": "linear"}},
            "There is no parameter of gwet_ac2 “weight”; there are: weights, categories, ",
        ),
        (
            {"coefficient": "gwet_ac2", "parameters": {"weights": "lineal"}},
            "There is no weighting “lineal”; there are: identity, linear, quadratic",
        ),
        (
            {"coefficient": "set_alpha", "parameters": {"distance": "mazi"}},
            "There is no distance of sets “mazi”; there are: jaccard, masi",
        ),
        (
            {"coefficient": "per_code_binary_alpha", "parameters": {"code": "9"}},
            "There is no category “9”; there are: 1, 2, 3, 4, 5.",
        ),
        (
            {"coefficient": "krippendorff_alpha", "parameters": {"interval": "wald"}},
            "There is no interval “wald”; there are: auto, jackknife",
        ),
        (
            {"coefficient": "krippendorff_alpha", "parameters": {"documents": "session"}},
            "There is no column “session”; there are: a, b, c, d.",
        ),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(asked: Any, sentence: str) -> None:
    with pytest.raises(NameUnknown) as answered:
        observers(**asked)
    assert str(answered.value).startswith(sentence)


@pytest.mark.parametrize(
    ("columns", "rows", "asked", "sentence"),
    [
        ([], [], {}, "The table is empty; its first row must name the columns."),
        (["unit"], [["1"]], {}, "The table has no coders"),
        (["unit", "a", "a"], [], {}, "Two columns are named “a”"),
        (["unit", "a", "b"], [["1", "x"]], {}, "Row 1 has 2 cells, and the table has 3 columns"),
        (["unit", "a", "b"], [["1", "x", "2"]], {"level": "interval"}, "needs numbers, and “x” is"),
        (
            ["unit", "a", "b"],
            [["1", "nan", "2"]],
            {"level": "ratio"},
            "needs numbers, and “nan” is",
        ),
        (
            ["unit", "a", "b"],
            [["1", "-1", "2"]],
            {"level": "ratio"},
            "needs values of zero or more",
        ),
        (["unit", "a", "b"], [["1", "x", "y"]], {"level": "ordinal"}, "ordinal level needs their"),
        (
            ["unit", "a", "b"],
            [["1", "x", "y"]],
            {"parameters": {"categories": "x,z"}},
            "The value “y” is not among the declared categories: x, z.",
        ),
        (
            ["unit", "a", "b"],
            [["1", "x", "y"]],
            {"parameters": {"confidence": "95"}},
            "must lie between 0 and 1",
        ),
        (
            ["unit", "a", "b"],
            [["1", "x", "y"]],
            {"parameters": {"seed": "soon"}},
            "seed must be a number, and “soon” is none.",
        ),
        (
            ["unit", "a", "b"],
            [["1", "1", "2"]],
            {"coefficient": "cohen_kappa", "level": "ordinal"},
            "cohen_kappa counts every difference the same",
        ),
        (
            ["unit", "a", "b", "c"],
            [["1", "x", "y", "x"]],
            {"coefficient": "cohen_kappa"},
            "Cohen's kappa compares two coders, and there are 3",
        ),
        (
            ["unit", "a", "b"],
            [["1", "x;y", "y"]],
            {"sets": True, "level": "interval"},
            "Sets of labels have no interval level",
        ),
        (
            ["unit", "a", "b"],
            [["1", "x", "y"]],
            {"parameters": {"distances": "far"}},
            "distances is a table of numbers",
        ),
        (
            ["unit", "a", "b"],
            [["1", "x", "y"]],
            {"parameters": {"distances": "[[0,1]]"}},
            "must be a symmetric table of 2 × 2 numbers",
        ),
        (
            ["coder", "start", "end", "value"],
            [["a", "0", "4", "x"]],
            {},
            "This is a table of stretches, and krippendorff_alpha is for units",
        ),
        (
            ["unit", "a", "b"],
            [["1", "-1", "2"]],
            {"coefficient": "gwet_ac2", "parameters": {"weights": "ratio"}},
            "need categories of zero or more",
        ),
        (
            ["unit", "a", "b"],
            [["1", "x", "y"]],
            {"coefficient": "per_code_binary_alpha"},
            "per_code_binary_alpha needs to know which code",
        ),
    ],
)
def test_what_does_not_fit_is_a_sentence(
    columns: Sequence[str], rows: Rows, asked: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotAsked) as refused:
        calculate(columns, rows, **{"coefficient": "krippendorff_alpha", **asked})
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("rows", "length", "sentence"),
    [
        ([["a", "0", "4", "x"]], None, "needs the length of the text: add --length N."),
        ([["a", "0", "4", "x"]], 0, "The length of the text must be more than zero, not 0."),
        ([["a", "0", "40", "x"]], 10, "stretch from 0 to 40 lies outside the text"),
        ([["a", "-1", "4", "x"]], 10, "stretch from -1 to 4 lies outside the text"),
        ([["a", "4", "4", "x"]], 10, "must end after it starts"),
        ([["a", "0", "four", "x"]], 10, "stop must be a number, and “four” is none."),
        ([["", "0", "4", "x"]], 10, "The stretch at 0 has no coder"),
        (
            [["a", "0", "4", "x"], ["a", "3", "6", "y"], ["b", "0", "4", "x"]],
            10,
            "a's stretches 0–4 and 3–6 overlap",
        ),
    ],
)
def test_stretches_that_do_not_fit_are_refused(
    rows: Rows, length: float | None, sentence: str
) -> None:
    columns = ["coder", "start", "stop", "value"]
    with pytest.raises(NotAsked) as refused:
        calculate(columns, rows, coefficient="u_alpha", length=length)
    assert sentence in str(refused.value)


def test_a_unit_has_one_row() -> None:
    rows = [["u7", "x", "y"], ["u8", "x", "x"], ["u7", "x", "x"]]
    with pytest.raises(NotAsked, match="Two rows are about the unit “u7”; give each unit one row"):
        calculate(["unit", "a", "b"], rows, coefficient="krippendorff_alpha")


def test_each_document_may_number_its_units_from_one() -> None:
    rows = [["1", "s1", "x", "x"], ["1", "s2", "y", "y"], ["2", "s1", "x", "y"]]
    asked = {"documents": "s", "interval": "none"}
    found = calculate(
        ["unit", "s", "a", "b"], rows, coefficient="krippendorff_alpha", parameters=asked
    )
    assert found["units"] == 3


@pytest.mark.parametrize("level", ["interval", "ratio"])
@pytest.mark.parametrize("value", ["1e308", "1e-308"])
def test_a_number_whose_square_is_beyond_reach_is_refused(level: str, value: str) -> None:
    rows = [["1", value, "0"], ["2", "0", value]]
    with pytest.raises(NotAsked, match=f"squares differences, and “{value}” is too large or too"):
        calculate(["unit", "a", "b"], rows, coefficient="krippendorff_alpha", level=level)


def test_a_table_on_its_side_is_refused() -> None:
    columns = ["coder", *(f"u{k}" for k in range(2000))]
    with pytest.raises(NotAsked, match="2,000 columns of coders; if its rows are the coders"):
        calculate(columns, [], coefficient="krippendorff_alpha")


def test_stretches_of_hundreds_of_coders_are_refused() -> None:
    rows = [[f"c{k}", "0", "1", "x"] for k in range(300)]
    with pytest.raises(NotAsked, match="300 different coders, too many"):
        calculate(["coder", "start", "stop", "value"], rows, coefficient="u_alpha", length=5)


def test_a_table_of_stretches_needs_its_columns() -> None:
    with pytest.raises(NotAsked, match="The table has no column “stop”"):
        calculate(["coder", "start", "value"], [], coefficient="u_alpha", length=10)


def test_segmentations_of_different_texts_are_refused() -> None:
    with pytest.raises(NotAsked, match="must cover the same text; their lengths are: a 5, b 6"):
        calculate(["segment", "a", "b"], [["1", "5", "6"]], coefficient="boundary_similarity")


@pytest.mark.parametrize("rows", [[], [["ana", "", "", ""], ["ben", "", "", ""]]])
def test_nobody_marked_anything(rows: Rows) -> None:
    columns = ["coder", "start", "stop", "value"]
    found = calculate(columns, rows, coefficient="u_alpha_family", length=20)
    assert found["values"] == {"u_alpha": None, "bar_u_alpha": None, "cu_alpha": None}
    assert found["undefined_because"] in {"no_data", "no_variation"}


def test_a_whole_number_is_the_same_with_a_point() -> None:
    rows = [["1", "1", "1.0"], ["2", "2.0", "2"], ["3", "1.0", "2.00"]]
    plain = [["1", "1", "1"], ["2", "2", "2"], ["3", "1", "2"]]
    for level in ("nominal", "ordinal", "interval"):
        one, other = (
            calculate(["unit", "a", "b"], table, coefficient="krippendorff_alpha", level=level)
            for table in (rows, plain)
        )
        assert one == other


def test_a_label_with_a_point_stays_as_it_is() -> None:
    rows = [["1", "1.1", "1.10"], ["2", "v1.0", "v1"]]
    found = calculate(["unit", "a", "b"], rows, coefficient="percent_agreement")
    assert found["value"] == 0
