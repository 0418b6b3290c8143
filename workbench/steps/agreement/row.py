"""One row of agreement: what it is about, and how it is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple, TypedDict

from workbench.agreement import COEFFICIENTS, Method, Resampling
from workbench.agreement.data import compared, prevalence, two_by_two
from workbench.agreement.measure import facts_of
from workbench.agreement.notes import note
from workbench.errors import NotAsked
from workbench.reliability import Agreement, AgreementRow, Level, ReliabilityData
from workbench.steps.agreement.question import Question
from workbench.watching import tell

OF_SETS = ("mv_alpha", "set_alpha")
OF_A_CODE = ("positive_agreement", "per_code_binary_alpha", "per_code_fleiss_kappa")

Key = Mapping[str, str | list[str]]
"""What a row is about, for programs; empty: all codes together."""


class Row(NamedTuple):
    """What one row is about, and what coders said of it."""

    key: Key
    data: ReliabilityData
    whole: ReliabilityData | None = None
    """The units themselves, a row each, where a unit is several rows of the data."""
    method: Method = "auto"
    """How its interval is made."""
    over: str = "documents"
    """What is left out or drawn again for it, where that is anything but documents."""
    level: Level = "nominal"
    note: str | None = None
    """What a reader has to know of it whatever its value."""


Rows = Iterator[Row]


def measured(row: Row, question: Question) -> AgreementRow:
    """The row measured as the question asks; NotAsked for a coefficient that does not fit it."""
    coefficient, data = coefficient_of(question), row.data
    _refuse_unfit(row, coefficient)
    # The others know no order of values, or are told it by their weights.
    level = row.level if coefficient == "krippendorff_alpha" else "nominal"
    asked = Resampling("none" if _none(row) else row.method, seed=question.seed)
    found = _sure(row, COEFFICIENTS[coefficient](data, level=level, resampling=asked))
    percent = _bare("percent_agreement", data)
    return AgreementRow(
        code=label(row.key),
        coefficient=found.coefficient,
        value=found.value,
        units=found.units,
        coders=found.coders,
        low=found.low,
        high=found.high,
        percent=percent,
        undefined_because=found.undefined_because,
        note=note(found, data, percent) or row.note,
        level=level,
        interval=found.interval,
        below=found.chance_below_667,
        key=row.key,
        observed=found.observed,
        expected=found.expected,
        **_of_yes_and_no(row),
    )


def each_row(rows: Callable[[], Rows]) -> Rows:
    """The rows, of which it is told which one is measured, and how many there are.

    They are made twice, because to keep them all would take too much memory.
    """
    of = 0
    for _ in rows():
        tell("Looking what is to be measured")
        of += 1
    for done, row in enumerate(rows()):
        tell(f"Measuring {label(row.key)}", done, of)
        yield row


def measure_of(question: Question) -> Callable[[ReliabilityData], float | None]:
    """The bare coefficient that the question asks for."""
    return partial(_bare, coefficient_of(question))


def coefficient_of(question: Question) -> str:
    """The name of the coefficient: the one asked for, else the usual one."""
    usual = {"pair": "cohen_kappa", "set": "mv_alpha"}
    return question.coefficient or usual.get(question.by, "krippendorff_alpha")


class _YesAndNo(TypedDict, total=False):
    prevalence: dict[str, float | None]
    positive_agreement: float | None
    cells: tuple[int, int, int, int] | None


def _of_yes_and_no(row: Row) -> _YesAndNo:
    """What is told only of a code that a unit has or has not."""
    data = row.data
    if len(data.categories) != 2 or "set" in row.key:
        return {}
    return {
        "prevalence": prevalence(compared(data)),
        "positive_agreement": _bare("positive_agreement", data),
        "cells": two_by_two(data) if len(data.coders) == 2 else None,
    }


def _refuse_unfit(row: Row, coefficient: str) -> None:
    """Refuse a coefficient that would answer another question than this row asks."""
    of_sets = "set" in row.key
    if coefficient in OF_SETS and not of_sets:
        raise NotAsked(f"{coefficient} is of all codes of a unit together: add --by set.")
    if of_sets or len(row.data.categories) > 2:
        if coefficient in OF_A_CODE:
            raise NotAsked(
                f"{coefficient} is of a code that a unit has or has not: ask by code or theme."
            )
        if coefficient == "gwet_ac2" and row.level == "nominal":
            raise NotAsked("gwet_ac2 is for values with an order: ask for gwet_ac1.")


def _sure(row: Row, found: Agreement) -> Agreement:
    """The agreement with the number of its units, and what its interval is over, in words."""
    if row.whole is not None:
        found = replace(found, units=facts_of(row.whole).units)
    none = _none(row)
    if none and found.value is not None:
        return replace(found, interval=none)
    return replace(found, interval=found.interval.replace("documents", row.over))


def _none(row: Row) -> str:
    """Why there is no interval; empty if there is one."""
    return "" if row.method == "none" else facts_of(row.whole or row.data).no_interval()


def _bare(coefficient: str, data: ReliabilityData) -> float | None:
    return COEFFICIENTS[coefficient](data, resampling=Resampling(method="none")).value


def label(key: Key) -> str:
    """What a row is about, in words."""
    return " · ".join(
        ", ".join(value) if isinstance(value, list) else value for value in key.values()
    )


def as_of_round(name: str, n: str) -> str:
    """A coder where they are compared with themselves in another round."""
    return f"{name}, round {n}"
