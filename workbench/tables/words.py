"""How texts are shortened and quoted, in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.tables.given import Quotation
from workbench.terms import clock

_SENTENCE = re.compile(r"(.+?[.!?…])(?:\s|$)", re.DOTALL)
_ENDS = frozenset(".!?…\n\"”»')]")
_LONGEST_QUOTATION = 60
_LONGEST_DEFINITION = 30


def short_definition(definition: str) -> str:
    """A definition in at most 30 words: whole, or its first sentence, or its beginning."""
    words = definition.split()
    if len(words) <= _LONGEST_DEFINITION:
        return " ".join(words)
    sentence = _SENTENCE.match(" ".join(words))
    if sentence and len(sentence[1].split()) <= _LONGEST_DEFINITION:
        return sentence[1]
    return " ".join(words[:_LONGEST_DEFINITION]) + " …"


def quote(quotation: Quotation, texts: Mapping[str, str]) -> str:
    """The words as they stand in the text now, whose they are, and when they were said."""
    words = cut(*in_turn(quotation, texts))
    session, at = quotation.session or quotation.document, clock(quotation.time).strip("[]")
    whose = ", ".join(part for part in (quotation.participant, quotation.role, session, at) if part)
    return f"“{words}” ({whose})"


def in_turn(quotation: Quotation, texts: Mapping[str, str]) -> tuple[str, int, int]:
    """The text of the turn that a quotation lies in, and where in it the quotation is."""
    text = texts[quotation.document]
    first, last = quotation.turn or (0, len(text))
    first, last = min(first, quotation.start), max(last, quotation.stop)
    return text[first:last], quotation.start - first, quotation.stop - first


def cut(text: str, start: int, stop: int, longest: int = _LONGEST_QUOTATION) -> str:
    """`text[start:stop]` on one line, in at most `longest` words.

    `[…]` stands where a sentence or a longer passage was left.
    """
    words = text[start:stop].split()
    if not words:
        return ""
    before = "[…] " if _begins_within(text, start) else ""
    if len(words) > longest:
        return f"{before}{' '.join(words[:longest])} […]"
    after = " […]" if _ends_within(text, stop) else ""
    return f"{before}{' '.join(words)}{after}"


def _begins_within(text: str, start: int) -> bool:
    """Whether a sentence is under way where a stretch begins."""
    before = text[max(0, start - 20) : start].rstrip(" \t")
    return bool(before) and before[-1] not in _ENDS


def _ends_within(text: str, stop: int) -> bool:
    """Whether a sentence goes on where a stretch ends."""
    inside = text[max(0, stop - 20) : stop].rstrip()
    after = text[stop : stop + 20].lstrip(" \t")
    return bool(inside and after) and inside[-1] not in _ENDS and after[0] not in _ENDS
