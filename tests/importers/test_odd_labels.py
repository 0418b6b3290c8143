"""Labels that are written otherwise than most: nobody's words go to somebody else in silence."""

from __future__ import annotations

import json

import pytest

from tests.importers.samples import only, said
from workbench.drafts import Draft
from workbench.importers import IMPORTERS, Settings

Said = list[tuple[str | None, str]]


def read(text: str, name: str = "t.txt", importer: str = "text") -> Draft:
    return IMPORTERS[importer](name, text.encode(), Settings())


def turns(text: str, name: str = "t.txt") -> Said:
    return said(only(read(text, name)))


def test_a_name_in_a_heading_of_the_speakers_level_speaks_though_it_stands_once() -> None:
    text = "## Part 2\n\n### Interviewer\n\nHow?\n\n### Ben\n\nLong.\n\n### Interviewer\n\nWhy?\n"
    assert turns(text, "t.md") == [
        ("Interviewer", "How?"),
        ("Ben", "Long."),
        ("Interviewer", "Why?"),
    ]


def test_a_heading_of_another_level_or_of_words_is_no_speaker() -> None:
    text = "### Ana\n\nHow?\n\n## Costs\n\nLong.\n\n### The second part\n\nSo.\n\n### Ana\n\nWhy?\n"
    draft = read(text, "t.md")
    assert said(only(draft)) == [("Ana", "How?"), ("Ana", "Long."), ("Ana", "So."), ("Ana", "Why?")]
    assert "Not taken for speakers: Costs 1, The second part 1." in draft.notes


def test_a_code_in_brackets_speaks_where_its_fellow_does() -> None:
    assert turns("[id1] How?\n[id2] Long.\n[id1] Why?\n[laughs] No.\n") == [
        ("id1", "How?"),
        ("id2", "Long."),
        ("id1", "Why?\n[laughs] No."),
    ]


def test_codes_in_brackets_begin_turns_within_lines() -> None:
    assert turns("Session 3\n\n[id1] How? [id2] Long. [id1] Why?\nHm.\n[id3]: Me. [id2] So.") == [
        ("id1", "How?"),
        ("id2", "Long."),
        ("id1", "Why?\nHm."),
        ("id3", "Me."),
        ("id2", "So."),
    ]


def test_references_in_brackets_are_no_speakers() -> None:
    text = "Ana: As they say [ref1] and [ref2].\nBen: And [ref1] again.\nAna: Yes.\n"
    assert [who for who, _ in turns(text)] == ["Ana", "Ben", "Ana"]


COURT = """\
  1      Q.  Where were you?
  2      A.  At home. I said so.
  3          THE COURT:  Speak up.
  4      A.  At home.
  5          MR. SMITH:  Objection.
  6      Q.  Who else was there?
  7      A.  Nobody.
"""


def test_a_court_reporter_writes_letters_and_names() -> None:
    draft = read(COURT)
    assert said(only(draft)) == [
        ("Q", "Where were you?"),
        ("A", "At home. I said so."),
        ("THE COURT", "Speak up."),
        ("A", "At home."),
        ("MR. SMITH", "Objection."),
        ("Q", "Who else was there?"),
        ("A", "Nobody."),
    ]
    assert (
        draft.notes[0]
        == "Speakers by “Q. text and Name: text”: Q 2, A 3, THE COURT 1, MR. SMITH 1."
    )


@pytest.mark.parametrize("sign", [";", ">", " >"])
def test_labels_may_have_another_sign(sign: str) -> None:
    text = "I: How?\nP: Long.\nI: Why?\nP: The bus.\n".replace(":", sign)
    assert turns(text) == [("I", "How?"), ("P", "Long."), ("I", "Why?"), ("P", "The bus.")]


def test_a_slip_of_the_pen_is_a_label_and_told() -> None:
    draft = read("I: How?\nP; Long.\nI> Why?\nP: The bus.\nI: Oh.\nP: Yes; no.\n")
    assert [who for who, _ in said(only(draft))] == ["I", "P", "I", "P", "I", "P"]
    assert draft.notes == (
        "Speakers by “Name: text”: I 3, P 3.",
        "Speakers whose label is written otherwise: P; 1, I> 1.",
    )


def test_what_may_be_a_label_is_listed_where_it_is_read_as_words() -> None:
    draft = read("I: How?\nP: Long. I: Why?\nP: The bus.\nI. Oh.\nP  Yes.\nI: I said to P: no.\n")
    assert said(only(draft)) == [
        ("I", "How?"),
        ("P", "Long. I: Why?"),
        ("P", "The bus.\nI. Oh.\nP  Yes."),
        ("I", "I said to P: no."),
    ]
    assert draft.notes[1] == (
        "Read as words, though speakers may begin there: I: 1, I. 1, P 1; if they do, write a "
        "line with a colon there in the file."
    )


def test_what_noscribe_puts_between_strokes_is_listed() -> None:
    draft = read("S00: How?\nS01: Long. //S00: Mhm.// So.\nS00: Why?\nS01: Oh.\n")
    assert draft.notes[1].startswith("Read as words, though speakers may begin there: S00: 1;")


def test_those_who_answer_may_have_numbers() -> None:
    numbered = turns("M: How?\n1: Long.\n2: Short.\nM: Why?\n1: The bus.\n3: Me.\n")
    assert numbered == [
        ("M", "How?"),
        ("1", "Long."),
        ("2", "Short."),
        ("M", "Why?"),
        ("1", "The bus."),
        ("3", "Me."),
    ]
    assert [who for who, _ in turns("1F: How?\n2M: Long.\n1F: Why?\n")] == ["1F", "2M", "1F"]


def test_a_numbered_list_is_no_talk() -> None:
    text = "Ana: Three points:\n1: cost\n2: time\n3: place\nBen: Yes.\nAna: No.\n"
    assert [who for who, _ in turns(text)] == ["Ana", "Ben", "Ana"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("[00.02.05]", "[00.02.15]"), ("0h02m05s", "0h02m15s"), ("(2m05s)", "(2m15s)")],
)
def test_times_may_have_full_stops_or_letters(first: str, second: str) -> None:
    before = only(read(f"{first} Ana: How?\n{second} Ben: Long.\n{second} Ana: Why?\n"))
    assert [(one.speaker, one.time) for one in before.turns] == [
        ("Ana", 125.0),
        ("Ben", 135.0),
        ("Ana", 135.0),
    ]
    assert [what for _, what in said(before)] == ["How?", "Long.", "Why?"]


def test_quoted_markdown_has_speakers() -> None:
    text = "> **Ana:** How?\n>\n> **Ben:** Long.\n>\n>\n> **Ana:** Why?\n"
    assert turns(text, "t.md") == [("Ana", "How?"), ("Ben", "Long."), ("Ana", "Why?")]


def test_audacitys_labels_are_cues() -> None:
    track = (
        "0.000000\t4.250000\tAna: How?\n4.250000\t9.000000\tBen: Long.\n"
        "\\\t120.5\t480.0\n9.100000\t9.900000\t\n9.900000\t11.000000\tAna: Why?\n"
    )
    document = only(read(track, importer="stamped"))
    assert said(document) == [("Ana", "How?"), ("Ben", "Long."), ("Ana", "Why?")]
    assert [turn.time for turn in document.turns] == [0.0, 4.25, 9.9]


def test_words_that_whisperx_gave_to_another_speaker_than_their_segment_are_told() -> None:
    words = [{"word": "How?", "speaker": "A"}, {"word": "Long.", "speaker": "B"}, {"word": "So"}]
    segments = [{"start": 65, "text": "How? Long. So", "speaker": "A", "words": words}]
    draft = read(json.dumps({"segments": segments}), "t.json", "speech")
    assert said(only(draft)) == [("A", "How? Long. So")]
    assert draft.notes[1] == (
        "Words whose speaker is another than their segment's: 1, first “Long.” [00:01:05]; they "
        "stand in the turn of their segment's speaker, so listen there."
    )
