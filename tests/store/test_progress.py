"""How far coders are, and as much of a text as is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, BEN, passage, small_study
from workbench.steps.code import toggle, toggle_no_code
from workbench.store import tables
from workbench.store.reads.documents import beginning, how_many_units, text
from workbench.store.reads.rounds import round_of, share
from workbench.terms import NOBODY, Assignment


def test_progress_counts_each_judged_unit_once_and_of_a_sample_only_its_units(
    tmp_path: Path,
) -> None:
    a = tables.assignment.c
    with small_study(tmp_path / "a.study") as store:
        with store.writing() as writer:
            ben_in_s1 = a.coder_id == writer.coder_id("ben"), a.document_id == 1
            writer.run(tables.assignment.update().where(*ben_in_s1).values(units=[3]))
        toggle(store, ANA, 1, passage("s1", 16, 44), "anger")  # all three units of students
        toggle(store, ANA, 1, passage("s1", 16, 21), "near")
        toggle_no_code(store, BEN, 1, passage("s1", 22, 28))
        with store.reading() as reader:
            assert round_of(reader, NOBODY).assignments == (
                Assignment("ana", "s1", 3, 3, finished=False),
                Assignment("ana", "s2", 3, 0, finished=False),
                Assignment("ben", "s1", 1, 1, finished=False, sample=(3,)),
                Assignment("ben", "s2", 3, 0, finished=False),
            )
            assert share(reader, NOBODY, 1, "ana", "s1") == (2, 3, 4)
            assert share(reader, NOBODY, 1, "ben", "s1") == (3,)
            assert how_many_units(reader, NOBODY, "s1", "turn") == 4


@pytest.mark.parametrize("said", ["plain words", "漢字 e\u0301 👩‍👩‍👧 “so”", "before\0after"])
def test_a_text_is_read_up_to_any_offset(tmp_path: Path, said: str) -> None:
    with small_study(tmp_path / "a.study") as store:
        with store.writing() as writer:
            writer.run(tables.document.update().values(text=said))
        with store.reading() as reader:
            whole = text(reader, NOBODY, "s1")
            assert [beginning(reader, NOBODY, "s1", stop) for stop in range(len(said))] == [
                said[:stop] if "\0" not in said[:stop] else said for stop in range(len(said))
            ]
            assert whole == beginning(reader, NOBODY, "s1", len(said) + 9) == said
