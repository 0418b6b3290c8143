"""Coding by hand: one key, one transaction, and the rules of a round."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.errors import NotAsked, NotDue, TextChanged
from workbench.revisions import Edit
from workbench.steps import code, packets
from workbench.steps.code import Toggled
from workbench.steps.coders import add_coder
from workbench.steps.proposals import Wish, propose
from workbench.steps.revising import revise
from workbench.steps.rounds import close_round
from workbench.steps.undo import undo
from workbench.store import Store, open_study, tables
from workbench.store.reads import documents
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.rounds import round_of
from workbench.store.writes.rounds import set_state
from workbench.terms import NOBODY, Assignment, Coding, NoCode, Viewer

# Session s1: unit 1 is the leader's, units 2 to 4 are students' turns.
UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def coded(store: Store, viewer: Viewer = ANA) -> set[tuple[str, int, int]]:
    names = {one.uid: one.name for _, one in codes(store).walk()}
    with store.reading() as reader:
        return {(names[one.code], one.start, one.stop) for one in codings(reader, viewer, 1)}


def passed(store: Store, viewer: Viewer = ANA) -> tuple[NoCode, ...]:
    with store.reading() as reader:
        return no_codes(reader, viewer, 1)


def share(store: Store, document: str) -> Assignment:
    with store.reading() as reader:
        given_ = round_of(reader, NOBODY, 1).assignments
    return next(one for one in given_ if one.coder == "ana" and one.document == document)


def test_a_key_puts_a_code_and_the_same_key_takes_it_back(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    assert code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger) == Toggled(applied=True)
    assert coded(store) == {("anger", *UNIT_2)}
    assert code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger) == Toggled(applied=False)
    assert coded(store) == set()


def test_a_stretch_remembers_the_first_and_last_unit_that_it_touches(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    code.toggle(store, ANA, 1, passage("s1", 20, 30), anger)
    with store.reading() as reader:
        assert codings(reader, ANA, 1) == (Coding("ana", "s1", anger, 20, 30, 2, 4),)


def test_exclusive_codes_give_way_to_each_other(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "near"))
    done = code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "far"))
    assert (done, coded(store)) == (
        Toggled(applied=True, replaced=1),
        {("anger", *UNIT_2), ("far", *UNIT_2)},
    )


def test_a_code_takes_the_place_of_no_code_and_not_the_other_way(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    assert code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2)) is True
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    assert passed(store) == ()
    with pytest.raises(NotAsked, match="has codes"):
        code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2))


def test_no_code_is_taken_back_by_the_same_key(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2))
    assert code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2)) is False
    assert passed(store) == ()


def test_leaders_turns_are_context(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="is context"):
        code.toggle(store, ANA, 1, passage("s1", 0, 15), uid(store, "anger"))


@pytest.mark.parametrize("span", [(29, 45), (44, 50), (-1, 5), (20, 20), (21, 16)])
def test_a_stretch_beyond_the_text_is_refused(tmp_path: Path, span: tuple[int, int]) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="There is no text from"):
        code.toggle(store, ANA, 1, passage("s1", *span), uid(store, "anger"))


def test_finishing_a_document_judges_what_is_left(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid(store, "anger"))
    assert code.finish(store, ANA, 1, "s1") == 2
    assert passed(store) == (NoCode("ana", "s1", 2), NoCode("ana", "s1", 4))
    assert share(store, "s1") == Assignment("ana", "s1", units=3, judged=3, finished=True)


def test_in_a_finished_document_a_unit_that_loses_its_last_code_has_none(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid(store, "anger"))
    code.finish(store, ANA, 1, "s1")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid(store, "anger"))
    assert share(store, "s1") == Assignment("ana", "s1", units=3, judged=3, finished=True)


@pytest.mark.parametrize("state", ["draft", "closed", "revealed"])
def test_only_an_open_round_takes_codings(tmp_path: Path, state: str) -> None:
    store = small_study(tmp_path / "a.study", state)  # type: ignore[arg-type]  # parametrized
    with pytest.raises(NotDue, match=f"Round 1 is {state}"):
        code.toggle(store, ANA, 1, passage("s1", *UNIT_2), "anger")


def test_coders_take_back_only_their_own(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger)
    assert code.toggle(store, BEN, 1, passage("s1", *UNIT_2), anger) == Toggled(applied=True)
    assert code.toggle(store, BEN, 1, passage("s1", *UNIT_2), anger) == Toggled(applied=False)
    assert coded(store, ANA) == {("anger", *UNIT_2)}


def test_who_has_no_assignment_is_told_so(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    add_coder(store, NOBODY, "zed")
    with pytest.raises(NotDue, match="not assigned to zed in round 1"):
        code.toggle(store, ANA._replace(coder="zed"), 1, passage("s1", *UNIT_2), "anger")


def test_coding_needs_a_name(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="say who is coding"):
        code.toggle(store, NOBODY, 1, passage("s1", *UNIT_2), "anger")


def test_every_key_is_an_event_and_numbers_have_no_gaps(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    for _ in range(3):
        code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger)
    with pytest.raises(NotAsked):
        code.toggle(store, ANA, 1, passage("s1", 0, 15), anger)
    code.toggle_no_code(store, BEN, 1, passage("s1", *UNIT_3))
    with store.reading() as reader:
        rows = reader.rows(tables.event.select().order_by(tables.event.c.n))
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    assert [row.what for row in rows][-4:] == [
        "coding made",
        "coding removed",
        "coding made",
        "no-code made",
    ]


names = st.sampled_from(["anger", "shame", "near", "far", None])
keys = st.lists(st.tuples(names, st.sampled_from([UNIT_2, UNIT_3, UNIT_4])), max_size=25)


@settings(max_examples=30, deadline=None)
@given(keys=keys)
def test_any_keys_leave_what_a_plain_model_says(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str | None, tuple[int, int]]]
) -> None:
    store = small_study(tmp_path_factory.mktemp("keys") / "a.study")
    expected: dict[tuple[int, int], set[str]] = {UNIT_2: set(), UNIT_3: set(), UNIT_4: set()}
    none: set[tuple[int, int]] = set()
    for name, unit in keys:
        if name is None:
            if expected[unit]:
                continue
            code.toggle_no_code(store, ANA, 1, passage("s1", *unit))
            none ^= {unit}
            continue
        code.toggle(store, ANA, 1, passage("s1", *unit), uid(store, name))
        if name not in expected[unit]:
            none -= {unit}
            expected[unit] -= {"near", "far"} if name in ("near", "far") else set()
        expected[unit] ^= {name}
    assert coded(store) == {(name, *unit) for unit, there in expected.items() for name in there}
    positions = {UNIT_2: 2, UNIT_3: 3, UNIT_4: 4}
    assert {one.unit for one in passed(store)} == {positions[unit] for unit in none}
    store.close()


def test_offsets_of_an_older_text_are_refused(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        with store.reading() as reader:
            then = documents.sha256(reader, NOBODY, "s1")
        code.toggle(store, ANA, 1, passage("s1", 16, 21, then), "anger")
        with store.writing() as writer:
            revise(writer, "s1", [Edit(16, 17, "Yes, I")])
        for late in (
            lambda: code.toggle(store, ANA, 1, passage("s1", 16, 21, then), "near"),
            lambda: code.toggle_no_code(store, ANA, 1, passage("s1", 22, 28, then)),
            lambda: code.star(store, ANA, 1, passage("s1", 16, 21, then)),
            lambda: code.confirm(store, ANA, 1, passage("s1", 16, 21, then)),
        ):
            with pytest.raises(TextChanged, match="“s1” was corrected meanwhile"):
                late()
        with store.reading() as reader:
            now = documents.sha256(reader, NOBODY, "s1")
        assert code.toggle(store, ANA, 1, passage("s1", 16, 26, now), "near").applied


# A key keeps what it has learned of its place for the next one; it must never be out of date.


def test_a_key_knows_at_once_what_another_program_did_to_the_round(tmp_path: Path) -> None:
    here = small_study(tmp_path / "a.study")
    anger = uid(here, "anger")
    code.toggle(here, ANA, 1, passage("s1", *UNIT_2), anger)
    with open_study(tmp_path / "a.study") as elsewhere:
        close_round(elsewhere, NOBODY, 1, "enough")
    with pytest.raises(NotDue, match="Round 1 is closed"):
        code.toggle(here, ANA, 1, passage("s1", *UNIT_3), anger)
    assert coded(here) == {("anger", *UNIT_2)}


def test_a_key_knows_at_once_what_was_done_here_between_two_keys(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger)
    own = propose(store, ANA, 1, Wish(name="own", reason="It is new."))
    assert code.toggle(store, ANA, 1, passage("s1", *UNIT_3), own.code).applied
    packets.make(store, ANA, 1, "ana", tmp_path / "ana.packet", None)
    with pytest.raises(NotDue, match="is out in a packet"):
        code.toggle(store, ANA, 1, passage("s1", *UNIT_4), anger)
    packets.call_in(store, ANA, 1, "ana")
    assert code.toggle(store, ANA, 1, passage("s1", *UNIT_4), anger).applied


def test_a_key_after_a_finish_was_undone_leaves_its_unit_unjudged(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger)
    code.finish(store, ANA, 1, "s1")
    undo(store, ANA)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger)
    assert passed(store) == ()


def test_what_a_refused_transaction_had_seen_is_forgotten(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    anger = uid(store, "anger")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), anger)
    with pytest.raises(NotAsked), store.writing(ANA) as writer:
        set_state(writer, 1, "closed")
        raise NotAsked
    assert code.toggle(store, ANA, 1, passage("s1", *UNIT_3), anger).applied
