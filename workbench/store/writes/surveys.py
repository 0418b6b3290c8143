"""Surveys: what is remembered of them, and which rows were imported."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select, update

from workbench.store.plans import stored
from workbench.store.tables import document, survey, survey_document, survey_response
from workbench.store.transaction import Writer
from workbench.surveys import SurveyPlan


def survey_id(writer: Writer, name: str) -> int | None:
    """The id of a survey; None where there is none of the name."""
    found = writer.value(select(survey.c.id).where(survey.c.name == name))
    return None if found is None else int(found)


def put_survey(writer: Writer, name: str, plan: SurveyPlan) -> int:
    """Remember what a survey's columns are, in place of what was remembered; its id."""
    known = survey_id(writer, name)
    if known is None:
        return writer.insert(survey, name=name, plan=stored(plan))
    writer.run(update(survey).where(survey.c.id == known).values(plan=stored(plan)))
    return known


def next_row(writer: Writer, survey: int) -> int:
    """The number of a survey's next row; they count from 1."""
    s = survey_response.c
    return int(writer.value(select(func.max(s.n)).where(s.survey_id == survey)) or 0) + 1


def count_rows(writer: Writer, survey: int) -> int:
    """How many rows a survey has; fewer than its last number, where somebody withdrew."""
    s = survey_response.c
    counted = select(func.count()).select_from(survey_response).where(s.survey_id == survey)
    return int(writer.value(counted))


def put_responses(
    writer: Writer, survey: int, rows: Iterable[tuple[int, int | None, str, int, int]]
) -> None:
    """Store rows that were imported: n, case, occasion, and their hashes raw and kept."""
    writer.insert_many(
        survey_response,
        ("survey_id", "n", "case_id", "occasion", "raw", "kept"),
        ((survey, *row) for row in rows),
    )


def mark_response(writer: Writer, survey: int, n: int, raw: int, kept: int) -> None:
    """A row says more than it did, and all of it was stored."""
    s = survey_response.c
    here = (s.survey_id == survey) & (s.n == n)
    writer.run(update(survey_response).where(here).values(raw=raw, kept=kept))


def put_survey_document(writer: Writer, survey: int, document_id: int) -> None:
    """A document holds answers of a survey."""
    writer.insert(survey_document, survey_id=survey, document_id=document_id)


def free_name(writer: Writer, name: str) -> str:
    """The name, or the first with a number after it that no document has."""
    n, found = 1, name
    while writer.value(select(document.c.id).where(document.c.name == found)) is not None:
        n += 1
        found = f"{name} ({n})"
    return found
