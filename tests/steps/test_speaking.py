"""Speakers are shown before they are believed, and are who the person says they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from workbench.drafts import Draft, DraftAttribute
from workbench.errors import NameUnknown, NotAsked
from workbench.importers import Settings
from workbench.importers.speaking import Speaking, meant
from workbench.importers.text import read
from workbench.steps.cases import Loaded, load_cases
from workbench.steps.check import check
from workbench.steps.correcting.turn_facts import TurnFacts, correct_turns
from workbench.steps.correcting.words import correct_words
from workbench.steps.importing import import_drafts, known_elsewhere, store_drafts
from workbench.steps.namesakes import Joined, Namesake, join_cases, join_offered, offers
from workbench.store import Store, new_study, tables
from workbench.store.reads import cases, documents
from workbench.store.writes.cases import put_attributes
from workbench.store.writes.memos import set_text
from workbench.terms import NOBODY, Turn

TEXT = """\
Dr. M: Who has a case?

Mara: I do.

## Discussion

Idris: Go on.

Dr. M.: Yes.
## Feedback
Thank you all.
"""


def draft(text: str, name: str = "s1.txt", labels: str | None = None) -> Draft:
    return read(name, text.encode(), Settings(labels=labels))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_study(tmp_path / "a.study", "A")


def turns(store: Store, document: str = "s1") -> tuple[Turn, ...]:
    with store.reading() as reader:
        return documents.turns(reader, NOBODY, document)


def who(store: Store) -> dict[str, list[tuple[str, str | None]]]:
    """Every case, with the documents it attended and its role there."""
    with store.reading() as reader:
        found = cases.cases(reader, NOBODY)
    return {one.name: [(a.document, a.role) for a in one.attendances] for one in found}


LABELS = r"(?P<name>Dr\. M\.?|Mara|Idris): "


def test_labels_are_renamed_and_merged_and_have_a_role(store: Store) -> None:
    speaking = Speaking(names={"Dr. M": "Leader", "Dr. M.": "Leader"})
    roles = {"Leader": "leader", "*": "student"}
    import_drafts(store, NOBODY, [draft(TEXT, labels=LABELS)], roles, speaking)
    assert [(one.speaker, one.role) for one in turns(store)] == [
        ("Leader", "leader"),
        ("Mara", "student"),
        ("Idris", "student"),
        ("Leader", "leader"),
    ]
    assert set(who(store)) == {"Leader", "Mara", "Idris"}


def test_a_label_that_no_file_has_is_refused(store: Store) -> None:
    with pytest.raises(NotAsked, match="There is no speaker in these files “Zoe”"):
        import_drafts(store, NOBODY, [draft(TEXT)], {}, Speaking(names={"Zoe": "Zoë"}))
    two = [draft("Zoe: Hi.\n\nAna: Ho.\n\nZoe: So.\n", "a.txt"), draft(TEXT)]
    assert len(import_drafts(store, NOBODY, two, {}, Speaking(names={"Zoe": "Zoë"}))) == 2


def test_who_attended_and_said_nothing_is_added(store: Store) -> None:
    speaking = Speaking(attended={"Lotte": "student", "Ben": None})
    import_drafts(store, NOBODY, [draft(TEXT, labels=LABELS)], {}, speaking)
    assert (who(store)["Lotte"], who(store)["Ben"]) == ([("s1", "student")], [("s1", None)])
    with pytest.raises(NotAsked, match="“Mara” speaks in “s1”"):
        import_drafts(
            store, NOBODY, [draft(TEXT, labels=LABELS)], {}, Speaking(attended={"Mara": None})
        )


def test_a_whole_document_belongs_to_a_case(store: Store) -> None:
    notes = draft("I was tired.\nThey were not.\n", "notes.txt", "none")
    import_drafts(store, NOBODY, [notes], {"Ruth": "leader"}, Speaking(case="Ruth"))
    assert [(one.speaker, one.case, one.role) for one in turns(store, "notes")] == [
        (None, "Ruth", "leader")
    ]


NUMBERED = "Student 1: Hello.\n\nMara: Yes.\n\nStudent 1: So.\n\nMara: No.\n"


def test_the_same_name_in_another_document_is_nobody_known_until_it_is_said(
    store: Store, tmp_path: Path
) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)], {"Student 1": "student"})
    done = store_drafts(store, NOBODY, [draft(NUMBERED, "s2.txt")], {"Student 1": "student"})
    assert who(store) == {
        "Student 1": [("s1", "student")],
        "Mara": [("s1", None)],
        "Student 1 (s2)": [("s2", "student")],
        "Mara (s2)": [("s2", None)],
    }
    assert " ".join(done.notes) == (
        "“Mara” of “s2” may be who has that name in other documents. That was not assumed, so "
        "here it is “Mara (s2)”; to make them one: workbench cases STUDY same."
    )
    assert turns(store, "s2")[0][3:6] == ("Student 1", "Student 1 (s2)", "student")
    again = import_drafts(store, NOBODY, [draft(NUMBERED, "s2.txt")], {"Student 1": "leader"})
    assert (again[0].status, who(store)["Student 1 (s2)"]) == ("same", [("s2", "leader")])
    assert check(tmp_path / "a.study").faults == ()


@pytest.mark.parametrize(
    ("speaking", "names"),
    [
        (Speaking(same=frozenset({"student 1"})), {"Student 1", "Mara", "Mara (s2)"}),
        (Speaking(offers=True), {"Student 1", "Mara", "Student 1 (s2)"}),
        (Speaking(same=frozenset({"*"})), {"Student 1", "Mara"}),
        (Speaking(same=frozenset({"student *"})), {"Student 1", "Mara", "Mara (s2)"}),
        (
            Speaking(same=frozenset({"*"}), apart=frozenset({"Mara"})),
            {"Student 1", "Mara", "Mara (s2)"},
        ),
        (
            Speaking(same=frozenset({"Mara"}), apart=frozenset({"*"})),
            {"Student 1", "Mara", "Student 1 (s2)"},
        ),
    ],
)
def test_who_is_the_same_is_said(store: Store, speaking: Speaking, names: set[str]) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED), draft(NUMBERED, "s2.txt")], {}, speaking)
    assert set(who(store)) == names


def test_a_name_that_nobody_has_is_no_same_person(store: Store) -> None:
    with pytest.raises(NotAsked, match="There is no speaker in these files “b"):
        import_drafts(store, NOBODY, [draft(NUMBERED)], {}, Speaking(same=frozenset({"b.txt"})))


def test_who_is_known_from_documents_before(store: Store) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)])
    two = [draft(NUMBERED, "s2.txt"), draft(NUMBERED, "s3.txt")]
    assert known_elsewhere(store, two) == [
        {"mara": ["s1"], "student 1": ["s1"]},
        {"mara": ["s1", "s2"], "student 1": ["s1", "s2"]},
    ]
    assert known_elsewhere(None, two) == [{}, {"mara": ["s2"], "student 1": ["s2"]}]
    assert known_elsewhere(store, [draft(NUMBERED)]) == [{}]


def test_who_was_said_to_be_the_same_stays_so(store: Store) -> None:
    both = [draft(NUMBERED), draft(NUMBERED, "s2.txt")]
    import_drafts(store, NOBODY, both, {}, Speaking(offers=True))
    assert {one.status for one in import_drafts(store, NOBODY, both)} == {"same"}
    assert who(store)["Mara"] == [("s1", None), ("s2", None)]


# ------------------------------------------------------------------ joining


def apart(store: Store) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED), draft(NUMBERED, "s2.txt")], {"Mara": "student"})


def facts(store: Store, *told: tuple[str, str, str]) -> None:
    with store.writing() as writer:
        put_attributes(writer, [DraftAttribute(*one) for one in told])


def test_cases_that_may_be_one_are_offered_and_joined(store: Store, tmp_path: Path) -> None:
    apart(store)
    facts(store, ("Mara", "year", "3"), ("Mara (s2)", "year", "3"), ("Mara (s2)", "arm", "B"))
    offered = (Namesake("Mara (s2)", "s2", "Mara", ("s1",)),)
    assert offers(store, NOBODY) == offered
    assert join_offered(store, NOBODY, dry_run=True) == Joined(offered, None)
    assert offers(store, NOBODY) == offered
    done = join_offered(store, NOBODY)
    assert done.joined == offered
    assert done.copy is not None
    assert done.copy.exists()
    assert who(store)["Mara"] == [("s1", "student"), ("s2", "student")]
    assert "Mara (s2)" not in who(store)
    with store.reading() as reader:
        (mara,) = (one for one in cases.cases(reader, NOBODY) if one.name == "Mara")
    assert [(one.name, one.value) for one in mara.attributes] == [("year", "3"), ("arm", "B")]
    assert [one.speaker for one in turns(store, "s2")] == ["Student 1", "Mara"] * 2
    assert (offers(store, NOBODY), join_offered(store, NOBODY)) == ((), Joined((), None))
    assert check(tmp_path / "a.study").faults == ()


def test_anybody_can_be_joined_also_two_of_one_document(store: Store) -> None:
    apart(store)
    join_cases(store, NOBODY, "Mara", ["student 1", "Student 1 (s2)", "Mara (s2)"])
    assert who(store) == {"Mara": [("s1", "student"), ("s2", "student")]}


def test_what_cannot_be_of_one_person_is_refused(store: Store) -> None:
    apart(store)
    facts(store, ("Mara", "year", "3"), ("Mara (s2)", "year", "4"))
    before = who(store)
    with pytest.raises(NotAsked, match="cannot be one: year is “3” of the first and “4”"):
        join_offered(store, NOBODY)
    with pytest.raises(NotAsked, match="are one case already"):
        join_cases(store, NOBODY, "Mara", ["mara"])
    with pytest.raises(NameUnknown, match="There is no case “Zoe”"):
        join_cases(store, NOBODY, "Mara", ["Zoe"])
    assert who(store) == before


def test_a_table_that_says_who_was_there_makes_them_one(store: Store, tmp_path: Path) -> None:
    apart(store)
    table = tmp_path / "people.csv"
    table.write_text("case,document,role\nMARA,s2,presenter\n", "utf-8")
    assert load_cases(store, NOBODY, table) == Loaded(1, (("MARA", "MARA (s2)"),))
    assert who(store)["Mara"] == [("s1", "student"), ("s2", "presenter")]


def test_memos_of_cases_that_are_joined_are_kept(store: Store) -> None:
    apart(store)
    with store.writing() as writer:
        for name, words in (("Mara", "Kind."), ("Mara (s2)", "Tired.")):
            uid = writer.value(select(tables.case.c.uid).where(tables.case.c.name == name))
            set_text(writer, "case", uid, words, None)
    join_offered(store, NOBODY)
    with store.reading() as reader:
        assert [row.text for row in reader.rows(select(tables.memo.c.text))] == ["Kind.\n\nTired."]


def test_a_speaker_that_is_corrected_is_who_they_are_in_this_document(store: Store) -> None:
    apart(store)
    correct_turns(store, NOBODY, "s2", [1], TurnFacts(speaker="Mara"))
    correct_turns(store, NOBODY, "s2", [3], TurnFacts(speaker="Idris"))
    assert [one.case for one in turns(store, "s2")] == [
        "Mara (s2)",
        "Mara (s2)",
        "Idris",
        "Mara (s2)",
    ]


# ------------------------------------------------------------------ importing again


def test_an_import_that_says_otherwise_of_a_stored_document_is_told(store: Store) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)])
    done = store_drafts(
        store, NOBODY, [draft(NUMBERED)], {}, Speaking(names={"Student 1": "Idris"})
    )
    assert [one.status for one in done.documents] == ["kept"]
    assert " ".join(done.notes) == (
        "“s1” is in the study already and stays as it is, but 2 turns with another speaker (turn "
        "1: “Student 1” there, “Idris” here). To change it: workbench correct STUDY “s1” --speaker "
        "NAME --of SPEAKER."
    )
    assert turns(store)[0].speaker == "Student 1"


def test_a_file_of_before_a_correction_is_told(store: Store) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)])
    correct_words(store, NOBODY, "s1", "Hello", "Hullo")
    done = store_drafts(store, NOBODY, [draft(NUMBERED)])
    assert [one.status for one in done.documents] == ["kept"]
    assert "the words differ: corrected since, or read in another way" in done.notes[0]


@pytest.mark.parametrize(
    ("speaking", "sentence"),
    [
        (
            Speaking(phase_lines="Student 1: So."),
            "2 turns with another phase (turn 3: “Student 1: So.” here)",
        ),
        (
            Speaking(same=frozenset({"Mara"})),
            "2 turns with another participant (turn 2: “Mara (s2)",
        ),
    ],
)
def test_what_differs_is_named(store: Store, speaking: Speaking, sentence: str) -> None:
    apart(store)
    done = store_drafts(store, NOBODY, [draft(NUMBERED, "s2.txt")], {}, speaking)
    assert sentence in " ".join(done.notes)


def test_another_file_of_the_same_name_is_refused_with_what_differs(store: Store) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)])
    with pytest.raises(NotAsked, match="“s1” is in the study with another text"):
        import_drafts(store, NOBODY, [draft(NUMBERED.replace("Hello", "Hullo"))])


def test_phases_are_begun_by_lines_which_lie_in_no_turn(store: Store) -> None:
    speaking = Speaking(phase_lines="## (.*)")
    import_drafts(store, NOBODY, [draft(TEXT, labels=LABELS)], {}, speaking)
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s1")
    assert [(text[one.start : one.stop], one.phase) for one in turns(store)] == [
        ("Who has a case?", None),
        ("I do.", None),
        ("Go on.", "Discussion"),
        ("Yes.", "Discussion"),
        ("Thank you all.", "Feedback"),
    ]
    assert text == TEXT


@pytest.mark.parametrize(
    ("pattern", "sentence"), [("(", "no regular expression"), ("=== .*", "No line of “s1” begins")]
)
def test_a_faulty_pattern_for_phases_is_refused(store: Store, pattern: str, sentence: str) -> None:
    with pytest.raises(NotAsked, match=sentence):
        import_drafts(store, NOBODY, [draft(TEXT)], {}, Speaking(phase_lines=pattern))
    assert who(store) == {}


def test_what_is_not_said_stays_as_it_was_found() -> None:
    found = draft(TEXT)
    assert meant([found], Speaking()) == (found,)
