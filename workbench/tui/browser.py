"""The workbench in a browser on the same computer, for those who do not live in terminals.

It answers on 127.0.0.1 alone, and only whoever has the token of this run; the page fetches
nothing from anywhere else. Each window of the browser is a process of its own on the study.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from rich._unicode_data import load as cell_table
from textual_serve.server import Server

from workbench.errors import NotAsked
from workbench.files import read_whole

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Bench(Server):
    """Serves one study until it is stopped."""

    def __init__(
        self, path: Path, coder: str | None, port: int, told: Callable[[str], None]
    ) -> None:
        """`told` is given the address as soon as it answers."""
        super().__init__(command(path, coder), HOST, port, path.stem, templates_path=str(PAGE))
        self.token = secrets.token_urlsafe(24)
        self._told = told

    @property
    def cookie(self) -> str:
        """Under which name the browser keeps the token; it does not tell ports apart."""
        return f"workbench-{self.port}"

    @property
    def address(self) -> str:
        """What to open in the browser; it has the token."""
        return f"{self.public_url}/?token={self.token}"

    def initialize_logging(self) -> None:
        """Log nothing but what goes wrong: requests say what somebody does."""
        logging.basicConfig(level="WARNING")
        # Where it is stopped while windows are open, asyncio warns of each that ends after it.
        logging.getLogger("asyncio").setLevel("ERROR")

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - aiohttp's own form
        """Say where it answers."""
        self._told(self.address)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guarded(request, handler)

        app.middlewares.append(guard)
        app.router.add_get("/cells.js", self._cells)
        return app

    async def _cells(self, request: web.Request) -> web.Response:  # noqa: ARG002 - aiohttp's own form
        """How many cells each letter takes, so that the page reckons as the screen does."""
        table = cell_table()
        widened = sorted(map(ord, table.narrow_to_wide))
        known = json.dumps({"widths": table.widths, "widened": widened})
        script = read_whole(PAGE / "cells.js").decode()
        return web.Response(
            text=f"const CELLS = {known};\n{script}", content_type="text/javascript"
        )

    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only from this computer's own browser, and only with the token."""
        own = self.public_url.partition("//")[2]
        # A page of another site may point its own name here; its requests name that.
        if request.host != own or request.headers.get("Origin", self.public_url) != self.public_url:
            raise web.HTTPForbidden(text="This is not the address that the terminal shows.")
        if request.path == "/" and self._is_token(request.query.get("token")):
            found = web.HTTPFound("/")
            found.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict")
            raise found
        if not self._is_token(request.cookies.get(self.cookie)):
            raise web.HTTPForbidden(text="Open the whole address that the terminal shows.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = self._policy(own)
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "no-store"
        return response

    def _is_token(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def _policy(self, own: str) -> str:
        return (
            f"default-src 'self'; connect-src ws://{own}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; frame-ancestors 'none'"
        )


def command(path: Path, coder: str | None) -> str:
    """What the shell runs for each window."""
    words = [sys.executable, "-m", "workbench.tui.served", str(path.absolute())]
    words += [coder] if coder else []
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def free_port(wanted: int = 0) -> int:
    """The port, if nobody has it; 0: any that is free. Raises NotAsked for one that is taken."""
    try:
        with socket.socket() as trial:
            trial.bind((HOST, wanted))
            return int(trial.getsockname()[1])
    except (OSError, OverflowError) as fault:
        raise NotAsked(f"Port {wanted} cannot be had; choose another, or none.") from fault
