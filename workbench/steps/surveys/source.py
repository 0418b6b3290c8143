"""A file with a survey's rows, and what its rows say, whatever it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.drafts import Draft
from workbench.importers.survey_planned import Planned
from workbench.importers.timed import timed
from workbench.surveys import Columns, Response, SurveyPlan


class Source(NamedTuple):
    """A file with a survey's rows."""

    name: str
    sha256: str
    importer: str
    plan: SurveyPlan
    responses: Callable[[], Iterator[Response]]
    own: str = ""
    """The survey whose name stands before the ids of its rows; empty: none does."""


def source_of(planned: Planned) -> Source:
    """A table as the source of a survey's rows, which stay where they are until asked for."""
    survey = planned.survey
    return Source(survey.name, survey.sha256, "survey", planned.plan, planned.responses)


def source_of_draft(draft: Draft) -> Source:
    """A draft as the source of a survey's rows."""
    plan = draft.plan or SurveyPlan(draft.source, (), Columns())
    responses = draft.responses
    return Source(draft.source, draft.source_sha256, draft.importer, plan, lambda: iter(responses))


def in_own_names(source: Source, survey: str) -> Source:
    """The rows with their people as the study calls them: the survey's name and the id."""

    def responses() -> Iterator[Response]:
        return (one._replace(case=f"{survey} {one.case}") for one in source.responses())

    return source._replace(responses=responses, own=survey)


def said(source: Source, response: Response) -> Iterator[tuple[str, str]]:
    """Each question with what a row answers; empty is no answer."""
    return zip(source.plan.columns.text, response.answers, strict=True)


def facts_asked(plan: SurveyPlan, response: Response) -> list[tuple[str, str]]:
    """Names and times of the facts that a row tells, or leaves blank now.

    Of several rows of a person a fact may stand in any, so that blank means nothing there.
    """
    own, named = plan.options.time, timed(plan.columns.score)
    asked = [(fact.name, fact.time) for fact in response.facts]
    if not plan.columns.occasion:
        asked += ((column, own) for column in plan.columns.attribute)
        scores = (named.get(column, (column, "")) for column in plan.columns.score)
        asked += ((name, " ".join(one for one in (own, when) if one)) for name, when in scores)
    return list(dict.fromkeys(asked))


def kept_hash(plan: SurveyPlan, response: Response) -> int:
    """A hash of what is kept of a row; the order of columns does not matter."""
    said = [f"{q}\x1f{a}" for q, a in zip(plan.columns.text, response.answers, strict=True) if a]
    said += [f"{f.name}\x1f{f.time}\x1f{f.value}" for f in response.facts]
    digest = hashlib.blake2b("\x1e".join(sorted(said)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
