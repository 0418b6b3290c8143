"""Reading many transcripts, one after the other and in two processes.

    python benchmarks/files.py [--files 100] [--kinds txt,docx,odt]

Makes as many one-hour transcripts of each kind, reads them in series and with two fresh
processes, and prints the seconds that passed, the processor's seconds in series, and the ratio.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.importers.interviews import WRITERS, Interview, Part
from workbench.importers import read

WORDS = ("the", "waiting", "time", "was", "long", "and", "nobody", "told", "us", "why")
TURNS, LONG = 165, 60


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=100)
    options.add_argument("--kinds", default="txt,docx,odt")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.kinds.split(","):
            _compare(kind, _made(Path(folder), kind, given.files))


def _made(folder: Path, kind: str, count: int) -> list[Path]:
    seeded = random.Random(kind)
    paths = [folder / f"{at}.{kind}" for at in range(count)]
    for path in paths:
        turns = (f"{_name(at)}: {' '.join(seeded.choices(WORDS, k=LONG))}." for at in range(TURNS))
        path.write_bytes(WRITERS[kind][1](Interview([[Part(turn)] for turn in turns])))
    return paths


def _name(at: int) -> str:
    return f"{('Ana', 'Ben')[at % 2]} [{at // 60:02}:{at % 60:02}]"


def _compare(kind: str, paths: list[Path]) -> None:
    read(paths[0])  # what reading imports is no cost of the files
    start, used = time.perf_counter(), time.process_time()
    series = [read(path) for path in paths]
    alone, used = time.perf_counter() - start, time.process_time() - used
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as workers:
        assert list(workers.map(read, paths, chunksize=4)) == series
    both = time.perf_counter() - start
    print(
        f"{len(paths)} {kind}: in series {alone:.1f} s ({used:.1f} s of the processor), "
        f"in two processes {both:.1f} s, {both / alone:.2f} of it; load {os.getloadavg()[0]:.0f}"
    )


if __name__ == "__main__":
    main()
