"""In the browser: only on this computer, only with the token, and nothing fetched elsewhere."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, WSMsgType, web

from tests.tui.study import opened
from workbench.errors import NotAsked
from workbench.tui.browser import COOKIE, HOST, Bench, free_port


@asynccontextmanager
async def serving(path: Path, told: list[str]) -> AsyncIterator[tuple[Bench, ClientSession]]:
    bench = Bench(path, "ana", free_port(), told.append)
    runner = web.AppRunner(await bench._make_app())
    await runner.setup()
    await web.TCPSite(runner, HOST, bench.port).start()
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield bench, session
    await runner.cleanup()


async def test_nobody_comes_in_without_the_token(tmp_path: Path) -> None:
    async with serving(opened(tmp_path / "a.study").path, []) as (bench, session):
        for path in ("/", "/?token=", "/?token=é", "/ws", "/static/js/textual.js", "/download/x"):
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
        cookies = {COOKIE: bench.token}
        for path in ("/", "/ws"):
            url = bench.public_url + path
            async with session.get(url, headers=headers, cookies=cookies) as answer:
                assert answer.status == 403


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
