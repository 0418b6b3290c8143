"""A round with an independent researcher, by commands alone, on two paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from workbench.cli import passphrases
from workbench.cli.verbs import open_
from workbench.store import seal

ANAS = "document,unit,coder,code\ns1,3,ana,shame\ns2,3,ana,shame\n"
NOORS = "document,unit,coder,code\ns1,3,noor,shame\ns1,6,noor,far\ns2,3,noor,\n"
EVERYTHING = "document,coder\ns1,{0}\ns2,{0}\n"


@pytest.fixture
def files(material: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tables, a passphrase, and a folder that stands for the other machine."""
    monkeypatch.setattr(seal, "_COST", 2**10)
    (material / "ana.csv").write_text(ANAS, "utf-8")
    (material / "noor.csv").write_text(NOORS, "utf-8")
    for name in ("ana", "noor"):
        (material / f"{name}-all.csv").write_text(EVERYTHING.format(name), "utf-8")
    (material / "words.txt").write_text("blue horse\n", "utf-8")
    (material / "away").mkdir()
    return material


@pytest.mark.parametrize("how", ["sealed", "plain"])
def test_a_round_runs_over_two_machines_to_the_same_agreement(
    workbench: Workbench, study: Path, files: Path, how: str
) -> None:
    packet = files / "away" / "noor-r1.packet"
    seal_ = ("--no-passphrase",) if how == "plain" else ("--passphrase-file", files / "words.txt")
    made = workbench("packet", study, "make", "--coder", "noor", "--round", 1, "-o", packet, *seal_,
                     "--json")  # fmt: skip
    assert made.json == {"file": str(packet), "round": 1, "coder": "noor",
                         "sealed": how == "sealed"}  # fmt: skip
    ana = ("codings", study, "load", files / "ana.csv", "--round", 1, "--assignments",
           files / "ana-all.csv")  # fmt: skip
    assert workbench(*ana).status == 0
    noor = ("load", files / "noor.csv", "--round", 1, "--assignments", files / "noor-all.csv")
    assert "is out in a packet" in workbench("codings", study, *noor).err

    away = packet
    if how == "sealed":
        said = workbench("packet", packet, "unseal", *seal_, "--json")
        away = Path(said.json["file"])
    loaded = workbench("codings", away, *noor, "--json")
    assert loaded.json == {"codings": 2, "no_codes": 1, "same": None, "filled": 6}
    if how == "sealed":
        assert workbench("packet", packet, "seal", *seal_).status == 0

    take = ("packet", study, "take", packet, *(seal_ if how == "sealed" else ()), "--json")
    assert workbench(*take, "--dry-run").json["taken"] is False
    done = workbench(*take).json
    assert (done["standing"], done["taken"], done["memos"]) == ("later", True, None)
    assert done["documents"] == [
        {"document": "s1", "judged": 6, "new": 6, "same": 0, "conflicting": 0, "finished": True},
        {"document": "s2", "judged": 3, "new": 3, "same": 0, "conflicting": 0, "finished": True},
    ]
    assert workbench("round", study, "close").status == 0
    assert workbench("round", study, "reveal").status == 0
    rows = workbench("agreement", study, "--round", 1, "--json").json["rows"]
    assert {row["code"]: row["units"] for row in rows}["shame"] == 9


def test_a_receipt_says_in_words_what_came(workbench: Workbench, study: Path, files: Path) -> None:
    packet = files / "away" / "noor.packet"
    made = workbench("packet", study, "make", "--coder", "noor", "-o", packet, "--no-passphrase")
    assert made.err == (
        f"Wrote noor's share of round 1 to {packet}.\n"
        "Until it is back, or called in, it is only read here.\n"
        "It is not sealed: whoever gets the file can read it.\n"
    )
    assert workbench("packet", study, "list").out.split() == [
        "round", "coder", "form", "where", "1", "noor", "packet", "out",
    ]  # fmt: skip
    workbench("codings", packet, "load", files / "noor.csv", "--round", 1)
    said = workbench("packet", study, "take", packet)
    assert said.err == f"Took {packet} into noor's share of round 1.\n"
    assert said.out.splitlines()[1].split() == ["s1", "2", "2", "0", "0", "no"]
    again = workbench("packet", study, "take", packet)
    assert "was taken already; nothing was changed" in again.err


def test_a_coding_sheet_is_made_by_its_suffix(
    workbench: Workbench, study: Path, files: Path
) -> None:
    sheet = files / "noor.xlsx"
    made = workbench("packet", study, "make", "--coder", "noor", "-o", sheet, "--json")
    assert made.json["sealed"] is False
    assert workbench("packet", study, "take", sheet, "--json").json["standing"] == "later"


def test_the_passphrase_is_asked_for_on_a_terminal(
    workbench: Workbench, study: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["blue horse", "blue hose", "blue horse", "blue horse", "red", "blue horse"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(passphrases, "_ask", lambda _prompt: next(answers))
    make = ("packet", study, "make", "--coder", "noor", "-o", files / "noor.packet")
    assert "The two passphrases differ" in workbench(*make).err
    assert workbench(*make).status == 0
    take = ("packet", study, "take", files / "noor.packet")
    assert "The passphrase does not open this packet" in workbench(*take).err
    assert workbench(*take).status == 0


def test_who_calls_in_codes_here_again(workbench: Workbench, study: Path, files: Path) -> None:
    call_in = ("packet", study, "call-in", "--coder", "noor", "--round", 1)
    assert "there is none to call in" in workbench(*call_in).err
    workbench("packet", study, "make", "--coder", "noor", "-o", files / "n.packet",
              "--no-passphrase")  # fmt: skip
    assert workbench(*call_in).status == 0
    assert workbench("codings", study, "load", files / "noor.csv", "--round", 1).status == 0
    take = ("packet", study, "take", files / "n.packet")
    assert "was also coded here" in workbench(*take).err
    assert workbench(*take, "--replace").status == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("make", "-o", "x.packet"), "--coder NAME"),
        (("make", "--coder", "noor"), "-o FILE"),
        (("make", "--coder", "noor", "-o", "x.packet"), "--no-passphrase"),
        (("make", "--coder", "zed", "-o", "x.packet", "--no-passphrase"), "zed"),
        (("make", "--coder", "noor", "-o", "no/x.packet", "--no-passphrase"), "no folder"),
        (("make", "--coder", "noor", "-o", "s1.txt", "--no-passphrase"), "is there already"),
        (("make", "--coder", "noor", "--round", "4", "-o", "x", "--no-passphrase"), "round 4"),
        (("make", "--coder", "noor", "-o", "x.packet", "--passphrase-file", "none"), "none"),
        (("take",), "FILE"),
        (("take", "missing.packet"), "missing.packet"),
        (("take", "s1.txt"), "is not a study"),
        (("take", "STUDY"), "is a study, but no packet"),
        (("unseal",), "is no sealed packet"),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(
    workbench: Workbench,
    study: Path,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(files)
    before, there = study.read_bytes(), sorted(files.rglob("*"))
    said = workbench("packet", study, *(study if word == "STUDY" else word for word in words))
    assert (said.status, said.out) == (1, ""), said
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert (study.read_bytes(), sorted(files.rglob("*"))) == (before, there)


def test_a_sealed_packet_is_opened_in_its_working_study_and_sealed_again(
    workbench: Workbench, study: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = files / "away" / "noor.packet"
    seal_ = ("--passphrase-file", files / "words.txt")
    workbench("packet", study, "make", "--coder", "noor", "-o", packet, *seal_)
    before = packet.read_bytes()
    seen = []

    def screen(path: Path, coder: str | None) -> int:
        seen.append((path, coder))
        done = workbench("codings", path, "load", files / "noor.csv", "--round", 1)
        return done.status

    monkeypatch.setattr(open_, "at_terminal", lambda: True)
    monkeypatch.setattr("workbench.tui.run", screen)
    monkeypatch.setattr(passphrases, "passphrase", lambda *_: "blue horse")
    assert workbench("open", packet).status == 0
    assert seen == [(files / "away" / "noor.study", None)]
    assert packet.read_bytes() != before
    assert workbench("packet", study, "take", packet, *seal_).status == 0


@pytest.mark.parametrize(
    "words", [("open",), ("close",), ("close", "--unfinished", "x"), ("reveal",), ("adjudicate",)]
)
def test_in_a_packet_a_round_is_not_moved_and_no_reason_is_asked_for(
    workbench: Workbench, study: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    packet = tmp_path / "noor.packet"
    workbench("packet", study, "make", "--coder", "noor", "-o", packet, "--no-passphrase")
    refused = workbench("round", packet, *words)
    assert refused.status == 1
    assert refused.err == (
        "This is a packet; its round is opened, closed and revealed in the study it came from.\n"
    )


def test_a_plain_packet_is_opened_as_it_is(
    workbench: Workbench, study: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = files / "noor.packet"
    workbench("packet", study, "make", "--coder", "noor", "-o", packet, "--no-passphrase")
    seen: list[object] = []

    def screen(path: Path, coder: str | None) -> int:
        seen.append((path, coder))
        return 0

    monkeypatch.setattr(open_, "at_terminal", lambda: True)
    monkeypatch.setattr("workbench.tui.run", screen)
    assert workbench("open", packet).status == 0
    assert workbench("open", study).status == 0
    assert seen == [(packet, None), (study, None)]
