"""Searching on the screen, and coding what was found."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.small import passage
from tests.tui.driving import PATIENCE, Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import add_talk, opened
from workbench.drafts import DraftAttribute
from workbench.steps.code import toggle
from workbench.store import Store
from workbench.store.reads import codings
from workbench.store.reads.documents import units
from workbench.store.writes.cases import put_attributes
from workbench.terms import Viewer
from workbench.tui import searching
from workbench.tui.dialogs.finder import PickCode, PickName
from workbench.tui.screens.history import HistoryScreen
from workbench.tui.screens.participants import ParticipantsScreen
from workbench.tui.screens.search import SearchScreen

ANA = Viewer("ana")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ben, whom ana may not see, has coded the last unit."""
    store = opened(tmp_path / "balint.study")
    with store.reading() as reader:
        last = units(reader, Viewer("ben"), "session 1", "turn")[-1]
    toggle(store, Viewer("ben"), 1, passage("session 1", last.start, last.stop), "c-anger")
    return store


async def start(hand: Hand) -> SearchScreen:
    await hand.press("slash")
    screen = await hand.on(SearchScreen)
    await hand.until(lambda: screen.sought is not None, "the names")
    return screen


def found(screen: SearchScreen) -> list[str]:
    return [hit.number for hit in screen.found.hits] if screen.found else []


async def look_for(hand: Hand, words: str) -> None:
    await hand.enter(words)
    await hand.sees("Found")


async def pick(hand: Hand, key: str, words: str) -> None:
    await hand.press(key)
    await hand.on(PickName)
    await hand.enter(words)
    await hand.on(SearchScreen)
    await hand.settle()


async def test_the_first_hits_stand_before_all_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui.screens import search

    monkeypatch.setattr(search, "FIRST", 1)
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("slash")
        screen = await hand.on(SearchScreen)
        await hand.until(lambda: screen.sought is not None, "the names")
        await hand.enter("i was")
        await hand.sees("Found in 2 places.")
        assert screen.found is not None
        assert [hit.unit for hit in screen.found.hits] == [6, 8]


async def test_words_are_found_and_others_blind_codes_are_not_shown(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await look_for(hand, "angry")
        assert found(screen) == ["S1-8"]
        assert "I was angry at the insurance" in hand.text()
        assert "■" not in hand.text()
        await pick(hand, "c", "anger")
        assert found(screen) == []
        assert "Nothing was found" in hand.text()
        await hand.press("w")
        await hand.until(lambda: found(screen) == ["S1-8"], "the wider search")


async def test_words_that_are_asked_for_at_once_are_looked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, names = threading.Event(), searching.names
    monkeypatch.setattr(searching, "names", lambda *us: names(*us) if gate.wait(PATIENCE) else None)
    async with sitting(store.path) as hand:
        await hand.tap("slash", *"angry", "enter")
        gate.set()
        screen = await hand.on(SearchScreen)
        await hand.until(lambda: found(screen) == ["S1-8"], "what was asked for")


async def test_a_search_is_narrowed_by_speaker(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await look_for(hand, "i")
        await pick(hand, "s", "lea")
        await hand.until(lambda: found(screen) == ["S1-7"], "Lea")
        assert "Lea" in hand.line("title")


async def test_a_search_is_narrowed_by_a_code_that_is_not_there(store: Store) -> None:
    with store.reading() as reader:
        one = units(reader, ANA, "session 1", "turn")[6]
    toggle(store, ANA, 1, passage("session 1", one.start, one.stop), "c-fear")
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await look_for(hand, "tired")
        assert found(screen) == ["S1-7"]
        await pick(hand, "n", "fear")
        await hand.until(lambda: found(screen) == [], "nothing without fear")
        await hand.press("w")
        await pick(hand, "c", "fear")
        await hand.until(lambda: found(screen) == ["S1-7"], "what fear is on")


async def test_a_search_is_narrowed_by_a_fact_and_a_document(store: Store) -> None:
    add_talk(store, "session 2", (("Zoe", "I was angry too."),))
    with store.writing() as writer:
        put_attributes(writer, [DraftAttribute("Zoe", "year", "2")])
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await look_for(hand, "angry")
        assert found(screen) == ["S1-8", "S2-t1"]
        await pick(hand, "f", "year")
        await hand.until(lambda: found(screen) == ["S2-t1"], "the second year")
        await hand.press("w")
        await pick(hand, "d", "session 1")
        await hand.until(lambda: found(screen) == ["S1-8"], "the first session")


def coded(store: Store) -> list[tuple[int, str]]:
    with store.reading() as reader:
        return [(c.first_unit, c.code) for c in codings.codings(reader, Viewer("ana"), 1)]


async def test_a_hit_is_coded_on_the_spot(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        await look_for(hand, "clock say")
        await hand.press("p")
        await hand.on(PickCode)
        await hand.enter("fear")
        await hand.sees("Saved: fear, S1-5")
        assert coded(store) == [(5, "c-fear")]


async def test_hits_are_coded_one_after_the_other_and_taken_back(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        await look_for(hand, "clock")
        await hand.press("equals_sign")
        assert "no code yet" in hand.said
        await hand.press("p")
        await hand.on(PickCode)
        await hand.enter("fear")
        await hand.sees("Saved: fear, S1-4")
        await hand.press("equals_sign")
        await hand.sees("It is there already")
        await hand.press("j", "equals_sign")
        await hand.sees("Saved: fear, S1-5")
        assert coded(store) == [(4, "c-fear"), (5, "c-fear")]
        await hand.press("u")
        await hand.sees("Undone: coding made, in session 1 of round 1")
        assert coded(store) == [(4, "c-fear")]


async def test_a_hit_is_opened_where_it_is_and_left_again(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await look_for(hand, "guilty")
        await hand.press("enter")
        coding = await hand.codes()
        assert coding.transcript.unit == 7
        await hand.press("c", "q")
        await hand.on(SearchScreen)
        await hand.until(lambda: "containment (ana)" in hand.text(), "the new code")
        assert found(screen) == ["S1-7"]


async def test_participants_lead_to_what_they_said(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("p")
        people = await hand.on(ParticipantsScreen)
        await hand.until(lambda: len(people.cases) == 4, "the participants")
        assert "leader" in hand.text()
        await hand.press(*["j"] * [case.name for case in people.cases].index("Mira"), "enter")
        screen = await hand.on(SearchScreen)
        await hand.until(lambda: found(screen) == ["S1-2", "S1-4", "S1-6"], "what Mira said")
        await hand.press("q")
        await hand.on(ParticipantsScreen)


async def test_history_tells_nothing_of_the_blind_work_of_others(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("h")
        await hand.on(HistoryScreen)
        await hand.sees("events that you may see")
        await hand.until(lambda: "round open" in hand.text(), "the events")
        assert "coding made" not in hand.text()
