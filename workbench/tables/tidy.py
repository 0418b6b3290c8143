"""Rows for a statistician: what is known of each participant, beside how often each theme.

Nothing is rounded and nothing hidden. Where nothing of somebody was judged, how often they spoke
of a theme is missing, which is not zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.tables.given import Findings
from workbench.tables.scores import Score
from workbench.tables.themes import uids_below
from workbench.terms import Cell, Table

Facts = Mapping[str, Mapping[str, str | float]]
"""For each case its attributes, by name."""


@dataclass(frozen=True)
class Known:
    """What is known of cases."""

    facts: Facts
    scores: Sequence[Score]
    provenance: Mapping[str, str]


def tidy_table(known: Known, findings: Findings | None) -> Table:
    """Print a row a participant: facts, scores by time, units judged, references by theme.

    Without `findings` (no round is revealed) there are no themes.
    """
    names = _names(known.facts)
    columns = ["participant", *names]
    columns += [_called(score.name, time) for score in known.scores for time in score.times]
    themes = _by_case(findings) if findings else {}
    heads = [theme.name for theme in findings.codebook.codes] if findings else []
    columns += ["units judged", *(f"references: {name}" for name in heads)] if findings else []
    rows = tuple(
        (case, *_facts(facts, names), *_scores(case, known.scores), *_theirs(case, themes, heads))
        if findings
        else (case, *_facts(facts, names), *_scores(case, known.scores))
        for case, facts in known.facts.items()
    )
    notes = (
        "A row a participant; an empty cell is missing, not zero.",
        *([findings.rule] if findings else []),
    )
    about = findings.provenance if findings else known.provenance
    return Table("Participants, scores and themes", tuple(columns), rows, notes, about)


def long_scores_table(known: Known) -> Table:
    """Print a row a participant, score and time, with the facts about the participant."""
    names = _names(known.facts)
    rows = tuple(
        (case, *_facts(facts, names), score.name, time, score.values[time][case])
        for case, facts in known.facts.items()
        for score in known.scores
        for time in score.times
        if case in score.values[time]
    )
    columns = ("participant", *names, "score", "time", "value")
    notes = ("A row a participant, score and time; what is missing has no row.",)
    return Table("Scores, row by row", columns, rows, notes, known.provenance)


def _names(facts: Facts) -> list[str]:
    return list(dict.fromkeys(name for its in facts.values() for name in its))


def _called(score: str, time: str) -> str:
    return f"{score}, {time}" if time else score


def _facts(facts: Mapping[str, str | float], names: Sequence[str]) -> list[Cell]:
    return [facts.get(name) for name in names]


def _scores(case: str, scores: Sequence[Score]) -> list[Cell]:
    return [score.values[time].get(case) for score in scores for time in score.times]


Counts = Mapping[str, tuple[int, Sequence[int]]]
"""For each case of whom units were judged, how many, and the references of each theme."""


def _by_case(findings: Findings) -> Counts:
    below = [uids_below(theme) for theme in findings.codebook.codes]
    units: dict[str, int] = {}
    references: dict[str, list[int]] = {}
    for unit in findings.units:
        if unit.case is not None:
            units[unit.case] = units.get(unit.case, 0) + 1
            theirs = references.setdefault(unit.case, [0] * len(below))
            for at, uids in enumerate(below):
                theirs[at] += sum(code in uids for code in set(unit.codes))
    return {case: (n, references[case]) for case, n in units.items()}


def _theirs(case: str, themes: Counts, heads: Sequence[str]) -> list[Cell]:
    if case not in themes:
        return [None] * (len(heads) + 1)
    n, references = themes[case]
    return [n, *references]
