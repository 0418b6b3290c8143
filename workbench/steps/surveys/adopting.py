"""Surveys that were imported before the program remembered surveys: remembered now.

Their documents are known by name and question. Their rows are what the study holds of whoever
answered, so that the file that comes next is compared as every later export is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.importers.timed import timed
from workbench.steps.surveys.source import Source, kept_hash
from workbench.store import Reader, Writer
from workbench.store.reads import surveys as reads
from workbench.store.writes import cases
from workbench.store.writes import surveys as writes
from workbench.surveys import Fact, Response, SurveyPlan
from workbench.terms import NOBODY


def to_adopt(reader: Reader, source: Source) -> dict[str, int]:
    """Documents by question that a file's survey would have, and that are of no survey yet."""
    plan = source.plan
    known = {one.plan.name for one in reads.surveys(reader, NOBODY)}
    if plan.name in known or plan.options.survey not in (None, plan.name):
        return {}
    return reads.unclaimed(reader, NOBODY, plan.name, plan.columns.text)


def adopt(writer: Writer, source: Source) -> None:
    """Remember such documents, where there are some, as the survey of their name."""
    found = to_adopt(writer, source)
    if not found:
        return
    survey = writes.put_survey(writer, source.plan.name, source.plan)
    for document_id in found.values():
        writes.put_survey_document(writer, survey, document_id)
    rows = list(_rows(writer, source, survey))
    writes.put_responses(writer, survey, rows)


class _Respondent(NamedTuple):
    """Somebody who answered, or of whom the file knows."""

    n: int
    case_id: int
    occasion: str


def _rows(writer: Writer, source: Source, survey: int) -> Iterator[tuple[int, int, str, int, int]]:
    """Rows as they are stored; of the whole row of then nothing is known."""
    everybody = list(_respondents(writer, source, survey))
    for some in cases.in_helpings(everybody):
        ids = [one.case_id for one in some]
        answers = reads.answers_by_respondent(writer, NOBODY, survey, ids)
        facts = _facts(writer, source.plan, ids)
        for one in some:
            said = answers.get((one.case_id, one.occasion), {})
            response = Response(
                one.n,
                "",
                one.occasion,
                tuple(said.get(question, "") for question in source.plan.columns.text),
                tuple(facts.get(one.case_id, ())),
            )
            yield one.n, one.case_id, one.occasion, 0, kept_hash(source.plan, response)


def _respondents(writer: Writer, source: Source, survey: int) -> Iterator[_Respondent]:
    """Whoever answered, and whoever of the file is known, each once."""
    stem = source.plan.name
    told: dict[tuple[int, str], str] = {}
    for case_id, name, occasion in reads.respondents(writer, NOBODY, survey):
        told.setdefault((case_id, occasion), name)
    for some in cases.in_helpings(list(source.responses())):
        names = [(one.case or f"{stem} {one.n}", one.occasion) for one in some]
        ids = cases.known_cases(writer, (name for name, _ in names))
        for name, occasion in names:
            if name.casefold() in ids:
                told.setdefault((ids[name.casefold()], occasion), name)
    numbered = source.plan.columns.id is None
    for n, ((case_id, occasion), name) in enumerate(told.items(), 1):
        number = name[len(stem) + 1 :] if numbered else str(n)
        if number.isdecimal():
            yield _Respondent(int(number), case_id, occasion)


def _facts(writer: Writer, plan: SurveyPlan, ids: list[int]) -> dict[int, list[Fact]]:
    """What the study knows of cases that the survey's columns tell."""
    times = timed(plan.columns.score)
    names = {*plan.columns.attribute, *(times.get(one, (one, ""))[0] for one in plan.columns.score)}
    found: dict[int, list[Fact]] = {}
    for (case_id, name, instrument, time), value in reads.facts_of(writer, ids).items():
        if name in names and not instrument:
            shown = value if isinstance(value, str) else float(value)
            found.setdefault(case_id, []).append(Fact(name, shown, time))
    return found
