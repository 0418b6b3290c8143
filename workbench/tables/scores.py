"""Scores by group and time: n, mean (SD) before and after, and the change of those with both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.tables.spread import (
    Reach,
    interval,
    mean_and_deviation,
    numbers_in_words,
    share_in_words,
)
from workbench.terms import Cell, Table

EVERYBODY = "All"


@dataclass(frozen=True)
class Score:
    """One score of cases, at one time or at several."""

    name: str
    times: tuple[str, ...]
    """In the order of their coming; a score without a time has one, which is empty."""
    values: Mapping[str, Mapping[str, float]]
    """For each time, what each case has."""

    def changes(self, cases: frozenset[str] | None = None) -> list[float]:
        """From the first time to the last, of the cases that have both."""
        first, last = self.values[self.times[0]], self.values[self.times[-1]]
        both = [case for case in first if case in last]
        return [last[case] - first[case] for case in both if cases is None or case in cases]


def scores_table(
    scores: Sequence[Score],
    groups: Mapping[str, str] | None,
    reach: Reach,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print a row a score, or a row a score and group (arm) of cases.

    `groups` gives each case its group; who is in none is left out and counted in a note.
    """
    times = list(dict.fromkeys(time for score in scores for time in score.times))
    several = any(len(score.times) > 1 for score in scores)
    columns = ["Score", *(["Group"] if groups else [])]
    for time in times:
        columns += [f"{_said(time)}n", f"{_said(time)}mean (SD)"]
    if several:
        columns += ["Change: n", "Change: mean (SD)", "Change: 95 % CI"]
    rows = tuple(
        row for score in scores for row in _rows(score, groups, times, reach, several=several)
    )
    return Table("Scores", tuple(columns), rows, _notes(scores, groups), provenance or {})


def _said(time: str) -> str:
    return f"{time}: " if time else ""


def _rows(
    score: Score,
    groups: Mapping[str, str] | None,
    times: Sequence[str],
    reach: Reach,
    *,
    several: bool,
) -> Iterator[tuple[Cell, ...]]:
    for name, cases in _parts(groups):
        cells: list[Cell] = [score.name, *([name] if groups else [])]
        for time in times:
            values = _of(score.values.get(time, {}), cases)
            cells += [len(values) if time in score.times else None, mean_and_deviation(values)]
        if several:
            cells += _change(score, cases, reach)
        yield tuple(cells)


def _parts(groups: Mapping[str, str] | None) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The groups with their cases; None: all."""
    if groups is None:
        yield EVERYBODY, None
        return
    for name in dict.fromkeys(groups.values()):
        yield name, frozenset(case for case, group in groups.items() if group == name)


def _of(values: Mapping[str, float], cases: frozenset[str] | None) -> list[float]:
    return [value for case, value in values.items() if cases is None or case in cases]


def _change(score: Score, cases: frozenset[str] | None, reach: Reach) -> list[Cell]:
    if len(score.times) < 2:
        return [None, "", ""]
    moved = score.changes(cases)
    return [len(moved), mean_and_deviation(moved), interval(moved, reach)]


def _notes(scores: Sequence[Score], groups: Mapping[str, str] | None) -> tuple[str, ...]:
    several = any(len(score.times) > 1 for score in scores)
    outside = {
        case
        for score in scores
        for values in score.values.values()
        for case in values
        if groups is not None and case not in groups
    }
    return (
        "n: participants who have the score at that time.",
        *([_change_in_words(scores)] if several else []),
        *([f"Participants in no group, not counted: {len(outside)}."] if groups else []),
        "Means, deviations (n - 1) and intervals are rounded half up to one decimal.",
    )


def _change_in_words(scores: Sequence[Score]) -> str:
    """Between which times, so that nobody takes a loss for a gain."""
    ends = dict.fromkeys((s.times[0], s.times[-1]) for s in scores if len(s.times) > 1)
    named = "; ".join(f"from {first or 'no time'} to {last or 'no time'}" for first, last in ends)
    of = "of participants who have both; 95 % CI of the mean change by Student's t"
    return f"Change: {named}, {of}."


def in_words(score: Score, groups: Mapping[str, str] | None, reach: Reach) -> str:
    """A score as a joint display tells it: a line a group and time, and one for the change."""
    return "\n".join(
        f"{name}: {line}" if groups else line
        for name, cases in _parts(groups)
        for line in _lines(score, cases, reach)
    )


def _lines(score: Score, cases: frozenset[str] | None, reach: Reach) -> Iterator[str]:
    for time in score.times:
        yield f"{_said(time)}{numbers_in_words(_of(score.values[time], cases), reach)}"
    if len(score.times) > 1:
        moved = score.changes(cases)
        yield f"change: {numbers_in_words(moved, reach)}"


def answers_in_words(answers: Mapping[str, str], groups: Mapping[str, str] | None) -> str:
    """Answers in words (`yes`, `no`) of cases: a line a value, with its share, by group."""
    lines = []
    for name in dict.fromkeys(groups.values()) if groups else (EVERYBODY,):
        here = [value for case, value in answers.items() if not groups or groups.get(case) == name]
        before = f"{name}: " if groups else ""
        lines += [
            f"{before}{value}: {share_in_words(here.count(value), len(here))}"
            for value in sorted(set(answers.values()))
        ]
    return "\n".join(lines)
