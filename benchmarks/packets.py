"""How long a packet of 20,000 codings takes to make and to take; the aim is under 2 seconds.

python benchmarks/packets.py
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.steps import packets
from workbench.store import Store, Writer, new_study, open_study
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.coders import add_coder
from workbench.store.writes.codings import code_ids, put_many
from workbench.store.writes.documents import add_document, put_units
from workbench.store.writes.places import place
from workbench.store.writes.rounds import add_round, assign, lock_units, set_state
from workbench.terms import NOBODY, Code, Codebook, Span, Viewer

UNITS, LENGTH, CODINGS, TIMES = 10_000, 200, 20_000, 5
CODES = [f"code {n}" for n in range(20)]


def main() -> None:
    """Print a line a measurement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = folder / "home.study"
        build(home).close()
        packet = folder / "noor.packet"
        with open_study(home) as store:
            tell("making the packet", lambda: packets.make(store, NOBODY, 1, "noor", packet, None))
        fill(packet)
        taken = [take(home, packet, folder / f"home-{n}.study") for n in range(TIMES)]
        print(f"taking {CODINGS:,} codings: {median(taken):.2f} s of CPU; aim: under 2 s")
        with open_study(folder / "home-0.study") as store:
            tell("taking them again", lambda: packets.take(store, NOBODY, packet))
        with open_study(home) as store:
            sealed = folder / "sealed.packet"
            tell(
                "making it sealed", lambda: packets.make(store, NOBODY, 1, "noor", sealed, "words")
            )


def tell(what: str, work: Callable[[], object]) -> None:
    """Print the CPU seconds of one run."""
    start = time.process_time()
    work()
    print(f"{what}: {time.process_time() - start:.2f} s of CPU")


def take(home: Path, packet: Path, copy: Path) -> float:
    """CPU seconds of taking the packet into a fresh copy of the study."""
    shutil.copy(home, copy)
    with open_study(copy) as store:
        start = time.process_time()
        done = packets.take(store, Viewer("ana"), packet)
        assert done.taken
        return time.process_time() - start


def build(path: Path) -> Store:
    """A study with one document of many units, and an open round of two coders."""
    store = new_study(path, "Benchmark")
    text = "\n".join("x" * (LENGTH - 1) for _ in range(UNITS))
    spans = [Span(n * LENGTH, n * LENGTH + LENGTH - 1) for n in range(UNITS)]
    turns = tuple(DraftTurn(*span, "Mara", case="Mara") for span in spans)
    draft = Draft("d", "hash", "benchmark", (DraftDocument("d", text, turns),))
    with store.writing() as writer:
        add_document(writer, draft, draft.documents[0], {"*": "student"})
        put_units(writer, "d", "turn", {"unit": "turn"}, [[span] for span in spans])
        add_version(writer, Codebook(1, tuple(Code(name, uid=name) for name in CODES)), {})
        add_round_of_two(writer)
    return store


def add_round_of_two(writer: Writer) -> None:
    """Ana and Noor code everything in round 1."""
    add_round(writer, "test", 1, "turn", ["student"], "blank", ["d"])
    for name in ("ana", "noor"):
        add_coder(writer, name, "team")
        assign(writer, 1, name, "d", None)
    lock_units(writer, 1)
    set_state(writer, 1, "open")


def fill(packet: Path) -> None:
    """Noor codes every unit, as often as it takes."""
    with open_study(packet) as store, store.writing(Viewer("noor")) as writer:
        at = place(writer, 1, "noor", "d")
        ids = list(code_ids(writer, 1).values())
        first = writer.connection.exec_driver_sql("SELECT min(id) FROM unit").scalar() or 0
        rows = []
        for n in range(CODINGS):
            unit, start = first + n % UNITS, n % UNITS * LENGTH
            mine = (at.round_id, at.coder_id, at.document_id, ids[n // UNITS])
            rows.append((*mine, start, start + LENGTH - 1, unit, unit, False))
        put_many(writer, rows)
        for n in range(CODINGS):
            writer.event("coding made", {"document": 1, "code": 1, "start": n, "stop": n + 1})


if __name__ == "__main__":
    main()
