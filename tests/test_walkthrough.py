"""The three rounds of docs/co-coding.md run as they stand there, by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walking import ROOT, lay_out_sample, matches, printed, typed
from workbench.steps.check import check
from workbench.store import open_study, seal
from workbench.store.reads.rounds import rounds
from workbench.terms import NOBODY


@pytest.mark.skipif(not (ROOT / "data").exists(), reason="the sample study is not here")
def test_a_team_and_its_independent_researcher_go_through_three_rounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(seal, "_COST", 2**4)  # the guessing of passphrases is made easy here
    lay_out_sample(tmp_path)
    for words, shown in typed(ROOT / "docs" / "co-coding.md"):
        lines = printed(words)
        assert matches(shown, lines), "\n".join([words, *lines])
    with open_study(Path("balint.study")) as store, store.reading() as reader:
        found = [(one.state, one.coders, one.version) for one in rounds(reader, NOBODY)]
    everybody = ("ana", "ben", "noor")
    assert found == [
        ("adjudicated", everybody, 1),
        ("revealed", everybody, 2),
        ("revealed", everybody, 3),
    ]
    assert check(Path("balint.study")).faults == ()


def test_a_page_is_compared_line_by_line() -> None:
    assert matches(("one", "…", "four"), ["one", "two", "three", "four"])
    assert matches(("…",), [])
    assert not matches(("one", "four"), ["one", "two", "four"])
    assert not matches(("one…four",), ["one", "two", "five"])
