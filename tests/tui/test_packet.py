"""The same workbench in a packet: its coder, its round, and the work comes home."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import sitting
from tests.tui.study import opened
from workbench.steps import packets
from workbench.store.reads.codings import codings
from workbench.terms import NOBODY, Viewer


async def test_a_packet_is_coded_by_keys_and_taken(tmp_path: Path) -> None:
    home, packet = opened(tmp_path / "balint.study"), tmp_path / "ana.packet"
    packets.make(home, NOBODY, 1, "ana", packet, None)
    async with sitting(packet, "ana") as hand:
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
