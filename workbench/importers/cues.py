"""Timed cues: what subtitle formats have in common, and how cues become turns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from workbench.errors import FileFault
from workbench.importers import labels
from workbench.importers.candidates import lines_of
from workbench.importers.pieces import Piece, merged, speakers_note
from workbench.importers.written import CHANGE, seconds


class Block(NamedTuple):
    """A cue as it stands in a file, its markup in it."""

    start: float
    """Seconds."""
    id: str
    text: str


class Cue(NamedTuple):
    """Words on the screen from a time on, in seconds; `text` has a line for each on the screen."""

    start: float
    text: str
    speaker: str | None = None
    look: str = ""
    """The colour or class it is shown in, which may be all that tells who speaks."""


def turns_of(
    name: str, cues: Sequence[Cue], asked: str | None = None
) -> tuple[list[Piece], tuple[str, ...]]:
    """The cues as turns, and what to tell of their speakers.

    `asked`: how labels are written, if a person said so; see `labels.find`.

    Consecutive cues of one speaker are one turn, so that sentences may run from cue to cue.
    A cue without a speaker goes on with the one before.
    """
    if not any(cue.text for cue in cues):
        raise FileFault(f"{name} has times but no words; there is nothing to import.")
    if any(cue.speaker for cue in cues):
        pieces = _joined(cues)
        return pieces, (speakers_note(pieces),)
    found = _labels(cues, asked)
    if not found.found and asked is None and len({cue.look for cue in cues if cue.text}) > 1:
        return _by_look(cues)
    if not found.found:
        note = "No speakers were found: all cues are one turn; sentences suit it."
        return _joined(cues), (note,)
    pieces = _joined(_named(cues, found))
    return pieces, tuple(found.notes(piece.speaker for piece in pieces))


def _joined(cues: Iterable[Cue]) -> list[Piece]:
    """The cues as turns; the sign for a change of speakers begins one each time."""
    parts: list[list[Piece]] = [[]]
    speaker: str | None = None
    for cue in cues:
        if cue.speaker and (cue.speaker != speaker or cue.speaker == CHANGE):
            parts.append([])
        speaker = cue.speaker or speaker
        said = cue.text.replace("\n", " ").strip()
        if said:
            parts[-1].append(Piece(said, speaker, cue.start))
    return [turn for part in parts for turn in merged(part)]


def _by_look(cues: Sequence[Cue]) -> tuple[list[Piece], tuple[str, ...]]:
    """A speaker for each colour; cues without one are by the speaker without a colour."""
    pieces = _joined(cue._replace(speaker=cue.look or "no colour") for cue in cues if cue.text)
    return pieces, ("No names were found; colours stand for them.", speakers_note(pieces))


def _labels(cues: Sequence[Cue], asked: str | None) -> labels.Labels:
    """The labels that begin cues, or lines within cues, each cue taken as a paragraph."""
    text = _text(cues)
    lines = lines_of(text)
    found = labels.find(text, lines, asked, sparse=True)
    shown = labels.displayed(text, lines) if asked is None else found
    return shown if len(shown.found) > len(found.found) else found


def _text(cues: Iterable[Cue]) -> str:
    return "\n\n".join(cue.text for cue in cues)


def _named(cues: Sequence[Cue], found: labels.Labels) -> Iterator[Cue]:
    """The cues, cut where a label begins, with the speakers that the labels name."""
    by_line = {label.line: label for label in found.found}
    number = start = 0
    for cue in cues:
        part, said = cue, list[str]()
        for line in cue.text.split("\n"):
            label = by_line.get(number)
            if label:
                yield part._replace(text="\n".join(said))
                part, said = Cue(cue.start, "", label.speaker), [line[label.stop - start :].strip()]
            else:
                said.append(line)
            number, start = number + 1, start + len(line) + 1
        yield part._replace(text="\n".join(said))
        number, start = number + 1, start + 1  # the blank line between two cues


# ------------------------------------------------------------------ from a file's lines


def tidied(text: str) -> str:
    """The lines that say something, each with single spaces."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def decoded(marked: str) -> str:
    """The text with its character references decoded.

    >>> decoded("D&#205;AZ &amp; Co, P&L;")
    'DÍAZ & Co, P&L;'
    """
    return REFERENCE.sub(lambda found: html.unescape(found[0]), marked)


REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read_once(cues: Sequence[Cue]) -> tuple[list[Cue], tuple[str, ...]]:
    """The cues of captions that roll up, each line read once, and a note on what was left out.

    In such captions most cues begin with the lines on which the one before ended.
    """
    shown = [cue.text.split("\n") for cue in cues]
    again = [0, *(_rolled(before, after) for before, after in pairwise(shown))]
    repeated = sum(count > 0 for count in again)
    goes_on = any(0 < count < len(lines) for count, lines in zip(again, shown, strict=False))
    if repeated < 2 or 2 * repeated < len(cues) - 1 or not goes_on:
        return list(cues), ()
    kept = [
        cue._replace(text="\n".join(lines[count:]))
        for cue, lines, count in zip(cues, shown, again, strict=True)
    ]
    note = f"The captions roll up: {sum(again)} lines that were shown again are read once."
    return [cue for cue in kept if cue.text], (note,)


_MOST_ROLLED = 4
"""Lines that a caption has, at most."""


def _rolled(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines `after` begins with on which `before` ends; the same speech, shown again."""
    most = min(len(before), len(after), _MOST_ROLLED)
    return next((n for n in range(most, 0, -1) if after[0] and before[-n:] == after[:n]), 0)


_BEGUN = re.compile(r"\s*\d{1,4}:\d{2}[\d:.,]*\s*(?:-->|-{0,2}$)")
_ID = re.compile(r"\d{1,7}|\S*[0-9a-f]{8}-\S+|\d{1,7} \"[^\"]{1,200}\"(?: \(\d{1,20}\))?")


def blocks_of(name: str, text: str, timing: re.Pattern[str], meta: re.Pattern[str]) -> list[Block]:
    """The cues of a file in its order; FileFault where a time is cut or there are none.

    `timing` matches a whole line with the cue's time in the group `time`; blank lines part
    blocks, and one whose first line is `meta` is no cue. A block without a time belongs to the
    cue before it: somebody put a blank line into the text.
    """
    blocks: list[Block] = []
    words: list[list[str]] = []
    times: list[tuple[int, float]] = []
    for number, lines in _chunks(text):
        times = _times(name, lines, timing, number)
        if times:
            timed = list(_timed(lines, times))
            blocks += timed
            words += [[block.text] for block in timed]
        elif blocks and not meta.fullmatch(lines[0].strip()) and not _begins(lines, len(blocks)):
            words[-1] += lines
    if not times:
        _refuse_cut_time(name, text)
    if not blocks:
        raise FileFault(f"{name} has no cues with times; check that it is a file of subtitles.")
    return [block._replace(text="\n".join(said)) for block, said in zip(blocks, words, strict=True)]


def end_of(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """A note where a file seems to end too early: after the number of a cue, or its time."""
    wordless = sum(not block.text.strip() for block in blocks)
    *_, (_, last) = _chunks(text)
    if (wordless == 1 and not blocks[-1].text.strip()) or _begins(last, len(blocks)):
        return ("The last cue has no words; the file may be cut, so compare its end.",)
    return ()


def _refuse_cut_time(name: str, text: str) -> None:
    """Refuse a file that ends within a time: its first digits are no words."""
    if _CUT_TIME.search(text, max(0, len(text) - _LONGEST_TIME)):
        raise FileFault(f"{name} ends within the time of a cue: it is truncated; fetch it again.")


_LONGEST_TIME = 200
_CUT_TIME = re.compile(
    r"\n[ \t]*\n(?:(?:\d{1,7}|\S*[0-9a-f]{8}-\S+)[ \t]*\n\d[\d:.,]*|\d{1,4}:[\d:.,]*)\Z"
)


def _chunks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first, from 1."""
    numbered = enumerate(text.split("\n"), 1)
    for filled, group in groupby(numbered, key=lambda one: bool(one[1].strip())):
        if filled:
            lines = list(group)
            yield lines[0][0], [line for _, line in lines]


def _begins(lines: Sequence[str], cues: int) -> bool:
    """Whether the lines are the number or id of a cue that never came."""
    ident = lines[0].strip()
    return _is_id(lines) and (not ident.isdigit() or int(ident) in {cues, cues + 1})


def _is_id(lines: Sequence[str]) -> bool:
    return len(lines) == 1 and _ID.fullmatch(lines[0].strip()) is not None


def _times(
    name: str, lines: Sequence[str], timing: re.Pattern[str], number: int
) -> list[tuple[int, float]]:
    """Which lines are times, with the time in seconds."""
    found = []
    for at, line in enumerate(lines):
        match = timing.fullmatch(line)
        if match:
            found.append((at, seconds(match["time"])))
        elif _BEGUN.match(line):
            raise FileFault(
                f"{name}, line {number + at}: “{line.strip()[:60]}” is no whole time of a cue; "
                "the file is damaged or truncated."
            )
    return found


def _timed(lines: Sequence[str], times: Sequence[tuple[int, float]]) -> Iterator[Block]:
    """The cues of one block: one, unless the blank lines between them were lost."""
    stops = [at - (1 if at and _is_id(lines[at - 1 : at]) else 0) for at, _ in times]
    for (at, start), stop in zip(times, [*stops[1:], len(lines)], strict=True):
        ident = lines[at - 1].strip() if at else ""
        yield Block(start, ident, "\n".join(lines[at + 1 : stop]))
