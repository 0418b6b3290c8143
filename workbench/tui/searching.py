"""What a search can be narrowed by, what is shown of a hit, and a code on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.terms import Code, Passage, Span, Viewer
from workbench.tui.entries import Entry, entries
from workbench.tui.widgets.prose import Said, in_surroundings
from workbench.words import listed

if TYPE_CHECKING:
    from workbench.steps.search import Hit
    from workbench.store import Store

LONGEST = 120
"""Characters of a hit that a row shows."""


class Names(NamedTuple):
    """What a search is narrowed by."""

    codes: list[str]
    speakers: list[str]
    documents: list[str]
    facts: list[tuple[str, str]]
    """Names and values."""
    rounds: list[int]


def names(store: Store, viewer: Viewer) -> Names:
    """All names of the study; the codes are those of the latest round, else of the codebook."""
    from workbench.coding.codes import names_of
    from workbench.store.reads import cases, codebooks, documents, rounds

    with store.reading() as reader:
        known = [document.name for document in documents.documents(reader, viewer)]
        turns = (turn for name in known for turn in documents.turns(reader, viewer, name))
        speakers = dict.fromkeys(turn.speaker or turn.case for turn in turns)
        facts = {
            (fact.name, fact.value if isinstance(fact.value, str) else f"{fact.value:g}")
            for case in cases.cases(reader, viewer)
            for fact in case.attributes
        }
        there = [one for one in rounds.rounds(reader, viewer) if one.state != "draft"]
        codes: list[str] = []
        if codebooks.versions(reader, viewer):
            version = there[-1].version if there else None
            codes = list(names_of(codebooks.codebook(reader, viewer, version)).values())
    return Names(
        codes,
        [name for name in speakers if name],
        known,
        sorted(facts),
        [one.n for one in there],
    )


def codes_of(store: Store, viewer: Viewer, n: int) -> tuple[Entry, ...]:
    """The codes that can be put in a round: those of its codebook, and the coder's own."""
    from workbench.steps.books import with_own
    from workbench.store.reads import rounds

    with store.reading() as reader:
        one = rounds.round_of(reader, viewer, n)
        return entries(with_own(reader, viewer, one, [viewer.coder] if viewer.coder else []), ())


def put_code(store: Store, viewer: Viewer, n: int, hit: Hit, one: Code) -> str:
    """Put a code on the unit of a hit, or take it off."""
    from workbench.steps import code
    from workbench.store.reads import documents, rounds

    with store.reading() as reader:
        unit = rounds.round_of(reader, viewer, n).unit
        sha256 = documents.sha256(reader, viewer, hit.document)
        units = documents.units(reader, viewer, hit.document, unit) if hit.unit else ()
    # Where the unit is now: the text may have been corrected since it was searched.
    _, start, stop, *_ = units[hit.unit - 1] if hit.unit else (0, hit.start, hit.stop)
    passage = Passage(hit.document, [Span(start, stop)], sha256)
    did = code.toggle(store, viewer, n, passage, one.uid)
    return f"{'Saved' if did.applied else 'Taken off'}: {one.name}, {hit.number}."


def row_of(hit: Hit, room: int) -> Sequence[str]:
    """A hit as a row: its number, who speaks, the words with what was found in sight, its codes.

    `room`: about so many characters are seen; what was found stands in their middle, or further
    right where the text ends.
    """
    first = hit.marks[0].start - hit.start if hit.marks else 0
    text = hit.text.replace("\n", " ")
    begin = min(first - room // 2, len(text) - room + 2)
    start = text.find(" ", begin) + 1 if begin > 0 else 0
    words = ("… " if start else "") + text[min(start, first) :][:LONGEST]
    codes = "; ".join(f"{name} ({', '.join(coders)})" for name, coders in hit.codes.items())
    return hit.number, hit.speaker or "", words, codes


def in_full(hit: Hit) -> list[Said]:
    """A hit with what was said around it, and its codes."""
    marks = tuple(Span(a - hit.start, b - hit.start) for a, b in hit.marks)
    here = Said(hit.text, "here", "▌", marks)
    codes = [Said(f"■ {name}: {listed(coders)}", "name") for name, coders in hit.codes.items()]
    return [*in_surroundings(hit.document, hit.speaker, here, hit.before, hit.after), *codes]
