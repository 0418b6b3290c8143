"""A round's agreement as plain values that can be kept, and back, to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workbench.agreement import notes
from workbench.reliability import AgreementRow, RoundAgreement
from workbench.steps.agreement.question import with_renamed
from workbench.steps.agreement.row import Key, as_of_round, label


def plain(found: RoundAgreement) -> dict[str, Any]:
    """Lists, dictionaries, numbers and words alone."""
    return asdict(found)


def unplain(kept: Mapping[str, Any]) -> RoundAgreement:
    """The agreement that was kept."""
    rows, overall = tuple(_row(row) for row in kept["rows"]), kept["overall"]
    return RoundAgreement(**{**kept, "rows": rows, "overall": _row(overall) if overall else None})


def _row(kept: Mapping[str, Any]) -> AgreementRow:
    cells = kept["cells"]
    return AgreementRow(**{**kept, "cells": tuple(cells) if cells else None})


# ------------------------------------------------------------------ under another name


def renamed(kept: tuple[str, Mapping[str, Any]], name: str, new: str) -> tuple[str, dict[str, Any]]:
    """A question with its kept answer after a coder got a new name; each number is as it was."""
    question, found = kept
    rows, overall = found["rows"], found["overall"]
    told = {
        **found,
        "rows": [_row_renamed(row, name, new) for row in rows],
        "overall": overall and _row_renamed(overall, name, new),
    }
    return with_renamed(question, name, new), told


def _row_renamed(row: Mapping[str, Any], name: str, new: str) -> dict[str, Any]:
    key = row["key"]
    names = {name: new}
    if "rounds" in key:  # one coder, in two rounds
        names = {as_of_round(name, n): as_of_round(new, n) for n in key["rounds"]}
    told = {**row, "prevalence": {names.get(of, of): n for of, n in row["prevalence"].items()}}
    if row["note"]:
        told["note"] = notes.renamed(row["note"], names)
    if "coder" in key or "pair" in key:
        told["key"] = _key_renamed(key, names={name: new})
        told["code"] = label(told["key"])
    return told


def _key_renamed(key: Key, names: Mapping[str, str]) -> dict[str, str | list[str]]:
    """What a row is about; a code may be called as a coder is."""
    whose = {
        kind: [names.get(one, one) for one in about]
        if isinstance(about, list)
        else names.get(about, about)
        for kind, about in key.items()
        if kind in ("coder", "pair")
    }
    return {**key, **whose}
