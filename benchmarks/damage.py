"""Damage every sample and every kind of file in 200 places, and see what the importers do.

    python benchmarks/damage.py [FOLDER…] [--times 200]

Prints for each file how many damaged copies were refused and read, the slowest of them, and
whatever was neither: a traceback, a sentence of two lines, a turn outside its text. Then gives
each importer a million characters of one sign after another, and half of that.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.importers.damage import WHOLE, damaged
from tests.importers.test_shelf import AROUND, HOSTILE, refusal
from workbench.importers import IMPORTERS, importer_for


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--times", type=int, default=200)
    given = options.parse_args()
    files = dict(WHOLE)
    for folder in given.folders:
        files |= {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    wrong = sum(_one(name, whole, given.times) for name, whole in files.items() if whole)
    for importer in IMPORTERS:
        _long(importer)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(files)} files, {wrong} faults, peak memory {peak} MB")
    return 1 if wrong else 0


def _one(name: str, whole: bytes, times: int) -> int:
    importer = importer_for(Path(name), None, whole)
    counts: Counter[str] = Counter()
    slowest = 0.0
    for data in damaged(name, whole, times):
        start = time.process_time()
        said = refusal(importer, name, data)  # any other fault ends the sweep, and shows where
        counts["wrong" if "\n" in said else "refused" if said else "read"] += 1
        slowest = max(slowest, time.process_time() - start)
    print(
        f"{name[:40]:40} {importer:10} refused {counts['refused']:4} read {counts['read']:4} "
        f"slowest {1000 * slowest:7.1f} ms"
    )
    return counts["wrong"]


def _long(importer: str) -> None:
    """The slowest of the hostile texts, and what twice its length costs."""
    slowest = max((_seconds(importer, piece, 1_000_000), piece) for piece in HOSTILE)
    half = _seconds(importer, slowest[1], 500_000)
    print(
        f"{importer:10} a million characters, at worst of {slowest[1]!r}: {slowest[0]:.2f} s, "
        f"{slowest[0] / max(half, 0.001):.1f} times the half"
    )


def _seconds(importer: str, piece: str, length: int) -> float:
    start = time.process_time()
    for around in AROUND:
        refusal(importer, "t.txt", around.format(piece * (length // len(piece))).encode())
    return (time.process_time() - start) / len(AROUND)


if __name__ == "__main__":
    sys.exit(main())
