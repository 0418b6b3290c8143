"""Bad input: one plain sentence on standard error, status 1, and the study exactly as it was."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from workbench.steps.agreement import BY
from workbench.steps.export import EXPORTS

HUGE = "99999999999999999999"
"""More than SQLite can count to."""

FILES: dict[str, bytes] = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 20,
    "half.vtt": b"WEBVTT\n\n00:00:01.000 --> 00:0",
    "table.csv": b"id,best\nF1,yes\nF1,no\n",
    "nocol.csv": b"who,what\na,b\n",
    "bad.yaml": b"version: 1\ncodes:\n- nme: anger\n",
    "unknown-code.csv": b"document,unit,coder,code\ns1,3,ana,envy\n",
    "no-unit.csv": b"document,unit,coder,code\ns1,99,ana,anger\n",
    "stranger.csv": b"document,unit,coder,code\ns1,3,zed,anger\n",
    "leader.csv": b"document,unit,coder,code\ns1,1,ana,anger\n",
    "two-stances.csv": b"document,unit,coder,code\ns1,3,ana,near\ns1,3,ana,far\n",
    "both.csv": b"document,unit,coder,code\ns1,3,ana,anger\ns1,3,ana,\n",
    "code-after-none.csv": b"document,unit,coder,code\ns1,3,ana,\ns1,3,ana,anger\n",
    "no-code-column.csv": b"document,unit,coder\ns1,3,ana\n",
    "of-noor.csv": b"document,unit,coder,code\ns1,3,noor,anger\n",
    "beyond.csv": b"document,start,stop,coder,code\ns1,30,99999,ana,anger\n",
    "before.csv": b"document,start,stop,coder,code\ns1,-5,40,ana,anger\n",
    "huge.csv": b"document,start,stop,coder,code\ns1,3,99999999999999999999999,ana,anger\n",
    "other-round.csv": b"document,unit,coder,code,round\ns1,3,ana,anger,2\n",
    "c.csv": b"document,unit,coder,code\ns1,3,ana,anger\n",
    "huge-unit.csv": f"document,unit,coder,code\ns1,{HUGE},ana,anger\n".encode(),
    "half-good.csv": b"document,unit,coder,code\ns1,3,ana,anger\ns1,4,ana,envy\n",
}


def digest(study: Path) -> str:
    connection = sqlite3.connect(study)
    dump = "\n".join(connection.iterdump())
    connection.close()
    return hashlib.sha256(dump.encode()).hexdigest()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "STUDY", "missing.txt"), "missing.txt"),
        (("import", "STUDY", "empty.txt"), "empty.txt"),
        (("import", "STUDY", "binary.txt"), "binary.txt"),
        (("import", "STUDY", "half.vtt"), "half.vtt"),
        (("import", "STUDY", "codebook.yaml"), "codebook.yaml"),
        (("import", "STUDY", "s1.txt", "missing.txt"), "missing.txt"),
        (("import", "STUDY", "survey.csv", "--id", "id", "--text", "worst"), "worst"),
        (("import", "STUDY", "table.csv", "--id", "id", "--text", "best"), "F1"),
        (("import", "STUDY", "survey.csv", "--id", "id", "--text", "best", "--score", "group"),
         "group"),
        (("import", "STUDY", "s1.txt", "--role", "Ruth"), "SPEAKER=ROLE"),
        (("segment", "STUDY", "--unit", "syllable"), "syllable"),
        (("codebook", "STUDY", "load", "bad.yaml"), "nme"),
        (("codebook", "STUDY", "load", "nowhere.yaml"), "nowhere.yaml"),
        (("codebook", "STUDY", "show", "--version", "9"), "version 9"),
        (("coder", "STUDY", "add", "ana"), "already"),
        (("round", "STUDY", "reveal"), "open"),
        (("round", "STUDY", "close"), "units"),
        (("round", "STUDY", "open", "--coder", "zed", "--unit", "sentence"), "zed"),
        (("round", "STUDY", "open", "--coder", "ana", "--unit", "turn"), "turn"),
        (("round", "STUDY", "open", "--coder", "ana", "--unit", "sentence", "--role", "nurse"),
         "nurse"),
        (("round", "STUDY", "open", "--coder", "ana", "--unit", "sentence", "--sample", "x"),
         "20%"),
        (("codings", "STUDY", "load", "unknown-code.csv", "--round", "1"), "envy"),
        (("codings", "STUDY", "load", "no-unit.csv", "--round", "1"), "99"),
        (("codings", "STUDY", "load", "stranger.csv", "--round", "1"), "zed"),
        (("codings", "STUDY", "load", "leader.csv", "--round", "1"), "line 2"),
        (("codings", "STUDY", "load", "two-stances.csv", "--round", "1"), "line 3"),
        (("codings", "STUDY", "load", "both.csv", "--round", "1"), "line 3"),
        (("codings", "STUDY", "load", "other-round.csv", "--round", "1"), "round 2"),
        (("codings", "STUDY", "load", "half-good.csv", "--round", "1"), "line 3"),
        (("codings", "STUDY", "load", "code-after-none.csv", "--round", "1"), "line 3"),
        (("codings", "STUDY", "load", "no-code-column.csv", "--round", "1"), "column “code”"),
        (("codings", "STUDY", "load", "of-noor.csv", "--round", "1", "--as", "ana"), "noor's"),
        (("codings", "STUDY", "load", "beyond.csv", "--round", "1"), "line 2"),
        (("codings", "STUDY", "load", "before.csv", "--round", "1"), "line 2"),
        (("codings", "STUDY", "load", "huge.csv", "--round", "1"), "line 2"),
        (("codings", "STUDY", "load", "nocol.csv", "--round", "1"), "document"),
        (("codings", "STUDY", "load", "half-good.csv", "--round", "7"), "round 7"),
        (("codings", "STUDY", "load", "half-good.csv"), "--round"),
        (("agreement", "STUDY", "--round", "1"), "reveal"),
        (("agreement", "STUDY", "--round", "4"), "round 4"),
        (("agreement", "STUDY", "--round", HUGE), f"There is no round {HUGE}; there are: 1."),
        (("agreement", "STUDY", "--round", "-1"), "There is no round -1; there are: 1."),
        (("round", "STUDY", "close", "--round", HUGE), f"There is no round {HUGE}; "),
        (("codings", "STUDY", "load", "c.csv", "--round", HUGE), f"There is no round {HUGE}; "),
        (("packet", "STUDY", "list", "--round", HUGE), f"There is no round {HUGE}; "),
        (("export", "STUDY", "codebook", "--round", "0", "-o", "t.csv"), "There is no round 0; "),
        (("codebook", "STUDY", "show", "--version", HUGE), f"no codebook version {HUGE}; "),
        (("codebook", "STUDY", "show", "--version", "-1"), "no codebook version -1; "),
        (("codebook", "STUDY", "diff", "0", HUGE), "no codebook version 0; "),
        (("codings", "STUDY", "load", "huge-unit.csv", "--round", "1"), HUGE),
        (("export", "STUDY", "units", "--unit", "nope", "-o", "t.csv"),
         "There is no unit that a document is cut into “nope”; there is: sentence."),
        *(
            ((*words, "--as", "zed"), "There is no coder “zed”; there are: ana, noor.")
            for words in (
                ("documents", "STUDY"),
                ("cases", "STUDY"),
                ("round", "STUDY", "list"),
                ("codebook", "STUDY", "show"),
                ("coder", "STUDY"),
                ("history", "STUDY"),
                ("packet", "STUDY", "list"),
            )
        ),
        (("export", "STUDY", "themes", "-o", "t.csv"), "revealed"),
        (("export", "STUDY", "poems", "-o", "t.csv"), "poems"),
        (("export", "STUDY", "units", "--unit", "sentence", "-o", "t.doc"), "doc"),
        (("calculate", "nocol.csv", "--coefficient", "krippendorf"), "krippendorff_alpha"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_and_changes_nothing(
    workbench: Workbench,
    study: Path,
    material: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(material)
    for name, content in FILES.items():
        (material / name).write_bytes(content)
    before, files = digest(study), sorted(material.iterdir())
    said = workbench(*(study if word == "STUDY" else word for word in words))
    assert (said.status, said.out) == (1, ""), said
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert digest(study) == before
    assert sorted(material.iterdir()) == files


@pytest.mark.parametrize("verb", ["documents", "open", "agreement", "history", "cases"])
def test_what_is_no_study_is_refused_by_every_command(
    workbench: Workbench, material: Path, verb: str
) -> None:
    said = workbench(verb, material / "s1.txt")
    assert (said.status, said.out) == (1, "")
    assert "is not a study" in said.err


def test_a_closed_round_takes_no_codings(workbench: Workbench, study: Path, material: Path) -> None:
    (material / "c.csv").write_text("document,unit,coder,code\ns1,3,ana,anger\n", "utf-8")
    assert workbench("round", study, "close", "--unfinished", "the term ended").status == 0
    said = workbench("codings", study, "load", material / "c.csv", "--round", 1)
    assert (said.status, said.out) == (1, "")
    assert "Round 1 is closed" in said.err


def test_a_refused_step_says_which_option_takes_a_reason(
    workbench: Workbench, study: Path, material: Path
) -> None:
    said = workbench("round", study, "close", "--unfinished", " ")
    assert said.err.endswith("; wait, or give a reason to close it now: --unfinished REASON\n")
    assert not workbench("round", study, "reveal").err.endswith("REASON\n")
    assert not workbench("round", study, "adjudicate").err.endswith("REASON\n")
    (material / "c.csv").write_text(
        "document,unit,coder,code\ns1,3,ana,anger\ns1,3,noor,shame\n", "utf-8"
    )
    workbench("codings", study, "load", material / "c.csv", "--round", 1)
    workbench("round", study, "close", "--unfinished", "the term ended")
    assert not workbench("round", study, "close").err.endswith("REASON\n")
    workbench("round", study, "reveal")
    said = workbench("round", study, "adjudicate")
    assert said.err.endswith("or give a reason to leave them unresolved: --undecided REASON\n")
    assert workbench("round", study, "adjudicate", "--undecided", "no time").status == 0


@pytest.mark.parametrize(("verb", "shelf"), [("export", EXPORTS), ("agreement", BY)])
def test_help_names_everything_on_the_shelf(
    workbench: Workbench, verb: str, shelf: Mapping[str, object]
) -> None:
    said = workbench(verb, "--help")
    assert said.status == 0
    words = set(re.findall(r"[\w-]+", re.sub(r"-\s+", "-", said.out)))
    assert not set(shelf) - words


def test_an_unknown_command_is_answered_with_the_right_ones(workbench: Workbench) -> None:
    said = workbench("analyse")
    assert (said.status, said.out) == (2, "")
    assert "There is no command “analyse”; there are: demo, new, open, serve, import" in said.err


def test_wrong_usage_is_status_two(workbench: Workbench) -> None:
    assert workbench("new").status == 2
    assert workbench("round", "a.study", "burn").status == 2


def test_escape_sequences_are_shown_not_sent(workbench: Workbench, tmp_path: Path) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07\u202e"
    study = tmp_path / "a.study"
    workbench("new", study, "--name", "A")
    (tmp_path / "s.txt").write_text(f"Ruth: Hello {evil} there.\n", "utf-8")
    workbench("coder", study, "add", f"zed{evil}")
    for words in (
        ("import", study, tmp_path / "s.txt", "--preview"),
        ("coder", study, "list"),
        ("documents", tmp_path / f"no{evil}thing"),
    ):
        said = workbench(*words)
        assert not set("\x1b\x07\u202e") & set(said.out + said.err)
