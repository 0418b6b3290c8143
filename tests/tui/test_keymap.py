"""Keys are changed in a file; a file that is wrong changes nothing and is told of."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from textual.binding import Binding

from tests.tui.driving import sitting, study_of
from tests.tui.study import opened
from workbench.errors import FileFault
from workbench.store.reads import codings
from workbench.terms import Viewer
from workbench.tui.app import Workbench
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.memo import WriteMemo
from workbench.tui.keymap import read, template
from workbench.tui.screens import SCREENS
from workbench.tui.screens.code import CodeScreen
from workbench.tui.widgets.keys import commands


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of keys, in a home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    (tmp_path / "workbench").mkdir()
    return tmp_path / "workbench" / "keys.toml"


async def test_the_palette_writes_the_file_in_which_keys_are_changed(
    file: Path, tmp_path: Path
) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("ctrl+p")
        await hand.write("keys")
        await hand.until(lambda: "Change keys, in a file." in hand.text(), "the command")
        await hand.press("enter", "enter")
        await hand.until(file.exists, "the file")
    assert '# "undo" = "u"  # Take back what you did last.' in file.read_text("utf-8")


async def test_a_changed_key_does_it_and_stands_on_the_last_line(
    file: Path, tmp_path: Path
) -> None:
    file.write_text('[code]\nundo = "z"\n"go(1)" = "c"\n', "utf-8")
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("enter")
        screen = await hand.codes()
        assert "z Undo" in hand.line("keys")
        await hand.press("a", "c")
        assert screen.transcript.unit == 2
        await hand.press("z")
        with store.reading() as reader:
            assert codings.codings(reader, Viewer("ana"), 1) == ()
        assert "c ■" not in hand.text(), "the code whose letter is taken has another"


async def test_a_wrong_file_is_told_of_and_the_usual_keys_are_kept(
    file: Path, tmp_path: Path
) -> None:
    file.write_text('[code]\nfly = "z"\n', "utf-8")
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, size=(120, 30)) as hand:
        told = [one.message for one in hand.app._notifications]
        assert any("there is no command “code.fly”" in one for one in told)
        await hand.press("enter")
        await hand.codes()
        assert "u Undo" in hand.line("keys")


async def test_the_keys_of_the_last_line_can_be_clicked(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        for words, kind in (("Code", CodeScreen), ("Memo", WriteMemo)):
            at = hand.text().splitlines()[-1].index(words)
            await hand.click("#keys", (at, 0))
            await hand.on(kind)
        await hand.press("escape")
        await hand.on(CodeScreen)
        last = hand.text().splitlines()[-1]
        await hand.click("#keys", (last.index("None"), 0))
        await hand.until(lambda: "1 of 8 judged" in hand.line("status"), "no code applies")
        await hand.click("#keys", (last.index("Help"), 0))
        await hand.on(Help)
        await hand.press("escape")
        await hand.click("#keys", (last.index("Back"), 0))
        await hand.until(lambda: hand.screen is study_of(hand), "the study")


@pytest.mark.parametrize(
    "text", ["code = 3", "[code]\nundo = 3", "[code]\nundo = ''", "[code", "[code]\nno = 'x'"]
)
def test_what_is_no_file_of_keys_is_refused(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(FileFault):
        read(file, [Binding("u", "undo", "Undo", id="code.undo")])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('undo = "n"', "“n” would be the key of “code.undo” and of “code.next”; give that another"),
        ('undo = "f1"', "“f1” would be the key of “code.undo” and of “everywhere.help”"),
        ('undo = "blah blub"', "there is no key “blah blub”; the usual keys are kept"),
        ('undo = "ctrl+nokey"', "there is no key “ctrl+nokey”"),
    ],
)
def test_a_key_of_two_commands_and_one_that_there_is_not_are_told(
    file: Path, text: str, sentence: str
) -> None:
    known = [
        Binding("u", "undo", "Undo", id="code.undo"),
        Binding("n,tab", "next", "Next", id="code.next"),
        Binding("n", "names", "Names", id="study.names"),
        Binding("f1", "help", "Help", id="everywhere.help"),
    ]
    file.write_text(f"[code]\n{text}\n", "utf-8")
    with pytest.raises(FileFault, match=re.escape(sentence)):
        read(file, known)
    file.write_text('[code]\nundo = "n,ctrl+z,f9"\nnext = "u"\n', "utf-8")
    assert read(file, known) == {"code.undo": "n,ctrl+z,f9", "code.next": "u"}


def test_no_file_changes_nothing(file: Path) -> None:
    assert read(file, []) == {}


def test_the_template_names_every_command_once(file: Path) -> None:
    every = [*commands(Workbench), *(one for node in SCREENS.values() for one in commands(node))]
    text = template(every)
    assert set(tomllib.loads(text)) == {"everywhere", *SCREENS}
    file.write_text(text.replace('# "', '"'), "utf-8")
    assert set(read(file, every)) == {one.id for one in every}
