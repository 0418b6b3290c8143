"""Which quotations stand for a code."""

from workbench.tables.given import Findings, Quotation
from workbench.tables.quoting import in_order, quoted, rule
from workbench.tables.themes import choose
from workbench.tables.words import quote
from workbench.terms import Codebook


def put(
    start: int, length: int, coders: int, code: str = "a", *, starred: bool = False
) -> Quotation:
    return Quotation(code, "s1", start, start + length, "Mara", coders=coders, starred=starred)


def test_chosen_ones_come_first_then_what_most_coders_put_then_the_usual_length() -> None:
    long, usual, short = put(0, 90, 3), put(100, 40, 3), put(200, 10, 3)
    lonely, starred = put(300, 40, 1), put(400, 5, 1, starred=True)
    listed = [short, lonely, long, starred, usual]
    # The median of 5, 10, 40, 40 and 90 is 40.
    assert in_order(listed) == (starred, usual, short, long, lonely)


def test_alike_ones_stay_in_the_order_of_the_text() -> None:
    first, second = put(0, 30, 2), put(50, 30, 2)
    assert in_order([first, second]) == (first, second)


def test_the_usual_length_is_that_of_the_code() -> None:
    brief, wordy = put(0, 10, 2), put(50, 60, 2)
    others = [put(100 * n, 60, 1, "b") for n in range(1, 9)]
    assert choose(frozenset("a"), in_order([brief, wordy, put(9, 12, 1), *others])) == brief


def test_only_the_chosen_or_only_the_typical() -> None:
    starred, typical = put(0, 5, 1, starred=True), put(10, 20, 3)
    findings = Findings(Codebook(1, ()), (), "By rule.", quotations=(starred, typical))
    assert quoted(findings, "chosen").quotations == (starred,)
    assert [q.start for q in quoted(findings, "typical").quotations] == [10, 0]
    assert [q.start for q in quoted(findings, "usual").quotations] == [0, 10]
    assert (
        quoted(findings, "typical").quoting
        == rule("typical")
        == (
            "Quotations: the most typical: put there by most coders, then closest to the median"
            " length of its code."
        )
    )


def test_a_quotation_tells_when_it_was_said() -> None:
    one = Quotation("a", "s1", 0, 5, "Mara", "student", time=764.9)
    assert quote(one, {"s1": "I do."}) == "“I do.” (Mara, student, s1, 00:12:44)"
