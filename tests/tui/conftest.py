"""The screen without what moves by itself, and without waiting by the clock."""

import asyncio
import os

import pytest

# Textual reads these once, when it is first imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)


@pytest.fixture(autouse=True)
def no_waiting_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits 60 ms a key until the processor seems idle; we wait for what must happen."""

    async def at_once(*_: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", at_once)
    monkeypatch.setattr("textual.pilot.wait_for_idle", at_once)
