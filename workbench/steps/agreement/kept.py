"""A round's agreement as plain values that can be kept, and back, to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workbench.reliability import AgreementRow, RoundAgreement


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
