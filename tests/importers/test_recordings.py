"""Subtitles, Whisper's lines, and the JSON of speech recognition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.samples import only, patient, said, sample
from workbench.drafts import DraftTurn
from workbench.errors import FileFault, WorkbenchError
from workbench.importers import IMPORTERS, Settings, importer_for, read


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


def test_character_references_in_subtitles_are_decoded() -> None:
    srt = b"1\n00:00:01,000 --> 00:00:02,000\n2 &lt; 3 &amp; P&L\n"
    assert said(only(IMPORTERS["subtitles"]("t.srt", srt, Settings()))) == [(None, "2 < 3 & P&L")]


def test_subtitles_saved_as_text_are_known_by_their_beginning() -> None:
    srt = b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nAna: I.\r\n"
    sbv = b"00:00:01.000,00:00:02.000\nAna: One.\n"
    for data in (srt, sbv):
        assert importer_for(Path("t.txt"), None, data) == "subtitles"
    assert importer_for(Path("t.txt"), None, b"00:00:01\nAna: One.\n") == "text"
    assert importer_for(Path("t.vtt"), None, b"00:00:01.000 --> 00:00:02.000\nHi.\n") == "webvtt"


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


def _word(word: str, start: object, **more: object) -> dict[str, object]:
    return {"word": word, "start": start, "end": 9, **more}


def _result(*alternatives: dict[str, object]) -> dict[str, object]:
    return {"alternatives": list(alternatives)}


_SAID = [("How", 0.5, 1), ("long?", 0.8, 1), ("Hours.", 62.0, 2)]
_TAGGED = [{"word": word, "startTime": f"{at}s", "speakerTag": who} for word, at, who in _SAID]
_SPEECHMATICS = [("word", "How", "S1", 0.5), ("word", "long", "S1", 0.8)]
_SPEECHMATICS += [("punctuation", "?", "S1", 0.9), ("word", "Hours", "S2", 62.0)]
_SPEECHMATICS += [("punctuation", ".", "S2", 62.4)]
RECOGNISED: dict[str, tuple[object, tuple[str | None, str | None]]] = {
    "Google": (
        {"results": [_result({"words": _TAGGED[:2]}), _result({"words": _TAGGED[2:]})]},
        ("Speaker 1", "Speaker 2"),
    ),
    "Google, which says all words again with their speakers": (
        {
            "results": [
                _result({"transcript": "How long?", "words": [_word("How", 0), _word("long?", 1)]}),
                _result({"transcript": "Hours.", "words": [_word("Hours.", 2)]}),
                _result({"words": _TAGGED}),
            ]
        },
        ("Speaker 1", "Speaker 2"),
    ),
    "Speechmatics": (
        {
            "results": [
                {"type": kind, "start_time": at, **_result({"content": word, "speaker": who})}
                for kind, word, who, at in _SPEECHMATICS
            ]
        },
        ("S1", "S2"),
    ),
    "Azure": (
        {
            "combinedRecognizedPhrases": [{"display": "How long? Hours."}],
            "recognizedPhrases": [
                {
                    "speaker": 1,
                    "offset": "PT0.5S",
                    "nBest": [{"lexical": "how long", "display": "How long?"}, {"display": "Ho."}],
                },
                {"speaker": 2, "offset": "PT1M2S", "nBest": [{"display": "Hours."}]},
            ],
        },
        ("Speaker 1", "Speaker 2"),
    ),
    "Azure, fast": (
        {
            "phrases": [
                {"speaker": 1, "offsetMilliseconds": 500, "text": "How long?"},
                {"speaker": 2, "offsetMilliseconds": 62000, "text": "Hours."},
            ]
        },
        ("Speaker 1", "Speaker 2"),
    ),
    "Watson": (
        {
            "results": [
                _result({"timestamps": [["How", 0.5, 0.8], ["long?", 0.8, 1]]}),
                _result({"timestamps": [["Hours.", 62.0, 63]]}),
            ],
            "speaker_labels": [
                {"from": at, "to": at + 0.1, "speaker": who} for _, at, who in _SAID
            ],
        },
        ("Speaker 1", "Speaker 2"),
    ),
    "Rev": (
        {
            "speakers": [{"id": 1, "name": "Ana"}, {"id": 2, "name": "Ben"}],
            "monologues": [
                {"speaker": 1, "elements": [{"value": "How long?", "timestamp": "00:00:00,500"}]},
                {"speaker": 2, "elements": [{"value": "Hours.", "timestamp": "00:01:02,000"}]},
            ],
        },
        ("Ana", "Ben"),
    ),
    "Fireflies": (
        [
            {"sentence": "How long?", "startTime": 0.5, "speaker_name": "Ana", "speaker_id": 0},
            {"sentence": "Hours.", "startTime": "01:02", "speaker_name": "Ben", "speaker_id": 1},
        ],
        ("Ana", "Ben"),
    ),
    "Deepgram, of two channels": (
        {
            "results": {
                "channels": [
                    _result({"words": [_word("How", 0.5), _word("long?", 0.8)]}),
                    _result({"words": [_word("Hours.", 62.0)]}),
                ]
            }
        },
        ("Channel 1", "Channel 2"),
    ),
    "Gladia": (
        {
            "result": {
                "transcription": {
                    "utterances": [
                        {"text": "How long?", "start": 0.5, "speaker": 0},
                        {"text": "Hours.", "start": 62.0, "speaker": 1},
                    ]
                }
            }
        },
        ("Speaker 0", "Speaker 1"),
    ),
    "protocol buffers": (
        {
            "results": [
                _result(
                    {
                        "words": [
                            {"word": "How long?", "startTime": {"nanos": 5e8}, "speakerTag": 1},
                            {"word": "Hours.", "startTime": {"seconds": "62"}, "speakerTag": 2},
                        ]
                    }
                )
            ]
        },
        ("Speaker 1", "Speaker 2"),
    ),
}


@pytest.mark.parametrize("program", RECOGNISED)
def test_a_program_that_recognises_speech_is_read(program: str) -> None:
    whole, (asks, answers) = RECOGNISED[program]
    document = only(IMPORTERS["speech"]("t.json", json.dumps(whole).encode(), Settings()))
    assert said(document) == [(asks, "How long?"), (answers, "Hours.")]
    assert [turn.time for turn in document.turns] == [0.5, 62.0]


def test_json_without_speakers_is_one_turn() -> None:
    google = {"results": [_result({"transcript": "How"}), _result({"transcript": " long?"})]}
    vosk = [{"result": [_word("How", 0.5)], "text": "How"}, {"text": "long?"}]
    youtube = {
        "events": [
            {"tStartMs": 0, "id": 1},
            {"tStartMs": 250, "segs": [{"utf8": "How"}, {"utf8": " long?", "tOffsetMs": 200}]},
            {"tStartMs": 900, "segs": [{"utf8": "\n"}]},
        ]
    }
    for whole in (
        google,
        vosk,
        youtube,
        {"text": " How long?"},
        {"words": [], "text": "How long?"},
    ):
        assert speech(whole) == [(None, "How long?")]


def test_otranscribes_files_are_read_by_suffix_or_content() -> None:
    page = (
        '<p><span class="timestamp" data-timestamp="4.2">00:04</span><b>Ana:</b> How?</p>'
        '<p><span class="timestamp" data-timestamp="67">01:07</span>&nbsp;Ben: Long.<br />Very.</p>'
        '<p><span class="timestamp" data-timestamp="70">01:10</span>Ana: Why?</p>'
    )
    data = json.dumps({"text": page, "media": "a.mp3", "media-time": 71.5}).encode()
    assert importer_for(Path("t.otr")) == importer_for(Path("t.json"), None, data) == "otranscribe"
    document = only(IMPORTERS["otranscribe"]("t.otr", data, Settings()))
    assert said(document) == [("Ana", "How?"), ("Ben", "Long.\nVery."), ("Ana", "Why?")]
    assert [turn.time for turn in document.turns] == [4.0, 67.0, 70.0]
    with pytest.raises(FileFault, match="no “text”"):
        IMPORTERS["otranscribe"]("t.otr", b"{}", Settings())


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
        (
            '{"data": ' * 300 + "{}" + "}" * 300,
            (
                "t.json is JSON, but no transcript that is known here; it has no list of "
                "monologues, utterances, segments, items, audio_segments, words, "
                "recognizedPhrases, phrases, transcript, transcription, sentences, results, "
                "events, transcripts, messages. Save the transcript as text or WebVTT."
            ),
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
            st.sampled_from(
                ["text", "start", "speaker", "elements", "value", "alternatives", "words", "segs"]
            ),
            inner,
        )
    ),
)


@given(st.sampled_from(["segments", "monologues", "results", "events", "phrases"]), _JSON)
@patient
def test_any_json_is_refused_or_gives_turns(key: str, part: object) -> None:
    try:
        turns = speech({key: [part]})
    except WorkbenchError:
        return
    assert all(words == words.strip() != "" for _, words in turns)


NAMED = [("Ana", 1.5, "How, so?"), ("Ben", 4.0, "Long.")]
PROGRAMS: dict[str, object] = {
    "Amazon, by segments": {
        "results": {
            "transcripts": [{"transcript": "How, so? Long."}],
            "audio_segments": [
                {"transcript": "How, so?", "start_time": "1.5", "speaker_label": "Ana"},
                {"transcript": "Long.", "start_time": "4.0", "speaker_label": "Ben"},
            ],
        }
    },
    "Gecko": {
        "monologues": [
            {
                "speaker": {"id": "s1", "name": "Ana"},
                "start": 1.5,
                "terms": [
                    {"start": 1.5, "text": "How", "type": "WORD"},
                    {"start": 1.7, "text": ",", "type": "PUNCTUATION"},
                    {"start": 1.8, "text": "so?", "type": "WORD"},
                ],
            },
            {"speaker": {"id": "s2", "name": "Ben"}, "start": 4, "terms": [{"text": "Long."}]},
        ]
    },
    "blocks": {
        "monologues": [
            {"speaker": "Ana", "start": "00:01.5", "blocks": [{"text": "How,"}, {"text": "so?"}]},
            {"speaker": "Ben", "start": "00:04.0", "blocks": [{"text": "Long."}]},
        ]
    },
    "Fathom": {
        "transcript": [
            {"speaker": {"display_name": "Ana"}, "text": "How, so?", "timestamp": "00:01.5"},
            {"speaker": {"display_name": "Ben"}, "text": "Long.", "timestamp": "00:00:04"},
        ]
    },
    "Recall": [
        {
            "participant": {"id": 1, "name": "Ana"},
            "words": [
                {"text": "How,", "start_timestamp": {"relative": 1.5, "absolute": "2024"}},
                {"text": "so?", "start_timestamp": {"relative": 1.9}},
            ],
        },
        {
            "participant": {"id": 2, "name": "Ben"},
            "words": [{"text": "Long.", "start_timestamp": {"relative": 4}}],
        },
    ],
    "Happy Scribe": [
        {
            "speaker": "Ana",
            "words": [
                {"text": "How,", "type": "text", "data_start": 1.5},
                {"text": " ", "type": "space"},
                {"text": "so?", "type": "text", "data_start": 1.9},
            ],
        },
        {"speaker": "Ben", "words": [{"text": "Long.", "type": "text", "data_start": 4.0}]},
    ],
    "a voice assistant": {
        "messages": [
            {"role": "Ana", "time": 1768463022559, "message": "How, so?", "secondsFromStart": 1.5},
            {"role": "Ben", "time": 1768463029559, "message": "Long.", "secondsFromStart": 4},
        ]
    },
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_segments_are_read_however_a_program_names_their_parts(program: str) -> None:
    draft = IMPORTERS["speech"]("t.json", json.dumps(PROGRAMS[program]).encode(), Settings())
    turns = zip(said(only(draft)), only(draft).turns, strict=True)
    assert [(who, turn.time, words) for (who, words), turn in turns] == NAMED


def test_a_transcript_of_amazon_without_its_words_is_read() -> None:
    assert speech({"results": {"transcripts": [{"transcript": "So it was."}]}}) == [
        (None, "So it was.")
    ]
