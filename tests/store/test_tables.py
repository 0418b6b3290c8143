"""The tables that the program uses are those that the models declare."""

from __future__ import annotations

import ast
from pathlib import Path

from workbench.store import tables
from workbench.store.models import Base
from workbench.store.writing_out import source


def test_the_tables_are_what_the_models_give_written_out() -> None:
    written = Path(tables.__file__).read_text("utf-8")
    told = "the models were changed; run: python -m workbench.store.writing_out, then make format"
    assert ast.dump(ast.parse(written)) == ast.dump(ast.parse(source())), told
    assert list(tables.METADATA.tables) == list(Base.metadata.tables)
