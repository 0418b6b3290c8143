"""Tables that people fill in: one cell, or a whole table filled in elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.small import ANA, BEN, passage, small_study
from workbench.drafts import DraftAttribute
from workbench.errors import Blind, FileFault, NameUnknown, NotAsked
from workbench.exporters import EXPORTERS
from workbench.importers.table import table_of
from workbench.steps import code, themes
from workbench.steps.cells import (
    Loaded,
    cell_rows,
    filling_of,
    load_cells,
    save_cells,
    set_cell,
)
from workbench.steps.export import EXPORTS, Wanted
from workbench.steps.filling import FILLINGS
from workbench.steps.undo import redo, undo
from workbench.store import Store
from workbench.store.reads.cells import typed_cells
from workbench.store.reads.history import events
from workbench.store.writes.cases import put_attributes
from workbench.store.writes.rounds import set_state
from workbench.tables.filling import filling_table
from workbench.terms import NOBODY

COREQ, JOINT, FRAMEWORK = Wanted("coreq"), Wanted("joint"), Wanted("framework")
ABSTRACTION = Wanted("abstraction")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Mara was angry in s1, which both coders saw; Idris ashamed in s2; the round is revealed."""
    made = small_study(tmp_path / "a.study")
    for viewer in (ANA, BEN):
        code.toggle(made, viewer, 1, passage("s1", 29, 44), "anger")
        code.toggle(made, viewer, 1, passage("s2", 26, 40), "shame")
    with made.writing() as writer:
        set_state(writer, 1, "closed")
        set_state(writer, 1, "revealed")
    return made


def test_a_cell_says_what_was_written_last_and_by_whom(store: Store) -> None:
    set_cell(store, ANA, COREQ, "1", "Answer", "R. L. led all groups.")
    set_cell(store, BEN, COREQ, "1", "page", " 4 ")
    set_cell(store, BEN, COREQ, "1", "answer", "Ruth led all groups.")
    said = [(one["row"], one["column"], one["words"], one["who"]) for one in
            cell_rows(store, NOBODY, COREQ)]  # fmt: skip
    assert said == [("1", "Answer", "Ruth led all groups.", "ben"), ("1", "Page", "4", "ben")]
    first = EXPORTS["coreq"](store, NOBODY, COREQ).rows[0]
    assert first[3:] == ("Ruth led all groups.", "4")


def test_what_the_study_knows_stands_until_somebody_writes(store: Store) -> None:
    known = EXPORTS["coreq"](store, NOBODY, COREQ).rows[11][3]
    assert known == "4 participants; 2 transcripts."
    set_cell(store, NOBODY, COREQ, "12", "Answer", "Three students and a leader.")
    assert EXPORTS["coreq"](store, NOBODY, COREQ).rows[11][3] == "Three students and a leader."
    set_cell(store, NOBODY, COREQ, "12", "Answer", "")
    assert EXPORTS["coreq"](store, NOBODY, COREQ).rows[11][3] == known
    assert cell_rows(store, NOBODY, COREQ) == []


def test_what_was_written_can_be_undone_and_redone_by_who_wrote_it(store: Store) -> None:
    set_cell(store, ANA, COREQ, "1", "Answer", "first")
    set_cell(store, ANA, COREQ, "1", "Answer", "second")
    undo(store, ANA)
    assert [one["words"] for one in cell_rows(store, NOBODY, COREQ)] == ["first"]
    redo(store, ANA)
    undo(store, ANA)
    set_cell(store, BEN, COREQ, "1", "Answer", "third")
    with pytest.raises(NotAsked, match="changed in another way"):
        undo(store, ANA)
    assert [one["words"] for one in cell_rows(store, NOBODY, COREQ)] == ["third"]


def test_the_history_holds_no_words(store: Store) -> None:
    set_cell(store, ANA, COREQ, "1", "Answer", "Ruth.")
    with store.reading() as reader:
        last = events(reader, NOBODY)[-1]
        (cell,) = typed_cells(reader, NOBODY)
    assert (last.who, last.what, last.ids) == (
        "ana", "table filled in", {"table": "coreq", "cells": [cell.id]})  # fmt: skip


def test_writing_the_same_again_is_no_event(store: Store) -> None:
    set_cell(store, ANA, COREQ, "1", "Answer", "Ruth.")
    with store.reading() as reader:
        before = events(reader, NOBODY)
    set_cell(store, ANA, COREQ, "1", "Answer", "Ruth. ")
    with store.reading() as reader:
        assert events(reader, NOBODY) == before


@pytest.mark.parametrize(("row", "column"), [("33", "Answer"), ("1", "Item"), ("new", "Answer")])
def test_rows_and_columns_are_those_there_are(store: Store, row: str, column: str) -> None:
    with pytest.raises(NameUnknown, match="there are: "):
        set_cell(store, ANA, COREQ, row, column, "words")


# ------------------------------------------------------------------ the joint display


def test_a_joint_display_lays_numbers_beside_words(store: Store) -> None:
    with store.writing() as writer:
        facts = [("Mara", "pre", 2), ("Mara", "post", 4), ("Idris", "pre", 3), ("Idris", "post", 4)]
        put_attributes(writer, [DraftAttribute(who, "calm", float(n), "C", time)
                                for who, time, n in facts])  # fmt: skip
    assert set_cell(store, ANA, JOINT, "new", "Domain or question", "Calm") == "1"
    for column, words in (("Score", "calm (C)"), ("Theme", "anger"), ("Fit", "discordance"),
                          ("Meta-inference", "Calmer on paper.")):  # fmt: skip
        set_cell(store, ANA, JOINT, "1", column, words)
    assert EXPORTS["joint"](store, NOBODY, JOINT).rows == (
        (
            "Calm",
            ("pre: n 2, mean 2.5 (SD 0.7) [−3.9, 8.9]\n"
            "post: n 2, mean 4.0 (SD 0.0) [4.0, 4.0]\n"
            "change: n 2, mean 1.5 (SD 0.7) [−4.9, 7.9]"),
            "anger",
            "“I was so angry.” (Mara, student, s1)",
            "discordance",
            "Calmer on paper.",
        ),
    )  # fmt: skip


def test_a_result_from_elsewhere_stands_as_it_was_typed(store: Store) -> None:
    set_cell(store, ANA, JOINT, "new", "Quantitative result", "72 % (n = 41)")
    assert EXPORTS["joint"](store, NOBODY, JOINT).rows[0][:3] == ("", "72 % (n = 41)", "")


def test_a_theme_keeps_its_place_in_the_display_under_a_new_name(store: Store) -> None:
    themes.begin(store, ANA, "paper")
    themes.add(store, ANA, "Storms", themes.Wording(codes=("anger",)))
    set_cell(store, ANA, JOINT, "new", "Theme", "Storms")
    themes.edit(store, ANA, "Storms", themes.Wording(name="Weather"))
    assert EXPORTS["joint"](store, NOBODY, JOINT).rows[0][2:4] == (
        "Weather", "“I was so angry.” (Mara, student, s1)")  # fmt: skip
    themes.remove(store, ANA, "Weather")
    assert EXPORTS["joint"](store, NOBODY, JOINT).rows[0][2:4] == ("(no longer there)", "")


def test_a_fit_is_one_of_four(store: Store) -> None:
    with pytest.raises(NameUnknown, match="convergence, expansion, discordance, silence"):
        set_cell(store, ANA, JOINT, "new", "Fit", "perfect")
    with pytest.raises(NotAsked, match="no rows yet"):
        EXPORTS["joint"](store, NOBODY, JOINT)


def test_a_display_without_a_revealed_round_has_no_quotation(tmp_path: Path) -> None:
    store = small_study(tmp_path / "b.study")
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    set_cell(store, ANA, JOINT, "new", "Theme", "anger")
    assert EXPORTS["joint"](store, NOBODY, JOINT).rows == (("", "", "anger", "", "", ""),)


@pytest.mark.parametrize("wanted", [FRAMEWORK, ABSTRACTION], ids=lambda one: one.what)
def test_what_rests_on_codings_is_not_filled_in_while_they_are_blind(
    tmp_path: Path, wanted: Wanted
) -> None:
    store = small_study(tmp_path / "b.study")
    with pytest.raises((Blind, NotAsked)):
        filling_of(store, ANA, wanted)
    with pytest.raises(Blind):
        filling_of(store, ANA, wanted._replace(n=1))


# ------------------------------------------------------------------ framework and abstraction


def test_a_framework_has_a_summary_and_the_units_it_sums_up(store: Store) -> None:
    set_cell(store, ANA, FRAMEWORK, "Mara", "feelings", "Angry, and says so.")
    table = EXPORTS["framework"](store, NOBODY, FRAMEWORK)
    assert table.columns == ("Participant", "feelings", "stance")
    assert table.rows == (
        ("Mara", "Angry, and says so.\n[S1-4]", ""),
        ("Idris", "[S2-4]", ""),
    )


def test_a_meaning_unit_is_condensed_once_whatever_its_codes(store: Store) -> None:
    set_cell(store, ANA, ABSTRACTION, "S1-4", "Condensed", "Anger felt")
    table = EXPORTS["abstraction"](store, NOBODY, ABSTRACTION)
    assert table.rows == (
        ("I was so angry.", "Anger felt", "anger", "", "feelings"),
        ("I was ashamed.", "", "shame", "", "feelings"),
    )
    assert table.notes[0] == "Condensed: 1 of 2 meaning units."
    filled = EXPORTS["abstraction"](store, NOBODY, ABSTRACTION._replace(filled=True))
    assert filled.rows == table.rows[:1]


def test_with_a_theme_set_the_tree_above_a_code_is_its_category(store: Store) -> None:
    themes.begin(store, ANA, "paper")
    themes.add(store, ANA, "Storms", themes.Wording(codes=("anger",)))
    table = EXPORTS["abstraction"](store, NOBODY, ABSTRACTION._replace(theme_set="paper"))
    assert [row[2:] for row in table.rows] == [
        ("anger", "feelings", "Storms"), ("shame", "feelings", "")]  # fmt: skip


# ------------------------------------------------------------------ filled in elsewhere


def edited(path: Path, row: str, column: str, words: str) -> None:
    """Do what somebody does in a spreadsheet."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    line = next(line for line in lines if line[0] == row)
    line[lines[0].index(column)] = words
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def test_a_table_is_filled_in_elsewhere_and_loaded(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    assert save_cells(store, ANA, FRAMEWORK, path) == 2
    edited(path, "Mara", "feelings", "Angry.")
    edited(path, "Idris", "stance", "=never")
    assert load_cells(store, ANA, FRAMEWORK, path) == Loaded(2, 0, (), (), ())
    assert load_cells(store, ANA, FRAMEWORK, path) == Loaded(0, 0, (), (), ())
    undo(store, ANA)
    assert cell_rows(store, NOBODY, FRAMEWORK) == []


def test_a_file_takes_nobodys_words_away_unasked(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    save_cells(store, ANA, FRAMEWORK, path)
    set_cell(store, BEN, FRAMEWORK, "Mara", "feelings", "By ben.")
    set_cell(store, BEN, FRAMEWORK, "Mara", "stance", "By ben, too.")
    edited(path, "Mara", "feelings", "By ana.")
    assert load_cells(store, ANA, FRAMEWORK, path) == Loaded(0, 0, ("Mara, feelings",), (), ())
    done = load_cells(store, ANA, FRAMEWORK, path, replace=True)
    assert done == Loaded(0, 2, (), (), ())
    assert [one["words"] for one in cell_rows(store, NOBODY, FRAMEWORK)] == ["By ana."]


def test_rows_and_columns_that_are_not_there_are_told(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("No.,Answer,Colour\n1,Ruth.,red\n99,Nobody.,\n", "utf-8")
    assert load_cells(store, ANA, COREQ, path) == Loaded(1, 0, (), ("99",), ("Colour",))


def test_new_rows_of_a_display_come_from_a_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text("Row,Domain or question,Fit\n,Calm,silence\nnew,Trust,expansion\n", "utf-8")
    assert load_cells(store, ANA, JOINT, path).written == 4
    assert [row[0] for row in EXPORTS["joint"](store, NOBODY, JOINT).rows] == ["Calm", "Trust"]
    path.write_text("Row,Domain or question,Fit\n,Calm,nonsense\n", "utf-8")
    with pytest.raises(NameUnknown):
        load_cells(store, ANA, JOINT, path)
    assert len(EXPORTS["joint"](store, NOBODY, JOINT).rows) == 2


def test_a_file_has_to_name_the_rows(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Item,Answer\nCredentials,MD\n", "utf-8")
    with pytest.raises(FileFault, match="no column “No"):
        load_cells(store, ANA, COREQ, path)


def test_only_what_can_be_loaded_is_saved(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotAsked, match="to be filled in is a"):
        save_cells(store, ANA, COREQ, tmp_path / "c.docx")


WORDS = ["=1+1", "'=x", "'tis so", "a\nb", '“quoted”, "so"', "ÄÖ 😀", "  kept within  ", "-5"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("what", list(FILLINGS))
def test_what_is_saved_is_read_back_as_it_was(store: Store, what: str, suffix: str) -> None:
    wanted = Wanted(what)
    filling = filling_of(store, ANA, wanted)
    free = next(column for column in filling.columns if column.choices is None)
    rows = [row.name for row in filling.rows][: len(WORDS)] or ["new"] * len(WORDS)
    for row, words in zip(rows, WORDS, strict=False):
        set_cell(store, ANA, wanted, row, free.head, words)
    with store.reading() as reader:
        before = typed_cells(reader, NOBODY)
    content = EXPORTERS[suffix](filling_table(filling_of(store, ANA, wanted)))
    path = store.path.with_name(f"t.{suffix}")
    path.write_bytes(content)
    assert table_of(path.name, content).rows
    assert load_cells(store, BEN, wanted, path, replace=True) == Loaded(0, 0, (), (), ())
    with store.reading() as reader:
        assert typed_cells(reader, NOBODY) == before
