"""A reliability sample: looked at first, drawn with a seed, the same for every coder."""

from pathlib import Path

from tests.cli.conftest import Workbench

DRAFT = ("--coder", "ana", "--coder", "noor", "--unit", "sentence", "--role", "student")


def test_a_look_writes_nothing_and_says_what_to_expect(workbench: Workbench, study: Path) -> None:
    before = study.read_bytes()
    words = ("round", study, "draft", *DRAFT, "--sample", "4", "--stretch", 2, "--dry-run")
    found = workbench(*words, "--json").json
    assert (found["units"], found["coders"]) == (4, 2)
    assert [(one["stratum"], one["units"], one["drawn"]) for one in found["strata"]] == [
        ("s1", 6, 3),
        ("s2", 3, 1),
    ]
    assert {(one["prevalence"], round(one["alpha"], 3)) for one in found["expected"]} >= {
        (0.1, 0.8),
        (0.3, 0.667),
    }
    said = workbench(*words)
    assert "4 units for each of 2 coders, in 2 documents. Nothing is written." in said.out
    assert study.read_bytes() == before
    assert len(workbench("round", study, "list", "--json").json) == 1


def test_the_round_and_its_event_keep_how_the_sample_was_drawn(
    workbench: Workbench, study: Path
) -> None:
    words = ("round", study, "draft", *DRAFT, "--sample", "50%", "--seed", 7, "--stretch", 2)
    look = workbench(*words, "--dry-run", "--json").json["documents"]
    made = workbench(*words, "--json").json[-1]
    assert made["sample"] == {"size": "50%", "seed": 7, "by": "document", "stretch": 2}
    shares = {(one["coder"], one["document"]): one["sample"] for one in made["assignments"]}
    assert shares == {(name, d): look[d] for name in ("ana", "noor") for d in ("s1", "s2")}
    events = workbench("history", study, "--json").json
    drafted = [event for event in events if event["what"] == "round drafted"][-1]
    assert {"seed": 7, "size": "50%", "stretch": 2}.items() <= drafted["ids"].items()


def test_answers_are_drawn_by_question(workbench: Workbench, study: Path, material: Path) -> None:
    workbench("import", study, material / "survey.csv", "--id", "id", "--text", "best")
    workbench("segment", study, "--unit", "turn", "--document", "survey/best")
    found = workbench("round", study, "draft",
                      "--coder", "ana", "--coder", "noor", "--unit", "turn",
                      "--document", "survey/best", "--sample", "50%", "--stratify", "question",
                      "--dry-run", "--json").json  # fmt: skip
    assert found["strata"] == [{"stratum": "best", "units": 2, "drawn": 1, "stretches": 1}]


def test_more_than_there_is_is_refused(workbench: Workbench, study: Path) -> None:
    said = workbench("round", study, "draft", *DRAFT, "--sample", "500")
    assert said.status == 1
    assert "A sample of 500 units is more than the 9 there are." in said.err
    said = workbench("round", study, "close", "--dry-run")
    assert "--dry-run shows what a new round would judge" in said.err
