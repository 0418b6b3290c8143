"""Who may not be quoted is counted like everybody, and not quoted anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.errors import NameUnknown, NotAsked
from workbench.steps import code, themes
from workbench.steps.exchange.out import export_project
from workbench.steps.export import EXPORTS, Wanted
from workbench.steps.quoting import say_quoting, unquoted
from workbench.steps.report import write_report
from workbench.store import Store
from workbench.store.writes.rounds import set_state
from workbench.terms import NOBODY


def angry_study(path: Path) -> Store:
    """Everybody who is judged is angry in the revealed round, say both coders."""
    store = small_study(path)
    anger = find_code(codes(store), "anger").uid
    for who in (ANA, BEN):
        for name, start, stop in (("s1", 22, 28), ("s1", 29, 44), ("s2", 9, 17), ("s2", 26, 40)):
            code.toggle(store, who, 1, passage(name, start, stop), anger)
    with store.writing() as writer:
        set_state(writer, 1, "closed")
        set_state(writer, 1, "revealed")
    return store


def printed(store: Store, what: str) -> str:
    return json.dumps(EXPORTS[what](store, NOBODY, Wanted(what)).rows)


def notes(store: Store, what: str) -> str:
    return " ".join(EXPORTS[what](store, NOBODY, Wanted(what)).notes)


def test_a_case_that_may_not_be_quoted_is_in_no_table_with_quotations(tmp_path: Path) -> None:
    with angry_study(tmp_path / "a.study") as store:
        before = printed(store, "themes")
        assert "I was so angry" in printed(store, "quotations")
        say_quoting(store, ANA, "case", "Mara", "no", "asked on the phone")
        for what in ("quotations", "themes", "short-themes"):
            assert "angry" not in printed(store, what)
        assert "He left" in printed(store, "quotations")
        assert "Coded units that are not to be quoted, by consent: 1." in notes(store, "themes")
        assert unquoted(store).cases == {"Mara": "asked on the phone"}
        say_quoting(store, ANA, "case", "Mara", "yes")
        assert printed(store, "themes") == before


def test_units_of_who_may_not_be_quoted_are_listed_without_their_text(tmp_path: Path) -> None:
    with angry_study(tmp_path / "a.study") as store:
        say_quoting(store, NOBODY, "case", "Mara", "no")
        table = EXPORTS["units"](store, NOBODY, Wanted("units", unit="turn"))
    texts = [(row[6], row[7]) for row in table.rows]
    assert {text for case, text in texts if case == "Mara"} == {"(not to be quoted)"}
    assert not [text for case, text in texts if case != "Mara" and "quoted" in str(text)]
    hers = sum(case == "Mara" for case, _ in texts)
    assert table.notes == (f"Units without their text, because they are not to be quoted: {hers}.",)


def test_a_document_that_may_not_be_quoted_is_neither(tmp_path: Path) -> None:
    with angry_study(tmp_path / "a.study") as store:
        say_quoting(store, NOBODY, "document", "s2", "no")
        assert "He left" not in printed(store, "quotations")
        assert "I was so angry" in printed(store, "quotations")


def test_a_theme_takes_no_such_quotation_and_shows_none_it_has(tmp_path: Path) -> None:
    with angry_study(tmp_path / "a.study") as store:
        themes.begin(store, ANA, "first")
        themes.add(store, ANA, "rage", themes.Wording(with_codes=("anger",)))
        themes.quote(store, ANA, "rage", themes.Place("s1", unit=4))
        say_quoting(store, ANA, "case", "Mara", "no")
        with pytest.raises(NotAsked, match="not to be quoted"):
            themes.quote(store, ANA, "rage", themes.Place("s2", unit=3))
        (rage,) = themes.shown(store, ANA)["themes"]
        assert [one["text"] for one in rage["supporting"]] == ["(not to be quoted)"]
        by_set = EXPORTS["themes"](store, NOBODY, Wanted("themes", theme_set="first"))
        assert "angry" not in json.dumps(by_set.rows)


def test_a_report_prints_none_of_it_and_a_project_says_that_it_holds_all(tmp_path: Path) -> None:
    with angry_study(tmp_path / "a.study") as store:
        say_quoting(store, ANA, "case", "Mara", "no")
        write_report(store, NOBODY, tmp_path / "a.html", transcripts=True)
        done = export_project(store, NOBODY, tmp_path / "a.qdpx")
    html = (tmp_path / "a.html").read_text()
    assert ("so angry" in html, "I know" in html, "He left" in html) == (False, False, True)
    assert any("not to be quoted" in sentence for sentence in done.left_out)


def test_a_wrong_answer_and_an_unknown_name_are_refused(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        with pytest.raises(NotAsked, match="yes or no"):
            say_quoting(store, ANA, "case", "Mara", "perhaps")
        with pytest.raises(NameUnknown):
            say_quoting(store, ANA, "case", "Nobody", "no")
