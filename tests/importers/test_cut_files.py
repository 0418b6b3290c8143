"""Files that end too early: refused where words would be wrong, else pointed out."""

from __future__ import annotations

import pytest

from tests.importers.samples import only, said
from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers import IMPORTERS, Settings
from workbench.importers.table import table_of
from workbench.surveys import Columns, SurveyOptions

VTT = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ana>Why?</v>\n\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nAna: Why?\n\n"
SBV = "0:00:01.000,0:00:02.000\nAna: Why?\n\n"
STAMPED = "[00:00.000 --> 00:04.240]  Why?\n"
TURNS = "timestamp,speaker,words\n[0:05],Ana,Why?\n"


def read(importer: str, text: str) -> Draft:
    return IMPORTERS[importer]("t", text.encode(), Settings())


@pytest.mark.parametrize("end", ["B,It was ve", "B", "B,It,"])
def test_a_table_cut_within_its_last_row_is_refused(end: str) -> None:
    whole = f"id,Why?,x,y\nA,It was good,1,2\n{end}"
    for text, codec in ((whole, "utf-8"), (whole.replace(",", "\t"), "utf-16")):
        with pytest.raises(FileFault, match=r"t is cut within its last row, 3, .* fetch it again"):
            table_of("t", text.encode(codec))
        assert len(table_of("t", f"{text}\n".encode(codec)).rows) == 2


@pytest.mark.parametrize("text", ["a,b\n1,2", "a,b,c\n1\n2", "a,b\n1,2\n  ", "a\n1", "a,b"])
def test_a_last_row_as_long_as_another_needs_no_line_end(text: str) -> None:
    assert table_of("t", text.encode()).columns[0] == "a"


def test_no_answer_of_a_survey_is_cut() -> None:
    asked = Settings(Columns(text=("Why?",)), survey=SurveyOptions())
    with pytest.raises(FileFault, match="cut within its last row, 3"):
        IMPORTERS["survey"]("s.csv", b"id,Why?,x\nA,It was good,1\nB,It was ve", asked)


@pytest.mark.parametrize(
    ("importer", "text"),
    [
        ("webvtt", f"{VTT}2"),
        ("webvtt", f"{VTT}2\n00:02.000 --> 00:03.000\n"),
        ("subtitles", f"{SRT}2\n"),
        ("subtitles", f"{SRT}2\n00:00:02,000 --> 00:00:03,0"),
        ("subtitles", f"{SBV}0:00:02.000,0:00:03.000"),
    ],
)
def test_a_last_cue_without_words_is_pointed_out(importer: str, text: str) -> None:
    draft = read(importer, text)
    assert said(only(draft)) == [("Ana", "Why?")]
    assert draft.notes[-1] == "The last cue has no words; the file may be cut, so compare its end."


def test_a_cue_without_words_among_others_is_none_of_the_end() -> None:
    draft = read("subtitles", f"2\n00:00:00,000 --> 00:00:01,000\n\n{SRT}")
    assert draft.notes == ("Speakers by “Name: text”: Ana 1.",)


def test_a_last_voice_that_is_not_closed_is_pointed_out() -> None:
    draft = read("webvtt", f"{VTT}00:02.000 --> 00:03.000\n<v Ben>So it w")
    assert said(only(draft)) == [("Ana", "Why?"), ("Ben", "So it w")]
    assert draft.notes[-1] == (
        "The last voice is not closed as the others are; the file may be cut."
    )


@pytest.mark.parametrize(
    ("importer", "text"),
    [
        ("webvtt", f"{VTT}2\n00:0"),
        ("webvtt", f"{VTT}2\n00:02.000 -"),
        ("webvtt", f"{VTT}00:0"),
        ("webvtt", f"{VTT}2\n00:02.000 --> 00:03.000\n<v Be"),
        ("webvtt", f"{VTT}2\n00:02.000 --> 00:03.000\n<v Ben>So.</"),
        ("subtitles", f"{SRT}2\n0"),
        ("subtitles", f"{SBV}0:00:02.000,0:0"),
        ("stamped", f"{STAMPED}[00:04.24"),
        ("stamped", f"{STAMPED}["),
        ("stamped", f"{STAMPED}[00:04.240 --> 00:0"),
        ("turns", f"{TURNS}[0:09],B"),
        ("turns", f"{TURNS}[0:0"),
    ],
)
def test_the_beginning_of_a_time_or_a_name_is_nobodys_words(importer: str, text: str) -> None:
    with pytest.raises(FileFault, match=r"cut|truncated|damaged"):
        read(importer, text)
