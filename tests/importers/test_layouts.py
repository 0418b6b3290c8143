"""The ways in which programs and people write who speaks."""

from __future__ import annotations

import pytest

from tests.importers.samples import only, said, sample
from workbench.errors import NotAsked
from workbench.importers import IMPORTERS, Settings, read


def turns_of(text: str, name: str = "talk.txt") -> list[tuple[str | None, float | None, str]]:
    """Speaker, time and words of each turn."""
    document = only(IMPORTERS["text"](name, text.encode(), Settings()))
    times = [turn.time for turn in document.turns]
    return [(who, time, what) for (who, what), time in zip(said(document), times, strict=True)]


TALK = [("Ana Roth", 4.0, "How was it?"), ("Ben", 67.0, "Long. Very"), ("Ana Roth", 70.0, "long?")]
LAYOUTS = {
    "Zoom, Rev": "Ana Roth (00:04): How was it?\nBen (01:07): Long. Very\nAna Roth (01:10): long?",
    "time first": "[0:04] Ana Roth: How was it?\n[1:07] Ben: Long. Very\n[1:10] Ana Roth: long?",
    "chat": "00:00:04\tAna Roth:\tHow was it?\n00:01:07\tBen:\tLong. Very\n1:10 Ana Roth: long?",
    "Rev": (
        "Ana Roth (00:04):\nHow was it?\n\nBen (01:07):\nLong. Very\n\nAna Roth (01:10):\nlong?\n"
    ),
    "Otter": (
        "Ana Roth  0:04  \nHow was it?\n\nBen  1:07  \nLong. Very\n\nAna Roth  1:10  \nlong?\n\n"
        "Transcribed by https://otter.ai\n"
    ),
    "Otter, as podcasts publish it": (
        "**Ana Roth** [00:04]\nHow was it?\n\n**Ben** [01:07] Long. Very\n\n"
        "**Ana Roth**: [01:10]\nlong?"
    ),
    "Descript": (
        "**Ana Roth:**: [00:00:04] How was it?\n**Ben:**: [00:01:07] Long. Very \n"
        "**Ana Roth:**: [00:01:10] \nlong?"
    ),
    "Zoom saved": (
        "[Ben] 11:02:07\n \n\n[Ana Roth] 11:02:11\nHow was it?\n\n[Ben] 11:03:14\nLong. Very\n\n"
        "[Ana Roth] 11:03:17\nlong?"
    ),
    "Zoom web copy": (
        "Ana Roth\n00:00:04\nHow was it?\n\nBen\n00:01:07\nLong. Very\n\n"
        "Ana Roth\n00:01:10\nlong?\n\nBen\n00:01:12\n"
    ),
    "f4": (
        "#00:00:04-0# Ana Roth: How was it? #00:01:07-0#\nBen: Long. Very #00:01:10-0#\n"
        "Ana Roth: long? #00:01:12-5#\n"
    ),
    "Happy Scribe": (
        "[00:00:04.000] - Ana Roth\nHow was it?\n\n[00:01:07.000] - Ben\nLong. Very\n\n"
        "[00:01:10.000] - Ana Roth\nlong?\n"
    ),
    "Temi": "Ana Roth:\t00:04\tHow was it?\nBen:\t01:07\tLong. Very\nAna Roth:\t01:10\tlong?",
    "Zoom web copy, with the letters of pictures": (
        "AR\nAna Roth\n00:00:04\nHow was it?\n\nB\nBen\n00:01:07\nLong. Very\n\n"
        "AR\nAna Roth\n00:01:10\nlong?\n"
    ),
    "Teams, copied from the page": (
        "Transcript\nBen started transcription\n\nAR\nAna Roth\n0 minutes 4 seconds\n0:04\n"
        "Ana Roth 0 minutes 4 seconds\nHow was it?\n\nB\nBen\n1 minute 7 seconds\n1:07\n"
        "Ben 1 minute 7 seconds\nLong. Very\n\nAR\nAna Roth\n1 minute 10 seconds\n1:10\n"
        "Ana Roth 1 minute 10 seconds\nlong?\nBen stopped transcription\n"
    ),
    "a number for each turn": (
        "1. [0:04] Ana Roth: How was it?\n2. [1:07] Ben: Long. Very\n3. [1:10] Ana Roth: long?"
    ),
    "rows parted by tabs": (
        "Time\tSpeaker\tText\n0:04\tAna Roth\tHow was it?\n1:07\tBen\tLong. Very\n"
        "1:10\tAna Roth\tlong?\n"
    ),
    "a table in markdown": (
        "| Time | Speaker | Text |\n| --- | --- | --- |\n| 0:04 | Ana Roth | How was it? |\n"
        "| 1:07 | Ben | Long. Very |\n| 1:10 | Ana Roth | long? |\n"
    ),
    "Meet, by headings": (
        "Call - Transcript\nAttendees\nAna Roth, Ben, Ben's Presentation\nTranscript\n00:00:04\n"
        "Ana Roth: How was it?\n00:01:07\nBen: Long. Very\n00:01:10\nAna Roth: long?\n"
        "Meeting ended after 00:02:00 👋\n"
    ),
    "Zoom chat, saved": (
        '11:02:07 From Ben to Everyone:\n\tReacted to "hello" with 👍\n'
        "11:02:11 From Ana Roth to Everyone:\n\tHow was it?\n"
        "11:03:14 From Ben to Ana Roth (Direct Message):\n\tLong. Very\n"
        "11:03:17 From Ana Roth to Everyone : long?\n"
    ),
    "Zoom web copy, with initials": (
        "AR\n\nAna Roth\n00:00:04\nHow was it?\n\nB\n\nBen\n00:01:07\nLong. Very\n\nAR\n\n"
        "Ana Roth\n00:01:10\nlong?\n"
    ),
    "times above": (
        "00:00:04\nAna Roth: How was it?\n\n00:01:07\nBen: Long. Very\n\n00:01:10\nAna Roth: long?"
    ),
    "times below names with a colon": (
        "Ana Roth: 00:00:04\n\nHow was it?\n\nBen: 00:01:07\n\nLong. Very\n\n"
        "Ana Roth: 00:01:10\n\nlong?"
    ),
    "Teams, without pictures and clocks": (
        "Ana Roth\n0 minutes 4 seconds\nHow was it?\nBen\n1 minute 7 seconds\nLong. Very\n"
        "Ana Roth\n1 minute 10 seconds\nlong?\n"
    ),
    "from when to when": (
        "[00:00:04 - 00:00:06] Ana Roth: How was it?\n[00:01:07 → 00:01:09] **Ben:** Long. Very\n"
        "Ana Roth (01:10 - 01:12): long?"
    ),
    "from when to when, text below": (
        "Ana Roth [00:00:04.000 --> 00:00:06.000]\nHow was it?\n\n"
        "Ben [00:01:07.000 --> 00:01:09.000]\nLong. Very\n\n"
        "Ana Roth [00:01:10.000 --> 00:01:12.000]\nlong?\n"
    ),
    "Premiere": (
        "00:00:04:12 - 00:00:06:02\nAna Roth\nHow was it?\n\n00:01:07:00 - 00:01:09:24\nBen\n"
        "Long. Very\n\n00:01:10:01 - 00:01:12:00\nAna Roth\nlong?\n"
    ),
    "minutes": (
        "Ana Roth (0:04 min): How was it?\nBen (1:07 min): Long. Very\nAna Roth (1:10 min): long?"
    ),
    "ELAN, as cells": (
        "Ana Roth\t\t00:00:04.0\t4.0\t00:00:06.0\t6.0\tHow was it?\n"
        "Ben\t\t00:01:07.0\t67.0\t00:01:09.0\t69.0\tLong. Very\n"
        "Ana Roth\t\t00:01:10.0\t70.0\t00:01:12.0\t72.0\tlong?\n"
    ),
    "times of the day": (
        "Ana Roth 11:02:11\nHow was it?\n\nBen 11:03:14\nLong. Very\n\nAna Roth 11:03:17\nlong?\n\n"
        "Ben 11:02:07\n[nods]\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_gives_speakers_times_and_words(layout: str) -> None:
    found = turns_of(LAYOUTS[layout])
    assert [turn for turn in found if turn != ("Ben", 0.0, "[nods]")] == TALK


def test_headings_may_be_speakers_and_other_headings_are_nobodys_words() -> None:
    text = (
        "# Talk 3\n\n### Interviewer\n\nWhy?\n\n### P1\n\nSo.\n\n## Break\n\n### Interviewer\n\nAh."
    )
    assert turns_of(text, "talk.md") == [
        ("Interviewer", None, "Why?"),
        ("P1", None, "So."),
        ("Interviewer", None, "Ah."),
    ]


def test_labels_may_stand_in_brackets_and_events_are_none() -> None:
    text = "[id1] Hello.\n\n[id2] Hi.\n\n[laughter]\n\n[id1] So?\n\n[id2] Yes.\n\n[id1] Well."
    assert [who for who, _, _ in turns_of(text)] == ["id1", "id2", "id1", "id2", "id1"]


def test_questions_and_answers_may_have_a_letter_and_a_point() -> None:
    text = "Q. How was it?\nA. Long.\nVery.\nQ. Why?\nA. A. came late.\n"
    assert turns_of(text) == [
        ("Q", None, "How was it?"),
        ("A", None, "Long.\nVery."),
        ("Q", None, "Why?"),
        ("A", None, "A. came late."),
    ]
    listed = "A. One thing.\nB. Another.\nC. A third.\nA. And more.\nB. Yes.\nC. No.\n"
    assert turns_of(listed) == [(None, None, listed.strip())]


UNTIMED = {
    "initials": ("J.S.: How?\nM.L.: So.\nJ.S.: Why?\nM.L.: Ah.", "J.S.", "M.L."),
    "shortened": ("И.: How?\nФрау М.: So.\nИ.: Why?\nФрау М.: Ah.", "И.", "Фрау М."),
    "in round brackets": ("(Ana) How?\n(P4) So.\n(Ana) Why?\n(P4) Ah.", "Ana", "P4"),
    "in braces": ("{Ana} How?\n{Ben} So.\n{Ana} Why?\n{Ben} Ah.", "Ana", "Ben"),
    "numbered by a recogniser": (
        "[SPEAKER_00]: How?\n[SPEAKER_01]: So.\n[SPEAKER_00]: Why?\n[SPEAKER_01]: Ah.",
        "SPEAKER_00",
        "SPEAKER_01",
    ),
    "bold, no colon": (
        "**Ana** How?\n\n**Ben** So.\n\n**Ana** Why?\n\n**Ben** Ah.",
        "Ana",
        "Ben",
    ),
    "the other bold": ("__Ana:__ How?\n__Ben:__ So.\n__Ana:__ Why?\n__Ben:__ Ah.", "Ana", "Ben"),
    "indented, a new sheet": (
        "      ANA:  How?\n\f      MR. ROTH:  So.\n      ANA:  Why?\n      MR. ROTH:  Ah.",
        "ANA",
        "MR. ROTH",
    ),
    "from right to left": (
        "\u200fמראיין\u200f: How?\n\u200fדנה: So.\n\u200fמראיין: Why?\n\u200fדנה: Ah.",
        "מראיין",
        "דנה",
    ),
}


@pytest.mark.parametrize("layout", UNTIMED)
def test_a_way_of_writing_names_is_read(layout: str) -> None:
    text, asks, answers = UNTIMED[layout]
    assert turns_of(text) == [
        (asks, None, "How?"),
        (answers, None, "So."),
        (asks, None, "Why?"),
        (answers, None, "Ah."),
    ]


def test_times_in_brackets_end_turns_where_most_do() -> None:
    often = "Ana: How? [00:00:07]\nBen: Long. [00:00:31]\nAna: Why?\n"
    assert turns_of(often) == [
        ("Ana", None, "How?"),
        ("Ben", 7.0, "Long."),
        ("Ana", 31.0, "Why?"),
    ]
    once = "Ana: How? [00:00:07]\nBen: Long.\nAna: Why?\n"
    assert turns_of(once)[0] == ("Ana", None, "How? [00:00:07]")


MESSAGES = {
    "Android": (
        "12/03/2024, 10:02 - Messages are end-to-end encrypted.\n"
        "12/03/2024, 10:02 - Ana Roth: How was it?\n12/03/2024, 10:05 - +64 21 555: Long.\nVery\n"
        "12/03/2024, 10:06 - Ben left\n12/03/2024, 10:08 - Ana Roth: ok: so\n"
    ),
    "iPhone": (
        "[12.03.24, 10:02:11] Ana Roth: How was it?\n\u200e[12.3.24, 10:05:00] ~ 64 21 555: Long.\n"
        "Very\n[12.03.24, 10:08:00 PM] Ana Roth: ok: so\n"
    ),
}


@pytest.mark.parametrize("phone", MESSAGES)
def test_messages_have_days_and_no_times_in_a_recording(phone: str) -> None:
    assert turns_of(MESSAGES[phone]) == [
        ("Ana Roth", None, "How was it?"),
        ("64 21 555", None, "Long.\nVery"),
        ("Ana Roth", None, "ok: so"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Interviewer: Jane Doe\nInterviewee: John Smith\nTranscriber: XY",
        "Talk 3\n\nAna: Jane Doe\nBen: John Smith\nDate: 3 May",
        "Interview mit Frau M.\n\nDatum: 3.5.2024\nBefragte (B): Frau M\nOrt: Berlin\n\nLos",
    ],
)
def test_facts_at_the_head_are_nobodys_words(head: str) -> None:
    assert turns_of(f"{head}\n\nAna: How was it?\nBen: Long.\nAna: Why?\n") == [
        ("Ana", None, "How was it?"),
        ("Ben", None, "Long."),
        ("Ana", None, "Why?"),
    ]


def test_short_first_turns_are_no_facts() -> None:
    text = "Cy: Welcome all\nDee: Hello\nAna: Hi\nBen: Hi\nAna: So\nBen: Yes\n"
    assert [who for who, _, _ in turns_of(text)] == ["Cy", "Dee", "Ana", "Ben", "Ana", "Ben"]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Badacz", "Osoba badana"),
        ("L’enquêtrice", "Personne interrogée"),
        ("Roth, Ana", "Cole, Ben"),
        ("anna", "ben"),
        ("M?", "F1"),
    ],
)
def test_where_nearly_every_line_has_a_label_a_phrase_may_be_one(asks: str, answers: str) -> None:
    text = f"{asks}: How?\n{answers}: Long: very.\n{asks}: Why?\n{answers}: So.\n"
    assert turns_of(text) == [
        (asks, None, "How?"),
        (answers, None, "Long: very."),
        (asks, None, "Why?"),
        (answers, None, "So."),
    ]


def test_pages_and_tapes_end_within_a_turn() -> None:
    text = (
        "Talk 7          Page 1\n\nSTONE: How?\n\nHILL: So\n\n- 2 -\n\nand so.\n\n"
        "[END OF TAPE 1, SIDE A]\n\nSTONE: Why?\n\nTalk 7          Page 3 of 4\n\nHILL: Ah.\n"
    )
    assert turns_of(text) == [
        ("STONE", None, "How?"),
        ("HILL", None, "So"),
        ("HILL", None, "and so."),
        ("STONE", None, "Why?"),
        ("HILL", None, "Ah."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Positive: kind.\nNegative: food.\nPositive: view.\nNegative: noise.",
        "Ingredients: flour.\nThen: mix.\nIngredients: milk.\nThen: mix.",
        "Monday: tired.\n\nTuesday: tired.\n\nMonday: tired.\n\nTuesday: better.",
        "She began.\n“Ana: a name,” she said.\nThen: silence.\nAnd then: more.\nAnd then: noise.",
        "I went.\n\nTime: 10:30.\n\nSee https://example.org for more: free.\n\nI asked: why?",
        "Field note\nDate: 3 May\nTime: 10:30\nObserver: NL\n\nShe says: hi.\nAt 10:31 he goes.",
    ],
)
def test_prose_with_colons_has_no_speakers(text: str) -> None:
    assert turns_of(text) == [(None, None, text)]


def test_a_heading_that_counts_interviews_is_no_speaker() -> None:
    text = "# Interview 3\n\n## Ana\n\nWhy?\n\n## Ben\n\nSo.\n\n## Ana\n\nAh.\n\n## Ben\n\nYes."
    assert [who for who, _, _ in turns_of(text, "talk.md")] == ["Ana", "Ben", "Ana", "Ben"]


def test_captions_mark_a_change_of_speakers() -> None:
    text = ">> ANA: How was it?\n>> BEN: Long.\n>> Why?\n>> ANA: Yes.\n"
    assert turns_of(text) == [
        ("ANA", None, "How was it?"),
        ("BEN", None, "Long."),
        (">>", None, "Why?"),
        ("ANA", None, "Yes."),
    ]


def test_names_in_bold_type_may_be_items_of_a_list() -> None:
    text = "- **Ana**: How was it?\n- **Ben**: Long.\n- **Ana**: Why?\n"
    assert [(who, what) for who, _, what in turns_of(text, "talk.md")] == [
        ("Ana", "How was it?"),
        ("Ben", "Long."),
        ("Ana", "Why?"),
    ]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Enquêtrice ", "Patient n°3 "),
        ("ENTREVISTADORA", "PACIENTE Nº 2"),
        ("Интервьюер", "Респондент"),
        ("访谈者", "受访者"),
        ("インタビュアー", "参加者A"),
        ("المحاور", "المشارك ٣"),
    ],
)
def test_names_are_read_in_other_languages(asks: str, answers: str) -> None:
    found = turns_of(f"{asks}: Bien?\n\n{answers}: No.\n\n{asks}: Y?\n\n{answers}: So: no.\n")
    assert [who for who, _, _ in found] == [asks.strip(), answers.strip()] * 2


CHATS = {
    "new": (
        "2026-05-02 10:03:11 From Ana Roth to Everyone:\n\tDoes it work?\n"
        "2026-05-02 10:03:20 From Ben  To  Everyone:\n\tYes\n\tand more\n"
        "2026-05-02 10:03:25 From Ana Roth to Ben(Direct Message):\n\tgreat\n"
    ),
    "old": (
        "10:03:11\t From Ana Roth : Does it work?\n10:03:20\t From Ben to Ana Roth (Privately) : "
        "Yes\n\tand more\n10:03:25\t From Ana Roth to Everyone : great\n"
    ),
}


@pytest.mark.parametrize("chat", CHATS)
def test_zooms_chats_are_read(chat: str) -> None:
    assert turns_of(CHATS[chat]) == [
        ("Ana Roth", 0.0, "Does it work?"),
        ("Ben", 9.0, "Yes\n\tand more"),
        ("Ana Roth", 14.0, "great"),
    ]


def test_short_lines_within_a_paragraph_are_no_speakers() -> None:
    text = "I wrote a poem:\nRain\nfalls.\n\nIt goes on:\nRain\nfalls again.\n\nRain ends."
    assert turns_of(text) == [(None, None, text)]


def test_a_tab_may_part_the_name_from_the_words() -> None:
    assert turns_of("Ana\tHi.\nBen\tHo.\nAna\tSo.\nBen\tYes.\n\tWell.") == [
        ("Ana", None, "Hi."),
        ("Ben", None, "Ho."),
        ("Ana", None, "So."),
        ("Ben", None, "Yes.\n\tWell."),
    ]


def test_a_label_may_tell_more_of_a_speaker() -> None:
    text = "Dr. Roth: So?\nM1 (male, 23): Fine.\nF2 (female, 30): No.\nDr. Roth: Ah."
    assert [who for who, _, _ in turns_of(text)] == [
        *("Dr. Roth", "M1 (male, 23)", "F2 (female, 30)", "Dr. Roth"),
    ]


def test_a_time_within_a_turn_parts_it() -> None:
    text = "Ana: One.\n\nTwo.\n\n00:05:00\n\nThree.\n\nBen: Four.\n\nAna: Five."
    text += "\n\nTranscription ended after 00:06:00\n"
    assert turns_of(text) == [
        ("Ana", None, "One.\n\nTwo."),
        ("Ana", 300.0, "Three."),
        ("Ben", None, "Four."),
        ("Ana", None, "Five."),
    ]


def test_a_bold_name_within_the_text_is_no_label() -> None:
    text = "**Suz:** I am **Suz:** Hinton.\n\n**Ben:** Hi.\n\n**Suz:** So."
    assert [who for who, _, _ in turns_of(text)] == ["Suz", "Ben", "Suz"]


def test_a_person_may_say_how_labels_are_written_or_that_there_are_none() -> None:
    text = b"Ana> Hi. @0:05\nBen> Ho.\nAna: what?\n"
    asked = Settings(labels=r"(?P<name>\w+)> ")
    draft = IMPORTERS["text"]("t.txt", text, asked)
    assert said(only(draft)) == [("Ana", "Hi. @0:05"), ("Ben", "Ho.\nAna: what?")]
    assert draft.notes == ("Speakers by “(?P<name>\\w+)> ”: Ana 1, Ben 1.",)
    anchored = IMPORTERS["text"]("t.txt", text, Settings(labels=r"^(?P<name>\w+)> "))
    assert said(only(anchored)) == said(only(draft))
    none = IMPORTERS["text"]("t.txt", b"Ana: Hi.\nBen: Ho.", Settings(labels="none"))
    assert said(only(none)) == [(None, "Ana: Hi.\nBen: Ho.")]
    for wrong in ("(", r"\w+: "):
        with pytest.raises(NotAsked):
            IMPORTERS["text"]("t.txt", text, Settings(labels=wrong))


def test_an_unknown_speaker_is_no_case() -> None:
    document = only(
        IMPORTERS["text"](
            "t.txt", LAYOUTS["Otter"].replace("Ben", "Unknown Speaker").encode(), Settings()
        )
    )
    assert [turn.case for turn in document.turns] == ["Ana Roth", None, "Ana Roth"]


def test_names_may_stand_on_lines_of_a_text_without_blank_ones() -> None:
    text = "INTERVIEWER\nWhy?\nP1\nLong.\nVery\nINTERVIEWER\nAh\nP1\nYes"
    assert turns_of(text) == [
        ("INTERVIEWER", None, "Why?"),
        ("P1", None, "Long.\nVery"),
        ("INTERVIEWER", None, "Ah"),
        ("P1", None, "Yes"),
    ]


@pytest.mark.parametrize("text", ["<Ana> Why?\n<Ben> So.\n<Ana> Ah.", "A1 - Why?\nB2 – So."])
def test_names_may_be_set_apart_by_other_signs(text: str) -> None:
    assert [words for _, _, words in turns_of(text)] == ["Why?", "So.", "Ah."][
        : text.count("\n") + 1
    ]


def test_two_people_may_take_turns_by_paragraphs() -> None:
    text = b"Why?\n\nSo.\nAnd so.\n\nAh."
    draft = IMPORTERS["text"]("t.txt", text, Settings(labels="alternate"))
    assert said(only(draft)) == [
        ("Speaker A", "Why?"),
        ("Speaker B", "So.\nAnd so."),
        ("Speaker A", "Ah."),
    ]


def test_what_software_wrote_is_nobodys_and_told() -> None:
    text = (
        "Attendees\nAna, Ben, Cy\n\nAna: Hi.\nBen started transcription\nBen: Ho.\nAna: So.\n"
        "This editable transcript was computer generated and might contain errors.\n"
    )
    draft = IMPORTERS["text"]("t.txt", text.encode(), Settings())
    assert said(only(draft)) == [("Ana", "Hi."), ("Ben", "Ho."), ("Ana", "So.")]
    assert draft.notes == (
        "Speakers by “Name: text”: Ana 2, Ben 1.",
        "Part of no turn, before the first speaker: 2 lines, from “Attendees”.",
        "Named at the head as present: Ana, Ben, Cy.",
        "Part of no turn, headings or written by software: 2 lines, “Ben started transcription”.",
    )


def test_the_samples_have_the_turns_that_a_reader_counts() -> None:
    counts = {
        # Seven of the 130 labels have words or “[loud laugh]” on their line.
        "ladybug-podcast_03-blogging-101.md": [
            ("Ali", 31),
            ("Emma", 38),
            ("Kelly", 31),
            ("Lindsey", 30),
        ],
        "no_colon.txt": [("INTERVIEWER", 2), ("PARTICIPANT 3", 2)],
        # The sentence that runs over a wrong speaker stays where the file puts it.
        "otter.txt": [("Ann Lee", 2), ("Unknown Speaker", 1)],
        # “Break” is a mark of the editor's.
        "thechangelog_practical-ai-188.md": [("Chris Benson", 26), ("Daniel Whitenack", 27)],
        "zoom_saved_transcript.txt": [("Janet Dough", 6), ("Johnny Doe", 6)],
        # Ten cues of 222 have a name.
        "podcastindex-org_example.srt": [("Gilon", 3), ("Sarah", 2), ("Travis", 5)],
    }
    for name, expected in counts.items():
        speakers = [turn.speaker or "" for turn in only(read(sample(f"transcripts/{name}"))).turns]
        assert [(one, speakers.count(one)) for one in sorted(set(speakers))] == expected, name
