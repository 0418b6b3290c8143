"""The study's history as an appendix that a reader can check: names for ids, runs told as one.

Events hold ids alone, so that nobody is named in what never changes; names are looked up when it
is printed. Who may not see an event yet is not told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from workbench.coding.spoken import short_names
from workbench.store import Reader
from workbench.store.reads import codebooks, coders, documents, history, memos
from workbench.terms import NOBODY, Event, Viewer


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
    }
)
"""Of these a reader wants the number, not each."""


def appendix(reader: Reader, viewer: Viewer) -> tuple[Told, ...]:
    """The events that the viewer may see, first to last."""
    names = _Names(reader, viewer)
    seen = [one for one in history.events(reader, viewer) if not names.is_reason(one)]
    runs = groupby(seen, key=lambda one: (one.who, one.what, one.what in MANY or one.n))
    return tuple(_told(list(run), names) for _, run in runs)


def _told(run: list[Event], names: _Names) -> Told:
    one, last = run[0], run[-1]
    about = names.about(one.ids) if len(run) == 1 else f"{len(run)} times"
    return Told(one.n, last.n, one.at, one.who, one.what, about, names.why(run))


class _Names:
    """What ids stand for."""

    def __init__(self, reader: Reader, viewer: Viewer) -> None:
        self._coders = {id_: name for name, id_ in coders.ids(reader, NOBODY).items()}
        self._codes = _codes(reader)
        self._documents = documents.names(reader, NOBODY)
        self._called = short_names(self._documents.values())
        self._units = documents.unit_places(reader, NOBODY)
        self._why = {
            memo.target: memo.text
            for memo in memos.memos(reader, viewer)
            if memo.target_kind == "event"
        }

    def why(self, run: list[Event]) -> str:
        """The reasons that were given."""
        return " ".join(self._why[str(one.n)] for one in run if str(one.n) in self._why)

    def is_reason(self, one: Event) -> bool:
        """Whether an event is the writing of a reason, which is told with what it is for."""
        return one.what == "memo written" and str(one.ids.get("event")) in self._why

    def about(self, ids: Mapping[str, object]) -> str:
        """What an event is about, in words."""
        return "; ".join(self._parts(ids))

    def _parts(self, ids: Mapping[str, object]) -> Iterator[str]:
        for key, value in ids.items():
            if key in _NOT_FOR_READERS:
                continue
            if isinstance(value, dict):
                yield f"before: {self.about(value)}"
            elif isinstance(value, list):
                yield self._list(key, [self._one(_OF.get(key, key), one) for one in value])
            else:
                yield key if value is True else self._one(key, value)

    def _list(self, key: str, said: list[str]) -> str:
        if key == "agreed":
            return f"agreed by {', '.join(said)}"
        return ", ".join(said) or f"no {key}"

    def _one(self, key: str, value: object) -> str:
        names: dict[str, Mapping[int, str]] = {
            "coder": self._coders,
            "document": self._documents,
            "code": self._codes,
        }
        if isinstance(value, int) and key == "unit":
            name, position = self._units.get(value, ("?", 0))
            return f"{self._called.get(name, name)}-{position}"
        if isinstance(value, int) and key in names:
            return names[key].get(value, "?")
        return f"{key} {value}"


_OF = {"codes": "code", "agreed": "coder"}
"""What a list is a list of."""
_NOT_FOR_READERS = frozenset({"packet", "unit_set", "event", "cells"})


def _codes(reader: Reader) -> dict[int, str]:
    """The last name of each code, by id."""
    ids = codebooks.code_ids(reader, NOBODY)
    found = {}
    for version in codebooks.versions(reader, NOBODY):
        for _, code in codebooks.codebook(reader, NOBODY, version).walk():
            found[ids[code.uid]] = code.name
    return found
