"""The codebook evolves by one change at a time; codings follow along lineage."""

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding import evolution
from workbench.coding.codes import find_code
from workbench.coding.evolution import Rules
from workbench.errors import NotAsked
from workbench.steps import code
from workbench.steps.evolution import Moved, Stale, evolve, stale, try_out
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.store import Store, backups, tables
from workbench.store.reads.codings import codings
from workbench.store.reads.memos import memos
from workbench.terms import NOBODY, Codebook, RoundPlan

UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)
WHY = "both coders met it"


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def names(store: Store) -> list[str]:
    return [" > ".join(path) for path, _ in codes(store).walk()]


def revealed(path: Path) -> Store:
    """Ana and ben coded three units, and round 1 is revealed."""
    store = small_study(path)
    for viewer, name, unit in (
        (ANA, "anger", UNIT_2), (ANA, "shame", UNIT_2), (ANA, "anger", UNIT_3),
        (BEN, "anger", UNIT_2), (BEN, "shame", UNIT_3), (BEN, "near", UNIT_4),
    ):  # fmt: skip
        code.toggle(store, viewer, 1, passage("s1", *unit), uid(store, name))
    for viewer in (ANA, BEN):
        for name in ("s1", "s2"):
            code.finish(store, viewer, 1, name)
    close_round(store, NOBODY, 1)
    reveal_round(store, NOBODY, 1)
    return store


def test_a_renamed_code_is_the_same_code(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    before = uid(store, "anger")
    done = evolve(store, ANA, "code renamed", lambda c: evolution.rename(c, "anger", "rage"), WHY)
    assert (done.version, done.changes) == (2, ("feelings > rage was anger.",))
    assert uid(store, "rage") == before
    assert Path(done.backup) == backups.backups(store.path)[0].path


def test_each_change_is_one_event_with_its_reason(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with store.reading() as reader:
        before = len(reader.rows(tables.event.select()))
    evolve(store, ANA, "code retired", lambda c: evolution.retire(c, "shame"), WHY)
    with store.reading() as reader:
        events = reader.rows(tables.event.select())[before:]
        (memo,) = memos(reader, NOBODY)
    assert [(event.what, event.who) for event in events] == [("code retired", 1)]
    assert (memo.target_kind, memo.target, memo.text) == ("event", str(events[0].n), WHY)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda c: evolution.move(c, "anger", "stance"),
         ["feelings", "feelings > shame", "stance", "stance > near", "stance > far",
          "stance > anger"]),
        (lambda c: evolution.move(c, "stance", None), None),
        (lambda c: evolution.move(c, "far", None),
         ["feelings", "feelings > anger", "feelings > shame", "stance", "stance > near", "far"]),
        (lambda c: evolution.merge(c, ["anger", "shame"], "affect"),
         ["feelings", "feelings > affect", "stance", "stance > near", "stance > far"]),
        (lambda c: evolution.merge(c, ["feelings", "stance"], "all"),
         ["all", "all > anger", "all > shame", "all > near", "all > far"]),
        (lambda c: evolution.split(c, "anger", ["anger at self", "anger"]),
         ["feelings", "feelings > anger at self", "feelings > anger", "feelings > shame", "stance",
          "stance > near", "stance > far"]),
        (lambda c: evolution.retire(c, "near"),
         ["feelings", "feelings > anger", "feelings > shame", "stance", "stance > far"]),
        (lambda c: evolution.add(c, "joy", "feelings", Rules(definition="Gladness.")),
         ["feelings", "feelings > anger", "feelings > shame", "feelings > joy", "stance",
          "stance > near", "stance > far"]),
        (lambda c: evolution.rename(c, "anger", "shame"), None),
        (lambda c: evolution.rename(c, "anger", " "), None),
        (lambda c: evolution.retire(c, "feelings"), None),
        (lambda c: evolution.move(c, "feelings", "anger"), None),
        (lambda c: evolution.merge(c, ["feelings", "anger"], "x"), None),
        (lambda c: evolution.merge(c, ["anger", "anger"], "x"), None),
        (lambda c: evolution.split(c, "anger", ["x", "x"]), None),
        (lambda c: evolution.split(c, "feelings", ["x", "y"]), None),
        (lambda c: evolution.add(c, "shame", "feelings"), None),
        (lambda c: evolution.redefine(c, "shame", Rules()), None),
    ],
)  # fmt: skip
def test_edits_make_the_next_tree_or_are_refused(
    tmp_path: Path, edit: evolution.Edit, expected: list[str] | None
) -> None:
    store = small_study(tmp_path / "a.study")
    before = names(store)
    if expected is None:
        with pytest.raises(NotAsked):
            evolve(store, ANA, "x", edit, WHY)
        assert names(store) == before
        assert backups.backups(store.path) == ()
    else:
        evolve(store, ANA, "x", edit, WHY)
        assert names(store) == expected


def test_a_change_needs_a_reason(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="--reason"):
        evolve(store, ANA, "x", lambda c: evolution.retire(c, "near"), "  ")


def test_moved_codes_keep_their_identity_with_all_below_them(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    before = {one.name: one.uid for _, one in codes(store).walk()}
    evolve(store, ANA, "x", lambda c: evolution.move(c, "stance", "feelings"), WHY)
    evolve(store, ANA, "x", lambda c: evolution.move(c, "stance", None), WHY)
    evolve(store, ANA, "x", lambda c: evolution.rename(c, "stance", "position"), WHY)
    after = {one.name: one.uid for _, one in codes(store).walk()}
    assert after == {("position" if k == "stance" else k): v for k, v in before.items()}


def test_a_dry_run_counts_what_a_merge_folds_and_changes_nothing(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    with store.reading() as reader:
        before = len(reader.rows(tables.event.select()))
    trial = try_out(store, ANA, lambda c: evolution.merge(c, ["anger", "shame"], "affect"))
    assert trial.version == 2
    assert trial.codings == Moved(same=1, merged=5, folded=1, split=0, retired=0)
    affect = next(one for one in trial.agreement if one.code == "affect")
    assert set(affect.before) == {"anger", "shame"}
    assert affect.after == 1.0  # both coders put one of the two on the same two units
    with store.reading() as reader:
        assert len(reader.rows(tables.event.select())) == before
    assert backups.backups(store.path) == ()


def test_a_dry_run_of_a_rename_changes_no_agreement(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    trial = try_out(store, ANA, lambda c: evolution.rename(c, "anger", "rage"))
    assert trial.codings == Moved(same=6, merged=0, folded=0, split=0, retired=0)
    assert [(one.code, list(one.before.values()) == [one.after]) for one in trial.agreement] == [
        ("rage", True), ("shame", True), ("near", True), ("far", True),
    ]  # fmt: skip


def test_a_dry_run_says_nothing_of_a_blind_round(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    trial = try_out(store, BEN, lambda c: evolution.merge(c, ["anger", "shame"], "affect"))
    assert (trial.codings, trial.agreement) == (Moved(0, 0, 0, 0, 0), ())


def test_codings_under_an_older_rule_are_listed_for_a_second_look(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    assert stale(store, ANA) == []
    sharper = Rules(use_when="Only when it is said.")
    evolve(store, ANA, "x", lambda c: evolution.redefine(c, "near", sharper), WHY)
    evolve(store, ANA, "x", lambda c: evolution.split(c, "shame", ["guilt", "shame"]), WHY)
    evolve(store, ANA, "x", lambda c: evolution.rename(c, "anger", "rage"), WHY)
    assert stale(store, ANA) == [
        Stale(1, "ana", "s1", 16, 21, 2, 2, "shame", "split", ("guilt", "shame"), "I do."),
        Stale(1, "ben", "s1", 22, 28, 3, 3, "shame", "split", ("guilt", "shame"), "Go on."),
        Stale(1, "ben", "s1", 29, 44, 4, 4, "near", "redefined", ("near",), "I was so angry."),
    ]


def test_what_is_blind_is_not_listed(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    evolve(store, BEN, "x", lambda c: evolution.retire(c, "anger"), WHY)
    assert [one.because for one in stale(store, ANA)] == ["retired"]
    assert stale(store, BEN) == stale(store, NOBODY) == []


def test_a_round_that_starts_from_ones_own_follows_lineage(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    evolve(store, ANA, "x", lambda c: evolution.merge(c, ["anger", "shame"], "affect"), WHY)
    evolve(store, ANA, "x", lambda c: evolution.split(c, "near", ["close", "beside"]), WHY)
    evolve(store, ANA, "x", lambda c: evolution.rename(c, "affect", "feeling"), WHY)
    plan = RoundPlan(("ana", "ben"), "turn", "revise", ("s1",), start_from="own")
    assert draft_round(store, NOBODY, plan, open_it=True) == 2
    feeling = uid(store, "feeling")
    with store.reading() as reader:
        copies = [
            (one.code, one.start, one.stop, one.copied)
            for viewer in (ANA, BEN)
            for one in codings(reader, viewer, 2)
        ]
    assert copies == [(feeling, *unit, True) for unit in (UNIT_2, UNIT_3) * 2]


def test_lineage_is_followed_through_a_split_and_a_merge(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")

    def change(edit: evolution.Edit) -> None:
        evolve(store, ANA, "x", edit, WHY)

    change(lambda c: evolution.split(c, "anger", ["rage", "annoyance"]))
    change(lambda c: evolution.merge(c, ["annoyance", "shame"], "unease"))
    found = {one.code: (one.because, set(one.now)) for one in stale(store, ANA)}
    assert found == {"anger": ("split", {"rage", "unease"}), "shame": ("merged", {"unease"})}


def test_an_edit_leaves_the_version_it_is_given(tmp_path: Path) -> None:
    given = codes(small_study(tmp_path / "a.study"))
    before: Codebook = given
    evolution.merge(given, ["anger", "shame"], "affect")
    assert given == before
