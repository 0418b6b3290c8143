"""Themes by group, SWOT, saturation, co-occurrence, participants, evolution."""

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from workbench.tables.cooccurrence import cooccurrence_table
from workbench.tables.evolution import evolution_table
from workbench.tables.given import (
    TAKING,
    CodebookChange,
    CodedUnit,
    Findings,
    Grouping,
    Quotation,
    Taking,
)
from workbench.tables.groups import groups_table
from workbench.tables.participants import participants_table
from workbench.tables.saturation import saturation_table
from workbench.tables.short_themes import short_themes_table
from workbench.tables.swot import boxes_table, swot_table
from workbench.terms import Code, Codebook

RULE = "Final coding: by one coder."
TREE = Codebook(
    1,
    (
        Code("relation", uid="r", codes=(Code("trust", uid="t", groups=("strength",)),)),
        Code("noise", uid="n", groups=("weakness",)),
        Code("time", uid="i", groups=("weakness",)),
    ),
)
TEXT = "We trusted each other. It was loud."
FINDINGS = Findings(
    TREE,
    (
        CodedUnit("S1", 1, "Mira", ("t", "n")),
        CodedUnit("S1", 2, "Jon", ("t",)),
        CodedUnit("S2", 1, "Lea", ("n",)),
        CodedUnit("S2", 2, None, ("n",)),
    ),
    RULE,
    quotations=(Quotation("t", "S1", 0, 22, "M.", "student", "session 1", case="Mira"),),
    texts={"S1": TEXT},
)
ROLES = Grouping(
    ("students", "leaders"),
    {("Mira", "S1"): "students", ("Jon", "S1"): "students", ("Lea", "S2"): "leaders"},
)


def test_short_themes_name_what_lies_below() -> None:
    assert short_themes_table(TREE).rows == (("relation", "trust"), ("noise", ""), ("time", ""))


def test_groups_are_compared_on_their_own_bases() -> None:
    table = groups_table(FINDINGS, ROLES)
    assert table.columns == (
        "Theme",
        "students: references n (%)",
        "students: participants n (%) (N = 2)",
        "leaders: references n (%)",
        "leaders: participants n (%) (N = 1)",
    )
    assert table.rows == (
        ("relation", "2 (66.7)", "2 (100.0)", "0 (0.0)", "0 (0.0)"),
        ("relation > trust", "2 (66.7)", "2 (100.0)", "0 (0.0)", "0 (0.0)"),
        ("noise", "1 (33.3)", "1 (50.0)", "1 (100.0)", "1 (100.0)"),
        ("time", "0 (0.0)", "0 (0.0)", "0 (0.0)", "0 (0.0)"),
    )
    assert table.notes[:3] == (
        "References: % of all references of the group (students: 3; leaders: 1).",
        "Participants: % of the N of the group who spoke in the units assigned.",
        "References outside any group, not counted: 1.",
    )


def test_the_codebook_by_round_tells_each_kind_of_change() -> None:
    change = CodebookChange(
        1,
        added=("silence",),
        merged=((("warmth", "holding"), "care"),),
        split=(("advice", ("help", "solution")),),
        renamed=(("rage", "anger"),),
        redefined=("shame",),
        retired=("x", "y"),
        reason="Round 1 mixed them up.",
    )
    assert evolution_table([change]).rows == (
        (
            1,
            "silence",
            "warmth + holding → care",
            "advice → help + solution",
            "rage → anger",
            "shame",
            "x\ny",
            "Round 1 mixed them up.",
        ),
    )


def test_boxes_stand_two_side_by_side() -> None:
    table = boxes_table(FINDINGS, ("strength", "weakness", "threat"))
    assert (table.columns, table.rows) == (
        ("strength", "weakness"),
        (("trust (2)", "noise (2)\ntime (0)"), ("threat", ""), ("", "")),
    )


def test_a_swot_by_role_counts_and_quotes_each() -> None:
    table = swot_table(FINDINGS, ("strength", "weakness"), ROLES)
    assert table.columns == (
        "Quadrant",
        "Theme",
        "students n (%)",
        "students: quotation",
        "leaders n (%)",
        "leaders: quotation",
    )
    assert table.rows == (
        (
            "strength",
            "trust",
            "2 (100.0)",
            "“We trusted each other.” (M., student, session 1)",
            "0 (0.0)",
            "",
        ),
        ("weakness", "noise", "1 (50.0)", "", "1 (100.0)", ""),
        ("weakness", "time", "0 (0.0)", "", "0 (0.0)", ""),
    )


def test_guests_example_of_saturation() -> None:
    codes = tuple(Code(f"c{n}", uid=f"c{n}") for n in range(38))
    documents = {
        "d1": range(20),
        "d2": range(10, 30),
        "d3": range(5),
        "d4": range(30, 37),
        "d5": [0],
        "d6": [37],
    }
    units = tuple(
        CodedUnit(document, 1, None, tuple(f"c{n}" for n in numbers))
        for document, numbers in documents.items()
    )
    table = saturation_table(Findings(Codebook(1, codes), units, RULE))
    assert table.rows == (
        ("d1 (1)", 20, 20, 20, None, ""),
        ("d2 (2)", 20, 10, 30, None, ""),
        ("d3 (3)", 5, 0, 30, None, ""),
        ("d4 (4)", 7, 7, 37, None, ""),
        ("d5 (5)", 1, 0, 37, None, ""),
        ("d6 (6)", 1, 1, 38, 1, "2.7"),
    )


def test_codes_on_the_same_units_are_counted_both_ways() -> None:
    assert cooccurrence_table(FINDINGS).rows == (
        ("relation > trust", 2, 1),
        ("noise", 1, 3),
    )
    assert cooccurrence_table(FINDINGS, as_coefficient=True).rows == (
        ("relation > trust", 2, "0.25"),
        ("noise", "0.25", 3),
    )


def test_participants_are_counted_and_summed_up() -> None:
    cases: dict[str, dict[str, str | float]] = {
        f"P{n}": {"year": "3" if n < 12 else "4", "age": 20 + n % 2, "arm": ["a", "b"][n > 15]}
        for n in range(20)
    }
    del cases["P0"]["age"]
    assert participants_table(cases, ["year", "age", "arm", "site"]).rows == (
        ("All", "", "20"),
        ("year", "3", "12 (60.0)"),
        ("year", "4", "8 (40.0)"),
        ("age", "mean 20.5 (SD 0.5)", "19 (95.0)"),
        ("arm", "a", "–"),
        ("arm", "b", "–"),
        ("site", "not known", "20 (100.0)"),
    )


def test_what_participants_have_in_common_has_words() -> None:
    assert set(TAKING) == set(get_args(Taking))


@given(st.lists(st.sampled_from("abcde"), max_size=60), st.integers(2, 8))
def test_nobody_can_work_out_a_small_count(values: list[str], smallest: int) -> None:
    cases: dict[str, dict[str, str | float]] = {f"P{n}": {"x": v} for n, v in enumerate(values)}
    _, *rows = participants_table(cases, ["x"], smallest=smallest).rows
    hidden = [values.count(str(value)) for _, value, n in rows if n == "–"]
    shown = [values.count(str(value)) for _, value, n in rows if n != "–"]
    assert all(n >= smallest for n in shown)
    assert not hidden or not shown or (len(hidden) > 1 and sum(hidden) >= smallest)


@given(
    st.lists(
        st.builds(
            CodedUnit,
            st.just("S1"),
            st.just(1),
            st.just(None),
            st.lists(st.sampled_from("rtni"), unique=True).map(tuple),
        )
    ).map(tuple)
)
def test_co_occurrence_is_symmetric_and_no_more_than_either(units: tuple[CodedUnit, ...]) -> None:
    counts = [row[1:] for row in cooccurrence_table(Findings(TREE, units, RULE)).rows]
    for i, row in enumerate(counts):
        for j, both in enumerate(row):
            assert both == counts[j][i]
            assert int(both or 0) <= min(int(counts[i][i] or 0), int(counts[j][j] or 0))


def test_a_codings_own_group_counts_in_place_of_its_codes() -> None:
    units = (
        CodedUnit("S1", 1, "Mira", ("t", "n"), groups={"t": "weakness"}),
        CodedUnit("S1", 2, "Jon", ("t",), differing=("t",)),
        *FINDINGS.units[2:],
    )
    quotations = (replace(FINDINGS.quotations[0], group="weakness"),)
    found = replace(FINDINGS, units=units, quotations=quotations)
    boxes = boxes_table(found, ("strength", "weakness"))
    assert boxes.rows == (("trust (1)", "noise (2)\ntrust (1)\ntime (0)"),)
    assert boxes.notes[1:3] == (
        "A coding with a group of its own counts in that group, not in those of its code.",
        "References on whose group coders differ, counted in those of the code: 1.",
    )
    table = swot_table(found, ("strength", "weakness"), ROLES)
    quoted = "“We trusted each other.” (M., student, session 1)"
    assert table.rows == (
        ("strength", "trust", "1 (50.0)", "", "0 (0.0)", ""),
        ("weakness", "trust", "1 (50.0)", quoted, "0 (0.0)", ""),
        ("weakness", "noise", "1 (50.0)", "", "1 (100.0)", ""),
        ("weakness", "time", "0 (0.0)", "", "0 (0.0)", ""),
    )
