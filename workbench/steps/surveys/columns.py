"""What the columns of a survey's table are: said, proposed, or as in an earlier export."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.importers.answers import of_column
from workbench.importers.survey import Survey
from workbench.importers.survey_planned import Planned
from workbench.steps.surveys.matching import ALIKE
from workbench.store import Reader
from workbench.store.reads import surveys as reads
from workbench.surveys import Columns, Proposal, SurveyOptions, SurveyPlan
from workbench.terms import NOBODY


class Looked(NamedTuple):
    """A survey table whose columns are known, from the person, a template or a proposal."""

    survey: Survey
    planned: Planned
    notes: tuple[str, ...] = ()
    template: str = ""
    """The survey in the study that served as a template."""


def look(
    reader: Reader | None, survey: Survey, asked: Columns, items: Collection[str] = ()
) -> Looked | None:
    """What the columns of a table are; None where nobody said and nothing like it is known.

    An earlier export of the same survey serves as a template, unless columns are named.
    `items` are columns of an instrument, which are scores whatever else is known.
    """
    known = _known(reader, survey)
    if asked != Columns() or survey.options.accept:
        again, notes = _filtered(known, survey)
        return Looked(again, again.planned(_scored(asked, survey, items)), notes)
    if known:
        return _by_template(known, survey, items)
    only_items = _scored(asked, survey, items)
    return Looked(survey, survey.planned(only_items)) if only_items != Columns() else None


def _known(reader: Reader | None, survey: Survey) -> SurveyPlan | None:
    """The survey in the study whose columns are most like the table's."""
    plans = [one.plan for one in reads.surveys(reader, NOBODY)] if reader is not None else []
    best = max(plans, key=lambda plan: _shared(plan, survey), default=None)
    return best if best is not None and _shared(best, survey) >= ALIKE else None


def _filtered(known: SurveyPlan | None, survey: Survey) -> tuple[Survey, tuple[str, ...]]:
    """The survey without the rows that were left out before: who declined is not forgotten."""
    if known is None or not known.options.only or survey.options.only:
        return survey, ()
    only = known.options.only
    told = ", ".join(f"“{one}”" for one in only)
    note = f"Only rows with {told} are taken, as in the survey “{known.name}”."
    return replace(survey, options=replace(survey.options, only=only)), (note,)


def _scored(columns: Columns, survey: Survey, items: Collection[str]) -> Columns:
    """The columns with the items that the table has as scores, and as nothing else."""
    there = tuple(one for one in survey.columns if one in items and one not in columns.score)
    return replace(
        columns,
        score=(*columns.score, *there),
        attribute=tuple(one for one in columns.attribute if one not in there),
        ignore=tuple(one for one in columns.ignore if one not in there),
    )


def _shared(plan: SurveyPlan, survey: Survey) -> float:
    both = {*plan.header} & {*survey.columns}
    return len(both) / max(1, len({*plan.header} | {*survey.columns}))


def _by_template(plan: SurveyPlan, survey: Survey, items: Collection[str]) -> Looked:
    _refuse_missing(plan, survey)
    there = set(survey.columns)
    columns = replace(
        plan.columns, ignore=tuple(one for one in plan.columns.ignore if one in there)
    )
    columns = _scored(columns, survey, items)
    again = replace(survey, options=_options(plan, survey))
    unknown = [one for one in survey.proposals if one.column not in {*plan.header, *columns.score}]
    notes = [f"Columns are taken as in the survey “{plan.name}”; name columns to change that."]
    notes += [
        f"“{one.column}” is new and is left out; it looks like {one.role}." for one in unknown
    ]
    return Looked(again, again.planned(columns), tuple(notes), plan.name)


def _options(plan: SurveyPlan, survey: Survey) -> SurveyOptions:
    """What was said of the survey, with what is said this time."""
    old, new = plan.options, survey.options
    there = [said for said in old.no_answers if "=" not in said or of_column(said, survey.columns)]
    return replace(
        new,
        ranges={**old.ranges, **new.ranges},
        no_answers=tuple(dict.fromkeys((*there, *new.no_answers))),
        only=new.only or old.only,
        answers=tuple(dict.fromkeys((*old.answers, *new.answers))),
        ids=new.ids or old.ids,
        previews=old.previews or new.previews,
        finished=old.finished or new.finished,
        time=new.time,
    )


def _refuse_missing(plan: SurveyPlan, survey: Survey) -> None:
    used = (plan.columns.id, *plan.columns.text, *plan.columns.attribute, *plan.columns.score)
    missing = [
        name for name in (*used, *plan.columns.occasion) if name not in (*survey.columns, None)
    ]
    if missing:
        new = [name for name in survey.columns if name not in plan.header]
        gone = ", ".join(f"“{name}”" for name in missing)
        besides = f"; new are: {', '.join(new)}" if new else ""
        raise NotAsked(
            f"{survey.name} looks like the survey “{plan.name}” but has no column {gone}{besides}; "
            "say which it is now (--rename NEW=OLD), or name the columns anew."
        )


def proposal_rows(proposals: Sequence[Proposal]) -> list[tuple[object, ...]]:
    """Proposals as rows of a table: column, role, why, answers, different ones, range, example."""
    return [
        (
            one.column,
            one.role,
            one.why,
            one.answered,
            one.distinct,
            "" if one.least is None else f"{one.least:g} to {one.greatest:g}",
            one.example,
        )
        for one in proposals
    ]
