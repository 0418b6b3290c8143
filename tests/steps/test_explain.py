"""A note on a code's agreement: why it is low, and what was done; printed beside the number."""

from pathlib import Path

import pytest

from tests.small import ANA, BEN, small_study
from workbench.errors import Blind, NameUnknown, NotAsked
from workbench.steps.agreement.answer import agreement
from workbench.steps.agreement.explain import explain, unexplained
from workbench.steps.agreement.question import Question
from workbench.steps.undo import redo, undo
from workbench.store import Store
from workbench.store.writes.rounds import set_state
from workbench.terms import NOBODY, Viewer

WHY = "Taken for any loud turn; the definition now asks for words of anger."


def notes(store: Store, viewer: Viewer = NOBODY, by: str = "code") -> dict[str, str | None]:
    (found,) = agreement(store, viewer, 1, Question(by=by))
    return {row.code: row.explanation for row in found.rows}


def test_a_note_stands_beside_the_code_also_when_the_number_was_kept(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    before = agreement(store, NOBODY, 1)
    explain(store, ANA, 1, [("anger", WHY)])
    assert notes(store, BEN) == {"anger": WHY, "shame": None, "near": None, "far": None}
    after = agreement(store, NOBODY, 1)
    assert [row.value for row in after[0].rows] == [row.value for row in before[0].rows]


def test_themes_and_categories_have_notes_and_parts_of_a_code_have_none(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    explain(store, ANA, 1, [("stance", WHY), ("anger", "x")])
    assert notes(store, by="theme") == {"feelings": None, "stance": WHY}
    assert notes(store, by="category") == {"stance": WHY}
    assert set(notes(store, by="pair").values()) == {None}


def test_a_note_is_undone_redone_and_taken_away(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    explain(store, ANA, 1, [("anger", WHY)])
    undo(store, ANA)
    assert notes(store)["anger"] is None
    redo(store, ANA)
    assert notes(store)["anger"] == WHY
    explain(store, ANA, 1, [("anger", " ")])
    assert notes(store)["anger"] is None


def test_one_wrong_name_and_none_is_written(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    with pytest.raises(NameUnknown, match="There is no code “angr”"):
        explain(store, ANA, 1, [("anger", WHY), ("angr", WHY)])
    assert notes(store)["anger"] is None


def test_before_reveal_there_is_nothing_to_explain(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "closed")
    with pytest.raises(Blind, match="Round 1 is closed and blind"):
        explain(store, ANA, None, [("anger", WHY)])


def test_a_round_without_coefficients_takes_no_notes(tmp_path: Path) -> None:
    from tests.steps.test_agree import coded_round

    store = small_study(tmp_path / "a.study", "draft")
    n = coded_round(store, {"ana": [0], "ben": [1]}, "explore")
    with pytest.raises(NotAsked, match="was to explore, so it has no coefficient"):
        explain(store, ANA, n, [("anger", WHY)])


def test_codes_below_667_without_a_note_are_named(tmp_path: Path) -> None:
    from tests.steps.test_agree import coded_round

    store = small_study(tmp_path / "a.study", "draft")
    n = coded_round(store, {"ana": [0], "ben": [1]})
    assert unexplained(agreement(store, NOBODY, n)[0]) == ["anger"]
    explain(store, ANA, n, [("anger", WHY)])
    assert unexplained(agreement(store, NOBODY, n)[0]) == []
    with store.writing() as writer:
        set_state(writer, n, "adjudicated")
    assert agreement(store, NOBODY, n)[0].rows[0].explanation == WHY
