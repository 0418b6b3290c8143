"""After a key, only what it changed is read again; the sheet is as if all had been."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import ANA, passage, small_study
from workbench.errors import WorkbenchError
from workbench.steps import code
from workbench.steps.undo import redo, undo
from workbench.store import Store
from workbench.store.reads.rounds import round_of
from workbench.terms import Span
from workbench.tui import reading
from workbench.tui.sheet import Sheet

SPANS = (Span(16, 21), Span(22, 28), Span(29, 44), Span(16, 18), Span(20, 30), Span(24, 44))
"""Whole units of s1, words of one, and passages across."""

acts = st.sampled_from(["anger", "shame", "near", "far", "no code", "finish", "undo", "redo"])


@settings(max_examples=12, deadline=None)
@given(keys=st.lists(st.tuples(acts, st.sampled_from(SPANS)), min_size=3, max_size=12))
def test_a_sheet_where_a_change_was_read_again_is_as_one_that_was_read_anew(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str, Span]]
) -> None:
    with small_study(tmp_path_factory.mktemp("again") / "a.study") as store:
        sheet = read(store)
        for name, span in keys:
            try:
                press(store, sheet, name, span)
            except WorkbenchError:
                continue
            anew = read(store)
            assert [beside(sheet, unit) for unit in (1, 2, 3, 4)] == [
                beside(anew, unit) for unit in (1, 2, 3, 4)
            ]
            assert (sheet.judged(), sheet.finished) == (anew.judged(), anew.finished)
            assert +sheet.uses == +anew.uses


def read(store: Store) -> Sheet:
    with store.reading() as reader:
        one = round_of(reader, ANA, 1)
    return reading.read(store, ANA, one, "s1")


def press(store: Store, sheet: Sheet, name: str, span: Span) -> None:
    """What the key does, and what is read again after it."""
    if name in ("undo", "redo"):
        told = undo(store, ANA) if name == "undo" else redo(store, ANA)
        reading.refresh(store, ANA, 1, sheet, told)
        return
    if name == "finish":
        code.finish(store, ANA, 1, "s1")
        sheet.finished = True
        reading.renew(store, ANA, 1, sheet)
        return
    if name == "no code":
        code.toggle_no_code(store, ANA, 1, passage("s1", *span))
    else:
        code.toggle(store, ANA, 1, passage("s1", *span), name)
    reading.renew(store, ANA, 1, sheet, span)


def beside(sheet: Sheet, unit: int) -> tuple[str, frozenset[str], list[tuple[int, int]]]:
    """What stands beside a unit, but for the order in which its codes were put."""
    marks = sheet.marks(unit)
    drawn = [(one.start, one.stop) for one in marks.stretches]
    return marks.sign, frozenset(sheet.codes_on(unit)), drawn
