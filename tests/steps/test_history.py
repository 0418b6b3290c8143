"""The history as an appendix: names for ids, runs told as one, and nothing blind."""

from pathlib import Path

from tests.small import ANA, BEN, small_study
from tests.steps.test_discussing import ANGER, NONE
from tests.steps.test_packets import UNIT_2, UNIT_3, key
from workbench.steps import rounds
from workbench.steps.decide import decide
from workbench.steps.history import appendix
from workbench.terms import NOBODY, Viewer

BEFORE = "outcome none; no codes; agreed by ana, ben"


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
        ("ben", "coding made", "s1; shame; start 16; stop 21", ""),
        (None, "round closed", "round 1", "Ben is ill."),
        (None, "round revealed", "round 1", ""),
        ("ana", "decision made", f"S1-2; {BEFORE}", ""),
        (
            "ana",
            "decision replaced",
            f"S1-2; outcome codes; anger; agreed by ana, ben; before: {BEFORE}",
            "The reason before was: Only an answer.",
        ),
    ]
