"""Files are looked at before they are believed, and stored as they are meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from tests.exchange.studies import project_xml, qdpx, selection
from tests.tui.driving import Hand, held, sitting, study_of
from tests.tui.study import ready
from tests.tui.test_pictures import SIZES, look
from workbench.steps import preview_answers
from workbench.store import Store
from workbench.store.reads import cases, documents
from workbench.store.reads.coders import coders
from workbench.terms import NOBODY
from workbench.tui.dialogs.finder import PickName
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.importing.columns import (
    AskInstrument,
    AskNoAnswer,
    AskOnly,
    AskRange,
    CallColumn,
)
from workbench.tui.dialogs.importing.files import AskFiles
from workbench.tui.dialogs.importing.project import AskTake, AskUser
from workbench.tui.dialogs.importing.speakers import AskPresent, AskReading, AskRole, CallSpeaker
from workbench.tui.dialogs.importing.store import AskStore
from workbench.tui.screens.importing.columns import ColumnsScreen
from workbench.tui.screens.importing.preview import PreviewScreen
from workbench.tui.screens.importing.project import ProjectScreen
from workbench.tui.screens.importing.speakers import SpeakersScreen
from workbench.tui.widgets.choices import Choice

TALK = """Note: recorded on a Tuesday.

SP1: Who begins?

Mira: I do. It was late.

Dr. M: Go on.

SP1: And then?

Mira: Then she left.

Dr. M: I see.
"""
TABLE = """ResponseId,cohort,What changed?,mail,worry
R1,A,"I wait now, and listen.",a@b.org,3
R2,B,Nothing much has changed for me.,c@d.org,4
R3,A,n/a,e@f.org,2
R4,B,I ask the others more than before.,g@h.org,5
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A study with a session in which Mira spoke, and files beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.txt").write_text(TALK, "utf-8")
    (tmp_path / "other.txt").write_text("Jon: One.\n\nMira: Two.\n\nJon: Three.\n", "utf-8")
    (tmp_path / "survey.csv").write_text(TABLE, "utf-8")
    (tmp_path / "notes.xyz").write_text("nothing", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "deep.txt").write_text("Ada: One.\n\nBo: Two.\n\nAda: Three.\n", "utf-8")
    return ready(Path("balint.study"))


def names(store: Store) -> list[str]:
    with store.reading() as reader:
        return [document.name for document in documents.documents(reader, NOBODY)]


def said(store: Store, name: str) -> list[tuple[str | None, str | None, str | None]]:
    """For each turn the speaker, the case and the role."""
    with store.reading() as reader:
        turns = documents.turns(reader, NOBODY, name)
    return [(turn.speaker, turn.case, turn.role) for turn in turns]


async def looked(hand: Hand, typed: str) -> SpeakersScreen:
    """The speakers of a file whose path was typed."""
    await hand.press("i")
    await hand.on(AskFiles)
    await hand.enter(typed)
    return await hand.on(SpeakersScreen)


async def at_columns(hand: Hand) -> ColumnsScreen:
    await hand.press("i")
    await hand.on(AskFiles)
    await hand.enter("survey.csv")
    screen = await hand.on(ColumnsScreen)
    await hand.settle()
    return screen


async def store_it(hand: Hand, unit: str = "not now") -> None:
    await hand.press("enter")
    dialog = await hand.on(AskStore)
    choice = dialog.query_one("#unit", Choice)
    while choice.chosen != unit:
        await hand.press("right")
    await hand.press("enter")
    await hand.until(lambda: hand.screen is study_of(hand), "the study")


# ------------------------------------------------------------------ choosing


async def test_enter_takes_the_file_under_the_cursor(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        await hand.on(AskFiles)
        await hand.enter("ne")
        screen = await hand.on(SpeakersScreen)
        assert screen.talks.drafts[0].source == "new.txt"


async def test_a_path_is_completed_and_a_folder_gone_into(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        dialog = await hand.on(AskFiles)
        path = dialog.query_one("#path", Input)
        assert "notes.xyz" not in hand.text()
        await hand.write("mo")
        await hand.press("tab")
        assert path.value == "more/"
        await hand.press("down")
        assert path.value == "more/deep.txt"
        await hand.press("enter")
        screen = await hand.on(SpeakersScreen)
        assert [one.name for one in screen.voices] == ["Ada", "Bo"]


async def test_enter_on_a_folder_goes_into_it(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        await hand.on(AskFiles)
        await hand.enter("more")
        assert "deep.txt" in hand.text()


async def test_several_transcripts_are_imported_together(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        await hand.on(AskFiles)
        await hand.write("new.txt")
        await hand.press("ctrl+t")
        await hand.enter("other.txt")
        screen = await hand.on(SpeakersScreen)
        assert screen.talks.readings[1].path == Path("other.txt")
        await hand.press("]")
        assert [one.name for one in screen.voices] == ["Jon", "Mira"]
        await store_it(hand)
    assert names(store) == ["session 1", "new", "other"]


async def test_the_arrows_begin_where_the_cursor_is_and_what_is_taken_has_a_sign(
    store: Store,
) -> None:
    async with sitting(store.path) as hand:
        await hand.press("i")
        dialog = await hand.on(AskFiles)
        assert "› more/" in hand.text()
        await hand.press("down")
        assert dialog.query_one("#path", Input).value == "new.txt"
        await hand.press("ctrl+t")
        assert "✓ new.txt" in hand.text()
        await hand.press("ctrl+t")
        assert "✓ other.txt" in hand.text()
        assert "Together: new.txt, other.txt" in hand.text()
        await hand.press("f1")
        assert "Take the file together with others" in hand.text()
        await hand.press("escape", "enter")
        screen = await hand.on(SpeakersScreen)
        assert [str(one.path) for one in screen.talks.readings] == ["new.txt", "other.txt"]


async def test_a_role_is_given_to_all_others_at_once(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await looked(hand, "new.txt")
        await hand.press("r")
        await hand.on(AskRole)
        await hand.write("leader")
        await hand.press("enter", "down", "r")
        await hand.on(AskRole)
        await hand.write("student")
        await hand.press("tab", "right", "enter")
        await hand.sees("Mira and Dr. M: student.")
        assert [one.role for one in screen.voices] == ["leader", "student", "student"]


async def test_a_label_is_first_offered_as_who_is_written_most_like_it(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "typos.txt").write_text(
        "Jon: One.\n\nRuth: Two.\n\nJon: Three.\n\nRUTH: Four.\n\nRuth: Five.\n", "utf-8"
    )
    async with sitting(store.path) as hand:
        await looked(hand, "typos.txt")
        await hand.press("end", "m")
        await hand.on(PickName)
        await hand.press("enter")
        await hand.sees("“RUTH” is Ruth.")


async def test_a_further_transcript_is_cut_as_the_others_are(store: Store) -> None:
    async with sitting(store.path) as hand:
        await looked(hand, "new.txt")
        await hand.press("enter")
        await hand.on(AskStore)
        await hand.press("enter")
        await hand.sees("Cut into 6 units by turn")


async def test_a_table_among_transcripts_is_refused_on_the_dialog(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        dialog = await hand.on(AskFiles)
        await hand.write("new.txt")
        await hand.press("ctrl+t")
        await hand.enter("survey.csv")
        await hand.until(lambda: "import it by itself" in hand.text(), "the refusal")
        assert hand.screen is dialog


async def test_letters_in_doubt_are_shown_and_the_encoding_is_asked_for(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "old.txt").write_bytes("Ana: Zażółć.\n\nBen: Bić.\n\nAna: Ľ!\n".encode("cp1250"))
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        dialog = await hand.on(AskFiles)
        await hand.enter("old.txt")
        await hand.until(lambda: "its letters are in doubt" in hand.text(), "the question")
        assert hand.screen is dialog
        dialog.query_one("#encoding", Input).focus()
        await hand.enter("cp1250")
        screen = await hand.on(SpeakersScreen)
        assert [one.example for one in screen.voices] == ["Zażółć.", "Bić."]


# ------------------------------------------------------------------ speakers


async def test_nothing_is_stored_before_enter(store: Store) -> None:
    async with sitting(store.path) as hand:
        await looked(hand, "new.txt")
        await hand.press("escape")
        await hand.sees("Nothing was imported")
    assert names(store) == ["session 1"]


async def test_speakers_are_renamed_merged_and_given_roles(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await looked(hand, "new.txt")
        assert [(one.name, one.turns) for one in screen.voices] == [
            ("SP1", 2),
            ("Mira", 2),
            ("Dr. M", 2),
        ]
        await hand.press("c")
        await hand.on(CallSpeaker)
        await hand.press("ctrl+u")
        await hand.enter("Ruth")
        await hand.sees("“SP1” is Ruth")
        await hand.press("r")
        await hand.on(AskRole)
        await hand.enter("leader")
        await hand.sees("Ruth: leader")
        await hand.press("end", "m")
        await hand.on(PickName)
        await hand.enter("Rut")
        await hand.sees("“Dr. M” is Ruth")
        await hand.press("A")
        await hand.sees("The same persons as in other documents: Ruth and Mira")
        await store_it(hand, "turn")
        await hand.sees("Cut into 6 units by turn")
    assert said(store, "new") == [
        ("Ruth", "Ruth", "leader"),
        ("Mira", "Mira", None),
        ("Ruth", "Ruth", "leader"),
        ("Ruth", "Ruth", "leader"),
        ("Mira", "Mira", None),
        ("Ruth", "Ruth", "leader"),
    ]
    with store.reading() as reader:
        assert len(documents.units(reader, NOBODY, "new", "turn")) == 6


async def test_the_same_name_elsewhere_is_asked_and_never_assumed(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await looked(hand, "new.txt")
        assert [(one.there, one.offered) for one in screen.voices] == [
            ((), False),
            (("session 1",), True),
            ((), False),
        ]
        assert "in session 1?" in hand.text()
        await hand.press("enter")
        await hand.on(AskStore)
        await hand.until(lambda: "Mira may be who has that" in hand.text(), "who is asked about")
        await hand.press("escape")
        await store_it(hand)
    assert miras(store) == {"Mira (new)"}


async def test_one_key_says_that_it_is_the_same_person(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await looked(hand, "new.txt")
        await hand.press("j", "a")
        await hand.sees("Mira is the same person as in session 1")
        await hand.press("a")
        await hand.sees("Mira is somebody else than in session 1")
        await hand.press("a")
        await store_it(hand)
    assert miras(store) == {"Mira"}


def miras(store: Store) -> set[str | None]:
    """Who Mira of the new document is."""
    return {case for speaker, case, _ in said(store, "new") if speaker == "Mira"}


async def test_who_was_there_and_said_nothing_is_added_and_taken_off(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await looked(hand, "new.txt")
        for name, role in (("Lotte", "student"), ("Zoe", "")):
            await hand.press("w")
            await hand.on(AskPresent)
            await hand.write(name)
            await hand.press("tab")
            await hand.enter(role)
            await hand.sees(f"{name} took part and said nothing")
        assert [(one.name, one.role, one.turns) for one in screen.voices[3:]] == [
            ("Lotte", "student", 0),
            ("Zoe", "", 0),
        ]
        await hand.press("end", "x")
        await hand.sees("Zoe was not there")
        await hand.press("home", "x")
        await hand.sees("SP1 speaks here")
        await hand.press("w")
        await hand.on(AskPresent)
        await hand.enter("mira")
        await hand.sees("“Mira” speaks here")
        await store_it(hand)
    with store.reading() as reader:
        found = {one.name: one.attendances for one in cases.cases(reader, NOBODY)}
    assert [(one.document, one.role, one.turns) for one in found["Lotte"]] == [
        ("new", "student", 0)
    ]
    assert "Zoe" not in found


async def test_a_text_without_speakers_is_one_turn(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await looked(hand, "new.txt")
        await hand.press("n")
        await hand.sees("There are no speakers")
        assert [(one.name, one.turns) for one in screen.voices] == [(None, 1)]
        await hand.press("c")
        await hand.sees("These turns have no speaker")
        await hand.press("n")
        await hand.sees("looked for again")
        assert len(screen.voices) == 3


async def test_another_pattern_is_tried_and_a_faulty_one_stays_typed(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await looked(hand, "new.txt")
        await hand.press("l")
        dialog = await hand.on(AskReading)
        await hand.enter("(")
        await hand.until(lambda: not dialog.busy, "the refusal")
        assert hand.screen is dialog
        await hand.press("ctrl+u")
        await hand.enter("^(?P<name>Mira|Note):")
        await hand.sees("Read again")
        assert {one.name for one in screen.voices} == {"Note", "Mira"}


# ------------------------------------------------------------------ columns


async def test_columns_are_shown_with_their_roles_and_changed_by_key(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        assert [(one.name, one.role) for one in screen.columns] == [
            ("ResponseId", "id"),
            ("cohort", "attribute"),
            ("What changed?", "text"),
            ("mail", "personal"),
            ("worry", "score"),
        ]
        await hand.press("end", "f")
        await hand.sees("“worry”: fact")
        assert screen.columns[-1].why == "you said"
        await store_it(hand, "whole")
        await hand.sees("Imported 1 document")
    assert names(store) == ["session 1", "survey/What changed?"]
    with store.reading() as reader:
        found = {one.name: one for one in cases.cases(reader, NOBODY)}
        assert [(a.name, a.value) for a in found["R1"].attributes] == [
            ("cohort", "A"),
            ("worry", "3"),
        ]
        assert len(documents.units(reader, NOBODY, "survey/What changed?", "whole")) == 3


async def test_a_score_is_held_to_its_range(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        await hand.press("r")
        await hand.sees("“ResponseId” is no score")
        await hand.press("end", "r")
        dialog = await hand.on(AskRange)
        await hand.enter("x")
        await hand.until(lambda: "Please give the least number" in hand.text(), "the refusal")
        assert hand.screen is dialog
        await hand.press("ctrl+u")
        await hand.write("1")
        await hand.press("tab")
        await hand.enter("4")
        await hand.sees("“worry”: 1 to 4")
        assert screen.columns[-1].span == "only 1 to 4"
        assert "R4" in screen.answers.refused or "row 5" in screen.answers.refused


async def test_whose_ids_are_is_said_by_a_key(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        await hand.press("w")
        await hand.sees("are those of the same people")
        await hand.press("w")
        await hand.sees("“R1” is called “survey R1”")
        assert screen.answers.survey.options.ids == "own"
        await store_it(hand)
    with store.reading() as reader:
        assert "survey R1" in {one.name for one in cases.cases(reader, NOBODY)}


async def test_a_cell_that_is_no_answer_is_said_by_a_key(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        before = screen.answers.counts.answered["cohort"]
        await hand.press("j", "e")
        await hand.on(AskNoAnswer)
        await hand.enter("A")
        await hand.sees("“A” counts otherwise now")
        assert screen.answers.survey.options.no_answers == ("cohort=a",)
        assert screen.answers.counts.answered["cohort"] < before


async def test_only_rows_with_a_cell_are_taken_by_a_key(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        before = screen.answers.counts.rows
        await hand.press("j", "y")
        await hand.on(AskOnly)
        await hand.enter("a")
        await hand.sees("“cohort”: the rows that are taken are other ones now")
        taken = screen.answers.counts.rows
        assert 0 < taken < before
        await hand.press("y")
        await hand.on(AskOnly)
        await hand.enter("nobody has this")
        assert screen.answers.survey.options.only == ("cohort=a", "cohort=nobody has this")
        assert screen.answers.counts.rows == taken
        await hand.press("y")
        await hand.on(AskOnly)
        await hand.enter("A")
        assert screen.answers.counts.rows == 0


async def test_a_column_gets_another_name(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        await hand.press("j", "j", "c")
        await hand.on(CallColumn)
        await hand.press("ctrl+u")
        await hand.enter("change")
        await hand.sees("“What changed?”: change")
        assert [one.name for one in screen.columns][2] == "change"
        await hand.press("c")
        await hand.on(CallColumn)
        await hand.press("ctrl+u")
        await hand.enter("worry")
        await hand.sees("There is a column “worry” already")
        await store_it(hand)
    assert names(store) == ["session 1", "survey/change"]


async def test_an_instrument_is_scored_with_the_table(store: Store, tmp_path: Path) -> None:
    scale = "name: Worry\nitems: [worry]\nrange: [0, 10]\n"
    (tmp_path / "worry.yaml").write_text(scale, "utf-8")
    (tmp_path / "other.yaml").write_text("name: O\nitems: [o1]\nrange: [0, 3]\n", "utf-8")
    async with sitting(store.path, size=(120, 40)) as hand:
        await at_columns(hand)
        await hand.press("n")
        await hand.on(AskInstrument)
        await hand.enter("other.yaml")
        await hand.sees("The table has none of the items of “O”")
        await hand.press("n")
        await hand.on(AskInstrument)
        await hand.enter("worry.yaml")
        await hand.sees("worry.yaml is scored when the table is stored")
        await store_it(hand)
        await hand.sees("“Worry”: 4 scores of 4 cases")
    with store.reading() as reader:
        (one,) = (one for one in cases.cases(reader, NOBODY) if one.name == "R4")
    assert [(a.name, a.instrument, a.value) for a in one.attributes if a.instrument] == [
        ("total", "Worry", 5)
    ]


async def test_a_later_export_is_read_as_the_survey_was_before(
    store: Store, tmp_path: Path
) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        await at_columns(hand)
        await hand.press("end", "x")
        await hand.sees("“worry”: not used")
        await store_it(hand)
        later = TABLE + "R5,A,I have begun to say less.,i@j.org,1\n"
        (tmp_path / "survey.csv").write_text(later, "utf-8")
        screen = await at_columns(hand)
        assert screen.answers.template == "survey"
        assert [(one.role, one.why) for one in screen.columns[-1:]] == [
            ("ignore", "as in “survey”")
        ]
        await store_it(hand)
        await hand.sees("1 row is new, 4 were there")


async def test_a_table_in_which_nothing_is_of_use_is_refused_on_the_dialog(store: Store) -> None:
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_columns(hand)
        for _ in screen.columns:
            await hand.press("x", "j")
        await hand.until(lambda: "No column is of use" in hand.text(), "what is wrong")
        await hand.press("enter")
        dialog = await hand.on(AskStore)
        await hand.press("enter")
        await hand.until(lambda: not dialog.busy, "the refusal")
        assert hand.screen is dialog
    assert names(store) == ["session 1"]


async def test_a_long_import_stops_after_a_part_and_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_answers, "PART", 2)
    async with sitting(store.path, size=(120, 40)) as hand:
        await at_columns(hand)
        await hand.press("enter")
        await hand.on(AskStore)
        with held("Importing rows", 2) as work:
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the second part")
            await hand.tap("escape")
            work.let_go()
            await hand.sees("Stopped: 2 of 4 rows are in the study")
        assert answers(store) == 2
        await at_columns(hand)
        await store_it(hand)
        await hand.sees("2 rows are new, 2 were there")
    assert answers(store) == 3


def answers(store: Store) -> int:
    """How many answers the study has."""
    return sum(len(said(store, name)) for name in names(store) if name != "session 1")


# ------------------------------------------------------------------ projects


PROJECT = project_xml(selections=selection(10, 17, "friends") + selection(90, 99, "gone", n=2))


async def at_project(hand: Hand) -> ProjectScreen:
    await hand.press("i")
    await hand.on(AskFiles)
    await hand.enter("other.qdpx")
    return await hand.on(ProjectScreen)


async def test_a_project_is_shown_before_it_is_taken_in(store: Store, tmp_path: Path) -> None:
    qdpx(tmp_path / "other.qdpx", PROJECT)
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await at_project(hand)
        assert "Coded: “friends”" in hand.text()
        assert screen.project.report.lost == 1
        await hand.press("escape")
        await hand.sees("Nothing was imported")
        assert names(store) == ["session 1"]
        await at_project(hand)
        await hand.press("u")
        await hand.on(AskUser)
        assert "Now they would be: ana (p)" in hand.text()
        await hand.write("ana")
        await hand.press("tab")
        await hand.enter("ben")
        await hand.sees("is ben")
        await hand.press("enter")
        await hand.on(AskTake)
        await hand.press("enter")
        await hand.sees("Taken in.")
    assert names(store) == ["session 1", "Doc"]
    with store.reading() as reader:
        assert {one.name for one in coders(reader, NOBODY)} == {"ana", "ben"}


async def test_a_project_comes_by_itself_and_a_broken_one_is_refused(
    store: Store, tmp_path: Path
) -> None:
    qdpx(tmp_path / "other.qdpx", PROJECT)
    (tmp_path / "bad.qdpx").write_bytes(b"hello")
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("i")
        dialog = await hand.on(AskFiles)
        await hand.write("new.txt")
        await hand.press("ctrl+t")
        await hand.enter("other.qdpx")
        await hand.until(lambda: "take it in by itself" in hand.text(), "the refusal")
        assert hand.screen is dialog
        await hand.press("escape", "i")
        dialog = await hand.on(AskFiles)
        await hand.enter("bad.qdpx")
        await hand.until(lambda: "bad.qdpx" in hand.text() and not dialog.busy, "the refusal")
        assert hand.screen is dialog


# ------------------------------------------------------------------ help and pictures


@pytest.mark.parametrize(
    ("typed", "kind"), [("new.txt", SpeakersScreen), ("survey.csv", ColumnsScreen)]
)
async def test_f1_explains_what_is_shown(
    store: Store, typed: str, kind: type[PreviewScreen]
) -> None:
    async with sitting(store.path) as hand:
        await hand.press("i")
        await hand.on(AskFiles)
        await hand.enter(typed)
        await hand.on(kind)
        await hand.press("f1")
        await hand.on(Help)
        assert "Nothing is stored yet" in " ".join(hand.text().replace("│", " ").split())


@SIZES
async def test_the_speakers_of_a_file(
    store: Store, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async def drive(hand: Hand) -> None:
        await looked(hand, "new.txt")

    async with sitting(store.path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_the_columns_of_a_table(
    store: Store, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async def drive(hand: Hand) -> None:
        await at_columns(hand)

    async with sitting(store.path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_what_a_project_holds(
    store: Store, tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    qdpx(tmp_path / "other.qdpx", PROJECT)

    async def drive(hand: Hand) -> None:
        await at_project(hand)

    async with sitting(store.path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_choosing_files(
    store: Store, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async def drive(hand: Hand) -> None:
        await hand.press("i")
        await hand.on(AskFiles)
        await hand.press("down", "down")

    async with sitting(store.path, size=size) as hand:
        await look(hand, snapshot, drive)
