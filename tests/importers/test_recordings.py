"""Subtitles, Whisper's lines, and the JSON of speech recognition."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.samples import only, patient, said, sample
from workbench.errors import FileFault, WorkbenchError
from workbench.importers import IMPORTERS, Settings, read
from workbench.terms import DraftTurn


def speech(whole: object) -> list[tuple[str | None, str]]:
    return said(only(IMPORTERS["speech"]("t.json", json.dumps(whole).encode(), Settings())))


def test_subrip_and_youtube_subtitles_are_cues() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\nAna: I <3\n<i>it</i>.\n\n"
    srt += "2\n00:00:03,5 --> 00:00:04,0\nBen: {\\an8}Why?\n"
    document = only(IMPORTERS["subtitles"]("t.srt", srt.encode(), Settings()))
    assert document.text == "I <3 it.\nWhy?"
    assert document.turns == (
        DraftTurn(0, 8, "Ana", 1.0, "Ana"),
        DraftTurn(9, 13, "Ben", 3.5, "Ben"),
    )
    sbv = "0:00:01.000,0:00:02.000\nAna: One\ntwo.\n\n0:00:03.000,0:00:04.000\nBen: Three.\n"
    document = only(IMPORTERS["subtitles"]("t.sbv", sbv.encode(), Settings()))
    assert said(document) == [("Ana", "One two."), ("Ben", "Three.")]


def test_whispers_lines_are_cues_whatever_the_suffix() -> None:
    draft = read(sample("transcripts/whisper_cli.txt"))
    assert draft.importer == "stamped"
    assert said(only(draft)) == [(None, "So how was it? It was long, it was very long.")]


def test_whisper_segments_are_joined_and_empty_ones_dropped() -> None:
    segments = [{"start": 0.0, "text": " Ja, ja."}, {"start": 1, "text": ""}, {"text": " Gut. "}]
    assert speech({"text": "…", "segments": segments}) == [(None, "Ja, ja. Gut.")]


def test_a_segment_without_a_speaker_stays_without_one() -> None:
    assert said(only(read(sample("transcripts/whisperx.json")))) == [
        ("SPEAKER_00", "So we waited until 2016."),
        (None, "Okay."),
    ]


def test_words_of_the_podcast_namespace_are_joined_by_spaces() -> None:
    assert said(only(read(sample("transcripts/podcastindex_example.json")))) == [
        ("Darth Vader", "I am your father."),
        ("Luke", "Nooooo"),
    ]


def test_revs_elements_carry_their_spaces() -> None:
    elements = [
        {"type": "text", "value": "Hi", "ts": 0.5, "end_ts": 0.7},
        {"type": "punct", "value": ", "},
        {"type": "text", "value": "all", "ts": 0.9},
        {"type": "punct", "value": "."},
    ]
    assert speech({"monologues": [{"speaker": 0, "elements": elements}]}) == [
        ("Speaker 0", "Hi, all.")
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, 2]", "t.json is JSON, but no transcript that is known here; save it as text."),
        (
            '{"segments": [{"text": "Hi."',
            "t.json is no whole JSON, see line 1; it is damaged or cut.",
        ),
        ('{"segments": [1]}', "t.json: something in “segments” is no part of a transcript."),
        ('{"segments": []}', "t.json has no words; there is nothing to import."),
        (
            '{"segments": [{"text": "a\\ud800"}]}',
            "t is damaged: half a character stands at character 2; save it again as UTF-8.",
        ),
        ("[" * 100_000, "t.json nests deeper than any transcript; it is no transcript."),
    ],
)
def test_json_that_is_no_transcript_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(FileFault) as fault:
        IMPORTERS["speech"]("t.json", text.encode(), Settings())
    assert str(fault.value) == sentence


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["text", "start", "speaker", "elements", "value", "ts"]), inner
        )
    ),
)


@given(st.sampled_from(["segments", "monologues"]), _JSON)
@patient
def test_any_json_is_refused_or_gives_turns(key: str, part: object) -> None:
    try:
        turns = speech({key: [part]})
    except WorkbenchError:
        return
    assert all(words == words.strip() != "" for _, words in turns)
