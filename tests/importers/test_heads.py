"""Heads of turns as programs write them, and as people mix them, beside lines that are nobody's."""

from __future__ import annotations

import pytest

from tests.importers.samples import only
from workbench.importers import IMPORTERS, Settings

Turn = tuple[str | None, float | None, str]


def turns_of(text: str, name: str = "talk.md") -> list[Turn]:
    """Speaker, time and words of each turn."""
    document = only(IMPORTERS["text"](name, text.encode(), Settings()))
    return [
        (turn.speaker, turn.time, document.text[turn.start : turn.stop]) for turn in document.turns
    ]


def notes_of(text: str) -> str:
    """What is told of a text."""
    return " ".join(IMPORTERS["text"]("talk.md", text.encode(), Settings()).notes)


TALK: list[Turn] = [("Ana", 4.0, "Why?"), ("Ben", 67.0, "So."), ("Ana", 70.0, "Ah.")]
TIMED = {
    "headings, and somebody unknown without": (
        "### Ana  0:04\nWhy?\n\nBen  1:07\nSo.\n\n### Ana  1:10\nAh.\n"
    ),
    "links": (
        "[0:04](https://a.example/v?t=4) Ana: Why?\n\n[1:07](javascript:void(0);) Ben: So.\n\n"
        "[1:10](https://a.example/v?t=70) Ana: Ah."
    ),
    "a link that the words follow": (
        "Ana\n[(00:00:04)](https://a.example/?t=4) Why?\n\nBen\n[(00:01:07)](#t67) So.\n\n"
        "Ana\n[(00:01:10)](#t70) Ah.\n"
    ),
    "brackets as Pandoc writes them": (
        "\\[0:04\\] **Ana:** Why?\n\n\\[1:07\\] **Ben:** So.\n\n\\[1:10\\] **Ana:** Ah."
    ),
    "breaks as Pandoc writes them": ("Ana 00:04\\\nWhy?\n\nBen 01:07\\\nSo.\n\nAna 01:10\\\nAh.\n"),
    "names with an at sign": "@Ana 00:04\nWhy?\n\n@Ben 01:07\nSo.\n\n@Ana 01:10\nAh.\n",
    "name and time in brackets": "[00:04] [Ana]: Why?\n[01:07] [Ben]: So.\n[01:10] [Ana]: Ah.\n",
    "a legend above": (
        "Legend:\n  Ana: our guide\n  Ben: Speaker 1\n\n====\n\n[0:04] Ana: Why?\n[1:07] Ben: So.\n"
        "[1:10] Ana: Ah.\n"
    ),
    "an address above": (
        "Show Notes: http://a.example/469\n\nAna: 0:04\n\nWhy?\n\nBen: 1:07\n\nSo.\n\n"
        "Ana: 1:10\n\nAh."
    ),
}


@pytest.mark.parametrize("layout", TIMED)
def test_a_head_gives_speaker_and_time(layout: str) -> None:
    assert turns_of(TIMED[layout]) == TALK


MESSAGES = {
    "Slack": "Ana  10:02 AM\nWhy?\n\nBen  10:04 AM\nSo.\nAna  1:15 PM\nAh.",
    "Slack, as markdown": (
        "## 2025-08-27\n\n**Ana**  9:42 AM\nWhy?\n\n**Ben**  9:48 AM\nSo.\n\n---\n"
        "**Ana**  10:02 AM\nAh.\n"
    ),
    "Teams": "[10:02 AM] Ana: Why?\n[10:04 AM] Ben: So.\n[10:05 AM] Ana: Ah.",
    "Teams, text below": (
        "[12/3/2024 10:02 AM] Ana\nWhy?\n\n[12/3/2024 10:04 AM] Ben\nSo.\n\n"
        "[12/3/2024 10:05 AM] Ana\nAh."
    ),
    "Telegram": (
        "Ana, [20/08/2026 09:13]\nWhy?\n\nBen, [20/08/2026 09:14]\nSo.\n\n"
        "Ana, [20/08/2026 09:20]\nAh."
    ),
    "Discord": (
        "Ana — Today at 10:02 AM\nWhy?\nBen — Today at 10:04 AM\nSo.\nAna — 12/03/2024 9:01 PM\nAh."
    ),
    "WhatsApp, in Spanish": (
        "12/3/24, 10:02 a. m. - Ana: Why?\n12/3/24, 10:03 a. m. - Ben: So.\n"
        "12/3/24, 1:02 p. m. - Ana: Ah."
    ),
    "WhatsApp, with pictures": (
        "[9/22/26, 10:15:32 AM] Ana: Why?\n[9/22/26, 10:17:02 AM] Ben: So.\n"
        "\u200e[9/22/26, 10:18:02 AM] Ben: \u200eimage omitted\n[9/22/26, 10:20:00 AM] Ana: Ah."
    ),
}


@pytest.mark.parametrize("program", MESSAGES)
def test_a_message_has_a_sender_and_no_time_in_a_recording(program: str) -> None:
    assert turns_of(MESSAGES[program]) == [(who, None, words) for who, _, words in TALK]


def test_people_are_called_beside_a_time_as_the_program_shows_them() -> None:
    text = (
        "Roth, Ana   0:03\nWhy?\n\nMüller, Ben | HR   0:07\nSo.\n\niPhone (2)   0:09\nAh.\n\n"
        "edwin   0:12\nYes.\n"
    )
    assert [who for who, _, _ in turns_of(text)] == [
        "Roth, Ana",
        "Müller, Ben | HR",
        "iPhone (2)",
        "edwin",
    ]


def test_a_name_in_small_letters_on_lines_of_its_own_is_one() -> None:
    text = "Rebecca:\nWhy?\ndanah:\nSo.\nRebecca:\nAh.\ndanah:\nYes.\nRebecca:\nOh.\n"
    assert [who for who, _, _ in turns_of(text)] == [
        "Rebecca",
        "danah",
        "Rebecca",
        "danah",
        "Rebecca",
    ]


def test_somebody_unknown_may_stand_without_a_heading_between_headings() -> None:
    text = "#### Ana\n\nWhy?\n\nUnknown Speaker  \nOh,\n\n#### Ana\n\nAh.\n\n#### Ben\n\nSo.\n"
    assert turns_of(text) == [
        ("Ana", None, "Why?"),
        ("Unknown Speaker", None, "Oh,"),
        ("Ana", None, "Ah."),
        ("Ben", None, "So."),
    ]
    assert "Speakers whose label is written otherwise: Unknown Speaker 1." in notes_of(text)


def test_what_programs_write_at_the_end_is_nobodys_in_markdown_too() -> None:
    text = (
        "Call - Transcript\n\n### 00:00:00 {#00:00:00}\n\n**Ana:** Why?\n\n**Ben:** So.\n\n"
        "### 00:04:10 {#00:04:10}\n\n**Ana:** Ah.\n\n### Transcription ended after 00:26:28\n\n"
        "*This editable transcript was computer generated and might contain errors. People can "
        "also change the text after it was created.*\n\n**\n"
    )
    assert turns_of(text) == [("Ana", 0.0, "Why?"), ("Ben", None, "So."), ("Ana", 250.0, "Ah.")]


def test_the_title_of_a_transcript_is_no_speaker() -> None:
    text = "Talk #2: Build it - Transcript\n00:06:20\n\nAna: Why?\nBen: So.\nAna: Ah.\n"
    assert turns_of(text) == [("Ana", 380.0, "Why?"), ("Ben", None, "So."), ("Ana", None, "Ah.")]


# ------------------------------------------------------------------ times without names

UNNAMED: list[Turn] = [(None, 1.0, "Why?"), (None, 15.0, "So: much."), (None, 3765.0, "Ah.")]
BY_TIMES = {
    "Otter": (
        "0:01  \nWhy?\n\n0:15  \nSo: much.\n\n1:02:45\nAh.\n\nTranscribed by https://otter.ai\n"
    ),
    "YouTube, copied": "0:01\nWhy?\n0:15\nSo: much.\n1:02:45\nAh.\n",
    "on one line": "0:01 Why?\n0:15 So: much.\n1:02:45 Ah.\n",
    "in brackets": "[00:00:01] Why?\n\n[00:00:15] So: much.\n\n[01:02:45] Ah.\n",
}


@pytest.mark.parametrize("layout", BY_TIMES)
def test_times_part_a_text_without_names(layout: str) -> None:
    assert turns_of(BY_TIMES[layout], "talk.txt") == UNNAMED
    assert "No speaker labels were found: the turns are what stands between two times." in notes_of(
        BY_TIMES[layout]
    )


def test_hours_of_a_day_part_no_text() -> None:
    text = "08:30 We left.\n10:00 We stopped.\n12:30 We ate.\n"
    assert turns_of(text, "diary.txt") == [(None, None, text.strip())]


# ------------------------------------------------------------------ lost ends of lines


def test_names_within_one_line_part_it_where_the_ends_of_lines_were_lost() -> None:
    text = (
        "Interviewer: Why? Participant: There is one rule: ask. Interviewer: Okay. Second point "
        "— after that. Participant: So.\n"
    )
    assert turns_of(text) == [
        ("Interviewer", None, "Why?"),
        ("Participant", None, "There is one rule: ask."),
        ("Interviewer", None, "Okay. Second point — after that."),
        ("Participant", None, "So."),
    ]


def test_a_name_within_a_line_beside_names_before_lines_is_read_as_words() -> None:
    text = "INT: Why?\nP1: So. He said: P1: no.\nINT: Ah.\nP1: Yes. INT: What?\n"
    assert len(turns_of(text)) == 4
