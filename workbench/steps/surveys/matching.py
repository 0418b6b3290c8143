"""Which survey of the study a file is an export of, and how its rows are known again.

A file is recognised by its columns, then by what its rows say; a person who names the survey is
believed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from workbench.drafts import DraftAttribute
from workbench.errors import NotAsked
from workbench.steps.surveys.source import Source, in_own_names, kept_hash, said
from workbench.store import Reader
from workbench.store.reads import surveys as reads
from workbench.store.reads.surveys import SurveyFacts
from workbench.store.writes import cases
from workbench.surveys import PART, Response, SurveyPlan
from workbench.terms import NOBODY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Home(NamedTuple):
    """The survey that a file belongs to, and how its rows are known again."""

    name: str
    by: str
    """`case`, or which hash: `raw` or `kept`; `nothing`: there is no survey yet."""
    known: bytearray = bytearray()
    """For the rows of a file without ids, counted from 0: 1 where the survey has it."""
    notes: tuple[str, ...] = ()


def home_of(reader: Reader, source: Source) -> Home:
    """The survey that a file belongs to; NotAsked where that is in doubt."""
    known = reads.surveys(reader, NOBODY)
    asked = source.plan.options.survey
    if source.own in (one.plan.name for one in known):
        return Home(source.own, "case")
    if asked is not None:
        named = [one for one in known if one.plan.name == asked]
        return _at_home(reader, named[0], source) if named else _new(reader, asked)
    for one in sorted(known, key=lambda one: -_likeness(one.plan, source.plan)):
        if not _may_be(one.plan, source.plan):
            continue
        if found := _recognised(reader, one, source):
            return found
    return _new(reader, source.plan.name)


ALIKE = 0.5
"""The least share of columns that two exports of a survey have in common."""


def _may_be(one: SurveyPlan, other: SurveyPlan) -> bool:
    """Whether two tables may be exports of one survey: by their columns, or name and question."""
    likeness = _likeness(one, other)
    named = one.name == other.name and bool({*one.columns.text} & {*other.columns.text})
    return likeness >= ALIKE or (named and likeness > 0)


def _likeness(one: SurveyPlan, other: SurveyPlan) -> float:
    """The share of all columns that both have; 0 where they cannot be one survey."""
    both = {*one.header} & {*other.header}
    if (one.columns.id is None) != (other.columns.id is None):
        return 0.0
    if one.options.time != other.options.time:
        return 0.0
    return len(both) / max(1, len({*one.header} | {*other.header}))


def _recognised(reader: Reader, found: SurveyFacts, source: Source) -> Home | None:
    """The survey as home, if what the file says agrees with what it holds."""
    if source.plan.columns.id is None:
        return _by_content(reader, found, source)
    if found.plan.options.ids == "own":
        source = in_own_names(source, found.plan.name)
    here = _survey_id(reader, found.plan.name)
    both = other = 0
    for response, old in _pairs(reader, here, islice(source.responses(), PART)):
        both += bool(old)
        other += any(
            old.get(question, answer) != answer for question, answer in said(source, response)
        )
    if 2 * other > both:
        _refuse_same_name(found, source, f"{other} of {both} respondents answered otherwise")
        return None
    if not both and _likeness(found.plan, source.plan) < 1:
        return None
    return Home(found.plan.name, "case")


def _refuse_same_name(found: SurveyFacts, source: Source, why: str) -> None:
    """Refuse a file of the same name with other content: it may be a correction or a mistake."""
    if found.plan.name == source.plan.name:
        question = next(iter(source.plan.columns.text), "")
        name = f"{found.plan.name}/{question}" if question else found.plan.name
        raise NotAsked(
            f"“{name}” is in the study with another text ({why}); import {source.name} under "
            f"another file name, or say what it is: --survey “{found.plan.name}” for a later "
            "export of the same, --survey and a new name for another survey."
        )


def _at_home(reader: Reader, found: SurveyFacts, source: Source) -> Home:
    """The survey that was named, whatever the file says."""
    if (found.plan.columns.id is None) != (source.plan.columns.id is None):
        with_ids = "has ids" if found.plan.columns.id else "has no ids"
        raise NotAsked(f"The survey “{found.plan.name}” {with_ids}; give the same columns.")
    if source.plan.columns.id is None:
        known = _matched(reader, found, source)
        return Home(found.plan.name, "content", known)
    return Home(found.plan.name, "case")


def _by_content(reader: Reader, found: SurveyFacts, source: Source) -> Home | None:
    """The survey as home where the file holds most of its rows."""
    known = _matched(reader, found, source)
    held = sum(known)
    if 2 * held < found.rows or not held:
        there = f"{held} of its {found.rows} rows are in the file"
        _refuse_same_name(found, source, there)
        return None
    return Home(found.plan.name, "content", known)


def _matched(reader: Reader, found: SurveyFacts, source: Source) -> bytearray:
    """Which rows of the file the survey holds: by the whole row, and of the others by what is kept.

    A program may write into a row that somebody looked at it; no answer of it is there twice.
    """
    raw, kept = reads.survey_hashes(reader, NOBODY, found.plan.name)
    ours = array("q"), array("q")
    for response in source.responses():
        ours[0].append(response.raw)
        ours[1].append(kept_hash(source.plan, response))
    whole, there = _same_hashes(raw, ours[0]), _same_hashes(ours[0], raw)
    rest = iter(_same_hashes(_without(kept, there), _without(ours[1], whole)))
    return bytearray(known or next(rest) for known in whole)


def _without(hashes: array[int], known: bytearray) -> array[int]:
    return array("q", (one for one, there in zip(hashes, known, strict=True) if not there))


def _same_hashes(theirs: array[int], ours: array[int]) -> bytearray:
    """For each of ours 1 where theirs has it, one to one: a third like row needs a third there."""
    import numpy as np

    if not theirs or not ours:
        return bytearray(len(ours))
    there = np.isin(_numbered(ours), _numbered(theirs))
    return bytearray(there.astype(np.uint8).tobytes())


def _numbered(hashes: array[int]) -> NDArray[np.uint64]:
    """The hashes, each mixed with how many like it stand before it."""
    import numpy as np

    values = np.frombuffer(hashes, dtype=np.int64)
    order = np.argsort(values, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(values[order]) != 0])
    before = np.arange(len(values)) - np.repeat(first, np.diff(np.r_[first, len(values)]))
    mixed = values[order].astype(np.uint64) ^ (before.astype(np.uint64) * np.uint64(_ODD))
    found = np.empty_like(mixed)
    found[order] = mixed
    return found


_ODD = 0x9E3779B97F4A7C15
"""2^64 divided by the golden ratio: spreads small numbers over all bits."""


def _new(reader: Reader, name: str) -> Home:
    """A survey of its own, by a name that no survey has and no numbered case."""
    taken = {one.plan.name for one in reads.surveys(reader, NOBODY)}
    n, free = 1, name
    while free in taken or cases.known_cases(reader, [f"{free} {at}" for at in (1, 2, 3)]):
        n += 1
        free = f"{name} ({n})"
    notes = () if free == name else (f"It is a survey of its own, “{free}”.",)
    return Home(free, "nothing", notes=notes)


def _survey_id(reader: Reader, name: str) -> int:
    return reads.survey_id(reader, name)


Old = dict[str, str]


def _pairs(
    reader: Reader, survey: int, responses: Iterable[Response]
) -> Iterator[tuple[Response, Old]]:
    """Each row whose respondent is there, with what they had answered."""
    for some in cases.in_helpings(list(responses)):
        ids = cases.known_cases(reader, (one.case for one in some))
        there = answers_there(reader, survey, list(ids.values()))
        for one in some:
            case_id = ids.get(one.case.casefold())
            if case_id is not None and (case_id, one.occasion.casefold()) in there:
                yield one, there[case_id, one.occasion.casefold()]


def answers_there(reader: Reader, survey: int, ids: Sequence[int]) -> dict[tuple[int, str], Old]:
    """What respondents answered, by case and occasion, then by question; with none, nothing."""
    found: dict[tuple[int, str], Old] = {}
    for row in reads.responses_of(reader, survey, ids):
        if row.case_id is not None:
            found[row.case_id, row.occasion.casefold()] = {}
    for answer in reads.answers_of(reader, survey, ids):
        about = (answer.case_id, answer.occasion.casefold())
        found.setdefault(about, {})[answer.question] = answer.answer
    return found


def refuse_other_facts(reader: Reader, home: Home, source: Source) -> None:
    """Refuse, before anything is stored, facts that another source told otherwise."""
    if home.by != "nothing" or source.plan.columns.id is None or not cases.any_facts(reader):
        return
    responses = source.responses()
    while some := list(islice(responses, PART)):
        cases.refuse_changes(reader, source.name, list(_attributes(some)))


def _attributes(responses: Iterable[Response]) -> Iterator[DraftAttribute]:
    for one in responses:
        for fact in one.facts:
            yield DraftAttribute(one.case, fact.name, fact.value, "", fact.time)
