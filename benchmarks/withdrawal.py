"""How long a withdrawal takes in a study of 100,000 units; the aim is under 5 seconds.

    python benchmarks/withdrawal.py

A document of 100,000 sentences by fifty people, one of whom said two thousand of them, with four
codings on every ten units. It is compared with one pass of a plain regular expression, the name
as a whole word, over the same text.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.steps.withdrawal import withdrawal
from workbench.steps.withdrawing import withdraw
from workbench.store import Store, new_study
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.coders import add_coder
from workbench.store.writes.codings import code_ids, put_many
from workbench.store.writes.documents import add_document, put_units
from workbench.store.writes.places import all_units, place
from workbench.store.writes.rounds import add_round, assign, lock_units, set_state
from workbench.terms import NOBODY, Code, Codebook, Span

UNITS, PEOPLE, DOCUMENTS = 100_000, 50, 10
SAID = "I was on the ward that night and nobody had told me what to do, so I waited there. "
CODES = [f"code {n}" for n in range(20)]


def main() -> None:
    """Print a line a measurement."""
    with tempfile.TemporaryDirectory() as name, build(Path(name) / "a.study") as store:
        store.close()
        texts = [row.text for row in documents()]
        plain = seconds(lambda: [re.findall(r"\bPerson 7\b", text) for text in texts])
        size = store.path.stat().st_size / 1e6
        print(
            f"{UNITS:,} units, {sum(map(len, texts)) / 1e6:.1f} million characters, {size:.0f} MB"
        )
        print(f"one pass of a regular expression: {plain:.3f} s of CPU")
        looking = seconds(lambda: withdrawal(store, NOBODY, "Person 7"))
        print(f"what would go: {looking:.2f} s of CPU")
        doing = seconds(lambda: withdraw(store, NOBODY, "Person 7"))
        print(
            f"the withdrawal: {doing:.2f} s of CPU, {doing / plain:.0f} times the pass; "
            "aim: under 5 s"
        )


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def documents() -> list[DraftDocument]:
    """Turns in a circle of people, a unit each."""
    each = UNITS // DOCUMENTS
    turns = tuple(
        DraftTurn(n * len(SAID), (n + 1) * len(SAID) - 1, f"Person {n % PEOPLE}",
                  case=f"Person {n % PEOPLE}")
        for n in range(each)
    )  # fmt: skip
    return [DraftDocument(f"s{n}", SAID * each, turns) for n in range(DOCUMENTS)]


def build(path: Path) -> Store:
    """The study, with codings on four of ten units by two coders."""
    store = new_study(path, "Benchmark")
    book = Codebook(1, tuple(Code(name, uid=name) for name in CODES))
    drafts = documents()
    with store.writing() as writer:
        for draft in drafts:
            add_document(writer, Draft(draft.name, "hash", "test", (draft,)), draft, {})
            spans = [[Span(turn.start, turn.stop)] for turn in draft.turns]
            put_units(writer, draft.name, "turn", {"unit": "turn"}, spans)
        for coder in ("ana", "ben"):
            add_coder(writer, coder, "team")
        add_version(writer, book, {})
        add_round(writer, "test", 1, "turn", [], "blank", [draft.name for draft in drafts])
        for coder in ("ana", "ben"):
            for draft in drafts:
                assign(writer, 1, coder, draft.name, None)
        lock_units(writer, 1)
        set_state(writer, 1, "open")
    fill(store, drafts)
    return store


def fill(store: Store, drafts: list[DraftDocument]) -> None:
    """Code two of every five units, by each coder."""
    with store.writing() as writer:
        ids = [*code_ids(writer, 1).values()]
        for coder in ("ana", "ben"):
            for draft in drafts:
                at = place(writer, 1, coder, draft.name)
                units = [unit for unit in all_units(writer, at) if unit.position % 5 < 2]
                mine = (at.round_id, at.coder_id, at.document_id)
                put_many(
                    writer,
                    (
                        (
                            *mine,
                            ids[one.position % 20],
                            *(one.start, one.stop, one.id, one.id),
                            False,
                        )
                        for one in units
                    ),
                )
                for one in units:
                    told = {"document": at.document_id, "start": one.start, "stop": one.stop}
                    writer.event("coding made", told, at.round_id, at.coder_id)


if __name__ == "__main__":
    main()
