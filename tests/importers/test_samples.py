"""The numbers of turns, speakers and times that a careful reader counts in the samples."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.importers.samples import only, sample
from workbench.errors import FileFault
from workbench.importers import read
from workbench.segmenters import segment
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
SENTENCES = {"meet.txt": 3, "otter.txt": 5, "rev.txt": 4, "stream_classic.vtt": 2}
SENTENCES |= {"table_turns.docx": 4, "teams_new.vtt": 3, "zoom_nohours_cr.vtt": 4}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sample_has_the_sentences_that_a_reader_counts(name: str) -> None:
    document = only(read(sample(f"transcripts/{name}")))
    turns = [Span(turn.start, turn.stop) for turn in document.turns]
    found = segment(document.text, turns, Segmentation("sentence"))
    assert sum(map(len, found)) == SENTENCES[name]


def test_an_empty_sample_is_refused() -> None:
    with pytest.raises(FileFault, match="is empty"):
        read(sample("transcripts/glut23_empty.vtt"))
