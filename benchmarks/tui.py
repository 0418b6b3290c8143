"""The terminal workbench against a bare Textual app, both driven through a pseudo-terminal.

Run it with `python benchmarks/tui.py`; it prints ratios of CPU time, measured in turn in one run.
A bare app is one Static that a key changes, or, for a step and a page, one widget whose lines are
all drawn anew; ours has a study of 10,000 units and 25,000 codings, and commits each coding to the
disk. A second study of ten times the units says what size costs.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.store import Store

BARE = """
from textual.app import App
from textual.binding import Binding
from textual.widgets import Static

class Bare(App):
    BINDINGS = [Binding("c", "turn", "Turn")]
    n = 0
    def compose(self):
        yield Static("frame one")
    def action_turn(self):
        self.n += 1
        self.query_one(Static).update("Saved: " if self.n % 2 else "Taken off: ")

Bare().run()
"""
FULL = """
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

FAINT, STRONG, PLAIN, SIGN = map(Style.parse, (
    "#888888 on #15181c", "bold #e0b060 on #15181c", "#d8d8d4 on #15181c", "#0072b2 on #15181c"))
WORDS = "so then she said that it was not what he had hoped for and we".split()

class Page(Widget):
    n = 0
    def render_line(self, y):
        if not self.n:
            return Strip([Segment("frame one", PLAIN)])
        said = " ".join(WORDS[(self.n * 7 + y + k) % len(WORDS)] for k in range(18))[:76]
        pieces = (f"{self.n * 36 + y:>6} ", FAINT), ("· ", STRONG), (f"{said:80}", PLAIN)
        tag = ("■ ", SIGN), (f"code {self.n + y}".ljust(20), PLAIN)
        return Strip([Segment(words, style) for words, style in (*pieces, *tag)])

class Full(App):
    BINDINGS = [Binding("c", "turn", "Turn")]
    CSS = "Page { height: 1fr; }"
    def compose(self):
        yield Page()
    def action_turn(self):
        page = self.query_one(Page)
        page.n += 1
        page.refresh()

Full().run()
"""
OURS = """
import sys
from pathlib import Path
from workbench import tui
sys.exit(tui.run(Path(sys.argv[1]), "ana"))
"""
SIZE = (120, 36)
AT_REST = 0.3
"""Milliseconds of CPU that a resting program may use; Textual looks for input all the time."""


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, code: str, *arguments: str) -> None:
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
        self.began = time.perf_counter()
        size = struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)
        self.seen = b""

    def press(self, keys: str) -> None:
        self.seen = b""
        os.write(self._terminal, keys.encode())

    def wait_for(self, words: str, seconds: float = 120) -> None:
        """Read what the program draws until these words are in it."""
        until = time.perf_counter() + seconds
        while words.encode() not in self.seen:
            self._read(until)
            if time.perf_counter() > until:
                raise TimeoutError(f"{words!r} did not appear; seen: {self.seen[-2000:]!r}")

    def wait_for_drawing(self) -> None:
        """Read until anything is drawn."""
        until = time.perf_counter() + 120
        while not self.seen and time.perf_counter() < until:
            self._read(until)

    def rest(self, seconds: float = 0.025) -> None:
        """Read on until nothing is drawn and no CPU is used for a moment.

        The moment is longer than Textual waits before it draws, a sixtieth of a second.
        """
        used = -1.0
        while abs(used - (used := self.cpu())) > AT_REST:
            seen = -1
            while seen != (seen := len(self.seen)):
                self._read(time.perf_counter() + seconds)

    def _read(self, until: float) -> None:
        left = max(until - time.perf_counter(), 0)
        if select.select([self._terminal], [], [], min(left, 0.5))[0]:
            with contextlib.suppress(OSError):
                self.seen += os.read(self._terminal, 1 << 16)

    def cpu(self) -> float:
        """Milliseconds of CPU that all threads of the program have used."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):
                total += int((task / "schedstat").read_text().split()[0])
        return total / 1e6

    def memory(self) -> float:
        """Megabytes that the program holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def stop(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)


@contextlib.contextmanager
def running(code: str, *arguments: str) -> Iterator[Program]:
    program = Program(code, *arguments)
    try:
        yield program
    finally:
        program.stop()


# ------------------------------------------------------------------ a large study


def make_study(path: Path, units: int) -> None:
    """A document of so many units, one a turn, with two and a half codings each."""
    from workbench.steps.coders import add_coder
    from workbench.steps.rounds import draft_round
    from workbench.store import new_study
    from workbench.store.writes.codebooks import add_version
    from workbench.terms import NOBODY, Code, Codebook, RoundPlan

    codes = tuple(
        Code(f"code {at}", key=key, uid=f"u{at}", definition="What this code means. " * 8)
        for at, key in enumerate("cadefiortxyzCADEF")
    )
    store = new_study(path, "Large")
    with store.writing() as writer:
        add_version(writer, Codebook(1, codes), {})
    for name in ("ana", "ben"):
        add_coder(store, NOBODY, name)
    _add_text(store, units)
    draft_round(store, NOBODY, RoundPlan(("ana", "ben"), "turn"), open_it=True)
    _add_codings(store)
    store.close()


def _add_text(store: Store, units: int) -> None:
    from workbench.drafts import Draft, DraftDocument, DraftTurn
    from workbench.store.writes.documents import add_document, put_units
    from workbench.terms import Span

    rng = random.Random(1)
    vocabulary = ["".join(rng.choices("aeiourstnlmd", k=rng.randint(2, 9))) for _ in range(900)]
    odd = ["漢字", "e\u0301te\u0301", "👩‍👩‍👧", "שלום", "it’s", "“so”"]
    text, turns = [], []
    at = 0
    for n in range(units):
        words = rng.choices(vocabulary, k=rng.randint(5, 60))
        if rng.random() < 0.06:
            words.insert(2, rng.choice(odd))
        said = " ".join(words) if n else "The very first unit of the text"
        turns.append(DraftTurn(at, at + len(said), f"S{n % 9}", n * 7.0, f"S{n % 9}"))
        text.append(said)
        at += len(said) + 1
    document = DraftDocument("long session", "\n".join(text), tuple(turns))
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    with store.writing() as writer:
        add_document(writer, Draft("long.txt", digest, "made", (document,)), document, {})
        spans = [[Span(turn.start, turn.stop)] for turn in turns]
        put_units(writer, document.name, "turn", {}, spans)


def _add_codings(store: Store) -> None:
    from workbench.store.writes import codings, places

    rng = random.Random(2)
    with store.writing() as writer:
        place = places.place(writer, 1, "ana", "long session")
        units = places.all_units(writer, place)
        ids = list(codings.code_ids(writer, 1).values())
        head = (place.round_id, place.coder_id, place.document_id)
        rows = [
            (*head, code, unit.start, unit.stop, unit.id, unit.id, False)
            for unit in units[1:]
            for code in rng.sample(ids, rng.choice((2, 3)))
        ]
        codings.put_many(writer, rows)


# ------------------------------------------------------------------ measuring


def first_frame(code: str, words: str, *arguments: str) -> tuple[float, float]:
    """CPU and wall milliseconds from start to these words."""
    with running(code, *arguments) as program:
        program.wait_for(words)
        return program.cpu(), (time.perf_counter() - program.began) * 1000


def first_text(study: Path) -> tuple[float, float]:
    """The same to the text of the document, Enter pressed as soon as it is listed."""
    with running(OURS, str(study)) as program:
        program.wait_for("long session")
        program.press("\r")
        program.wait_for("very first unit")
        return program.cpu(), (time.perf_counter() - program.began) * 1000


def per_key(program: Program, key: str, sentinels: tuple[str, ...], times: int) -> list[float]:
    """CPU milliseconds of each key, from the press to the end of the repaint."""
    found = []
    for n in range(times):
        program.rest()
        before = program.cpu()
        program.press(key)
        program.wait_for_drawing()
        program.wait_for(sentinels[n % len(sentinels)])
        program.rest()
        found.append(program.cpu() - before)
    return found


TOGGLED = ("Saved: ", "Taken off: ")


def keys(study: Path, larger: Path, blocks: int, times: int) -> dict[str, list[float]]:
    """Keys of all programs, measured in turn; `times` is even, so that each block ends as begun."""
    found: dict[str, list[float]] = {name: [] for name in KEYS}
    with (
        running(BARE) as bare,
        running(FULL) as full,
        running(OURS, str(study)) as ours,
        running(OURS, str(larger)) as big,
    ):
        bare.wait_for("frame one")
        full.wait_for("frame one")
        open_document(ours)
        open_document(big)
        for _ in range(blocks):
            found["bare"] += per_key(bare, "c", TOGGLED, times)
            found["bare, full"] += per_key(full, "c", ("",), times)
            found["toggle"] += per_key(ours, "c", TOGGLED, times)
            found["toggle, ten times"] += per_key(big, "c", TOGGLED, times)
            for name, key in (("step", "j"), ("page", PAGE_DOWN)):
                found[name] += per_key(ours, key, ("",), times)
                home(ours)
            found["step, ten times"] += per_key(big, "j", ("",), times)
            home(big)
        print(f"a burst of 100 keys: {repaints(ours)} repaints")
        print(f"memory: ours {ours.memory():.0f} MB, bare {bare.memory():.0f} MB")
    return found


KEYS = ("bare", "toggle", "toggle, ten times", "bare, full", "step", "step, ten times", "page")
"""Each is compared with the bare one before it."""
PAGE_DOWN, HOME = "\x1b[6~", "\x1b[H"


def home(program: Program) -> None:
    program.press(HOME)
    program.rest()


def repaints(program: Program) -> int:
    """How often the line that says how far one is is drawn while 100 keys are worked off."""
    program.press("cj" * 50)
    program.rest(0.1)
    return program.seen.count(b" judged ")


def open_document(program: Program) -> None:
    program.wait_for("long session")
    program.press("\r")
    program.wait_for("very first unit")
    program.wait_for("to judge")
    program.press("\x1b[H")
    program.rest(0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--blocks", type=int, default=6)
    parser.add_argument("--keys", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        study, larger = Path(folder) / "large.study", Path(folder) / "larger.study"
        make_study(study, options.units)
        make_study(larger, 10 * options.units)
        starts = [
            (
                first_frame(BARE, "frame one"),
                first_frame(OURS, "Opening", str(study)),
                first_text(study),
                first_text(larger),
            )
            for _ in range(options.starts)
        ]
        show_starts(starts)
        times = options.keys + options.keys % 2
        show_keys(keys(study, larger, options.blocks, times))


def show_starts(starts: Sequence[tuple[tuple[float, float], ...]]) -> None:
    names = ("bare app, first frame", "ours, first frame", "ours, the text", "ten times, the text")
    for kind, unit in enumerate(("CPU", "wall")):
        medians = [statistics.median(run[at][kind] for run in starts) for at in range(len(names))]
        for name, median in zip(names, medians, strict=True):
            print(f"{name:28} {median:7.0f} ms {unit:4} {median / medians[0]:5.2f} ×")


def show_keys(found: dict[str, list[float]]) -> None:
    bare = 0.0
    for name, times in found.items():
        median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        bare = median if name.startswith("bare") else bare
        print(f"key, {name:23} {median:7.2f} ms CPU  {median / bare:5.2f} ×   p95 {late:6.2f} ms")


if __name__ == "__main__":
    main()
