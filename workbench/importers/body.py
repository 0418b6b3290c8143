"""The lines of a transcript, and which of them are nobody's speech.

Such are times on lines of their own, headings, numbers of pages, and what software or who typed
it wrote about the recording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from workbench.importers.candidates import Lines, lines_of
from workbench.importers.odd_labels import code_places, cut_at, name_places
from workbench.importers.written import ANY_TIME, DATED, PAGE, TIME, stamp
from workbench.terms import Span


class Body(NamedTuple):
    """A text's lines after its front matter."""

    text: str
    lines: Sequence[Span]
    markdown: bool
    known: Lines

    @classmethod
    def of(cls, text: str, markdown: bool, known: Lines) -> Body:  # noqa: FBT001
        """The body of a text; front matter stands between two lines of “---” at its head."""
        lines = lines_of(text)
        head = _front_matter(text[line.start : line.stop] for line in lines)
        return _cut_at_codes(cls(text, lines[head:], markdown, known))

    def start(self) -> int:
        """Where the body begins."""
        return self.lines[0].start if self.lines else len(self.text)

    def aside(self, at: int) -> re.Match[str] | None:
        """A match where the line of this index is nobody's speech."""
        line = self.lines[at]
        said = self.text[line.start : line.stop]
        if not said or len(said) > _LONGEST_ASIDE:
            return None
        is_heading = at in self.known.headings or (self.markdown and said.startswith("#"))
        return _ASIDE.fullmatch(said) or (_HEADING.match(said) if is_heading else None)


def _cut_at_codes(body: Body) -> Body:
    """The body with lines that begin where codes such as “[id2]”, or names, stand within lines."""
    places = code_places(body.text, body.lines) or name_places(body.text, body.lines)
    parts = [cut_at(line, places) for line in body.lines] if places else []
    if sum(map(len, parts)) == len(parts):
        return body
    lines = [part for some in parts for part in some]
    now = list(accumulate(map(len, parts), initial=0))
    codes = set(places)
    begins = {at for at, line in enumerate(lines) if line.start in codes}
    known = Lines(
        frozenset(begins | {now[at] for at in body.known.begins or ()}),
        frozenset(now[at] for at in body.known.headings),
        {now[at]: lead for at, lead in body.known.bold.items()},
    )
    return body._replace(lines=lines, known=known)


_LONGEST_ASIDE = 200
_ASIDE = re.compile(
    rf"""[\s#*_>\\]{{0,20}}(?:
        {stamp("time", ANY_TIME)}:?
      | (?:.{{0,80}}[ \t]{{2,}})?(?i:{PAGE})(?:[ \t]{{2,}}.{{0,80}})?
      | (?:Transcription|Meeting|Recording)\ ended\ (?:after|at)\ {TIME}.{{0,20}}
      | This\ editable\ transcript\ was\ computer\ generated\ and\ might\ contain\ .{{0,110}}
      | \(?(?:Transcribed|Transcript(?:ion)?\ (?:provided|generated))\ (?:by|with)\ .{{1,90}}
      | This\ transcript\ was\ (?:exported|generated|created)\ (?:on|by|with)\ .{{1,120}}
      | [\[(]?(?i:end\ of\ (?:the\ )?|audio\ |recording\ |transcript\ )
        (?i:transcript(?:ion)?|recording|interview|session|audio|tape|file|ends|ended)[\])]?\.?
      | \[(?i:end)\]
      | [\[(]?(?i:(?:(?:end|beginning|begin|start)\ (?:of\ )?)?
        (?:tape|track|disc|side)\ [\da-z]{{1,3}}(?:,?\ side\ [\da-z]{{1,3}})?
        (?:\ (?:begins|starts|ends))?)[\])]?\.?
      | Break:?\**[\s\\\[\]\d:to–-]*
      | {DATED}[^:]{{1,200}}
      | .{{1,80}}\ (?:started|stopped|joined|left|resumed|paused)
        \ (?:the\ )?(?:transcription|recording|meeting)\.?
      | .{{1,80}}\ hat\ die\ (?:Transkription|Aufzeichnung|Besprechung)
        \ (?:gestartet|begonnen|beendet|angehalten|verlassen)\.?
      | .{{1,80}}\ a\ (?:démarré|commencé|arrêté|lancé)\ la\ transcription\.?
      | .{{1,80}}\ (?:inició|detuvo|ha\ iniciado|ha\ detenido)\ la\ transcripción\.?
      | \|?[\ :|-]*---[\ :|-]*
      | [*_=~]{{2,120}}
    )(?:\ *\{{\#[^{{}}\n]{{0,80}}\}})?[\s*_\\]{{0,20}}""",
    re.VERBOSE,
)
_HEADING = re.compile(r"(?:#{1,6}[ \t])?(?P<time>)")


def _front_matter(lines: Iterable[str]) -> int:
    """How many lines at the head are front matter."""
    for at, line in enumerate(lines):
        if at == 0 and line.rstrip() != "---":
            return 0
        if at > 0 and line.rstrip() in {"---", "..."}:
            return at + 1
    return 0
