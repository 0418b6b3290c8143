"""What a team asks of a round: against the rest, against oneself, after discussion, once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.small import codes, passage, small_study
from workbench.agreement.data import reliability_data
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.mv_alpha import mv_alpha
from workbench.coding.codes import find_code
from workbench.errors import NameUnknown, NotAsked, StudyUnwritable
from workbench.reliability import AgreementRow
from workbench.steps import code, rounds
from workbench.steps.agreement import BY
from workbench.steps.agreement.answer import agreement, of_judgements
from workbench.steps.agreement.change import changes
from workbench.steps.agreement.judged import Judgements
from workbench.steps.agreement.methods import methods
from workbench.steps.agreement.question import Question
from workbench.steps.agreement.units import sensitivity
from workbench.steps.codebook import load_codebook
from workbench.steps.coders import add_coder
from workbench.steps.decide import decide
from workbench.steps.disagreements import queue
from workbench.steps.summaries import summaries
from workbench.store import Store
from workbench.store.writes.cases import put_attendance
from workbench.terms import (
    NOBODY,
    Code,
    Codebook,
    Decision,
    Outcome,
    Purpose,
    Round,
    RoundPlan,
    StartFrom,
    Turn,
    Viewer,
)

SPANS = {
    "s1": {2: (16, 21), 3: (22, 28), 4: (29, 44)},
    "s2": {2: (9, 17), 3: (18, 25), 4: (26, 40)},
}
UNITS = [(name, unit) for name, spans in SPANS.items() for unit in spans]
Marks = Mapping[str, list[int]]
"""For each coder, which of the six units (from 0) got the code."""


def coded_round(
    store: Store, marks: Marks, purpose: Purpose = "test", start: StartFrom = "blank"
) -> int:
    """A round in which each coder put “anger” on some units; finished and revealed."""
    plan = RoundPlan(tuple(marks), "turn", purpose, ("s1", "s2"), ("student",), start_from=start)
    n = rounds.draft_round(store, NOBODY, plan, open_it=True)
    anger = find_code(codes(store), "anger").uid
    for coder, units in marks.items():
        for at in units:
            name, unit = UNITS[at]
            code.toggle(store, Viewer(coder), n, passage(name, *SPANS[name][unit]), anger)
        for name in SPANS:
            code.finish(store, Viewer(coder), n, name)
    rounds.close_round(store, NOBODY, n)
    rounds.reveal_round(store, NOBODY, n)
    return n


def study(path: Path) -> Store:
    """The small study with a third coder; its own round stays in draft."""
    store = small_study(path, "draft")
    add_coder(store, NOBODY, "noor", "independent")
    return store


def alpha(*pairs: tuple[int, int]) -> float | None:
    return krippendorff_alpha(reliability_data(pairs, categories=(0, 1))).value


ANGER = Question(codes=("anger",))
MARKS: Marks = {"ana": [0, 1], "ben": [0, 2], "noor": [0, 1, 2]}


def test_each_coder_is_held_against_their_pairs_with_the_others(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    (found,) = agreement(store, NOBODY, n, Question(by="coder", codes=("anger",)))
    rows = {row.key["coder"]: row for row in found.rows}
    ana = [*[(1, 1), (1, 0), (0, 1)], *[(0, 0)] * 3, *[(1, 1), (1, 1), (0, 1)], *[(0, 0)] * 3]
    assert rows["ana"].value == pytest.approx(alpha(*ana))
    assert {name: row.units for name, row in rows.items()} == {"ana": 6, "ben": 6, "noor": 6}
    assert rows["noor"].prevalence == {"noor": 3 / 6, "the others": 4 / 12}
    assert "each coder against the rest" in found.recipe
    assert "only code anger" in found.recipe


SOME = st.lists(st.integers(0, 5), unique=True)


@settings(max_examples=8, deadline=None)
@given(SOME, SOME)
def test_of_two_coders_each_is_held_against_the_other(
    tmp_path_factory: pytest.TempPathFactory, ana: list[int], ben: list[int]
) -> None:
    store = study(tmp_path_factory.mktemp("two") / "a.study")
    n = coded_round(store, {"ana": ana, "ben": ben})
    ((together,),) = [one.rows for one in agreement(store, NOBODY, n, ANGER)]
    (found,) = agreement(store, NOBODY, n, Question(by="coder", codes=("anger",)))
    for row in found.rows:
        assert row.value == (None if together.value is None else pytest.approx(together.value))
        assert row.units == together.units


def test_a_coder_is_compared_with_themselves_in_the_round_before(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    first = coded_round(store, {"ana": [0, 1], "ben": [0]})
    second = coded_round(store, {"ana": [0, 2], "noor": [1]})
    (found,) = agreement(store, NOBODY, second, Question(by="intra", codes=("anger",)))
    (row,) = found.rows
    assert row.key == {"coder": "ana", "code": "anger", "rounds": [str(first), str(second)]}
    assert row.value == pytest.approx(alpha((1, 1), (1, 0), (0, 1), (0, 0), (0, 0), (0, 0)))
    assert (row.units, row.cells, found.overall) == (6, (1, 1, 1, 3), None)
    (nobody,) = agreement(store, NOBODY, first, Question(by="intra"))
    assert (
        nobody.note == f"No coder judged units of round {first} in an earlier revealed round too."
    )


def test_the_recipe_says_how_many_units_were_seen_before(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    first = coded_round(store, {"ana": [0], "ben": [0]})
    second = coded_round(store, {"ana": [0], "noor": [0]})
    third = rounds.draft_round(
        store, NOBODY, RoundPlan(("noor",), "turn", "complete", ("s1",), ("student",))
    )
    found = agreement(store, NOBODY)
    assert [(one.n, one.seen_before) for one in found] == [(first, 0), (second, 6)]
    assert found[1].recipe.endswith("6 of the units coded or discussed before by these coders")
    assert third == second + 1


def test_after_discussion_the_decision_stands_for_those_who_agreed(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    (blind,) = agreement(store, NOBODY, n, ANGER)
    decide(store, NOBODY, n, Decision("s1", 3, ("anger",), reason="So.", agreed=("ana", "ben")))
    decide(store, NOBODY, n, Decision("s1", 4, (), "open", "Unclear.", ("ana", "ben", "noor")))
    asked = Question(codes=("anger",), after_discussion=True)
    (after,) = agreement(store, NOBODY, n, asked)
    values = [(1, 1, 1), (1, 1, 1), (0, 1, 1), (0, 0, 0), (0, 0, 0), (0, 0, 0)]
    wanted = krippendorff_alpha(reliability_data(values, categories=(0, 1))).value
    assert after.rows[0].value == pytest.approx(wanted)
    assert after.recipe.endswith("after discussion, 1 units decided")
    assert (after.note or "").startswith("Agreement after discussion, not reliability")
    assert agreement(store, NOBODY, n, ANGER) == [blind]


def test_who_did_not_agree_keeps_what_they_coded(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, {"ana": [0], "ben": []})
    decide(store, NOBODY, n, Decision("s1", 2, (), "none", "So.", ("ben", "noor")))
    asked = Question(codes=("anger",), after_discussion=True)
    (after,), (blind,) = agreement(store, NOBODY, n, asked), agreement(store, NOBODY, n, ANGER)
    assert after.rows[0].cells == blind.rows[0].cells == (0, 1, 0, 5)


@pytest.mark.parametrize(
    ("question", "units"),
    [
        (Question(documents=("s2",), codes=("anger",)), 3),
        (Question(speakers=("Idris",), codes=("anger",)), 3),
        (Question(coders=("ana", "noor"), codes=("anger",)), 6),
    ],
)
def test_only_some_documents_speakers_or_coders(
    tmp_path: Path, question: Question, units: int
) -> None:
    store = study(tmp_path / "a.study")
    (found,) = agreement(store, NOBODY, coded_round(store, MARKS), question)
    assert [(row.code, row.units) for row in found.rows] == [("anger", units)]


def test_a_category_is_asked_about_with_the_codes_below_it(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    (found,) = agreement(store, NOBODY, n, Question(codes=("feelings",)))
    assert [row.code for row in found.rows] == ["anger", "shame"]
    assert found.overall is not None
    assert found.overall.units == 12


@pytest.mark.parametrize(
    "question",
    [Question(documents=("s9",)), Question(codes=("envy",)), Question(coders=("zed",)),
     Question(by="moon"), Question(coefficient="luck")],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_the_right_ones(tmp_path: Path, question: Question) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    with pytest.raises(NameUnknown, match="there are"):
        agreement(store, NOBODY, n, question)


def test_a_name_that_one_of_the_rounds_has_is_right_also_once_that_round_is_kept(
    tmp_path: Path,
) -> None:
    store = study(tmp_path / "a.study")
    first = coded_round(store, MARKS)
    question = Question(coders=("noor",), codes=("anger",))
    kept = agreement(store, NOBODY, first, question)
    coded_round(store, {"ana": [0], "ben": [1]})
    assert agreement(store, NOBODY, None, question)[0] == kept[0]


# ------------------------------------------------------------------ asked again

NEXT = "version: 2\ncodes:\n- name: anger\n  definition: Shouting.\n- name: joy\n"


def test_what_was_measured_is_the_same_whatever_happens_later(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    questions = [Question(by=by) for by in ("code", "pair", "coder", "document", "category")]
    before = [agreement(store, NOBODY, n, question) for question in questions]
    (tmp_path / "next.yaml").write_text(NEXT, "utf-8")
    load_codebook(store, NOBODY, tmp_path / "next.yaml")
    with store.writing() as writer:
        put_attendance(writer, "Mara", "s1", "leader")  # her turns would no longer be judged
    assert [agreement(store, NOBODY, n, question) for question in questions] == before
    (other,) = agreement(store, NOBODY, n, Question(seed=2, codes=("anger",)))
    assert other.rows[0].units == 4  # what was not asked before is measured as things are now


def test_agreement_after_discussion_is_kept_only_when_all_is_decided(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, {"ana": [0], "ben": []})
    asked = Question(codes=("anger",), after_discussion=True)
    (before,) = agreement(store, NOBODY, n, asked)
    decide(store, NOBODY, n, Decision("s1", 2, (), "none", "So.", ("ana", "ben")))
    (after,) = agreement(store, NOBODY, n, asked)
    assert (before.rows[0].cells, after.rows[0].cells) == ((0, 1, 0, 5), (0, 0, 0, 6))


def test_asking_leaves_no_trace_in_history(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    with store.reading() as reader:
        before = reader.connection.exec_driver_sql("SELECT max(n) FROM event").scalar()
    agreement(store, NOBODY, n)
    with store.reading() as reader:
        assert reader.connection.exec_driver_sql("SELECT max(n) FROM event").scalar() == before


def test_a_study_that_cannot_be_written_is_answered_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)

    def full(*_: object) -> None:
        raise StudyUnwritable("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("workbench.steps.agreement.answer.keep_result", full)
        found = agreement(store, NOBODY, n)
    assert found == agreement(store, NOBODY, n)


@settings(max_examples=6, deadline=None)
@given(st.fixed_dictionaries({"ana": SOME, "ben": SOME, "noor": SOME}), st.booleans())
def test_when_all_agree_to_every_decision_nobody_differs_any_more(
    tmp_path_factory: pytest.TempPathFactory, marks: Marks, given_: bool
) -> None:
    store = study(tmp_path_factory.mktemp("all") / "a.study")
    n = coded_round(store, marks)
    for one in queue(store, NOBODY, n).queued:
        what = ("codes", ("anger",)) if given_ else ("none", ())
        outcome, codes_ = cast("tuple[Outcome, tuple[str, ...]]", what)
        made = Decision(one.document, one.unit, codes_, outcome, "So.", tuple(marks))
        decide(store, NOBODY, n, made)
    assert queue(store, NOBODY, n).tally.unresolved == 0
    (after,) = agreement(store, NOBODY, n, Question(codes=("anger",), after_discussion=True))
    assert after.rows[0].percent == 1


# ------------------------------------------------------------------ between rounds


def test_rounds_on_the_same_documents_are_compared_document_by_document(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    coded_round(store, {"ana": [0, 1, 3, 4, 5], "ben": [0, 2, 3, 4, 5]})
    coded_round(store, {"ana": [0, 1, 3, 4], "ben": [0, 1, 2, 3, 4]})
    (step,) = changes(store, NOBODY)
    assert step.overall is not None
    assert step.overall.change is not None
    assert step.overall.change.interval == (
        "paired t-jackknife over 2 documents, 2 of them in both rounds"
    )
    (after,) = changes(store, NOBODY, None, Question(after_discussion=True))
    assert after.overall is not None


def test_the_change_is_the_later_value_less_the_earlier(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    first = coded_round(store, {"ana": [0, 1], "ben": [0]})
    second = coded_round(store, {"ana": [0, 1], "ben": [0, 1]})
    (step,) = changes(store, NOBODY)
    row = step.rows[0]
    assert (step.before, step.after, row.code) == (first, second, "anger")
    assert row.before.value == pytest.approx(alpha((1, 1), (1, 0), *[(0, 0)] * 4))
    assert row.after.value == 1
    assert row.change is not None
    assert row.before.value is not None
    assert row.change.difference == pytest.approx(1 - row.before.value)
    assert changes(store, NOBODY, second) == [step]
    with pytest.raises(NotAsked, match=f"nothing to compare with round {first}"):
        changes(store, NOBODY, first)
    with pytest.raises(NotAsked, match="leave out --by"):
        changes(store, NOBODY, None, Question(by="pair"))


# ------------------------------------------------------------------ other units


def test_the_same_codings_are_measured_on_other_units(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, {"ana": [0, 3], "ben": [0]})
    found = sensitivity(store, NOBODY, n, ANGER)
    rows = {row.key["unit"]: row for row in found.rows}
    assert list(rows) == ["turn", "document", "character"]
    assert found.left_out == ("sentence",)
    assert "Characters are not independent" in found.note
    (by_turn,) = agreement(store, NOBODY, n, ANGER)[0].rows
    assert rows["turn"].value == by_turn.value
    assert rows["document"].cells == (1, 1, 0, 0)
    lengths = [stop - start for spans in SPANS.values() for start, stop in spans.values()]
    assert rows["character"].units == sum(lengths)
    assert rows["character"].cells == (5, 8, 0, sum(lengths) - 13)
    assert rows["character"].low is None


def round_of_passages(store: Store, *passages: tuple[str, int, int]) -> int:
    """A round on s1's three turns in which coders marked “anger” freely; revealed."""
    plan = RoundPlan(("ana", "ben"), "turn", "test", ("s1",), ("student",))
    n = rounds.draft_round(store, NOBODY, plan, open_it=True)
    anger = find_code(codes(store), "anger").uid
    for coder, start, stop in passages:
        code.toggle(store, Viewer(coder), n, passage("s1", start, stop), anger)
    for coder in ("ana", "ben"):
        code.finish(store, Viewer(coder), n, "s1")
    rounds.close_round(store, NOBODY, n)
    rounds.reveal_round(store, NOBODY, n)
    return n


HALF = replace(ANGER, overlap="half")


@pytest.mark.parametrize(
    ("anas", "cells"),
    [
        ([(38, 43)], (0, 0, 1, 2)),
        ([(36, 44)], (1, 0, 0, 2)),
        ([(29, 33), (40, 44)], (1, 0, 0, 2)),
        ([(29, 35), (31, 36)], (0, 0, 1, 2)),
        ([(20, 44)], (1, 1, 0, 1)),
    ],
    ids=["a third", "half", "half in two passages", "what overlaps counts once", "across turns"],
)
def test_a_unit_of_which_less_than_half_is_marked_has_the_code_only_by_touch(
    tmp_path: Path, anas: list[tuple[int, int]], cells: tuple[int, int, int, int]
) -> None:
    store = study(tmp_path / "a.study")
    n = round_of_passages(store, ("ben", 29, 44), *(("ana", *each) for each in anas))
    half = [sensitivity(store, NOBODY, n, HALF).rows[0], *agreement(store, NOBODY, n, HALF)[0].rows]
    assert [row.cells for row in half] == [cells, cells]
    touch = [
        sensitivity(store, NOBODY, n, ANGER).rows[0],
        *agreement(store, NOBODY, n, ANGER)[0].rows,
    ]
    assert [row.cells and row.cells[0] for row in touch] == [1, 1]


def test_the_recipe_and_what_is_kept_tell_touch_and_half_apart(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = round_of_passages(store, ("ben", 29, 44), ("ana", 38, 43))
    for _ in range(2):
        (any_,), (half,) = (agreement(store, NOBODY, n, one) for one in (ANGER, HALF))
        assert ", any overlap with a unit, " in any_.recipe
        assert ", at least half of a unit, " in half.recipe
        assert (any_.rows[0].units, half.rows[0].units) == (3, 3)  # who marked little judged it
        assert [one.rows[0].cells for one in (any_, half)] == [(1, 0, 0, 2), (0, 0, 1, 2)]
    assert "overlap" not in ANGER.words  # so answers kept before there was a choice are found
    assert "covered at least half of them" in methods(store, NOBODY, n, HALF)[0].text


@pytest.mark.parametrize("by", list(BY))
def test_half_of_a_unit_can_be_asked_in_every_way(tmp_path: Path, by: str) -> None:
    store = study(tmp_path / "a.study")
    for _ in range(2):
        n = round_of_passages(store, ("ben", 29, 44), ("ana", 38, 43))
    (found,) = agreement(store, NOBODY, n, Question(by=by, overlap="half"))
    ana = [row.prevalence["ana"] for row in found.rows if "ana" in row.prevalence]
    again = [row.prevalence for row in found.rows if by == "intra"]
    assert not any(ana)
    assert not any(used for row in again for name, used in row.items() if "ana" in name)


# ------------------------------------------------------------------ rounds in a row


def test_rounds_are_summed_up_in_a_row_each(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    first = coded_round(store, {"ana": [0, 1], "ben": [0]})
    decide(store, NOBODY, first, Decision("s1", 3, (), "none", "So.", ("ana",)))
    coded_round(store, {"ana": [0], "ben": [0]}, "revise", "decisions")
    one, other = summaries(store, NOBODY)
    assert (one.n, one.purpose, one.units, one.corpus, one.coders, one.codes) == (
        first,
        "test",
        6,
        8,
        ("ana", "ben"),
        4,
    )
    assert (one.discussed, one.changed, one.unresolved) == (1, 1, 0)
    assert one.percent == pytest.approx(5 / 6)
    assert len(one.kappas) == 1
    assert (other.discussed, other.changed, other.unresolved) == (None, None, None)


def test_people_are_asked_about_by_name_however_a_transcript_writes_it(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    with store.unchecked() as connection:
        connection.exec_driver_sql("UPDATE turn SET speaker = upper(speaker) WHERE position > 3")
        connection.exec_driver_sql("COMMIT")
    (found,) = agreement(store, NOBODY, n, Question(by="speaker"))
    assert [(row.code, row.units) for row in found.rows] == [("Mara", 12), ("Idris", 12)]
    (found,) = agreement(store, NOBODY, n, Question(by="role", speakers=("MARA",)))
    assert [row.key for row in found.rows] == [{"role": "student"}]


ORDERED = """\
version: 2
codes:
- name: warmth
  kind: category
  exclusive: ordinal
  codes: [{name: cool}, {name: mild}, {name: warm}]
"""


def test_an_ordinal_category_is_compared_in_its_order(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    (tmp_path / "v2.yaml").write_text(ORDERED, "utf-8")
    load_codebook(store, NOBODY, tmp_path / "v2.yaml")
    plan = RoundPlan(("ana", "ben"), "turn", "test", ("s1", "s2"), ("student",))
    n = rounds.draft_round(store, NOBODY, plan, open_it=True)
    said = {
        "ana": ["cool", "cool", "mild", "warm", "warm"],
        "ben": ["cool", "mild", "mild", "warm"],
    }
    for name, values in said.items():
        for (document, unit), value in zip(UNITS, values, strict=False):
            uid = find_code(codes(store), value).uid
            code.toggle(store, Viewer(name), n, passage(document, *SPANS[document][unit]), uid)
        for document in SPANS:
            code.finish(store, Viewer(name), n, document)
    rounds.close_round(store, NOBODY, n)
    rounds.reveal_round(store, NOBODY, n)
    (found,) = agreement(store, NOBODY, n, Question(by="category"))
    data = reliability_data([[0, 0], [0, 1], [1, 1], [2, 2], [2, None]], categories=(0, 1, 2))
    (row,) = found.rows
    assert (row.level, row.units) == ("ordinal", 4)
    assert row.value == pytest.approx(krippendorff_alpha(data, level="ordinal").value)
    assert found.recipe.startswith("krippendorff_alpha ordinal, per mutually exclusive category")


# ------------------------------------------------------------------ what does not fit


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(coefficient="mv_alpha"), "of all codes of a unit together: add --by set"),
        (Question(by="set", coefficient="positive_agreement"), "ask by code or theme"),
        (Question(by="set", coefficient="gwet_ac2"), "for values with an order"),
    ],
)
def test_a_coefficient_that_answers_another_question_is_refused(
    tmp_path: Path, question: Question, said: str
) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    with pytest.raises(NotAsked, match=said):
        agreement(store, NOBODY, n, question)


def test_units_are_compared_by_code_alone(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    for question in (Question(by="theme"), Question(after_discussion=True)):
        with pytest.raises(NotAsked, match="Units are compared by code"):
            sensitivity(store, NOBODY, n, question)


def test_what_the_round_has_nothing_of_is_said(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    (found,) = agreement(store, NOBODY, n, Question(by="question"))
    assert found.rows == ()
    assert found.note == f"No document of round {n} holds answers to a question of a survey."


# ------------------------------------------------------------------ all codes of a unit together


def test_the_codes_of_a_unit_are_one_set_and_units_without_any_are_told(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = coded_round(store, MARKS)
    found = agreement(store, NOBODY, n, Question(by="set"))[0].rows[0]
    yes, no = frozenset({"anger"}), frozenset[str]()
    sets = [(yes, yes, yes), (yes, no, yes), (no, yes, yes), *[(no, no, no)] * 3]
    assert (found.coefficient, found.code, found.units) == ("mv_alpha", "all codes", 6)
    assert found.value == pytest.approx(mv_alpha(reliability_data(sets)).value)
    many = _answers(SOMETIMES, by="set")
    said = "In 42% of the units nobody gave any of these codes; they count as agreement."
    assert (many.note, many.units) == (said, 12)


# ------------------------------------------------------------------ units that stay together


def test_of_one_document_units_are_left_out_with_all_their_cells(tmp_path: Path) -> None:
    store = study(tmp_path / "a.study")
    n = round_of_passages(store, ("ben", 16, 28), ("ana", 16, 21))
    (row,) = agreement(store, NOBODY, n, Question(by="document"))[0].rows
    assert row.interval.startswith("no interval: ")  # two units carry a code
    assert _answers(SOMETIMES).interval == "t-jackknife over 12 units"


def test_a_coder_against_the_rest_has_no_interval_where_hardly_a_unit_has_the_code() -> None:
    """Two units are four pairs with the others, which are no four units."""
    few = _answers(np.array([[1, 1, 1], [1, 0, 1], *[[0, 0, 0]] * 8]), by="coder")
    assert (few.units, few.low) == (10, None)
    assert few.interval == "no interval: fewer than 5 units carry the code"


SOMETIMES = np.array([[1, 1], [1, 0], [0, 1], *[[1, 1]] * 4, *[[0, 0]] * 5])


def _answers(given: NDArray[np.int_], by: str = "question") -> AgreementRow:
    """The first row about answers to a survey, each with one code or none."""
    names = ("ana", "ben", "noor")[: given.shape[1]]
    book = Codebook(1, (Code("anger", uid="anger"),))
    work = Judgements(
        round_=Round(1, "test", "revealed", 1, "turn", (), "blank", ("q",), names),
        codebook=book,
        coders=names,
        places=tuple(("q", at) for at in range(1, len(given) + 1)),
        turns=tuple(Turn(at, at, at + 1, *[None] * 5) for at in range(1, len(given) + 1)),
        clusters=None,
        judged=np.ones(given.shape, dtype=bool),
        applied={"anger": given.astype(bool)},
        questions={"q": "q"},
    )
    return of_judgements(work, Question(by=by)).rows[0]
