"""Unbroken runs of a code as one reference."""

from workbench.tables.given import CodedUnit, Findings, Quotation
from workbench.tables.runs import JOINED, joined
from workbench.terms import Code, Codebook

BOOK = Codebook(1, (Code("a", uid="a"), Code("b", uid="b")))


def test_a_run_of_one_person_is_one_reference_and_one_quotation() -> None:
    found = joined(
        Findings(
            BOOK,
            (
                CodedUnit("S1", 1, "Mira", ("a",)),
                CodedUnit("S1", 2, "Mira", ("a", "b")),
                CodedUnit("S1", 3, "Jon", ("a",)),
                CodedUnit("S1", 5, "Jon", ("a",)),
                CodedUnit("S2", 6, "Jon", ("a",)),
            ),
            "Final.",
            quotations=(
                Quotation("a", "S1", 10, 20, "Mira", unit=2, starred=True),
                Quotation("b", "S1", 10, 20, "Mira", unit=2),
                Quotation("a", "S1", 0, 9, "Mira", unit=1),
            ),
        )
    )
    assert [unit.codes for unit in found.units] == [("a",), ("b",), ("a",), ("a",), ("a",)]
    assert found.quotations == (
        Quotation("a", "S1", 0, 20, "Mira", unit=1, starred=True),
        Quotation("b", "S1", 10, 20, "Mira", unit=2),
    )
    assert found.rule == f"Final. {JOINED}"


def test_three_in_a_row_are_one() -> None:
    units = tuple(CodedUnit("S1", n, "Mira", ("a",)) for n in (1, 2, 3))
    assert [unit.codes for unit in joined(Findings(BOOK, units, "")).units] == [("a",), (), ()]


def test_a_run_ends_where_the_group_of_the_coding_changes() -> None:
    groups: tuple[dict[str, str], ...] = ({}, {"a": "strength"}, {"a": "strength"}, {"a": "threat"})
    units = tuple(CodedUnit("S1", n, "Mira", ("a",), groups=own) for n, own in enumerate(groups, 1))
    found = joined(Findings(Codebook(1, (Code("a", uid="a"),)), units, "Rule."))
    assert [unit.codes for unit in found.units] == [("a",), ("a",), (), ("a",)]
