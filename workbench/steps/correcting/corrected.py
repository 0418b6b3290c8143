"""What a correction did, and what all corrections share: words move, codings stay on them.

What changed under somebody's judgements is listed for a second look. Closed rounds keep what was
measured of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.coding.revision import Parted, Revised
from workbench.errors import NotAsked
from workbench.revisions import Edit, Laid, SecondLook
from workbench.steps import revising
from workbench.steps.second_looks import codes_on
from workbench.steps.segmenting import cut_anew
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.reads.texts import second_looks
from workbench.store.writes import laying
from workbench.terms import NOBODY, Turn, Viewer


class Shown(NamedTuple):
    """A change as a person reads it."""

    turn: int | None
    """None: it lies in no turn, such as a label."""
    before: str
    after: str


class Touched(NamedTuple):
    """A judged unit whose words changed, as far as the viewer may know."""

    n: int
    """The round."""
    coder: str
    unit: int
    codes: tuple[str, ...]
    """Names of the codes that the coder has on the unit; none: no code applies."""
    words: str
    """Of the unit, as they are now."""


class Corrected(NamedTuple):
    """What a correction did, or would."""

    document: str
    changes: tuple[Shown, ...]
    touched: tuple[Touched, ...]
    notes: tuple[str, ...] = ()


def rehearsed(
    store: Store, viewer: Viewer, work: Callable[[Writer], Corrected], *, dry_run: bool
) -> Corrected:
    """Do it; with `dry_run` all of it is undone again, so that what is told is what would be."""
    with store.rehearsing(viewer) if dry_run else store.writing(viewer) as writer:
        return work(writer)


def put(
    writer: Writer,
    viewer: Viewer,
    document: str,
    plan: Callable[[Laid], Revised],
    edits: Sequence[Edit],
    what: str = "text corrected",
) -> Corrected:
    """Store what a plan makes of a document, and tell it."""
    seen = second_looks(writer, viewer)
    old = laying.laid(writer, document)
    turns = documents.turns(writer, NOBODY, document)
    new = plan(old)
    revising.put(writer, old, new, what)
    cut_anew(writer, document)
    changes = tuple(_shown(old.text, turns, edit) for edit in edits)
    touched = tuple(touched_since(writer, viewer, document, seen))
    return Corrected(document, changes, touched, tuple(map(_parting, new.parted)))


def _parting(one: Parted) -> str:
    return (
        f"A turn begins within unit {one.unit} ({one.cut}), which a round judges: the unit keeps "
        f"the words of turn {one.turn} and what was coded on it, and its other words are in no "
        "unit."
    )


_AROUND = 25


def _shown(text: str, turns: Sequence[Turn], edit: Edit) -> Shown:
    head = text[max(0, edit.start - _AROUND) : edit.start]
    tail = text[edit.stop : edit.stop + _AROUND]
    before = f"{head}{text[edit.start : edit.stop]}{tail}"
    place = turn_at(turns, edit.start) or turn_at(turns, max(edit.start - 1, 0))
    return Shown(place, short(before), short(f"{head}{edit.replacement}{tail}"))


def short(words: str) -> str:
    """Words on one line, cut in the middle where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= 120 else f"{line[:80]} … {line[-35:]}"


def touched_since(
    writer: Writer, viewer: Viewer, document: str, seen: Iterable[SecondLook]
) -> Iterator[Touched]:
    """Units that came onto the lists, of those that the viewer may see."""
    before = {(one.n, one.coder, one.document, one.unit) for one in seen}
    text = documents.text(writer, NOBODY, document)
    for one in second_looks(writer, viewer):
        if (one.n, one.coder, one.document, one.unit) in before or one.document != document:
            continue
        codes = codes_on(writer, viewer, one)
        yield Touched(one.n, one.coder, one.unit, codes, short(text[one.start : one.stop]))


def turn_of(turns: Sequence[Turn], document: str, position: int) -> Turn:
    """The turn at a position, counted from 1; NotAsked where there is none."""
    if not 1 <= position <= len(turns):
        raise NotAsked(f"“{document}” has no turn {position}; it has {len(turns)}.")
    return turns[position - 1]


def turn_at(turns: Sequence[Turn], at: int) -> int | None:
    """The position of the turn that a code point lies in; None for one in no turn."""
    return next((one.position for one in turns if one.start <= at < one.stop), None)
