"""Names are gone through one by one by keys, and replaced when that is asked for."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from tests.tui.driving import Hand, held, sitting
from tests.tui.study import opened
from tests.tui.test_pictures import SIZES, look
from workbench.steps.backup import backup
from workbench.steps.keys import key_of
from workbench.store import Store, backups
from workbench.store.reads.documents import text
from workbench.terms import NOBODY
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.naming import AskKeyPassphrase, AskReplacement
from workbench.tui.screens.names import NamesScreen
from workbench.tui.screens.study import StudyScreen


def said(store: Store) -> str:
    with store.reading() as reader:
        return text(reader, NOBODY, "session 1")


async def at_names(hand: Hand) -> NamesScreen:
    await hand.press("n")
    screen = await hand.on(NamesScreen)
    await hand.until(lambda: screen.spots is not None, "the suggestions")
    return screen


def words(screen: NamesScreen) -> list[tuple[str, str]]:
    return [(one.words, one.document or one.what) for one in screen.spots or ()]


async def test_names_are_replaced_everywhere_by_keys_alone(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    backup(store.path)
    store.close()  # names are replaced by a program that is alone with the study
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_names(hand)
        assert ("Mira", "case") in words(screen)
        await hand.press("u", "w")
        await hand.on(Confirm)
        await hand.press("right", "enter")
        dialog = await hand.on(Confirm)
        assert "backup" in hand.text()
        await hand.press("right", "enter")
        await hand.until(lambda: hand.screen is not dialog and screen.spots == (), "the end")
    assert {one.original for one in key_of(store).read().names} == {"Ruth", "Mira", "Jon", "Lea"}
    assert backups.backups(store.path) == ()
    assert b"Mira" not in store.path.read_bytes()


async def test_a_place_gets_another_replacement_or_is_left(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    before = said(store)
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_names(hand)
        first, *rest = words(screen)
        await hand.press("o")
        await hand.on(AskReplacement)
        await hand.press(*["backspace"] * 20)
        await hand.enter("Doctor")
        await hand.on(NamesScreen)
        assert screen.chosen[0] is not None
        assert screen.chosen[0].replacement == "[Doctor]"
        await hand.press("up", "a", "down", "l")
        await hand.press("q")
        await hand.sees("q again forgets it")
        await hand.press("q")
        await hand.on(StudyScreen)
    assert (said(store), first != rest[0]) == (before, True)
    assert not key_of(store).is_there


async def test_a_sealed_key_is_asked_for(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    keys = key_of(store)
    keys.write(keys.read())
    keys.seal("blue horse")
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("n")
        await hand.on(AskKeyPassphrase)
        await hand.enter("red horse")
        await hand.until(lambda: "does not open this key" in hand.text(), "the refusal")
        await hand.press(*["backspace"] * 9)
        await hand.enter("blue horse")
        screen = await hand.on(NamesScreen)
        await hand.until(lambda: screen.spots is not None, "the suggestions")


@SIZES
async def test_the_names_of_a_study(
    tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    store = opened(tmp_path / "balint.study")

    async def drive(hand: Hand) -> None:
        await at_names(hand)
        await hand.press("r", "l", "r")

    async with sitting(store.path, size=size) as hand:
        await look(hand, snapshot, drive)


async def test_nobody_is_told_that_there_are_no_names_while_they_are_looked_for(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        with held("Seeking names in documents") as work:
            await hand.tap("n")
            await hand.meanwhile(lambda: work.is_there, "the first document")
            await hand.meanwhile(lambda: "Nothing is read yet." in hand.text(), "the screen")
            await hand.tap("escape")
            work.let_go()
            await hand.until(lambda: "Stopped" in hand.said, "the stop")
        assert "Nothing was found" not in hand.text()
