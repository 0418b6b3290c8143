"""Coders by commands: a name is mended, and one that was added by mistake removed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Workbench


def test_a_wrong_name_is_mended_and_a_coder_too_many_removed(
    workbench: Workbench, coded: Path
) -> None:
    before = workbench("agreement", coded, "--by", "pair", "--json").out
    workbench("coder", coded, "add", "bne")
    done = workbench("coder", coded, "rename", "noor", "Noor A.", "--as", "noor")
    assert done == (0, "name     role\nana      team\nNoor A.  independent\nbne      team\n", "")
    removed = workbench("coder", coded, "remove", "bne", "--json")
    assert [one["name"] for one in removed.json] == ["ana", "Noor A."]
    after = workbench("agreement", coded, "--by", "pair", "--json").out
    assert after == before.replace("noor", "Noor A.")
    assert workbench("codings", coded, "save", coded.with_name("out.csv")).status == 0
    assert "noor" not in coded.with_name("out.csv").read_text("utf-8")
    assert "coder renamed" in workbench("history", coded).out


def test_who_is_unknown_or_codes_already_is_said_and_nothing_changes(
    workbench: Workbench, study: Path
) -> None:
    before = workbench("coder", study)
    assert workbench("coder", study, "rename", "noor", "ANA") == (
        1, "", "There is a coder “ana” already; choose another name.\n",
    )  # fmt: skip
    for words in (("rename", "bne", "ben"), ("remove", "bne")):
        unknown = (1, "", "There is no coder “bne”; there are: ana, noor.\n")
        assert workbench("coder", study, *words) == unknown
    refused = workbench("coder", study, "remove", "noor")
    assert refused == (
        1,
        "",
        (
            "noor is a coder of round 1, so they cannot be removed; a wrong name can be changed: "
            'workbench coder STUDY rename "noor" NEW\n'
        ),
    )
    for wrong in ("rename noor", "remove", "list noor", "remove ana noor"):
        assert workbench("coder", study, *wrong.split()).status == 2
    assert workbench("coder", study) == before
