"""The theme table of a million references against bare pandas; files of many quotations.

    python benchmarks/exports.py [REFERENCES]

Prints seconds of the CPU, a ratio, and the largest memory.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas

from workbench.exporters import EXPORTERS
from workbench.tables.given import CodedUnit, Findings
from workbench.tables.quotations import COLUMNS
from workbench.tables.themes import themes_table
from workbench.terms import Code, Codebook, Table

CODES = tuple(
    Code(f"theme {n}", "category", uid=f"t{n}",
         codes=tuple(Code(f"code {n}.{m}", uid=f"c{n}.{m}") for m in range(10)))
    for n in range(4)
)  # fmt: skip
QUOTATION = (
    "He did the crossword in pen, and then we sat there for a while, all of us, quite still."
)


def findings(references: int) -> Findings:
    """Two codes on each unit of fifty documents, said by a thousand people."""
    draw = random.Random(1)
    uids = [code.uid for theme in CODES for code in theme.codes]
    units = tuple(
        CodedUnit(f"S{n % 50}", n, f"P{n % 1000}", tuple(draw.sample(uids, 2)))
        for n in range(references // 2)
    )
    return Findings(Codebook(1, CODES), units, "By rule.")


def bare(found: Findings) -> Any:
    """The same counts in pandas alone."""
    frame = pandas.DataFrame(
        [(code, unit.case, unit.document) for unit in found.units for code in unit.codes],
        columns=["code", "case", "document"],
    )
    frame["theme"] = frame["code"].str[1]
    return [
        (frame.groupby(by).size(), frame.groupby(by)[["case", "document"]].nunique())
        for by in ("code", "theme")
    ]


def timed(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


def main() -> None:
    references = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    found = findings(references)
    ratios = []
    for _ in range(3):
        theirs, ours = timed(lambda: bare(found)), timed(lambda: themes_table(found))
        ratios.append(ours / theirs)
        print(f"theme table of {references:,}: {ours:.1f} s CPU; bare pandas: {theirs:.1f} s CPU")
    print(f"ratio: {min(ratios):.2f} to {max(ratios):.2f}")
    for many in (2_000, 200_000):
        row = ("theme > code", QUOTATION, "Mara", "student", "S1", "S1", 1, 80, "")
        table = Table("Quotations", COLUMNS, (row,) * many)
        for suffix in ("docx", "xlsx"):
            spent = timed(partial(EXPORTERS[suffix], table))
            print(f"{suffix} of {many:,} quotations: {spent:.1f} s CPU")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB of memory at most")


if __name__ == "__main__":
    main()
