"""Correcting, cutting by hand and saying who speaks, from the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench

VTT = """WEBVTT

1
00:12:44.000 --> 00:12:46.000
Dr. M: Who has a case? I

2
00:12:46.000 --> 00:12:50.000
have none.

3
00:12:50.000 --> 00:12:55.000
Mara: I do. He new it.
"""


@pytest.fixture
def study(tmp_path: Path, workbench: Workbench) -> Path:
    path = tmp_path / "a.study"
    (tmp_path / "s.vtt").write_text(VTT)
    workbench("new", path, "--name", "A")
    workbench("import", path, tmp_path / "s.vtt", "--speaker", "Dr. M=Leader",
              "--role", "Leader=leader", "--attended", "Lotte=student")  # fmt: skip
    workbench("segment", path, "--unit", "sentence")
    return path


def test_a_preview_shows_who_is_known_from_elsewhere(study: Path, workbench: Workbench) -> None:
    other = study.with_name("t.txt")
    other.write_text("Mara: Hello.\n\nSpeaker 1: Hi.\n\nMara: Well.\n\nSpeaker 1: So.\n")
    (found,) = workbench("import", study, other, "--preview", "--json").json
    assert [
        (s["speaker"], s["also_in"], s["offered"], s["same_case"]) for s in found["speakers"]
    ] == [("Mara", ["s"], True, False), ("Speaker 1", [], False, False)]
    said = workbench("import", study, other, "--preview")
    assert "“Mara” also takes part in s. If that is the same person: --same “Mara”." in said.err
    said = workbench("import", study, other, "--preview", "--same")
    assert "“Mara” is the same person as in s." in said.err


def test_participants_are_joined_after_a_look(study: Path, workbench: Workbench) -> None:
    other = study.with_name("t.txt")
    other.write_text("Mara: Hello.\n\nSpeaker 1: Hi.\n\nMara: Well.\n\nSpeaker 1: So.\n")
    said = workbench("import", study, other, "--json")
    assert "here it is “Mara (t)”" in said.err
    assert workbench("cases", study, "same", "--json").json == [
        {"case": "Mara (t)", "document": "t", "same_as": "Mara", "also_in": ["s"]}
    ]
    assert "same “Mara” “Mara (t)”" in workbench("cases", study, "same").err
    tried = workbench("cases", study, "same", "Mara", "Mara (t)", "--dry-run", "--json").json
    assert tried == {
        "dry_run": True, "joined": [{"case": "Mara", "was": "Mara (t)"}], "copy": None
    }  # fmt: skip
    done = workbench("cases", study, "same", "--all")
    assert "“Mara (t)” is now Mara." in done.err
    assert "This cannot be undone; the study as it was before is" in done.err
    assert "Mara (t)" not in workbench("cases", study).out
    for wrong in (("same", "Mara"), ("same", "Mara", "Zoe", "--all"), ("list", "x"), ("load",)):
        assert workbench("cases", study, *wrong).status == 2


def test_all_turns_of_a_speaker_are_given_another_name(study: Path, workbench: Workbench) -> None:
    done = workbench("correct", study, "s", "--speaker", "Lea", "--of", "Leader", "--json").json
    assert {one["before"] for one in done["changes"]} == {"speaker Leader"}
    said = workbench("correct", study, "s", "--speaker", "Lea", "--of", "Zoe")
    assert (said.status, "There is no speaker in “s” “Zoe”" in said.err) == (1, True)


def test_a_word_is_corrected_after_a_dry_run(study: Path, workbench: Workbench) -> None:
    words = ("correct", study, "s", "--words", "new", "knew")
    tried = workbench(*words, "--dry-run", "--json").json
    done = workbench(*words, "--json").json
    assert tried == {**done, "dry_run": True}
    assert done["changes"] == [
        {"turn": 2, "before": "e? I have none. I do. He new it.",
         "after": "e? I have none. I do. He knew it."}
    ]  # fmt: skip
    again = workbench(*words)
    assert (again.status, "does not stand there" in again.err) == (1, True)


def test_turns_are_told_by_number_or_range(study: Path, workbench: Workbench) -> None:
    assert workbench("correct", study, "s", "--phase", "opening", "--turn", "1-2").status == 0
    for turn in ("2-1", "x", "1-99999999999"):
        assert workbench("correct", study, "s", "--phase", "x", "--turn", turn).status == 1
    assert "--turn N" in workbench("correct", study, "s", "--phase", "x").err
    assert "is no time" in workbench("correct", study, "s", "--time", "soon", "--turn", "1").err
    assert workbench("correct", study, "s").status == 2


def test_units_are_listed_merged_and_split_with_their_times(
    study: Path, workbench: Workbench
) -> None:
    workbench("units", study, "merge", "s#1")
    workbench("units", study, "split", "s#1", "--before", "I have")
    listed = workbench("units", study, "list", "s", "--json").json
    assert [(row["time"], row["words"]) for row in listed] == [
        ("[00:12:44]", "Who has a case?"),
        ("[00:12:44]", "I have none."),
        ("[00:12:50]", "I do."),
        ("[00:12:50]", "He new it."),
    ]
    assert "write DOCUMENT#UNIT" in workbench("units", study, "merge", "s").err


def test_an_export_of_units_tells_the_time_where_there_is_one(
    study: Path, workbench: Workbench
) -> None:
    target = study.with_name("units.csv")
    workbench("export", study, "units", "--unit", "sentence", "-o", target)
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert {row["time"] for row in rows} == {"[00:12:44]", "[00:12:50]"}


def test_nothing_to_look_at_again_is_an_empty_list(study: Path, workbench: Workbench) -> None:
    assert workbench("second-look", study, "--json").json == []
    assert "--as NAME" in workbench("second-look", study, "--done", "all").err


def test_a_missing_model_names_the_command_that_installs_it(
    study: Path, workbench: Workbench
) -> None:
    said = workbench("segment", study, "--unit", "sentence", "--model", "xx_none_sm")
    assert "python -m spacy download xx_none_sm" in said.err
