"""Packets by keys: made, taken, called in."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.small import passage
from tests.tui.driving import Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import opened
from workbench.shares import Share
from workbench.steps import packets
from workbench.steps.code import toggle
from workbench.steps.decide import decide
from workbench.steps.packet_files import sealed, unseal_packet
from workbench.store import Store, open_study
from workbench.store.reads import codings, decisions
from workbench.store.reads.shares import shares
from workbench.terms import NOBODY, Decision, Viewer
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.packet import MakePacket, TakePacket
from workbench.tui.screens.packets import PacketsScreen

SIZE = (110, 36)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A study with an open round of ana and ben."""
    return opened(tmp_path / "balint.study")


async def travelling(hand: Hand) -> PacketsScreen:
    await hand.press("m")
    screen = await hand.on(PacketsScreen)
    await hand.until(lambda: screen.study is not None, "the packets")
    return screen


async def write_in(hand: Hand, field: str, words: str) -> None:
    """Go to a field by Tab, and type in it instead of what is there."""
    box = hand.screen.query_one(f"#{field}", Input)
    for _ in range(12):
        if box.has_focus:
            break
        await hand.press("tab")
    assert box.has_focus
    await hand.press("ctrl+u")
    await hand.write(words)


async def take_packet(hand: Hand, path: Path, passphrase: str = "") -> TakePacket:
    """Look at what a packet brings; the dialog is still there."""
    await hand.press("t")
    dialog = await hand.on(TakePacket)
    await write_in(hand, "path", str(path))
    if passphrase:
        await write_in(hand, "passphrase", passphrase)
    await hand.press("enter")
    await hand.until(lambda: "Nothing is stored yet" in hand.text(), "what came in")
    return dialog


def out(store: Store) -> list[Share]:
    with store.reading() as reader:
        return [one for one in shares(reader, NOBODY) if one.out]


def test_nothing_that_prints_a_request_shows_its_passphrase() -> None:
    from workbench.tui.packets import MakeAsked, TakeAsked

    asked = MakeAsked("packet", 1, "ana", Path("p"), "hush"), TakeAsked(Path("p"), "hush")
    assert "hush" not in repr(asked)


async def test_a_sealed_packet_is_made_and_taken_by_keys(store: Store, tmp_path: Path) -> None:
    packet = tmp_path / "ben-r1.packet"
    async with sitting(store.path, "ana", SIZE) as hand:
        await travelling(hand)
        await hand.press("m")
        await hand.on(MakePacket)
        await write_in(hand, "passphrase", "a quiet room")
        await write_in(hand, "repeated", "another room")
        await hand.press("enter")
        assert "differ" in hand.text()
        await write_in(hand, "repeated", "a quiet room")
        assert "quiet" not in hand.text()
        await hand.press("enter")
        await hand.sees("Wrote ben's share of round 1")
        assert sealed(packet)
        assert out(store) == [Share(1, "ben", "packet", True)]
        with open_study(unseal_packet(packet, "a quiet room")) as away:
            unit = Viewer("ben")
            toggle(away, unit, 1, passage("session 1", 6, 45), "c-anger")
        from workbench.steps.packet_files import seal_packet

        seal_packet(packet, "a quiet room")
        await hand.press("t")
        dialog = await hand.on(TakePacket)
        await write_in(hand, "path", str(packet))
        await write_in(hand, "passphrase", "wrong")
        await hand.press("enter")
        await hand.until(lambda: "passphrase" in hand.text() and not dialog.busy, "a refusal")
        assert dialog.found == ""
        await write_in(hand, "passphrase", "a quiet room")
        await hand.press("enter")
        await hand.until(lambda: "Nothing is stored yet" in hand.text(), "what came in")
        assert "1 unit judged" in dialog.found
        assert "anger" not in hand.text()
        assert out(store)
        await hand.press("enter")
        await hand.sees("Took ben-r1.packet")
    with store.reading() as reader:
        found = codings.codings(reader, Viewer("ben"), 1)
    assert [one.code for one in found] == ["c-anger"]
    assert out(store) == []


async def test_where_both_have_worked_it_is_asked_what_stands(store: Store, tmp_path: Path) -> None:
    packet = tmp_path / "ben.packet"
    packets.make(store, NOBODY, 1, "ben", packet, None)
    with open_study(packet) as away:
        toggle(away, Viewer("ben"), 1, passage("session 1", 6, 45), "c-anger")
    packets.call_in(store, NOBODY, 1, "ben")
    toggle(store, Viewer("ben"), 1, passage("session 1", 6, 45), "c-fear")
    async with sitting(store.path, "ana", SIZE) as hand:
        await travelling(hand)
        dialog = await take_packet(hand, packet)
        assert "also coded here" in dialog.found
        await hand.press("enter")
        await hand.until(lambda: "Choose “what is here stands”" in hand.text(), "a refusal")
        await hand.press("left", "enter")
        await hand.sees("Took ben.packet")
    with store.reading() as reader:
        found = codings.codings(reader, Viewer("ben"), 1)
    assert [one.code for one in found] == ["c-anger"]


async def test_what_is_here_can_stand(store: Store, tmp_path: Path) -> None:
    packet = tmp_path / "ben.packet"
    packets.make(store, NOBODY, 1, "ben", packet, None)
    packets.call_in(store, NOBODY, 1, "ben")
    toggle(store, Viewer("ben"), 1, passage("session 1", 6, 45), "c-fear")
    async with sitting(store.path, "ana", SIZE) as hand:
        await travelling(hand)
        await take_packet(hand, packet)
        await hand.press("right", "enter")
        await hand.sees("Took nothing")
    with store.reading() as reader:
        found = codings.codings(reader, Viewer("ben"), 1)
    assert [one.code for one in found] == ["c-fear"]


async def test_a_sheet_is_made_and_a_share_called_in(store: Store, tmp_path: Path) -> None:
    async with sitting(store.path, "ana", SIZE) as hand:
        await travelling(hand)
        await hand.press("m")
        await hand.on(MakePacket)
        await hand.press("right")
        assert "Passphrase" not in hand.text()
        await hand.press("enter")
        await hand.sees("Wrote ben's share")
        assert (tmp_path / "ben-r1.xlsx").read_bytes().startswith(b"PK")
        await hand.press("c")
        await hand.on(Confirm)
        await hand.press("right", "enter")
        await hand.sees("coded here again")
    assert out(store) == []


async def test_a_discussion_is_made_and_what_was_decided_is_taken(tmp_path: Path) -> None:
    store, packet = revealed(tmp_path / "balint.study"), tmp_path / "discuss-r1.packet"
    made = Decision("session 1", 2, ("c-relation",), "codes", "She says so.", ("ana", "ben"))
    other = made._replace(codes=("c-containment",), reason="No.")
    async with sitting(store.path, "ana", SIZE) as hand:
        await travelling(hand)
        await hand.press("m")
        await hand.on(MakePacket)
        await hand.press("tab", "tab", "tab", "right", "enter")
        await hand.sees("Wrote round 1 to talk about")
        assert "Not sealed" in hand.said
        with open_study(packet) as away:
            decide(away, NOBODY, 1, made)
        decide(store, NOBODY, 1, other)
        dialog = await take_packet(hand, packet)
        assert "S1-2 CONFLICT: here containment (ana and ben): No.; there" in dialog.found
        await hand.press("left", "enter")
        await hand.sees("Took discuss-r1.packet")
    with store.reading() as reader:
        assert decisions.decisions(reader, NOBODY, 1) == (made,)


async def test_without_a_round_there_is_nothing_to_make(tmp_path: Path) -> None:
    from tests.tui.study import ready

    async with sitting(ready(tmp_path / "new.study").path, "ana", SIZE) as hand:
        await travelling(hand)
        await hand.press("m")
        await hand.sees("none is")
