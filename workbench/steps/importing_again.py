"""A document that is in the study and is imported again: it stays; what differs is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.terms import Turn
from workbench.words import plural


class Difference(NamedTuple):
    """In what a document and the import of it differ."""

    said: str
    mended: str
    """How the document is made as the import has it: what comes after `workbench`."""


def differences(text: str, turns: Sequence[Turn], found: DraftDocument) -> tuple[Difference, ...]:
    """In what a stored document and what was found for it differ; `found` with its cases."""
    return tuple(_differences(text, turns, found))


def _differences(text: str, turns: Sequence[Turn], found: DraftDocument) -> Iterator[Difference]:
    again = f"correct STUDY “{found.name}” --from FILE"
    if text != found.text:
        yield Difference("the words differ: corrected since, or read in another way", again)
    elif [(one.start, one.stop) for one in turns] != [(one.start, one.stop) for one in found.turns]:
        parted = f"it is parted into {plural(len(turns), 'turn')} there and {len(found.turns)} here"
        yield Difference(parted, again)
    else:
        yield from _in_turns(turns, found)


_Fact = Callable[[Turn | DraftTurn], str]


def _in_turns(turns: Sequence[Turn], found: DraftDocument) -> Iterator[Difference]:
    correct = f"correct STUDY “{found.name}”"
    asked: tuple[tuple[str, _Fact, str], ...] = (
        ("speaker", lambda one: one.speaker or "", f"{correct} --speaker NAME --of SPEAKER"),
        ("time", lambda one: "" if one.time is None else f"{one.time:g}", f"{correct} --time"),
        ("phase", lambda one: one.phase or "", f"{correct} --phase NAME --turn N-M"),
    )
    other_speaker = False
    for what, fact, command in asked:
        others = _others(turns, found, fact)
        other_speaker = other_speaker or (what == "speaker" and bool(others))
        if others:
            yield Difference(_told(what, others), command)
    if not other_speaker:
        others = _others(turns, found, lambda one: one.case or "")
        if others:
            yield Difference(_told("participant", others), "cases STUDY same")


_Others = Sequence[tuple[int, str, str]]
"""Of turns that differ: the position, and what is said there and here."""


def _others(turns: Sequence[Turn], found: DraftDocument, fact: _Fact) -> _Others:
    pairs = zip(turns, found.turns, strict=True)
    told = [(n, fact(one), fact(other)) for n, (one, other) in enumerate(pairs, 1)]
    return [(n, there, here) for n, there, here in told if there != here]


def _told(what: str, others: _Others) -> str:
    n, there, here = others[0]
    many = f"{plural(len(others), 'turn')} with"
    first = f"turn {n}: “{there}” there, “{here}” here" if there else f"turn {n}: “{here}” here"
    if not here:
        first = f"turn {n}: “{there}” there, none here"
    return f"{many} another {what} ({first})"


def stays(name: str, found: Sequence[Difference]) -> str:
    """The sentence on a document that stays, though its import says otherwise."""
    said = "; ".join(one.said for one in found)
    how = "; ".join(dict.fromkeys(f"workbench {one.mended}" for one in found))
    return f"“{name}” is in the study already and stays as it is, but {said}. To change it: {how}."


def refusal(name: str, stored: str, draft: Draft, found: Sequence[Difference]) -> str:
    """The sentence on another file of the name of a document; `stored`: the hash of its file."""
    said = "; ".join(one.said for one in found)
    return (
        f"“{name}” is in the study with another text: the file there had SHA-256 {stored}, "
        f"{draft.source} has {draft.source_sha256}, and {said}. If it is a corrected transcript: "
        f"workbench correct STUDY “{name}” --from {draft.source}; if it is another one, import it "
        "under another file name."
    )
