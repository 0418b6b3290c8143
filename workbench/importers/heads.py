"""How tables of turns head their columns; that tells them from surveys."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable

from workbench.importers.wordlist import wordlist

SPEAKER = wordlist(
    """
    speaker, speakers, speaker name, speaker_name, speaker label, speaker_label, sprecher,
    sprecherin, locuteur, hablante, spreker
    """
)
PERSON = wordlist("participant, person, name, who, role, teilnehmer, person id, participant id")
"""These say who speaks only beside what can be nothing but speech."""
SPOKEN = wordlist("utterance, utterances, words, dialogue, speech, said, äußerung")
TEXT = SPOKEN | wordlist(
    """
    text, transcript, transcription, content, message, sentence, transkript, texte, texto, tekst
    """
)
TIME = wordlist(
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


def is_tabbed(data: bytes) -> bool:
    r"""Whether a text file is a table with tabs, as Excel saves “Unicode text”.

    >>> is_tabbed("id\tarm\twhy\n1\ta\tIt was good\n".encode("utf-16"))
    True
    >>> is_tabbed(b"00:13:13\tJustin:\tHello\n00:13:20\tAna:\tHi\n")
    False
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data[:_BEGINNING].decode("utf-16" if wide else "utf-8-sig", "replace")
    whole = text if len(data) <= _BEGINNING else text[: text.rfind("\n")]
    try:
        rows = [row for row in csv.reader(whole.splitlines(keepends=True), "excel-tab") if any(row)]
    except csv.Error:
        return False
    heads = [head.strip() for head in rows[0]] if rows else []
    named = len(set(heads)) == len(heads) >= _LEAST and not any(map(_STAMP.match, heads))
    return named and all(heads) and len(rows) > 1 and {len(row) for row in rows} == {len(heads)}


_BEGINNING = 20_000
_LEAST = 3
"""Columns; a tab between two things may part a speaker from what was said."""
_STAMP = re.compile(r"[\[(]?\d|.*:$")
"""What begins a line of speech: a time, a number, a label."""


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
