"""How far the coders of a round agree: by code, and by whatever else a team asks.

Only a test round's coefficient is reliability; explore and train rounds print none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workbench.agreement import COEFFICIENTS, Resampling
from workbench.agreement.data import binary, prevalence, two_by_two
from workbench.agreement.notes import note
from workbench.coding.codes import CodeIndex
from workbench.shelf import Shelf
from workbench.steps.judgements import Flags, Judgements, judgements
from workbench.store import Store
from workbench.store.reads import rounds
from workbench.terms import AgreementRow, Code, ReliabilityData, Round, RoundAgreement, Viewer

NONE = "none"
"""The value of a judged unit that takes no code of an exclusive category."""


@dataclass(frozen=True)
class Question:
    """What is asked of a round."""

    by: str = "code"
    coefficient: str | None = None
    """A name on the shelf; None: alpha, and Cohen's kappa by pair."""
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    seed: int = 1


PER_CODE = Question()

Key = Mapping[str, str | list[str]]
Rows = Iterator[tuple[Key, ReliabilityData]]


def agreement(
    store: Store, viewer: Viewer, n: int | None = None, question: Question = PER_CODE
) -> list[RoundAgreement]:
    """The agreement of one round; without a number of every revealed round, first to last."""
    with store.reading() as reader:
        numbers = [n] if n is not None else _revealed(rounds.rounds(reader, viewer))
        found = [judgements(reader, viewer, number) for number in numbers]
    return [of_judgements(_asked(one, question), question) for one in found]


def _revealed(all_rounds: Collection[Round]) -> list[int]:
    return [one.n for one in all_rounds if one.state in ("revealed", "adjudicated")]


def _asked(work: Judgements, question: Question) -> Judgements:
    if question.coders:
        work = work.of_coders(question.coders)
    if question.roles:
        work = work.only(np.array([turn.role in question.roles for turn in work.turns]))
    if question.speakers:
        names = question.speakers
        work = work.only(np.array([turn.speaker in names for turn in work.turns]))
    return work


def of_judgements(work: Judgements, question: Question) -> RoundAgreement:
    """The agreement of what was said in a round, as far as its purpose lets it be printed."""
    one = work.round_
    note_ = _purpose_note(one)
    if one.purpose in ("explore", "train"):
        return RoundAgreement(one.n, one.purpose, "", note=note_)
    asked, seed = question.coefficient or _usual(question.by), question.seed
    rows = tuple(_row(key, data, asked, seed) for key, data in BY[question.by](work))
    overall = _row({}, _cells(work), "krippendorff_alpha", seed)
    return RoundAgreement(
        one.n, one.purpose, _recipe(work, question, asked, rows), rows, overall, note_
    )


def _usual(by: str) -> str:
    return "cohen_kappa" if by == "pair" else "krippendorff_alpha"


def _row(key: Key, data: ReliabilityData, coefficient: str, seed: int) -> AgreementRow:
    found = COEFFICIENTS[coefficient](data, resampling=Resampling(seed=seed))
    percent = _quick("percent_agreement", data)
    yes_no = len(data.categories) == 2
    return AgreementRow(
        code=_label(key),
        coefficient=found.coefficient,
        value=found.value,
        units=found.units,
        coders=found.coders,
        low=found.low,
        high=found.high,
        prevalence=prevalence(data) if yes_no else {},
        percent=percent,
        positive_agreement=_quick("positive_agreement", data) if yes_no else None,
        undefined_because=found.undefined_because,
        note=note(found, data, percent),
        interval=found.interval,
        below=found.chance_below_667,
        cells=two_by_two(data) if yes_no and len(data.coders) == 2 else None,
        key=key,
    )


def _quick(coefficient: str, data: ReliabilityData) -> float | None:
    return COEFFICIENTS[coefficient](data, resampling=Resampling(method="none")).value


def _label(key: Key) -> str:
    return " · ".join(
        ", ".join(value) if isinstance(value, list) else value for value in key.values()
    )


# ------------------------------------------------------------------ by what


def _by_code(work: Judgements) -> Rows:
    for name, code in _named(work):
        if code.kind == "code" or work.applied[code.uid].any():
            yield {"code": name}, _binary(work, work.applied[code.uid])


def _by_theme(work: Judgements) -> Rows:
    for code in work.codebook.codes:
        yield {"theme": code.name}, _binary(work, work.any_of(code))


def _by_category(work: Judgements) -> Rows:
    for name, code in _named(work):
        if code.exclusive:
            yield {"category": name}, _nominal(work, code)


def _by_pair(work: Judgements) -> Rows:
    for pair in combinations(work.coders, 2):
        two = work.of_coders(pair)
        for key, data in _by_code(two):
            yield {"pair": list(pair), **key}, data


def _by_document(work: Judgements) -> Rows:
    yield from _by_part(work, "document", lambda i: work.places[i][0])


def _by_speaker(work: Judgements) -> Rows:
    yield from _by_part(work, "speaker", lambda i: work.turns[i].speaker)


def _by_question(work: Judgements) -> Rows:
    yield from _by_part(work, "question", lambda i: work.places[i][0].partition("/")[2] or None)


def _by_part(work: Judgements, kind: str, part: Callable[[int], str | None]) -> Rows:
    """Pooled cells of the units that belong together."""
    parts = [part(i) for i in range(len(work.places))]
    for name in dict.fromkeys(parts):
        if name is not None:
            here = np.array([other == name for other in parts])
            yield {kind: name}, _cells(work.only(here))


BY: Shelf[Callable[[Judgements], Rows]] = Shelf(
    "way to ask for agreement",
    {
        "code": f"{__name__}:_by_code",
        "theme": f"{__name__}:_by_theme",
        "category": f"{__name__}:_by_category",
        "pair": f"{__name__}:_by_pair",
        "document": f"{__name__}:_by_document",
        "speaker": f"{__name__}:_by_speaker",
        "question": f"{__name__}:_by_question",
    },
)


def _named(work: Judgements) -> Iterator[tuple[str, Code]]:
    index = CodeIndex.of(work.codebook)
    return ((index.shortest(path), code) for path, code in work.codebook.walk())


def _binary(work: Judgements, applied: Flags) -> ReliabilityData:
    return binary(work.coders, work.judged, applied, work.clusters)


def _nominal(work: Judgements, category: Code) -> ReliabilityData:
    """The codes of an exclusive category as values; a judged unit without one of them is none."""
    values = np.where(work.judged, np.int32(0), np.int32(-1))
    for index, code in enumerate(category.codes, 1):
        values = np.where(work.judged & work.any_of(code), np.int32(index), values)
    names = (NONE, *(code.name for code in category.codes))
    return ReliabilityData(work.coders, names, values.astype(np.int32), work.clusters)


def _cells(work: Judgements) -> ReliabilityData:
    """Every judged unit × code as a yes or no of its own."""
    codes = [code for _, code in work.codebook.walk() if code.kind == "code"]
    applied = [work.applied[code.uid] for code in codes]
    return binary(
        work.coders,
        np.tile(work.judged, (len(codes), 1)),
        np.concatenate(applied) if applied else work.judged[:0],
        None if work.clusters is None else np.tile(work.clusters, len(codes)),
    )


# ------------------------------------------------------------------ in words

_PER = {"category": "mutually exclusive category", "pair": "code and pair"}


def _recipe(
    work: Judgements, question: Question, coefficient: str, rows: tuple[AgreementRow, ...]
) -> str:
    one = work.round_
    roles = question.roles or one.roles
    pairable = int((work.judged.sum(axis=1) >= 2).sum())
    parts = [
        f"{coefficient} nominal",
        f"per {_PER.get(question.by, question.by)}",
        f"unit={one.unit}",
        f"{len(work.coders)} coders",
        f"{pairable} units",
        f"{_and([_plural(role) for role in roles])}' turns" if roles else "all turns",
        "missing excluded",
        _usual_interval(rows),
        f"codebook v{one.version}",
        f"round {one.n}",
    ]
    return ", ".join(parts)


def _usual_interval(rows: tuple[AgreementRow, ...]) -> str:
    made = Counter(row.interval for row in rows if row.low is not None)
    return made.most_common(1)[0][0] if made else "no interval"


def _plural(role: str) -> str:
    return role if role.endswith("s") else f"{role}s"


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _purpose_note(round_: Round) -> str | None:
    if round_.purpose in ("explore", "train"):
        return f"Round {round_.n} was to {round_.purpose}, so no coefficient is printed."
    if round_.purpose == "revise":
        return "Agreement after discussion, not reliability."
    if round_.purpose == "complete":
        return "Coded by one coder a document, so there is nothing to compare."
    return None
