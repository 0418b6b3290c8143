"""From own codes to themes by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Workbench

PLAN = """\
round: 1
codes:
- name: quiet
  kind: category
- name: silence
  under: quiet
  from: [ana > silence, noor > pause]
rest: drop
"""


@pytest.fixture
def explored(workbench: Workbench, study: Path, material: Path) -> Path:
    """Round 1 was to explore; two coders coded a unit with codes of their own."""
    table = "document,unit,coder,code\ns1,2,ana,silence\ns1,2,noor,pause\ns1,3,noor,misc\n"
    (material / "own.csv").write_text(table, "utf-8")
    (material / "plan.yaml").write_text(PLAN, "utf-8")
    for words in (
        ("codebook", study, "propose", "add", "silence", "--as", "ana", "--reason", "new"),
        ("codebook", study, "propose", "add", "pause", "--as", "noor", "--reason", "new"),
        ("codebook", study, "propose", "add", "misc", "--as", "noor", "--reason", "new",
         "--because-of", "S1-3"),
        ("codings", study, "load", material / "own.csv", "--round", 1),
    ):  # fmt: skip
        done = workbench(*words)
        assert done.status == 0, (words, done.err)
    return study


def revealed(workbench: Workbench, study: Path) -> Path:
    workbench("round", study, "close", "--unfinished", "enough")
    workbench("round", study, "reveal")
    return study


@pytest.mark.parametrize("who", [(), ("--as", "noor")])
def test_until_reveal_no_command_tells_of_anothers_code(
    workbench: Workbench, explored: Path, material: Path, who: tuple[str, ...]
) -> None:
    for words in (
        ("codebook", explored, "show", *who),
        ("codebook", explored, "proposals", *who),
        ("codebook", explored, "proposals", "--json", *who),
        ("codebook", explored, "reconcile", *who),
        ("codebook", explored, "stale", *who),
        ("codebook", explored, "parts", *who),
        ("codebook", explored, "take", "silence", "--reason", "x", *who),
        ("codings", explored, "save", material / "saved.csv", *who),
        ("codings", explored, "star", "--unit", "S1-2", "--code", "silence", *who),
        ("export", explored, "codebook", "-o", material / "book.md", *who),
        ("history", explored, "--json", *who),
        ("round", explored, "list", "--json", *who),
        ("documents", explored, "--json", *who),
        ("check", explored, "--json"),
        ("backup", explored, "list", "--json"),
        ("themes", explored, "list", *who),
    ):
        said = workbench(*words)
        told = said.out + said.err.replace("“silence”", "")  # what was asked comes back
        assert "silence" not in told, words
    for name in ("saved.csv", "book.md"):
        path = material / name
        assert not path.exists() or "silence" not in path.read_text("utf-8")
    events = workbench("history", explored, "--json", *who).json
    assert [event["n"] for event in events] == list(range(1, len(events) + 1))


def test_a_plan_file_makes_the_next_version(
    workbench: Workbench, explored: Path, material: Path
) -> None:
    revealed(workbench, explored)
    laid = workbench("codebook", explored, "reconcile", "--json").json
    assert [(one["called"], one["units"]) for one in laid["codes"]] == [
        ("ana > silence", 1), ("noor > pause", 1), ("noor > misc", 1),
    ]  # fmt: skip
    assert laid["shared"][0]["units"] == 1
    plan = ("codebook", explored, "reconcile", "--round", 1, "--plan", material / "plan.yaml")
    trial = workbench(*plan, "--dry-run", "--json").json
    assert (trial["version"], trial["dropped"]) == (2, {"noor > misc": 1})
    done = workbench(*plan, "--as", "ana", "--json").json
    assert done["changes"] == trial["changes"]
    assert workbench("codebook", explored, "diff", 1, 2, "--json").json == done["changes"]
    assert workbench("codebook", explored, "diff", 2, 1, "--json").json == done["changes"]
    (quiet,) = [
        code
        for code in workbench("codebook", explored, "show", "--json").json["codes"]
        if code["name"] == "quiet"
    ]
    assert [code["name"] for code in quiet["codes"]] == ["silence"]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("p.yaml", "- x", "is no plan"),
        ("p.yaml", "codes: [", "is not YAML"),
        ("p.json", "{", "is not JSON"),
        ("p.json", '{"round": 7}', "for round 7"),
        ("p.yaml", "codes: {a: b}", "is a list"),
        ("p.yaml", "codes:\n- name: [x]\n", "line of text"),
        ("p.yaml", "a: &a [b]\nb: *a\n", "plan"),
        ("p.yaml", b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_plan_that_is_none_is_refused_and_changes_nothing(
    workbench: Workbench, explored: Path, tmp_path: Path, name: str, text: str | bytes, words: str
) -> None:
    revealed(workbench, explored)
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = workbench("codebook", explored, "reconcile", "--plan", path)
    assert (said.status, said.out) == (1, "")
    assert words in said.err
    assert workbench("codebook", explored, "show", "--json").json["version"] == 1


def test_key_by_key_by_commands(workbench: Workbench, explored: Path) -> None:
    revealed(workbench, explored)
    for words in (
        ("--keep", "silence", "--into", "stillness"),
        ("--join", "pause", "silence"),
        ("--drop", "misc"),
        ("--carry-out",),
    ):
        said = workbench("codebook", explored, "reconcile", *words)
        assert said.status == 0, said.err
    assert said.out == "stillness joins ana’s silence and noor’s pause.\n"


def test_a_split_is_walked_through_by_commands(workbench: Workbench, coded: Path) -> None:
    split = ("codebook", coded, "split", "anger", "hot", "cold")
    workbench(*split, "--reason", "two", "--because-of", "S1-6")
    assert (
        "code split, because of unit 6 of s1: two" in workbench("codebook", coded, "diff", 1, 2).out
    )
    found = workbench("codebook", coded, "parts", "--waiting", "--json").json
    assert {(one["code"], *one["parts"]) for one in found} == {("anger", "hot", "cold")}
    one = found[0]
    where = ("--unit", one["number"], "--coder", one["coder"], "--round", 1)
    assert workbench("codebook", coded, "choose", "1", *where, "--json").json == {"chosen": 1}
    left = workbench("codebook", coded, "parts", "--waiting", "--json").json
    assert len(left) == len(found) - 1
    said = workbench("codebook", coded, "choose", "warm", *where)
    assert (said.status, said.out) == (1, "")


def test_themes_by_commands(workbench: Workbench, coded: Path, material: Path) -> None:
    for words in (
        ("set", "first"),
        ("add", "Heat", "--claim", "They burn.", "--code", "anger"),
        ("quote", "Heat", "--unit", "S1-6"),
        ("quote", "Heat", "--unit", "S1-2", "--against"),
        ("quote", "Heat", "--unit", "S1-2", "--off"),
        ("set", "second", "--copy-of", "first"),
        ("edit", "Heat", "--name", "Fire", "--memo", "Later."),
        ("add", "Shame", "--code", "shame", "--code", "anger"),
    ):  # fmt: skip
        said = workbench("themes", coded, *words)
        assert (said.status, said.out) == (0, ""), said.err
    assert workbench("themes", coded, "diff", "first", "second").out.splitlines() == [
        "Fire was Heat; its memo is another.",
        "Shame is new.",
    ]
    assert [row["themes"] for row in workbench("themes", coded, "list", "--json").json] == [1, 2]
    shown = workbench("themes", coded, "show", "first", "--json").json
    assert [one["number"] for one in shown["themes"][0]["supporting"]] == ["S1-6"]
    out = material / "t.csv"
    assert workbench("export", coded, "themes", "--set", "second", "-o", out).status == 0
    assert "Fire" in out.read_text("utf-8")
    workbench("codings", coded, "star", "--unit", "S1-6", "--code", "anger", "--coder", "ana")
    said = workbench("themes", coded, "quote", "Shame", "--starred", "--json").json
    assert said == {"added": 1}
    again = workbench("codings", coded, "group", "threat", "--unit", "S1-6", "--json").json
    assert again["changed"] >= 1


def test_a_proposal_keeps_its_reason_when_only_its_name_is_worded_anew(
    workbench: Workbench, study: Path
) -> None:
    propose = ("codebook", study, "propose", "add", "hope", "--reason", "two hope")
    assert workbench(*propose, "--as", "ana").status == 0
    done = workbench("codebook", study, "reword", "hope", "--into", "trust", "--as", "ana")
    assert (done.status, done.err) == (0, "Reworded.\n")
    (made,) = workbench("codebook", study, "proposals", "--as", "ana", "--json").json
    assert (made["what"], made["reason"]) == ("new code “trust”", "two hope")
