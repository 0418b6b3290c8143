"""Whose the ids of a survey are: people whom the study knows, or others who are counted alike.

An id that is a code is a person's: the same code in two surveys is the same person. Numbers are
counted from 1 in every survey, so somebody has to say whether they are the same people.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from workbench.errors import NotAsked
from workbench.steps.surveys.matching import Home, home_of
from workbench.steps.surveys.source import Source, in_own_names
from workbench.store import Reader
from workbench.store.reads import surveys as reads
from workbench.store.writes import cases
from workbench.surveys import PART, Response
from workbench.terms import NOBODY
from workbench.words import plural


def by_their_names(reader: Reader, source: Source) -> Source:
    """The rows with their people as the study calls them; NotAsked where it was said otherwise."""
    if source.plan.columns.id is None:
        return source
    home = home_of(reader, source)
    known = {one.plan.name: one.plan.options.ids for one in reads.surveys(reader, NOBODY)}
    before = known.get(home.name)
    said = source.plan.options.ids
    if before is not None and said and said != (before or "same"):
        raise NotAsked(
            f"The survey “{home.name}” was imported {_SAID[before or 'same']}; import "
            f"{source.name} as another survey (--survey NAME), or leave out whose its ids are."
        )
    own = (said if before is None else before) == "own"
    return in_own_names(source, home.name) if own else source


_SAID = {"own": "with ids of its own (--own-ids)", "same": "with ids of people (--same)"}


def refuse_doubt(reader: Reader, home: Home, source: Source) -> None:
    """Refuse a new survey whose ids only count, as those of another survey do that it meets."""
    if doubt := _doubt(reader, home, source):
        raise NotAsked(doubt)


def doubt(reader: Reader, source: Source) -> str:
    """Why a survey would be refused for its ids, and what to say; empty: it would not."""
    return _doubt(reader, home_of(reader, source), source)


def _doubt(reader: Reader, home: Home, source: Source) -> str:
    options = source.plan.options
    said = options.ids or options.time or source.own
    if home.by != "nothing" or source.plan.columns.id is None or said:
        return ""
    met: dict[str, str] = {}
    for some in _helpings(source):
        if not all(one.case.isdecimal() for one in some):
            return ""
        ids = cases.known_cases(reader, (one.case for one in some))
        there = reads.surveys_of_cases(reader, NOBODY, list(ids.values()))
        known = ((one.case, ids.get(one.case.casefold())) for one in some)
        met |= {case: there[case_id] for case, case_id in known if case_id in there}
    return _asking(source, home, met) if met else ""


def _helpings(source: Source) -> Iterable[list[Response]]:
    responses = source.responses()
    while some := list(islice(responses, PART)):
        yield some


def _asking(source: Source, home: Home, met: dict[str, str]) -> str:
    first, survey = next(iter(met.items()))
    are = "is" if len(met) == 1 else "are"
    return (
        f"{plural(len(met), 'id')} of {source.name}, such as “{first}”, {are} also in the survey "
        f"“{survey}”, and ids that only count may be anybody's: say --same if they are the same "
        f"people, or --own-ids if they are others, who are then called “{home.name} {first}”."
    )
