"""Rich text (.rtf), as Word, LibreOffice and older transcription programs write it.

Our own reader, because striprtf drops how words are set, which may be all that tells speakers
apart, and reads hidden and deleted text as if it were said. Heads, feet, notes, comments and
instructions of fields are other groups of the file and stay there.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.page import PLAIN, Look, Page, PageWriter, left_out
from workbench.importers.paged import draft_of
from workbench.importers.settings import Settings


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a rich text file: one document, its turns joined by LF."""
    return draft_of(name, data, "rtf", page_of(name, data), settings)


def page_of(name: str, data: bytes) -> Page:
    """What stands in the file; FileFault where it is no rich text, or cut off."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise FileFault(f"{name} is no rich text; check its suffix, or save it as .docx.")
    # Rich text is written in ASCII; bytes beyond it are taken in the code page of their font.
    reading = _Reading(data.lstrip().decode("latin-1"))
    reading.run()
    if reading.depth:
        raise FileFault(f"{name} is cut off or damaged: a group never ends; fetch it again.")
    return reading.writer.page(left_out(reading.notes, reading.hidden))


_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\"
)
_UNREAD = frozenset(
    [
        *("info", "pict", "object", "objdata", "header", "headerl", "headerr", "headerf"),
        *("footer", "footerl", "footerr", "footerf", "fldinst", "listtext", "pntext", "xe", "tc"),
        *("ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "filetbl", "revtbl", "themedata"),
        *("colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable"),
        *("rsidtbl", "generator", "nonshppict", "bkmkstart", "bkmkend", "pgdsctbl", "xmlnstbl"),
    ]
)
_NOTES = frozenset(["footnote", "annotation"])
# Groups marked as ignorable that hold words of the page all the same.
_READ = frozenset(["shptxt", "ud", "shpinst"])
_TABLES = frozenset(["fonttbl", "colortbl", "stylesheet"])
_ESCAPES = {"\\": "\\", "{": "{", "}": "}", "~": "\xa0", "_": "\u2011"}
_SIGNS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emdash": "—", "endash": "–", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "nestcell": "\n", "lbr": "\n", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


@dataclass(frozen=True)
class _State:
    """What holds within a group."""

    look: Look = PLAIN
    unread: bool = False
    """It is no part of the page."""
    hidden: bool = False
    """It is hidden, or deleted with changes tracked."""
    table: str = ""
    """Which of the tables at the head of the file it belongs to."""
    font: int = -1
    skips: int = 1
    """How many characters stand in for one of Unicode, for old readers."""


class _Reading:
    """Reads the file's tokens in order onto a page."""

    def __init__(self, text: str) -> None:
        self.writer = PageWriter()
        self.notes = 0
        self.hidden = 0
        self.state = _State()
        self.page = "cp1252"
        """The code page of fonts that name none."""
        self.fonts: dict[int, str] = {}
        self.headings: set[int] = set()
        self.style = 0
        """Of the paragraph, or in the table of styles the one described."""
        self.in_row = False
        self.cell_open = False
        self.heading = False
        self.red_green_blue = [0, 0, 0]
        self._colours: list[str] = []
        self._text = text
        self._at = 0
        self._stack: list[_State] = []
        self._ignorable = False
        self._skip = 0
        self._bytes = bytearray()
        self._units: list[int] = []
        self._table = False

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._stack)

    def run(self) -> None:
        """To the end of the outermost group."""
        while match := _TOKEN.match(self._text, self._at):
            self._at = match.end()
            if match["word"]:
                self._word(match["word"], int(match["number"]) if match["number"] else None)
            elif match["brace"]:
                self._brace(match["brace"])
                if not self._stack:
                    break
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["byte"]:
                self._byte(int(match["byte"], 16))
            elif match["text"]:
                self._plain(match["text"])
        self.flush()

    def _brace(self, brace: str) -> None:
        self.flush()
        self._skip = 0
        self._ignorable = False
        if brace == "{":
            self._stack.append(self.state)
        elif self._stack:
            self.state = self._stack.pop()

    # -------------------------------------------------------------- words of control

    def _word(self, word: str, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        if word == "u":
            self._unicode(number or 0)
        elif word == "bin":
            self._at += max(0, number or 0)
        elif word in _SIGNS:
            self.say(_SIGNS[word])
        elif word in _WORDS:
            self.flush()
            _WORDS[word](self, 1 if number is None else number)
        else:
            self._destination(word, ignorable=ignorable)

    def _destination(self, word: str, *, ignorable: bool) -> None:
        """A group that is no part of the page's words, or may be."""
        if word in _TABLES:
            self.state = replace(self.state, table=word)
        elif word in _NOTES:
            self.notes += not self.state.unread
            self.state = replace(self.state, unread=True)
        elif word == "ud":
            self.state = replace(self.state, unread=False)
        elif word in _UNREAD or word == "upr" or (ignorable and word not in _READ):
            self.state = replace(self.state, unread=True)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._ignorable = True
        elif sign in "\r\n":
            self.flush()
            end_paragraph(self, 1)
        elif sign in _ESCAPES:
            self._plain(_ESCAPES[sign]) if sign in "\\{}" else self.say(_ESCAPES[sign])

    # -------------------------------------------------------------- letters

    def _unicode(self, number: int) -> None:
        """A UTF-16 unit; those who know it pass over what stands in for it."""
        self._flush_bytes()
        self._units.append(number % 0x10000)
        self._skip = self.state.skips

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._flush_units()
        self._bytes.append(byte)

    def _plain(self, text: str) -> None:
        skipped, self._skip = min(self._skip, len(text)), max(0, self._skip - len(text))
        text = text[skipped:]
        if not text:
            return
        if self.state.table:
            self._listed(text)
        else:
            self._flush_units()
            self._bytes += text.encode("latin-1")

    def say(self, text: str) -> None:
        """Words of the page, unless they are hidden or no part of it."""
        self.flush()
        self._put(text)

    def _put(self, text: str) -> None:
        if self.state.unread or self.state.table:
            return
        if self.state.hidden:
            self.hidden += bool(text.strip())
        else:
            self.writer.say(text, self.state.look)

    def flush(self) -> None:
        """Say the letters gathered so far, as they are set."""
        self._flush_bytes()
        self._flush_units()

    def _flush_bytes(self) -> None:
        if self._bytes:
            said = bytes(self._bytes).decode(self._code_page(), "replace")
            self._bytes = bytearray()
            self._put(said)

    def _flush_units(self) -> None:
        if self._units:
            data = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units = []
            self._put(data.decode("utf-16-le", "replace"))

    def _code_page(self) -> str:
        return self.fonts.get(self.state.font, "") or self.page

    # -------------------------------------------------------------- tables at the head

    def _listed(self, text: str) -> None:
        if self.state.table == "colortbl":
            for _ in range(min(text.count(";"), 1000)):
                self._colours.append("".join(f"{part:02X}" for part in self.red_green_blue))
                self.red_green_blue = [0, 0, 0]
        elif self.state.table == "stylesheet" and text.strip().lower().startswith("heading "):
            self.headings.add(self.style)

    def colour(self, number: int) -> str:
        """The colour of that number; empty for black and for the usual."""
        known = 0 <= number < len(self._colours)
        return self._colours[number].replace("000000", "") if known else ""

    # -------------------------------------------------------------- rows

    def begin_row_cell(self) -> None:
        """The words gathered stand in a cell, be it the first of a table."""
        if not self._table:
            self.writer.begin_table()
            self._table = True
        if not self.cell_open:
            self.writer.begin_cell()
            self.cell_open = True

    def end_table(self) -> None:
        """Words that follow stand in none."""
        if self._table:
            self.writer.end_table()
            self._table = False


# ------------------------------------------------------------------ what words of control do

_Doing = Callable[[_Reading, int], None]


def end_paragraph(reading: _Reading, _: int) -> None:
    """The paragraph ends; the next has the same properties."""
    if reading.state.unread or reading.state.table:
        return
    if reading.in_row:
        reading.begin_row_cell()
    else:
        reading.end_table()
    reading.writer.end_paragraph(heading=reading.heading)


def _end_cell(reading: _Reading, _: int) -> None:
    reading.begin_row_cell()
    reading.writer.end_cell()
    reading.cell_open = False


def _end_row(reading: _Reading, _: int) -> None:
    reading.writer.end_row()
    reading.cell_open = False


def _reset_paragraph(reading: _Reading, _: int) -> None:
    reading.in_row, reading.heading, reading.style = False, False, 0


def _in_row(reading: _Reading, _: int) -> None:
    reading.in_row = True


def _style(reading: _Reading, number: int) -> None:
    reading.style = number
    reading.heading = number in reading.headings


def _outline(reading: _Reading, number: int) -> None:
    reading.heading = reading.heading or (not reading.state.table and number < 9)


def _set(reading: _Reading, look: Look) -> None:
    reading.state = replace(reading.state, look=look)


def _bold(reading: _Reading, number: int) -> None:
    _set(reading, reading.state.look._replace(bold=number != 0))


def _italic(reading: _Reading, number: int) -> None:
    _set(reading, reading.state.look._replace(italic=number != 0))


def _colour(reading: _Reading, number: int) -> None:
    _set(reading, reading.state.look._replace(colour=reading.colour(number)))


def _usual(reading: _Reading, _: int) -> None:
    reading.state = replace(reading.state, look=PLAIN, hidden=False)


def _hidden(reading: _Reading, number: int) -> None:
    reading.state = replace(reading.state, hidden=number != 0)


def _font(reading: _Reading, number: int) -> None:
    reading.state = replace(reading.state, font=number)


def _charset(reading: _Reading, number: int) -> None:
    reading.fonts[reading.state.font] = _CHARSETS.get(number, "")


def _code_page(reading: _Reading, number: int) -> None:
    page = {65001: "utf-8", 10000: "mac_roman"}.get(number, f"cp{number}")
    try:
        codecs.lookup(page)
    except LookupError:
        return
    reading.page = page


def _skips(reading: _Reading, number: int) -> None:
    reading.state = replace(reading.state, skips=max(0, min(number, 100)))


def _part(at: int) -> _Doing:
    def part(reading: _Reading, number: int) -> None:
        reading.red_green_blue[at] = number % 256

    return part


_WORDS: dict[str, _Doing] = {
    "par": end_paragraph,
    "sect": end_paragraph,
    "cell": _end_cell,
    "row": _end_row,
    "pard": _reset_paragraph,
    "intbl": _in_row,
    "s": _style,
    "outlinelevel": _outline,
    "b": _bold,
    "i": _italic,
    "cf": _colour,
    "plain": _usual,
    "v": _hidden,
    "deleted": _hidden,
    "f": _font,
    "fcharset": _charset,
    "ansicpg": _code_page,
    "uc": _skips,
    "red": _part(0),
    "green": _part(1),
    "blue": _part(2),
}
