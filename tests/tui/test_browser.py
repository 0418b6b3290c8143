"""In the browser: only on this computer, only with the token, and nothing fetched elsewhere."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, web
from rich.cells import cell_len

from tests.tui.study import opened
from workbench.errors import NotAsked
from workbench.store import Store
from workbench.store.reads import codings
from workbench.terms import Viewer
from workbench.tui.browser import HOST, Bench, command, free_port


@asynccontextmanager
async def serving(path: Path, told: list[str]) -> AsyncIterator[tuple[Bench, ClientSession]]:
    bench = Bench(path, "ana", free_port(), told.append)
    runner = web.AppRunner(await bench._make_app())
    await runner.setup()
    await web.TCPSite(runner, HOST, bench.port).start()
    windows: list[asyncio.subprocess.Process] = []
    begin = asyncio.create_subprocess_shell

    async def begun(*given: Any, **named: Any) -> asyncio.subprocess.Process:
        windows.append(await begin(*given, **named))
        return windows[-1]

    with patch("asyncio.create_subprocess_shell", begun):
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            yield bench, session
        await runner.cleanup()
    # The server waits until a window says no more, not until its process has ended.
    for window in windows:
        await asyncio.wait_for(window.communicate(), PATIENCE)


async def test_nobody_comes_in_without_the_token(tmp_path: Path) -> None:
    async with serving(opened(tmp_path / "a.study").path, []) as (bench, session):
        for path in ("/", "/?token=", "/?token=é", "/ws", "/static/js/textual.js", "/cells.js"):
            async with session.get(bench.public_url + path) as answer:
                assert answer.status == 403, path


async def test_the_address_of_the_terminal_opens_the_page(tmp_path: Path) -> None:
    told: list[str] = []
    async with serving(opened(tmp_path / "a.study").path, told) as (bench, session):
        assert told == [bench.address]
        async with session.get(bench.address) as answer:
            page = await answer.text()
        assert answer.status == 200
        assert "token" not in str(answer.url)
        places = re.findall(r"(?:https?|wss?)://[^/\"]+", page)
        assert set(places) == {bench.public_url, bench.public_url.replace("http", "ws")}
        assert "connect-src ws://127.0.0.1" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}], ids=["host", "origin"]
)
async def test_another_site_cannot_use_the_token(tmp_path: Path, headers: dict[str, str]) -> None:
    async with serving(opened(tmp_path / "a.study").path, []) as (bench, session):
        cookies = {bench.cookie: bench.token}
        for path in ("/", "/ws"):
            url = bench.public_url + path
            async with session.get(url, headers=headers, cookies=cookies) as answer:
                assert answer.status == 403


async def test_two_studies_are_open_in_one_browser(tmp_path: Path) -> None:
    path = opened(tmp_path / "a.study").path
    async with serving(path, []) as (bench, session), serving(path, []) as (other, _):
        for address in (bench.address, other.address, bench.public_url, other.public_url):
            async with session.get(address) as answer:
                assert answer.status == 200, address


def test_a_window_without_its_study_says_why_in_the_terminal(tmp_path: Path) -> None:
    words = shlex.split(command(tmp_path / "gone.study", "ana"))
    driver = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    ended = subprocess.run(
        words, env=os.environ | driver, input="", stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert ended.returncode == 1
    (told,) = ended.stderr.splitlines()
    assert told.startswith(f"There is no study at {tmp_path / 'gone.study'}")


async def test_a_window_of_the_browser_shows_the_study(tmp_path: Path) -> None:
    async with serving(opened(tmp_path / "a.study").path, []) as (bench, session):
        async with session.get(bench.address):
            pass
        shown = b""
        deadline = time.monotonic() + 60
        async with session.ws_connect(f"{bench.public_url}/ws?width=80&height=24") as window:
            while b"session 1" not in shown:
                assert time.monotonic() < deadline, shown[-200:]
                message = await asyncio.wait_for(window.receive(), 60)
                if message.type == WSMsgType.BINARY:
                    shown += message.data


def test_a_port_that_is_taken_is_refused() -> None:
    with pytest.raises(NotAsked, match="cannot be had"):
        free_port(99999)


def coded(store: Store) -> list[tuple[int, str]]:
    """Unit and code of what ana coded."""
    with store.reading() as reader:
        found = codings.codings(reader, Viewer("ana"), 1)
    return [(one.first_unit, one.code) for one in found]


async def until(happened: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"{what} did not happen"
        await asyncio.sleep(0.05)


PATIENCE = 120
"""Seconds that anything may take on a busy machine, before a test fails."""


async def test_keys_of_a_window_code_a_unit(tmp_path: Path) -> None:
    store = opened(tmp_path / "a.study")
    async with serving(store.path, []) as (bench, session):
        async with session.get(bench.address):
            pass
        async with session.ws_connect(f"{bench.public_url}/ws?width=80&height=24") as window:
            await reads(window, b"session 1")
            await window.send_json(["stdin", "\r"])
            await reads(window, b"to judge")
            await window.send_json(["stdin", "c"])
            await until(lambda: coded(store) == [(1, "c-containment")], "the coding")


async def reads(window: ClientWebSocketResponse, words: bytes) -> None:
    """Read what the window draws until these words are in it."""
    shown = b""
    while words not in shown:
        message = await asyncio.wait_for(window.receive(), PATIENCE)
        if message.type == WSMsgType.BINARY:
            shown += message.data


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), "")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
         "--disable-background-networking", "--remote-debugging-port=0")  # fmt: skip


class Tab:
    """A tab of a real browser, driven through its DevTools."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket, self._asked, self._drawn = socket, 0, b""

    async def ask(self, method: str, **given: object) -> dict[str, Any]:
        """Call a method; its answer."""
        self._asked += 1
        await self._socket.send_json({"id": self._asked, "method": method, "params": given})
        while (heard := await self._hear()).get("id") != self._asked:
            pass
        return heard

    async def reckon(self, script: str) -> object:
        """What a script of the page comes to."""
        heard = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return heard["result"]["result"]["value"]

    async def draws(self, words: bytes) -> None:
        """Wait until the workbench has sent these words to the page."""
        while words not in self._drawn:
            await self._hear()
        self._drawn = b""

    async def _hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = await asyncio.wait_for(self._socket.receive_json(), PATIENCE)
        if heard.get("method") == "Network.webSocketFrameReceived":
            frame = heard["params"]["response"]
            if frame["opcode"] == BINARY:
                self._drawn += base64.b64decode(frame["payloadData"])
        return heard

    async def press(self, key: str, text: str) -> None:
        """Press a key, as a hand does."""
        number = ord(text.upper())
        pressed = {"key": key, "windowsVirtualKeyCode": number}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **pressed)


BINARY = 2
"""The kind of frame that has what a terminal draws."""


def _written(file: Path) -> bool:
    return file.exists() and bool(file.read_text().strip())


@asynccontextmanager
async def browsing(folder: Path, session: ClientSession) -> AsyncIterator[Tab]:
    """A real browser without a window."""
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM, *FLAGS, f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = folder / "DevToolsActivePort"
        await until(lambda: _written(told) or browser.returncode is not None, "the browser")
        if not _written(told):
            pytest.skip("Chromium does not start on this machine")
        port = told.read_text().split()[0]
        async with session.get(f"http://{HOST}:{port}/json/list") as answer:
            tabs = [one for one in await answer.json() if one["type"] == "page"]
        async with session.ws_connect(tabs[0]["webSocketDebuggerUrl"]) as socket:
            yield Tab(socket)
    finally:
        if browser.returncode is None:
            browser.kill()
        await browser.wait()


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
async def test_keys_in_a_real_browser_code_a_unit(tmp_path: Path) -> None:
    store = opened(tmp_path / "a.study")
    async with (
        serving(store.path, []) as (bench, session),
        browsing(tmp_path / "browser", session) as tab,
    ):
        await tab.ask("Network.enable")
        await tab.ask("Page.navigate", url=bench.address)
        await tab.draws(b"press Enter to code")
        await tab.press("Enter", "\r")
        await tab.draws(b"to judge")
        await tab.press("c", "c")
        await until(lambda: coded(store) == [(1, "c-containment")], "the coding")


LETTERS = (
    "plain words", "漢字", "한국어", "e\u0301", "مرحبا", "مَرْحَبًا", "שָׁלוֹם", "नमस्ते",
    "👍🏽", "🇩🇪 and 🇫🇷", "👨\u200d👩\u200d👧\u200d👦 came", "❤\ufe0f", "👁\ufe0f\u200d🗨\ufe0f",
    "\u200f", "a\u200d", "⌚", "🪿",
)  # fmt: skip
CELLS_OF = """%s.map((text) => {
  let [all, before, last] = [0, 0, 0];
  for (const letter of text) {
    before = reckoning.charProperties(letter.codePointAt(0), before);
    const cells = (before >> 1) & 3;
    all += before & 1 ? cells - last : cells;
    last = cells;
  }
  return all;
})"""


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
async def test_letters_take_the_cells_in_a_browser_that_the_screen_reckons_with(
    tmp_path: Path,
) -> None:
    async with (
        serving(opened(tmp_path / "a.study").path, []) as (bench, session),
        browsing(tmp_path / "browser", session) as tab,
    ):
        await tab.ask("Network.enable")
        await tab.ask("Page.navigate", url=bench.address)
        await tab.draws(b"press Enter to code")
        found = await tab.reckon(CELLS_OF % json.dumps(LETTERS))
        assert found == [cell_len(text) for text in LETTERS]
        words = await tab.reckon('words("She said مرحبا بالعالم twice.")')
        assert words == [[9, 14], [15, 22]]
        assert await tab.reckon("'bufferedBytes' in Object.prototype") is False
