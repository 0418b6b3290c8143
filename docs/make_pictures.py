"""Pictures of the real program on the sample study, for the README and the docs.

make pictures
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.tui.driving import Hand, sitting  # noqa: E402 the path and the environment come first
from workbench.steps import demo  # noqa: E402
from workbench.tui.screens.agreement import AgreementScreen  # noqa: E402

SIZE = (112, 32)
FOLDER = Path(__file__).parent / "pictures"


async def pictures(study: Path) -> None:
    """Take each picture."""
    async with sitting(study, "ana", SIZE) as hand:
        await hand.until(lambda: "Round 3" in hand.text(), "drawing")
        take(hand, "study")
        await hand.press("enter")
        await hand.codes()
        await hand.press(*["j"] * 14)
        take(hand, "code")
        await hand.press("q", "g")
        screen = await hand.on(AgreementScreen)
        await hand.until(lambda: bool(screen.found), "agreement")
        take(hand, "agreement")


def take(hand: Hand, name: str) -> None:
    """Write the screen as SVG."""
    svg = hand.app.export_screenshot(title="workbench")
    (FOLDER / f"{name}.svg").write_text(svg, "utf-8")


def main() -> None:
    """Build the sample study and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in demo.build(Path(folder)):
            pass
        asyncio.run(pictures(Path(folder) / demo.STUDY))


if __name__ == "__main__":
    main()
