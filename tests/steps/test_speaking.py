"""Speakers are shown before they are believed, and are who the person says they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import NotAsked
from workbench.importers import Settings
from workbench.importers.speaking import Speaking, meant
from workbench.importers.text import read
from workbench.steps.check import check
from workbench.steps.importing import import_drafts, known_elsewhere
from workbench.store import Store, new_study
from workbench.store.reads import cases, documents
from workbench.terms import NOBODY, Draft, Turn

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


def test_student_1_of_another_session_is_somebody_else_and_mara_is_mara(
    store: Store, tmp_path: Path
) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)], {"Student 1": "student"})
    import_drafts(store, NOBODY, [draft(NUMBERED, "s2.txt")], {"Student 1": "student"})
    assert who(store) == {
        "Student 1": [("s1", "student")],
        "Mara": [("s1", None), ("s2", None)],
        "Student 1 (s2)": [("s2", "student")],
    }
    assert turns(store, "s2")[0][3:6] == ("Student 1", "Student 1 (s2)", "student")
    again = import_drafts(store, NOBODY, [draft(NUMBERED, "s2.txt")], {"Student 1": "leader"})
    assert (again[0].status, who(store)["Student 1 (s2)"]) == ("same", [("s2", "leader")])
    assert check(tmp_path / "a.study").faults == ()


def test_who_is_the_same_and_who_is_not_can_be_said(store: Store) -> None:
    import_drafts(store, NOBODY, [draft(NUMBERED)])
    speaking = Speaking(same=frozenset({"student 1"}), apart=frozenset({"Mara"}))
    import_drafts(store, NOBODY, [draft(NUMBERED, "s2.txt")], {}, speaking)
    assert set(who(store)) == {"Student 1", "Mara", "Mara (s2)"}
    found = known_elsewhere(store, [draft(NUMBERED, "s3.txt")])
    assert found == {"student 1": ("s1", "s2"), "mara": ("s1",)}


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
