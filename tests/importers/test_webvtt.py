"""WebVTT: speakers by label or voice, cues as turns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.samples import only, patient, said, sample
from workbench.drafts import Draft, DraftTurn
from workbench.errors import FileFault, WorkbenchError
from workbench.importers import IMPORTERS, Settings, read


def vtt(*cues: str) -> Draft:
    """A file of these cues' texts, a second each."""
    timed = [f"{at}\n00:{at:02}.000 --> 00:{at:02}.900\n{text}\n" for at, text in enumerate(cues)]
    return IMPORTERS["webvtt"]("s.vtt", "\n".join(["WEBVTT\n", *timed]).encode(), Settings())


def test_cues_of_one_speaker_are_one_turn_at_the_time_of_the_first() -> None:
    document = only(vtt("Ana: I was", "Ana: late, and", "sorry.", "Ben: Why?"))
    assert document.text == "I was late, and sorry.\nWhy?"
    assert document.turns == (
        DraftTurn(0, 22, "Ana", 0.0, "Ana", cues=(6, 16)),
        DraftTurn(23, 27, "Ben", 3.0, "Ben"),
    )


def test_a_colon_in_the_words_is_no_label() -> None:
    assert said(only(vtt("Ana: One rule: be kind.", "at 10:30 I said:", "Ben: Yes: you did."))) == [
        ("Ana", "One rule: be kind. at 10:30 I said:"),
        ("Ben", "Yes: you did."),
    ]


def test_people_in_a_meeting_are_called_as_they_like() -> None:
    cues = (
        "Piper M. (she/her): Okay: so we begin.",
        "5551234567: Hi, sorry",
        "I was late.",
        "iPhone (2): Note: it was raining.",
        "Piper M. (she/her): Right.",
        "Müller, Anna | HR: Yes.",
        "one thing: be early.",
        "Piper M. (she/her): I am.",
    )
    assert said(only(vtt(*cues))) == [
        ("Piper M. (she/her)", "Okay: so we begin."),
        ("5551234567", "Hi, sorry I was late."),
        ("iPhone (2)", "Note: it was raining."),
        ("Piper M. (she/her)", "Right."),
        ("Müller, Anna | HR", "Yes. one thing: be early."),
        ("Piper M. (she/her)", "I am."),
    ]


def test_captions_with_colons_have_no_speakers() -> None:
    cues = ("at noon: bread.", "in the evening: cake.", "on Friday: nothing.", "at noon: bread.")
    assert said(only(vtt(*cues))) == [(None, " ".join(cues))]


def test_webex_says_in_the_id_who_speaks() -> None:
    text = (
        'WEBVTT\n\n1 "Ana Roth" (1234567)\n00:01.000 --> 00:02.000\nHow was\n\n'
        '2 "Ana Roth" (1234567)\n00:02.000 --> 00:03.000\nit?\n\n'
        '3 "Ben" (76)\n00:03.000 --> 00:04.000\nLong.\n'
    )
    found = only(IMPORTERS["webvtt"]("s.vtt", text.encode(), Settings()))
    assert said(found) == [("Ana Roth", "How was it?"), ("Ben", "Long.")]


def test_voices_name_their_speakers_and_references_are_decoded() -> None:
    ana, tom = "<v P&#201;REZ, Ana>Tea &amp; milk\nfor two.</v>", "<v.loud Tom O'Neil>No!"
    document = only(vtt(ana, tom, "<i>Why</i>?"))
    assert said(document) == [("PÉREZ, Ana", "Tea & milk for two."), ("Tom O'Neil", "No! Why?")]


def test_two_voices_in_one_cue_are_two_turns() -> None:
    assert said(only(vtt("<v Ana>Hi.</v> <v Ben>Hi!</v>"))) == [("Ana", "Hi."), ("Ben", "Hi!")]


def test_a_dash_before_a_voice_is_nobodys_word() -> None:
    assert said(only(vtt("- <v Ana>Hi.</v>\n- <v Ben>Hi!</v>"))) == [("Ana", "Hi."), ("Ben", "Hi!")]


def test_a_change_of_speakers_within_a_cue_begins_a_turn() -> None:
    document = only(vtt(">> Good morning,\neverybody.\n>> Morning.", ">> Fine,", "I hope."))
    assert said(document) == [
        (">>", "Good morning, everybody."),
        (">>", "Morning."),
        (">>", "Fine, I hope."),
    ]
    assert [turn.cues for turn in document.turns] == [(), (), (6,)]


def test_names_within_a_cue_begin_turns() -> None:
    cues = ("ANA: So we\nBegin: now.\nBEN: Yes.", "BEN: And\n>> CY: No.", "ANA: Why?")
    assert said(only(vtt(*cues))) == [
        ("ANA", "So we Begin: now."),
        ("BEN", "Yes. And >> CY: No."),
        ("ANA", "Why?"),
    ]
    assert said(only(vtt(">> ANA: Hi.\n>> BEN: Yes.", ">> ANA: So.\nand so."))) == [
        ("ANA", "Hi."),
        ("BEN", "Yes."),
        ("ANA", "So. and so."),
    ]


def rolling(*cues: str) -> str:
    """A file of captions, each cue's text below a time that goes on."""
    timed = [f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{text}\n" for at, text in enumerate(cues)]
    return "\n".join(["WEBVTT\nKind: captions\nLanguage: en\n", *timed])


ROLLED = [
    " \nhello<00:00:00.500><c> there</c>",
    "hello there\n ",
    "hello there\nno<00:00:02.500><c> no</c>",
    "no no\n ",
    "no no\n<c>no no</c>",
    "no no\n ",
]


def test_captions_that_roll_up_are_read_once() -> None:
    subrip = "\n".join(
        f"{at}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{text}\n"
        for at, text in enumerate(("hello there", "hello there\nno no", "no no\nno no", "no no"))
    )
    for importer, text in (("webvtt", rolling(*ROLLED)), ("subtitles", subrip)):
        draft = IMPORTERS[importer]("c", text.encode(), Settings())
        assert said(only(draft)) == [(None, "hello there no no no no")]
        assert draft.notes[0].startswith("The captions roll up: ")


def test_what_somebody_says_again_is_no_caption_that_rolls_up() -> None:
    for cues in (("no", "no", "no"), ("Ana: no", "no", "Ben: no", "yes")):
        draft = IMPORTERS["webvtt"]("c", rolling(*cues).encode(), Settings())
        words = " ".join(text for _, text in said(only(draft)))
        assert words.split() == " ".join(cues).replace("Ana:", "").replace("Ben:", "").split()


def test_times_may_be_written_without_their_zeros() -> None:
    text = (
        "WEBVTT\n\n0:0:0.0 --> 0:0:3.540\n<v Ana>So.</v>\n\n0:1:5.2 --> 1:2:7.95\n<v Ben>Ah.</v>\n"
    )
    turns = only(IMPORTERS["webvtt"]("t.vtt", text.encode(), Settings())).turns
    assert [(turn.speaker, turn.time) for turn in turns] == [("Ana", 0.0), ("Ben", 65.2)]


def test_a_sign_that_is_no_tag_stays() -> None:
    assert said(only(vtt("Ana: I <3 it, 1 < 2 &lt;b&gt; &nosuch;", "Ben: R&D &copy"))) == [
        ("Ana", "I <3 it, 1 < 2 <b> &nosuch;"),
        ("Ben", "R&D &copy"),
    ]


def test_notes_styles_and_the_header_are_nobodys_words() -> None:
    text = (
        "WEBVTT - Session 3\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE Confidence: 0.6\n\n\nNOTE again\n\n00:01.000 --> 00:02.000 align:start\nHello\n\n"
        "NOTE\nsplit here\n\n01:00:02.000 --> 01:00:03.000\nthere.\n"
    )
    draft = IMPORTERS["webvtt"]("s.vtt", text.encode(), Settings())
    assert said(only(draft)) == [(None, "Hello there.")]
    assert only(draft).turns[0].time == 1.0


def test_cues_are_put_in_order_of_time() -> None:
    sooner = "00:01.000 --> 00:02.000\n<v Ana>First."
    later = "00:09.000 --> 00:10.000\n<v Ben>Second."
    text = f"WEBVTT\n\n{later}\n\n{sooner}\n"
    draft = IMPORTERS["webvtt"]("s.vtt", text.encode(), Settings())
    assert said(only(draft)) == [("Ana", "First."), ("Ben", "Second.")]


def test_a_blank_line_within_a_cue_loses_no_words() -> None:
    assert only(vtt("Ana: One\n\ntwo.", "three.")).text == "One two. three."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("WEBVTT\n\n", "s.vtt has no cues with times; check that it is a file of subtitles."),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Hi.\n\n00:02.000 --> 00:",
            (
                "s.vtt, line 6: “00:02.000 --> 00:” is no whole time of a cue; "
                "the file is damaged or truncated."
            ),
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Hi.\n\n00:02.0",
            "s.vtt, line 6: “00:02.0” is no whole time of a cue; the file is damaged or truncated.",
        ),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(FileFault) as fault:
        IMPORTERS["webvtt"]("s.vtt", text.encode(), Settings())
    assert str(fault.value) == sentence


def test_the_samples_have_the_turns_that_a_reader_counts() -> None:
    expected: dict[str, list[tuple[str | None, str]]] = {
        # A name is written once, a cue without one goes on; “10:30” is no label.
        "zoom_nohours_cr.vtt": [
            ("Facilitator", "Who would like to start? There is one rule: be kind."),
            ("P1", "I will. it was 10:30 when I arrived"),
        ],
        # Parts 7-0 and 7-1 are one utterance; 5-0 was said while it went on.
        "teams_new.vtt": [
            (
                "PÉREZ, Ana (Wellington)",
                "So, um, I waited about three hours. And nobody told me & I left.",
            ),
            ("Tom O'Neil", "Mm-hmm."),
        ],
        # A NOTE cuts the sentence.
        "stream_classic.vtt": [
            (None, "Hello there. I am going to talk about the waiting list."),
        ],
        "vttjs_voice_not-closed.vtt": [(None, "It's a blue apple tree!")],
    }
    for name, turns in expected.items():
        assert said(only(read(sample(f"transcripts/{name}")))) == turns, name


def test_samples_without_header_or_content() -> None:
    draft = read(sample("transcripts/glut23_invalid.vtt"))
    assert draft.notes[0] == "The first line is not WEBVTT; the cues were read all the same."
    with pytest.raises(FileFault, match="is empty"):
        read(sample("transcripts/glut23_empty.vtt"))


@pytest.mark.parametrize(
    "hostile", ["<v " * 60_000, "a\n\n" * 60_000, "&#" * 60_000, "<c." * 60_000, " " * 200_000]
)
def test_hostile_text_takes_no_longer_than_other_text(hostile: str) -> None:
    start = time.process_time()
    vtt(f"Ana: x{hostile}y", "Ben: Yes.")
    # Some two seconds; what grows with the square of the length would take many minutes.
    assert time.process_time() - start < 60


@given(st.text(st.sampled_from("WEBVTNO0123:.->\n\r <v>/&;#aA é"), max_size=200))
@patient
def test_any_text_is_refused_or_gives_turns_that_tile_the_text(content: str) -> None:
    try:
        draft = IMPORTERS["webvtt"](
            "s.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{content}".encode(), Settings()
        )
    except WorkbenchError:
        return
    document = only(draft)
    assert "\n".join(words for _, words in said(document)) == document.text
