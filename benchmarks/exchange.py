"""A project file of 100 documents and 100,000 codings: written, made again, read as a stranger's.

    python benchmarks/exchange.py

Prints seconds of the clock and of the CPU, the size of the file, and the largest memory.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.steps.exchange.into import new_from_project
from workbench.steps.exchange.out import export_project
from workbench.store import Store, new_study
from workbench.store.writes import codings, places
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.coders import add_coder
from workbench.store.writes.documents import add_document, put_units
from workbench.store.writes.rounds import add_round, assign, lock_units, set_state
from workbench.terms import NOBODY, Code, Codebook, Span

DOCUMENTS, UNITS, CODERS = 100, 500, ("ana", "ben")
CODES = tuple(Code(f"code {n}", uid=f"{n:032x}") for n in range(40))
WORDS = ("she said", "that he", "was so", "angry when", "the phone", "rang and nobody", "came")


def study(path: Path) -> Store:
    """Each coder puts one code on each of 50,000 units."""
    draw = random.Random(1)
    store = new_study(path, "Benchmark")
    names = [f"S{n}" for n in range(DOCUMENTS)]
    with store.writing() as writer:
        for name in names:
            said = [" ".join(draw.choices(WORDS, k=12)) for _ in range(UNITS)]
            turns, at = [], 0
            for words in said:
                turns.append(DraftTurn(at, at + len(words), "Mara", case="Mara"))
                at += len(words) + 1
            found = DraftDocument(name, "\n".join(said), tuple(turns))
            add_document(writer, Draft("f", name, "text", (found,)), found, {})
            put_units(writer, name, "turn", {}, [[Span(t.start, t.stop)] for t in turns])
        for coder in CODERS:
            add_coder(writer, coder, "team")
        add_version(writer, Codebook(1, CODES), {})
        add_round(writer, "test", 1, "turn", (), "blank", names)
        for coder in CODERS:
            for name in names:
                assign(writer, 1, coder, name, None)
        lock_units(writer, 1)
        set_state(writer, 1, "open")
        ids = list(codings.code_ids(writer, 1).values())
        for coder in CODERS:
            for name in names:
                place = places.place_of(writer, 1, coder, name)
                here = (place.round_id, place.coder_id, place.document_id)
                units = places.all_units(writer, place)
                rows = [
                    (*here, draw.choice(ids), one.start, one.stop, one.id, one.id, False)
                    for one in units
                ]
                codings.put_many(writer, rows)
        set_state(writer, 1, "closed")
        set_state(writer, 1, "revealed")
    return store


def timed(what: str, do: Callable[[], object]) -> None:
    clock, cpu = time.perf_counter(), time.process_time()
    do()
    print(f"{what}: {time.perf_counter() - clock:.1f} s, {time.process_time() - cpu:.1f} s CPU")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, alone = folder / "whole.qdpx", folder / "alone.qdpx"
        with study(folder / "a.study") as store:
            timed("written", lambda: export_project(store, NOBODY, whole))
            export_project(store, NOBODY, alone, 1)
        timed("made again", lambda: new_from_project(folder / "b.study", whole))
        timed("read as another program's", lambda: new_from_project(folder / "c.study", alone))
        print(f"{whole.stat().st_size / 1e6:.1f} MB in the file")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB of memory at most")


if __name__ == "__main__":
    main()
