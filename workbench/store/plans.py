"""The plan of a survey as it is stored, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from workbench.surveys import Columns, SurveyOptions, SurveyPlan


def stored(plan: SurveyPlan) -> dict[str, Any]:
    """A plan as JSON has it."""
    return {
        "header": list(plan.header),
        "columns": asdict(plan.columns),
        "options": asdict(plan.options),
    }


def restored(name: str, plan: Mapping[str, Any]) -> SurveyPlan:
    """A plan as it was; what a newer program added is left out."""
    columns, options = plan["columns"], plan["options"]
    return SurveyPlan(
        name,
        tuple(plan["header"]),
        Columns(**{one.name: _tupled(columns.get(one.name)) for one in _known(Columns, columns)}),
        SurveyOptions(
            **{one.name: _tupled(options.get(one.name)) for one in _known(SurveyOptions, options)}
        ),
    )


def _known(kind: Any, told: Mapping[str, Any]) -> list[Any]:
    return [one for one in fields(kind) if one.name in told]


def _tupled(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: _tupled(one) for key, one in value.items()}
    return value
