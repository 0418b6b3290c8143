"""Scores of instruments: totals and subscales from items, by the instrument's own rules.

An instrument is a small YAML file that its user writes from the manual they have a licence for;
no instrument's words are kept here. A missing item is never taken as zero. Where enough items
are answered, the mean of the person's own answers stands for what is missing (person-mean
imputation; the half rule of Fayers & Machin, Quality of Life, 2016, chapter 15, and of the
EORTC and SF-36 scoring manuals), so that a sum is the mean times the number of items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from workbench.drafts import DraftAttribute
from workbench.errors import FileFault
from workbench.importers.answers import score as number_of
from workbench.importers.reading import file_name, read_bytes
from workbench.store import Store
from workbench.store.reads import cases as reads
from workbench.store.writes import cases as writes
from workbench.terms import Attribute, CaseFacts, Viewer
from workbench.words import plural


@dataclass(frozen=True)
class Instrument:
    """How a questionnaire is scored, as its user wrote it down."""

    name: str
    items: tuple[str, ...]
    """Attributes of cases, named as the columns that were imported as scores."""
    least: float
    greatest: float
    reversed: frozenset[str] = frozenset()
    """Items counted the other way round: least + greatest - answer."""
    subscales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: str | None = "total"
    """The name of the score of all items; None: there is none."""
    by: Literal["sum", "mean"] = "sum"
    missing: float = 0.0
    """The greatest share of items that may be missing, 0 to 1."""
    labels: Mapping[str, float] = field(default_factory=dict)
    """What a scale's words count, in lower case."""
    times: Mapping[str, str] = field(default_factory=dict)
    """For each time how an item's column is written, such as `{item}_pre`."""

    def columns(self) -> Iterator[str]:
        """The columns of a table that are items of it, at any time."""
        patterns = self.times.values() or ("{item}",)
        for pattern in patterns:
            yield from (pattern.replace("{item}", item) for item in self.items)

    def scales(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every score with its items: the subscales, then the total."""
        yield from self.subscales.items()
        if self.total is not None:
            yield self.total, self.items


def scored(
    instrument: Instrument, items: Sequence[str], answers: Mapping[str, float]
) -> float | None:
    """The score of some items; None where too many of them are missing.

    >>> sleep = Instrument("sleep", ("a", "b", "c", "d"), 0, 3, frozenset("b"), missing=0.5)
    >>> scored(sleep, sleep.items, {"a": 3, "b": 0, "c": 2, "d": 0})
    8.0
    >>> scored(sleep, sleep.items, {"a": 3, "b": 0}), scored(sleep, sleep.items, {"a": 3})
    (12.0, None)
    """
    told = [
        instrument.least + instrument.greatest - answers[item]
        if item in instrument.reversed
        else answers[item]
        for item in items
        if item in answers
    ]
    # A share such as 1/3 has no exact float, and 3 of 9 are as many as allowed.
    if not told or len(items) - len(told) > instrument.missing * len(items) + 1e-9:
        return None
    mean = sum(told) / len(told)
    return round(mean if instrument.by == "mean" else mean * len(items), 6)


# ------------------------------------------------------------------ from a file

_KEYS = frozenset(
    [
        "name",
        "items",
        "range",
        "reversed",
        "subscales",
        "total",
        "score",
        "missing",
        "labels",
        "times",
    ]
)


def load_instrument(path: Path) -> Instrument:
    """The instrument in a YAML file; FileFault with one sentence for what does not hold."""
    name = file_name(path)
    try:
        said = yaml.safe_load(read_bytes(path).decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as fault:
        raise FileFault(f"{name} is no YAML file; see docs/importing-surveys.md.") from fault
    if not isinstance(said, dict):
        raise FileFault(f"{name} describes no instrument; it needs name, items and range.")
    return _Reader(name, said).instrument()


class _Reader:
    """Checks what a file says of an instrument."""

    def __init__(self, file: str, said: Mapping[Any, Any]) -> None:
        self._file, self._said = file, said

    def instrument(self) -> Instrument:
        unknown = [str(key) for key in self._said if key not in _KEYS]
        if unknown:
            self._refuse(f"“{unknown[0]}” is not known; there are: {', '.join(sorted(_KEYS))}")
        items = self._names("items", self._said.get("items"))
        if not items:
            self._refuse("it has no items; list their names under “items”")
        least, greatest = self._range()
        return Instrument(
            name=self._text("name"),
            items=items,
            least=least,
            greatest=greatest,
            reversed=frozenset(self._items("reversed", self._said.get("reversed"), items)),
            subscales=self._subscales(items),
            total=self._total(),
            by=self._by(),
            missing=self._missing(len(items)),
            labels=self._labels(),
            times=self._times(),
        )

    def _refuse(self, why: str) -> None:
        raise FileFault(f"{self._file}: {why}.")

    def _text(self, key: str) -> str:
        value = self._said.get(key)
        if not isinstance(value, str) or not value.strip():
            self._refuse(f"“{key}” must be a name")
        return str(value).strip()

    def _names(self, key: str, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, (str, int)) for one in value):
            self._refuse(f"“{key}” must be a list of items' names")
            return ()
        names = tuple(" ".join(str(one).split()) for one in value)
        twice = [one for one in names if names.count(one) > 1]
        if twice:
            self._refuse(f"the item “{twice[0]}” stands twice in “{key}”")
        return names

    def _items(self, key: str, value: object, items: Sequence[str]) -> tuple[str, ...]:
        names = self._names(key, value)
        for name in names:
            if name not in items:
                self._refuse(f"“{name}” in “{key}” is no item; the items are: {', '.join(items)}")
        return names

    def _range(self) -> tuple[float, float]:
        value = self._said.get("range")
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(isinstance(one, (int, float)) for one in value)
            or not value[0] < value[1]
        ):
            self._refuse("“range” must be the least and the greatest answer, such as [0, 3]")
            return 0, 0
        return float(value[0]), float(value[1])

    def _subscales(self, items: Sequence[str]) -> dict[str, tuple[str, ...]]:
        value = self._said.get("subscales") or {}
        if not isinstance(value, dict):
            self._refuse("“subscales” must give for each name a list of items")
            return {}
        found = {str(name): self._items(str(name), some, items) for name, some in value.items()}
        for name, some in found.items():
            if not some:
                self._refuse(f"the subscale “{name}” has no items")
        return found

    def _total(self) -> str | None:
        value = self._said.get("total", "total")
        if value in (None, False):
            return None
        if not isinstance(value, str):
            self._refuse("“total” must be the name of the score of all items, or no")
        return str(value)

    def _by(self) -> Literal["sum", "mean"]:
        value = self._said.get("score", "sum")
        if value not in ("sum", "mean"):
            self._refuse("“score” must be sum or mean")
        return "mean" if value == "mean" else "sum"

    def _missing(self, items: int) -> float:
        """The share that may be missing: none, half, a share such as 20%, or a number of items."""
        value = self._said.get("missing", "none")
        if value in ("none", None):
            return 0.0
        if value == "half":
            return 0.5
        share = re.fullmatch(r"(\d{1,2})\s*%", str(value))
        if share:
            return int(share[1]) / 100
        if isinstance(value, int) and 0 <= value < items:
            return value / items
        self._refuse("“missing” must be none, half, a share such as 20%, or a number of items")
        return 0.0

    def _labels(self) -> dict[str, float]:
        value = self._said.get("labels") or {}
        if not isinstance(value, dict) or not all(
            isinstance(one, (int, float)) for one in value.values()
        ):
            self._refuse("“labels” must give a number for each word of the scale")
            return {}
        return {" ".join(str(key).split()).casefold(): float(one) for key, one in value.items()}

    def _times(self) -> dict[str, str]:
        value = self._said.get("times") or {}
        if not isinstance(value, dict) or not all("{item}" in str(one) for one in value.values()):
            self._refuse("“times” must say for each time how an item is written, as {item}_pre")
            return {}
        return {str(key): str(one) for key, one in value.items()}


# ------------------------------------------------------------------ of the cases in a study


class Scored(NamedTuple):
    """What scoring an instrument made."""

    instrument: str
    scores: int
    """How many scores were stored."""
    cases: int
    """Of how many cases."""
    without: int
    """Cases with some items, but too few of them for any one of the scores."""
    outside: tuple[str, ...] = ()
    """Answers outside the range, which count as missing."""

    def told(self) -> Iterator[str]:
        """Sentences for the person scoring."""
        scores, cases = plural(self.scores, "score"), plural(self.cases, "case")
        yield f"“{self.instrument}”: {scores} of {cases}."
        if self.without:
            have = plural(self.without, "case has", "cases have")
            yield f"{have} a score without a value: too many items are missing."
        if self.outside:
            shown = ", ".join(self.outside[:3])
            many = len(self.outside)
            lie = plural(many, "answer lies", "answers lie")
            yield f"{lie} outside the range and count as missing: {shown}."


def score_cases(store: Store, viewer: Viewer, instrument: Instrument, time: str = "") -> Scored:
    """Score every case that has items of an instrument, at every time; said again, replaced.

    `time` names the time of items that have none.
    """
    with store.reading() as reader:
        found = reads.cases(reader, viewer)
    facts: list[DraftAttribute] = []
    outside: list[str] = []
    without = 0
    for case in found:
        made, lacking = _scores(instrument, case, time, outside)
        facts += made
        without += lacking
    if not facts and not without:
        raise FileFault(
            f"No case has an item of “{instrument.name}”; import them as scores first: "
            f"{', '.join(list(instrument.columns())[:5])}."
        )
    with store.writing(viewer) as writer:
        writes.put_attributes(writer, facts)
        writer.event("instrument scored", {"scores": len(facts)})
    return Scored(
        instrument.name, len(facts), len({one.case for one in facts}), without, tuple(outside)
    )


def _scores(
    instrument: Instrument, case: CaseFacts, time: str, outside: list[str]
) -> tuple[list[DraftAttribute], bool]:
    made, lacking = [], False
    for when, answers in _answers(instrument, case, outside).items():
        for name, items in instrument.scales():
            value = scored(instrument, items, answers)
            if value is None:
                lacking = True
            else:
                about = (name, value, instrument.name, when or time)
                made.append(DraftAttribute(case.name, *about))
    return made, lacking


def _answers(
    instrument: Instrument, case: CaseFacts, outside: list[str]
) -> dict[str, dict[str, float]]:
    """A case's answers to the items, by time."""
    places = dict(_places(instrument))
    found: dict[str, dict[str, float]] = {}
    for fact in case.attributes:
        if fact.instrument or fact.name not in places:
            continue
        for item, when in places[fact.name]:
            number = _number(instrument, fact)
            if number is None or not instrument.least <= number <= instrument.greatest:
                outside.append(f"{case.name}, {fact.name}: {fact.value}")
            elif not when or fact.time in ("", when):
                found.setdefault(when or fact.time, {})[item] = number
    return found


def _places(instrument: Instrument) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The names under which items may be attributes: the item, and the time its name tells."""
    for item in instrument.items:
        yield item, [(item, "")]
    for when, pattern in instrument.times.items():
        for item in instrument.items:
            yield pattern.replace("{item}", item), [(item, when)]


def _number(instrument: Instrument, fact: Attribute) -> float | None:
    if not isinstance(fact.value, str):
        return float(fact.value)
    label = " ".join(fact.value.split()).casefold()
    return instrument.labels.get(label, number_of(fact.value))
