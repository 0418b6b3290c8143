"""A round of three coders, one of them only ever in a packet: keys and commands end in the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tui.driving import Hand, sitting
from tests.tui.study import ready
from tests.tui.test_whole_job import be, close_and_reveal
from workbench.cli import main
from workbench.steps.decide import decide
from workbench.steps.disagreements import queue
from workbench.steps.packets import make, take
from workbench.steps.rounds import adjudicate_round, draft_round
from workbench.store import open_study
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.decisions import decisions
from workbench.store.reads.rounds import round_of
from workbench.terms import NOBODY, Decision, RoundPlan

SAID = {"ana": "cac00aca", "ben": "caa00a0a", "noor": "0ac00acc"}
"""For each of the eight units the key: containment, anger, or no code."""
NAMES = {"c": "containment", "a": "anger", "0": ""}
UNIT = 3
MADE = Decision("session 1", UNIT, ("containment",), reason="She stays with it.", agreed=("ana",))


def laid_out(folder: Path) -> Path:
    folder.mkdir()
    store = ready(folder / "home.study", tuple(SAID))
    draft_round(store, NOBODY, RoundPlan(coders=tuple(SAID), unit="turn"), open_it=True)
    store.close()
    (folder / "elsewhere").mkdir()
    return store.path


def outcome(path: Path) -> tuple[Any, ...]:
    """All that lies in round 1."""
    with open_study(path) as store:
        found = queue(store, NOBODY, 1)
        with store.reading() as reader:
            return (
                round_of(reader, NOBODY, 1).state,
                codings(reader, NOBODY, 1),
                no_codes(reader, NOBODY, 1),
                decisions(reader, NOBODY, 1),
                [one.number for one in found.queued],
                found.tally,
            )


async def code_all(hand: Hand, keys: str) -> None:
    await hand.press("enter")
    screen = await hand.codes()
    for key in keys:
        await hand.press(key, "j")
    assert screen.sheet is not None
    assert screen.sheet.judged() == len(keys)
    await hand.press("q")


async def by_keys(folder: Path) -> tuple[Any, ...]:
    path, packet = laid_out(folder), folder / "elsewhere" / "noor.packet"
    with open_study(path) as store:
        make(store, NOBODY, 1, "noor", packet, None)
    async with sitting(packet, "noor") as hand:
        await code_all(hand, SAID["noor"])
    async with sitting(path, "ana", (100, 30)) as hand:
        await code_all(hand, SAID["ana"])
        await be(hand, "ben")
        await code_all(hand, SAID["ben"])
        with open_study(path) as store:
            take(store, NOBODY, packet)
        await hand.settle()
        await be(hand, "ana")
        await close_and_reveal(hand)
    with open_study(path) as store:
        decide(store, NOBODY, 1, MADE)
        adjudicate_round(store, NOBODY, 1, "The rest is clear.")
    return outcome(path)


def by_commands(folder: Path) -> tuple[Any, ...]:
    path, packet = laid_out(folder), folder / "elsewhere" / "noor.packet"
    rows = {who: [f"session 1,{n},{who},{NAMES[key]}" for n, key in enumerate(keys, 1)]
            for who, keys in SAID.items()}  # fmt: skip
    team, noor = folder / "team.csv", folder / "elsewhere" / "noor.csv"
    head = "document,unit,coder,code"
    team.write_text("\n".join([head, *rows["ana"], *rows["ben"]]), "utf-8")
    noor.write_text("\n".join([head, *rows["noor"]]), "utf-8")
    for words in (
        ("packet", path, "make", "--coder", "noor", "-o", packet, "--no-passphrase"),
        ("codings", packet, "load", noor, "--round", 1),
        ("codings", path, "load", team, "--round", 1),
        ("packet", path, "take", packet),
        ("round", path, "close"),
        ("round", path, "reveal"),
        ("decide", path, "--document", MADE.document, "--unit", UNIT, "--code", MADE.codes[0],
         "--reason", MADE.reason, "--agreed", "ana"),
        ("round", path, "adjudicate", "--undecided", "The rest is clear."),
    ):  # fmt: skip
        assert main([str(word) for word in words]) == 0, words
    return outcome(path)


async def test_by_keys_and_by_commands_a_round_with_a_packet_ends_in_the_same(
    tmp_path: Path,
) -> None:
    pressed = await by_keys(tmp_path / "keys")
    assert pressed[0] == "adjudicated"
    assert len(pressed[1]) == sum(key != "0" for keys in SAID.values() for key in keys)
    assert pressed == by_commands(tmp_path / "commands")
