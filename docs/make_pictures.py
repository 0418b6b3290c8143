"""Pictures of the real program on the sample study, for the README and the docs.

make pictures
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from textual.command import CommandPalette  # noqa: E402 the path and the environment come first
from textual.widgets import Input  # noqa: E402

from tests.tui.driving import Hand, held, sitting  # noqa: E402
from tests.tui.revealed import themed  # noqa: E402
from tests.tui.study import opened, ready  # noqa: E402
from tests.tui.test_own_codes import explored, exploring  # noqa: E402
from tests.tui.test_parts import parted  # noqa: E402
from workbench.steps import demo  # noqa: E402
from workbench.steps.packets import make  # noqa: E402
from workbench.terms import NOBODY  # noqa: E402
from workbench.tui.dialogs.edit import Rename  # noqa: E402
from workbench.tui.dialogs.exporting import AskExport  # noqa: E402
from workbench.tui.dialogs.filling import WriteCell  # noqa: E402
from workbench.tui.dialogs.finder import AskWho, PickName  # noqa: E402
from workbench.tui.dialogs.first import AskStudy  # noqa: E402
from workbench.tui.dialogs.help import Help  # noqa: E402
from workbench.tui.dialogs.importing.files import AskFiles  # noqa: E402
from workbench.tui.dialogs.packet import MakePacket  # noqa: E402
from workbench.tui.dialogs.propose import Propose  # noqa: E402
from workbench.tui.dialogs.rounds import AskRound  # noqa: E402
from workbench.tui.dialogs.setting_up import AskSegment  # noqa: E402
from workbench.tui.dialogs.withdraw import AskWithdraw  # noqa: E402
from workbench.tui.screens.agreement import AgreementScreen  # noqa: E402
from workbench.tui.screens.behind import BehindScreen  # noqa: E402
from workbench.tui.screens.cells import CellsScreen  # noqa: E402
from workbench.tui.screens.codebook import CodebookScreen  # noqa: E402
from workbench.tui.screens.disagreements import DisagreementsScreen  # noqa: E402
from workbench.tui.screens.importing.columns import ColumnsScreen  # noqa: E402
from workbench.tui.screens.importing.speakers import SpeakersScreen  # noqa: E402
from workbench.tui.screens.matrix import MatrixScreen  # noqa: E402
from workbench.tui.screens.names import NamesScreen  # noqa: E402
from workbench.tui.screens.participants import ParticipantsScreen  # noqa: E402
from workbench.tui.screens.search import SearchScreen  # noqa: E402
from workbench.tui.screens.study import StudyScreen  # noqa: E402
from workbench.tui.screens.theme_table import ThemeTableScreen  # noqa: E402
from workbench.tui.screens.themes import ThemesScreen  # noqa: E402

SIZE = (112, 32)
FOLDER = Path(__file__).parent / "pictures"


async def pictures(study: Path) -> None:
    """Take the pictures of the sample study, from the first screen to the last."""
    async with sitting(study, "ana", SIZE) as hand:
        await hand.until(lambda: "Round 3" in hand.text(), "drawing")
        take(hand, "study")
        for tour in (coding, comparing, settling, changing, finding, filling):
            await tour(hand)


async def coding(hand: Hand) -> None:
    """A session that was coded."""
    await hand.press("enter")
    await hand.codes()
    await hand.press(*["j"] * 14)
    take(hand, "code")
    await hand.press("f4")
    take(hand, "light")
    await hand.press("f4", "f1")
    await hand.on(Help)
    take(hand, "help")
    await hand.press("escape", "ctrl+p")
    await hand.on(CommandPalette)
    await hand.write("memo")
    await hand.until(lambda: "Write a memo" in hand.text(), "the commands")
    take(hand, "palette")
    await hand.press("escape", "f3")
    await hand.on(PickName)
    await hand.settle()
    take(hand, "go")
    await hand.press("escape", "q", "r")
    await hand.on(AskRound)
    await hand.settle()
    take(hand, "round")
    await hand.press("escape", "f2")
    await hand.on(AskWho)
    await hand.settle()
    take(hand, "who")
    await hand.press("escape")


async def comparing(hand: Hand) -> None:
    """Agreement, the units behind it, and the rounds beside each other."""
    await hand.press("g")
    screen = await hand.on(AgreementScreen)
    await hand.until(lambda: bool(screen.found), "agreement")
    take(hand, "agreement")
    await hand.press(*["j"] * 9, "enter")
    behind = await hand.on(BehindScreen)
    await hand.until(lambda: behind.found is not None, "the units")
    await hand.press("j", "j")
    take(hand, "behind")
    await hand.press("q", "t")
    take(hand, "trend")
    await hand.press("t", "c")
    await hand.sees("x writes this table")
    take(hand, "agreement-change")
    await hand.press("q", "p")
    await hand.sees("c copies it")
    take(hand, "methods")
    await hand.press("q", "b")
    await hand.write("pair")
    await hand.press("enter", *["j"] * 5)
    await hand.until(lambda: "neither" in hand.text(), "the pairs")
    take(hand, "pairs")
    await hand.press("q")


async def settling(hand: Hand) -> None:
    """The dialog that exports, the queue of disagreements, and the map of what is confused."""
    await hand.press("x")
    await hand.on(AskExport)
    await hand.settle()
    take(hand, "export")
    await hand.press("escape", "d")
    queue = await hand.on(DisagreementsScreen)
    await hand.until(lambda: queue.one is not None, "the queue")
    take(hand, "disagreements")
    await hand.press("m")
    await hand.on(MatrixScreen)
    await hand.settle()
    take(hand, "matrix")
    await hand.press("q", "q")


async def changing(hand: Hand) -> None:
    """The codebook, and a change that is tried out."""
    await hand.press("b")
    book = await hand.on(CodebookScreen)
    await hand.until(lambda: book.codebook is not None, "the codebook")
    await hand.press("j", "j", "r")
    dialog = await hand.on(Rename)
    await hand.write(" who is known")
    await hand.press("tab")
    await hand.write("says it better")
    await hand.press("ctrl+s")
    await hand.until(lambda: bool(dialog.found) and not dialog.busy, "the trial")
    await hand.settle()
    take(hand, "change")
    await hand.press("escape")
    take(hand, "codebook")
    await hand.press("q")


async def finding(hand: Hand) -> None:
    """What is found, who took part, and what tells who somebody is."""
    await hand.press("slash")
    search = await hand.on(SearchScreen)
    await hand.until(lambda: search.sought is not None, "the names")
    await hand.write("dog")
    await hand.press("enter")
    await hand.until(lambda: search.found is not None, "what is found")
    await hand.settle()
    take(hand, "search")
    await hand.press("q", "p")
    people = await hand.on(ParticipantsScreen)
    await hand.until(lambda: bool(people.cases), "the participants")
    await hand.settle()
    take(hand, "participants")
    await hand.press("w")
    await hand.on(AskWithdraw)
    await hand.settle()
    take(hand, "withdraw")
    await hand.press("escape", "q", "n")
    await hand.on(NamesScreen)
    await hand.settle()
    take(hand, "names")
    await hand.press("q")


async def filling(hand: Hand) -> None:
    """The table whose cells people write."""
    await hand.press("f")
    await hand.on(CellsScreen)
    await hand.press("t")
    await hand.write("framework")
    await hand.press("enter", "j", "j", "j", "j", "enter")
    await hand.on(WriteCell)
    await hand.write("Sees the man before the tumour.")
    await hand.press("ctrl+s")
    await hand.sees("Wrote")
    take(hand, "cells")
    await hand.press("q")


async def answers(study: Path) -> None:
    """Take the picture of answers that are coded."""
    async with sitting(study, "ana", SIZE) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press(*["j"] * 5)
        take(hand, "answers")


async def first(folder: Path) -> None:
    """Take the picture of the first start, in a folder with a study and a packet."""
    store = opened(folder / "balint.study")
    make(store, NOBODY, 1, "ben", folder / "ben-r1.packet", None)
    with contextlib.chdir(folder):
        async with sitting(None, None, SIZE) as hand:
            await hand.on(AskStudy)
            await hand.settle()
            take(hand, "first")


async def marked(folder: Path) -> None:
    """Take the picture of words that are marked, in a round that is open."""
    store = opened(folder / "group.study")
    async with sitting(store.path, "ana", SIZE) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("0", "j", "r", "s", "j", "j", "v", "w", "w", "c", "w", "o", "v", "w", "w")
        take(hand, "words")


async def inductive(folder: Path) -> None:
    """Take the pictures of packets and of codes that come from the material."""
    async with sitting(exploring(folder / "own.study").path, "ana", SIZE) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("j", "p")
        await hand.on(Propose)
        await hand.write("winter visits")
        await hand.press("tab", "tab")
        await hand.write("She comes every week, and the reason changes.")
        take(hand, "propose")
        await hand.press("escape", "q", "m")
        await hand.sees("m makes a packet")
        await hand.press("m")
        dialog = await hand.on(MakePacket)
        dialog.query_one("#path", Input).value = "ben-r1.packet"
        await hand.settle()
        take(hand, "packet")
    async with sitting(explored(folder / "explored.study").path, "ana", SIZE) as hand:
        await hand.press("e")
        await hand.sees("Say of each code")
        await hand.press("x")
        await hand.sees("Left out")
        await hand.press("space", "down", "down", "space")
        await hand.settle()
        take(hand, "reconcile")
        await hand.press("q", "b")
        await hand.sees("Each change")
        await hand.press("p")
        await hand.sees("t takes a proposal")
        await hand.settle()
        take(hand, "proposals")
    async with sitting(parted(folder / "parted.study").path, "ana", SIZE) as hand:
        await hand.press("b")
        await hand.sees("Each change")
        await hand.press("c")
        await hand.sees("Press the digit")
        await hand.settle()
        take(hand, "parts")


NEW_SESSION = """Recorded on a Tuesday, third session.

SP1: Who brings somebody today?

Mira: I do. A man of seventy, he has called five times since Sunday.

Dr. M: Five times?

Mira: And each time I told him to wait for the results.

SP1: How was it to tell him?

Lea: I would have been short with him, I think.

SP1: Short?
"""
SURVEY = """ResponseId,cohort,What has changed?,mail,worry
R1,A,I wait longer before I say something.,a@example.org,3
R2,B,Nothing much so far.,b@example.org,4
R3,A,n/a,c@example.org,2
R4,B,I ask the others more than I did before.,d@example.org,5
"""


async def previewed(folder: Path) -> None:
    """Take the pictures of speakers and columns that are shown before they are believed."""
    (folder / "session 3.txt").write_text(NEW_SESSION, "utf-8")
    (folder / "survey.csv").write_text(SURVEY, "utf-8")
    store = ready(folder / "new.study")
    with contextlib.chdir(folder):
        async with sitting(store.path, "ana", SIZE) as hand:
            await hand.press("i")
            await hand.on(AskFiles)
            await hand.settle()
            take(hand, "files")
    async with sitting(store.path, "ana", SIZE) as hand:
        for name, kind, picture in (
            ("session 3.txt", SpeakersScreen, "speakers"),
            ("survey.csv", ColumnsScreen, "columns"),
        ):
            await hand.press("i")
            await hand.on(AskFiles)
            await hand.write(str(folder / name))
            await hand.press("enter")
            await hand.on(kind)
            await hand.settle()
            take(hand, picture)
            await hand.press("q")
            await hand.sees("Nothing was imported")
        await hand.press("s")
        await hand.on(AskSegment)
        await hand.press("right", "right")
        with held("Cutting documents") as work:
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the first document")
            await hand.meanwhile(lambda: "Esc stops it." in hand.text(), "how far it is")
            take(hand, "progress")
            work.let_go()
            await hand.on(StudyScreen)


async def themes(folder: Path) -> None:
    """Take the pictures of themes, and of the table that they print."""
    async with sitting(themed(folder / "themes.study").path, "ana", SIZE) as hand:
        await hand.press("t")
        screen = await hand.on(ThemesScreen)
        await hand.until(lambda: screen.sets is not None, "the sets")
        await hand.settle()
        take(hand, "themes")
        await hand.press("v")
        await hand.sees("first: 2 themes")
        take(hand, "theme-sets")
        await hand.press("q", "t")
        await hand.on(ThemeTableScreen)
        await hand.sees("x writes it")
        take(hand, "theme-table")


def take(hand: Hand, name: str) -> None:
    """Write the screen as SVG."""
    svg = hand.app.export_screenshot(title="workbench")
    (FOLDER / f"{name}.svg").write_text(svg, "utf-8")


def main() -> None:
    """Build the sample study and take the pictures."""
    with named_folder() as folder:
        for _ in demo.build(folder):
            pass
        asyncio.run(pictures(folder / demo.STUDY))
        asyncio.run(answers(folder / demo.FEEDBACK))
        for tour in (first, marked, inductive, previewed, themes):
            own = folder / tour.__name__
            own.mkdir()
            asyncio.run(tour(own))


@contextlib.contextmanager
def named_folder() -> Iterator[Path]:
    """A folder that is called the same each time, because pictures show its path; gone after."""
    folder = Path(tempfile.gettempdir()) / "balint"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
