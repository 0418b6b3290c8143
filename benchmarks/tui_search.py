"""The first 50 places in which something is found, against reading all texts through.

Run it with `python benchmarks/tui_search.py`; it prints CPU time and ratios of one run. The study
has a hundred transcripts of 400 turns; one word stands in every tenth turn, one in three turns of
the last transcript alone.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.store import Store

DOCUMENTS, TURNS, RUNS = 100, 400, 5


def make_study(path: Path) -> Store:
    from workbench.drafts import Draft, DraftDocument, DraftTurn
    from workbench.store import new_study
    from workbench.store.writes.documents import add_document

    rng = random.Random(1)
    vocabulary = ["".join(rng.choices("aeiourstnlmd", k=rng.randint(2, 9))) for _ in range(900)]
    store = new_study(path, "Large")
    for n in range(DOCUMENTS):
        text, turns, at = [], [], 0
        for turn in range(TURNS):
            words = rng.choices(vocabulary, k=rng.randint(5, 60))
            if turn % 10 == 0:
                words.insert(3, "Waiting")
            if n == DOCUMENTS - 1 and turn < 3:
                words.insert(3, "crossword")
            said = " ".join(words)
            turns.append(DraftTurn(at, at + len(said), f"S{turn % 9}", turn * 7.0, f"S{turn % 9}"))
            text.append(said)
            at += len(said) + 1
        document = DraftDocument(f"session {n}", "\n".join(text), tuple(turns))
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        with store.writing() as writer:
            draft = Draft(f"{n}.txt", digest, "made", (document,))
            add_document(writer, draft, document, {})
    return store


def milliseconds(work: Callable[[], object]) -> float:
    """CPU of the median run."""
    found = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        found.append((time.process_time() - begun) * 1000)
    return statistics.median(found)


def main() -> None:
    from workbench.steps.search import Sought, search
    from workbench.terms import NOBODY

    with tempfile.TemporaryDirectory() as folder, make_study(Path(folder) / "a.study") as store:
        search(store, NOBODY, Sought("nothing of the kind"))
        whole = milliseconds(lambda: search(store, NOBODY, Sought("waiting"), 10**9))
        first = milliseconds(lambda: search(store, NOBODY, Sought("waiting"), 50))
        rare = milliseconds(lambda: search(store, NOBODY, Sought("crossword"), 50))
    print(f"all places of a frequent word    {whole:8.1f} ms")
    print(f"the first 50 of them             {first:8.1f} ms   1/{whole / first:.0f}")
    print(f"a word of the last session alone {rare:8.1f} ms   1/{whole / rare:.1f}")


if __name__ == "__main__":
    main()
