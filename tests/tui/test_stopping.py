"""Work that takes long: it says how far it is, Escape stops it, and nothing is left half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.test_erasing import told as said_in
from tests.tui.driving import PATIENCE, Hand, held, sitting, study_of
from tests.tui.revealed import revealed
from tests.tui.study import opened
from tests.tui.test_agreement import by, see
from tests.tui.test_withdrawing import asked as withdrawal_of
from workbench.errors import Stopped
from workbench.steps.agreement.question import Question
from workbench.steps.check import check
from workbench.store import Store, sqlite
from workbench.store.backups import backups
from workbench.store.migrate import make_schema
from workbench.store.reads.results import result_of
from workbench.store.tables import SCHEMA
from workbench.terms import NOBODY
from workbench.tui.app import Workbench
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.finder import PickName
from workbench.tui.dialogs.first import AskStudy
from workbench.tui.screens.agreement import AgreementScreen


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.chdir(tmp_path)
    with revealed(Path("balint.study")) as found:
        return found


def files(folder: Path) -> list[str]:
    """What lies in a folder, but for what SQLite lays beside an open study."""
    there = (str(file.relative_to(folder)) for file in folder.rglob("*"))
    return sorted(name for name in there if not name.endswith(("-wal", "-shm")))


async def exporting(hand: Hand) -> AskExport:
    """The dialog, about to write the themes to a Word file."""
    await hand.until(lambda: bool(study_of(hand).agreed), "the agreement of rounds")
    await hand.press("x")
    return await hand.on(AskExport)


# ------------------------------------------------------------------ opening


def of_an_older_schema(path: Path) -> None:
    """A study as an older program made it."""
    sqlite.new_file(path)
    with Store(path) as store, store.unchecked() as connection:
        make_schema(connection, 10)
        connection.exec_driver_sql(
            "INSERT INTO study (id, uid, name, schema_version, program) "
            "VALUES (1, 'uid', 'Balint groups', 10, '0.1.0')"
        )


async def test_bringing_a_study_up_to_date_says_how_far_it_is_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("balint.study")
    of_an_older_schema(path)
    before = path.read_bytes()
    step = f"Bringing the study up to date, schema: {SCHEMA} of {SCHEMA}"
    with held("Bringing the study up to date, schema", SCHEMA) as work:
        async with sitting(None, None) as hand:
            await hand.on(AskStudy)
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the migration")
            await hand.meanwhile(lambda: f"{step} · Esc stops" in hand.text(), "how far it is")
            await hand.tap("escape")
            work.let_go()
            await hand.on(AskStudy)
            assert [one.message for one in hand.app._notifications] == [str(Stopped())]
    assert (path.read_bytes(), backups(path)) == (before, ())
    assert check(path).faults == ()  # which opens it


async def test_a_study_whose_opening_is_stopped_leaves_the_program(tmp_path: Path) -> None:
    path = tmp_path / "balint.study"
    of_an_older_schema(path)
    with held("Bringing the study up to date, schema", SCHEMA) as work:
        app = Workbench(path)
        async with app.run_test() as pilot:
            while not work.is_there:
                await pilot.pause()
            await pilot.press("escape")
            work.let_go()
            while app.is_running:
                await pilot.pause()
    assert isinstance(app.fault, Stopped)
    assert backups(path) == ()


async def test_a_line_that_is_too_narrow_still_says_that_escape_stops(store: Store) -> None:
    async with sitting(store.path, size=(30, 24)) as hand:
        with held(PAIR) as work:
            await pairs(hand)
            await hand.meanwhile(lambda: work.is_there, "the first pair")
            await hand.meanwhile(lambda: "… · Esc stops \n" in hand.text(), "how to stop it")
            await hand.tap("escape")
            work.let_go()
            await hand.sees("Stopped;")


# ------------------------------------------------------------------ a file


async def test_an_export_says_how_far_it_is_and_stops(store: Store, tmp_path: Path) -> None:
    async with sitting(store.path) as hand:
        dialog = await exporting(hand)
        with held("Writing rows") as work:
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the first row")
            await hand.meanwhile(lambda: "Writing rows: 0 of" in hand.text(), "how far it is")
            assert "Esc stops it." in hand.text()
            await hand.tap("enter", "escape")
            assert "Stopping …" in hand.text()
            work.let_go()
            await hand.until(
                lambda: "Stopped; nothing is left half done." in hand.text(), "the stop"
            )
        assert hand.screen is dialog
        assert files(tmp_path) == ["balint.study"]
        await hand.press("enter")
        await hand.sees("Wrote")
    assert files(tmp_path) == ["balint.study", "themes.docx"]
    assert check(store.path).faults == ()


async def test_leaving_the_program_stops_an_export(store: Store, tmp_path: Path) -> None:
    with held("Writing rows") as work:
        async with sitting(store.path) as hand:
            await exporting(hand)
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the first row")
            await hand.tap("ctrl+q")
        work.let_go()
        assert work.stopped.wait(PATIENCE)
    assert files(tmp_path) == ["balint.study"]


# ------------------------------------------------------------------ what is read

PAIR = "Measuring ana, ben · containment"


async def pairs(hand: Hand) -> AgreementScreen:
    """Agreement is shown, and asked for by pair."""
    screen = await see(hand)
    await hand.press("b")
    await hand.on(PickName)
    await hand.write("pair")
    await hand.tap("enter")
    return screen


async def test_agreement_that_is_measured_stops_and_is_asked_again(store: Store) -> None:
    async with sitting(store.path) as hand:
        with held(PAIR) as work:
            screen = await pairs(hand)
            await hand.meanwhile(lambda: work.is_there, "the first pair")
            await hand.meanwhile(lambda: f"{PAIR}: 0 of 5 · Esc stops" in hand.text(), "how far")
            await hand.tap("escape")
            work.let_go()
            await hand.sees("Stopped; nothing is left half done.")
        assert hand.screen is screen
        assert kept(store) == {"code"}
        await by(hand, "pair")
        await hand.until(lambda: len(screen.found) == 1, "agreement")
    assert kept(store) == {"code", "pair"}


async def test_agreement_whose_screen_is_left_stops(store: Store) -> None:
    async with sitting(store.path) as hand:
        with held(PAIR) as work:
            await pairs(hand)
            await hand.meanwhile(lambda: work.is_there, "the first pair")
            await hand.tap("q")
            await hand.meanwhile(lambda: hand.screen is study_of(hand), "the study")
            work.let_go()
            assert work.stopped.wait(PATIENCE)
        await hand.quiet()
    assert kept(store) == {"code"}


async def test_escape_leaves_a_screen_on_which_nothing_takes_long(store: Store) -> None:
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("escape")
        assert hand.screen is study_of(hand)


def kept(store: Store) -> set[str]:
    """By what agreement was asked whose results are kept."""
    with store.reading() as reader:
        asked = [Question(by="code"), Question(by="pair")]
        return {one.by for one in asked if result_of(reader, NOBODY, 1, one.words) is not None}


# ------------------------------------------------------------------ what is written


async def test_a_withdrawal_that_is_stopped_takes_nothing_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with opened(Path("balint.study")) as store:
        pass  # closed again: who withdraws somebody is alone
    before = said_in(tmp_path, "Mira")
    async with sitting(store.path) as hand:
        await withdrawal_of(hand, "Mira")
        await hand.press(*["tab"] * len(hand.app.screen.query("Choice")), *"Mira")
        with held("Taking out what is theirs") as work:
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the withdrawal")
            await hand.tap("escape")
            work.let_go()
            await hand.until(
                lambda: "Stopped; nothing is left half done." in hand.text(), "the stop"
            )
        assert said_in(tmp_path, "Mira") == before != []
        await hand.press("enter")
        await hand.sees("“Mira” withdrew")
    assert said_in(tmp_path, "Mira") == []
    assert check(store.path).faults == ()
