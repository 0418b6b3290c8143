"""How long commands take, as ratios of what cannot be avoided, measured in turn in one run.

    python benchmarks/commands.py

`workbench --help` against an interpreter that does nothing; `workbench agreement` on the sample
study against an interpreter that imports what it needs. CPU seconds of the whole process, the
median of several runs.
"""

from __future__ import annotations

import contextlib
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbench.steps import demo

RUNS = 15
NEEDED = "import sqlmodel, numpy, krippendorff"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for _ in demo.build(Path(folder)):
            pass
        study = str(Path(folder) / demo.STUDY)
        compare("workbench --help", ["-m", "workbench", "--help"], "python -c pass", ["-c", "pass"])
        compare(
            "workbench agreement",
            ["-m", "workbench", "agreement", study, "--json"],
            NEEDED,
            ["-c", NEEDED],
        )
        compare(
            "workbench documents",
            ["-m", "workbench", "documents", study, "--json"],
            "import sqlmodel",
            ["-c", "import sqlmodel"],
        )


def compare(name: str, words: Sequence[str], floor_name: str, floor: Sequence[str]) -> None:
    """Print the ratio of two programs, run in turn."""
    both = [(cpu(words), cpu(floor)) for _ in range(RUNS)][1:]
    ours, theirs = (statistics.median(times) for times in zip(*both, strict=True))
    ratio = statistics.median(one / other for one, other in both)
    print(f"{name}: {1000 * ours:.0f} ms, {floor_name}: {1000 * theirs:.0f} ms, ratio {ratio:.2f}")


def cpu(words: Sequence[str]) -> float:
    """CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
