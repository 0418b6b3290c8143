"""Suggestions of names in a study of 100,000 words with 200 names, and replacing them all.

    python benchmarks/names.py

The same text is read once by one plain regular expression of all names, so that the ratio says
what any dress, near spellings and patterns cost beside it.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.privacy.names import Name, named
from workbench.steps.keys import key_of
from workbench.steps.pseudonyms import Wish, replace_names, suggestions
from workbench.store import Store, new_study
from workbench.store.reads import documents
from workbench.store.writes.documents import add_document
from workbench.terms import NOBODY

WORDS, NAMES, DOCUMENTS = 100_000, 200, 10


def main() -> None:
    names = people()
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), names) as store:
        key = key_of(store)
        with store.reading() as reader:
            there = [one.name for one in documents.documents(reader, NOBODY)]
            texts = [documents.text(reader, NOBODY, name) for name in there]
        plain = seconds(lambda: pattern_pass(names, texts))
        suggested = seconds(lambda: suggestions(store, NOBODY, key.read(), names))
        found = len(suggestions(store, NOBODY, key.read(), names).spots)
        print(f"suggestions in {WORDS:,} words, {NAMES} names: {suggested:.2f} s, {found:,} places")
        print(f"one regular expression over the same text: {plain:.2f} s")
        print(f"suggestions / regular expression: {suggested / plain:.1f}")
        wish = Wish(tuple(names), everything=True)
        replaced = seconds(lambda: replace_names(store, NOBODY, wish, key), 1)
        print(f"all replaced, the file written anew, the key written: {replaced:.2f} s")


def people() -> list[Name]:
    """Names of two words that nobody has in small letters."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    draw = random.Random(1)
    names = []
    for n in range(NAMES):
        first, last = ("".join(draw.choices(letters, k=draw.randint(4, 9))) for _ in range(2))
        names.append(named(f"{first.title()} {last.title()}", f"Person {n + 1}"))
    return names


def study(folder: Path, names: list[Name]) -> Store:
    """Ten transcripts in which every sixtieth word or so is somebody's name."""
    draw = random.Random(2)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["".join(draw.choices(letters, k=draw.randint(2, 10))) for _ in range(12_000)]
    store = new_study(folder / "a.study", "Names")
    for n in range(DOCUMENTS):
        turns, at, said = [], 0, []
        for turn in range(WORDS // DOCUMENTS // 100):
            words = [draw.choice(vocabulary) for _ in range(100)]
            words[0] = words[0].title()
            words[draw.randrange(100)] = draw.choice(names).original
            words[draw.randrange(100)] = draw.choice(names).original.split()[0] + "’s"
            text = " ".join(words) + "."
            turns.append(DraftTurn(at, at + len(text), f"P{turn % 6}", case=f"P{turn % 6}"))
            said.append(text)
            at += len(text) + 1
        draft = Draft(f"s{n}", f"hash {n}", "benchmark", ())
        with store.writing() as writer:
            add_document(writer, draft, DraftDocument(f"s{n}", "\n".join(said), tuple(turns)), {})
    return store


def pattern_pass(names: list[Name], texts: list[str]) -> int:
    pattern = re.compile(rf"\b({'|'.join(re.escape(one.original) for one in names)})\b")
    return sum(1 for text in texts for _ in pattern.finditer(text))


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Of processor time, the least of some runs."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


if __name__ == "__main__":
    main()
