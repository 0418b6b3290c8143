"""What the columns of survey programs and of people's own tables are, decided by hand."""

from __future__ import annotations

import csv
import io

import pytest

from tests.importers.sheets import xlsx
from workbench.errors import FileFault
from workbench.importers.survey import Survey, open_survey
from workbench.surveys import Columns, SurveyOptions

SAID = (
    "The group helped me a lot.",
    "I liked that we could bring our own cases.",
    "",
    "More time for questions, please.",
    "It was long and the room was cold.",
    "Nothing",
)
STEPS = ("4", "5", "3", "2", "5", "1")
DATES = tuple(f"2024-05-0{n} 10:00:00" for n in range(1, 7))
NUMBERS = tuple("123456")
NONE = ("",) * 6


def survey(*columns: tuple[str, tuple[str, ...]], delimiter: str = ",", above: int = 1) -> Survey:
    """A table by its columns; a head has `above` rows, parted by `|`."""
    parts = [[*head.split("|"), *[""] * above][:above] for head, _ in columns]
    rows = [*zip(*parts, strict=True), *zip(*(cells for _, cells in columns), strict=True)]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    asked = SurveyOptions(accept=True)
    return open_survey("t.csv", text.getvalue().encode(), None, asked)


def roles(found: Survey) -> dict[str, str]:
    """The columns that are of use, or may tell who somebody is, by role."""
    by_role: dict[str, list[str]] = {}
    for one in found.proposals:
        by_role.setdefault(one.role, []).append(one.column)
    return {role: " ".join(columns) for role, columns in by_role.items() if role != "ignore"}


def counted(found: Survey) -> tuple[int, dict[str, int]]:
    """Rows, and answers in people's own words."""
    planned = found.planned(Columns())
    counts = planned.checked()
    return counts.rows, {column: counts.answered[column] for column in planned.columns.text}


QUALTRICS = (
    ("StartDate|Start Date", DATES),
    ("Finished|Finished", ("True",) * 6),
    ("RecordedDate|Recorded Date", DATES),
    ("ResponseId|Response ID", tuple(f"R_{n}x" for n in NUMBERS)),
    ("Q1_First Click|Timing - First Click", tuple(f"{n}.234" for n in NUMBERS)),
    ("Q1_Page Submit|Timing - Page Submit", tuple(f"1{n}.5" for n in NUMBERS)),
    ("Q2|What helped you?", SAID),
    ("Q3|What is your age group?", ("1", "2", "3", "1", "2", "3")),
    ("Q4|How useful was it?", STEPS),
    ("SC0|Score", ("12", "9", "7", "12", "30", "2")),
    ("PROLIFIC_PID|PROLIFIC_PID", tuple(f"5f{n}ab34cd" for n in NUMBERS)),
    ("Q_RecaptchaScore|Q_RecaptchaScore", ("0.9",) * 6),
)


@pytest.mark.parametrize("above", [1, 2])
def test_qualtrics_is_known_without_the_row_of_import_ids_and_without_its_questions(
    above: int,
) -> None:
    found = survey(*QUALTRICS, above=above)
    assert (found.layout.tool, counted(found)) == ("Qualtrics", (6, {"Q2": 5}))
    assert roles(found) == {
        "id": "ResponseId",
        "text": "Q2",
        "attribute" if above == 2 else "score": "Q3" if above == 2 else "Q3 Q4 SC0",
        "personal": "PROLIFIC_PID",
    } | ({"score": "Q4 SC0"} if above == 2 else {})


def test_surveymonkey_is_known_with_one_row_of_header() -> None:
    found = survey(
        ("Respondent ID", tuple(f"1181{n}" for n in NUMBERS)),
        ("Collector ID", ("9",) * 6),
        ("Start Date", DATES),
        ("Custom Data 1", NONE),
        ("What should we change?", SAID),
    )
    assert found.layout.tool == "SurveyMonkey"
    assert roles(found) == {"id": "Respondent ID", "text": "What should we change?"}


def test_the_second_row_of_sosci_survey_has_the_questions_and_minus_nine_is_no_answer() -> None:
    found = survey(
        ("CASE|Interview-Nummer", NUMBERS),
        ("QUESTNNR|Fragebogen", ("base",) * 6),
        ("MODE|Interview-Modus", ("interview",) * 6),
        ("STARTED|Beginn", DATES),
        ("SD01|Geschlecht", ("1", "2", "3", "2", "-9", "1")),
        ("ZU01|Zufriedenheit: Team", ("1", "-9", "3", "4", "5", "2")),
        ("OF01|Was fehlte?", SAID),
        ("TIME001|Verweildauer Seite 1", ("9", "8", "7", "6", "5", "4")),
        above=2,
        delimiter=";",
    )
    assert (found.layout.tool, counted(found)) == ("SoSci Survey", (6, {"OF01": 5}))
    assert roles(found) == {"id": "CASE", "attribute": "SD01", "score": "ZU01", "text": "OF01"}
    facts = [one.facts for one in found.planned(Columns()).responses()]
    assert [len(one) for one in facts] == [2, 1, 2, 2, 1, 2]


def test_unipark_counts_its_people_as_lfdn() -> None:
    found = survey(
        ("lfdn", ("17", "18", "20", "21", "25", "31")),
        ("external_lfdn", ("0",) * 6),
        ("dispcode", ("31", "32", "31", "22", "31", "31")),
        ("duration", ("300", "-1", "421", "200", "312", "333")),
        ("v_2", STEPS),
        ("v_4", (*SAID[:2], "-99", *SAID[3:])),
        ("browser", ("Chrome",) * 6),
        ("rts6028430", NUMBERS),
        delimiter=";",
    )
    assert (found.layout.tool, counted(found)) == ("Unipark", (6, {"v_4": 5}))
    assert roles(found) == {"id": "lfdn", "score": "v_2", "text": "v_4"}


def test_jotform_has_its_id_among_the_last_columns() -> None:
    found = survey(
        ("Submission Date", tuple(f"May {n}, 2024" for n in NUMBERS)),
        ("First Name", ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")),
        ("What did you think of the day?", SAID),
        ("How satisfied are you? >> Food", ("Satisfied", "Very Satisfied") * 3),
        ("Submission IP", tuple(f"10.2.3.{n}" for n in NUMBERS)),
        ("Submission ID", tuple(f"501208840032132283{n}" for n in NUMBERS)),
    )
    assert found.layout.tool == "Jotform"
    assert roles(found) == {
        "id": "Submission ID",
        "personal": "First Name Submission IP",
        "text": "What did you think of the day?",
        "attribute": "How satisfied are you? >> Food",
    }


def test_kobo_keeps_its_own_columns_apart() -> None:
    found = survey(
        ("start", DATES),
        ("village", ("North", "South") * 3),
        ("biggest_problem", SAID),
        ("_id", tuple(f"99{n}" for n in NUMBERS)),
        ("_uuid", tuple(f"0a-{n}" for n in NUMBERS)),
        ("_submission_time", DATES),
        ("_index", NUMBERS),
        delimiter=";",
    )
    assert found.layout.tool == "KoboToolbox"
    assert roles(found) == {"attribute": "village", "text": "biggest_problem", "id": "_id"}


def test_surveycto_keeps_its_own_columns_apart() -> None:
    dates = tuple(f"Mar {n}, 2026 10:05:44 AM" for n in NUMBERS)
    found = survey(
        ("SubmissionDate", dates),
        ("starttime", dates),
        ("deviceid", tuple(f"collect:{n}" for n in NUMBERS)),
        ("visited_on", dates),
        ("problem", SAID),
        ("instanceID", tuple(f"uuid:{n}" for n in NUMBERS)),
        ("formdef_version", ("2601",) * 6),
        ("KEY", tuple(f"uuid:{n}" for n in NUMBERS)),
    )
    assert (found.layout.tool, counted(found)) == ("KoboToolbox", (6, {"problem": 5}))
    assert roles(found) == {
        "personal": "deviceid",
        "attribute": "visited_on",
        "text": "problem",
        "id": "KEY",
    }


def test_jisc_online_surveys_keeps_its_own_columns_apart() -> None:
    found = survey(
        ("Response ID", tuple(f"1234567-1234567-1234567{n}" for n in NUMBERS)),
        ("Start date", tuple(f"1{n}/03/2026 10:02" for n in NUMBERS)),
        ("Completion date", tuple(f"1{n}/03/2026 10:09" for n in NUMBERS)),
        ("1. Which year are you in?", ("Year 1", "Year 2") * 3),
        ("2. What did you learn?", SAID),
    )
    assert (found.layout.tool, counted(found)) == (
        "JISC Online Surveys",
        (6, {"2. What did you learn?": 5}),
    )
    assert roles(found) == {
        "id": "Response ID",
        "attribute": "1. Which year are you in?",
        "text": "2. What did you learn?",
    }


def test_redcap_with_labels_is_known_without_events() -> None:
    found = survey(
        ("Record ID", NUMBERS),
        ("Survey Timestamp", DATES),
        ("Which symptoms? (choice=Pain)", ("Checked", "Unchecked") * 3),
        ("How do you feel?", SAID),
        ("Complete?", ("Complete",) * 6),
    )
    assert found.layout.tool == "REDCap"
    assert roles(found) == {
        "id": "Record ID",
        "attribute": "Which symptoms? (choice=Pain)",
        "text": "How do you feel?",
    }


def test_limesurvey_with_codes_and_questions_keeps_its_own_columns_apart() -> None:
    found = survey(
        ("id. Antwort ID", NUMBERS),
        ("submitdate. Datum Abgeschickt", (*DATES[:5], "")),
        ("lastpage. Letzte Seite", ("4",) * 6),
        ("startlanguage. Start-Sprache", ("de",) * 6),
        ("beruf[other]. Beruf? [Sonstiges]", ("", "", "Seelsorge", "", "Physio", "")),
        ("zufr[SQ001]. Zufrieden? [Team]", STEPS),
        ("offen. Was fehlte?", SAID),
        ("interviewtime. Gesamtzeit", tuple(f"{n}.5" for n in NUMBERS)),
        ("groupTime12. Gruppenzeit", tuple(f"{n}.25" for n in NUMBERS)),
    )
    assert found.layout.tool == "LimeSurvey"
    assert roles(found) == {
        "id": "id. Antwort ID",
        "text": "beruf[other]. Beruf? [Sonstiges] offen. Was fehlte?",
        "score": "zufr[SQ001]. Zufrieden? [Team]",
    }
    assert "1 row of people who did not finish" in " ".join(found.left_out())


def test_microsoft_forms_says_in_which_language_it_was_filled_in() -> None:
    found = survey(
        ("ID", NUMBERS),
        ("Heure de début", DATES),
        ("Heure de fin", DATES),
        ("Adresse de messagerie", ("anonymous",) * 6),
        ("Nom", NONE),
        ("Langue", ("Français",) * 6),
        ("Qu'est-ce qui vous a aidé ?", SAID),
    )
    assert found.layout.tool == "Microsoft Forms"
    assert {role: name for role, name in roles(found).items() if role != "personal"} == {
        "id": "ID",
        "text": "Qu'est-ce qui vous a aidé ?",
    }


# ------------------------------------------------------------------ tables of one's own


@pytest.mark.parametrize(
    "name",
    [
        *("Identifiant", "N° participant", "Code participant", "Teilnehmer-Nr.", "VP-Code"),
        *("Proband", "subject", "Deelnemer", "ID del participante", "Participant number"),
        *("Lfd. Nr.", "Questionnaire no.", "Fragebogen", "participant_id"),
    ],
)
def test_who_answered_is_known_in_several_languages(name: str) -> None:
    found = survey((name, NUMBERS), ("What did you like?", SAID))
    assert roles(found) == {"id": name, "text": "What did you like?"}


def test_answers_without_blanks_between_words_are_answers() -> None:
    found = survey(
        ("タイムスタンプ", DATES),
        ("満足度", STEPS),
        (
            "良かった点",
            (
                "話し合いが良かった。",
                "時間が足りなかった。",
                "",
                "特になし",
                "寒かった。",
                "親切。",
            ),
        ),
    )
    assert roles(found) == {"score": "満足度", "text": "良かった点"}


def test_a_few_short_sentences_are_answers_and_a_few_long_choices_are_not() -> None:
    diary = ("I slept badly.", "Tired", "", "Pain all day.", "Nothing", "Better now, thanks.")
    choices = ("Nurse in training or newly qualified", "Other staff not listed here") * 3
    found = survey(("pid", NUMBERS), ("diary", diary), ("role", choices))
    assert roles(found) == {"id": "pid", "text": "diary", "attribute": "role"}


def test_times_of_the_day_are_no_addresses() -> None:
    found = survey(("pid", NUMBERS), ("Begin", tuple(f"1{n}:00:00" for n in NUMBERS)))
    assert roles(found) == {"id": "pid", "attribute": "Begin"}


def test_age_and_gender_in_codes_are_facts() -> None:
    found = survey(("pid", NUMBERS), ("Geschlecht", ("1", "2", "3") * 2), ("Wie gut?", STEPS))
    assert roles(found) == {"id": "pid", "attribute": "Geschlecht", "score": "Wie gut?"}


def test_a_number_far_off_a_scale_is_pointed_out_and_taken_for_no_answer_when_asked() -> None:
    table = b"pid,q1,age\na,4,23\nb,99,99\nc,3,41\nd,1,18\ne,5,35\n"
    found = open_survey("t.csv", table, None, SurveyOptions(accept=True))
    planned = found.planned(Columns())
    (damage,) = planned.checked().damage
    assert (damage.column, damage.cells, damage.examples) == ("q1", 1, ("99",))
    assert "--no-answer “q1=99”" in damage.kind
    said = SurveyOptions(accept=True, no_answers=("q1=99",))
    mended = open_survey("t.csv", table, None, said).planned(Columns())
    assert mended.checked().damage == ()
    # 99 years are an age.
    assert [len(one.facts) for one in mended.responses()] == [2, 1, 2, 2, 2]


def test_groups_over_names_and_codes_over_questions_are_two_rows_of_header() -> None:
    grouped = survey(
        ("Person|ID", ("a", "b", "c", "d", "e", "f")),
        ("|Age", ("23", "34", "45", "29", "51", "38")),
        ("Satisfaction|Food", STEPS),
        ("|Room", STEPS),
        ("Open|What did you like?", SAID),
        above=2,
    )
    assert grouped.notes == ("Row 2 goes on with the header; names of columns were joined.",)
    assert (counted(grouped), roles(grouped)) == (
        (6, {"Open - What did you like?": 5}),
        {
            "id": "Person - ID",
            "attribute": "Person - Age",
            "score": "Satisfaction - Food Satisfaction - Room",
            "text": "Open - What did you like?",
        },
    )
    coded = survey(
        ("pid|Who are you?", tuple("abcdef")),
        ("v1|How useful was it?", STEPS),
        ("v2|How long was it?", STEPS),
        ("v3|What did you like?", SAID),
        above=2,
    )
    assert coded.notes == ("Row 2 describes the columns (table).",)
    assert roles(coded) == {"id": "pid", "score": "v1 v2", "text": "v3"}


def test_somebody_who_answered_no_number_is_no_row_of_header() -> None:
    nobody = ("n/a", "don't know")
    for first in nobody:
        found = survey(("pid", NUMBERS), ("v1", (first, *STEPS[1:])), ("v2", STEPS))
        assert counted(found)[0] == 6


def test_merged_heads_of_a_workbook_are_carried_on() -> None:
    rows: list[list[object]] = [["Person", None, "Rating", None, "Words"]]
    rows += [["ID", "Age", "Food", "Room", "Why?"]]
    rows += [[f"T{n}", 20 + n, n, 5 - n, f"Because of number {n}."] for n in range(1, 5)]
    data = xlsx({"S": rows}, merged="A1:B1")
    found = open_survey("t.xlsx", data, None, SurveyOptions(accept=True))
    assert found.columns == (
        "Person - ID", "Person - Age", "Rating - Food", "Rating - Room", "Words - Why?"
    )  # fmt: skip
    assert counted(found) == (4, {"Words - Why?": 4})


def test_a_script_that_fetches_from_qualtrics_writes_single_quotation_marks() -> None:
    found = survey(
        ("ResponseID|ResponseID|{'ImportId': 'responseId'}", tuple(f"R_{n}" for n in NUMBERS)),
        ("Status|Status|{'ImportId': 'status'}", ("0",) * 6),
        ("Q5#1_1_TEXT|Why?|{'ImportId': 'QID5#1-1-TEXT'}", SAID),
        ("LocationAccuracy|LocationAccuracy|{'ImportId': 'Location'}", ("-1",) * 6),
        above=3,
    )
    assert found.layout.tool == "Qualtrics"
    assert roles(found) == {"id": "ResponseID", "text": "Q5#1_1_TEXT"}
    assert counted(found) == (6, {"Q5#1_1_TEXT": 5})


def test_limesurvey_in_any_language_is_known_by_its_first_columns() -> None:
    found = survey(
        ("ID odpowiedzi", NUMBERS),
        ("Data wysłania", (*DATES[:5], "")),
        ("Ostatnia strona", ("4", "4", "4", "4", "4", "2")),
        ("Początkowy język", ("pl",) * 6),
        ("Ziarno", tuple(f"18362{n}" for n in NUMBERS)),
        ("Data rozpoczęcia", DATES),
        ("Data ostatniej akcji", DATES),
        ("Kiedy to było?", DATES),
        ("Co pomogło?", SAID),
        ("Ocena", STEPS),
    )
    assert found.layout.tool == "LimeSurvey"
    assert roles(found) == {
        "id": "ID odpowiedzi",
        "attribute": "Kiedy to było?",
        "text": "Co pomogło?",
        "score": "Ocena",
    }
    assert list(found.left_out()) == [
        "1 row of people who did not finish kept (--finished leaves them out)."
    ]


def test_questions_over_choices_in_words_are_told_by_what_all_others_say() -> None:
    yes_or_no = ("Ja", "Nein", "Nein", "Ja", "Nein", "Nein")
    found = survey(
        ("Was haben Sie studiert?|Informatik", yes_or_no),
        ("|Medizin", yes_or_no),
        ("|Sonstiges", ("", "", "Physik", "", "Theologie", "Biologie")),
        ("Wie oft treffen Sie sich?|Allein", ("oft", "selten", "nie", "oft", "oft", "nie")),
        ("|Mit anderen", ("nie", "selten", "nie", "oft", "selten", "nie")),
        delimiter=";",
        above=2,
    )
    assert found.columns[:3] == (
        "Was haben Sie studiert? - Informatik",
        "Was haben Sie studiert? - Medizin",
        "Was haben Sie studiert? - Sonstiges",
    )
    assert counted(found) == (6, {"Was haben Sie studiert? - Sonstiges": 3})


def test_a_respondent_beside_columns_without_names_is_no_second_row_of_header() -> None:
    found = survey(
        ("Rolle", ("a", "b", "a", "b", "a", "b")),
        ("Jahr", STEPS),
        ("Ort", ("x", "y", "x", "y", "x", "y")),
        ("", ("gut", "schlecht", "", "", "sehr gut", "")),
        ("", ("ja", "", "nein", "", "", "")),
    )
    assert found.layout.first == 2
    assert found.columns == ("Rolle", "Jahr", "Ort", "Column 4", "Column 5")


def test_names_over_questions_are_told_by_questions_where_others_answer() -> None:
    found = survey(
        ("age|What is your age?", ("18-24", "25-34", "18-24", "35+", "25-34", "25-34")),
        ("group|x", ("a", "b", "a", "b", "a", "b")),
        ("opinion|What do you think of it?", SAID),
        above=2,
    )
    assert [(one.column, one.title) for one in found.proposals if one.role == "text"] == [
        ("opinion", "What do you think of it?")
    ]
    assert counted(found)[0] == 6


@pytest.mark.parametrize("cells", [DATES, tuple(f"{n}@example.org" for n in NUMBERS)])
def test_a_table_without_names_of_columns_is_refused(cells: tuple[str, ...]) -> None:
    with pytest.raises(FileFault, match=r"row 1 has “.*” where the name of a column should stand"):
        survey((cells[0], cells[1:]), ("yes", SAID[1:]))


def test_a_table_wider_than_any_spreadsheet_is_refused() -> None:
    with pytest.raises(FileFault, match=r"t\.csv has 20,001 columns, too many for a survey\."):
        open_survey("t.csv", b"a" + b"," * 20_000 + b"\nb\n")


def test_numbers_of_rows_and_names_of_files_are_left_out() -> None:
    found = survey(
        ("", tuple("012345")),
        ("Unnamed: 0", ("0", "1", "2", "5", "7", "9")),
        ("photo", tuple(f"16243548{n}.jpg" for n in NUMBERS)),
        ("Why?", SAID),
    )
    assert roles(found) == {"text": "Why?"}


def test_surveymonkey_that_went_through_pandas_has_numbers_of_rows_and_no_blank_heads() -> None:
    agreed = ("I agree that I take part of my own will and may leave when I like.",) * 6
    found = survey(
        ("|0", NUMBERS),
        ("respondent_id|", tuple(f"11465768601{n}.0" for n in NUMBERS)),
        ("collector_id|", ("43230554.0",) * 6),
        ("Consent|I agree", agreed),
        ("What did you like?|Price", ("Price", "", "Price", "", "", "Price")),
        ("Unnamed: 5|Staff", ("", "Staff", "", "Staff", "", "")),
        ("Why?|Open-Ended Response", SAID),
        above=2,
    )
    assert found.layout.tool == "SurveyMonkey"
    assert roles(found) == {
        "id": "respondent_id",
        "personal": "Consent - I agree",
        "attribute": "What did you like? - Price What did you like? - Staff",
        "text": "Why?",
    }


def test_what_an_experiment_shows_to_all_is_no_open_answer_however_long() -> None:
    shown = "To what extent does this trait describe you in comparison with all others? " * 4
    found = survey(("shown", (shown,) * 6), ("Why?", SAID))
    assert roles(found) == {"attribute": "shown", "text": "Why?"}


def test_numbered_questions_in_a_column_are_no_numbers_of_rows() -> None:
    asked = tuple(f"{n}. How often do you sleep well?" for n in NUMBERS)
    found = survey(("Question", asked), ("Answer", SAID))
    assert found.proposals[0].role == "attribute"


def test_answers_that_begin_with_one_are_lists_and_no_steps_of_a_scale() -> None:
    lists = (
        "1. more time 2. less noise",
        "1. a real break",
        "",
        "1. talk, 2. eat, 3. sleep",
        "1. nothing at all to add",
        "1. the room was cold",
    )
    found = survey(("Three wishes?", lists), ("Rating", ("1 (bad)", "2", "2", "1 (bad)", "3", "2")))
    assert roles(found) == {"text": "Three wishes?", "score": "Rating"}


def test_a_question_for_a_name_is_personal_although_the_program_says_that_people_type() -> None:
    names = ("Ana Lee", "Ben Ray", "Cy Ott", "Di Poe", "Ed Roe", "Flo Zu")
    head = '{h}|{t}|{{"ImportId":"{i}"}}'
    found = survey(
        (head.format(h="ResponseId", t="Response ID", i="_recordId"), NUMBERS),
        (head.format(h="Q6", t="Last of all: what is your name?", i="QID6_TEXT"), names),
        (head.format(h="Q7", t="What would you name as strengths?", i="QID7_TEXT"), SAID),
        above=3,
    )
    assert roles(found) == {"id": "ResponseId", "personal": "Q6", "text": "Q7"}


def test_ticks_that_stand_joined_in_a_cell_are_choices_and_lists_of_words_are_answers() -> None:
    ticked = (
        "The talks, The cases",
        "The cases, The breaks, Other people",
        "The talks",
        "The talks, The breaks",
        "The cases, Other people",
        "The breaks, The talks, my own tea",
    )
    listed = (
        "calm, quiet people",
        "the room, the light",
        "food, talk, sleep",
        "nothing, really",
        "time to think, again",
        "all of it, to be honest",
    )
    found = survey(("What helped?", ticked), ("Anything else?", listed))
    assert roles(found) == {"attribute": "What helped?", "text": "Anything else?"}
    assert found.proposals[0].why == "some of 5 choices"


def test_a_script_that_numbers_the_rows_hides_no_program() -> None:
    found = survey(
        ("", NUMBERS),
        ("record_id", tuple(f"A{n}" for n in NUMBERS)),
        ("cesd", STEPS),
        ("notes", SAID),
        ("tests_complete", ("2",) * 6),
    )
    assert found.layout.tool == "REDCap"
    assert roles(found) == {"id": "record_id", "score": "cesd", "text": "notes"}
    qualtrics = survey(
        ("Unnamed: 0|0|1", tuple("234567")),
        *(
            (f'{head}|{head}|{{"ImportId":"{head}"}}', cells)
            for head, cells in (("ResponseId", NUMBERS), ("Q2_TEXT", SAID))
        ),
        above=3,
    )
    assert counted(qualtrics) == (6, {"Q2_TEXT": 5})
