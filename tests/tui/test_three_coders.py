"""A round of three coders, one of them only ever in a packet: keys and commands end in the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tui.driving import Hand, sitting
from tests.tui.study import ready
from tests.tui.test_packets import take_packet, travelling, write_in
from tests.tui.walking import be, close_and_reveal, code_units, draft_and_open
from workbench.cli import main
from workbench.shares import Share
from workbench.steps.agreement.answer import agreement
from workbench.steps.disagreements import queue
from workbench.steps.export import theme_table
from workbench.store import open_study
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.decisions import decisions
from workbench.store.reads.proposals import proposals
from workbench.store.reads.rounds import round_of
from workbench.store.reads.shares import shares
from workbench.terms import NOBODY, Decision
from workbench.tui.dialogs.decide import AskReason
from workbench.tui.dialogs.packet import MakePacket
from workbench.tui.dialogs.propose import Propose
from workbench.tui.dialogs.rounds import AskAdjudicated
from workbench.tui.screens.disagreements import DisagreementsScreen
from workbench.tui.widgets.choices import Choice

SAID = {"ana": "cac00aca", "ben": "caa00a0a", "noor": "0ac00acc"}
"""For each of the eight units the key: containment, anger, or no code."""
NAMES = {"c": "containment", "a": "anger", "0": ""}
OWN, WHY = "distance", "Nothing else says it."
"""A code of Noor's own on the last unit, and why."""
UNIT = 3
SIZE = (110, 36)
MADE = Decision("session 1", UNIT, ("containment",), reason="She stays with it.", agreed=("ana",))


def laid_out(folder: Path) -> Path:
    folder.mkdir()
    store = ready(folder / "home.study", tuple(SAID))
    store.close()
    (folder / "elsewhere").mkdir()
    return store.path


def outcome(path: Path) -> dict[str, Any]:
    """All that lies in round 1, and what is made of it."""
    with open_study(path) as store:
        found, agreed = queue(store, NOBODY, 1), agreement(store, NOBODY, 1)
        with store.reading() as reader:
            proposed = proposals(reader, NOBODY, 1)
            own = {one.code: one.said.name for one in proposed}
            put = codings(reader, NOBODY, 1, proposed=True)
            return {
                "round": round_of(reader, NOBODY, 1),
                "codings": [one._replace(code=own.get(one.code, one.code)) for one in put],
                "no-codes": no_codes(reader, NOBODY, 1),
                "decisions": decisions(reader, NOBODY, 1),
                "proposals": [
                    (one.coder, one.kind, one.said.name, one.said.reason, one.said.unit)
                    for one in proposed
                ],
                "shares": shares(reader, NOBODY),
                "queue": [one.number for one in found.queued],
                "tally": found.tally,
                "agreement": agreed,
                "themes": theme_table(store, NOBODY, 1).rows,
            }


async def code_all(hand: Hand, keys: str, *, own: bool = False) -> None:
    await code_units(hand, keys)
    if own:
        await put_own_code(hand)
    await hand.press("q")


async def put_own_code(hand: Hand) -> None:
    """A code that is not in the frozen codebook, on the unit in focus."""
    await hand.press("p")
    await hand.on(Propose)
    await hand.write(OWN)
    await hand.press("tab", "tab", "tab")
    await hand.write(WHY)
    await hand.press("ctrl+s")
    await hand.sees(f"Saved: {OWN}, a code of your own.")


async def by_keys(folder: Path) -> dict[str, Any]:
    path, packet = laid_out(folder), folder / "elsewhere" / "noor.packet"
    async with sitting(path, "ana", SIZE) as hand:
        await draft_and_open(hand)
        await send(hand, "noor", packet)
    async with sitting(packet, "noor") as hand:
        await code_all(hand, SAID["noor"], own=True)
    async with sitting(path, "ana", SIZE) as hand:
        await code_all(hand, SAID["ana"])
        await be(hand, "ben")
        await code_all(hand, SAID["ben"])
        await travelling(hand)
        await take_packet(hand, packet)
        await hand.press("enter")
        await hand.sees("Took noor.packet")
        await hand.press("q")
        await be(hand, "ana")
        await close_and_reveal(hand)
        await settle_one(hand)
    return outcome(path)


async def send(hand: Hand, coder: str, packet: Path) -> None:
    """Make a packet that is not sealed."""
    await travelling(hand)
    await hand.press("m")
    dialog = await hand.on(MakePacket)
    await hand.press("tab", "tab")
    choice = dialog.query_one("#coder", Choice)
    while choice.chosen != coder:
        await hand.press("right")
    await write_in(hand, "path", str(packet))
    await hand.press("tab", "right", "enter")
    await hand.sees(f"Wrote {coder}'s share of round 1")


async def settle_one(hand: Hand) -> None:
    """Decide on one unit, and declare the round adjudicated with the rest open."""
    await hand.press("d")
    screen = await hand.on(DisagreementsScreen)
    await hand.until(lambda: screen.one is not None, "the queue")
    while screen.one is not None and screen.one.unit != UNIT:
        await hand.press("right_square_bracket")
    await hand.press(next(way.key for way in screen.ways if way.codes == MADE.codes))
    await hand.on(AskReason)
    await hand.enter(MADE.reason)
    await hand.sees("decided.")
    await hand.settle()
    await hand.press("ctrl+d")
    await hand.on(AskAdjudicated)
    await hand.enter("The rest is clear.")
    await hand.sees("Round 1 is adjudicated")


def by_commands(folder: Path) -> dict[str, Any]:
    path, packet = laid_out(folder), folder / "elsewhere" / "noor.packet"
    rows = {who: [f"session 1,{n},{who},{NAMES[key]}" for n, key in enumerate(keys, 1)]
            for who, keys in SAID.items()}  # fmt: skip
    team, noor = folder / "team.csv", folder / "elsewhere" / "noor.csv"
    head = "document,unit,coder,code"
    coders = [word for name in SAID for word in ("--coder", name)]
    team.write_text("\n".join([head, *rows["ana"], *rows["ben"]]), "utf-8")
    last = len(SAID["noor"])
    rows["noor"].append(f"session 1,{last},noor,{OWN}")
    noor.write_text("\n".join([head, *rows["noor"]]), "utf-8")
    for words in (
        ("round", path, "draft", "--unit", "turn", *coders),
        ("round", path, "open", "--round", 1),
        ("packet", path, "make", "--coder", "noor", "-o", packet, "--no-passphrase"),
        ("codebook", packet, "propose", "add", OWN, "--reason", WHY, "--because-of", f"S1-{last}",
         "--as", "noor"),
        ("codings", packet, "load", noor, "--round", 1, "--as", "noor"),
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
    assert pressed["round"].state == "adjudicated"
    made = sum(key != "0" for keys in SAID.values() for key in keys)
    assert len(pressed["codings"]) == made + 1
    assert pressed["proposals"] == [("noor", "add", OWN, WHY, len(SAID["noor"]))]
    assert pressed["shares"] == (Share(1, "noor", "packet", out=False),)
    typed = by_commands(tmp_path / "commands")
    for what, found in pressed.items():
        assert found == typed[what], what
