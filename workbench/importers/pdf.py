"""PDF: the words on its pages, put together into paragraphs again.

A PDF keeps places of letters, not paragraphs. Lines that recur at the same edge of most pages
are running heads and feet and are left out; a line goes on with the one before unless its first
word would have fitted there, or there is a gap, or a label begins it. A hyphen at a line's end
is dropped only where the same word stands elsewhere without it. Pages are read by PDFium,
which is imported only for those who bring a PDF.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil
from statistics import median
from typing import NamedTuple

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.candidates import lines_of
from workbench.importers.labels import find
from workbench.importers.page import Page, Paragraph
from workbench.importers.paged import draft_of
from workbench.importers.settings import Settings
from workbench.importers.written import PAGE, TIME

_MOST_PAGES = 5000
_TAIL = 2048


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a PDF: one document, its turns joined by LF."""
    return draft_of(name, data, "pdf", page_of(name, data), settings)


def page_of(name: str, data: bytes) -> Page:
    """The paragraphs of all pages; FileFault where there is no text to be had."""
    sheets = list(_sheets(name, data))
    if not any(sheets):
        raise FileFault(
            f"{name} holds pictures of pages and no text; have the text recognised (OCR) first."
        )
    bodies, edges = _without_edges(sheets)
    if not any(bodies):  # sheets of a line or two, all alike
        bodies, edges = sheets, []
    lines, numbered = _without_numbers([line for body in bodies for line in body])
    paragraphs = _paragraphs(lines)
    note = (
        "A PDF does not say where paragraphs end: compare a few turns with it. "
        "Where the interview is also to be had as a Word or text file, import that."
    )
    notes = (note, *_edges_note(edges), *_numbers_note(numbered))
    return Page(tuple(map(Paragraph, paragraphs)), notes=notes)


class Line(NamedTuple):
    """A line of a sheet; places are in points from the left and the bottom."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    """Of its letters."""
    hyphen: bool = False
    """It ended in a hyphen, which is not in its text."""


# ------------------------------------------------------------------ from the file to lines


def _sheets(name: str, data: bytes) -> Iterator[list[Line]]:
    """The lines of each sheet."""
    if b"%%EOF" not in data[-_TAIL:]:
        # PDFium would read what is left, which may be half.
        raise FileFault(f"{name} has no end: it is truncated, or no PDF; fetch it again.")
    _refuse_bomb(name, data)
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
        if len(file) > _MOST_PAGES:
            raise FileFault(f"{name} has {len(file):,} pages, too many for a transcript.")
        for sheet in file:
            words = sheet.get_textpage()
            yield list(_lines(words.get_text_range(), words.get_charbox))
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as fault:
        raise FileFault(
            f"{name} is no PDF, a damaged one, or locked with a password; save it again."
        ) from fault


_LARGEST = 200_000_000
"""Bytes that all parts may unpack to, but for pictures, which are not read."""
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400
_PIECE = 65_536


def _refuse_bomb(name: str, data: bytes) -> None:
    """Refuse a file that would fill the memory once PDFium unpacks it."""
    left = _LARGEST
    for found in _STREAM.finditer(data):
        about = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
        if b"/FlateDecode" in about and b"/Image" not in about:
            # What is packed twice is measured once, so it is taken for the worst.
            left -= left if about.count(b"/FlateDecode") > 1 else _unpacked(data, found.end(), left)
        if left <= 0:
            raise FileFault(f"{name} unpacks to too much for a transcript; print it anew.")


def _unpacked(data: bytes, at: int, most: int) -> int:
    """How many bytes a stream unpacks to, or somewhat more than `most`; 0 where it is damaged."""
    unpacking, size = zlib.decompressobj(), 0
    packed = data[at : at + _PIECE]
    try:
        while packed and not unpacking.eof and size < most:
            size += len(unpacking.decompress(packed, 64 * _PIECE))
            at += 0 if unpacking.unconsumed_tail else _PIECE
            packed = unpacking.unconsumed_tail or data[at : at + _PIECE]
    except zlib.error:
        return 0  # left to PDFium
    return size


# PDFium puts this sign where a hyphen ends a line, and no line's end after it.
_BREAK = re.compile("\r\n|\ufffe|\n")


def _lines(text: str, box_of: Callable[[int], tuple[float, float, float, float]]) -> Iterator[Line]:
    """The lines that are not blank, with their places."""
    at = 0
    for stop in [*_BREAK.finditer(text), None]:
        end = stop.start() if stop else len(text)
        said = text[at:end]
        if said.strip():
            first = at + len(said) - len(said.lstrip())
            left, bottom, _, top = box_of(first)
            _, _, right, _ = box_of(at + len(said.rstrip()) - 1)
            plain = "".join(letter for letter in said if letter >= " " or letter == "\t").strip()
            hyphen = stop is not None and stop[0] == "\ufffe"
            yield Line(plain, left, right, bottom, top - bottom, hyphen)
        at = stop.end() if stop else end


# ------------------------------------------------------------------ running heads and feet

_DEEPEST = 3
"""How many lines at an edge may be a head or a foot."""


def _without_edges(sheets: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The sheets without their running heads and feet, and these."""
    left: list[str] = []
    bodies = [list(sheet) for sheet in sheets]
    for last in (False, True):
        running = _running(bodies, last=last)
        for body in bodies:
            for _ in range(_DEEPEST):
                at = -1 if last else 0
                if not body or not _is_edge(body[at].text, running):
                    break
                left.append(body.pop(at).text)
    return bodies, left


def _running(bodies: Sequence[Sequence[Line]], *, last: bool) -> frozenset[str]:
    """Lines that stand at an edge of most sheets, or of most odd or most even ones."""
    found: set[str] = set()
    for some in (bodies, bodies[::2], bodies[1::2]):
        edges = [body[-_DEEPEST:] if last else body[:_DEEPEST] for body in some]
        counts = Counter(form for edge in edges for form in {_form(line.text) for line in edge})
        least = max(3 if some is not bodies else 2, 0.6 * len(some))
        found |= {form for form, times in counts.items() if times >= least}
    return frozenset(found)


def _form(text: str) -> str:
    """A line but for its numbers, which count pages."""
    return re.sub(r"\d+", "0", " ".join(text.split()))


def _is_edge(text: str, running: frozenset[str]) -> bool:
    return _form(text) in running or _PAGE.fullmatch(text.strip()) is not None


_PAGE = re.compile(PAGE, re.IGNORECASE)


def _edges_note(edges: Sequence[str]) -> Iterator[str]:
    if edges:
        first = edges[0][:60]
        yield f"Running heads, feet and page numbers, part of no turn: {len(edges)}, “{first}”."


# ------------------------------------------------------------------ numbers of lines


def _without_numbers(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines without their numbers, where nearly all have one; and how many had."""
    counted = [_NUMBERED.match(line.text) for line in lines]
    numbers = [int(found[1]) for found in counted if found]
    # They count on, or anew on each sheet; numbers that people say do neither.
    steps = sum(after in {1, before + 1} for before, after in pairwise(numbers))
    if len(numbers) < 5 or 10 * steps < 9 * (len(lines) - 1):
        return list(lines), 0
    bare = [
        line._replace(text=line.text[found.end() :]) if found else line
        for line, found in zip(lines, counted, strict=True)
    ]
    return [line for line in bare if line.text], len(numbers)


_NUMBERED = re.compile(r"(\d{1,5})(?:\s+|$)")


def _numbers_note(numbered: int) -> Iterator[str]:
    if numbered:
        yield f"Numbers of lines, part of no turn: {numbered}."


# ------------------------------------------------------------------ from lines to paragraphs


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Lines put together; see the module's head for the rules."""
    labelled = _labelled(lines)
    margin = _margin(lines)
    pitch = _pitch(lines)
    known = _known_words(lines)
    said = ""
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None or at in labelled or _parted(before, line, margin, pitch):
            yield from [said] if said else []
            said = line.text
        else:
            said = _joined(said, line.text, before, known)
        if line.hyphen and at + 1 == len(lines):
            said += "-"
    yield from [said] if said else []


def _labelled(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that begin with a speaker's label or are just a time."""
    text = "\n".join(line.text for line in lines)
    labels = find(text, lines_of(text)).found
    times = (at for at, line in enumerate(lines) if re.fullmatch(rf"\[?{TIME}\]?", line.text))
    return frozenset([*(label.line for label in labels), *times])


def _margin(lines: Sequence[Line]) -> float:
    """How far to the right lines go, but for a few that stick out."""
    rights = sorted(line.right for line in lines)
    return rights[ceil(0.98 * len(rights)) - 1]


def _pitch(lines: Sequence[Line]) -> float:
    """How far lines usually lie apart."""
    apart = [upper.bottom - lower.bottom for upper, lower in pairwise(lines)]
    return median([gap for gap in apart if gap > 1] or [0.0])


def _parted(before: Line, line: Line, margin: float, pitch: float) -> bool:
    """Whether a new paragraph begins with the line."""
    if before.hyphen:
        return False
    gap = before.bottom - line.bottom
    if pitch and gap > 1.4 * pitch:
        return True
    words = line.text.split(maxsplit=1)
    letter = (before.right - before.left) / max(1, len(before.text))
    return before.right + letter * (len(words[0]) + 1.5) < margin


def _known_words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(
        word.casefold()
        for line in lines
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
    )


def _joined(said: str, text: str, before: Line, known: frozenset[str]) -> str:
    """The paragraph so far and the line after it."""
    if not before.hyphen:
        return f"{said} {text}"
    first = re.search(r"[^\W\d_]+$", said)
    second = re.match(r"[^\W\d_]+", text)
    if first and second and (first[0] + second[0]).casefold() in known:
        return said + text
    return f"{said}-{text}"
