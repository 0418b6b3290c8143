"""The same workbench in a packet: its coder, its round, and the work comes home."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import sitting
from tests.tui.study import opened
from workbench.steps import packets
from workbench.store.reads.codings import codings
from workbench.store.reads.rounds import judged_units
from workbench.terms import NOBODY, Viewer


async def test_a_packet_is_coded_by_keys_and_taken(tmp_path: Path) -> None:
    home, packet = opened(tmp_path / "balint.study"), tmp_path / "ana.packet"
    packets.make(home, NOBODY, 1, "ana", packet, None)
    async with sitting(packet, "ana") as hand:
        await hand.until(lambda: "Your packet of round 1" in hand.line("advice"), "the advice")
        assert "Close" not in hand.line("keys")
        assert "Packets" not in hand.line("keys")
        await hand.press("enter")
        await hand.codes()
        await hand.press("c")
        assert hand.said == "Saved: containment, unit 1."
    assert packets.take(home, NOBODY, packet).taken
    with home.reading() as reader:
        found = codings(reader, Viewer("ana"), 1)
    assert [(one.first_unit, one.code) for one in found] == [(1, "c-containment")]


async def test_at_home_a_share_that_is_out_is_only_read(tmp_path: Path) -> None:
    home = opened(tmp_path / "balint.study")
    packets.make(home, NOBODY, 1, "ana", tmp_path / "ana.packet", None)
    async with sitting(home.path, "ana") as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("c")
        await hand.sees("is out in a packet")
    with home.reading() as reader:
        assert codings(reader, Viewer("ana"), 1) == ()


async def test_a_round_that_is_talked_about_is_read_by_keys_and_decided(tmp_path: Path) -> None:
    from workbench.steps.decide import decide
    from workbench.steps.discussing import make_discussion, take_any
    from workbench.steps.rounds import close_round, reveal_round
    from workbench.store import open_study
    from workbench.store.reads.decisions import decisions
    from workbench.terms import Decision

    home, packet = opened(tmp_path / "balint.study"), tmp_path / "talk.packet"
    close_round(home, NOBODY, 1, "enough")
    reveal_round(home, NOBODY, 1)
    make_discussion(home, NOBODY, 1, packet, None)
    with home.reading() as reader:
        (unit, *_) = judged_units(reader, NOBODY, 1, "session 1")
    made = Decision("session 1", unit, (), "none", "Only a question.", ("ana",))
    async with sitting(packet, "ana") as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("c")
        await hand.until(lambda: "revealed" in hand.said, "that it is only read")
        with open_study(packet) as away:
            decide(away, Viewer("ana"), 1, made)
    assert take_any(home, NOBODY, packet).taken
    with home.reading() as reader:
        assert decisions(reader, NOBODY, 1) == (made,)
