"""Which disagreements are wanted, what is shown of one, and how it can be and is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from workbench.terms import Decision, Outcome, Span, Viewer
from workbench.tui.widgets.prose import Said, in_surroundings
from workbench.words import listed

if TYPE_CHECKING:
    from workbench.steps.disagreements import Queued
    from workbench.store import Store

SETTLED: dict[Outcome, str] = {
    "codes": "codes",
    "none": "no code",
    "open": "left open",
    "codebook": "asks for a new or changed code",
}


class Way(NamedTuple):
    """A way to settle a disagreement, and the key that takes it."""

    key: str
    who: str
    what: str
    outcome: Outcome
    codes: tuple[str, ...] = ()


class Narrowed(NamedTuple):
    """Which disagreements are wanted."""

    pair: tuple[str | None, str | None] | None = None
    """Two codes that stand against each other; None in it: no code."""
    code: str | None = None
    """A code that is concerned."""
    document: str | None = None
    places: frozenset[tuple[str, int]] | None = None
    """Documents and units; None: any."""
    about: str = ""
    """What the places are, in words."""

    def fits(self, one: Queued) -> bool:
        """Whether the disagreement is wanted."""
        return (
            (self.pair is None or self.pair in one.confused)
            and (self.code is None or any(self.code in pair for pair in one.confused))
            and (self.document is None or self.document == one.document)
            and (self.places is None or (one.document, one.unit) in self.places)
        )

    @property
    def words(self) -> str:
        """What is wanted, in words; empty: all."""
        pair = f"{self.pair[0] or 'no code'} / {self.pair[1] or 'no code'}" if self.pair else ""
        return ", ".join(part for part in (pair, self.code, self.document, self.about) if part)


EVERYTHING = Narrowed()
KINDS = {
    "sibling codes": "Coders chose different codes of one category.",
    "different codes": "Coders chose codes of different categories.",
    "parent and child": "One chose a category, another a code below it.",
    "one did not code it": "Somebody gave a code where another found that none applies.",
    "different stretch": "The same code is on different words.",
}
"""What the kind of a disagreement says."""


FEW = 3
"""So many coders can be named beside each other."""


def same_unit(one: Queued, other: Queued) -> bool:
    """Whether both are about the same unit."""
    return (one.document, one.unit) == (other.document, other.unit)


def chosen_codes(one: Queued) -> tuple[str, ...]:
    """What is decided already, else all codes that somebody chose."""
    if one.decided_codes:
        return one.decided_codes
    return tuple(dict.fromkeys(code for choice in one.choices.values() for code in choice.codes))


def ways(one: Queued) -> list[Way]:
    """The ways to settle a disagreement: what coders chose, each once, then what else there is."""
    by_codes: dict[tuple[str, ...], list[str]] = {}
    for coder, choice in one.choices.items():
        by_codes.setdefault(choice.codes, []).append(coder)
    found = [
        Way(str(number), _together(coders), _worded(one, coders, codes), "codes", codes)
        if codes
        else Way("0", _together(coders), SETTLED["none"], "none")
        for number, (codes, coders) in enumerate(_codes_first(by_codes), 1)
    ]
    together = chosen_codes(replace(one, decided_codes=()))
    if together not in by_codes:
        found.append(Way("a", "all of these", ", ".join(together), "codes", together))
    found.append(Way("/", "other codes", "choose them", "codes"))
    if () not in by_codes:
        found.append(Way("0", "nobody", SETTLED["none"], "none"))
    found.append(Way("o", "later", SETTLED["open"], "open"))
    found.append(Way("c", "later", SETTLED["codebook"], "codebook"))
    return found


def _together(coders: Sequence[str]) -> str:
    """Who chose the same; of many first how many, because the names may be cut."""
    return listed(coders) if len(coders) <= FEW else f"{len(coders)} coders: {', '.join(coders)}"


def _codes_first(
    by_codes: dict[tuple[str, ...], list[str]],
) -> list[tuple[tuple[str, ...], list[str]]]:
    """What coders chose, with the empty choice last, so that digits count from 1."""
    return sorted(by_codes.items(), key=lambda item: not item[0])


def _worded(one: Queued, coders: Sequence[str], codes: Sequence[str]) -> str:
    """Codes, and for those on part of the unit the words they are on."""
    parts = []
    for code in codes:
        on = dict.fromkeys(
            _words(one, start, stop)
            for coder in coders
            for name, start, stop in one.choices[coder].stretches
            if name == code and (start, stop) != (one.start, one.stop)
        )
        parts.append(f"{code} on {', '.join(on)}" if on else code)
    return ", ".join(parts)


def _words(one: Queued, start: int, stop: int) -> str:
    """The words of a stretch as far as they are in the unit."""
    first, last = max(start - one.start, 0), stop - one.start
    before, after = "…" * (start < one.start), "…" * (stop > one.stop)
    return f"“{before}{one.text[first:last]}{after}”"


def in_full(one: Queued) -> list[Said]:
    """The unit with what was said around it, the memos on it, and what was decided."""
    here = Said(one.text, "here", "▌", _marks(one))
    said = in_surroundings(one.document, one.speaker, here, one.before, one.after)
    memos = [(coder, choice.memo) for coder, choice in one.choices.items() if choice.memo]
    for coder, memo in memos:
        said += [Said(""), Said(f"✎ {coder}", "head"), Said(memo)]
    return [*said, *_decision(one)]


def _marks(one: Queued) -> tuple[Span, ...]:
    """The stretches that are not the whole unit."""
    found = {
        Span(max(start - one.start, 0), min(stop, one.stop) - one.start)
        for choice in one.choices.values()
        for _, start, stop in choice.stretches
    }
    return tuple(sorted(found - {Span(0, one.stop - one.start)}))


def _decision(one: Queued) -> list[Said]:
    if one.decision is None:
        return []
    what = ", ".join(one.decided_codes) or SETTLED[one.decision.outcome]
    return [
        Said(""),
        Said(f"✓ Decided: {what} ({listed(one.decision.agreed)})", "head"),
        Said(one.decision.reason),
    ]


# ------------------------------------------------------------------ settling one


def code_names(store: Store, viewer: Viewer, n: int | None) -> list[str]:
    """The codes of a round's codebook by the names that tell them apart, in its order."""
    from workbench.coding.codes import names_of
    from workbench.store.reads import codebooks, rounds

    with store.reading() as reader:
        book = codebooks.codebook(reader, viewer, rounds.round_key(reader, n).version)
    called = names_of(book)
    return [called[code.uid] for _, code in book.walk() if code.kind == "code"]


def coder_names(store: Store, viewer: Viewer) -> list[str]:
    """All coders of the study."""
    from workbench.store.reads import coders

    with store.reading() as reader:
        return [coder.name for coder in coders.coders(reader, viewer)]


def decide(store: Store, viewer: Viewer, n: int, made: Decision) -> str:
    """Settle a unit."""
    from workbench.steps import decide

    return {
        "made": "decided.",
        "replaced": "decided anew; history keeps what was decided before.",
        "same": "was decided so already.",
    }[decide.decide(store, viewer, n, made)]
