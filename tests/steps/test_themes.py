"""Theme sets: claims, codes and quotations, outside rounds and outside the codebook."""

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding import evolution
from workbench.coding.basis import Basis
from workbench.coding.codes import find_code
from workbench.errors import Blind, NameUnknown, NotAsked
from workbench.steps import code, marks, themes
from workbench.steps.evolution import evolve
from workbench.steps.export import EXPORTS, Wanted
from workbench.steps.marks import Which
from workbench.steps.rounds import close_round, reveal_round
from workbench.steps.themes import Place, Wording
from workbench.steps.undo import redo, undo
from workbench.store import Store
from workbench.store.reads.codings import codings
from workbench.store.reads.themes import theme_sets
from workbench.terms import NOBODY

UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def coded(path: Path, *, reveal: bool = True) -> Store:
    """Both coders put anger on unit 4, and ana starred hers."""
    store = small_study(path)
    for viewer in (ANA, BEN):
        code.toggle(store, viewer, 1, passage("s1", *UNIT_4), uid(store, "anger"))
        code.toggle(store, viewer, 1, passage("s1", *UNIT_2), uid(store, "near"))
    marks.star(store, ANA, 1, Which("s1", 4, code="anger"))
    for viewer in (ANA, BEN):
        for name in ("s1", "s2"):
            code.finish(store, viewer, 1, name)
    if reveal:
        close_round(store, NOBODY, 1)
        reveal_round(store, NOBODY, 1)
    themes.begin(store, ANA, "first")
    themes.add(store, ANA, "Heat", Wording(claim="They burn.", codes=("anger",)))
    return store


def test_a_set_is_shown_with_what_supports_and_contradicts(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    assert themes.quote_starred(store, ANA, "Heat") == 1
    themes.quote(store, ANA, "Heat", Place("s1", 3), supports=False)
    (heat,) = themes.shown(store, NOBODY)["themes"]
    assert (heat["claim"], [one["code"] for one in heat["codes"]]) == ("They burn.", ["anger"])
    (supporting,), (contradicting,) = heat["supporting"], heat["contradicting"]
    assert (supporting["text"], supporting["coder"], supporting["code"], supporting["round"]) == (
        "I was so angry.", "ana", "anger", 1,
    )  # fmt: skip
    assert (contradicting["number"], contradicting["text"]) == ("S1-3", "Go on.")


def test_every_act_is_undone_and_redone(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    acts = (
        lambda: themes.edit(store, ANA, "Heat", Wording(name="Fire", with_codes=("shame",))),
        lambda: themes.quote(store, ANA, "Fire", Place("s1", 4)),
        lambda: themes.add(store, ANA, "Calm", Wording()),
        lambda: themes.merge(store, ANA, ["Fire", "Calm"], "All"),
        lambda: themes.split(store, ANA, "All", {"One": ["anger"], "Two": ["shame"]}),
        lambda: themes.remove(store, ANA, "Two"),
        lambda: themes.begin(store, ANA, "second", "first"),
        lambda: themes.rename_set(store, ANA, "second", "third"),
    )
    states = [_state(store)]
    for act in acts:
        act()
        states.append(_state(store))
    for state in reversed(states[:-1]):
        undo(store, ANA)
        assert _state(store) == state
    for state in states[1:]:
        redo(store, ANA)
        assert _state(store) == state


def _state(store: Store) -> object:
    with store.reading() as reader:
        return [(one.name, one.themes) for one in theme_sets(reader, NOBODY)]


def test_what_another_changed_meanwhile_is_not_undone(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    themes.edit(store, BEN, "Heat", Wording(claim="No."))
    with pytest.raises(NotAsked, match="changed in another way"):
        undo(store, ANA)


def test_a_copy_goes_its_own_way(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    themes.begin(store, ANA, "second", "first")
    themes.edit(store, ANA, "Heat", Wording(name="Fire"), "second")
    assert themes.differences(store, NOBODY, "first", "second") == ["Fire was Heat."]
    assert [row["copied_from"] for row in themes.listed(store, NOBODY)] == [None, "first"]


def test_a_coding_is_quoted_once_its_round_is_revealed(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study", reveal=False)
    for viewer in (ANA, BEN, NOBODY):
        with pytest.raises(Blind):
            themes.quote(store, viewer, "Heat", Place("s1", 4, coder="ana", n=1))
        with pytest.raises(Blind):
            themes.quote_starred(store, viewer, "Heat")
    themes.quote(store, BEN, "Heat", Place("s1", 4))
    assert themes.shown(store, NOBODY)["themes"][0]["supporting"][0]["coder"] is None


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Place("s1", 99), "no unit 99"),
        (Place("s1", start=5, stop=5), "no text from 5 to 5"),
        (Place("s1"), "--unit"),
        (Place("s1", 3, coder="ana"), "no such coding"),
        (Place("s1", 4, code="anger"), "2 such codings"),
    ],
)
def test_what_is_not_there_is_not_quoted(tmp_path: Path, where: Place, words: str) -> None:
    store = coded(tmp_path / "a.study")
    with pytest.raises((NotAsked, NameUnknown), match=words):
        themes.quote(store, ANA, "Heat", where)


def test_the_theme_table_counts_by_a_set(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    themes.edit(store, ANA, "Heat", Wording(with_codes=("shame",)))
    themes.add(store, ANA, "Warmth", Wording(codes=("feelings",)))
    themes.add(store, ANA, "Nothing yet", Wording(claim="We shall see."))
    themes.quote(store, ANA, "Nothing yet", Place("s1", 2))
    table = EXPORTS["themes"](store, NOBODY, Wanted("themes", theme_set="first"))
    assert [row[:4] for row in table.rows] == [
        ("Heat", "", "They burn.", "1 (100.0)"),
        ("Heat", "anger", "", "1 (100.0)"),
        ("Heat", "shame", "", "0 (0.0)"),
        ("Warmth", "", "", "1 (100.0)"),
        ("Warmth", "feelings", "", "0 (0.0)"),
        ("Warmth", "anger", "", "1 (100.0)"),
        ("Warmth", "shame", "", "0 (0.0)"),
        ("Nothing yet", "", "We shall see.", "0 (0.0)"),
    ]
    assert "I do." in str(table.rows[-1][-1])
    assert table.notes[-4:] == (
        "Themes: of the set “first”; references are to codes that serve one of them.",
        "A code that serves two themes counts in both, so themes may add up to more than all.",
        "References to codes that serve no theme, and are not counted: 1.",
        "Without a code in this codebook: Nothing yet.",
    )


def test_other_tables_count_by_a_set_too(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    themes.add(store, ANA, "Warmth", Wording(codes=("near",)))
    wanted = Wanted("themes", theme_set="first")

    def counted(what: str, wanted: Wanted) -> list[tuple[object, ...]]:
        return [row[:4] for row in EXPORTS[what](store, NOBODY, wanted).rows]

    assert counted("short-themes", wanted) == [("Heat", "anger"), ("Warmth", "near")]
    groups = EXPORTS["groups"](store, NOBODY, wanted._replace(by="role"))
    assert [row[0] for row in groups.rows] == ["Heat", "Heat > anger", "Warmth", "Warmth > near"]
    assert {row[1:] for row in groups.rows} == {("1 (50.0)", "1 (50.0)")}
    assert "Themes: of the set “first”; references are to codes that serve one of them." in (
        groups.notes
    )
    code_of_one = wanted._replace(basis=Basis("coder", "ben"), joined=True)
    assert [row[3] for row in counted("themes", code_of_one)] == ["1 (50.0)"] * 4


def test_a_codings_own_group_is_its_quadrant_where_all_agree(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    which = Which("s1", 4, code="anger")
    marks.set_group(store, ANA, 1, which, "threat")
    table = EXPORTS["swot-boxes"](store, NOBODY, Wanted("swot-boxes"))
    assert (table.columns, table.rows) == (("threat", ""), (("anger (1)", ""),))
    marks.set_group(store, ANA, 1, which._replace(coder="ben"), "strength")
    with pytest.raises(NotAsked, match="is in a group"):
        EXPORTS["swot-boxes"](store, NOBODY, Wanted("swot-boxes"))
    by_ben = Wanted("swot", basis=Basis("coder", "ben"))
    (row,) = EXPORTS["swot"](store, NOBODY, by_ben).rows
    assert row[:3] == ("strength", "anger", "1 (50.0)")


def test_a_code_that_was_joined_later_still_serves_its_theme(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    merge: evolution.Edit = lambda book: evolution.merge(book, ["anger", "shame"], "affect")  # noqa: E731
    evolve(store, ANA, "codes merged", merge, "one thing")
    (heat,) = themes.shown(store, NOBODY)["themes"]
    assert heat["codes"][0] | {"uid": ""} == {
        "code": "anger", "uid": "", "now": ["affect"], "retired": False,
    }  # fmt: skip
    themes.add(store, ANA, "Later", Wording(codes=("affect",)))
    table = EXPORTS["themes"](store, NOBODY, Wanted("themes", theme_set="first"))
    assert [row[1] for row in table.rows if row[0] == "Later"] == ["", "anger", "shame"]


def test_a_code_that_was_retired_later_is_named_as_such(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    evolve(store, ANA, "code retired", lambda book: evolution.retire(book, "anger"), "gone")
    (heat,) = themes.shown(store, NOBODY)["themes"]
    assert [(one["code"], one["retired"]) for one in heat["codes"]] == [("anger", True)]
    themes.edit(store, ANA, "Heat", Wording(without_codes=("anger",)))
    assert themes.shown(store, NOBODY)["themes"][0]["codes"] == []


# ------------------------------------------------------------------ stars and groups


def test_a_star_and_a_group_are_set_and_taken_back(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    which = Which("s1", 4, code="anger", coder="ben")
    assert marks.star(store, ANA, 1, which) == 1
    assert marks.set_group(store, ANA, 1, which, "threat") == 1
    assert marks.star(store, ANA, 1, which) == 0
    assert _marks(store) == {("ana", True, None), ("ben", True, "threat")}
    undo(store, ANA)
    undo(store, ANA)
    assert _marks(store) == {("ana", True, None), ("ben", False, None)}


def _marks(store: Store) -> set[tuple[str, bool, str | None]]:
    anger = uid(store, "anger")
    with store.reading() as reader:
        found = codings(reader, ANA, 1)
    return {(c.coder, c.starred, c.group) for c in found if c.code == anger}


def test_while_a_round_is_open_coders_mark_their_own_alone(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, BEN, 1, passage("s1", *UNIT_4), uid(store, "anger"))
    with pytest.raises(NotAsked, match="no such coding"):
        marks.star(store, ANA, 1, Which("s1", 4, coder="ben"))
    with pytest.raises(Exception, match="--as NAME"):
        marks.star(store, NOBODY, 1, Which("s1", 4))
    assert marks.star(store, BEN, 1, Which("s1", 4)) == 1
