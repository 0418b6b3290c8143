"""A plan for reconciling codes, written as YAML or JSON, becomes plain values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workbench.errors import FileFault
from workbench.importers.codebook import parse_plain
from workbench.importers.reading import file_name, read_bytes


def read_plan(path: Path) -> dict[str, Any]:
    """The fields of a plan; what they say is checked by `coding.reconciling.plan_of`."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
        value = json.loads(text) if path.suffix.lower() == ".json" else parse_plain(text, "plan")
    except UnicodeDecodeError as fault:
        raise FileFault(f"{file_name(path)} is not UTF-8 text; save it as UTF-8.") from fault
    except (json.JSONDecodeError, RecursionError) as fault:
        raise FileFault(f"{file_name(path)} is not JSON ({fault}); mend it there.") from fault
    if not isinstance(value, dict):
        raise FileFault(f"{file_name(path)} is no plan; it begins with “codes:” and a list.")
    return value
