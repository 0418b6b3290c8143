"""The first start: a new study, one that is there, the sample study, or a packet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.driving import PATIENCE, Hand, sitting, study_of
from tests.tui.study import opened
from workbench import cli
from workbench.cli.verbs import open_
from workbench.steps import demo
from workbench.steps.packet_files import sealed
from workbench.steps.packets import make
from workbench.store import Store, new_study
from workbench.terms import NOBODY
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.dialogs.first import AskStudy, NewStudy, Unseal


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def opens(hand: Hand) -> None:
    await hand.until(lambda: study_of(hand).study is not None, "opening")
    await hand.quiet()


async def test_the_arrows_choose_a_study_of_the_folder() -> None:
    opened(Path("balint.study")).close()
    opened(Path("other.study")).close()
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.press("down", "enter")
        await opens(hand)
        assert hand.app.path is None
        assert hand.app.store is not None
        assert hand.app.store.path == Path("other.study")
        await hand.on(AskWho)


async def test_a_path_from_the_root_is_typed_letter_by_letter(here: Path) -> None:
    opened(here / "balint.study").close()
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.write(str(here / "bal"))
        assert "balint.study" in hand.text()


async def test_a_file_that_is_no_study_is_said_and_another_one_asked_for() -> None:
    Path("broken.study").write_text("hello", "utf-8")
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.press("enter")
        await hand.until(lambda: bool(hand.app._notifications), "the sentence")
        said = [one.message for one in hand.app._notifications]
        assert said == ["broken.study is not a study of the workbench; choose another file."]
        await hand.on(AskStudy)


async def test_a_name_that_is_typed_while_the_study_is_made_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    goes_on = threading.Event()

    def slowly(path: Path, name: str) -> Store:
        goes_on.wait(PATIENCE)
        return new_study(path, name)

    monkeypatch.setattr("workbench.store.new_study", slowly)
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.enter("balint")
        await hand.on(NewStudy)
        await hand.tap("enter", *"ana", "enter")
        assert hand.screen is study_of(hand)
        goes_on.set()
        await hand.until(lambda: hand.app.viewer.coder == "ana", "the name")


async def test_a_new_study_gets_its_end_and_a_name() -> None:
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.write("balint")
        assert "a new study: it will be made" in hand.text()
        await hand.press("enter")
        await hand.on(NewStudy)
        await hand.enter(" groups")
        await hand.on(AskWho)
        assert "Nobody is here yet: type your name and press Enter." in hand.text()
        await hand.enter("ana")
        await hand.until(lambda: "balint groups" in hand.line("title"), "the study's name")
    assert Path("balint.study").is_file()


async def test_the_sample_study_is_made_and_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(folder: Path) -> Iterator[str]:
        folder.mkdir()
        opened(folder / demo.STUDY).close()
        yield "Made it."

    monkeypatch.setattr(demo, "build", build)
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.write("sample")
        await hand.press("down", "enter")
        await opens(hand)
        assert hand.app.store is not None
        assert hand.app.store.path == Path("demo") / demo.STUDY


async def test_a_sealed_packet_is_opened_for_its_owner_and_sealed_again() -> None:
    packet, store = Path("ben.packet"), opened(Path("home.study"))
    make(store, NOBODY, 1, "ben", packet, "blue horse")
    before = packet.read_bytes()
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        await hand.press("enter")
        await hand.on(Unseal)
        await hand.enter("red")
        await hand.until(lambda: "does not open this packet" in hand.text(), "a refusal")
        await hand.press(*["backspace"] * 3)
        await hand.enter("blue horse")
        await opens(hand)
        assert "ben" in hand.line("title")
        await hand.press("enter")
        await hand.codes()
        await hand.press("c")
        hand.app.kept_open.close()
    assert sealed(packet)
    assert packet.read_bytes() != before


def test_without_a_word_the_program_asks_for_a_study_where_it_has_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[object] = []

    def screen(path: Path | None, coder: str | None) -> int:
        asked.append((path, coder))
        return 0

    monkeypatch.setattr("workbench.tui.run", screen)
    assert cli.main([]) == 0
    assert "workbench COMMAND" in capsys.readouterr().out
    assert cli.main(["open"]) == 1
    assert "Say which study: workbench open STUDY." in capsys.readouterr().err
    assert asked == []
    for place in (cli, open_):
        monkeypatch.setattr(place, "at_terminal", lambda: True)
    assert cli.main([]) == 0
    assert cli.main(["open", "--as", "ana"]) == 0
    assert asked == [(None, None), (None, "ana")]
