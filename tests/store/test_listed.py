"""Many values as one parameter."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from tests.tui.study import study
from workbench.store.sqlite import listed
from workbench.store.writes.cases import case_ids

ANY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\\u0"))


@settings(max_examples=200, deadline=None)
@given(st.lists(ANY))
def test_whatever_the_values_say_they_come_out_as_they_went_in(values: list[str]) -> None:
    statement = listed(values).compile(dialect=dialect(), compile_kwargs={})
    parameters = [statement.params[name] for name in statement.positiontup or ()]
    found = sqlite3.connect(":memory:").execute(str(statement), parameters).fetchall()
    assert [value for (value,) in found] == values


def test_a_label_with_a_nul_is_found_again(tmp_path: Path) -> None:
    with study(tmp_path / "nul.study") as store, store.writing() as writer:
        names = ["Ruth\0", "Ruth", "\0\\u0000"]
        made = case_ids(writer, names)
        assert sorted(made) == sorted(names)
        assert len(set(made.values())) == 3
        assert case_ids(writer, names) == made
