"""A text is changed in places, and all that lies on it goes to where its words are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.coding.revision import (
    Change,
    OffsetMap,
    edited,
    map_of,
    revised,
)
from workbench.errors import NotAsked
from workbench.revisions import Edit, Laid, LaidCoding, LaidSet, LaidTurn, LaidUnit
from workbench.terms import Span

TEXT = "I was so angry. He left.\nGo on."
#       0123456789012345678901234567890


def laid(*codings: tuple[int, int], locked: bool = True) -> Laid:
    """Two turns, three units, and codings on them."""
    units = (LaidUnit(1, 1, 0, 15), LaidUnit(2, 1, 16, 24), LaidUnit(3, 2, 25, 31))
    return Laid(
        1,
        "s1",
        TEXT,
        (LaidTurn(1, 0, 24), LaidTurn(2, 25, 31)),
        (LaidSet(1, "sentence", locked, units),),
        tuple(_coding(units, n, *span) for n, span in enumerate(codings, 1)),
    )


def _coding(units: tuple[LaidUnit, ...], n: int, start: int, stop: int) -> LaidCoding:
    touched = [unit.id for unit in units if unit.start < stop and unit.stop > start]
    return LaidCoding(n, start, stop, touched[0], touched[-1])


def words(one: Laid) -> list[str]:
    """What lies under each coding."""
    return [one.text[coding.start : coding.stop] for coding in one.codings]


def units_of(one: Laid) -> list[str]:
    """What lies in each unit of the first set."""
    return [one.text[unit.start : unit.stop] for unit in one.sets[0].units]


def test_a_stretch_in_unchanged_text_keeps_its_words() -> None:
    done = revised(laid((0, 5), (9, 14), (16, 24)), [Edit(6, 8, "very very")])
    assert words(done.laid) == ["I was", "angry", "He left."]
    assert units_of(done.laid) == ["I was very very angry.", "He left.", "Go on."]


def test_a_coding_takes_in_the_whole_of_a_replacement_that_it_touches() -> None:
    done = revised(laid((2, 7), (7, 14)), [Edit(6, 8, "very")])
    assert words(done.laid) == ["was very", "very angry"]


def test_what_is_put_in_at_the_edge_of_a_coding_stays_outside() -> None:
    done = revised(laid((9, 14)), [Edit(9, 9, "really "), Edit(14, 14, " then")])
    assert words(done.laid) == ["angry"]
    assert units_of(done.laid)[0] == "I was so really angry then."


def test_a_coding_of_a_whole_unit_goes_on_being_one() -> None:
    done = revised(laid((16, 24)), [Edit(16, 16, "And then. "), Edit(24, 24, " Yes.")])
    assert units_of(done.laid)[1] == "And then. He left. Yes."
    assert words(done.laid) == ["And then. He left. Yes."]


def test_an_edit_over_a_bound_goes_to_the_first_unit() -> None:
    done = revised(laid((9, 14), (16, 18)), [Edit(9, 18, "sad, he")])
    assert units_of(done.laid) == ["I was so sad, he", " left.", "Go on."]
    # A coding never leaves its unit; one that lost all its words lies on the whole of it.
    assert words(done.laid) == ["sad, he", " left."]
    assert [(one.first_unit, one.last_unit) for one in done.laid.codings] == [(1, 1), (2, 2)]


def test_a_judged_unit_keeps_the_last_sign_of_a_replacement_that_swallows_it() -> None:
    done = revised(laid((16, 24)), [Edit(9, 24, "[a loss]")])
    assert units_of(done.laid) == ["I was so [a loss", "]", "Go on."]
    assert words(done.laid) == ["]"]


def test_a_unit_that_nobody_judges_goes_with_its_words() -> None:
    done = revised(laid(locked=False), [Edit(15, 24, "")])
    assert units_of(done.laid) == ["I was so angry.", "Go on."]
    assert [turn.id for turn in done.laid.turns] == [1, 2]


def test_a_turn_that_nobody_judges_goes_with_its_words() -> None:
    done = revised(laid(locked=False), [Edit(24, 31, "")])
    assert units_of(done.laid) == ["I was so angry.", "He left."]
    assert done.laid.turns == (LaidTurn(1, 0, 24),)


@pytest.mark.parametrize(("coded", "now"), [((1, 5), "so angry."), ((2, 12), "so ang")])
def test_a_coding_does_not_reach_beyond_a_unit_that_a_new_turn_cuts(
    coded: tuple[int, int], now: str
) -> None:
    turns = [LaidTurn(-1, 0, 6), LaidTurn(-2, 6, 24), LaidTurn(-3, 25, 31)]
    done = revised(laid(coded), [], turns)
    assert units_of(done.laid)[0] == "so angry."
    assert words(done.laid) == [now]


def test_a_judged_unit_is_not_left_empty() -> None:
    with pytest.raises(NotAsked, match=r"Unit 2 \(sentence\) of “s1” would be left without a word"):
        revised(laid(), [Edit(15, 24, "")])
    with pytest.raises(NotAsked, match="Unit 2"):
        revised(laid(), [Edit(0, 24, "x")])


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ([Edit(3, 8, "a"), Edit(5, 9, "b")], "overlap"),
        ([Edit(30, 40, "a")], "outside"),
        ([Edit(5, 3, "a")], "overlap"),
        ([Edit(3, 3, "a"), Edit(3, 3, "b")], "the same place"),
        ([Edit(3, 4, "\0")], "signs that no text has"),
        ([Edit(3, 4, "\ud800")], "signs that no text has"),
    ],
)
def test_faulty_edits_are_refused(edits: list[Edit], sentence: str) -> None:
    with pytest.raises(NotAsked, match=sentence):
        edited(TEXT, edits)


def test_edits_that_change_nothing_are_none() -> None:
    done = revised(laid((0, 5)), [Edit(0, 1, "I"), Edit(4, 4, "")])
    assert (done.there.changes, done.laid) == ((), laid((0, 5)))


# ------------------------------------------------------------------ properties

_WORDS = st.text("ab é👩 .\n", max_size=5)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Laid, list[Edit]]:
    """A text cut into turns and units, with codings on it, and edits anywhere."""
    text = draw(st.text("xyz .é👩\u0301\n", min_size=1, max_size=60))
    bounds = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=8))})
    turns: list[LaidTurn] = []
    units: list[LaidUnit] = []
    for number, (start, stop) in enumerate(pairwise(bounds), 1):
        turns.append(LaidTurn(number, start, stop))
        middle = draw(st.integers(start, stop))
        for one, other in ((start, middle), (middle, stop)):
            if one < other:
                units.append(LaidUnit(len(units) + 1, number, one, other))
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=8))
    codings = [
        _coding(tuple(units), n, *sorted(span))
        for n, span in enumerate(spans, 1)
        if span[0] != span[1]
    ]
    cuts = sorted(draw(st.lists(places, max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(start, stop, draw(_WORDS)) for start, stop in pairs]
    assume(all(one[:2] != other[:2] for one, other in pairwise(edits)))
    judged = LaidSet(1, "unit", draw(st.booleans()), tuple(units))
    if not judged.locked:
        codings = []
    return Laid(1, "d", text, tuple(turns), (judged,), tuple(codings)), edits


def _kept(laid: Laid, edits: list[Edit], span: Span) -> bool:
    return all(edit.stop <= span.start or edit.start >= span.stop for edit in edits)


@given(documents())
def test_every_stretch_stays_on_its_words(given_: tuple[Laid, list[Edit]]) -> None:
    old, edits = given_
    try:
        done = revised(old, edits)
    except NotAsked:
        assert old.sets[0].locked
        return
    new = done.laid
    for was, now in zip(old.codings, new.codings, strict=True):
        span = Span(was.start, was.stop)
        if _kept(old, edits, span):
            said = old.text[was.start : was.stop]
            assert said in new.text[now.start : now.stop]
            on_edge = any(edit.start in span or edit.stop in span for edit in edits)
            assert on_edge or new.text[now.start : now.stop] == said
    after = {unit.id: unit for unit in new.sets[0].units}
    for unit in old.sets[0].units:
        if _kept(old, edits, Span(unit.start, unit.stop)):
            now_unit = after[unit.id]
            assert old.text[unit.start : unit.stop] in new.text[now_unit.start : now_unit.stop]


@given(documents())
def test_what_comes_out_is_sound(given_: tuple[Laid, list[Edit]]) -> None:
    old, edits = given_
    try:
        new = revised(old, edits).laid
    except NotAsked:
        return
    units = {unit.id: unit for unit in new.sets[0].units}
    turns = {turn.id: turn for turn in new.turns}
    for rows in (new.turns, new.sets[0].units):
        ends = [0, *(row.stop for row in rows)]
        starts = [*(row.start for row in rows), len(new.text)]
        assert all(end <= start for end, start in zip(ends, starts, strict=True))
        assert all(row.start < row.stop for row in rows)
    for unit in units.values():
        assert turns[unit.turn].start <= unit.start < unit.stop <= turns[unit.turn].stop
    for was, coding in zip(old.codings, new.codings, strict=True):
        touched = [
            unit.id
            for unit in units.values()
            if unit.start < coding.stop and unit.stop > coding.start
        ]
        assert 0 <= coding.start < coding.stop <= len(new.text)
        assert (touched[0], touched[-1]) == (coding.first_unit, coding.last_unit)
        assert was.first_unit <= coding.first_unit <= coding.last_unit <= was.last_unit


@given(documents())
def test_the_way_back_leads_to_where_one_was(given_: tuple[Laid, list[Edit]]) -> None:
    old, edits = given_
    assume(all(one.stop < other.start for one, other in pairwise(edits)))
    there = map_of(edits)
    back = there.inverse()
    new = edited(old.text, edits)
    undone = [
        Edit(change.start, change.stop, old.text[one.start : one.stop])
        for change, one in zip(back.changes, edits, strict=True)
    ]
    assert edited(new, undone) == old.text
    assert OffsetMap.of(there.plain()) == there
    assert back.inverse() == there
    for at in range(len(old.text) + 1):
        if all(not edit.start <= at <= edit.stop for edit in edits):
            assert there.before(at) == there.after(at)
            assert back.before(there.before(at)) == at


def test_a_map_without_changes_leaves_all_where_it_is() -> None:
    assert OffsetMap(()).stretch(Span(3, 9)) == Span(3, 9)
    assert OffsetMap((Change(0, 0, 2),)).cells([Span(0, 3)]) == [Span(0, 5)]


@given(documents(), st.lists(st.integers(0, 60), max_size=6))
def test_turns_may_begin_anywhere_and_judged_units_stay_whole(
    given_: tuple[Laid, list[Edit]], cuts: list[int]
) -> None:
    old, _ = given_
    assume(all(old.text[unit.start : unit.stop].strip() for unit in old.sets[0].units))
    bounds = sorted({0, len(old.text), *(cut for cut in cuts if cut < len(old.text))})
    turns = [LaidTurn(-n, *span) for n, span in enumerate(pairwise(bounds), 1)]
    done = revised(old, [], turns)
    spans = {turn.id: turn for turn in turns}
    for unit in done.laid.sets[0].units:
        assert spans[unit.turn].start <= unit.start < unit.stop <= spans[unit.turn].stop
    if not old.sets[0].locked:
        return
    before = {unit.id: unit for unit in old.sets[0].units}
    after = {unit.id: unit for unit in done.laid.sets[0].units}
    assert after.keys() == before.keys()
    for id_, unit in after.items():
        assert before[id_].start <= unit.start < unit.stop <= before[id_].stop
    parted = {list(before)[one.unit - 1] for one in done.parted}
    assert parted == {id_ for id_ in after if _lies_across(before[id_], turns, old.text)}
    for coding in done.laid.codings:
        first, last = after[coding.first_unit], after[coding.last_unit]
        assert first.start <= coding.start < coding.stop <= last.stop


def _lies_across(unit: LaidUnit, turns: list[LaidTurn], text: str) -> bool:
    parts = [text[max(turn.start, unit.start) : min(turn.stop, unit.stop)] for turn in turns]
    return sum(bool(part.strip()) for part in parts) > 1
