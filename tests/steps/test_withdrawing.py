"""Who withdraws is gone, byte by byte; whoever stays is untouched, letter by letter."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dying import withdraw_and_die
from tests.programs import Program
from tests.small import ANA, BEN, codes, passage, small_study
from tests.store.test_erasing import told
from workbench.coding.codes import find_code
from workbench.drafts import DraftAttribute
from workbench.errors import NameUnknown, NotAsked, StudyUnwritable
from workbench.steps import code, decide, memo, packets, themes
from workbench.steps.agreement import answer
from workbench.steps.backup import restore
from workbench.steps.cases import load_cases
from workbench.steps.cells import set_cell
from workbench.steps.check import check
from workbench.steps.codebook import save_codebook
from workbench.steps.codings import save as save_codings
from workbench.steps.correcting.words import correct_at
from workbench.steps.discussing import Agreed, make_discussion, take_any
from workbench.steps.export import Wanted, export
from workbench.steps.importing import import_drafts, read_files
from workbench.steps.leaving import Leave
from workbench.steps.quoting import say_quoting, unquoted
from workbench.steps.statuses import mark, protect, statuses
from workbench.steps.undo import undo
from workbench.steps.withdrawal import withdrawal
from workbench.steps.withdrawing import settle, withdraw
from workbench.steps.withdrawing_theirs import Agreement, How
from workbench.steps.withdrawing_told import after, elsewhere, lines
from workbench.store import Store, backups, new_study, open_study, tables
from workbench.store.reads import documents
from workbench.store.reads.cells import typed_cells
from workbench.store.reads.history import events
from workbench.store.writes.cases import put_attributes
from workbench.store.writes.rounds import set_state
from workbench.surveys import Columns
from workbench.terms import NOBODY, Decision, Span

S1 = "Who has a case?\nI do.\nGo on.\nI was so angry."
"""Of it Mara says “I do.” (16 to 21) and “I was so angry.” (29 to 44)."""


def coded_study(path: Path) -> Store:
    """Two coders, codings on everybody, memos, an undone coding, facts about Mara."""
    store = small_study(path)
    for who, start, stop in ((ANA, 16, 21), (ANA, 22, 28), (BEN, 29, 44), (BEN, 16, 28)):
        code.toggle(store, who, 1, passage("s1", start, stop), uid(store, "anger"))
    code.toggle(store, ANA, 1, passage("s1", 29, 44), uid(store, "shame"))
    undo(store, ANA)
    code.toggle_no_code(store, BEN, 1, passage("s2", 18, 25))
    memo.write_memo(store, ANA, "unit", "s1#4", "Mara is furious at the man", 1)
    memo.write_memo(store, ANA, "unit", "s1#3", "like Mara before", 1)
    with store.writing() as writer:
        put_attributes(writer, [DraftAttribute("Mara", "ward", "gastroenterology")])
    return store


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def rows(store: Store, table: str) -> list[Any]:
    with store.reading() as reader:
        return [tuple(row) for row in reader.rows(tables.METADATA.tables[table].select())]


def text(store: Store, name: str) -> str:
    with store.reading() as reader:
        return documents.text(reader, NOBODY, name)


THEIRS = ("Mara", "I do.", "I was so angry.", "I know.", "gastroenterology", "furious")
NOWHERE: list[list[str]] = [[]] * len(THEIRS)


def test_what_would_go_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with coded_study(path) as store:
        store.close()
        before = path.read_bytes()
        held = withdrawal(store, ANA, "mara")
    assert [tuple(part) for part in held.parts] == [("s1", 2, 20, False), ("s2", 1, 7, False)]
    assert held.counted == (1, 2, 0)
    assert held.codings == {1: 1}  # ana's own; what ben did is blind
    assert held.blind == (1,)
    assert (held.memos, held.no_codes, held.decisions) == (1, 0, 0)
    assert [one.words for one in held.elsewhere] == [
        "Mara is furious at the man",
        "like Mara before",
    ]
    assert path.read_bytes() == before


def test_nothing_of_who_withdrew_is_found_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with coded_study(path) as store:
        backups.make_backup(path)
        assert told(tmp_path, "gastroenterology")
        done = withdraw(store, ANA, "Mara")
        assert [told(tmp_path, words) for words in THEIRS] == NOWHERE
        assert text(store, "s1") == "Who has a case?\n·····\nGo on.\n···············"
        assert text(store, "s2") == "Welcome.\nHe left.\n·······\nI was ashamed."
        store.close()
        assert [told(tmp_path, words) for words in THEIRS] == NOWHERE
    assert [file.name for file in done.rewritten] == [one.name for one in (done.held.backups)]
    assert check(path).faults == ()
    assert check(done.rewritten[0]).faults == ()


def test_what_others_said_and_was_coded_of_it_stays_where_it_is(tmp_path: Path) -> None:
    with coded_study(tmp_path / "a.study") as store:
        withdraw(store, NOBODY, "Mara")
        spans = [(row[2], row[5], row[6]) for row in rows(store, "coding")]
        # ben's passage touches what Idris said too, and so stays whole
        assert spans == [(1, 22, 28), (2, 16, 28)]
        assert [row[-1] for row in rows(store, "memo")] == ["like ···· before"]
        assert rows(store, "no_code") == []
        assert rows(store, "withdrawn_turn") == [(2,), (4,), (7,)]
        assert len(rows(store, "undo")) == 2


def test_history_says_that_and_when_and_not_what(tmp_path: Path) -> None:
    with coded_study(tmp_path / "a.study") as store:
        withdraw(store, NOBODY, "Mara")
        with store.reading() as reader:
            told_ = [(one.what, dict(one.ids)) for one in events(reader, ANA)]
    assert told_[-1] == ("contribution withdrawn", {"withdrawal": 1})
    made = [ids for what, ids in told_ if what == "coding made"]
    assert [ids.get("withdrawn", False) for ids in made] == [True, False, True]


def test_a_second_withdrawal_an_unknown_name_and_a_packet_are_refused(tmp_path: Path) -> None:
    with coded_study(tmp_path / "a.study") as store:
        withdraw(store, NOBODY, "Mara")
        with pytest.raises(NotAsked, match="already"):
            withdraw(store, NOBODY, "MARA")
        with pytest.raises(NameUnknown, match="no participant “Nobody”"):
            withdrawal(store, NOBODY, "Nobody")


def test_a_name_that_is_a_word_too_asks_what_goes(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        said = "Will, I know that he will."
        spans = tables.document.c.name == "s2"
        with store.writing() as writer:
            writer.run(tables.case.update().where(tables.case.c.name == "Mara").values(
                name="Will", folded="will"))  # fmt: skip
            writer.run(tables.document.update().where(spans).values(
                text=f"Welcome.\nHe left.\nI know.\n{said}"))  # fmt: skip
            writer.run(tables.turn.update().where(tables.turn.c.stop == 40).values(stop=52))
        with pytest.raises(NotAsked, match="is a word too"):
            withdraw(store, NOBODY, "Will")
        assert rows(store, "withdrawal") == []
        withdraw(store, NOBODY, "Will", How(mentions="keep"))
        assert text(store, "s2").endswith(said)


def revealed(path: Path) -> Store:
    store = coded_study(path)
    with store.writing() as writer:
        set_state(writer, 1, "closed")
        set_state(writer, 1, "revealed")
    return store


def test_stored_agreement_says_what_it_includes_or_is_computed_anew(tmp_path: Path) -> None:
    for agreement in get_args(Agreement):
        with revealed(tmp_path / f"{agreement}.study") as store:
            before = answer.agreement(store, NOBODY, 1)[0]
            withdraw(store, NOBODY, "Mara", How(agreement=agreement))
            after = answer.agreement(store, NOBODY, 1)[0]
        if agreement == "keep":
            assert after.rows == before.rows
            assert (after.note or "").endswith("This includes 3 withdrawn units.")
        else:
            assert "3 withdrawn units" not in (after.note or "")
            assert after.rows != before.rows


def test_decisions_and_quotations_of_theirs_go(tmp_path: Path) -> None:
    with revealed(tmp_path / "a.study") as store:
        made = Decision("s1", 4, (uid(store, "anger"),), reason="I was so angry.")
        decide.decide(store, ANA, 1, made)
        themes.begin(store, ANA, "first")
        themes.add(store, ANA, "rage", themes.Wording())
        themes.quote(store, ANA, "rage", themes.Place("s1", unit=4))
        held = withdrawal(store, ANA, "Mara")
        assert (held.decisions, held.quotations) == (1, ("rage (first)",))
        withdraw(store, ANA, "Mara")
        assert [rows(store, name) for name in ("decision", "decision_code", "assent")] == [[]] * 3
        assert rows(store, "theme_quotation") == []


def test_what_was_filled_in_about_them_is_emptied(tmp_path: Path) -> None:
    with revealed(tmp_path / "a.study") as store:
        for table, row, column, words in (
            ("framework", "Mara", "feelings", "Furious."),
            ("framework", "Idris", "feelings", "Ashamed, like Mara."),
            ("abstraction", "S1-2", "Condensed", "Readiness"),
            ("coreq", "1", "Answer", "Ruth."),
        ):
            set_cell(store, ANA, Wanted(table), row, column, words)
        withdraw(store, NOBODY, "Mara")
        with store.reading() as reader:
            left = [(cell.table, cell.words) for cell in typed_cells(reader, NOBODY)]
        assert ("coreq", "Ruth.") in left
        assert [words for table, words in left if table != "coreq"] == ["Ashamed, like ····."]
        assert undo(store, ANA).what == "table filled in"
        with store.reading() as reader:
            assert len(typed_cells(reader, NOBODY)) == 1
        kept = str(rows(store, "undo"))
        assert "framework" not in kept
        assert "Readiness" not in kept


def test_a_damaged_backup_is_destroyed_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    with coded_study(path) as store:
        made = backups.make_backup(path)
        made.write_bytes(made.read_bytes()[:5000])
        assert withdraw(store, NOBODY, "Mara").destroyed == (made,)
    assert not made.exists()


def test_a_document_that_is_all_theirs_keeps_neither_name_nor_text(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        with store.writing() as writer:
            everyone = tables.turn.c.document_id == 1
            mara = writer.value(tables.turn.select().with_only_columns(tables.turn.c.case_id).where(
                tables.turn.c.start == 16))  # fmt: skip
            writer.run(tables.turn.update().where(everyone).values(case_id=mara, speaker="Mara"))
        held = withdrawal(store, NOBODY, "Mara")
        assert [part.whole for part in held.parts] == [True, False]
        withdraw(store, NOBODY, "Mara")
        assert text(store, "withdrawn 1").replace("·", "") == "\n\n\n"
        assert rows(store, "document")[0][5:7] == ("", "")


@pytest.mark.parametrize("left", [3, 7, 20, 60, 100, 150])
def test_a_kill_at_any_moment_leaves_it_as_it_was_or_done(tmp_path: Path, left: int) -> None:
    path = tmp_path / "a.study"
    with coded_study(path) as store:
        backups.make_backup(path)
    Program(withdraw_and_die, path, left).end()
    with open_study(path) as store:
        settle(store)
        done = bool(rows(store, "withdrawal"))
        assert len(rows(store, "coding")) == (2 if done else 4)
    assert check(path).faults == ()
    if done:
        assert [told(tmp_path, words) for words in THEIRS] == NOWHERE
    else:
        assert len(told(tmp_path, "gastroenterology")) == 2


# ------------------------------------------------------------------ whatever the study


marks = st.lists(
    st.tuples(st.sampled_from([ANA, BEN]), st.sampled_from(["s1", "s2"]), st.integers(0, 43),
              st.integers(1, 30), st.sampled_from(["anger", "shame", "near", "far"])),
    max_size=12,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks, st.sampled_from(["Mara", "Idris", "Ruth", "Lotte"]))
def test_codings_of_everybody_else_are_unmoved(
    tmp_path_factory: pytest.TempPathFactory, placed: list[Any], name: str
) -> None:
    with small_study(tmp_path_factory.mktemp("any") / "a.study") as store:
        for who, document, start, length, coded in placed:
            stop = min(start + length, 44 if document == "s1" else 40)
            if start < stop:
                with contextlib.suppress(NotAsked):  # it is nobody's to judge
                    code.toggle(store, who, 1, passage(document, start, stop), uid(store, coded))
        before, texts = rows(store, "coding"), {n: text(store, n) for n in ("s1", "s2")}
        with store.reading() as reader:
            turns = {n: documents.turns(reader, NOBODY, n) for n in texts}
        withdraw(store, NOBODY, name)
        after = rows(store, "coding")
        for document, was in texts.items():
            now = text(store, document)
            assert len(now) == len(was)
            for turn in turns[document]:
                there, here = was[turn.start : turn.stop], now[turn.start : turn.stop]
                assert (set(here) == {"·"}) if turn.case == name else (here == there)
        theirs = {
            (document, turn.start, turn.stop)
            for document, found in zip((1, 2), turns.values(), strict=True)
            for turn in found
            if turn.case == name
        }
        stay = [row for row in before if not _only(row, theirs, turns)]
        assert after == stay


def _only(row: Any, theirs: set[Any], turns: Any) -> bool:
    document, start, stop = row[3], row[5], row[6]
    touched = {
        (document, turn.start, turn.stop)
        for turn in [*turns.values()][document - 1]
        if turn.start < stop and turn.stop > start
    }
    return bool(touched) and touched <= theirs


# ------------------------------------------------------------------ what comes back


def test_an_older_packet_comes_back_without_what_was_withdrawn(tmp_path: Path) -> None:
    path, packet = tmp_path / "a.study", tmp_path / "ben.packet"
    with small_study(path) as store:
        packets.make(store, NOBODY, 1, "ben", packet, None)
        held = withdrawal(store, NOBODY, "Mara")
        assert [tuple(one) for one in held.packets] == [(1, "ben", True, False)]
        assert [one.what for one in held.exports] == ["packet"]
        withdraw(store, NOBODY, "Mara")
        with open_study(packet) as away:
            for start, stop in ((16, 21), (22, 28), (16, 28)):
                code.toggle(away, BEN, 1, passage("s1", start, stop), uid(away, "anger"))
            code.toggle_no_code(away, BEN, 1, passage("s2", 18, 25))
            memo.write_memo(away, BEN, "unit", "s2#3", "she knows", 1)
            memo.write_memo(away, BEN, "unit", "s2#4", "he is ashamed", 1)
        receipt = packets.take(store, NOBODY, packet)
        assert (receipt.taken, receipt.withdrawn) == (True, 3)
        assert [(row[5], row[6]) for row in rows(store, "coding")] == [(16, 28), (22, 28)]
        assert rows(store, "no_code") == []
        assert [row[-1] for row in rows(store, "memo")] == ["he is ashamed"]


def test_who_may_be_the_same_person_elsewhere_is_told_and_stays(tmp_path: Path) -> None:
    later = tmp_path / "s3.txt"
    later.write_text("Mara: I am here again.\n\nRuth: Welcome.\n", "utf-8")
    with small_study(tmp_path / "a.study") as store:
        import_drafts(store, NOBODY, read_files([later]))
        told = next(lines(withdrawal(store, NOBODY, "Mara")))
        assert told.startswith("not withdrawn with them: “Mara (s3)”, who may be the same person")
        done = withdraw(store, NOBODY, "Mara (s3)")
        assert done.held.namesakes == ("Mara",)
        assert not withdraw(store, NOBODY, "Mara").held.namesakes


def test_it_is_told_what_became_of_a_packet(tmp_path: Path) -> None:
    packet = tmp_path / "ben.packet"

    def said() -> str:
        first, *_ = elsewhere(withdrawal(store, NOBODY, "Mara"))
        return first

    with small_study(tmp_path / "a.study") as store:
        packets.make(store, NOBODY, 1, "ben", packet, None)
        assert said() == "the packet of ben for round 1, which is out, holds their words"
        packets.call_in(store, NOBODY, 1, "ben")
        assert "which was called in, so that somebody may still have it, holds" in said()
        packets.take(store, NOBODY, packet)
        assert "which came back, holds" in said()


SURVEY = "id,most\n1,The long silence after she spoke\n2,Nothing much\n3,Being heard at last\n"


def take_in(store: Store, path: Path) -> Any:
    columns = Columns(id="id", text=("most",)) if "id," in path.read_text() else Columns(
        text=("most",))  # fmt: skip
    return import_drafts(store, NOBODY, read_files([path], columns))


@pytest.mark.parametrize("content", [SURVEY, SURVEY.replace("id,", "n,")])
def test_a_later_export_of_a_survey_does_not_bring_them_back(tmp_path: Path, content: str) -> None:
    path, file = tmp_path / "a.study", tmp_path / "answers.csv"
    file.write_text(content)
    with new_study(path, "Survey") as store:
        take_in(store, file)
        names = [row[2] for row in rows(store, "case")]
        withdraw(store, NOBODY, names[0])
        assert len(rows(store, "survey_response")) == 2
        file.write_text(f"{content}4,Somebody new\n")
        take_in(store, file)
        assert len(rows(store, "survey_response")) == 3
        assert len(rows(store, "case")) == 3
        take_in(store, file)
        assert len(rows(store, "survey_response")) == 3
        store.close()
    file.unlink()
    assert told(tmp_path, "long silence") == []


def test_a_table_of_participants_does_not_bring_them_back(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("case,ward,may_be_quoted\nMara,one,no\nIdris,two,no\n")
    with small_study(tmp_path / "a.study") as store:
        withdraw(store, NOBODY, "Mara")
        load_cases(store, NOBODY, table)
        assert [row[2] for row in rows(store, "case")] == ["Ruth", "Idris", "Lotte"]
        assert unquoted(store).cases == {"Idris": ""}


def test_a_corrected_file_does_not_bring_their_words_back(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        withdraw(store, NOBODY, "Mara")
        with pytest.raises(NotAsked, match="who withdrew since"):
            correct_at(store, NOBODY, "s1", Span(29, 44), "I was so angry.")
        correct_at(store, NOBODY, "s1", Span(22, 24), "Come")
        assert text(store, "s1").endswith("Come on.\n···············")


def test_a_backup_from_elsewhere_is_restored_without_them(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "a.study", tmp_path / "stick.study"
    with coded_study(path) as store:
        backups.make_backup(path).rename(elsewhere)
        withdraw(store, NOBODY, "Mara")
    restore(path, NOBODY, elsewhere)
    elsewhere.unlink()
    assert [told(tmp_path, words) for words in THEIRS] == NOWHERE
    with open_study(path) as store, pytest.raises(NotAsked, match="already"):
        withdrawal(store, NOBODY, "Mara")


def test_exports_that_still_lie_there_are_told_or_destroyed(tmp_path: Path) -> None:
    path, kept, gone = (tmp_path / name for name in ("a.study", "kept.csv", "units.csv"))
    with small_study(path) as store:
        for file in (kept, gone):
            export(store, ANA, Wanted("units", unit="turn"), file)
        kept.write_text("written over by somebody")
        done = withdraw(store, NOBODY, "Mara", How(exports=True))
    assert [(one.who, one.what) for one in done.held.exports] == [("ana", "units")] * 2
    assert (done.destroyed, done.remaining, gone.exists()) == ((gone,), (), False)
    assert told(tmp_path, "I was so angry") == []


def test_whoever_is_told_is_told_of_what_they_still_hold(tmp_path: Path) -> None:
    files = {name: tmp_path / name for name in ("units.csv", "codings.csv", "book.yaml")}
    talk = tmp_path / "talk.packet"
    with revealed(tmp_path / "a.study") as store:
        export(store, ANA, Wanted("units", unit="turn"), files["units.csv"])
        save_codings(store, ANA, files["codings.csv"])
        save_codebook(store, ANA, files["book.yaml"])
        make_discussion(store, ANA, 1, talk, None)
        files["codings.csv"].write_text("sent to somebody, and changed")
        done = withdraw(store, NOBODY, "Mara", How(exports=True))
    # The codebook quotes nobody, so the team keeps it.
    assert [one.what for one in done.held.exports] == ["units", "codings", "discussion"]
    assert set(done.destroyed) == {files["units.csv"], talk}
    assert not files["units.csv"].with_name("units.csv.about.txt").exists()
    assert files["book.yaml"].exists()
    *_, last = after(done)
    assert last.strip().startswith("codings of")
    assert [line for line in after(done) if "units.csv" in line and "may hold" in line] == []


def test_a_codebook_that_quotes_them_is_told_too(tmp_path: Path) -> None:
    with revealed(tmp_path / "a.study") as store:
        with store.writing() as writer:
            state = tables.METADATA.tables["code_state"]
            writer.run(state.update().values(rules={"definition": "I was so angry, as Mara says."}))
        save_codebook(store, ANA, tmp_path / "book.yaml")
        held = withdrawal(store, NOBODY, "Mara")
        assert [one.what for one in held.exports] == ["codebook"]


def test_what_was_talked_about_before_comes_home_without_them(tmp_path: Path) -> None:
    talk = tmp_path / "talk.packet"
    with revealed(tmp_path / "a.study") as store:
        make_discussion(store, ANA, 1, talk, None)
        withdraw(store, NOBODY, "Mara")
        with open_study(talk) as away:
            for unit in (3, 4):
                made = Decision("s1", unit, ("anger",), reason="So it is.", agreed=("ben",))
                decide.decide(away, BEN, 1, made)
            memo.write_memo(away, BEN, "unit", "s1#2", "she is ready", 1)
            memo.write_memo(away, BEN, "unit", "s1#3", "he goes on", 1)
        done = take_any(store, ANA, talk)
        assert isinstance(done, Agreed)
        # With the memo that ana had written on unit 4 before.
        assert (done.taken, done.withdrawn) == (True, 3)
        assert [one.unit for one in done.decisions] == [3]
        assert "he goes on" in str(rows(store, "memo"))
        assert "she is ready" not in str(rows(store, "memo"))
        again = take_any(store, ANA, talk)
        assert not again.taken


def test_a_memo_in_an_older_packet_goes_by_todays_name_of_its_document(tmp_path: Path) -> None:
    path, packet = tmp_path / "a.study", tmp_path / "ben.packet"
    with small_study(path) as store:
        names = tables.document.update().where(tables.document.c.name == "s1")
        with store.writing() as writer:
            writer.run(names.values(name="Mara 1"))
        packets.make(store, NOBODY, 1, "ben", packet, None)
        withdraw(store, NOBODY, "Mara")
        with open_study(packet) as away:
            memo.write_memo(away, BEN, "unit", "Mara 1#3", "go on, he says", 1)
        packets.take(store, NOBODY, packet)
        assert [row[3] for row in rows(store, "memo")] == ["withdrawn 1#3"]
    packet.unlink()
    assert told(tmp_path, "Mara") == []


def test_a_packet_is_as_confidential_as_its_study(tmp_path: Path) -> None:
    packet = tmp_path / "ben.packet"
    with small_study(tmp_path / "a.study") as store:
        mark(store, ANA, "pseudonymised", ["s1"])
        say_quoting(store, ANA, "case", "Mara", "no", "she told me why")
        packets.make(store, ANA, 1, "ben", packet, None, Leave(insist=True))
    with open_study(packet) as away:
        found = {one.document: one.status for one in statuses(away, BEN)}
        assert found == {"s1": "pseudonymised", "s2": "raw"}
        assert unquoted(away).cases == {"Mara": ""}
        with pytest.raises(NotAsked, match="“s2” is raw"):
            export(away, BEN, Wanted("units", unit="turn"), tmp_path / "units.csv")
        with pytest.raises(StudyUnwritable, match="done in the study"):
            protect(away, BEN, on=False)


def test_a_document_that_is_renamed_is_called_so_everywhere(tmp_path: Path) -> None:
    with small_study(tmp_path / "a.study") as store:
        names = tables.document.update().where(tables.document.c.name == "s1")
        with store.writing() as writer:
            writer.run(names.values(name="Talk with Mara"))
        for words in ("first", "second"):
            memo.write_memo(store, ANA, "unit", "Talk with Mara#3", words, 1)
        withdraw(store, NOBODY, "Mara")
        assert [(row[3], row[-1]) for row in rows(store, "memo")] == [("withdrawn 1#3", "second")]
        assert [row[-1].partition(" unit ")[2] for row in rows(store, "wording")] == [
            "withdrawn 1#3"
        ]
        assert "#3" not in str(rows(store, "event"))
    assert told(tmp_path, "Talk with") == []
