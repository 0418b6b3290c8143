"""Whether a name slipped through: in texts, whatever else is written, file names, and raw bytes.

What is found is told by where it is and by what should stand there, never by the name itself.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from workbench.privacy.key import Key
from workbench.privacy.names import Name
from workbench.privacy.parts import telling_parts
from workbench.privacy.seeking import Seeker
from workbench.privacy.suggestion import Doubt, Suggestion
from workbench.steps.pseudonyms import destroy_backups, known_names
from workbench.store import Reader, Store, backups
from workbench.store.backups import Backup
from workbench.store.bytes_left import file_bytes, held_by, standing_in, used_bytes
from workbench.store.reads import documents, words
from workbench.store.writes.words import all_words
from workbench.terms import NOBODY, Viewer
from workbench.watching import each


class Trace(NamedTuple):
    """A name that slipped through, by its place and by what should stand there."""

    where: str
    """`text`, or what else holds it, in words; a file by its name."""
    document: str
    """Empty: in no document's text."""
    turn: int | None
    unit: int | None
    """Number of the unit, by the document's first unit set."""
    instead: str
    """What should stand there; of a name without replacement its number in the list."""
    doubt: Doubt


@dataclass(frozen=True)
class Traces:
    """What a check of names found."""

    faults: tuple[Trace, ...]
    """Names, beyond doubt; only whose may be in doubt."""
    doubts: tuple[Trace, ...]
    """Words that may be names."""

    def value(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "clean": not self.faults,
            "found": [one._asdict() for one in self.faults],
            "doubted": [one._asdict() for one in self.doubts],
        }

    @property
    def mend(self) -> str:
        """The command that replaces what is left."""
        shared = any(one.doubt == "shared" for one in self.faults)
        return "workbench pseudonyms STUDY replace --all" + " --also shared" * shared

    def listed(self, most: int = 3) -> str:
        """The first places, in words."""
        told = list(dict.fromkeys(_place(one) for one in self.faults))
        more = f" and {len(told) - most} more places" if len(told) > most else ""
        return ", ".join(told[:most]) + more


def _place(one: Trace) -> str:
    if not one.document:
        return one.where
    unit = f"unit {one.unit}" if one.unit else f"turn {one.turn}" if one.turn else "a label"
    return f"{one.document}, {unit}"


def check_names(
    store: Store, viewer: Viewer, names: Sequence[Name], *, files: bool = True
) -> Traces:
    """Look for names, and for what is one by its form, everywhere in a study.

    With `files` also in the names of files beside it, in its bytes and in its backups.
    """
    with store.reading() as reader:
        found = list(_within(reader, viewer, _numbered(names)))
    if files:
        known = {one.instead for one in found}
        found += _beside(store.path, _numbered(names))
        found += _in_bytes(store.path, _numbered(names), known)
    told = list(dict.fromkeys(found))
    faults = tuple(one for one in told if one.doubt in _SURE)
    return Traces(faults, tuple(one for one in told if one.doubt not in _SURE))


_SURE: tuple[Doubt, ...] = ("", "shared")


def _numbered(names: Sequence[Name]) -> list[Name]:
    return [
        one if one.replacement else one._replace(replacement=f"[name {n}]")
        for n, one in enumerate(names, 1)
    ]


# ------------------------------------------------------------------ in the study


def _within(reader: Reader, viewer: Viewer, names: Sequence[Name]) -> Iterator[Trace]:
    there = [one.name for one in documents.documents(reader, NOBODY)]
    texts = {name: documents.text(reader, NOBODY, name) for name in there}
    everything = list(dict.fromkeys(all_words(reader)))
    everybody = known_names(reader, Key("", tuple(names)))
    seeker = _Sought(names, everybody, [*texts.values(), *everything])
    for name, text in each("Seeking names in documents", texts.items()):
        places = _Places(reader, name)
        for one in seeker.seek(text):
            yield Trace("text", name, *places.at(one.start), one.replacement, _doubt(one))
    seen = words.written(reader, viewer)
    for held in seen:
        yield from _traces(held.what, seeker.seek(held.words))
    shown = {held.words for held in seen}
    for said in everything:
        if said not in shown:
            yield from _traces(_UNSEEN, (one for one in seeker.seek(said) if one.what == "name"))


class _Sought:
    """Finds names of a list; shared is what replacing would leave, as it may be somebody else's."""

    def __init__(
        self, names: Sequence[Name], everybody: Sequence[Name], texts: Sequence[str]
    ) -> None:
        self._everybody, self._texts = everybody, texts
        self._listed = Seeker(names, texts)

    @cached_property
    def _all(self) -> Seeker:
        return Seeker(self._everybody, self._texts)

    def seek(self, text: str) -> list[Suggestion]:
        found = self._listed.seek(text)
        if all(one.doubt or one.what != "name" for one in found):
            return found
        shared = {one[:2] for one in self._all.seek(text) if one.doubt == "shared"}
        return [
            one._replace(doubt="shared") if not one.doubt and one[:2] in shared else one
            for one in found
        ]


_UNSEEN = "what is still blind, can be undone, or was measured"


def _traces(where: str, found: Iterable[Suggestion]) -> Iterator[Trace]:
    for one in found:
        yield Trace(where, "", None, None, one.replacement, _doubt(one))


def _doubt(one: Suggestion) -> Doubt:
    """What no list says is a name may be one, by its form."""
    return one.doubt if one.what == "name" else "guess"


class _Places:
    """Which turn and which unit of a document an offset lies in."""

    def __init__(self, reader: Reader, name: str) -> None:
        self._turns = documents.turns(reader, NOBODY, name)
        self._starts = [one.start for one in self._turns]
        sets = documents.unit_sets(reader, name)
        self._units = documents.units(reader, NOBODY, name, sets[0].name) if sets else ()
        self._firsts = [one.start for one in self._units]

    def at(self, offset: int) -> tuple[int | None, int | None]:
        """Their positions; None where it lies in none."""
        turn = bisect_right(self._starts, offset) - 1
        unit = bisect_right(self._firsts, offset) - 1
        in_turn = turn >= 0 and offset < self._turns[turn].stop
        in_unit = unit >= 0 and offset < self._units[unit].stop
        return (
            self._turns[turn].position if in_turn else None,
            self._units[unit].position if in_unit else None,
        )


# ------------------------------------------------------------------ beside the study


def _beside(path: Path, names: Sequence[Name]) -> Iterator[Trace]:
    """Names of files in the study's folder; the name itself is not told again."""
    folder = path.absolute().parent
    there = [folder.name, *sorted(file.name for file in folder.iterdir())]
    seeker = Seeker(names, there)
    for file in there:
        for one in seeker.seek(file, patterns=False):
            shown = f"{file[: one.start]}{one.replacement}{file[one.stop :]}"
            doubt: Doubt = "" if one.doubt == "small" else one.doubt
            yield Trace(f"file name {shown}", "", None, None, one.replacement, doubt)


def _in_bytes(path: Path, names: Sequence[Name], known: set[str]) -> Iterator[Trace]:
    """Names in bytes that no row accounts for, and in backups.

    What a row holds was told before; here it counts only where the file has it more often.
    """
    used = used_bytes(path)
    wholes = {form: one for one in names for form in _forms(one.original)}
    parts = {form: one for one in names for part in telling_parts(one) for form in _forms(part)}
    for content in file_bytes(path):
        for one, more in _held(content, used, wholes, parts):
            if more and one.replacement not in known:
                yield Trace("unused parts of the file", "", None, None, one.replacement, "")
    for backup in backups.backups(path):
        # Bytes do not tell where a name begins, so what the study itself has as often is a word.
        for one, more in _held(backup.path.read_bytes(), used, wholes, parts):
            if more or one.replacement in known:
                yield Trace(f"backup {backup.path.name}", "", None, None, one.replacement, "")


def _held(
    content: bytes, used: bytes, wholes: Mapping[bytes, Name], parts: Mapping[bytes, Name]
) -> Iterator[tuple[Name, bool]]:
    """The names that some bytes hold, and whether they hold them more often than the study."""
    for form, times in held_by(content, wholes).items():
        yield wholes[form], times > used.count(form)
    for form in held_by(content, parts):
        times = standing_in(content, form)
        if times:
            yield parts[form], times > standing_in(used, form)


def _forms(original: str) -> Iterator[bytes]:
    """The bytes that words may be: as they are written, composed or not, and within JSON."""
    for form in ("NFC", "NFD"):
        words = unicodedata.normalize(form, original)
        for said in dict.fromkeys((words, words.casefold(), words.upper())):
            yield said.encode()
            yield json.dumps(said)[1:-1].encode()


def backups_in(store: Store, found: Traces) -> list[Backup]:
    """The backups in which names were found."""
    told = {one.where for one in found.faults}
    return [one for one in backups.backups(store.path) if f"backup {one.path.name}" in told]


def destroy_backups_of(store: Store, viewer: Viewer, found: Traces) -> int:
    """Destroy the backups in which names were found; how many."""
    there = backups_in(store, found)
    return destroy_backups(store, viewer, there) if there else 0
