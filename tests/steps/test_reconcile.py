"""After an explore round: own codes side by side, a plan, the next version in one act."""

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.errors import Blind, NotAsked
from workbench.steps import code, reconcile
from workbench.steps.agreement.answer import agreement
from workbench.steps.evolution import Moved
from workbench.steps.export import theme_table
from workbench.steps.proposals import Wish, listed, propose
from workbench.steps.reconcile import carry_out, side_by_side, try_carrying_out
from workbench.steps.rounds import close_round, draft_round, open_round, reveal_round
from workbench.store import Store, tables
from workbench.store.reads.codings import codings
from workbench.terms import NOBODY, RoundPlan, Viewer

UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)
PLAN = {
    "codes": [{"name": "quiet", "from": ["ana > silence", "ben > pause"]}],
    "drop": ["ben > misc"],
}


def explored(path: Path) -> tuple[Store, dict[str, str]]:
    """Two coders explored session 1 with codes of their own; the round is closed."""
    store = small_study(path)
    close_round(store, NOBODY, 1, "the real round follows")
    plan = RoundPlan(("ana", "ben"), "turn", "explore", ("s1",), ("student",))
    draft_round(store, NOBODY, plan, open_it=True)
    uids = {}
    for viewer, name, units in (
        (ANA, "silence", (UNIT_2, UNIT_3)),
        (BEN, "pause", (UNIT_3, UNIT_4)),
        (BEN, "misc", (UNIT_2,)),
    ):
        uids[name] = propose(store, viewer, 2, Wish(name=name)).code
        for unit in units:
            code.toggle(store, viewer, 2, passage("s1", *unit), uids[name])
    for viewer in (ANA, BEN):
        code.finish(store, viewer, 2, "s1")
    close_round(store, NOBODY, 2)
    return store, uids


def revealed(path: Path) -> tuple[Store, dict[str, str]]:
    store, uids = explored(path)
    reveal_round(store, NOBODY, 2)
    return store, uids


@pytest.mark.parametrize("viewer", [ANA, BEN, NOBODY])
def test_before_reveal_nothing_is_laid_side_by_side(tmp_path: Path, viewer: Viewer) -> None:
    store, uids = explored(tmp_path / "a.study")
    for step in (side_by_side, carry_out, try_carrying_out):
        with pytest.raises(Blind):
            step(store, viewer, 2)
    with pytest.raises(Blind):
        reconcile.drop(store, viewer, 2, uids["misc"])


def test_own_codes_lie_side_by_side_with_what_they_share(tmp_path: Path) -> None:
    store, _ = revealed(tmp_path / "a.study")
    laid = side_by_side(store, NOBODY, 2)
    assert [(one.called, one.codings, one.units) for one in laid.codes] == [
        ("ana > silence", 2, 2),
        ("ben > pause", 2, 2),
        ("ben > misc", 1, 1),
    ]
    assert [quoted.text for quoted in laid.codes[0].quotations] == ["I do.", "Go on."]
    shared = {frozenset(pair[:2]): pair.units for pair in laid.shared}
    assert shared == {
        frozenset({"ana > silence", "ben > pause"}): 1,
        frozenset({"ana > silence", "ben > misc"}): 1,
    }
    assert laid.begun is False


def test_an_explore_round_has_no_coefficient(tmp_path: Path) -> None:
    store, _ = revealed(tmp_path / "a.study")
    found = agreement(store, NOBODY, 2)[0]
    assert (found.rows, found.overall) == ((), None)


def test_a_plan_is_tried_out_and_then_carried_out_in_one_act(tmp_path: Path) -> None:
    store, _ = revealed(tmp_path / "a.study")
    with store.reading() as reader:
        before = len(reader.rows(tables.event.select()))
    trial, dropped = try_carrying_out(store, NOBODY, 2, PLAN)
    assert trial.codings == Moved(same=0, merged=4, folded=0, split=0, retired=0)
    assert dropped == {"ben > misc": 1}
    assert codes(store).version == 1
    done = carry_out(store, ANA, 2, PLAN)
    assert done.version == 2
    assert done.changes == trial.changes == ("quiet joins ana’s silence and ben’s pause.",)
    with store.reading() as reader:
        new = reader.rows(tables.event.select())[before:]
    assert [(event.what, event.who) for event in new] == [("codes reconciled", 1)]
    assert {(one.what.split(":")[0], one.outcome) for one in listed(store, NOBODY)} == {
        ("new code “silence”", "taken"),
        ("new code “pause”", "taken"),
        ("new code “misc”", "declined"),
    }
    with pytest.raises(NotAsked, match="waits"):
        carry_out(store, ANA, 2, PLAN)


def test_key_by_key_comes_to_the_same_as_a_plan(tmp_path: Path) -> None:
    by_file, _ = revealed(tmp_path / "a.study")
    carry_out(by_file, ANA, 2, PLAN)
    by_keys, uids = revealed(tmp_path / "b.study")
    reconcile.keep(by_keys, ANA, 2, uids["silence"], "quiet")
    reconcile.drop(by_keys, BEN, 2, uids["pause"])
    reconcile.drop(by_keys, ANA, 2, uids["misc"])
    reconcile.join(by_keys, BEN, 2, uids["pause"], uids["silence"])
    assert side_by_side(by_keys, NOBODY, 2).begun
    carry_out(by_keys, ANA, 2)
    assert [path for path, _ in codes(by_keys).walk()] == [
        path for path, _ in codes(by_file).walk()
    ]
    assert not side_by_side(by_keys, NOBODY, 2).begun


def test_a_new_parent_by_key_comes_to_the_same_as_one_in_a_plan(tmp_path: Path) -> None:
    trees = []
    plan = {
        "codes": [
            {"name": "quiet", "kind": "category", "under": "feelings"},
            {"name": "silence", "under": "quiet", "from": ["ana > silence"]},
            {"name": "pause", "under": "quiet", "from": ["ben > pause"]},
        ],
        "drop": ["ben > misc"],
    }
    for way in ("keys", "plan"):
        store, uids = revealed(tmp_path / f"{way}.study")
        if way == "keys":
            reconcile.add_parent(store, ANA, 2, "noise")
            reconcile.add_parent(store, ANA, 2, "quiet", "feelings")
            reconcile.drop_parent(store, ANA, 2, "noise")
            for name in ("silence", "pause"):
                reconcile.keep(store, ANA, 2, uids[name], name, "quiet")
            reconcile.drop(store, ANA, 2, uids["misc"])
        carry_out(store, ANA, 2, plan if way == "plan" else None)
        trees.append([(path, one.kind) for path, one in codes(store).walk()])
    assert trees[0] == trees[1]
    assert (("feelings", "quiet"), "category") in trees[0]
    assert (("feelings", "quiet", "silence"), "code") in trees[0]


def test_a_new_parent_is_planned_once_and_taken_out_only_when_empty(tmp_path: Path) -> None:
    store, uids = revealed(tmp_path / "a.study")
    reconcile.add_parent(store, ANA, 2, "quiet")
    for name in (" quiet ", "  "):
        with pytest.raises(NotAsked):
            reconcile.add_parent(store, ANA, 2, name)
    with pytest.raises(NotAsked, match="no new category"):
        reconcile.drop_parent(store, ANA, 2, "noise")
    reconcile.keep(store, ANA, 2, uids["silence"], "silence", "quiet")
    with pytest.raises(NotAsked, match="move them first"):
        reconcile.drop_parent(store, ANA, 2, "quiet")
    reconcile.undecide(store, ANA, 2, uids["silence"])
    reconcile.drop_parent(store, ANA, 2, "quiet")
    assert side_by_side(store, ANA, 2).plan["codes"] == []


def test_an_own_code_can_be_joined_with_one_of_the_codebook_by_key(tmp_path: Path) -> None:
    store, uids = revealed(tmp_path / "a.study")
    reconcile.join(store, ANA, 2, uids["misc"], "anger")
    reconcile.drop(store, ANA, 2, uids["pause"])
    reconcile.undecide(store, ANA, 2, uids["pause"])
    with pytest.raises(NotAsked, match=r"“ana > silence”, “ben > pause”"):
        carry_out(store, ANA, 2)
    for name in ("silence", "pause"):
        reconcile.drop(store, ANA, 2, uids[name])
    done = carry_out(store, ANA, 2)
    assert done.changes == ("feelings > anger joins feelings > anger and ben’s misc.",)


def test_the_next_round_can_start_from_ones_own_explored_codings(tmp_path: Path) -> None:
    store, _ = revealed(tmp_path / "a.study")
    carry_out(store, ANA, 2, PLAN)
    plan = RoundPlan(("ana", "ben"), "turn", "revise", ("s1",), ("student",), start_from="own")
    n = draft_round(store, NOBODY, plan, open_it=True)
    (quiet,) = [one.uid for _, one in codes(store).walk() if one.name == "quiet"]
    with store.reading() as reader:
        for viewer, starts in ((ANA, [16, 22]), (BEN, [22, 29])):
            found = codings(reader, viewer, n)
            assert [(c.code, c.start, c.copied) for c in found] == [
                (quiet, s, True) for s in starts
            ]


def test_inductive_work_begins_without_a_codebook(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with store.writing() as writer:
        for table in (tables.assignment, tables.round_document, tables.round_,
                      tables.code_state, tables.codebook_version):  # fmt: skip
            writer.run(table.delete())
    plan = RoundPlan(("ana",), "turn", "explore", ("s1",), ("student",))
    n = draft_round(store, NOBODY, plan)
    open_round(store, NOBODY, n)
    made = propose(store, ANA, n, Wish(name="first"))
    code.toggle(store, ANA, n, passage("s1", *UNIT_2), made.code)
    code.finish(store, ANA, n, "s1")
    close_round(store, NOBODY, n)
    reveal_round(store, NOBODY, n)
    carry_out(store, ANA, n, {"rest": "keep"})
    assert [path for path, _ in codes(store).walk()] == [("first",)]


def test_tables_read_an_explore_round_by_the_codes_that_were_made_of_it(tmp_path: Path) -> None:
    store, _ = revealed(tmp_path / "a.study")
    carry_out(store, ANA, 2, PLAN)
    table = theme_table(store, NOBODY, 2)
    counted = {row[0]: row[3] for row in table.rows if not row[1]}
    assert counted == {"feelings": "0 (0.0)", "stance": "0 (0.0)", "quiet": "1 (100.0)"}
    assert table.provenance["codebook"] == "version 2"
