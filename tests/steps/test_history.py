"""The history as an appendix: names for ids, runs told as one, and nothing blind."""

from pathlib import Path

from tests.small import ANA, BEN, passage, small_study
from tests.steps.test_discussing import ANGER, NONE
from tests.steps.test_packets import UNIT_2, UNIT_3, key
from workbench.steps import code, rounds, themes
from workbench.steps.codings import load
from workbench.steps.decide import decide
from workbench.steps.history import appendix
from workbench.steps.memo import write_memo
from workbench.steps.proposals import Wish, propose
from workbench.steps.undo import undo
from workbench.terms import NOBODY, Viewer

BEFORE = "no code applies; agreed by ana, ben"


def told(path: Path, viewer: Viewer) -> list[tuple[str | None, str, str, str]]:
    from workbench.store import open_study

    with open_study(path) as store, store.reading() as reader:
        return [(one.who, one.what, one.about, one.why) for one in appendix(reader, viewer)][10:]


def test_runs_are_one_line_and_decisions_are_told_with_their_reasons(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    key(store, ANA, "anger", UNIT_2)
    key(store, ANA, "shame", UNIT_3)
    key(store, BEN, "shame", UNIT_2)
    assert [line[:3] for line in told(path, ANA)] == [("ana", "coding made", "2 times")]
    assert told(path, NOBODY) == []
    rounds.close_round(store, NOBODY, 1, "Ben is ill.")
    rounds.reveal_round(store, NOBODY, 1)
    decide(store, ANA, 1, NONE)
    decide(store, ANA, 1, ANGER._replace(unit=2))
    assert told(path, NOBODY) == [
        ("ana", "coding made", "2 times", ""),
        ("ben", "coding made", "s1; shame; characters 16 to 21", ""),
        (None, "round closed", "round 1", "Ben is ill."),
        (None, "round revealed", "round 1", ""),
        ("ana", "decision made", f"S1-2; {BEFORE}", ""),
        (
            "ana",
            "decision replaced",
            f"S1-2; anger; agreed by ana, ben; before: {BEFORE}",
            "She says so. The reason before was: Only an answer.",
        ),
    ]
    with store.reading() as reader:
        lines = appendix(reader, NOBODY)
    assert [one.first for one in lines[1:]] == [one.last + 1 for one in lines[:-1]]
    assert lines[-1].number == "18–19"


def test_a_decision_that_was_taken_back_is_told_with_the_reason_that_stands(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    rounds.close_round(store, NOBODY, 1, "Ben is ill.")
    rounds.reveal_round(store, NOBODY, 1)
    decide(store, ANA, 1, NONE)
    decide(store, ANA, 1, ANGER._replace(unit=2))
    undo(store, ANA)
    made, replaced, undone = told(path, NOBODY)[-3:]
    assert made[3] == "Only an answer."
    assert replaced[3] == "The reason before was: Only an answer."
    assert undone[1] == "undone"


def test_ids_are_told_as_names_and_whose_work_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    store = small_study(path)
    own = propose(store, ANA, 1, Wish(name="silence", reason="Nobody speaks."))
    propose(store, ANA, 1, Wish("rename", ("anger",), name="fury", reason="Louder."))
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), own.code)
    write_memo(store, ANA, "unit", "s1#2", "hm", 1)
    table = tmp_path / "t.csv"
    table.write_text("document,unit,coder,code\ns1,2,ben,anger\n", "utf-8")
    load(store, NOBODY, 1, table)
    themes.begin(store, NOBODY, "first")
    themes.add(store, NOBODY, "loss", themes.Wording(claim="They lose.", codes=("anger",)))
    mine = [
        ("ana", "code proposed", "new code “silence”", ""),
        ("ana", "change proposed", "call “feelings > anger” “fury”", ""),
        ("ana", "coding made", "s1; silence; characters 16 to 21", ""),
        ("ana", "memo written", "S1-2", ""),
    ]
    for_all = [
        (None, "theme set begun", "“first”", ""),
        (None, "theme added", "“first”; “loss”", ""),
    ]
    assert told(path, ANA) == [*mine, *for_all]
    assert told(path, BEN) == [(None, "codings loaded", "round 1; 1 row; ben’s", ""), *for_all]
    assert told(path, NOBODY) == for_all
