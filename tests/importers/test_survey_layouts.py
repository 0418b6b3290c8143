"""What survey programs write, and what a careful reader counts in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.importers.samples import said, sample
from tests.importers.sheets import ods, ods_row, words, xls, xlsx
from workbench.errors import FileFault, NameUnknown
from workbench.importers import importer_for, read, streaming
from workbench.importers.damage import lost_zeros
from workbench.importers.survey import Survey, open_survey
from workbench.importers.survey_planned import Planned
from workbench.surveys import Columns, Proposal, SurveyOptions


def table(text: str, **options: Any) -> Planned:
    """A table with the columns that are proposed."""
    asked = replace(SurveyOptions(accept=True), **options)
    return open_survey("t.csv", text.encode(), None, asked).planned(Columns())


def proposed(planned: Planned) -> tuple[Proposal, ...]:
    assert isinstance(planned.survey, Survey)
    return planned.survey.proposals


def roles(planned: Planned) -> dict[str, str]:
    return {one.column: one.role for one in proposed(planned)}


def counted(name: str) -> tuple[Planned, int, int, dict[str, int]]:
    """A sample as it is proposed: rows, respondents, answers to each open question."""
    path = sample(f"surveys/{name}")
    asked = SurveyOptions(accept=True)
    planned = open_survey(path.name, path.read_bytes(), None, asked).planned(Columns())
    counts = planned.checked()
    answers = {column: counts.answered[column] for column in planned.columns.text}
    return planned, counts.rows, counts.respondents, answers


# ------------------------------------------------------------------ samples, counted by hand


def test_the_qualtrics_sample_has_one_respondent_who_answered_q2() -> None:
    planned, *found = counted("qualtrics_sample.csv")
    # Row 2 is in German although the questions are in English; row 3 names QID2_TEXT.
    assert found == [1, 1, {"Q2": 1}]
    assert planned.columns.id == "ResponseId"
    assert planned.columns.attribute == ("Q1",)
    assert "IPAddress" in planned.columns.ignore


def test_the_surveymonkey_sample_has_two_respondents_and_n_a_is_no_answer() -> None:
    planned, *found = counted("surveymonkey.csv")
    other = "What did you like? (tick all, if any) - Other (please specify)"
    assert found == [2, 2, {other: 1, "Any other comments?": 1}]
    facts = [one.facts for one in planned.responses()]
    # “9 - Likely” is the 9 of a scale with words at its ends.
    assert ("How likely are you to recommend us?", 9.0, "") in facts[0]


def test_the_redcap_sample_has_three_people_in_eighteen_rows() -> None:
    planned, *found = counted("redcap_longitudinal.csv")
    # Each of 100, 220 and 304 came to six events; the notes are counted cell by cell.
    assert found == [18, 3, {"comments": 3, "vob7": 5, "vob14": 5, "study_comments": 2}]
    assert planned.columns.occasion == ("redcap_event_name",)
    known = roles(planned)
    personal = ("first_name", "last_name", "telephone_1", "email", "dob")
    assert {known[name] for name in personal} == {"personal"}
    draft = planned.draft()
    phases = {turn.phase for turn in draft.documents[1].turns}
    assert {"visit_1_arm_1", "visit_2_arm_1"} <= phases


def test_the_limesurvey_sample_has_one_open_question() -> None:
    planned, rows, people, answers = counted("limesurvey_rse_nl2017.csv")
    # The first column has no name and only numbers the rows.
    assert planned.columns.id is None
    assert (rows, people, list(answers.values())) == (77, 77, [43])
    assert next(iter(answers)).startswith("train3.")
    assert len(planned.columns.score) == 10


def test_the_carpentries_sample_has_no_open_question_and_mojibake_in_seven_cells() -> None:
    planned, rows, _, answers = counted("carpentrycon_mojibake.csv")
    assert (rows, answers) == (124, {})
    (damage,) = planned.checked().damage
    assert (damage.column, damage.cells, damage.repair) == ("session", 7, "mojibake")
    path = sample("surveys/carpentrycon_mojibake.csv")
    mended = SurveyOptions(accept=True, repairs=("mojibake",))
    survey = open_survey(path.name, path.read_bytes(), None, mended)
    sessions = {row.cells[0] for row in survey.rows()}
    assert {"¡Traduciendo!", "Social Meetup Hablamos Español"} <= sessions


# ------------------------------------------------------------------ layouts of our own

QUALTRICS = """\
StartDate,Status,Finished,ResponseId,Q1,Q2_4_TEXT
Startdatum,Antworttyp,Beendet,Antwort-ID,"How was
it?",Other
"{""ImportId"":""startDate""}","{""ImportId"":""status""}","{""ImportId"":""finished""}",\
"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_4_TEXT""}"
2024-01-05 10:00:00,IP Address,True,R_1,It was a good day for all of us,Tea
2024-01-05 10:10:00,Survey Preview,True,R_2,This is only a test of the survey,x
2024-01-06 09:00:00,IP Address,False,R_3,I had to leave before the end,
"""


def test_previews_are_no_respondents_and_the_unfinished_are() -> None:
    planned = table(QUALTRICS)
    counts = planned.checked()
    assert (counts.rows, dict(counts.answered)) == (2, {"Q1": 2, "Q2_4_TEXT": 1})
    assert [one.title for one in proposed(planned)[4:]] == ["How was it?", "Other"]
    assert list(planned.survey.left_out()) == [
        "1 row of previews, tests or spam left out (--previews keeps them).",
        "1 row of people who did not finish kept (--finished leaves them out).",
    ]
    assert table(QUALTRICS, previews=True).checked().rows == 3
    assert table(QUALTRICS, finished=True).checked().rows == 1


def test_an_older_qualtrics_export_has_two_rows_of_header() -> None:
    planned = table(
        "V1,V2,V10,Q3_TEXT,\nResponseID,ResponseSet,Finished,Why did you come?,\n"
        "R_1,Default,1,Because my friend told me,\nR_2,Default,1,I read of it in the paper,\n"
    )
    assert planned.columns.id == "ResponseID"
    assert planned.checked().answered == {"Q3_TEXT": 2}


def test_google_forms_has_no_id_and_addresses_are_dropped() -> None:
    planned = table(
        "Zeitstempel,E-Mail-Adresse,Was hat dir am Kurs gefallen?,Ich war zufrieden [Kurs]\n"
        "05.01.2024 10:00:00,a@b.de,Die vielen Beispiele aus der Praxis,5\n"
        "05.01.2024 10:05:00,c@d.de,Dass man alles fragen durfte,4\n"
        "05.01.2024 10:06:00,e@f.de,keine Angabe,3\n"
    )
    assert list(roles(planned).values()) == ["ignore", "personal", "text", "score"]
    assert planned.checked().answered["Was hat dir am Kurs gefallen?"] == 2


def test_limesurvey_writes_semicolons_and_comments() -> None:
    planned = table(
        '"id";"submitdate";"lastpage";"startlanguage";"q1";"q1[comment]"\n'
        '"1";"2024-01-05 10:00:00";"3";"de";"A1";"Es war zu kurz für mich"\n'
        '"2";"";"1";"de";"A2";"n/a"\n'
    )
    assert (planned.survey.layout.tool, planned.columns.id) == ("LimeSurvey", "id")
    assert planned.columns.text == ("q1[comment]",)
    assert planned.checked().answered["q1[comment]"] == 1


@pytest.mark.parametrize(
    "header",
    [
        '"Response ID";"Date submitted";"Last page";"Start language"',
        '"Antwort ID";"Datum Abgeschickt";"Letzte Seite";"Start-Sprache"',
        '"ID de la réponse";"Date de soumission";"Dernière page";"Langue de départ"',
    ],
)
def test_limesurvey_with_questions_in_full_is_known_by_its_own_columns(header: str) -> None:
    rows = (
        '"1";"2026-05-01";"3";"de";"It was hard to begin with my own.";"DE"\n'
        '"2";"";"1";"de";"";"FR"\n"3";"2026-05-02";"3";"de";"I could not say very much.";"DE"\n'
    )
    planned = table(f'{header};"What was hard for you?";"In which country?"\n{rows}')
    assert planned.survey.layout.tool == "LimeSurvey"
    assert list(roles(planned).values()) == [
        "id", "ignore", "ignore", "ignore", "text", "attribute"
    ]  # fmt: skip
    assert "1 row of people who did not finish" in " ".join(planned.told(planned.checked()))


def test_redcap_with_labels_is_known_by_its_own_columns() -> None:
    planned = table(
        "Record ID,Event Name,Repeat Instrument,Repeat Instance,Survey Timestamp,"
        "Reason (choice=Pain),Please describe your visit,Complete?\n"
        '1,Baseline,,,2026-05-01 10:00,Checked,"I waited long, and nobody told me.",Complete\n'
        "1,Month 3,,,2026-08-01 10:00,Unchecked,Better than it was in spring.,Complete\n"
        "2,Baseline,,,[not completed],Unchecked,,Incomplete\n"
    )
    assert planned.survey.layout.tool == "REDCap"
    assert roles(planned) == {
        "Record ID": "id", "Event Name": "occasion", "Repeat Instrument": "occasion",
        "Repeat Instance": "occasion", "Survey Timestamp": "ignore",
        "Reason (choice=Pain)": "attribute", "Please describe your visit": "text",
        "Complete?": "ignore",
    }  # fmt: skip


def test_sosci_survey_is_known_by_its_own_columns() -> None:
    planned = table(
        "CASE\tSERIAL\tREF\tQUESTNNR\tMODE\tSTARTED\tA002_01\tLASTDATA\n"
        "5\t\t\tbase\tinterview\t2026-05-01\tIch fand es anstrengend, aber gut.\t2026-05-01\n"
        "6\t\t\tbase\tinterview\t2026-05-01\tDie Gruppe war offen und freundlich.\t2026-05-01\n"
    )
    assert planned.survey.layout.tool == "SoSci Survey"
    assert {name for name, role in roles(planned).items() if role != "ignore"} == {
        "CASE", "A002_01"
    }  # fmt: skip


def test_a_table_of_ones_own_may_have_a_score_and_number_its_people() -> None:
    planned = table("Nr.;score;status\n1;4;ward\n2;5;home\n3;3;ward\n4;1;home\n")
    assert roles(planned) == {"Nr.": "id", "score": "score", "status": "attribute"}
    quiz = table("Timestamp,Score,What was hard?\n1,4,The silence was long for me.\n")
    assert roles(quiz)["Score"] == "ignore"


def test_consent_in_the_words_of_a_question_is_dropped_and_a_question_about_it_is_not() -> None:
    planned = table(
        "pid,Do you agree to take part?,Why did you agree to take part?\n"
        "a,Yes,I wanted to learn more about it.\nb,Yes,A friend of mine told me to come.\n"
        "c,Yes,I do not know any more.\nd,Yes,Because they asked so nicely.\n"
    )
    assert roles(planned) == {
        "pid": "id",
        "Do you agree to take part?": "personal",
        "Why did you agree to take part?": "text",
    }


def test_a_data_dictionary_is_believed() -> None:
    text = "record_id,mood,a_complete\n1,fine and well today thanks,2\n2,not so good this week,2\n"
    assert roles(table(text))["mood"] == "text"
    assert roles(table(text, fields={"mood": "personal"}))["mood"] == "personal"


def test_events_and_instances_tell_rows_apart() -> None:
    planned = table(
        "record_id,redcap_event_name,redcap_repeat_instance,pain,notes,a_complete\n"
        "1,base,,3,I slept badly the whole night,2\n1,week,1,2,It was better than before,2\n"
        "1,week,2,1,Nothing hurts at all any more,2\n2,base,,5,It hurts when I walk upstairs,2\n"
    )
    responses = list(planned.responses())
    assert [(one.case, one.occasion) for one in responses] == [
        ("1", "base"),
        ("1", "week 1"),
        ("1", "week 2"),
        ("2", "base"),
    ]
    assert responses[1].facts == (("pain", 2.0, "week 1"),)
    assert planned.checked().respondents == 2


def test_a_score_before_and_after_is_one_score_at_two_times() -> None:
    planned = table("id,worry_pre,worry_post\nA1,5,3\nB2,4,2\nC3,2,1\nD4,1,1\n")
    assert next(planned.responses()).facts == (("worry", 5.0, "pre"), ("worry", 3.0, "post"))


def test_decimal_commas_and_utf_16_are_read() -> None:
    text = "id\tname der Skala\tsagt\nA1\t2,5\tDas war für mich sehr schön\n"
    survey = open_survey("t.tsv", text.encode("utf-16"))
    planned = survey.planned(Columns("id", ("sagt",), (), ("name der Skala",)))
    (response,) = planned.responses()
    assert response.facts == (("name der Skala", 2.5, ""),)


def test_what_is_no_answer_can_be_changed() -> None:
    text = "id,q\nA,weiß nicht\nB,-\nC,n/a\nD,I like it\n"
    columns = Columns("id", ("q",))
    usual = open_survey("t.csv", text.encode()).planned(columns).checked()
    assert (usual.answered["q"], dict(usual.nothing["q"])) == (2, {"-": 1, "n/a": 1})
    options = SurveyOptions(no_answers=("Weiß nicht",), answers=("-",))
    changed = open_survey("t.csv", text.encode(), None, options).planned(columns).checked()
    assert (changed.answered["q"], dict(changed.nothing["q"])) == (2, {"weiß nicht": 1, "n/a": 1})


CONSENT = "id,consent,arm,why\nA,yes,x,It was good\nB,no,x,No\nC, YES ,y,Fine\nD,,y,Not mine\n"


@pytest.mark.parametrize(
    ("only", "taken"),
    [
        (("consent=yes",), ["A", "C"]),
        (("consent=yes", "consent=no"), ["A", "B", "C"]),
        (("consent=yes", "arm=y"), ["C"]),
        (("consent=",), ["D"]),
    ],
)
def test_only_rows_with_a_cell_are_taken(only: tuple[str, ...], taken: list[str]) -> None:
    planned = table(CONSENT, only=only)
    assert [one.case for one in planned.responses()] == taken


def test_rows_that_are_left_out_are_counted_and_answers_to_consent_told() -> None:
    assert list(table(CONSENT, only=("consent=yes",)).survey.left_out()) == [
        "2 rows without “consent=yes” left out."
    ]
    assert "".join(table(CONSENT).survey.left_out()) == (
        "“consent”: “yes” 1, “no” 1, “YES” 1, blank 1; all are taken "
        "(--only “consent=yes” takes only those)."
    )


def test_what_is_said_of_a_column_that_is_not_there_is_refused() -> None:
    for options in ({"only": ("konsent=yes",)}, {"no_answers": ("q9=99",)}):
        with pytest.raises(NameUnknown, match="there are: id, consent, arm, why"):
            table(CONSENT, **options)


def test_a_table_of_which_nothing_is_left_says_why() -> None:
    with pytest.raises(FileFault) as fault:
        table(CONSENT, only=("consent=ja",)).draft()
    assert str(fault.value) == (
        "t.csv has no rows of answers. 4 rows without “consent=ja” left out."
    )


def test_a_score_outside_its_range_is_refused_with_its_row() -> None:
    options = SurveyOptions(ranges={"s": (1, 5)})
    planned = open_survey("t.csv", b"id,s\nA,5\nB,7\n", None, options).planned(
        Columns("id", score=("s",))
    )
    with pytest.raises(FileFault, match="row 3, column “s”: “7” lies outside 1 to 5"):
        planned.checked()


def test_damage_is_pointed_out_and_mended_only_when_asked() -> None:
    text = "id,band,said\n1.23457E+15,5-Jan,donâ€™t know what to say of it\n2.3E+15,10-20,fine\n"
    columns = Columns("id", ("said",), ("band",))
    found = open_survey("t.csv", text.encode()).planned(columns).checked().damage
    assert [(one.column, one.repair, one.examples) for one in found] == [
        ("said", "mojibake", ("donâ€™t know what to say of it",)),
        ("band", "ranges", ("5-Jan",)),
        ("id", None, ("1.23457E+15", "2.3E+15")),
    ]
    options = SurveyOptions(repairs=("ranges", "mojibake"))
    planned = open_survey("t.csv", text.encode(), None, options).planned(columns)
    first = next(planned.responses())
    assert (first.answers, first.facts[0].value) == (("don’t know what to say of it",), "1-5")


def test_ids_that_lost_zeros_are_told_from_ids_that_count() -> None:
    assert lost_zeros("id", [str(n) for n in range(1, 1200)]) is None
    damage = lost_zeros("id", ["48213", "90377", "71002", "0"[:0] + "812"])
    assert damage is not None
    assert damage.examples == ("812",)


# ------------------------------------------------------------------ workbooks


def test_an_ods_table_is_read_from_its_values() -> None:
    number = words("3,00", 'office:value-type="float" office:value="3"')
    day = words("5.1.", 'office:value-type="date" office:date-value="2024-01-05"')
    aside = "<office:annotation><text:p>me</text:p></office:annotation>"
    note = words("two<text:s/>words</text:p><text:p>more").replace(
        "<text:p>", f"{aside}<text:p>", 1
    )
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = ods_row(words("id"), words("day"), words("q"), blank) + ods_row(number, day, note)
    rows += '<table:table-row table:number-rows-repeated="1048000">' + blank + "</table:table-row>"
    survey = open_survey("t.ods", ods(("S", rows)))
    assert [row.cells for row in survey.rows()] == [("3", "2024-01-05", "two words\nmore")]


def test_hidden_sheets_are_named_and_several_tables_asked_about() -> None:
    rows = ods_row(words("id"), words("q")) + ods_row(words("1"), words("Yes."))
    hidden = (
        '<style:style style:name="B"><style:table-properties table:display="false"/></style:style>'
    )
    two = open_survey("t.ods", ods(("A", rows), ("B", rows), styles=hidden))
    assert two.notes == ("Read from the sheet “A”; not read: “B” (hidden).",)
    with pytest.raises(FileFault, match="2 sheets with tables: “A”, “B”; name one with --sheet"):
        open_survey("t.ods", ods(("A", rows), ("B", rows)))
    asked = open_survey("t.ods", ods(("A", rows), ("B", rows)), None, SurveyOptions(sheet="B"))
    assert len(list(asked.rows())) == 1


def test_an_ods_file_with_a_document_type_or_too_many_cells_is_refused() -> None:
    row = '<table:table-row table:number-rows-repeated="9000000">' + words("x") * 9
    with pytest.raises(FileFault, match="too many for a table"):
        open_survey("t.ods", ods(("A", row + "</table:table-row>")))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "content.xml", "<!-- " + "x" * 5000 + ' --><!DOCTYPE a [<!ENTITY b "c">]><a/>'
        )
    with pytest.raises(FileFault, match="document type"):
        open_survey("t.ods", data.getvalue())


def test_an_ods_file_that_unpacks_to_very_much_is_refused_before_it_is_read() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"<a>" + b" " * 30_000_000)
    assert len(data.getvalue()) < 40_000
    with pytest.raises(FileFault, match="unpacks to 30,000,049 bytes, too much"):
        open_survey("t.ods", data.getvalue())


def test_an_old_excel_file_is_read_with_its_dates_and_numbers() -> None:
    rows: list[list[object]] = [
        ["id", "day", "done", "q"],
        [1, date(2024, 5, 1), True, "Grüße 👍"],
        [2.5, date(2024, 5, 2), False, "So so."],
    ]
    survey = open_survey("t.xls", xls(rows))
    assert [row.cells for row in survey.rows()] == [
        ("1", "2024-05-01", "TRUE", "Grüße 👍"),
        ("2.5", "2024-05-02", "FALSE", "So so."),
    ]
    planned = survey.planned(Columns("id", ("q",)))
    assert said(planned.draft().documents[0]) == [(None, "Grüße 👍"), (None, "So so.")]


def test_an_old_excel_file_cut_short_is_refused() -> None:
    whole = xls([["id", "q"], *([n, "It was good."] for n in range(200))])
    for stop in range(8, len(whole) - 1_000, 700):
        with pytest.raises(FileFault, match="no Excel workbook, or damaged"):
            list(open_survey("t.xls", whole[:stop]).rows())


def test_titles_above_a_table_and_merged_cells_are_pointed_out() -> None:
    rows: list[list[object]] = [["Results of the spring course"], [], ["id", "group", "q"]]
    rows += [[1, "A", "It was good"], [2, None, "So so"]]
    survey = open_survey("t.xlsx", xlsx({"S": rows}, merged="B4:B5"))
    assert survey.notes == (
        (
            "1 merged areas, such as B4:B5: a value stands in the first cell of each only, "
            "the others are blank."
        ),
        "The header is row 3; what stands above it is left out.",
    )
    assert [row.cells for row in survey.rows()] == [("1", "A", "It was good"), ("2", "", "So so")]


# ------------------------------------------------------------------ bad input


def test_many_columns_and_long_cells_are_read_in_time() -> None:
    heads = ",".join(f"c{n}" for n in range(16_000))
    cells = ",".join("1" for _ in range(16_000))
    assert len(open_survey("t.csv", f"{heads}\n{cells}\n".encode()).columns) == 16_000
    long = "word " * 200_000
    planned = open_survey("t.csv", f"id,q\nA,{long}\n".encode()).planned(Columns("id", ("q",)))
    assert len(said(planned.draft().documents[0])[0][1]) == 999_999


def test_a_large_file_is_decoded_in_pieces_as_a_small_one_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "_SMALL", 1_000)
    rows = "".join(f"{n},it was fine — really 👍 {'x' * 40}\n" for n in range(500))
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        survey = open_survey("t.csv", f"id,q\r\n{rows}".encode(encoding))
        fine = [row.cells[1].startswith("it was fine — really 👍") for row in survey.rows()]
        assert (len(fine), all(fine)) == (500, True)
    legacy = open_survey("t.csv", f"id,q\n{rows.replace('👍', 'é')}".encode("cp1252"))
    assert "Read as Windows-1252" in legacy.notes[0]
    with pytest.raises(FileFault):
        open_survey("t.csv", f"id,q\n{rows}".encode()[:-100] + b"\xff\xfe\xfa\n" * 9)


def test_rows_below_a_table_that_sum_it_up_are_no_respondents() -> None:
    planned = table('id,s,why\nA,3,Good\nB,5,Fine\nTotal,4,so they say\nSumme:,8,\nMW,"4,0",\n')
    assert [one.case for one in planned.responses()] == ["A", "B", "Total"]
    assert list(planned.survey.left_out()) == [
        "Row 5 is left out: it sums up others (“Summe:”).",
        "Row 6 is left out: it sums up others (“MW”).",
    ]


@pytest.mark.parametrize(
    "answers", ["n,34\ny,40\nn,51\n", "y,40\nn,34\nn,51\n", "Mean,3\nMax,4\nAna,5\nMax,2\n"]
)
def test_people_whose_rows_begin_as_sums_do_are_respondents(answers: str) -> None:
    survey = open_survey("t.csv", f"who,age\n{answers}".encode())
    assert [",".join(row.cells) for row in survey.rows()] == answers.split()
    assert list(survey.left_out()) == []


@pytest.mark.parametrize("cell", ["1,234", "1.000,5", "12,345.5"])
def test_a_number_that_may_be_in_thousands_is_asked_about(cell: str) -> None:
    planned = open_survey("t.csv", f"id;s\nA;{cell}\n".encode()).planned(
        Columns("id", (), (), ("s",))
    )
    with pytest.raises(FileFault, match="may be in thousands or not"):
        planned.checked()


def test_what_excel_saves_as_unicode_text_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "june.txt"
    path.write_bytes('id\tarm\twhy\n1\tä\t"zwei\nZeilen"\n2\tb\tGut\n'.encode("utf-16"))
    draft = read(path, survey=SurveyOptions(accept=True))
    assert [(one.name, one.text) for one in draft.documents] == [("june/why", "zwei\nZeilen\nGut")]


def test_what_was_said_with_tabs_is_no_table() -> None:
    for text in (
        "00:13:13\tJustin:\tHi\n00:13:20\tAna:\tHo\n",
        "Ana:\tHi\nBen:\tHo\n",
        "a\tb\tc\n",
    ):
        assert importer_for(Path("t.txt"), None, text.encode()) == "text"


def test_letters_that_r_wrote_as_codes_are_told_and_mended_when_asked() -> None:
    text = b"id,q\nA,<U+0434><U+0430> 5\n"
    columns = Columns("id", ("q",))
    found = open_survey("t.csv", text).planned(columns).checked().damage
    assert [(one.column, one.repair) for one in found] == [("q", "codes")]
    mended = open_survey("t.csv", text, None, SurveyOptions(repairs=("codes",))).planned(columns)
    assert next(mended.responses()).answers == ("да 5",)
