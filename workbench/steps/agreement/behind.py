"""The units behind a number of agreement: what each coder said of each, alike or not.

The units are those that the number rests on: at least two of the coders it compares judged
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from workbench.coding.codes import CodeIndex, names_of
from workbench.coding.spoken import short_names
from workbench.errors import NotAsked
from workbench.steps.agreement.answer import prepared
from workbench.steps.agreement.by import ALL_CODES
from workbench.steps.agreement.judged import Flags, Judgements, person, with_below
from workbench.steps.agreement.judgements import judgements
from workbench.steps.agreement.question import PER_CODE, Question
from workbench.steps.agreement.row import Key
from workbench.store import Reader, Store
from workbench.store.reads import documents
from workbench.terms import Code, Viewer


class Behind(NamedTuple):
    """A unit, and what the coders said of it as far as the number asks."""

    number: str
    """What two people on the phone call it."""
    document: str
    unit: int
    speaker: str | None
    text: str
    said: Mapping[str, tuple[str, ...] | None]
    """By coder, the names of the codes concerned in the order of the codebook; None: not judged."""
    alike: bool
    """Whether all who judged it said the same."""


class Units(NamedTuple):
    """The units behind a number, in the order of the round."""

    coders: tuple[str, ...]
    units: tuple[Behind, ...]


def units_behind(
    store: Store, viewer: Viewer, n: int, key: Key, question: Question = PER_CODE
) -> Units:
    """The units behind a row of a revealed round's agreement.

    Raises NotAsked for a coder against themselves, where the units are of two rounds.
    """
    if "rounds" in key:
        raise NotAsked("These numbers compare two rounds; look at the units of each by code.")
    with store.reading() as reader:
        work = judgements(reader, viewer, n, question.overlap)
        work, _ = prepared(reader, viewer, work, question)
        return Units(*_units(reader, viewer, _of_part(work, key), key))


def _of_part(work: Judgements, key: Key) -> Judgements:
    """The units and coders that the key names, of which two at least judged each unit."""
    pair = key.get("pair")
    if isinstance(pair, list):
        work = work.of_coders(pair)
    for kind, part in _PARTS.items():
        if kind in key:
            parts = [part(work, i) for i in range(len(work.places))]
            work = work.only(np.array([one == key[kind] for one in parts], dtype=bool))
    compared: Flags = work.judged.sum(axis=1) >= 2
    if "coder" in key and key["coder"] in work.coders:
        compared = compared & work.judged[:, work.coders.index(str(key["coder"]))]
    return work.only(compared)


_PARTS: dict[str, Callable[[Judgements, int], str | None]] = {
    "document": lambda work, i: work.places[i][0],
    "role": lambda work, i: work.turns[i].role,
    "speaker": lambda work, i: person(work.turns[i]),
    "question": lambda work, i: work.questions.get(work.places[i][0]),
}


def _units(
    reader: Reader, viewer: Viewer, work: Judgements, key: Key
) -> tuple[tuple[str, ...], tuple[Behind, ...]]:
    concerned = list(_concerned(work, key))
    texts = _Texts(reader, viewer, work)
    return work.coders, tuple(_behind(work, i, concerned, texts) for i in range(len(work.places)))


def _concerned(work: Judgements, key: Key) -> Iterator[tuple[str, Flags]]:
    """The names that what coders said is told in, and where each holds."""
    index = CodeIndex.of(work.codebook)
    named = names_of(work.codebook)
    if "code" in key:
        code = index.find(str(key["code"]))
        yield named[code.uid], work.applied[code.uid]
    elif "theme" in key:
        theme = next(one for one in work.codebook.codes if one.name == key["theme"])
        yield theme.name, work.any_of(theme)
    elif "category" in key:
        for code in index.find(str(key["category"])).codes:
            yield code.name, work.any_of(code)
    else:
        for code in _several(work, key):
            yield named[code.uid], work.applied[code.uid]


def _several(work: Judgements, key: Key) -> Iterator[Code]:
    """The codes of a set; without a set all that are asked about."""
    of_set = key.get("set", ALL_CODES)
    within = work.codebook.codes
    if of_set != ALL_CODES:
        within = tuple(one for one in within if one.name == of_set)
    for top in within:
        for code in with_below(top):
            if work.asks(code) and (code.kind == "code" or work.applied[code.uid].any()):
                yield code


class _Texts:
    """The words of units, read a document at a time."""

    def __init__(self, reader: Reader, viewer: Viewer, work: Judgements) -> None:
        names = list(dict.fromkeys(document for document, _ in work.places))
        self.called = short_names(one.name for one in documents.documents(reader, viewer))
        self._texts = {name: documents.text(reader, viewer, name) for name in names}
        self._units = {
            name: documents.units(reader, viewer, name, work.round_.unit) for name in names
        }

    def of(self, document: str, unit: int) -> str:
        """The words of a unit."""
        there = self._units[document][unit - 1]
        return self._texts[document][there.start : there.stop]


def _behind(
    work: Judgements, i: int, concerned: Sequence[tuple[str, Flags]], texts: _Texts
) -> Behind:
    document, unit = work.places[i]
    said = {
        coder: tuple(name for name, flags in concerned if flags[i, k])
        if work.judged[i, k]
        else None
        for k, coder in enumerate(work.coders)
    }
    return Behind(
        f"{texts.called[document]}-{unit}",
        document,
        unit,
        work.turns[i].speaker,
        texts.of(document, unit),
        said,
        alike=len({one for one in said.values() if one is not None}) == 1,
    )
