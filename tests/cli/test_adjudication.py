"""From disagreements to decisions by commands: list, decide, adjudicate, start the next round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Workbench


def decide(study: Path, *words: object) -> tuple[object, ...]:
    return ("decide", study, "--round", 1, "--agreed", "ana", "--agreed", "noor", *words)


def test_disagreements_are_listed_with_what_each_coder_chose(
    workbench: Workbench, coded: Path
) -> None:
    found = workbench("disagreements", coded, "--round", 1, "--json").json
    assert [(one["number"], one["type"]) for one in found["disagreements"]] == [
        ("S1-6", "sibling codes"),
        ("S1-5", "one did not code it"),
        ("S2-4", "one did not code it"),
    ]
    first = found["disagreements"][0]
    assert {coder: choice["codes"] for coder, choice in first["chosen"].items()} == {
        "ana": ["anger", "near"],
        "noor": ["anger", "far"],
    }
    assert (first["text"], first["decided"], first["confused"]) == (
        "Angry, yes.",
        False,
        [["near", "far"]],
    )
    assert [rule["code"] for rule in first["rules"]] == ["near", "far"]
    assert found["unresolved"] == 3


def test_a_decision_is_counted_listed_and_exported(
    workbench: Workbench, coded: Path, material: Path
) -> None:
    words = ("--document", "s1", "--unit", 6, "--code", "anger", "--code", "near",
             "--reason", "He is close to him.", "--json")  # fmt: skip
    assert workbench(*decide(coded, *words)).json == {
        "document": "s1",
        "unit": 6,
        "decision": "made",
        "left": 2,
    }
    found = workbench("disagreements", coded, "--json").json
    assert found["disagreements"][0]["decision"] == {
        "outcome": "codes",
        "codes": ["anger", "near"],
        "reason": "He is close to him.",
        "agreed": ["ana", "noor"],
    }
    assert (found["discussed"], found["changed"], found["unresolved"]) == (1, 1, 2)
    left = workbench("disagreements", coded, "--undecided", "--json").json["disagreements"]
    assert [one["number"] for one in left] == ["S1-5", "S2-4"]
    workbench("export", coded, "themes", "-o", material / "t.md")
    assert "Units discussed: 1;" in (material / "t.md").read_text("utf-8")


def test_a_unit_is_found_by_its_spoken_number(workbench: Workbench, coded: Path) -> None:
    said = workbench(*decide(coded, "--unit", "s1-5", "--none", "--reason", "Too short."))
    assert (said.status, said.out) == (0, "")
    assert said.err.splitlines() == [
        "Unit 5 of “s1” is decided: no code.",
        "Round 1: 2 of 3 disagreements left without a decision.",
    ]
    again = workbench(*decide(coded, "--unit", "s1-5", "--code", "anger", "--reason", "Yes."))
    assert again.err.startswith("Unit 5 of “s1” is decided anew: anger; history keeps")


def test_a_round_is_adjudicated_and_the_next_starts_from_its_decisions(
    workbench: Workbench, coded: Path
) -> None:
    refused = workbench("round", coded, "adjudicate")
    assert (refused.status, refused.out) == (1, "")
    assert "3 disagreements without a decision" in refused.err
    for unit, *what in (
        ("S1-6", "--code", "far"),
        ("S1-5", "--open"),
        ("S2-4", "--codebook"),
    ):
        done = workbench(*decide(coded, "--unit", unit, *what, "--reason", "So."))
        assert done.status == 0, done.err
    assert workbench("round", coded, "adjudicate", "--json").json[0]["state"] == "adjudicated"
    opened = workbench("round", coded, "open", "--coder", "ana", "--unit", "sentence",
                       "--role", "student", "--purpose", "revise", "--start-from", "decisions",
                       "--json")  # fmt: skip
    assert opened.json[1]["start_from"] == "decisions"
    assert opened.json[1]["assignments"][0]["judged"] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("disagreements", "STUDY", "--round", 2), "round 2"),
        (("decide", "STUDY", "--unit", "S1-6", "--code", "far", "--reason", "x"), "--agreed"),
        (("decide", "STUDY", "--unit", "X1-6", "--none", "--reason", "x"), "X1-6"),
        (("decide", "STUDY", "--document", "s1", "--unit", "six", "--none", "--reason", "x"),
         "six"),
        (("round", "STUDY", "open", "--coder", "ana", "--unit", "sentence", "--purpose", "revise",
          "--start-from", "decisions"), "no decisions to start from"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_in_one_sentence(
    workbench: Workbench, coded: Path, words: tuple[object, ...], sentence: str
) -> None:
    said = workbench(*(coded if word == "STUDY" else word for word in words))
    assert (said.status, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_agreement_after_discussion_stands_beside_the_blind_number(
    workbench: Workbench, coded: Path
) -> None:
    ask = ("agreement", coded, "--round", 1, "--code", "stance", "--json")
    blind = workbench(*ask).json
    workbench(*decide(coded, "--unit", "S1-6", "--code", "near", "--reason", "So."))
    after = workbench(*ask, "--after-discussion").json
    assert [row["cells"] for row in blind["rows"]] == [[0, 1, 0, 8], [0, 0, 1, 8]]
    assert [row["cells"] for row in after["rows"]] == [[1, 0, 0, 8], [0, 0, 0, 9]]
    assert after["recipe"].endswith("after discussion, 1 units decided")
    assert workbench(*ask).json == blind


def test_agreement_is_told_by_coder_by_unit_and_by_change(
    workbench: Workbench, coded: Path
) -> None:
    by_coder = workbench("agreement", coded, "--round", 1, "--by", "coder", "--code", "shame",
                         "--json").json["rows"]  # fmt: skip
    assert [(row["coder"], row["code"], row["units"]) for row in by_coder] == [
        ("ana", "shame", 9),
        ("noor", "shame", 9),
    ]
    by_unit = workbench("agreement", coded, "--round", 1, "--sensitivity", "--json").json
    assert list(dict.fromkeys(row["unit"] for row in by_unit["rows"])) == [
        "sentence",
        "turn",
        "document",
        "character",
    ]
    assert "not independent" in by_unit["note"]
    printed = workbench("agreement", coded, "--round", 1, "--sensitivity")
    assert printed.out.splitlines()[0].split() == ["sentence", "turn", "document", "character"]
    assert workbench("agreement", coded, "--change", "--json").json == []
    assert workbench("agreement", coded, "--change", "--round", 1).status == 1
    assert workbench("agreement", coded, "--sensitivity").status == 1


def test_the_rounds_are_exported_in_a_row_each(
    workbench: Workbench, coded: Path, material: Path
) -> None:
    workbench(*decide(coded, "--unit", "S1-6", "--code", "near", "--reason", "So."))
    done = workbench("export", coded, "rounds", "-o", material / "rounds.csv", "--json")
    assert done.json["rows"] == 1
    text = (material / "rounds.csv").read_text("utf-8-sig")
    assert "1 (test),1,9 (81.8)," in text
    assert '"2: ana, noor",4' in text


def test_until_reveal_the_command_line_tells_nobody_where_coders_differ(
    workbench: Workbench, study: Path
) -> None:
    said = workbench("disagreements", study, "--round", 1, "--as", "ana")
    assert (said.status, said.out) == (1, "")
    assert "blind" in said.err


def test_a_decision_needs_one_outcome(workbench: Workbench, coded: Path) -> None:
    assert workbench(*decide(coded, "--unit", "S1-6", "--reason", "x")).status == 2
    both = decide(coded, "--unit", "S1-6", "--none", "--code", "far", "--reason", "x")
    assert workbench(*both).status == 2


def test_a_note_on_low_agreement_is_printed_and_exported(
    workbench: Workbench, coded: Path, tmp_path: Path
) -> None:
    said = workbench("agreement", coded, "--round", 1)
    assert "below .667 and without a note:" in said.err
    why = "Read too widely; sharpened in version 2."
    found = workbench(
        "agreement", coded, "--round", 1, "--note", "anger", why, "--as", "ana", "--json"
    ).json
    notes = {row["code"]: row["explanation"] for row in found["rows"]}
    assert {name: text for name, text in notes.items() if text} == {"anger": why}
    assert f"* anger, the team: {why}" in workbench("agreement", coded, "--round", 1).out
    path = tmp_path / "agreement.csv"
    assert workbench("export", coded, "agreement", "--round", 1, "-o", path).status == 0
    assert why in path.read_text("utf-8-sig")
    assert workbench("agreement", coded, "--note", "angr", "x").status == 1


def test_the_methods_text_is_made_from_the_round(workbench: Workbench, coded: Path) -> None:
    found = workbench("agreement", coded, "--round", 1, "--methods", "--json").json
    assert found["round"] == 1
    assert found["text"].startswith(
        "Two coders coded independently, without access to each other's work, 9 sentences from "
        "students' turns with version 1 of the codebook. Reliability was measured for each code, "
        "as applied or not applied, by Krippendorff's alpha (Krippendorff 2019)"
    )
    cited = [line.split(",")[0] for line in found["references"]]
    assert cited == ["Castro", "Krippendorff"]
    said = workbench("agreement", coded, "--methods", "--coefficient", "gwet_ac1")
    assert "by Gwet's AC1 (Gwet 2008)" in said.out
    after = workbench("agreement", coded, "--round", 1, "--methods", "--after-discussion").out
    assert "agreement after discussion, not reliability. Agreement was measured" in after
    assert workbench("agreement", coded, "--methods", "--by", "pair").status == 1


def test_the_methods_text_says_how_a_sample_was_drawn(
    workbench: Workbench, study: Path, material: Path
) -> None:
    workbench("round", study, "open", "--coder", "ana", "--coder", "noor", "--unit", "sentence",
              "--role", "student", "--sample", "50%", "--seed", 7, "--stretch", 2)  # fmt: skip
    (material / "codings.csv").write_text("document,unit,coder,code\n", "utf-8")
    (material / "shares.csv").write_text(
        "document,coder\ns1,ana\ns1,noor\ns2,ana\ns2,noor\n", "utf-8"
    )
    workbench("codings", study, "load", material / "codings.csv", "--round", 2,
              "--assignments", material / "shares.csv")  # fmt: skip
    for act in ("close", "reveal"):
        assert workbench("round", study, act, "--round", 2).status == 0
    text = workbench("agreement", study, "--round", 2, "--methods").out
    assert (
        "They were drawn at random (50%) in stretches of about 2 in a row, each document giving "
        "its share (seed 7)."
    ) in text
