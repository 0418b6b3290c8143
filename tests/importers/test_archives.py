"""Tables of turns, corpora of linguists, and what recognisers and players write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importers.samples import only, said
from tests.importers.sheets import ods, ods_row, words, xls, xlsx
from workbench.drafts import Draft
from workbench.errors import FileFault, NameUnknown
from workbench.importers import IMPORTERS, Settings, importer_for, read
from workbench.steps.importing import read_files
from workbench.surveys import Columns

ORAL_HISTORY = (
    "timestamp,speaker,words,tags\n[0:05],DB,And there&#8212;we go.,\n,,Good.,setup\n"
    "[01:09],RA:, How long?,\n,,,\n,DB,An hour.,time;place\n"
)


def draft_of(importer: str, text: str, columns: Columns | None = None) -> Draft:
    return IMPORTERS[importer]("t.x", text.encode(), Settings(columns))


def timed(draft: Draft) -> list[tuple[str | None, float | None, str]]:
    document = only(draft)
    times = [turn.time for turn in document.turns]
    return [(who, time, what) for (who, what), time in zip(said(document), times, strict=True)]


def test_a_table_may_have_a_row_for_each_turn() -> None:
    draft = draft_of("turns", ORAL_HISTORY)
    assert timed(draft) == [
        ("DB", 5.0, "And there—we go."),
        ("DB", None, "Good."),
        ("RA", 69.0, "How long?"),
        ("DB", None, "An hour."),
    ]
    assert draft.notes == (
        "Speakers: DB 3, RA 1.",
        "Columns that were not read: tags.",
        "Character references of HTML were decoded, such as &#8212; to —.",
    )


def test_a_table_of_turns_is_told_from_a_survey_by_its_header(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ORAL_HISTORY, encoding="utf-8")
    assert read(tmp_path / "a.csv").importer == "turns"
    survey = b"Respondent ID,Age,Comments\n1,30,Fine\n"
    assert importer_for(Path("s.csv"), None, survey) == "survey"
    asked = Columns(text=("words",))
    assert importer_for(Path("a.csv"), asked, ORAL_HISTORY.encode()) == "survey"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_with_a_row_for_each_turn_is_told_from_a_survey(
    tmp_path: Path, kind: str
) -> None:
    rows: list[list[object]] = [["Time", "Speaker", "Text"], ["0:05", "INT", "Why?"]]
    answers: list[list[object]] = [["Id", "Text"], ["R1", "I liked it."]]
    for name, cells in (("turns", rows), ("answers", answers)):
        (tmp_path / f"{name}.{kind}").write_bytes(_book(kind, cells))
    draft = read(tmp_path / f"turns.{kind}")
    assert (draft.importer, timed(draft)) == ("turns", [("INT", 5.0, "Why?")])
    assert read(tmp_path / f"answers.{kind}", columns=Columns(text=("Text",))).importer == "survey"
    path = tmp_path / f"answers.{kind}"
    assert importer_for(path, None, path.read_bytes()) == "survey"
    assert importer_for(path, None, path.read_bytes()[:200]) == "survey"


def _book(kind: str, rows: list[list[object]]) -> bytes:
    if kind == "xlsx":
        return xlsx({"Sheet": rows})
    if kind == "xls":
        return xls(rows)
    lines = (ods_row(*(words(str(cell)) for cell in row)) for row in rows)
    return ods(("Sheet", "".join(lines)))


def test_one_sheet_of_a_workbook_may_have_the_turns(tmp_path: Path) -> None:
    path = tmp_path / "talks.xlsx"
    people: list[list[object]] = [["Name", "Age"], ["Ana", 30]]
    talks = [["Speaker", "Text"], ["Ana", "Why?"]], [["Speaker", "Text"], ["Ben", "So."]]
    path.write_bytes(xlsx({"People": people, "May": talks[0], "June": talks[1]}))
    with pytest.raises(FileFault, match="name one with --sheet"):
        read(path)
    (june,) = read_files([path], sheet="June")
    assert (june.importer, timed(june)) == ("turns", [("Ben", None, "So.")])
    with pytest.raises(NameUnknown):
        read_files([path], sheet="July")


@pytest.mark.parametrize("head", ["participant,utterance", "Name;Said", "Who\tDialogue"])
def test_who_speaks_may_be_headed_otherwise_beside_what_is_speech(head: str) -> None:
    sign = head.strip("abcdefghijklmnopqrstuvwxyzNSWD")
    table = f"{head}\nAna{sign}Why?\nBen{sign}So.\n"
    assert importer_for(Path("t.csv"), None, table.encode()) == "turns"
    assert timed(draft_of("turns", table)) == [("Ana", None, "Why?"), ("Ben", None, "So.")]
    assert importer_for(Path("t.csv"), None, b"participant,text\nA,Fine.\n") == "survey"


def test_frames_of_video_editors_are_left_out_of_times() -> None:
    table = "Speaker,Start Time,Text\nAna,00;00;05;10,Why?\nBen,00:01:05:24,So.\n"
    assert timed(draft_of("turns", table)) == [("Ana", 5.0, "Why?"), ("Ben", 65.0, "So.")]


def test_a_person_may_say_which_columns_are_the_turns() -> None:
    table = "who;what\nAna;Why?\nBen;So.\n"
    with pytest.raises(FileFault, match="say which column has the words"):
        draft_of("turns", table)
    draft = draft_of("turns", table, Columns(id="who", text=("what",)))
    assert timed(draft) == [("Ana", None, "Why?"), ("Ben", None, "So.")]


def test_whispers_table_counts_milliseconds() -> None:
    draft = draft_of("turns", "start\tend\ttext\n400\t1200\tHello\n1200\t3000\tthere.\n")
    assert timed(draft) == [(None, 0.4, "Hello there.")]


CHAT = (
    "@UTF8\n@Begin\n@Participants:\tCHI Eve Target_Child , MOT Mother\n"
    "*CHI:\tmore cookie . [+ IMP] \x1512_1234\x15\n%mor:\tqn|more n|cookie .\n"
    "*MOT:\tyou 0v more\n\tcookies ?\n*CHI:\txxx .\n@End\n"
)


def test_chat_gives_a_turn_for_each_utterance_with_its_marks() -> None:
    draft = draft_of("chat", CHAT)
    assert timed(draft) == [
        ("CHI", 0.012, "more cookie . [+ IMP]"),
        ("MOT", None, "you 0v more cookies ?"),
        ("CHI", None, "xxx ."),
    ]
    assert draft.notes == (
        "Speakers: CHI 2, MOT 1.",
        "Participants: CHI Eve Target_Child , MOT Mother.",
        "Dependent tiers, part of no turn: %mor 1.",
    )
    with pytest.raises(FileFault, match="it is truncated"):
        draft_of("chat", CHAT.removesuffix("@End\n"))


def eaf(tiers: str) -> str:
    slots = '<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="b"/>'
    slots += '<TIME_SLOT TIME_SLOT_ID="c" TIME_VALUE="900"/>'
    order = f"<TIME_ORDER>{slots}</TIME_ORDER>"
    return f'\ufeff<?xml version="1.0"?><ANNOTATION_DOCUMENT>{order}{tiers}</ANNOTATION_DOCUMENT>'


def tier(head: str, *annotations: tuple[str, str]) -> str:
    said = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="{slot}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        for slot, text in annotations
    )
    return f"<TIER {head}>{said}</TIER>"


def test_independent_tiers_of_elan_are_speakers_in_the_order_of_time() -> None:
    tiers = tier('TIER_ID="A1" PARTICIPANT="Ana"', ("a", "Why &amp; how?"), ("c", ""))
    tiers += tier('TIER_ID="Ben"', ("c", "Yes."), ("b", "So."))
    tiers += tier('TIER_ID="gloss" PARENT_REF="Ben"', ("b", "not read"))
    draft = draft_of("elan", eaf(tiers))
    assert timed(draft) == [("Ana", 0.5, "Why & how?"), ("Ben", None, "So. Yes.")]
    assert draft.notes == (
        "Speakers: Ana 1, Ben 1.",
        "Dependent tiers, part of no turn: gloss.",
    )


def test_tiers_of_gestures_and_of_words_are_no_names() -> None:
    tiers = tier('TIER_ID="gestures"', ("a", "hold")) + tier('TIER_ID="text"', ("a", "So."))
    draft = draft_of("elan", eaf(tiers))
    assert timed(draft) == [(None, 0.5, "So.")]
    assert draft.notes == (
        "No speakers were found.",
        "Tiers, part of no turn: gestures.",
    )


def test_of_very_many_tiers_that_are_not_read_the_first_are_told() -> None:
    tiers = tier('TIER_ID="Ana"', ("a", "So."))
    tiers += "".join(tier(f'TIER_ID="g{n}" PARENT_REF="Ana"') for n in range(22))
    _, told = draft_of("elan", eaf(tiers)).notes
    assert told.endswith("g18, g19 and 2 more.")


def srt(*cues: str) -> str:
    return "\n\n".join(
        f"{at}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{cue}" for at, cue in enumerate(cues)
    )


def test_colours_of_subtitles_stand_for_speakers_where_no_names_do() -> None:
    aqua, green = "{\\c&HFFFF00&}", '<font color="#00ff00">'
    draft = draft_of("subtitles", srt(f"{aqua}Why", f"{aqua}so?", f"{green}Because.</font>"))
    assert timed(draft) == [("#00FFFF", 0.0, "Why so?"), ("#00FF00", 2.0, "Because.")]
    one = draft_of("subtitles", srt(f"{aqua}Why", f"{aqua}so?"))
    assert timed(one) == [(None, 0.0, "Why so?")]
    named = draft_of("subtitles", srt(f"{aqua}Ana: Why?", f"{green}Ben: So.</font>"))
    assert [who for who, _, _ in timed(named)] == ["Ana", "Ben"]
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow>Why?</c>\n\n"
    vtt += "00:02.000 --> 00:03.000\n<c.cyan>So.</c>\n"
    assert timed(draft_of("webvtt", vtt)) == [("yellow", 1.0, "Why?"), ("cyan", 2.0, "So.")]


WORDS = [(0.5, "Why", "why"), (0.9, "so?", "so"), (3.0, "Because.", "because")]
SPOKEN = [("A", 0.5, "Why so?"), ("B", 3.0, "Because.")]
APART = [
    {"start": 0.0, "duration": 2.0, "speaker": {"@id": "A", "gender": "F"}},
    {"start": 2.5, "duration": 2.0, "speaker": {"@id": "B", "gender": "M"}},
]
TALKS: dict[str, object] = {
    "BBC Kaldi": {
        "action": "audio-transcribe",
        "retval": {
            "words": [{"start": at, "punct": said, "word": bare} for at, said, bare in WORDS],
            "segmentation": {"segments": APART},
        },
    },
    "Digital Paper Edit": {
        "words": [{"id": 0, "start": at, "text": said} for at, said, _ in WORDS],
        "paragraphs": [{"start": 0.5, "speaker": "A"}, {"start": 3.0, "speaker": "B"}],
    },
    "Trint": {
        "words": [
            {"time": 1000 * at, "duration": 200, "value": said, "speaker": "AAB"[place]}
            for place, (at, said, _) in enumerate(WORDS)
        ],
    },
    "AssemblyAI": {
        "utterances": [
            {"start": 500, "end": 1600, "text": "Why so?", "speaker": "A"},
            {"start": 3000, "end": 4100, "text": "Because.", "speaker": "B"},
        ],
    },
    "Deepgram": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": "Why so? Because.",
                            "words": [
                                {"word": bare, "punctuated_word": said, "start": at, "speaker": who}
                                for (at, said, bare), who in zip(WORDS, "AAB", strict=True)
                            ],
                        }
                    ]
                }
            ]
        }
    },
    "Amazon Transcribe": {
        "results": {
            "transcripts": [{"transcript": "Why so? Because."}],
            "speaker_labels": {
                "segments": [
                    {"start_time": "0.4", "speaker_label": "A"},
                    {"start_time": "2.9", "speaker_label": "B"},
                ]
            },
            "items": [
                {
                    "start_time": "0.5",
                    "type": "pronunciation",
                    "alternatives": [{"content": "Why"}],
                },
                {"start_time": "0.9", "type": "pronunciation", "alternatives": [{"content": "so"}]},
                {"type": "punctuation", "alternatives": [{"content": "?"}]},
                {"start_time": "3.0", "type": "x", "alternatives": [{"content": "Because."}]},
            ],
        }
    },
    "a list of segments": [
        {"start_time": "0.5", "speaker_name": "A", "text": "Why so?"},
        {"start_time": 3, "speaker": {"name": "B"}, "text": "Because."},
    ],
}


@pytest.mark.parametrize("program", TALKS)
def test_json_of_a_program_gives_speakers_times_and_words(program: str) -> None:
    assert timed(draft_of("speech", json.dumps(TALKS[program]))) == SPOKEN
