"""Pictures of every screen: empty, ordinary and crowded, narrow and wide."""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.widgets import Input

from tests.small import passage
from tests.tui.driving import NARROW, WIDE, Hand, sitting
from tests.tui.revealed import revealed, themed
from tests.tui.study import CODES, TALK, add_codes, add_talk, made_once, opened, ready, study
from tests.tui.test_own_codes import explored, exploring
from tests.tui.test_parts import parted
from workbench.coding.evolution import Rules, split
from workbench.steps import themes
from workbench.steps.code import toggle
from workbench.steps.coders import add_coder
from workbench.steps.evolution import evolve
from workbench.steps.packets import call_in, make
from workbench.steps.proposals import Wish, propose
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.steps.themes import Wording
from workbench.store import Store
from workbench.store.reads.documents import units
from workbench.terms import NOBODY, Code, RoundPlan, Viewer
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.finder import AskWho, PickCode
from workbench.tui.dialogs.first import AskStudy
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.importing.files import AskFiles
from workbench.tui.dialogs.memo import WriteMemo
from workbench.tui.dialogs.packet import MakePacket, TakePacket
from workbench.tui.dialogs.propose import Propose
from workbench.tui.dialogs.rounds import AskClose, AskRound

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x50"])
Drive = Callable[[Hand], Awaitable[object]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path that reads the same on every machine."""
    monkeypatch.chdir(tmp_path)
    return Path("balint.study")


class Picture(SingleFileSnapshotExtension):
    """A picture of the screen, one file each."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


WHEN = re.compile(r"\d{4}-\d\d-\d\d&#160;\d\d:\d\d")
"""A moment, which is another each time."""
HASH = re.compile(r"terminal-\d+")
"""Of all that is in the picture."""


async def look(
    hand: Hand, snapshot: SnapshotAssertion, drive: Drive | None = None, name: str | None = None
) -> None:
    if drive is not None:
        await drive(hand)
    await hand.settle()
    picture = hand.app.export_screenshot(title="workbench", simplify=True)
    if WHEN.search(picture):
        picture = HASH.sub("terminal-0", WHEN.sub("2026-01-01&#160;00:00", picture))
    taken = snapshot.use_extension(Picture)
    assert picture == (taken(name=name) if name else taken)


@made_once
def crowded(path: Path) -> Store:
    """Many documents, coders and codes, long names, wide letters, much on a unit."""
    store = study(path)
    for n in range(1, 31):
        name = f"session {n} of the winter term, recorded in the small seminar room"
        add_talk(store, name if n > 1 else "第一次會議", CROWDED if n == 1 else TALK[:2])
    extra = tuple(
        Code(f"a code with rather a long name, number {n}", key=key, uid=f"x{n}")
        for n, key in enumerate("deftxyzABCDEFGHIJKLMNOPQRS")
    )
    add_codes(store, (*CODES, *extra))
    coders = ("ana", "ben", "an independent researcher", "eve")
    for name in coders:
        add_coder(store, NOBODY, name)
    draft_round(store, NOBODY, RoundPlan(coders, "turn", roles=("student",)), open_it=True)
    return store


CROWDED = (
    ("Ruth", "Shall we begin? " * 4),
    ("Mira", "她每週都來 — 每一次都是別的事情。 " * 3 + "👩‍👩‍👧 cafe\u0301 שלום"),
    ("Jon", "Yes."),
    ("Lea", "Supercalifragilisticexpialidocious" * 4),
    *TALK[1:],
)


# ------------------------------------------------------------------ the study


def add_coder_named(path: Path, name: str) -> None:
    from workbench.store import open_study

    add_coder(open_study(path), NOBODY, name)


@SIZES
async def test_an_ordinary_study(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    opened(path)
    async with sitting(path, size=size) as hand:
        await look(hand, snapshot)


@SIZES
async def test_a_crowded_study(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    crowded(path)
    async with sitting(path, size=size) as hand:
        await look(hand, snapshot)


# ------------------------------------------------------------------ coding


async def to_code(hand: Hand) -> None:
    await hand.press("enter")
    await hand.codes()


@SIZES
async def test_a_document_without_codes(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    opened(path)
    async with sitting(path, size=size) as hand:
        await look(hand, snapshot, to_code)


@SIZES
async def test_a_document_with_codes(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    opened(path)

    async def drive(hand: Hand) -> None:
        await to_code(hand)
        await hand.press("0", "j", "c", "j", "o", "r", "j", "c", "a")

    async with sitting(path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_a_crowded_document(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    crowded(path)

    async def drive(hand: Hand) -> None:
        await to_code(hand)
        await hand.press(*"cadefor", "j", *"cad", "j", *"OPx")

    async with sitting(path, size=size) as hand:
        await look(hand, snapshot, drive)


async def test_a_document_in_the_light(path: Path, snapshot: SnapshotAssertion) -> None:
    opened(path)

    async def drive(hand: Hand) -> None:
        await to_code(hand)
        await hand.press("f4", "c", "j", "0", "j")

    async with sitting(path) as hand:
        await look(hand, snapshot, drive)


async def test_a_document_without_colours(
    path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path)
    monkeypatch.setenv("NO_COLOR", "1")

    async def drive(hand: Hand) -> None:
        await to_code(hand)
        await hand.press("c", "a", "j", "0", "j")

    async with sitting(path) as hand:
        await look(hand, snapshot, drive)


# ------------------------------------------------------------------ other screens


@made_once
def many_differ(path: Path) -> Store:
    """Much that is confused with much else, under long names, on long units."""
    store = crowded(path)
    for coder, step in (("ana", 0), ("ben", 1), ("eve", 2)):
        with store.reading() as reader:
            found = units(reader, NOBODY, "第一次會議", "turn")
        for number in (2, 4, 5, 6, 7):
            one = found[number - 1]
            for more in range(number // 2):
                code = f"x{(number + step * more) % 26}"
                toggle(store, Viewer(coder), 1, passage("第一次會議", one.start, one.stop), code)
    for coder in ("ben", "eve"):
        make(store, NOBODY, 1, coder, path.with_name(f"{coder}.packet"), None)
        call_in(store, NOBODY, 1, coder)
    close_round(store, NOBODY, 1, "enough")
    reveal_round(store, NOBODY, 1)
    themes.begin(store, Viewer("ana"), "first")
    for n in range(20):
        said = Wording(claim=f"What is claimed at some length, number {n}. " * 3,
                       codes=tuple(f"a code with rather a long name, number {n + m}"
                                   for m in range(n % 5)))  # fmt: skip
        themes.add(store, Viewer("ana"), f"A theme under rather a long name, number {n}", said)
    return store


def many_own(path: Path) -> Store:
    """Six coders with seven codes of their own each, and a code that was split since."""
    store, coders = study(path), tuple(f"researcher number {n}" for n in range(1, 7))
    add_talk(store, talk=CROWDED)
    add_codes(store)
    for name in coders:
        add_coder(store, NOBODY, name)
    plan = RoundPlan(coders, "turn", purpose="explore")
    draft_round(store, NOBODY, plan, open_it=True)
    with store.reading() as reader:
        found = units(reader, NOBODY, "session 1", "turn")
    for coder in coders:
        who = Viewer(coder)
        for n in range(7):
            wish = Wish(
                name=f"what {coder} noticed in unit {n + 2}", rules=Rules("At length. " * 9)
            )
            made, unit = propose(store, who, 1, wish), found[n + 1]
            for code in (made.code, "c-anger"):
                toggle(store, who, 1, passage("session 1", unit.start, unit.stop), code)
    close_round(store, NOBODY, 1, "enough")
    reveal_round(store, NOBODY, 1)
    parts = [f"anger of a kind that is named at length, number {n}" for n in range(9)]
    evolve(store, NOBODY, "code split", lambda book: split(book, "anger", parts), "too wide")
    return store


Stop = tuple[str, tuple[str, ...], str]
"""A picture's name, the keys that lead there from the screen before, and what is said then."""

ORDINARY: tuple[Stop, ...] = (
    ("study", (), ""),
    ("agreement", ("g", "j", "j"), "1 of 1 revealed"),
    ("behind", ("enter", "a", "j"), "units of"),
    ("matrix", ("q", "m"), ""),
    ("trend", ("q", "t"), "side by side"),
    ("methods", ("p",), "c copies it"),
    ("kinds", ("q", "u"), "x writes this table"),
    ("change", ("q", "c"), "There is nothing to compare"),
    ("disagreements", ("q", "q", "d"), "Press the key"),
    ("codebook", ("q", "b"), "Each change"),
    ("participants", ("q", "p"), "participant"),
    ("search", ("q", "slash", *"i was", "enter"), "Found"),
    ("packets", ("q", "m"), "m makes a packet"),
    ("history", ("q", "h"), "that you may see"),
)
CROWDED_STOPS: tuple[Stop, ...] = (
    ("study", (), ""),
    ("agreement", ("g", "j", "j", "j", "j", "j", "j", "j"), "1 of 1 revealed"),
    ("behind", ("home", "enter"), "units of"),
    ("matrix", ("q", "m"), ""),
    ("disagreements", ("q", "q", "d"), "Press the key"),
    ("codebook", ("q", "b"), "Each change"),
    ("participants", ("q", "p"), "participant"),
    ("search", ("q", "slash", *"would", "enter"), "Found"),
    ("packets", ("q", "m"), "m makes a packet"),
    ("themes", ("q", "t"), ""),
    ("history", ("q", "h"), "that you may see"),
)
MANY_OWN: tuple[Stop, ...] = (
    ("reconcile", ("e", "x", "space", "down", "space"), "2 codes ticked"),
    ("proposals", ("q", "b", "p"), "t takes a proposal"),
    ("parts", ("q", "c"), "Press the digit"),
)
"""Where six coders made forty codes, and a code was split in nine."""
COLOURED: tuple[Stop, ...] = (
    ("agreement", ("g", "j", "j"), "1 of 1 revealed"),
    ("matrix", ("m",), ""),
    ("codebook", ("q", "q", "b", "j"), "Each change"),
    ("themes", ("q", "t"), "themes of"),
)
"""Where colour says something."""
NOTHING_YET: tuple[Stop, ...] = (
    ("codebook", ("b",), "Each change"),
    ("proposals", ("p",), "nothing to answer"),
    ("parts", ("q", "c"), "nothing to choose"),
    ("names", ("q", "q", "n"), ""),
)
"""Where a study is ready, and nothing has come of it."""
EMPTY: tuple[Stop, ...] = (
    ("study", (), ""),
    ("agreement", ("g",), "No round is revealed yet"),
    ("disagreements", ("q", "d"), "There is no round yet"),
    ("participants", ("q", "p"), "participant"),
    ("search", ("q", "slash"), "Type words"),
    ("packets", ("escape", "m"), "m makes a packet"),
    ("themes", ("q", "t"), "no set of themes yet"),
    ("second look", ("q", "l"), "to look at again"),
    ("history", ("q", "h"), "that you may see"),
)


async def walk(hand: Hand, snapshot: SnapshotAssertion, stops: tuple[Stop, ...]) -> None:
    """Go through screens by keys, and take a picture of each."""
    for name, keys, said in stops:
        for key in keys:
            await hand.press(key)
            await hand.settle()
        if said:
            await hand.sees(said)
        await look(hand, snapshot, name=name)


@pytest.fixture(scope="module")
def crowded_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which much differs, built once."""
    built = tmp_path_factory.mktemp("crowded") / "balint.study"
    many_differ(built).close()
    return built


@SIZES
async def test_screens_of_an_ordinary_study(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    revealed(path)
    async with sitting(path, size=size) as hand:
        await walk(hand, snapshot, ORDINARY)


@SIZES
async def test_screens_of_a_crowded_study(
    path: Path, crowded_study: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    shutil.copy(crowded_study, path)
    async with sitting(path, size=size) as hand:
        await walk(hand, snapshot, CROWDED_STOPS)


@SIZES
async def test_screens_of_inductive_work_of_many(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    many_own(path)
    async with sitting(path, "researcher number 1", size) as hand:
        await walk(hand, snapshot, MANY_OWN)


@pytest.mark.parametrize("colours", ["light", "none"])
async def test_screens_on_which_colour_says_something(
    path: Path, colours: str, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    themed(path)
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    async with sitting(path) as hand:
        if colours == "light":
            await hand.press("f4")
        await walk(hand, snapshot, COLOURED)


@SIZES
async def test_screens_of_an_empty_study(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    study(path)
    add_coder_named(path, "ana")
    async with sitting(path, size=size) as hand:
        await walk(hand, snapshot, EMPTY)


@SIZES
async def test_screens_of_a_study_in_which_nothing_was_done(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    ready(path)
    async with sitting(path, size=size) as hand:
        await walk(hand, snapshot, NOTHING_YET)


async def reconciling(hand: Hand) -> None:
    await hand.press("e")
    await hand.sees("Say of each code")
    await hand.press("x")
    await hand.sees("Left out")
    await hand.press("space", "down", "space")
    await hand.sees("2 codes ticked")


async def proposing(hand: Hand) -> None:
    await hand.press("b")
    await hand.sees("Each change")
    await hand.press("p")
    await hand.sees("t takes a proposal")


async def parting(hand: Hand) -> None:
    await hand.press("b")
    await hand.sees("Each change")
    await hand.press("c")
    await hand.sees("Press the digit")


INDUCTIVE: dict[str, tuple[Callable[[Path], Store], Drive]] = {
    "reconcile": (explored, reconciling),
    "proposals": (explored, proposing),
    "parts": (parted, parting),
}


@SIZES
@pytest.mark.parametrize("name", INDUCTIVE)
async def test_a_screen_of_inductive_work(
    path: Path, name: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    build, drive = INDUCTIVE[name]
    build(path)
    async with sitting(path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_a_code_of_ones_own(
    path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    exploring(path)

    async def drive(hand: Hand) -> None:
        await to_code(hand)
        await hand.press("p")
        await hand.on(Propose)
        await hand.write("silence")
        await hand.press("ctrl+s")
        await hand.sees("Saved: silence")

    async with sitting(path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
@pytest.mark.parametrize("name", ["make", "take", "propose"])
async def test_a_dialog_of_packets_and_proposals(
    path: Path, name: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    store = opened(path)
    if name == "take":
        make(store, NOBODY, 1, "ben", Path("ben-r1.packet"), None)
        call_in(store, NOBODY, 1, "ben")
        toggle(store, Viewer("ben"), 1, passage("session 1", 6, 45), "c-fear")

    async def drive(hand: Hand) -> None:
        if name == "propose":
            await to_code(hand)
            await hand.press("full_stop", "p")
            await hand.on(Propose)
            await hand.press("shift+tab", "right", "right")
            return
        await hand.press("m")
        await hand.sees("m makes a packet")
        await hand.press(name[0])
        dialog = await hand.on(MakePacket if name == "make" else TakePacket)
        dialog.query_one("#path", Input).value = "ben-r1.packet"
        if name == "take":
            await hand.press("enter")
            await hand.until(lambda: "Nothing is stored yet" in hand.text(), "what came in")

    async with sitting(path, size=size) as hand:
        await look(hand, snapshot, drive)


# ------------------------------------------------------------------ dialogs


@pytest.mark.parametrize(
    ("key", "dialog"),
    [("i", AskFiles), ("r", AskRound), ("x", AskExport), ("f2", AskWho), ("f1", Help)],
    ids=["import", "round", "export", "who", "help"],
)
async def test_a_dialog_of_the_study(
    path: Path, key: str, dialog: type[AskFiles], snapshot: SnapshotAssertion
) -> None:
    ready(path)

    async def drive(hand: Hand) -> None:
        await hand.press(key)
        await hand.on(dialog)

    async with sitting(path) as hand:
        await look(hand, snapshot, drive)


async def test_the_dialog_that_closes_a_round(path: Path, snapshot: SnapshotAssertion) -> None:
    opened(path)

    async def drive(hand: Hand) -> None:
        await hand.press("c")
        await hand.on(AskClose)
        await hand.press("enter")

    async with sitting(path) as hand:
        await look(hand, snapshot, drive)


@pytest.mark.parametrize(
    ("key", "dialog"),
    [("slash", PickCode), ("m", WriteMemo), ("f1", Help)],
    ids=["pick", "memo", "help"],
)
async def test_a_dialog_of_the_coding_screen(
    path: Path, key: str, dialog: type[PickCode], snapshot: SnapshotAssertion
) -> None:
    opened(path)

    async def drive(hand: Hand) -> None:
        await to_code(hand)
        await hand.press(key)
        await hand.on(dialog)

    async with sitting(path) as hand:
        await look(hand, snapshot, drive)


async def test_the_first_start(snapshot: SnapshotAssertion) -> None:
    async def drive(hand: Hand) -> None:
        await hand.on(AskStudy)

    async with sitting(None, None) as hand:
        await look(hand, snapshot, drive)
