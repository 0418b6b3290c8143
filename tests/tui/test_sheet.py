"""What one coder sees of one document."""

from __future__ import annotations

from workbench.terms import Code, Codebook, Coding, NoCode, Span, Turn, Unit
from workbench.tui.entries import OKABE_ITO, SCREEN_KEYS, entries
from workbench.tui.sheet import Marks, Page, Sheet, Stretch, Tag
from workbench.tui.used import Used

CODES = entries(
    Codebook(1, (Code("fear", key="f", uid="F"), Code("anger", key="a", uid="A", colour="red"))),
    SCREEN_KEYS,
)


def sheet(asked: tuple[int, ...] = (1, 3, 4)) -> Sheet:
    """Four units of ten characters."""
    units = tuple(Unit(n, n * 10 - 10, n * 10, 1) for n in (1, 2, 3, 4))
    page = Page("d", "x" * 40, (Turn(1, 0, 40, None, None, None, None, None),), units)
    return Sheet(page, asked, CODES)


def coding(uid: str, start: int, stop: int, *, copied: bool = False) -> Coding:
    first, last = start // 10 + 1, (stop - 1) // 10 + 1
    return Coding("ana", "d", uid, start, stop, first, last, copied)


def signs(one: Sheet) -> list[str]:
    return [one.sign(unit) for unit in (1, 2, 3, 4)]


def test_units_that_are_not_asked_are_context() -> None:
    assert signs(sheet()) == ["·", " ", "·", "·"]


def test_a_code_judges_its_unit() -> None:
    one = sheet()
    one.put(coding("F", 0, 10))
    assert (signs(one), one.judged()) == (["●", " ", "·", "·"], 1)
    assert one.marks(1) == Marks("●", (Tag("fear", OKABE_ITO[0], code="F"),))


def test_a_copied_code_judges_nothing_and_says_so() -> None:
    one = sheet()
    one.renew([coding("A", 20, 30, copied=True)], [])
    assert (one.sign(3), one.judged()) == ("·", 0)
    assert one.marks(3).tags == (Tag("anger", "red", copied=True, code="A"),)


def test_no_code_judges_too_until_a_code_is_put() -> None:
    one = sheet()
    one.pass_over(3, applies=True)
    assert (one.sign(3), one.judged()) == ("–", 1)
    one.put(coding("F", 20, 30))
    one.take_back("F", Span(20, 30))
    assert (one.sign(3), one.judged()) == ("·", 0)


def test_in_a_finished_document_a_unit_that_loses_its_code_has_none() -> None:
    one = sheet()
    one.finished = True
    one.put(coding("F", 20, 30))
    one.take_back("F", Span(20, 30))
    assert (one.sign(3), one.judged()) == ("–", 1)


def test_a_code_on_a_part_of_a_unit_is_told_from_one_on_the_whole() -> None:
    one = sheet()
    one.put(coding("F", 22, 25))
    assert one.marks(3).stretches == (Stretch(22, 25, OKABE_ITO[0], "f", 0),)
    assert not one.has("F", Span(20, 30))
    one.take_back("F", Span(20, 30))
    assert one.codes_on(3) == ("F",)


def test_a_code_across_units_is_on_each() -> None:
    one = sheet()
    one.put(coding("A", 25, 38))
    assert [one.codes_on(unit) for unit in (1, 2, 3, 4)] == [(), (), ("A",), ("A",)]


def test_a_code_is_counted_once_wherever_it_reaches_and_a_copy_not_at_all() -> None:
    one = sheet()
    one.renew([coding("A", 25, 38), coding("A", 0, 10), coding("F", 0, 10, copied=True)], [])
    one.put(coding("F", 22, 24))
    one.put(coding("F", 24, 26))
    one.take_back("A", Span(25, 38))
    assert one.uses == {"A": 1, "F": 2}


def test_a_code_that_is_not_in_this_version_is_shown_all_the_same() -> None:
    one = sheet()
    one.renew([coding("gone", 0, 10)], [])
    assert one.marks(1).tags == (Tag("(a code of another version)", "", code="gone"),)


def test_moving_skips_context_and_stops_at_the_ends() -> None:
    one = sheet()
    assert [one.nearest_asked(unit) for unit in (0, 1, 2, 3, 4)] == [1, 3, 3, 4, 4]
    assert [one.nearest_asked(unit, -1) for unit in (1, 2, 3, 4)] == [1, 1, 1, 3]
    assert sheet(()).nearest_asked(1) is None


def test_the_next_to_judge_is_found_round_the_end() -> None:
    one = sheet()
    one.put(coding("F", 20, 30))
    assert [one.next_unjudged(unit) for unit in (0, 1, 4)] == [1, 4, 1]
    one.renew([], [NoCode("ana", "d", unit) for unit in (1, 3, 4)])
    assert one.next_unjudged(1) is None


def test_the_codes_used_last_come_first() -> None:
    one = Used()
    for uid in "FAF":
        one.use(uid)
    assert (one.recent, one.digits[:3]) == (["F", "A"], ["F", "A", ""])


def test_a_key_of_the_screen_wins_over_a_codes_which_gets_another() -> None:
    codes = tuple(
        Code(name, key=key) for name, key in zip("abcde", ("j", "x", "x", "7", "ß"), strict=True)
    )
    found = entries(Codebook(1, codes), SCREEN_KEYS)
    assert [entry.key for entry in found] == ["a", "x", "c", "d", "ß"]


def test_a_code_without_a_colour_has_that_of_its_group() -> None:
    group = Code("group", colour="#123456", codes=(Code("one"), Code("two", colour="#654321")))
    found = entries(Codebook(1, (group,)), ())
    assert [entry.colour for entry in found] == ["#123456", "#123456", "#654321"]
