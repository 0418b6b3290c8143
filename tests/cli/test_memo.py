"""Memos by commands: written on anything, listed, searched, and blind as the rounds are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Workbench

ABOUT = {
    "unit": (("--unit", "S1-3"), "S1-3"),
    "code": (("--code", "anger"), "anger"),
    "document": (("--document", "s2"), "s2"),
    "case": (("--case", "Mara"), "Mara"),
    "study": (("--on-study",), "the study"),
}


@pytest.mark.parametrize("kind", ABOUT)
def test_in_an_open_round_a_memo_on_anything_is_its_authors_alone_until_reveal(
    workbench: Workbench, study: Path, kind: str
) -> None:
    words, about = ABOUT[kind]
    done = workbench("memo", study, "write", "a xylophone, I think", *words, "--as", "ana")
    assert done == (0, "", "Saved in round 1: yours alone until the round is revealed.\n")
    mine = workbench("memo", study, "list", "--as", "ana", "--json").json
    assert mine == [
        {"about": about, "kind": kind, "round": 1, "author": "ana", "text": "a xylophone, I think"}
    ]
    for who in ((), ("--as", "noor")):
        for asked in ("list", "--round", 1), ("search", "xylophone"):
            assert workbench("memo", study, *asked, *who, "--json").json == []
        told = workbench("memo", study, "list", *words, "--author", "ana", *who)
        assert told == (0, "", "0 memos.\n")
    workbench("round", study, "close", "--unfinished", "enough")
    workbench("round", study, "reveal")
    found = workbench("memo", study, "search", "XYLOPHONE", *words, "--as", "noor")
    assert found.out == f"{about}  (ana, round 1)\n    a xylophone, I think\n"


def test_a_memo_for_all_is_read_at_once_and_one_in_a_round_is_not(
    workbench: Workbench, study: Path
) -> None:
    said = workbench("memo", study, "write", "Speak up.", "--for-all", "--as", "ana")
    assert said.err == "Saved: all coders can read it.\n"
    workbench("memo", study, "write", "Quiet.", "--as", "ana")
    read = workbench("memo", study, "list", "--as", "noor")
    assert read == (0, "the study  (ana)\n    Speak up.\n", "1 memo.\n")
    for words in ("--unit", "S1-3"), ("--round", "1"):
        refused = workbench("memo", study, "write", "x", *words, "--for-all", "--as", "ana")
        assert refused.status == 1
        assert "leave out --for-all" in refused.err


def test_a_memo_written_again_is_replaced_and_an_empty_one_removed_and_both_can_be_undone(
    workbench: Workbench, study: Path
) -> None:
    def texts() -> list[str]:
        return [one["text"] for one in workbench("memo", study, "list", *ana, "--json").json]

    ana = ("--as", "ana")
    where = ("--code", "stance > near", *ana)
    workbench("memo", study, "write", "first", *where)
    workbench("memo", study, "write", "second\nline", *where)
    assert texts() == ["second\nline"]
    assert workbench("memo", study, "write", "second\nline", *where).err == "Nothing has changed.\n"
    assert workbench("memo", study, "write", "", *where).err == "The memo is removed.\n"
    assert texts() == []
    undone = workbench("undo", study, *ana)
    assert undone.err == "Taken back: memo written, near.\n"
    assert texts() == ["second\nline"]
    workbench("undo", study, *ana)
    assert texts() == ["first"]


def test_a_search_finds_words_and_phrases_and_an_author(workbench: Workbench, study: Path) -> None:
    for who, text in (("ana", "Café talk, every week"), ("noor", "every café of the week")):
        workbench("memo", study, "write", text, "--on-study", "--for-all", "--as", who)

    def authors(*words: str) -> list[str]:
        return [one["author"] for one in workbench("memo", study, *words, "--json").json]

    assert authors("search", "week", "cafe") == ["ana", "noor"]
    assert authors("search", "every week") == ["ana"]
    assert authors("search", "week", "--author", "noor") == ["noor"]
    assert authors("search", "weekend") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("write", "x"), "A memo needs a name; say who writes with --as NAME."),
        (("write", "--as", "ana"), "Say what the memo is to say"),
        (("write", "x", "--unit", "S1-99", "--as", "ana"), "“s1” has no unit 99; there are"),
        (("write", "x", "--unit", "S9-1", "--as", "ana"), "“S9-1” is no unit here"),
        (("write", "x", "--code", "angre", "--as", "ana"), "There is no code “angre”; there are"),
        (("write", "x", "--document", "s3", "--as", "ana"), "There is no document “s3”"),
        (("write", "x", "--case", "Zoe", "--as", "ana"), "There is no case “Zoe”"),
        (("write", "x", "--round", "7", "--as", "ana"), "There is no round 7; there are: 1."),
        (("list", "x"), "“list” takes no words"),
        (("list", "--code", "angre"), "There is no code “angre”; there are"),
        (("search",), "Say what to look for"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    workbench: Workbench, study: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = study.read_bytes()
    refused = workbench("memo", study, *words)
    assert refused.status == 1
    assert sentence in refused.err
    assert study.read_bytes() == before


def test_a_memo_on_a_code_of_ones_own_names_it_to_nobody_else(
    workbench: Workbench, study: Path
) -> None:
    own = ("propose", "add", "ocarina", "--reason", "new", "--as", "ana")
    assert workbench("codebook", study, *own).status == 0
    done = workbench("memo", study, "write", "hm", "--code", "ocarina", "--as", "ana")
    assert done.status == 0, done.err
    assert workbench("memo", study, "list", "--code", "ocarina", "--as", "ana").status == 0
    refused = workbench("memo", study, "list", "--code", "ocarina", "--as", "noor")
    assert refused.status == 1
    assert refused.err.replace("“ocarina”", "") == (
        "There is no code ; there are: feelings, anger, shame, stance, near, far.\n"
    )


def test_what_is_written_in_a_packet_comes_home_whatever_it_is_about(
    workbench: Workbench, study: Path, material: Path
) -> None:
    packet = material / "noor.packet"
    workbench("packet", study, "make", "--coder", "noor", "-o", packet, "--no-passphrase")
    for words, _ in ABOUT.values():
        done = workbench("memo", packet, "write", f"on {words[-1]}", *words, "--as", "noor")
        assert done.status == 0, done.err
    refused = workbench("memo", packet, "write", "x", "--for-all", "--as", "noor")
    assert "leave out --for-all" in refused.err
    assert workbench("packet", study, "take", packet).status == 0
    assert workbench("memo", study, "list", "--json").json == []
    home = workbench("memo", study, "list", "--as", "noor", "--json").json
    assert [(one["about"], one["text"]) for one in home] == [
        (about, f"on {words[-1]}") for words, about in ABOUT.values()
    ]


def test_a_memo_on_a_unit_is_written_in_the_round_that_its_author_codes_in(
    workbench: Workbench, study: Path
) -> None:
    coders = ("--coder", "ana", "--coder", "noor")
    drafted = workbench("round", study, "draft", *coders, "--unit", "sentence")
    assert drafted.status == 0
    done = workbench("memo", study, "write", "a doubt", "--unit", "S1-3", "--as", "ana")
    assert done.err == "Saved in round 1: yours alone until the round is revealed.\n"


def test_a_memo_comes_from_a_file(workbench: Workbench, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "café.txt"
    file.write_text("\ufeffFirst line.\n\nLast line.\n", "utf-8")
    ana = ("--on-study", "--as", "ana")
    assert workbench("memo", study, "write", "--file", file, *ana).status == 0
    found = workbench("memo", study, "list", "--as", "ana", "--json").json
    assert [one["text"] for one in found] == ["First line.\n\nLast line."]
    for words in (), ("words", "--file", file):
        refused = workbench("memo", study, "write", *words, *ana)
        assert refused.status == 1
        assert "in words or with --file FILE" in refused.err
    file.write_bytes(b"\x00\x01\x02\x03")
    assert workbench("memo", study, "write", "--file", file, *ana).status == 1
    assert workbench("memo", study, "list", "--as", "ana", "--json").json == found


def test_history_holds_ids_of_memos_and_tells_names(workbench: Workbench, study: Path) -> None:
    for words, _ in ABOUT.values():
        workbench("memo", study, "write", "x", *words, "--as", "ana")
    events = workbench("history", study, "--as", "ana", "--json").json
    held = [one["ids"] for one in events if one["what"] == "memo written"]
    assert [list(ids) for ids in held] == [["unit"], ["code"], ["document"], ["case"], []]
    assert all(isinstance(id_, int) for ids in held for id_ in ids.values())
