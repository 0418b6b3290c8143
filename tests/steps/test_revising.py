"""A stored text is changed: everything on it moves, in one transaction, and nothing is kept."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small import ANA, BEN, passage, small_study
from workbench.coding import evolution
from workbench.errors import NotAsked
from workbench.revisions import Edit
from workbench.steps import code, marks, parts, rounds, themes, undo
from workbench.steps.check import check
from workbench.steps.evolution import evolve
from workbench.steps.revising import Done, revise
from workbench.steps.second_looks import have_looked
from workbench.store import Store, tables
from workbench.store.reads import documents, texts
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.history import events
from workbench.store.reads.themes import theme_sets
from workbench.store.writes.texts import MOVED
from workbench.terms import NOBODY, Codebook, Viewer

# s1: "Who has a case?\nI do.\nGo on.\nI was so angry."
#      0              15 16   21 22   28 29           44


def change(store: Store, *edits: tuple[int, int, str], document: str = "s1") -> Done:
    """Make edits as nobody in particular."""
    with store.writing() as writer:
        return revise(writer, document, [Edit(*edit) for edit in edits])


def coded(store: Store, viewer: Viewer = ANA, document: str = "s1") -> list[str]:
    """The words under the viewer's codings."""
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, document)
        found = codings(reader, viewer, 1, document)
    return [text[one.start : one.stop] for one in found if one.coder == viewer.coder]


def test_codings_go_along_and_nothing_else_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        code.toggle(store, ANA, 1, passage("s1", 38, 43), "anger")
        code.toggle(store, ANA, 1, passage("s1", 29, 44), "near")
        code.toggle_no_code(store, ANA, 1, passage("s1", 16, 21))
        done = change(store, (16, 17, "We"), (29, 30, "You"), (35, 37, "zoo"))
        assert coded(store) == ["You was zoo angry.", "angry"]
        with store.reading() as reader:
            assert [one.unit for one in no_codes(reader, ANA, 1)] == [2]
            (made,) = texts.revisions(reader, NOBODY, "s1")
    assert made.changes == ((16, 17, 2), (29, 30, 3), (35, 37, 3))
    assert done.changed is not None
    assert check(path).faults == ()


def test_nothing_of_what_was_said_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        code.toggle(store, ANA, 1, passage("s1", 38, 43), "anger")
        change(store, (38, 43, "upset"))
        with store.reading() as reader:
            for table in tables.METADATA.tables.values():
                rows = repr(reader.rows(table.select()))
                assert "angry" not in rows, table.name
            told = events(reader, NOBODY)[-1]
    assert (told.what, dict(told.ids)) == (
        "text corrected",
        {"document": 1, "revision": 1, "changes": 1},
    )


def test_a_coder_finds_their_own_touched_units_and_nobody_elses(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
        code.toggle(store, ANA, 1, passage("s1", 16, 21), "near")
        code.toggle_no_code(store, BEN, 1, passage("s1", 29, 44))
        change(store, (38, 43, "upset"))
        with store.reading() as reader:
            seen = {
                viewer.coder: [(one.coder, one.unit) for one in texts.second_looks(reader, viewer)]
                for viewer in (ANA, BEN, NOBODY)
            }
        assert seen == {"ana": [("ana", 4)], "ben": [("ben", 4)], None: []}
        assert have_looked(store, ANA, [("s1", 4)]) == 1
        with store.reading() as reader:
            assert texts.second_looks(reader, ANA) == ()


def test_what_was_done_can_still_be_undone_and_redone(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        code.toggle(store, ANA, 1, passage("s1", 38, 43), "anger")
        change(store, (16, 17, "Yes, I"), (38, 43, "very upset"))
        assert coded(store) == ["very upset"]
        assert undo.undo(store, ANA)[3:5] == (43, 53)
        assert coded(store) == []
        undo.redo(store, ANA)
        assert coded(store) == ["very upset"]
    assert check(path).faults == ()


def test_codings_that_fall_together_become_one(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with small_study(path) as store:
        code.toggle(store, ANA, 1, passage("s1", 35, 43), "anger")
        code.toggle(store, ANA, 1, passage("s1", 38, 43), "anger")
        done = change(store, (35, 38, ""))
        assert done.changed is not None
        assert (done.changed.one_now, coded(store)) == (1, ["angry"])
    assert check(path).faults == ()


def test_codings_may_pass_over_each_others_places(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        code.toggle(store, ANA, 1, passage("s1", 29, 34), "anger")
        code.toggle(store, ANA, 1, passage("s1", 34, 39), "anger")
        change(store, (16, 16, "Five "))
        assert coded(store) == ["I was", " so a"]


def test_a_judged_unit_without_words_is_refused_and_nothing_is_done(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        with pytest.raises(NotAsked, match=r"Unit 2 \(turn\) of “s1”"):
            change(store, (0, 3, "Which"), (16, 21, ""))
        with store.reading() as reader:
            assert documents.text(reader, NOBODY, "s1").startswith("Who has")
            assert texts.revisions(reader, NOBODY, "s1") == ()


def test_every_table_with_offsets_is_moved() -> None:
    with_offsets = {
        table.name
        for table in tables.METADATA.tables.values()
        if {"start", "stop"} <= set(table.c.keys())
    }
    assert with_offsets == {table.name for table in MOVED}


def quoted(store: Store, set_name: str = "first") -> dict[str, list[tuple[str, bool, str]]]:
    """Of each theme: the words it quotes, whether they support it, and whose coding they are."""
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s1")
        (there,) = (one for one in theme_sets(reader, NOBODY) if one.name == set_name)
        return {
            theme.name: [(text[q.start : q.stop], q.supports, q.coder) for q in theme.quotations]
            for theme in there.themes
        }


def revealed(path: Path, *put: tuple[str, int, int]) -> Store:
    """Ana has put codes on stretches of s1 in a round that is revealed; there is a theme, Heat."""
    store = small_study(path)
    for uid, start, stop in put:
        code.toggle(store, ANA, 1, passage("s1", start, stop), uid)
    rounds.close_round(store, NOBODY, 1, "enough")
    rounds.reveal_round(store, NOBODY, 1)
    themes.begin(store, ANA, "first")
    themes.add(store, ANA, "Heat", themes.Wording(claim="They burn.", codes=("anger",)))
    return store


def test_what_themes_quote_goes_along_and_can_still_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with revealed(path, ("anger", 38, 43)) as store:
        themes.quote(store, ANA, "Heat", themes.Place("s1", 4, 38, 43, 1, "ana", "anger"))
        themes.quote(store, ANA, "Heat", themes.Place("s1", 3, 22, 24), supports=False)
        change(store, (16, 17, "Yes, I"), (38, 43, "very upset"))
        full = [("very upset", True, "ana"), ("Go", False, "")]
        assert quoted(store) == {"Heat": full}
        for left in (full[:1], []):
            undo.undo(store, ANA)
            assert quoted(store) == {"Heat": left}
        change(store, (0, 3, "Whoever"))
        for there in (full[:1], full):
            undo.redo(store, ANA)
            assert quoted(store) == {"Heat": there}
    assert check(path).faults == ()


def test_a_quotation_that_lost_its_words_is_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with revealed(path) as store:
        themes.quote(store, ANA, "Heat", themes.Place("s1", 4, 38, 43))
        change(store, (37, 43, ""))
        assert quoted(store) == {"Heat": [("I was so.", True, "")]}
        undo.undo(store, ANA)
        assert quoted(store) == {"Heat": []}
        undo.redo(store, ANA)
        assert quoted(store) == {"Heat": [("I was so.", True, "")]}
    assert check(path).faults == ()


def test_what_was_said_of_codings_that_fall_together_is_said_of_the_one(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with revealed(path, ("anger", 35, 43), ("anger", 38, 43)) as store:
        for start in (38, 35):
            themes.quote(store, ANA, "Heat", themes.Place("s1", 4, start, 43, 1, "ana", "anger"))
        evolve(store, ANA, "code split", split_anger, "two things")
        second = parts.to_choose(store, NOBODY, 1)[1]
        parts.choose(store, ANA, second, "at others")
        change(store, (35, 38, ""))
        assert quoted(store) == {"Heat": [("angry", True, "ana")]}
        assert [one.chosen for one in parts.to_choose(store, NOBODY, 1)] == ["at others"]
        undo.undo(store, ANA)
        assert [one.chosen for one in parts.to_choose(store, NOBODY, 1)] == [None]
        undo.redo(store, ANA)
        assert [one.chosen for one in parts.to_choose(store, NOBODY, 1)] == ["at others"]
    assert check(path).faults == ()


def split_anger(book: Codebook) -> Codebook:
    return evolution.split(book, "anger", ["at self", "at others"])


def test_a_star_can_be_taken_back_after_a_correction(tmp_path: Path) -> None:
    with revealed(tmp_path / "a.study", ("anger", 38, 43)) as store:
        marks.star(store, ANA, 1, marks.Which("s1", 4, code="anger"))
        change(store, (16, 17, "Yes, I"))
        undo.undo(store, ANA)
        with store.reading() as reader:
            assert [one.starred for one in codings(reader, NOBODY, 1, "s1")] == [False]
        undo.redo(store, ANA)
        with store.reading() as reader:
            assert [one.starred for one in codings(reader, NOBODY, 1, "s1")] == [True]


_MARKS = st.lists(st.tuples(st.integers(0, 43), st.integers(1, 12)), max_size=6)
_EDITS = st.lists(st.integers(0, 44), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=_MARKS, cuts=_EDITS, words=st.text("é👩 a", min_size=1, max_size=4))
def test_a_study_is_sound_after_any_edits_and_undoing(
    tmp_path_factory: pytest.TempPathFactory,
    marks: list[tuple[int, int]],
    cuts: list[int],
    words: str,
) -> None:
    path = tmp_path_factory.mktemp("revising") / "a.study"
    ordered = sorted(set(cuts))
    edits = [(a, b, words) for a, b in zip(ordered[::2], ordered[1::2], strict=False)]
    with small_study(path) as store:
        for start, length in marks:
            with contextlib.suppress(NotAsked):
                code.toggle(store, ANA, 1, passage("s1", start, start + length), "anger")
        with contextlib.suppress(NotAsked):
            change(store, *edits)
        for _ in marks:
            with contextlib.suppress(NotAsked):
                undo.undo(store, ANA)
    assert check(path).faults == ()
