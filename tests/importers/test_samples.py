"""The numbers of turns, speakers and times that a careful reader counts in the samples."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.importers.samples import only, sample
from workbench.drafts import DraftDocument
from workbench.errors import FileFault
from workbench.importers import read
from workbench.segmenters import segment
from workbench.surveys import SurveyOptions
from workbench.terms import Segmentation, Span

COUNTED: dict[str, tuple[dict[str | None, int], int]] = {
    # Each label carries its time; the list of speakers in the front matter is none of them.
    "bitcointranscripts_accounts-for-bitcoin-easypaysy.md": ({"Aaron": 82, "Sjors": 82}, 164),
    # No names: the interviewer's two questions are bold, the two answers are not.
    "bold_interviewer.docx": ({"bold": 2, "not bold": 2}, 0),
    "cp1252.txt": ({"INT": 1, "P07": 1}, 0),
    # Captions without names are one turn, at the time of the first.
    "glut23_captions_with_bom.vtt": ({None: 1}, 1),
    "glut23_invalid.vtt": ({None: 1}, 1),
    "glut23_missing_caption_text.srt": ({None: 1}, 1),
    "glut23_sample.sbv": ({None: 1}, 1),
    "intl_labels.txt": ({"I": 2, "B1": 1, "B2": 1}, 0),
    # 130 labels, each with a time.
    "ladybug-podcast_03-blogging-101.md": (
        {"Lindsey": 30, "Kelly": 31, "Ali": 31, "Emma": 38},
        130,
    ),
    # One turn of Bo Chen's is empty; a line of time stands before the other.
    "meet.txt": ({"Ann Lee": 2, "Bo Chen": 1}, 1),
    "mgreiler_EP_20_Tudor_Girba.md": ({"Michaela": 17, "Tudor": 15}, 32),
    "no_colon.txt": ({"INTERVIEWER": 2, "PARTICIPANT 3": 2}, 0),
    "otter.txt": ({"Ann Lee": 2, "Unknown Speaker": 1}, 3),
    # Names stand only where the speaker changes: in ten cues of 222.
    "podcastindex-org_example.srt": ({"Travis": 5, "Sarah": 2, "Gilon": 3}, 10),
    # Five cues of Sarah's in a row, two of Gillian's.
    "podcastindex-org_example.vtt": ({"Sarah": 1, "Gillian": 1}, 2),
    "podcastindex_example.json": ({"Darth Vader": 1, "Luke": 1}, 2),
    "rev.txt": ({"Speaker 1": 1, "Speaker 2": 1, "New Speaker": 1}, 3),
    # The second and third cues have no name, so Ann goes on; “2024” is what she says.
    "srt_no_blank_lines.srt": ({"Ann": 1}, 1),
    "stream_classic.vtt": ({None: 1}, 1),
    "table_turns.docx": ({"Interviewer": 2, "P1": 1}, 3),
    "teams.docx": ({"Ann Lee": 2, "Tom O'Neil": 1}, 3),
    # Ana's utterance has two parts, with Tom's interjection between them.
    "teams_new.vtt": ({"PÉREZ, Ana (Wellington)": 1, "Tom O'Neil": 1}, 2),
    # Two lines that say “Break” are the editor's.
    "thechangelog_practical-ai-188.md": ({"Daniel Whitenack": 27, "Chris Benson": 26}, 0),
    "vttjs_voice_not-closed.vtt": ({None: 1}, 1),
    "whisper_cli.txt": ({None: 1}, 1),
    # The recogniser named nobody for the second segment.
    "whisperx.json": ({"SPEAKER_00": 1, None: 1}, 2),
    # The third cue has no name and goes on with P1's.
    "zoom_nohours_cr.vtt": ({"Facilitator": 1, "P1": 1}, 2),
    "zoom_saved_transcript.txt": ({"Johnny Doe": 6, "Janet Dough": 6}, 12),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_sample_has_the_turns_that_a_reader_counts(name: str) -> None:
    document = only(read(sample(f"transcripts/{name}")))
    speakers, timed = COUNTED[name]
    assert Counter(turn.speaker for turn in document.turns) == speakers
    assert sum(turn.time is not None for turn in document.turns) == timed


# Times in brackets and in the words end no sentence, nor does a cue; the end of a turn does.
SENTENCES = {
    # “You said “it’s too late” – why?” is one. “Well… José couldn’t come.” is one too: after one
    # word an ellipsis is a pause, and José a name.
    "cp1252.txt": 3,
    # Captions without a mark are one sentence, which says no more than the turn; take cues there.
    "glut23_captions_with_bom.vtt": 1,
    "glut23_invalid.vtt": 1,
    "glut23_missing_caption_text.srt": 1,
    "glut23_sample.sbv": 1,
    "meet.txt": 3,
    "otter.txt": 5,
    "rev.txt": 4,
    "stream_classic.vtt": 2,
    "table_turns.docx": 4,
    "teams_new.vtt": 3,
    "zoom_nohours_cr.vtt": 4,
    # “Long. Very long.” is two; the other three turns are one each.
    "bold_interviewer.docx": 5,
    # “Es war, ähm, schwierig.” is one, and so is “(lacht) Keine Zeit.”.
    "intl_labels.txt": 5,
    # “It was fine.” and “I would go again.” stand on two lines of one turn.
    "no_colon.txt": 5,
    # Four of Sarah's over five cues and two of Gillian's.
    "podcastindex-org_example.vtt": 6,
    "podcastindex_example.json": 2,
    # “Hello.”, “Hi, Ann.” and “2024”, which has no mark and ends with the turn.
    "srt_no_blank_lines.srt": 3,
    # “Welcome. Who starts?”, “Me. I waited three hours.”, “OK.”
    "teams.docx": 5,
    "vttjs_voice_not-closed.vtt": 1,
    "whisper_cli.txt": 2,
    "whisperx.json": 2,
    # Where speech breaks off at “…” and goes on, no sentence ends: four of twelve turns have two.
    "zoom_saved_transcript.txt": 16,
    # As many as the recogniser set marks, also where a speaker would have set none.
    "podcastindex-org_example.srt": 136,
}


def units(document: DraftDocument, unit: str) -> int:
    turns = [Span(turn.start, turn.stop) for turn in document.turns]
    return sum(map(len, segment(document.text, turns, Segmentation(unit))))


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sample_has_the_sentences_that_a_reader_counts(name: str) -> None:
    assert units(only(read(sample(f"transcripts/{name}"))), "sentence") == SENTENCES[name]


# Of long transcripts some stretches were counted, turn by turn (“turn:sentences”): the first turns,
# and others drawn from the last two thirds (`random.Random(SEED).sample`, the seed in the comment).
# The recogniser's and the transcriber's marks are taken as they stand, also where a speaker would
# have set none (“And. So, what is …”); a semicolon, a comma and “--” end nothing, and quoted
# sentences count.
STRETCHES = {
    "bitcointranscripts_accounts-for-bitcoin-easypaysy.md": (
        "1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:1 10:1 11:8 12:3 13:3 14:1 15:3 16:2 17:4 18:1 19:1 "
        "20:2 21:3 22:1 23:1 24:1 25:4 26:1 27:5 28:1 "
        # “… or...” breaks off, and “One of them is …” begins anew on the next line (29); “Okay so”
        # has no mark and ends with the turn (31).
        "29:14 30:2 31:3 32:1 33:3 34:1 35:1 36:2 37:2 38:4 39:1 40:1 "
        # Seed 82.
        "59:4 67:2 73:5 75:3 76:5 77:1 88:1 92:2 110:2 115:7 117:1 119:2 129:1 142:2 152:1 153:1 "
        "156:2 158:3 160:3 162:1"
    ),
    "ladybug-podcast_03-blogging-101.md": (
        # “…, which is awesome, too” has no mark (11); “they mentioned Redux... if they don't” is
        # one (14); “A) so that …” begins a sentence (19).
        "1:6 2:2 3:1 4:1 5:1 6:1 7:12 8:10 9:11 10:4 11:6 12:3 13:7 14:8 15:4 16:2 17:1 18:2 19:13 "
        # “Like I like to read through...” breaks off, and what she quotes of herself begins anew
        # (20); both sentences within “I like the way she does things. So …” count (24); “help me
        # out...that's super nice” is one (25).
        "20:7 21:6 22:14 23:4 24:10 25:7 "
        # Seed 130. “[loud laugh]” is all of turn 46; “Seguing into... we've talked …” is one (78).
        "46:1 72:22 74:1 78:16 87:10 89:19 98:4 100:1 102:1 110:1 111:1 118:1 126:7 128:1"
    ),
    "mgreiler_EP_20_Tudor_Girba.md": (
        # “… and so on.” stands after a question mark; a reader would join the two (4).
        "1:16 2:1 3:4 4:64 "
        # Seed 20. “should I do a or B.” ends a sentence (19); “( outro music )” is none (32).
        "11:8 14:4 15:32 16:29 19:48 21:5 32:1"
    ),
    "thechangelog_practical-ai-188.md": (
        # “released... I think” are two, “generated etc. here” is one (9); “...it was definitely”
        # goes on with what was begun (11); “[laughter]” is no sentence (13).
        "1:6 2:2 3:1 4:1 5:1 6:4 7:1 8:1 9:7 10:1 11:1 12:1 13:1 14:10 15:12 16:8 17:13 "
        # Seed 188.
        "18:7 22:3 26:3 30:4 32:15 33:8 34:1 40:1"
    ),
}

# A time line and what stands under it, in the file's order; one without words is none.
CUES = {
    "glut23_captions_with_bom.vtt": 4,
    "glut23_invalid.vtt": 7,
    # The second has a time and no words.
    "glut23_missing_caption_text.srt": 4,
    # The third has two lines.
    "glut23_sample.sbv": 5,
    "podcastindex-org_example.srt": 222,
    "podcastindex-org_example.vtt": 7,
    # A word each: “I am your father.” and “Nooooo”.
    "podcastindex_example.json": 5,
    "srt_no_blank_lines.srt": 3,
    "stream_classic.vtt": 2,
    "teams_new.vtt": 3,
    "vttjs_voice_not-closed.vtt": 1,
    "whisperx.json": 2,
    "zoom_nohours_cr.vtt": 3,
}


@pytest.mark.parametrize("name", STRETCHES)
def test_a_long_sample_has_the_sentences_that_a_reader_counts_in_some_turns(name: str) -> None:
    document = only(read(sample(f"transcripts/{name}")))
    turns = [Span(turn.start, turn.stop) for turn in document.turns]
    found = segment(document.text, turns, Segmentation("sentence"))
    counted = {int(n): int(sentences) for n, sentences in map(_pair, STRETCHES[name].split())}
    assert {n: len(found[n - 1]) for n in counted} == counted


def _pair(words: str) -> list[str]:
    return words.split(":")


@pytest.mark.parametrize("name", CUES)
def test_a_sample_has_the_cues_that_a_reader_counts(name: str) -> None:
    document = only(read(sample(f"transcripts/{name}")))
    assert sum(1 + len(turn.cues) for turn in document.turns) == CUES[name]


# Stretches between blank lines, without labels, headings and lines that say “Break”.
PARAGRAPHS = {
    "bitcointranscripts_accounts-for-bitcoin-easypaysy.md": 166,
    "ladybug-podcast_03-blogging-101.md": 130,
    "thechangelog_practical-ai-188.md": 74,
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_sample_has_the_paragraphs_that_a_reader_counts(name: str) -> None:
    assert units(only(read(sample(f"transcripts/{name}"))), "paragraph") == PARAGRAPHS[name]


ANSWERS: dict[str, dict[str, tuple[int, int]]] = {
    "qualtrics_sample.csv": {"Q2": (1, 1)},
    "surveymonkey.csv": {
        "What did you like? (tick all, if any) - Other (please specify)": (1, 1),
        # “Great.” and “But slow, "very" slow.”
        "Any other comments?": (1, 2),
    },
    # Full stops counted in each cell; the web address at the end of the first is in one sentence.
    # The text is made by chance: “oh mr. Required is” (vob14) is a title and a name to a reader who
    # does not know that.
    "redcap_longitudinal.csv": {
        "comments": (3, 17 + 12 + 8),
        "vob7": (5, 11 + 7 + 13 + 14 + 13),
        "vob14": (5, 8 + 6 + 13 + 14 + 16),
        "study_comments": (2, 18 + 6),
    },
    # Lists of words without marks: an answer is a sentence, the numbers in “1-2-1” end none.
    "limesurvey_rse_nl2017.csv": {
        "train3. What training programs are you involved with (comma separated list) (For "
        "example, Software Carpentry, local university training, etc.)": (43, 43)
    },
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_survey_has_the_answers_and_sentences_that_a_reader_counts(name: str) -> None:
    draft = read(sample(f"surveys/{name}"), survey=SurveyOptions(accept=True))
    found = {one.question: (units(one, "turn"), units(one, "sentence")) for one in draft.documents}
    asked = ANSWERS[name]
    assert {question: found[question] for question in asked} == asked


def test_an_empty_sample_is_refused() -> None:
    with pytest.raises(FileFault, match="is empty"):
        read(sample("transcripts/glut23_empty.vtt"))


def test_a_survey_without_an_open_question_has_no_answers_to_judge() -> None:
    # Each column is a title, a place or a number.
    draft = read(sample("surveys/carpentrycon_mojibake.csv"), survey=SurveyOptions(accept=True))
    assert draft.documents == ()
