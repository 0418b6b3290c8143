"""Peak memory and time of importing a survey, and of cutting it into sentences.

    python benchmarks/surveys.py            # 50,000 answers, and twice as many
    python benchmarks/surveys.py 500000     # a million at 2n: about 110 MB

Each step runs as a command of its own, so that its peak memory is its own. The last lines set
the sentences, without and with the store's work, against spaCy's sentencizer on the same
answers, in one process, and two files read by two processes against the same two one after the
other.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

WORDS = (
    "the",
    "group",
    "helped",
    "me",
    "to",
    "see",
    "my",
    "patient",
    "and",
    "nobody",
    "judged",
    "what",
    "I",
    "said",
    "about",
    "it",
)


class Cost(NamedTuple):
    """Of a command: seconds of processor time, and megabytes at its peak."""

    cpu: float
    peak: float


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        once, twice = (steps(Path(folder), n) for n in (rows, 2 * rows))
        for what in once:
            ratio = twice[what].cpu / once[what].cpu
            print(
                f"{what}: {twice[what].cpu:.1f} s CPU, {twice[what].peak:.0f} MB at {2 * rows:,} "
                f"answers; time at 2n / n: {ratio:.2f}"
            )
        base = sentencizer(Path(folder, f"{rows}.csv"))
        alone, stored = sentences(Path(folder, f"{rows}.study"))
        print(f"sentences / sentencizer on the same answers: {alone / base:.2f}")
        print(f"the same with the study read and written: {stored / base:.2f}")
        print(f"two files in two processes / one after the other: {parallel(Path(folder)):.2f}")


def steps(folder: Path, rows: int) -> dict[str, Cost]:
    table, study = folder / f"{rows}.csv", folder / f"{rows}.study"
    with table.open("w", encoding="utf-8") as file:
        file.writelines(lines(rows))  # a command begins with the memory of this process
    run("new", study, "--name", "A")
    columns = ("--id", "id", "--text", "q", "--attribute", "group")
    return {
        "import": run("import", study, table, *columns),
        "import again": run("import", study, table, *columns),
        "segment": run("segment", study, "--unit", "sentence"),
    }


def lines(rows: int) -> Iterator[str]:
    chance = random.Random(1)
    yield "id,group,q\n"
    for n in range(rows):
        first, second = (" ".join(chance.choices(WORDS, k=10)) for _ in range(2))
        yield f'R{n:07},{"AB"[n % 2]},"{first.capitalize()}. {second.capitalize()}."\n'


def run(*words: object) -> Cost:
    command = [sys.executable, "-c", "from workbench.cli import main; raise SystemExit(main())"]
    started = subprocess.Popen([*command, *map(str, words)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    if status:
        raise SystemExit(f"{words[0]} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def sentencizer(table: Path) -> float:
    """Seconds that spaCy's sentencizer needs for the same answers."""
    import csv

    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    with table.open(encoding="utf-8", newline="") as file:
        answers = [row["q"] for row in csv.DictReader(file)]
    start = time.process_time()
    for doc in pipeline.pipe(answers):
        list(doc.sents)
    return time.process_time() - start


def sentences(study: Path) -> tuple[float, float]:
    """Seconds for the sentences of a study: of finding them, and with reading and writing."""
    from workbench.segmenters import describe, segment
    from workbench.steps.segmenting import segment_documents
    from workbench.store import open_study
    from workbench.store.reads import documents
    from workbench.terms import NOBODY, Segmentation, Span

    settings = Segmentation("sentence", name="again")
    describe(settings)  # imports spaCy, which is no part of what is measured
    with open_study(study) as store:
        start = time.process_time()
        list(segment_documents(store, NOBODY, settings))
        stored = time.process_time() - start
        with store.reading() as reader:
            names = [one.name for one in documents.documents(reader, NOBODY)]
            texts = [documents.text(reader, NOBODY, name) for name in names]
            turns = [
                [Span(turn.start, turn.stop) for turn in documents.turns(reader, NOBODY, name)]
                for name in names
            ]
    start = time.process_time()
    for text, spans in zip(texts, turns, strict=True):
        segment(text, spans, settings)
    return time.process_time() - start, stored


def read(path: Path) -> int:
    from workbench.importers import read as reading
    from workbench.surveys import Columns

    return len(reading(path, columns=Columns("id", ("q",))).documents[0].turns)


def parallel(folder: Path) -> float:
    """Wall time of two files in two processes, against the same two one after the other."""
    paths = [folder / f"half-{n}.csv" for n in range(2)]
    for path in paths:
        path.write_text("".join(lines(20_000)), encoding="utf-8")
    start = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(read, paths))
    together = time.perf_counter() - start
    start = time.perf_counter()
    for path in paths:
        read(path)
    return together / (time.perf_counter() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
