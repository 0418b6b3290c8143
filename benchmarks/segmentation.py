"""How well sentences are found, and how fast, on text whose sentences people marked.

    python benchmarks/segmentation.py ../shared/reference/segmentation/dev.jsonl

Each line of the file is a document: {"corpus", "genre", "turns": [{"text", "sentences"}]}.
Printed are, by genre, the boundary F1 of spaCy's sentencizer and of ours, as written and in
lower case (a boundary is a sentence's end within its turn; the turn's own end is given, so it
does not count), and the share of sentences found exactly, as F1; then times as ratios of the
sentencizer's.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import spacy

from workbench.segmenters import segment
from workbench.terms import Segmentation, Span

SPOKEN = ("conversation", "interview", "podcast", "vlog")
Cut = Callable[[list[str]], list[list[Span]]]


class Turn(NamedTuple):
    genre: str
    text: str
    sentences: frozenset[Span]


def main(path: Path) -> None:
    turns = list(read(path))
    print(f"{'':24}{'sentencizer':>14}{'ours':>14}{'ours, lower':>14}")
    lower = [turn._replace(text=lowered(turn.text)) for turn in turns]
    found = [
        sentencizer()([turn.text for turn in turns]),
        ours([turn.text for turn in turns]),
        ours([turn.text for turn in lower]),
    ]
    for name, chosen in groups(turns).items():
        columns = [score(turns, cut, chosen) for cut in found]
        print(f"{name:24}" + "".join(f"{f1:7.1f}/{exact:5.1f} " for f1, exact in columns))
    speed([turn.text for turn in turns])


def read(path: Path) -> Iterable[Turn]:
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        corpus = "" if document["corpus"] == "gum" else f"{document['corpus']} "
        for turn in document["turns"]:
            yield Turn(corpus + document["genre"], turn["text"], frozenset(gold(turn)))


def gold(turn: dict[str, list[str]]) -> Iterable[Span]:
    stop = 0
    for sentence in turn["sentences"]:
        start = turn["text"].index(sentence, stop)
        stop = start + len(sentence)
        yield Span(start, stop)


def lowered(text: str) -> str:
    """In lower case, letter by letter, so that offsets stay."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def sentencizer() -> Cut:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")

    def cut(texts: list[str]) -> list[list[Span]]:
        return [
            [Span(sent.start_char, sent.start_char + len(sent.text.rstrip())) for sent in doc.sents]
            for doc in pipeline.pipe(texts)
        ]

    return cut


def ours(texts: list[str]) -> list[list[Span]]:
    """All turns as one document, as a transcript comes; spans told from each turn's start."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    turns = [Span(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    units = segment("\n".join(texts), turns, Segmentation("sentence"))
    return [
        [Span(unit.start - turn.start, unit.stop - turn.start) for unit in found]
        for turn, found in zip(turns, units, strict=True)
    ]


def groups(turns: list[Turn]) -> dict[str, set[str]]:
    genres = sorted({turn.genre for turn in turns})
    spoken = {genre for genre in genres if genre in SPOKEN}
    ewt = {genre for genre in genres if genre.startswith("ewt")}
    return {genre: {genre} for genre in genres} | {"spoken, pooled": spoken, "ewt, pooled": ewt}


def score(turns: list[Turn], found: list[list[Span]], genres: set[str]) -> tuple[float, float]:
    """Boundary F1 and exact-sentence F1, in percent."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for turn, spans in zip(turns, found, strict=True):
        if turn.genre in genres:
            last = {max(span.stop for span in turn.sentences)}
            ends = ({span.stop for span in cut} - last for cut in (turn.sentences, spans))
            count(tally["ends"], *ends)
            count(tally["spans"], turn.sentences, set(spans))
    return f1(*tally["ends"]), f1(*tally["spans"])


def count(tally: list[int], right: Iterable[object], found: Iterable[object]) -> None:
    right, found = set(right), set(found)
    for at, number in enumerate((len(right & found), len(right), len(found))):
        tally[at] += number


def f1(both: int, right: int, found: int) -> float:
    return 200 * both / (right + found)


def speed(texts: list[str]) -> None:
    reference = sentencizer()
    words = sum(len(text.split()) for text in texts)
    base, mine = best(partial(reference, texts)), best(partial(ours, texts))
    once, twice = best(partial(ours, texts * 3)), best(partial(ours, texts * 6))
    print(f"\nsentencizer {words / base / 1000:.0f} k words/s, ours {words / mine / 1000:.0f}")
    print(f"ours / sentencizer: {mine / base:.2f}; ours at 2n / n: {twice / once:.2f}")
    for name, text in HOSTILE.items():
        once, double = best(partial(ours, [text])), best(partial(ours, [text * 2]))
        print(f"{name}: {once:.2f} s, at 2n / n: {double / once:.2f}")


HOSTILE = {
    "100,000 exclamation marks": "!" * 100_000,
    "100,000 full stops": "." * 100_000,
    "a word of 100,000 letters": "a" * 100_000,
    "100,000 x “a.”": "a." * 100_000,
    "100,000 dashes": "—" * 100_000,
    "100,000 closing marks": ".)" * 50_000,
    "100,000 blank lines": "\n \n" * 33_000,
    "100,000 spaces": "x." + " " * 100_000 + "y",
    "50,000 short sentences": "No. " * 50_000,
}


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time, the least of a few."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
