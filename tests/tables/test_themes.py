"""References add up the tree, people and documents are counted once."""

import re

from hypothesis import given
from hypothesis import strategies as st

from workbench.tables import TABLES
from workbench.tables.given import CodedUnit, Findings, Quotation
from workbench.tables.themes import COLUMNS, DIRECTLY, themes_table
from workbench.terms import Code, Codebook, Table

RULE = "Final coding: by one coder."
TREE = Codebook(
    3,
    (
        Code(
            "Relation",
            "category",
            definition="What happens between people.",
            uid="r",
            codes=(
                Code("containment", uid="c", codes=(Code("silence", uid="s"),)),
                Code("warmth", uid="w"),
            ),
        ),
        Code("Task", uid="t"),
    ),
)


def test_a_theme_table_counts_references_people_and_documents() -> None:
    text = "We sat with it, all of us. It was warm."
    findings = Findings(
        TREE,
        (
            CodedUnit("S1", 1, "Mira", ("c", "s")),
            CodedUnit("S1", 2, "Mira", ("w",)),
            CodedUnit("S2", 1, "Jon", ("s",)),
            CodedUnit("S2", 2, "Ada", ("r",), unresolved=("w", "t")),
            CodedUnit("S2", 3, None, (), unjudged=True),
        ),
        RULE,
        quotations=(
            Quotation("w", "S1", 27, 39, "Mira", "student", "session 1"),
            Quotation("s", "S1", 0, 26, "Mira", "student", "session 1", starred=True),
        ),
        texts={"S1": text},
        provenance={"study": "Balint"},
    )
    assert themes_table(findings) == Table(
        "Themes",
        COLUMNS,
        (
            (
                "Relation",
                "",
                "What happens between people.",
                "5 (100.0)",
                "3 (100.0)",
                "2 (100.0)",
                "",
            ),
            (
                "Relation",
                "containment",
                "",
                "3 (60.0)",
                "2 (66.7)",
                "2 (100.0)",
                "“We sat with it, all of us.” (Mira, student, session 1)",
            ),
            (
                "Relation",
                "warmth",
                "",
                "1 (20.0)",
                "1 (33.3)",
                "1 (50.0)",
                "“It was warm.” (Mira, student, session 1)",
            ),
            ("Relation", DIRECTLY, "", "1 (20.0)", "1 (33.3)", "1 (50.0)", ""),
            ("Task", "", "", "0 (0.0)", "0 (0.0)", "0 (0.0)", ""),
        ),
        (
            "A reference is one unit with one code; % of all 5 references.",
            "Participants: % of the 3 participants who spoke in the units assigned.",
            "Documents: % of the 2 with units assigned.",
            (
                "References add up from subtheme to theme; participants and documents count once a"
                " row."
            ),
            RULE,
            "Unresolved and not counted: 2 codes on 1 unit.",
            "Not yet judged by every assigned coder: 1 unit.",
            "Percentages are rounded half up to one decimal.",
        ),
        {"study": "Balint"},
    )


def test_an_empty_coding_gives_a_table_of_dashes() -> None:
    table = themes_table(Findings(Codebook(1, (Code("a", uid="a"),)), (), RULE))
    assert table.rows == (("a", "", "", "0 (–)", "0 (–)", "0 (–)", ""),)


def test_percentages_can_be_of_all_who_enrolled() -> None:
    findings = Findings(
        Codebook(1, (Code("a", uid="a"),)),
        (CodedUnit("S1", 1, "Mira", ("a",)),),
        RULE,
        taking="enrolled",
        people=frozenset((f"P{n}", "") for n in range(8)),
    )
    table = themes_table(findings)
    assert table.rows == (("a", "", "", "1 (100.0)", "1 (12.5)", "1 (100.0)", ""),)
    assert table.notes[1] == "Participants: % of the 8 participants enrolled."


def test_the_feedback_study_counts_each_answer_once_a_theme() -> None:
    sizes = {"one": 735, "two": 630, "three": 615, "four": 304}
    widths = {"one": 19, "two": 19, "three": 18, "four": 18}
    codes = {name: tuple(f"{name}{n}" for n in range(width)) for name, width in widths.items()}
    themes = tuple(
        Code(
            name,
            uid=name,
            codes=tuple(
                Code(
                    f"{name} {half}", uid=f"{name} {half}", codes=tuple(Code(u, uid=u) for u in us)
                )
                for half, us in ((1, codes[name][:9]), (2, codes[name][9:]))
            ),
        )
        for name in sizes
    )
    units = tuple(
        CodedUnit(
            "Q1",
            answer + 1,
            f"R{answer}",
            tuple(
                uid
                for name, size in sizes.items()
                if answer < size
                for uid in (codes[name][answer % 9], codes[name][-1])
            ),
        )
        for answer in range(784)
    )
    table = themes_table(Findings(Codebook(1, themes), units, RULE, taking="answered"))
    assert [row[4] for row in table.rows if row[1] == ""] == [
        "735 (93.8)",
        "630 (80.4)",
        "615 (78.4)",
        "304 (38.8)",
    ]


def test_the_shelf_knows_the_tables() -> None:
    assert {name: callable(TABLES[name]) for name in TABLES} == dict.fromkeys(TABLES, True)


UNITS = st.lists(
    st.builds(
        CodedUnit,
        st.sampled_from(["S1", "S2"]),
        st.integers(1, 9),
        st.sampled_from([None, "Mira", "Jon"]),
        st.lists(st.sampled_from("rcswt"), unique=True).map(tuple),
    )
).map(tuple)


def first_number(cell: object) -> int:
    found = re.match(r"\d+", str(cell))
    assert found
    return int(found[0])


@given(UNITS)
def test_the_rows_of_a_theme_add_up_to_it(units: tuple[CodedUnit, ...]) -> None:
    table = themes_table(Findings(TREE, units, RULE))
    for theme in ("Relation", "Task"):
        whole, *parts = [row for row in table.rows if row[0] == theme]
        if parts:
            assert first_number(whole[3]) == sum(first_number(part[3]) for part in parts)
            for column in (4, 5):
                counts = [first_number(part[column]) for part in parts]
                assert max(counts) <= first_number(whole[column]) <= sum(counts)
    assert sum(first_number(row[3]) for row in table.rows if row[1] == "") == sum(
        len(unit.codes) for unit in units
    )
