"""What the store costs, as ratios of what SQLite alone costs, taken in one run.

    python benchmarks/store.py            all but the million
    python benchmarks/store.py --million  also the coincidences of a million codings

Times are of the processor, the median of a few; the seconds depend on the machine, the ratios
hardly. Whatever is compared is measured in turn.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.steps import code
from workbench.steps.agreement.judgements import judgements
from workbench.steps.codings import load
from workbench.steps.undo import undo
from workbench.store import Store, Writer, new_study, tables
from workbench.store.reads import codings, documents
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.coders import add_coder
from workbench.store.writes.codings import put_many
from workbench.store.writes.documents import add_document, put_units
from workbench.store.writes.rounds import add_round, assign, lock_units, set_state
from workbench.terms import NOBODY, Code, Codebook, Passage, Span, Viewer

UNITS, CODES = 10_000, 20
CODERS = ("ana", "ben", "noor", "zed")
ANA = Viewer("ana")
WORDS = ("so", "then", "she", "said", "that", "it", "was", "not", "what", "he", "had", "hoped")


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        keys(Path(folder))
        loading(Path(folder))
        opening(Path(folder))
        if "--million" in sys.argv:
            coincidences(Path(folder))


def medians(times: int, **works: Callable[[], object]) -> dict[str, float]:
    """Processor seconds of each, measured in turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            start = time.process_time()
            work()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(found) for name, found in taken.items()}


def line(what: str, ratio: float, aim: str, seconds: float) -> None:
    """Print one measurement."""
    print(f"{what:<64}{ratio:8.2f}   aim: {aim:<18}({seconds * 1000:.2f} ms)")


# ------------------------------------------------------------------ studies


def study(path: Path, sessions: int = 1) -> Store:
    """A study of sessions with 10,000 turns each, 20 codes, four coders and an open round."""
    store = new_study(path, "Benchmark")
    with store.writing() as writer:
        names = [session(writer, n) for n in range(1, sessions + 1)]
        add_version(writer, codebook(), {})
        add_round(writer, "test", 1, "turn", [], "blank", names)
        for coder in CODERS:
            add_coder(writer, coder, "team")
            for name in names:
                assign(writer, 1, coder, name, None)
        lock_units(writer, 1)
        set_state(writer, 1, "open")
    return store


def session(writer: Writer, n: int) -> str:
    rng, turns, texts, at = random.Random(n), [], [], 0
    for turn in range(UNITS):
        text = " ".join(rng.choices(WORDS, k=rng.randrange(20, 70))) + " 沈黙 é" * (turn % 16 == 0)
        turns.append(DraftTurn(at, at + len(text), f"P{turn % 9}", case=f"P{turn % 9}"))
        texts.append(text)
        at += len(text) + 1
    document = DraftDocument(f"s{n}", "\n".join(texts), tuple(turns))
    add_document(writer, Draft(f"s{n}", str(n), "benchmark", (document,)), document, {})
    spans = [[Span(turn.start, turn.stop)] for turn in turns]
    put_units(writer, f"s{n}", "turn", {}, spans)
    return f"s{n}"


def codebook() -> Codebook:
    return Codebook(1, tuple(Code(f"c{n}", uid=f"c{n}") for n in range(CODES)))


def rows(store: Store, number: int) -> list[tuple[int, ...]]:
    """Codings of whole units: round, coder, document and code ids, offsets, units, not copied."""
    with store.reading() as reader:
        units = reader.rows(
            tables.unit.select()
            .join(tables.unit_set, tables.unit_set.c.id == tables.unit.c.unit_set_id)
            .with_only_columns(
                tables.unit_set.c.document_id, tables.unit.c.id, tables.unit.c.start,
                tables.unit.c.stop,
            )
        )  # fmt: skip
        coded = [row.id for row in reader.rows(tables.code.select())]
    cells = [
        (1, coder, document, code_id, start, stop, unit, unit, False)
        for document, unit, start, stop in units
        for coder in range(1, len(CODERS) + 1)
        for code_id in coded
    ]
    return random.Random(1).sample(cells, number)


# ------------------------------------------------------------------ measurements


def keys(folder: Path) -> None:
    store = study(folder / "keys.study")
    with store.writing() as writer:
        put_many(writer, rows(store, 25_000))
    bare = sqlite3.connect(copied(store, folder / "bare.study"), isolation_level=None)
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("PRAGMA foreign_keys=ON")
    with store.reading() as reader:
        units = iter(documents.units(reader, NOBODY, "s1", "turn")[::2] * 9)
    places = iter(range(1_000_000))

    def commit() -> None:
        at = next(places)
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(_INSERT, (1, 1, 1, 1, at, at + 3, 1, 1, 0, 0, None))
        bare.execute("COMMIT")

    def key() -> None:
        unit = next(units)
        code.toggle(store, ANA, 1, Passage("s1", [Span(unit.start, unit.stop - 1)]), "c1")

    found = medians(1000, bare=commit, key=key, undo=lambda: undo(store, ANA))
    line("a coding saved / a bare commit of its row", found["key"] / found["bare"],
         "2.5, stretch 1.5", found["key"])  # fmt: skip
    line("undo / a coding saved", found["undo"] / found["key"], "1", found["undo"])
    bare.close()
    store.close()


_INSERT = (
    "INSERT INTO coding (round_id, coder_id, document_id, code_id, start, stop, first_unit_id,"
    ' last_unit_id, copied, starred, "group") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)


def copied(store: Store, path: Path) -> Path:
    """The study's file again, for SQLite alone."""
    store.close()
    path.write_bytes(store.path.read_bytes())
    return path


def loading(folder: Path) -> None:
    empty = study(folder / "empty.study")
    cells = rows(empty, 100_000)
    table = folder / "codings.csv"
    write_table(table, cells)
    found: dict[str, list[float]] = {"bare": [], "rows": [], "load": []}
    for turn in range(3):
        for name, work in (("bare", many), ("rows", ours), ("load", whole)):
            path = copied(empty, folder / f"{name}{turn}.study")
            start = time.process_time()
            work(path, cells, table)
            found[name].append(time.process_time() - start)
    bare, mine, loaded = (statistics.median(found[name]) for name in ("bare", "rows", "load"))
    line("100,000 codings stored / executemany", mine / bare, "1.2", mine)
    line("the same read from a table and checked / executemany", loaded / bare, "3", loaded)


def many(path: Path, cells: list[tuple[int, ...]], table: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=ON")
    with connection:
        connection.executemany(_INSERT, ((*cell, 0, None) for cell in cells))
    connection.close()


def ours(path: Path, cells: list[tuple[int, ...]], table: Path) -> None:
    with Store(path) as store, store.writing() as writer:
        put_many(writer, cells)


def whole(path: Path, cells: list[tuple[int, ...]], table: Path) -> None:
    with Store(path) as store:
        load(store, NOBODY, 1, table)


def write_table(path: Path, cells: list[tuple[int, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("document", "unit", "coder", "code"))
        writer.writerows(
            (f"s{document}", unit, CODERS[coder - 1], f"c{code_id - 1}")
            for _, coder, document, code_id, _, _, unit, _, _ in cells
        )


def opening(folder: Path) -> None:
    store = study(folder / "open.study")
    with store.writing() as writer:
        put_many(writer, [row for row in rows(store, 100_000) if row[1] == 1])
    with store.reading() as reader:
        words = documents.text(reader, NOBODY, "s1")
        made = len(codings.codings(reader, ANA, 1, "s1"))
    file = folder / "s1.txt"
    file.write_text(words, "utf-8")

    def window() -> None:
        with store.reading() as reader:
            documents.text(reader, ANA, "s1")
            codings.codings(reader, ANA, 1, "s1", Span(0, 12_000))

    def everything() -> None:
        with store.reading() as reader:
            documents.text(reader, ANA, "s1")
            documents.units(reader, ANA, "s1", "turn")
            codings.codings(reader, ANA, 1, "s1")

    found = medians(15, file=lambda: file.read_text("utf-8"), window=window, everything=everything)
    line("the first window of a document / its text from a file",
         found["window"] / found["file"], "1", found["window"])  # fmt: skip
    line(f"10,000 units and {made:,} codings / its text from a file",
         found["everything"] / found["file"], "2", found["everything"])  # fmt: skip
    store.close()


def coincidences(folder: Path) -> None:
    store = study(folder / "million.study", sessions=5)
    cells = rows(store, 1_000_000)
    with store.writing() as writer:
        put_many(writer, cells)
        for state in ("closed", "revealed"):
            set_state(writer, 1, state)
    fetched = "SELECT coder_id, document_id, code_id, first_unit_id, last_unit_id FROM coding"
    bare = sqlite3.connect(copied(store, folder / "bare-million.study"))

    def counts() -> None:
        with store.reading() as reader:
            judgements(reader, NOBODY, 1)

    found = medians(3, fetch=lambda: bare.execute(fetched).fetchall(), counts=counts)
    line("who said what of a million codings / fetching their rows",
         found["counts"] / found["fetch"], "1.5", found["counts"])  # fmt: skip
    bare.close()
    store.close()


if __name__ == "__main__":
    main()
