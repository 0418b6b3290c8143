"""Survey tables: a document for each question, a turn for each answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.samples import patient, said, sample
from workbench.drafts import Draft, DraftAttribute, DraftDocument, DraftTurn
from workbench.errors import FileFault, NameUnknown
from workbench.importers import IMPORTERS, Settings, read
from workbench.importers.answers import is_answer
from workbench.surveys import Columns

TOLD_APART = "each respondent has one row, or a column that tells the rows apart (--occasion)."


def survey(table: str, **columns: str) -> Draft:
    asked = Columns(
        id=columns.get("id"),
        text=tuple(columns["text"].split("|")) if "text" in columns else (),
        attribute=tuple(columns["attribute"].split("|")) if "attribute" in columns else (),
        score=tuple(columns["score"].split("|")) if "score" in columns else (),
    )
    return IMPORTERS["survey"]("feedback.csv", table.encode(), Settings(columns=asked))


def test_a_question_is_a_document_whose_turns_are_the_answers() -> None:
    draft = survey('id,best\nR1,"It helped,\nreally."\nR2,n/a\nR3,Talking\n', id="id", text="best")
    assert draft.documents == (
        DraftDocument(
            "feedback/best",
            "It helped,\nreally.\nTalking",
            (
                DraftTurn(0, 18, case="R1"),
                DraftTurn(19, 26, case="R3"),
            ),
            question="best",
        ),
    )
    assert draft.notes == ("“best”: 2 answers in 3 rows.",)


def test_attributes_are_text_and_scores_are_numbers() -> None:
    draft = survey(
        'id,q,group,pre\nR1,Yes.,A,3\nR2,No.,n/a,\nR3,So.,B,"4,5"\n',
        id="id",
        text="q",
        attribute="group",
        score="pre",
    )
    assert draft.attributes == (
        DraftAttribute("R1", "group", "A"),
        DraftAttribute("R3", "group", "B"),
        DraftAttribute("R1", "pre", 3.0),
        DraftAttribute("R3", "pre", 4.5),
    )


@pytest.mark.parametrize(
    "cell", ["", " ", "n/a", "N/A", "na", "-", "--", ".", "…", "#N/A", "\xa0", "#REF!", "#Div/0!"]
)
def test_an_empty_answer_is_no_answer(cell: str) -> None:
    assert not is_answer(cell)


@pytest.mark.parametrize("cell", ["No", "none", "?", "👍", ":-)", "0", "Na ja", "x"])
def test_a_short_answer_is_an_answer(cell: str) -> None:
    assert is_answer(cell)


def test_cells_with_a_spreadsheets_error_are_no_answers_and_noted() -> None:
    draft = survey(
        "id,q,s\nR1,Yes.,#N/A\nR2,#REF!,3\nR3,#REF!,\nR4,#1!,\n", id="id", text="q", score="s"
    )
    assert said(draft.documents[0]) == [(None, "Yes."), (None, "#1!")]
    assert draft.attributes == (DraftAttribute("R2", "s", 3.0),)
    assert draft.notes == (
        "“q”: 2 answers in 4 rows.",
        "“q”: cells with a spreadsheet's error are no answers: #REF! (2).",
        "“s”: cells with a spreadsheet's error are no answers: #N/A (1).",
    )


def test_without_an_id_the_rows_are_numbered() -> None:
    draft = survey("q\nYes.\n-\nNo.\n", text="q")
    assert [turn.case for turn in draft.documents[0].turns] == [
        "feedback 1",
        "feedback 3",
    ]
    assert draft.notes[0] == (
        "No id column was named: the cases are the rows, from “feedback 1” on."
    )


@pytest.mark.parametrize(
    ("table", "columns", "sentence"),
    [
        (
            "id,q\nR1,Yes.\nR2,No.\nR1,Ah.\n",
            {"id": "id", "text": "q"},
            "feedback.csv: the id “R1” stands in rows 2 and 4; " + TOLD_APART,
        ),
        (
            "id,q\nR1,Yes.\n,No.\n",
            {"id": "id", "text": "q"},
            "feedback.csv, row 3 has no id in column “id”; give it one.",
        ),
        (
            "id,q,s\nR1,Yes.,3\n\nR2,No.,Likely\n",
            {"id": "id", "text": "q", "score": "s"},
            (
                "feedback.csv, row 4, column “s”: “Likely” is not a number; correct it, or "
                "import the column as an attribute."
            ),
        ),
        (
            "id,q\nR1,Yes.\nr1,No.\n",
            {"id": "id", "text": "q"},
            "feedback.csv: the id “r1” stands in rows 2 and 3; " + TOLD_APART,
        ),
        (
            "id,q\nR1,Yes.\n#REF!,No.\n",
            {"id": "id", "text": "q"},
            "feedback.csv, row 3 has no id in column “id”; give it one.",
        ),
        (
            f"id,q,s\nR1,Yes.,{'9' * 400}\n",
            {"id": "id", "text": "q", "score": "s"},
            (
                f"feedback.csv, row 2, column “s”: “{'9' * 40}…” is too large a number; correct "
                "it, or import the column as an attribute."
            ),
        ),
        (
            "id,q\nR1,n/a\n",
            {"text": "q"},
            "feedback.csv has no answers in “q”.",
        ),
        (
            "id,q\nR1,n/a\n",
            {},
            (
                "Say which columns of feedback.csv hold answers in people's own words (--text), "
                "or take what is proposed (--preview shows it, --accept takes it); "
                "there are: id, q."
            ),
        ),
    ],
)
def test_a_broken_table_is_refused_in_one_sentence(
    table: str, columns: dict[str, str], sentence: str
) -> None:
    with pytest.raises(FileFault) as fault:
        survey(table, **columns)
    assert str(fault.value) == sentence


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(NameUnknown) as fault:
        survey("id,q\nR1,Yes.\n", text="Q")
    assert str(fault.value) == "In feedback.csv: There is no column “Q”; there are: id, q."


def test_header_rows_of_qualtrics_and_surveymonkey_are_no_respondents() -> None:
    qualtrics = read(
        sample("surveys/qualtrics_sample.csv"), columns=Columns(id="ResponseId", text=("Q2",))
    )
    assert said(qualtrics.documents[0]) == [(None, "Hello World!")]
    assert qualtrics.documents[0].turns[0].case == "R_2YPOQ602ER1jkf1"
    assert qualtrics.notes[0] == "Rows 2 to 3 describe the columns (Qualtrics)."
    monkey = read(
        sample("surveys/surveymonkey.csv"),
        columns=Columns(
            id="Respondent ID",
            text=(
                "Any other comments?",
                "What did you like? (tick all, if any) - Other (please specify)",
            ),
        ),
    )
    assert [said(document) for document in monkey.documents] == [
        [(None, 'Great.\nBut slow, "very" slow.')],
        [(None, "parking")],
    ]


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=20)


@given(st.lists(_CELLS, min_size=1))
@patient
def test_any_answers_come_back_exactly(cells: list[str]) -> None:
    rows = "".join('"{}"\n'.format(cell.replace('"', '""')) for cell in cells)
    filled = [cell for cell in cells if cell.strip()]
    answers = [(f"feedback {at}", cell.strip()) for at, cell in enumerate(filled, 1)]
    expected = [(case, cell) for case, cell in answers if is_answer(cell)]
    try:
        draft = survey(f"q,end\n{rows}", text="q")
    except FileFault:
        assert not expected
        return
    assert [words for _, words in said(draft.documents[0])] == [words for _, words in expected]
    assert [turn.case for turn in draft.documents[0].turns] == [case for case, _ in expected]
