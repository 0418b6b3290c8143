"""What is held back because of names goes out by keys, for a reason that the history keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from tests.tui.driving import sitting
from tests.tui.study import opened
from workbench.privacy.names import named
from workbench.steps.history import appendix
from workbench.steps.keys import key_of
from workbench.steps.statuses import protect
from workbench.store import Store
from workbench.terms import NOBODY, Viewer
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.insisting import Insists
from workbench.tui.dialogs.packet import MakePacket
from workbench.tui.widgets.choices import Choice

ANA = Viewer("ana")


@pytest.fixture
def confidential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A confidential study whose one document is raw, with an open round."""
    monkeypatch.chdir(tmp_path)
    store = opened(Path("balint.study"))
    protect(store, NOBODY, on=True)
    return store


def insisted(store: Store) -> list[str]:
    """Why somebody insisted, by the history."""
    with store.reading() as reader:
        told = appendix(reader, ANA)
    return [one.why for one in told if one.what == "left in spite of names"]


def trouble(dialog: Insists[Any]) -> str:
    """What the dialog says is amiss."""
    return " ".join(str(dialog.query_one("#trouble", Static).content).split())


def asks_why(dialog: Insists[Any]) -> bool:
    """Whether the refusal is told and a reason would let it out."""
    told = trouble(dialog)
    asked = dialog.query_one("#of-insisting").has_class("-there")
    return asked and "insist with a reason" in told


async def test_an_export_that_is_held_back_goes_out_for_a_reason(confidential: Store) -> None:
    async with sitting(confidential.path, size=(100, 40)) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        await hand.press("end", "up", "up", "enter")
        await hand.until(lambda: asks_why(dialog), "the refusal")
        assert dialog.what == "units"
        assert list(Path().glob("units.*")) == []
        assert "Names, or raw documents, would leave the study." in dialog.here()
        await hand.enter("the board agreed")
        await hand.sees("units.docx with")
    assert insisted(confidential) == ["the board agreed"]


async def test_where_the_key_is_sealed_its_passphrase_lets_an_export_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = opened(Path("balint.study"))
    keys = key_of(store)
    keys.write(keys.read().with_names((named("Zebedee", "Student 9"),)))
    keys.seal("blue horse")
    async with sitting(store.path, size=(100, 40)) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        await hand.press("end", "up", "up", "enter")
        await hand.until(lambda: dialog.query_one("#of-key").has_class("-there"), "the question")
        assert "type its passphrase, or insist with a reason" in trouble(dialog)
        await hand.enter("red horse")
        await hand.until(lambda: "insist" not in trouble(dialog), "another refusal")
        await hand.press("ctrl+u")
        await hand.enter("blue horse")
        await hand.sees("units.docx with")
    assert insisted(store) == []


async def test_a_packet_that_is_held_back_goes_out_for_a_reason(confidential: Store) -> None:
    async with sitting(confidential.path, size=(100, 40)) as hand:
        await hand.press("m")
        await hand.sees("m makes a packet")
        await hand.press("m")
        dialog = await hand.on(MakePacket)
        dialog.query_one("#sealed", Choice).action_step(1)
        dialog.query_one("#path").focus()
        await hand.press("enter")
        await hand.until(lambda: asks_why(dialog), "the refusal")
        await hand.enter("only Ben reads it")
        await hand.sees("Wrote ben's share of round 1")
    assert insisted(confidential) == ["only Ben reads it"]
