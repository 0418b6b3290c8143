"""Each table has the columns that papers print, and says what it counts."""

from dataclasses import replace
from typing import Any

from workbench.reliability import AgreementRow, RoundAgreement
from workbench.tables.agreement import agreement_table
from workbench.tables.codebook import codebook_table
from workbench.tables.codings import codings_table
from workbench.tables.documents import documents_table
from workbench.tables.given import Findings, Quotation, RoundSummary
from workbench.tables.quotations import quotations_table
from workbench.tables.rounds import rounds_table
from workbench.tables.units import units_table
from workbench.terms import Code, Codebook, Coding, Document, NoCode, Turn, Unit

TREE = Codebook(
    2,
    (
        Code(
            "feeling",
            "category",
            uid="f",
            codes=(
                Code(
                    "anger",
                    uid="fa",
                    definition="Somebody is angry.",
                    use_when="it is said",
                    do_not_use_when="it is quoted",
                    examples=("I was furious.", "Damn."),
                    origin="inductive",
                    was=("rage",),
                ),
            ),
        ),
        Code("leader", uid="l", codes=(Code("anger", uid="la"),)),
    ),
)


def test_a_codebook_prints_a_row_a_code() -> None:
    table = codebook_table(TREE, added={"fa": 1}, lineage={"la": "was part of feeling > anger"})
    assert table.title == "Codebook, version 2"
    assert table.rows == (
        ("feeling", "", "", "", "", "", "", None, ""),
        (
            "feeling > anger",
            "Somebody is angry.",
            "Somebody is angry.",
            "it is said",
            "it is quoted",
            "I was furious.\nDamn.",
            "inductive",
            1,
            "was rage",
        ),
        ("leader", "", "", "", "", "", "", None, ""),
        ("leader > anger", "", "", "", "", "", "", None, "was part of feeling > anger"),
    )


def alpha(code: str, value: float | None, **more: Any) -> AgreementRow:
    return replace(AgreementRow(code, "krippendorff_alpha", value, 214, 2), **more)


def test_agreement_prints_a_row_a_code_then_pooled_mean_and_lowest() -> None:
    rows = (
        alpha(
            "containment",
            0.71,
            low=0.62,
            high=0.79,
            prevalence={"ana": 0.11, "ben": 0.1285},
            percent=0.93,
            positive_agreement=0.74,
            cells=(20, 5, 10, 179),
        ),
        AgreementRow("containment", "mean_pairwise_cohen_kappa", 0.7, 214, 2),
        alpha("advice", -0.02, prevalence={"ana": 0.01, "ben": 0.02}, percent=0.97),
        AgreementRow("advice", "mean_pairwise_cohen_kappa", -0.03, 214, 2),
        alpha("fear", None, undefined_because="no_variation", percent=1.0),
    )
    overall = alpha("", 0.64, low=0.5, high=0.7, percent=0.95)
    table = agreement_table(RoundAgreement(1, "test", "the recipe", rows, overall))
    assert table.columns == (
        "Code",
        "Units",
        "Prevalence per coder (%)",
        "both / A only / B only / neither",
        "% agreement",
        "Positive agreement",
        "κ (pairwise mean)",
        "α [95 % CI]",
        "Note",
    )
    assert table.rows == (
        (
            "containment",
            214,
            "ana 11.0, ben 12.9",
            "20 / 5 / 10 / 179",
            93.0,
            "0.74",
            "0.70",
            "0.71 [0.62, 0.79]",
            "",
        ),
        ("advice", 214, "ana 1.0, ben 2.0", "", 97.0, "", "−0.03", "−0.02", ""),
        (
            "fear",
            214,
            "",
            "",
            100.0,
            "",
            "",
            "not estimable",
            "all judgements are the same",
        ),
        ("Pooled", 214, "", "", 95.0, "", "", "0.64 [0.50, 0.70]", ""),
        (
            "Mean",
            None,
            "",
            "",
            None,
            "",
            "",
            "0.35",
            "2 of 3 codes; the others are not estimable",
        ),
        ("Lowest", None, "", "", None, "", "", "−0.02", "advice"),
    )
    assert table.notes[0] == "Recipe: the recipe."


def test_agreement_after_discussion_is_not_called_reliability() -> None:
    table = agreement_table(RoundAgreement(2, "revise", "r", (alpha("a", 1.0, percent=1.0),)))
    assert "Agreement after discussion" in table.notes[2]
    assert "κ (pairwise mean)" not in table.columns


def test_rounds_print_a_row_each_and_blank_for_what_is_not_known() -> None:
    table = rounds_table(
        [
            RoundSummary(
                n=1,
                purpose="test",
                version=1,
                units=214,
                corpus=1000,
                coders=("ana", "ben"),
                codes=9,
                percent=0.913,
                kappas=(0.4, 0.6),
                alpha=0.52,
                low=0.4,
                high=0.61,
                discussed=12,
                changed=9,
                unresolved=1,
                changes=("containment was holding.", "x is retired."),
            ),
            RoundSummary(2, "test", 2, 0, 1000, (), 9, undefined_because="no_data", percent=1.0),
            RoundSummary(3, "explore", 2, 10, 1000, ("ana",), 9, percent=1.0),
        ]
    )
    assert table.rows == (
        (
            "1 (test)",
            1,
            "214 (21.4)",
            "2: ana, ben",
            9,
            91.3,
            "0.50 (0.14)",
            "0.52 [0.40, 0.61]",
            12,
            9,
            1,
            "containment was holding.\nx is retired.",
        ),
        (
            "2 (test)",
            2,
            "0 (0.0)",
            "0",
            9,
            100.0,
            "",
            "not estimable: nobody judged a unit",
            None,
            None,
            None,
            "",
        ),
        ("3 (explore)", 2, "10 (1.0)", "1: ana", 9, None, "", "", None, None, None, ""),
    )


UNITS = {"S1": (Unit(1, 0, 5, 1), Unit(2, 6, 10, 2))}


def test_codings_can_be_loaded_again() -> None:
    table = codings_table(
        1,
        TREE,
        UNITS,
        [
            Coding("ben", "S1", "fa", 7, 9, 2, 2),
            Coding("ana", "S1", "fa", 6, 10, 2, 2),
            Coding("ana", "S1", "f", 0, 10, 1, 2),
        ],
        [NoCode("ben", "S1", 1)],
    )
    assert (table.columns, table.rows) == (
        ("document", "unit", "start", "stop", "coder", "code", "round"),
        (
            ("S1", None, 0, 10, "ana", "feeling", 1),
            ("S1", 2, None, None, "ana", "feeling > anger", 1),
            ("S1", 1, None, None, "ben", "", 1),
            ("S1", None, 7, 9, "ben", "feeling > anger", 1),
        ),
    )


def test_units_carry_their_words() -> None:
    turns = {"S1": (Turn(1, 0, 5, "M:", "Mira", "student", None, None),)}
    assert units_table({"S1": "Hello you."}, turns, UNITS).rows == (
        ("S1", 1, 0, 5, 1, "M:", "Mira", "Hello"),
        ("S1", 2, 6, 10, 2, None, None, "you."),
    )


def test_units_of_a_recording_carry_the_time_of_their_turn() -> None:
    turns = {"S1": (Turn(1, 0, 5, "M:", "Mira", "student", 764.5, None),)}
    table = units_table({"S1": "Hello you."}, turns, UNITS)
    assert table.columns[-2:] == ("text", "time")
    assert [row[-2:] for row in table.rows] == [("Hello", "[00:12:44]"), ("you.", "")]


def test_documents_say_how_much_is_in_them() -> None:
    documents = [
        Document(1, "S1", None, "ab12", 40),
        Document(2, "Q/why", "Q/why", "cd34", 4),
    ]
    assert documents_table(documents, {"S1": 900, "Q/why": 90}, {"S1": 120}).rows == (
        ("S1", None, 900, 40, 120, "ab12"),
        ("Q/why", "Q/why", 90, 4, None, "cd34"),
    )


def test_quotations_are_listed_code_by_code_and_no_other_code_with_them() -> None:
    codebook = Codebook(1, (Code("hopeless", uid="1"), Code("hope", uid="2")))
    findings = Findings(
        codebook,
        (),
        "the rule",
        quotations=(
            Quotation("2", "S1", 0, 6, "Mira", "student", "session 1", starred=True),
            Quotation("1", "S1", 7, 12, "Jon"),
            Quotation("2", "S1", 7, 12, "Jon"),
        ),
        texts={"S1": "I did. He no."},
    )
    assert quotations_table(findings).rows == (
        ("hopeless", "He no", "Jon", "", "S1", "S1", 7, 12, ""),
        ("hope", "I did.", "Mira", "student", "session 1", "S1", 0, 6, "yes"),
        ("hope", "He no", "Jon", "", "S1", "S1", 7, 12, ""),
    )
