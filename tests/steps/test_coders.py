"""A coder's name can be mended, and a coder who did nothing removed; nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.small import ANA, BEN, passage, small_study
from tests.steps.test_discussing import ANGER, NONE
from tests.steps.test_history import told
from tests.steps.test_packets import UNIT_2, UNIT_3, key, work
from tests.steps.test_reconcile import revealed as explored
from tests.steps.test_themes import coded as themed
from workbench.errors import NotAsked, NotDue, WorkbenchError
from workbench.steps import code, memo, packets, reconcile, rounds, themes
from workbench.steps.agreement.answer import agreement
from workbench.steps.agreement.question import Question
from workbench.steps.check import check
from workbench.steps.coders import add_coder, remove_coder, rename_coder
from workbench.steps.decide import decide
from workbench.steps.undo import redo, undo
from workbench.store import Store, open_study, tables
from workbench.store.reads.coders import coders
from workbench.store.reads.rounds import round_of
from workbench.store.reads.themes import theme_sets
from workbench.terms import NOBODY, RoundPlan, Viewer

BENE = Viewer("Bené")
PLAN = RoundPlan(purpose="test", unit="turn", coders=("ana", "bne"))


def names(store: Store) -> list[str]:
    with store.reading() as reader:
        return [one.name for one in coders(reader, NOBODY)]


def said(store: Store, name: str) -> list[str]:
    """Columns of the study in which a word stands."""
    with store.reading() as reader:
        return [
            f"{table.name}.{column.name}"
            for table in tables.METADATA.sorted_tables
            for column in table.c
            for row in reader.rows(table.select().with_only_columns(column))
            if name in str(row[0])
        ]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ana and Ben have coded a little in an open round."""
    store = small_study(tmp_path / "a.study")
    key(store, ANA, "anger", UNIT_2)
    key(store, BEN, "shame", UNIT_2)
    code.toggle_no_code(store, BEN, 1, passage("s1", *UNIT_3))
    memo.write_memo(store, BEN, "unit", "s1#2", "a xylophone", 1)
    return store


@pytest.fixture
def revealed(store: Store) -> Store:
    """The same after the round, with a decision."""
    rounds.close_round(store, NOBODY, 1, "enough")
    rounds.reveal_round(store, NOBODY, 1)
    decide(store, ANA, 1, NONE)
    return store


# ------------------------------------------------------------------ rename


def test_what_a_renamed_coder_did_is_theirs_under_the_new_name(store: Store) -> None:
    before = work(store, BEN)
    assert rename_coder(store, ANA, "ben", " Bené ") == "Bené"
    assert names(store) == ["ana", "Bené"]
    after = work(store, BENE)
    assert str(after) == str(before).replace("ben", "Bené")
    assert told(store.path, NOBODY) == [("ana", "coder renamed", "Bené", "")]
    undo(store, BENE)
    key(store, BENE, "anger", UNIT_3)
    with pytest.raises(WorkbenchError, match="no coder “ben”"):
        key(store, BEN, "anger", UNIT_3)
    assert check(store.path).faults == ()


def test_a_new_coder_by_the_old_name_has_nothing_of_who_was_renamed(store: Store) -> None:
    rename_coder(store, NOBODY, "ben", "Bené")
    add_coder(store, NOBODY, "ben")
    with pytest.raises(NotDue, match="not assigned to ben"):
        key(store, BEN, "anger", UNIT_3)
    memo.write_memo(store, BEN, "study", "", "mine", None)
    assert [one[0] for one in told(store.path, BEN)] == [None, None, "ben"]


@pytest.mark.parametrize("by", ["code", "pair", "coder", "document"])
def test_the_agreement_of_a_revealed_round_is_the_same_but_for_the_name(
    revealed: Store, by: str
) -> None:
    before = [kept(revealed, Question(by=by, coders=who)) for who in ((), ("ana", "ben"))]
    rename_coder(revealed, NOBODY, "ben", "Bené")
    after = [kept(revealed, Question(by=by, coders=who)) for who in ((), ("ana", "Bené"))]
    assert after == [one.replace("ben", "Bené") for one in before]
    with revealed.reading() as reader:
        assert len(reader.rows(tables.result.select())) == 2, "both were found, none measured anew"


def kept(store: Store, question: Question) -> str:
    """The agreement of round 1 as it was measured once, in words."""
    return [str(agreement(store, NOBODY, 1, question)) for _ in "12"][1]


def test_a_new_name_is_nowhere_mixed_with_the_old_one(revealed: Store) -> None:
    kept(revealed, Question(by="pair", coders=("ana", "ben")))
    rename_coder(revealed, NOBODY, "ben", "Zoe")
    assert said(revealed, "ben") == []
    assert said(revealed, "Zoe") == ["coder.name", "result.question", "result.numbers"]


def test_a_plan_for_their_own_codes_goes_on_after_a_coder_is_renamed(tmp_path: Path) -> None:
    store, uids = explored(tmp_path / "own.study")
    reconcile.keep(store, ANA, 2, uids["pause"], "quiet")
    reconcile.drop(store, ANA, 2, uids["misc"])
    before = reconcile.side_by_side(store, NOBODY, 2).plan
    rename_coder(store, NOBODY, "ben", "Bené")
    after = reconcile.side_by_side(store, NOBODY, 2)
    assert after.begun
    assert str(after.plan) == str(before).replace("ben >", "Bené >")


def test_a_theme_that_quotes_them_is_undone_and_redone_after_a_coder_is_renamed(
    tmp_path: Path,
) -> None:
    store = themed(tmp_path / "themes.study")
    themes.quote(store, ANA, "Heat", themes.Place("s1", 4, coder="ben", code="anger"))
    rename_coder(store, NOBODY, "ben", "Bené")
    undo(store, ANA)
    redo(store, ANA)
    with store.reading() as reader:
        (one,) = theme_sets(reader, NOBODY)
    assert [quotation.coder for quotation in one.themes[0].quotations] == ["Bené"]


def test_a_name_that_is_taken_in_any_writing_is_refused(store: Store) -> None:
    add_coder(store, NOBODY, "José")
    for taken in ("ana", "ANA", "Jose", "JOSÉ "):
        with pytest.raises(NotAsked, match=r"There is a coder “(ana|José)” already"):
            rename_coder(store, NOBODY, "ben", taken)
    with pytest.raises(NotAsked, match="ben is called so already"):
        rename_coder(store, NOBODY, "ben", "ben ")
    with pytest.raises(NotAsked, match="needs a name"):
        rename_coder(store, NOBODY, "ben", " ")
    rename_coder(store, NOBODY, "ana", "Ana")
    assert names(store) == ["Ana", "ben", "José"]


def test_nobody_is_renamed_while_their_packet_is_out_and_it_is_taken_after(
    store: Store, tmp_path: Path
) -> None:
    packet = tmp_path / "ben.packet"
    packets.make(store, ANA, 1, "ben", packet, None)
    with pytest.raises(NotDue, match=r"ben's share of round 1 is out in a packet.*call-in"):
        rename_coder(store, NOBODY, "ben", "Bené")
    rename_coder(store, NOBODY, "ana", "Ann")
    packets.take(store, NOBODY, packet)
    rename_coder(store, NOBODY, "ben", "Bené")
    with open_study(packet) as away:
        key(away, BEN, "anger", UNIT_3)
        with pytest.raises(NotAsked, match="in the study it came from"):
            rename_coder(away, NOBODY, "ben", "Bené")
        with pytest.raises(NotAsked, match="in the study it came from"):
            remove_coder(away, NOBODY, "ben")
    receipt = packets.take(store, NOBODY, packet)
    assert (receipt.coder, receipt.standing, receipt.taken) == ("Bené", "later", True)


# ------------------------------------------------------------------ remove


def test_a_coder_who_did_nothing_is_removed_also_from_a_drafted_round(store: Store) -> None:
    add_coder(store, NOBODY, "bne")
    rounds.close_round(store, NOBODY, 1, "enough")
    assert rounds.draft_round(store, NOBODY, PLAN) == 2
    remove_coder(store, Viewer("bne"), "bne")
    assert names(store) == ["ana", "ben"]
    with store.reading() as reader:
        assert round_of(reader, NOBODY, 2).coders == ("ana",)
    assert check(store.path).faults == ()


def test_the_history_never_takes_a_new_coder_for_one_who_was_removed(store: Store) -> None:
    add_coder(store, NOBODY, "bne")
    remove_coder(store, ANA, "bne")
    add_coder(store, NOBODY, "cyd")
    assert told(store.path, NOBODY) == [
        (None, "coder added", "a coder that is gone", ""),
        ("ana", "coder removed", "a coder that is gone", ""),
        (None, "coder added", "cyd", ""),
    ]


def test_whoever_codes_in_a_round_stays_and_nothing_is_told_of_what_they_did(
    store: Store,
) -> None:
    for name in ("ana", "ben"):
        with pytest.raises(NotDue) as refused:
            remove_coder(store, NOBODY, name)
        assert str(refused.value) == (
            f"{name} is a coder of round 1, so they cannot be removed; a wrong name can be "
            f'changed: workbench coder STUDY rename "{name}" NEW'
        )


@pytest.mark.parametrize("did", ["memo", "decision", "taken back", "anything"])
def test_whoever_did_anything_stays(revealed: Store, did: str) -> None:
    add_coder(revealed, NOBODY, "bne")
    if did == "memo":
        memo.write_memo(revealed, Viewer("bne"), "study", "", "mine", None)
    elif did == "anything":
        add_coder(revealed, Viewer("bne"), "cyd")
    else:
        decide(revealed, ANA, 1, ANGER._replace(unit=2, agreed=("ana", "bne")))
    if did == "taken back":
        undo(revealed, ANA)
    with pytest.raises(NotDue, match=r"bne has a part in what this study holds.*rename"):
        remove_coder(revealed, NOBODY, "bne")
    assert "bne" in names(revealed)


def test_the_only_coder_of_a_drafted_round_stays(store: Store) -> None:
    add_coder(store, NOBODY, "bne")
    rounds.close_round(store, NOBODY, 1, "enough")
    rounds.draft_round(store, NOBODY, replace(PLAN, coders=("bne",)))
    with pytest.raises(NotDue, match="bne is the only coder of round 2, which is drafted"):
        remove_coder(store, NOBODY, "bne")
