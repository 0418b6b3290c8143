"""The study's history as an appendix that a reader can check: names for ids, runs told as one.

Events hold ids alone, so that nobody is named in what never changes; names are looked up when it
is printed. Who may not see an event yet is not told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from workbench.coding.proposals import in_words
from workbench.coding.spoken import short_names
from workbench.steps.books import book_of
from workbench.store import Reader
from workbench.store.reads import cases, codebooks, coders, documents, history, memos, rounds
from workbench.store.reads.decisions import Standing, standing
from workbench.store.reads.proposals import own_code_names, proposals
from workbench.store.reads.themes import theme_sets
from workbench.terms import NOBODY, Event, Viewer
from workbench.words import plural


class Told(NamedTuple):
    """A line of the appendix: one event, or several of one kind in a row."""

    first: int
    last: int
    at: str
    """When the first was, UTC."""
    who: str | None
    what: str
    about: str
    why: str

    @property
    def number(self) -> str:
        """The numbers of its events, as people write them."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


MANY = frozenset(
    {
        "coding made",
        "coding removed",
        "coding replaced",
        "no-code made",
        "no-code removed",
        "copies confirmed",
        "memo written",
        "undone",
        "redone",
        "document imported",
        "document segmented",
        "document finished",
    }
)
"""Of these a reader wants the number, not each."""


def appendix(reader: Reader, viewer: Viewer) -> tuple[Told, ...]:
    """The events that the viewer may see, first to last."""
    events = history.events(reader, viewer)
    names = _Names(reader, viewer, _reasons(events, standing(reader, viewer)))
    told = [one for one in events if not names.is_reason(one)]
    runs = groupby(told, key=lambda one: (one.who, one.what, one.coder, one.what in MANY or one.n))
    lines = [_told(list(run), names) for _, run in runs]
    # The writing of a reason counts to the line before it, so that no number is missing.
    ends = [*(line.first - 1 for line in lines[1:]), len(events)]
    return tuple(line._replace(last=end) for line, end in zip(lines, ends, strict=False))


def _reasons(events: Sequence[Event], left: dict[tuple[int, int], Standing]) -> dict[int, str]:
    """Why it was decided as it stands, by the number of the event that did it last."""
    found = {}
    for one in reversed(events):
        place: Any = (one.round, one.ids.get("unit"))
        made = left.get(place)
        if one.what.startswith("decision ") and made and _is_of(one.ids, made):
            found[one.n] = left.pop(place).reason
    return found


def _is_of(ids: Mapping[str, Any], made: Standing) -> bool:
    said = (ids.get("outcome"), sorted(ids.get("codes", ())), sorted(ids.get("agreed", ())))
    return said == (made.outcome, [*made.codes], [*made.agreed])


def _told(run: list[Event], names: _Names) -> Told:
    one, last = run[0], run[-1]
    about = names.about(one.ids) if len(run) == 1 else f"{len(run)} times"
    if one.coder not in (None, one.who):
        about = f"{about}; {one.coder}’s" if about else f"{one.coder}’s"
    return Told(one.n, last.n, one.at, one.who, one.what, about, names.why(run))


class _Names:
    """What ids stand for."""

    def __init__(self, reader: Reader, viewer: Viewer, reasons: Mapping[int, str]) -> None:
        by_id = documents.names(reader, NOBODY)
        called = short_names(by_id.values())
        units = documents.unit_places(reader, NOBODY)
        cuts = documents.unit_set_places(reader, NOBODY)
        sets = theme_sets(reader, viewer)
        self._of: dict[str, Mapping[Any, str]] = {
            "coder": {id_: name for name, id_ in coders.ids(reader, NOBODY).items()},
            "document": by_id,
            "case": cases.names(reader, NOBODY),
            "code": own_code_names(reader, viewer) | _codes(reader),
            "unit": {id_: f"{called[name]}-{place}" for id_, (name, place) in units.items()},
            "unit set": {id_: f"{document} by {name}" for id_, (document, name) in cuts.items()},
            "proposal": _proposals(reader, viewer),
            "theme set": {one.uid: f"“{one.name}”" for one in sets},
            "theme": {theme.uid: f"“{theme.name}”" for one in sets for theme in one.themes},
        }
        self._reasons = reasons
        self._noted = {
            memo.target: memo.text
            for memo in memos.memos(reader, viewer)
            if memo.target_kind == "event"
        }

    def why(self, run: list[Event]) -> str:
        """The reasons that were given."""
        said = ((self._reasons.get(one.n), self._noted.get(str(one.n))) for one in run)
        return " ".join(words for both in said for words in both if words)

    def is_reason(self, one: Event) -> bool:
        """Whether an event is the writing of a reason, which is told with what it is for."""
        about = one.ids.get("event")
        return one.what == "memo written" and about == one.n - 1 and str(about) in self._noted

    def about(self, ids: Mapping[str, object]) -> str:
        """What an event is about, in words."""
        return "; ".join(self._parts(ids))

    def _parts(self, ids: Mapping[str, object]) -> Iterator[str]:
        for key, value in ids.items():
            if key in _NOT_FOR_READERS or (key == "coding" and "unit" in ids) or value == []:
                continue
            if key == "start":
                yield f"characters {value} to {ids.get('stop')}"
            elif key == "outcome":
                yield from filter(None, [_OUTCOMES.get(str(value), str(value))])
            elif isinstance(value, dict):
                yield f"before: {self.about(value)}"
            elif isinstance(value, list):
                yield self._list(key, value)
            elif key == "unit" and "unit_set" in ids:
                yield f"unit {value}"  # of units that are cut by hand, their place is told
            else:
                yield self._one(key, value)

    def _list(self, key: str, values: list[object]) -> str:
        said = ", ".join(self._one(_OF.get(key, key), one) for one in values)
        return f"agreed by {said}" if key == "agreed" else said

    def _one(self, key: str, value: object) -> str:
        kind = key.replace("_", " ")
        if kind in self._of:
            return self._of[kind].get(value, f"a {kind} that is gone")
        if value is True:
            return kind
        if key in _COUNTED and isinstance(value, int):
            return plural(value, kind.removesuffix("s"))
        return f"{_SAID.get(key, kind)} {value}"


_OF = {"codes": "code", "agreed": "coder", "documents": "document", "themes": "theme"}
"""What a list is a list of."""
_NOT_FOR_READERS = frozenset({"packet", "cells", "file", "stop"})
_OUTCOMES = {
    "codes": "",
    "none": "no code applies",
    "open": "left open",
    "codebook": "left open until the codebook changes",
}
_COUNTED = frozenset(
    {"turns", "units", "codes", "codings", "rows", "changes", "names", "places", "files", "scores",
     "backups"}
)  # fmt: skip
_SAID = {
    "codebook": "codebook version",
    "event": "line",
    "gone": "the other was case",
}
"""What a number is called where its key would not say."""


def _codes(reader: Reader) -> dict[int, str]:
    """The last name of each code, by id."""
    ids = codebooks.code_ids(reader, NOBODY)
    found = {}
    for version in codebooks.versions(reader, NOBODY):
        for _, code in codebooks.codebook(reader, NOBODY, version).walk():
            found[ids[code.uid]] = code.name
    return found


def _proposals(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """What is proposed, in words, by uid."""
    books = {
        one.n: book_of(reader, viewer, one.n, None)
        for one in rounds.rounds(reader, viewer, progress=False)
        if one.state != "draft"
    }
    return {made.uid: in_words(made, books[made.n]) for made in proposals(reader, viewer)}
