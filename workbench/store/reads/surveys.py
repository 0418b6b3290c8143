"""Surveys: what their columns are, and what their respondents said. It is seen by all."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, text

from workbench.store.plans import restored
from workbench.store.sqlite import listed, prepared
from workbench.store.tables import (
    attribute,
    case,
    document,
    survey,
    survey_document,
    survey_response,
    turn,
)
from workbench.store.transaction import Reader
from workbench.surveys import SurveyPlan
from workbench.terms import Viewer


class SurveyFacts(NamedTuple):
    """A survey with the number of its rows."""

    plan: SurveyPlan
    rows: int


def surveys(reader: Reader, viewer: Viewer) -> tuple[SurveyFacts, ...]:
    """All surveys in the order of their first import."""
    counted = (
        select(survey_response.c.survey_id, func.count().label("rows"))
        .group_by(survey_response.c.survey_id)
        .subquery()
    )
    s = survey.c
    rows = reader.rows(
        select(s.name, s.plan, func.coalesce(counted.c.rows, 0))
        .outerjoin(counted, counted.c.survey_id == s.id)
        .order_by(s.id)
    )
    return tuple(SurveyFacts(restored(name, plan), count) for name, plan, count in rows)


def survey_id(reader: Reader, name: str) -> int:
    """The id of a survey."""
    return reader.id_of(survey, "survey", name)


def survey_documents(reader: Reader, viewer: Viewer, name: str) -> tuple[tuple[str, int], ...]:
    """The documents with answers of a survey, in order: name and how many turns."""
    turns = (
        select(turn.c.document_id, func.count().label("turns"))
        .group_by(turn.c.document_id)
        .subquery()
    )
    d = document.c
    rows = reader.rows(
        select(d.name, func.coalesce(turns.c.turns, 0))
        .join(survey_document, survey_document.c.document_id == d.id)
        .outerjoin(turns, turns.c.document_id == d.id)
        .where(survey_document.c.survey_id == reader.id_of(survey, "survey", name))
        .order_by(d.id)
    )
    return tuple((str(row[0]), int(row[1])) for row in rows)


def unclaimed(
    reader: Reader, viewer: Viewer, name: str, questions: Sequence[str]
) -> dict[str, int]:
    """The documents `name/question` that hold answers to it and are of no survey, by question."""
    d = document.c
    rows = reader.rows(
        select(d.id, d.name, d.question).where(
            d.question.is_not(None), d.id.not_in(select(survey_document.c.document_id))
        )
    )
    there = {row.question: row.id for row in rows if row.name == f"{name}/{row.question}"}
    return {question: there[question] for question in questions if question in there}


def respondents(reader: Reader, viewer: Viewer, survey_id: int) -> tuple[tuple[int, str, str], ...]:
    """Whoever answered in the documents of a survey: case, its name and occasion, each once."""
    rows = reader.rows(
        select(case.c.id, case.c.name, func.coalesce(turn.c.phase, ""))
        .join(turn, turn.c.case_id == case.c.id)
        .join(survey_document, survey_document.c.document_id == turn.c.document_id)
        .where(survey_document.c.survey_id == survey_id)
        .order_by(turn.c.document_id, turn.c.position)
    )
    return tuple(dict.fromkeys((int(row[0]), str(row[1]), str(row[2])) for row in rows))


def answers_by_respondent(
    reader: Reader, viewer: Viewer, survey_id: int, cases: Sequence[int]
) -> dict[tuple[int, str], dict[str, str]]:
    """What some cases answered in a survey, by case and occasion, then by question."""
    found: dict[tuple[int, str], dict[str, str]] = {}
    for one in answers_of(reader, survey_id, cases):
        found.setdefault((one.case_id, one.occasion), {})[one.question] = one.answer
    return found


def survey_hashes(reader: Reader, viewer: Viewer, name: str) -> tuple[array[int], array[int]]:
    """The hashes of a survey's rows in order: of the whole rows, and of what is kept of them."""
    s = survey_response.c
    raw, kept = array("q"), array("q")
    # A million rows as objects would take the memory that arrays save.
    found = reader.connection.execution_options(stream_results=True).execute(
        select(s.raw, s.kept)
        .where(s.survey_id == reader.id_of(survey, "survey", name))
        .order_by(s.n)
    )
    for some in found.partitions(10_000):
        raw.extend(row[0] for row in some)
        kept.extend(row[1] for row in some)
    return raw, kept


class StoredResponse(NamedTuple):
    """A row of a survey that was imported."""

    n: int
    case_id: int | None
    occasion: str
    raw: int
    kept: int


def responses_of(reader: Reader, survey_id: int, cases: Sequence[int]) -> Iterator[StoredResponse]:
    """The rows of a survey that are of some cases."""
    yield from map(StoredResponse._make, reader.fetch(_RESPONSES, _given(survey_id, cases)))


# Sought by case alone: sought by survey, each helping of cases would go through all its rows.
_OF_CASES = text("SELECT value FROM json_each(:cases)")
_RESPONSES = prepared(
    select(
        survey_response.c.n,
        survey_response.c.case_id,
        survey_response.c.occasion,
        survey_response.c.raw,
        survey_response.c.kept,
    ).where(
        survey_response.c.case_id.in_(_OF_CASES),
        survey_response.c.survey_id + 0 == bindparam("survey"),
    )
)


def _given(survey_id: int, cases: Sequence[int]) -> dict[str, object]:
    return {"survey": survey_id, "cases": json.dumps(list(cases))}


class StoredAnswer(NamedTuple):
    """An answer that was imported."""

    case_id: int
    occasion: str
    question: str
    answer: str


def answers_of(reader: Reader, survey_id: int, cases: Sequence[int]) -> Iterator[StoredAnswer]:
    """What some cases, answered in a survey."""
    rows = reader.fetch(_ANSWERS, _given(survey_id, cases))
    d, here, question, words = document.c, None, "", ""
    for document_id, case_id, phase, start, stop in rows:
        if document_id != here:
            here = document_id
            question, words = reader.row(select(d.question, d.text).where(d.id == here))
        yield StoredAnswer(case_id, phase or "", question or "", words[start:stop])


_ANSWERS = prepared(
    select(turn.c.document_id, turn.c.case_id, turn.c.phase, turn.c.start, turn.c.stop)
    .where(
        turn.c.case_id.in_(_OF_CASES),
        (turn.c.document_id + 0).in_(
            select(survey_document.c.document_id).where(
                survey_document.c.survey_id == bindparam("survey")
            )
        ),
    )
    .order_by(turn.c.document_id)
)


def facts_of(reader: Reader, cases: Sequence[int]) -> dict[tuple[int, str, str, str], str | float]:
    """Facts about some cases, by case, name, instrument and time."""
    a = attribute.c
    rows = reader.rows(
        select(a.case_id, a.name, a.instrument, a.time, a.value).where(a.case_id.in_(listed(cases)))
    )
    return {tuple(about): value for *about, value in rows}


def surveys_of_cases(reader: Reader, viewer: Viewer, cases: Sequence[int]) -> dict[int, str]:
    """Of some cases those who are respondents: the first survey that has a row of theirs."""
    r = survey_response.c
    rows = reader.rows(
        select(r.case_id, survey.c.name)
        .join(survey, survey.c.id == r.survey_id)
        .where(r.case_id.in_(listed(cases)))
        .order_by(r.survey_id.desc())
    )
    return {row.case_id: row.name for row in rows}


def case_names(reader: Reader, cases: Sequence[int]) -> dict[int, str]:
    """The names of some cases."""
    rows = reader.rows(select(case.c.id, case.c.name).where(case.c.id.in_(listed(cases))))
    return {row.id: row.name for row in rows}
