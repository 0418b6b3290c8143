"""Scores of cases, gathered by name and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.agreement.quantiles import t_quantile
from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.exports.grouping import groups_of_cases
from workbench.steps.exports.people import everybody_in
from workbench.steps.exports.times import in_order
from workbench.steps.exports.wanted import Wanted
from workbench.store import Store
from workbench.tables.scores import Score, scores_table
from workbench.terms import Attribute, CaseFacts, Table, Viewer


def scores(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """Scores by time, and their change; by group where asked."""
    everybody, about = everybody_in(store, viewer)
    found = scores_of(everybody, wanted.times)
    for name in wanted.attributes:
        if name not in found:
            raise NameUnknown(unknown("score", name, list(found)))
    names = wanted.attributes or _usual(everybody, found)
    if not names:
        raise NotAsked(
            "The study knows no scores yet; import a survey with --score, or score an instrument: "
            "workbench cases STUDY score FILE"
        )
    groups = groups_of_cases(everybody, wanted.by) if wanted.by else None
    return scores_table([found[name] for name in names], groups, reach, provenance=about)


def reach(degrees: int) -> float:
    """The .975 quantile of Student's t."""
    return t_quantile(0.975, degrees)


def scores_of(everybody: Sequence[CaseFacts], times: Sequence[str] = ()) -> dict[str, Score]:
    """All facts that are numbers, by name; times in the order asked for, else of their coming.

    Raises NameUnknown for a time at which nothing was scored.
    """
    values: dict[str, dict[str, dict[str, float]]] = {}
    for one in everybody:
        for fact in one.attributes:
            if isinstance(fact.value, int | float):
                by_time = values.setdefault(name_of(fact), {})
                by_time.setdefault(fact.time, {})[one.name] = float(fact.value)
    there = in_order(everybody)
    for time in times:
        if time not in there:
            raise NameUnknown(unknown("time", time, [one for one in there if one]))
    return {
        name: Score(name, tuple(time for time in times or there if time in its), its)
        for name, its in values.items()
    }


def name_of(fact: Attribute) -> str:
    """What a score is called, whenever it was taken: with its instrument, if it has one."""
    return f"{fact.name} ({fact.instrument})" if fact.instrument else fact.name


def _usual(everybody: Sequence[CaseFacts], found: Mapping[str, Score]) -> list[str]:
    """Scores of instruments and those with a time, where there are any; else every number."""
    told = {
        name_of(fact)
        for one in everybody
        for fact in one.attributes
        if fact.instrument or fact.time
    }
    return [name for name in found if name in told] or list(found)
