"""How tables of turns head their columns; that tells them from surveys."""

from __future__ import annotations

import re
from collections.abc import Iterable


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(","))


SPEAKER = _listed(
    """
    speaker, speakers, speaker name, speaker_name, speaker label, speaker_label, sprecher,
    sprecherin, locuteur, hablante, spreker
    """
)
PERSON = _listed("participant, person, name, who, role, teilnehmer, person id, participant id")
"""These say who speaks only beside what can be nothing but speech."""
SPOKEN = _listed("utterance, utterances, words, dialogue, speech, said, äußerung")
TEXT = SPOKEN | _listed(
    """
    text, transcript, transcription, content, message, sentence, transkript, texte, texto, tekst
    """
)
TIME = _listed(
    """
    timestamp, time, start, start time, start_time, starttime, timecode, begin, time stamp,
    timespan, in, zeit, start (s), start_seconds
    """
)


def is_turns(head: bytes) -> bool:
    """Whether a table's first line is that of turns, not of a survey.

    >>> is_turns(b"timestamp,speaker,words,tags"), is_turns(b"Respondent ID,Speaker rating,Text")
    (True, False)
    """
    line = head.split(b"\n", 1)[0].replace(b"\0", b"").decode("utf-8", "ignore")
    return are_turns(cell.strip(' "\ufeff\r') for cell in _CUT.split(line))


def are_turns(cells: Iterable[str]) -> bool:
    """Whether these cells head a table of turns."""
    heads = {" ".join(cell.split()).casefold() for cell in cells} - {""}
    if len(heads) > _MOST:
        return False
    if heads & PERSON and heads & SPOKEN:
        return True
    return bool(heads & TEXT) and (bool(heads & SPEAKER) or heads == {"start", "end", "text"})


_CUT = re.compile(r"[,;\t|]")
_MOST = 20
"""A table with more columns is a survey that asks about speakers."""
