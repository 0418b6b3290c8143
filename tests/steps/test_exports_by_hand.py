"""Tables of studies whose numbers were counted by hand, from the files that were imported."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.walking import printed
from workbench.steps.export import EXPORTS
from workbench.steps.exports.wanted import Wanted
from workbench.store import open_study
from workbench.terms import NOBODY, Table

Rows = tuple[tuple[object, ...], ...]


def written(path: Path, head: str, rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head.split(","), *rows])
    return path


def told(*words: object) -> list[str]:
    """What a command says."""
    return printed(" ".join(f"'{word}'" for word in ("workbench", *words)))


def table(study: Path, what: str, **asked: Any) -> Table:
    with open_study(study) as store:
        return EXPORTS[what](store, NOBODY, Wanted(what, **asked))


# ------------------------------------------------------------------ ninety people and a SWOT

PEOPLE = range(1, 91)
SILENT = (4, 50)
"""They left the answer blank; 50 is a leader."""
BOOK = """\
version: 1
codes:
- {name: facilitation, groups: [strength]}
- {name: time, groups: [weakness, threat]}
- name: resources
  groups: [opportunity]
  codes: [{name: rooms}, {name: money}, {name: noise, groups: [weakness]}]
- name: other
"""
EVERY = {"facilitation": 3, "time": 5, "rooms": 7, "money": 11, "noise": 29, "other": 13}
"""Each of so many people named it."""


@pytest.fixture(scope="module")
def ninety(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every tenth of ninety people leads a group; what they are stands in the survey."""
    folder = tmp_path_factory.mktemp("ninety")
    study = folder / "swot.study"
    answers = written(
        folder / "swot.csv",
        "id,role,answer",
        (
            (f"P{n}", "student" if n % 10 else "leader", "" if n in SILENT else f"Answer {n}.")
            for n in PEOPLE
        ),
    )
    codings = written(
        folder / "codings.csv",
        "document,case,coder,code",
        (
            ("swot/answer", f"P{n}", "ana", code)
            for n in PEOPLE
            for code, every in EVERY.items()
            if n % every == 0 and n not in SILENT
        ),
    )
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    told("new", study, "--name", "SWOT")
    told("import", study, answers, "--id", "id", "--text", "answer", "--attribute", "role")
    told("segment", study, "--unit", "turn")
    told("codebook", study, "load", folder / "book.yaml")
    told("coder", study, "add", "ana")
    told("round", study, "open", "--coder", "ana", "--unit", "turn", "--purpose", "explore")
    told("codings", study, "load", codings, "--round", 1)
    for unit in (3, 29):  # the answers of 3 and 30, as 4 gave none
        told("codings", study, "group", "weakness", "--unit", f"SA-{unit}", "--as", "ana",
             "--code", "facilitation")  # fmt: skip
    told("round", study, "close", "--unfinished", "Most have no code.")
    told("round", study, "reveal")
    return study


def counts(found: Table, *columns: str) -> Rows:
    at = [found.columns.index(column) for column in columns]
    return tuple(tuple(row[n] for n in at) for row in found.rows)


def test_a_swot_counts_people_by_what_the_survey_says_they_are(ninety: Path) -> None:
    # 80 students and 8 leaders answered. Of 3, 6, … 90: 27 students and 30, 60, 90 lead; 3 and 30
    # named facilitation as a weakness. Of 5, 10, … 90 without 50: 9 and 8. 7, 14, … and 11, 22, …
    # are 12 and 8, with 77 twice, of whom 70 leads. 29, 58, 87 are students.
    found = table(ninety, "swot", by="role")
    assert counts(found, "Quadrant", "Theme", "student n (%)", "leader n (%)") == (
        ("strength", "facilitation", "26 (32.5)", "2 (25.0)"),
        ("weakness", "facilitation", "1 (1.3)", "1 (12.5)"),
        ("weakness", "time", "9 (11.3)", "8 (100.0)"),
        ("weakness", "noise", "3 (3.8)", "0 (0.0)"),
        ("opportunity", "resources", "18 (22.5)", "1 (12.5)"),
        ("threat", "time", "9 (11.3)", "8 (100.0)"),
    )
    assert found.notes[0] == (
        "Participants: % of those of the group who answered (student: 80; leader: 8)."
    )


def test_a_box_counts_what_lies_below_a_theme_unless_it_is_in_another_box(ninety: Path) -> None:
    assert table(ninety, "swot-boxes").rows == (
        ("facilitation (28)", "time (17)\nnoise (3)\nfacilitation (2)"),
        ("opportunity", "threat"),
        ("resources (19)", "time (17)"),
    )


@pytest.mark.parametrize(
    ("of", "all_of_them", "leaders"),
    [
        (None, ("30 (34.1)", "of the 88 participants who answered"), "3 (37.5)"),
        ("attended", ("30 (34.1)", "of the 88 participants who attended"), "3 (37.5)"),
        ("enrolled", ("30 (33.3)", "of the 90 participants enrolled"), "3 (33.3)"),
    ],
)
def test_percentages_are_of_whom_they_are_asked_to_be(
    of: Any, all_of_them: tuple[str, str], leaders: str, ninety: Path
) -> None:
    themes, groups = table(ninety, "themes", of=of), table(ninety, "groups", by="role", of=of)
    assert (themes.rows[0][4], themes.notes[1]) == (
        all_of_them[0], f"Participants: % {all_of_them[1]}.",
    )  # fmt: skip
    assert groups.rows[0][4] == leaders


def test_a_unit_counts_once_a_theme_however_many_of_its_codes_it_has(ninety: Path) -> None:
    # 77 named rooms and money; 58 and 87 only noise, 29 too: 12 + 8 + 3 references on 22 answers.
    found = table(ninety, "themes", units_too=True)
    assert counts(found, "Theme", "Subtheme", "References n (%)", "Units n (%)")[2:4] == (
        ("resources", "", "23 (30.3)", "22 (25.0)"),
        ("resources", "rooms", "12 (15.8)", "12 (13.6)"),
    )
    assert found.notes[-1] == "Units: % of the 88 units assigned; a unit counts once a row."


def test_groups_that_nobody_of_the_round_is_in_are_named_or_refused(ninety: Path) -> None:
    facts = written(ninety.parent / "facts.csv", "case,cohort", [("P1", "a"), ("P4", "b")])
    told("cases", ninety, "load", facts)
    assert table(ninety, "groups", by="cohort").notes[-1] == (
        "Groups of which nobody has a unit here, left out: b."
    )
    assert table(ninety, "groups", by="cohort", of="enrolled").columns[1::2] == (
        "a: references n (%)", "b: references n (%)",
    )  # fmt: skip


# ------------------------------------------------------------------ two arms, before and after

ARMS = "id,arm,calm"
BEFORE = [("Q1", "balint", ""), ("Q2", "balint", 2), ("Q3", "balint", 4), ("Q4", "control", 3)]
AFTER = [("Q1", "balint", 5), ("Q2", "balint", 5), ("Q3", "balint", 5), ("Q4", "control", "")]


@pytest.fixture(scope="module")
def arms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arms")
    study = folder / "arms.study"
    told("new", study, "--name", "Arms")
    for time, rows in (("before", BEFORE), ("after", AFTER)):
        told("import", study, written(folder / f"{time}.csv", ARMS, rows), "--id", "id",
             "--attribute", "arm", "--score", "calm", "--time", time, "--survey", time)  # fmt: skip
    return study


def test_change_goes_from_before_to_after_though_the_first_person_misses_before(
    arms: Path,
) -> None:
    # Of Q2 and Q3 both are known: +3 and +1, mean 2, SD 1.4, and 2 ± 12.706 × 1.414 / √2.
    found = table(arms, "scores", by="arm")
    assert (found.columns[2:], found.rows) == (
        (
            "before: n", "before: mean (SD)", "after: n", "after: mean (SD)",
            "Change: n", "Change: mean (SD)", "Change: 95 % CI",
        ),
        (
            ("calm", "balint", 2, "3.0 (1.4)", 3, "5.0 (0.0)", 2, "2.0 (1.4)", "[−10.7, 14.7]"),
            ("calm", "control", 1, "3.0", 0, "", 0, "", ""),
        ),
    )  # fmt: skip
    assert found.notes[1].startswith("Change: from before to after, of participants who have both")


def test_participants_have_a_score_at_each_time_apart(arms: Path) -> None:
    assert table(arms, "participants", smallest=1).rows == (
        ("All", "", "4"),
        ("arm", "balint", "3 (75.0)"),
        ("arm", "control", "1 (25.0)"),
        ("calm (before)", "mean 3.0 (SD 1.0)", "3 (75.0)"),
        ("calm (after)", "mean 5.0 (SD 0.0)", "3 (75.0)"),
    )


# ------------------------------------------------------------------ sessions

SESSION = """\
Ruth: Who begins?

Mara: I was angry. I was ashamed.

Idris: I was angry.
"""


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sessions, one of nobody known; Ruth leads, Nils was there and silent."""
    folder = tmp_path_factory.mktemp("sessions")
    study = folder / "a.study"
    (folder / "s1.txt").write_text(SESSION, "utf-8")
    (folder / "s2.txt").write_text("I was angry.\n\nNobody was.\n", "utf-8")
    (folder / "book.yaml").write_text(
        "version: 1\ncodes:\n- name: feelings\n  codes: [{name: anger}, {name: shame}]\n"
        "- name: never\n",
        "utf-8",
    )
    codings = written(
        folder / "codings.csv",
        "document,unit,coder,code",
        [
            ("s1", 2, "ana", "anger"), ("s1", 2, "ben", "anger"),
            ("s1", 3, "ana", "shame"), ("s1", 3, "ana", "feelings"), ("s1", 3, "ben", "feelings"),
            ("s1", 4, "ben", "anger"),
            ("s2", 1, "ana", "anger"), ("s2", 1, "ben", "anger"),
        ],
    )  # fmt: skip
    everything = [(d, c) for d in ("s1", "s2") for c in ("ana", "ben")]
    given = written(folder / "given.csv", "document,coder", everything)
    told("new", study, "--name", "Sessions")
    told("import", study, folder / "s1.txt", "--role", "Ruth=leader", "--role", "*=student",
         "--attended", "Nils=student")  # fmt: skip
    told("import", study, folder / "s2.txt", "--labels", "none", "--no-speakers")
    told("segment", study, "--unit", "sentence")
    told("codebook", study, "load", folder / "book.yaml")
    for coder in ("ana", "ben"):
        told("coder", study, "add", coder)
    told("round", study, "open", "--coder", "ana", "--coder", "ben", "--unit", "sentence")
    told("codings", study, "load", codings, "--round", 1, "--assignments", given)
    told("round", study, "close")
    told("round", study, "reveal")
    return study


APART = "Unresolved and not counted: 2 codes on 2 units."
NAMELESS = "Coded units of nobody known, which are not quoted: 1."


@pytest.mark.parametrize(
    "what", ["themes", "groups", "swot", "swot-boxes", "saturation", "co-occurrence",
             "codes-by-document", "quotations", "framework", "abstraction"],
)  # fmt: skip
def test_what_is_unresolved_is_told_beneath_each_table_of_references(
    what: str, sessions: Path
) -> None:
    if what.startswith("swot"):
        pytest.skip("no code of this codebook is in a group")
    found = table(sessions, what, by="role")
    assert APART in found.notes
    assert any(note.endswith(NAMELESS) for note in found.notes)


def test_themes_of_sessions_with_silent_and_nameless_people(sessions: Path) -> None:
    # Agreed: anger on s1-2 (Mara) and s2-1 (nobody known), feelings itself on s1-3 (Mara).
    assert counts(table(sessions, "themes"), *THEMES_COLUMNS) == (
        ("feelings", "", "3 (100.0)", "1 (33.3)", "2 (100.0)"),
        ("feelings", "anger", "2 (66.7)", "1 (33.3)", "2 (100.0)"),
        ("feelings", "shame", "0 (0.0)", "0 (0.0)", "0 (0.0)"),
        ("feelings", "(coded directly)", "1 (33.3)", "1 (33.3)", "1 (50.0)"),
        ("never", "", "0 (0.0)", "0 (0.0)", "0 (0.0)"),
    )
    assert table(sessions, "themes", of="attended").rows[0][4] == "1 (25.0)"


THEMES_COLUMNS = (
    "Theme", "Subtheme", "References n (%)", "Participants n (%)", "Documents n (%)",
)  # fmt: skip


def test_participants_have_their_roles_and_too_few_are_not_printed(sessions: Path) -> None:
    assert table(sessions, "participants").rows == (
        ("All", "", "4"),
        ("role", "leader", "–"),
        ("role", "student", "–"),
    )
    assert table(sessions, "participants", smallest=1).rows[1:] == (
        ("role", "leader", "1 (25.0)"),
        ("role", "student", "3 (75.0)"),
    )


def test_what_cannot_be_estimated_says_so_in_every_column(sessions: Path) -> None:
    found = table(sessions, "agreement")
    shown = counts(found, "Code", "Positive agreement", "κ (pairwise mean)", "α [95 % CI]")
    assert {row[0]: row[1:] for row in shown}["never"] == ("not estimable",) * 3


def test_saturation_and_cooccurrence_are_counted_as_asked(
    sessions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Three codes in s1, none of them agreed on but two; s2 adds nothing: 0 of 2.
    found = table(sessions, "saturation", base=1, run=1)
    assert found.rows == (
        ("s1 (1)", 2, 2, 2, None, ""),
        ("s2 (2)", 1, 0, 2, 0, "0.0"),
    )
    words = told("export", sessions, "co-occurrence", "--as-coefficient", "--json")
    assert json.loads("\n".join(words))["rows"] == [
        ["feelings", 1, "0.00"],
        ["feelings > anger", "0.00", 2],
    ]


def test_a_codebook_that_never_changed_says_so(sessions: Path) -> None:
    assert table(sessions, "evolution").notes == (
        "The codebook has not changed since the first round.",
    )


def test_a_number_of_documents_is_at_least_one(sessions: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        told("export", sessions, "saturation", "--base", 0)
    assert stopped.value.code == 2
