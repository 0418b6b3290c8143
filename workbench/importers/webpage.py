"""Web pages (.html): what a browser would show of them, in order, with who speaks.

Our own reader, linear in the length of the file: building the tree that HTML prescribes takes
time with the square of the depth, so that a megabyte of open tags would hold the workbench
for minutes. Scripts, styles, forms' controls and whatever is marked as hidden are not read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.decoding import Decoded, decode
from workbench.importers.page import PLAIN, Look, Page, PageWriter, left_out
from workbench.importers.paged import draft_of
from workbench.importers.settings import Settings


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a web page: one document, its turns joined by LF."""
    text, notes = _decoded(name, data, settings.encoding)
    if _BEGUN.search(text) and not _ENDED.search(text):
        raise FileFault(f"{name} ends before its end tag: it is truncated; fetch or save it again.")
    page = page_of(text)
    page = page._replace(notes=(*notes, *page.notes))
    return draft_of(name, data, "html", page, settings)


def _decoded(name: str, data: bytes, encoding: str | None) -> Decoded:
    """The page's text; what it says of its encoding holds unless it is plainly UTF-8."""
    declared = _CHARSET.search(data[:4096])
    if encoding is None and declared is not None and not _is_unicode(data):
        said = declared[1].decode("ascii").lower()
        # Browsers take these for Windows-1252, and so did whoever wrote the page.
        encoding = "cp1252" if said in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else said
    return decode(name, data, encoding)


_BEGUN = re.compile(r"<(?:html|body|!doctype html)\b", re.IGNORECASE)
_ENDED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def _is_unicode(data: bytes) -> bool:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def page_of(text: str) -> Page:
    """What stands on the page."""
    reading = _Reading()
    for token in _tokens(text):
        if token.tag:
            reading.tag(token)
        else:
            reading.words(html.unescape(token.text))
    reading.block()
    return reading.writer.page(left_out(0, reading.hidden))


# ------------------------------------------------------------------ tokens


class _Token(NamedTuple):
    """Words, or a tag with its attributes as they stand there."""

    text: str
    tag: str = ""
    closing: bool = False


_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]{0,40}")
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_ENDS = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in _RAW}


def _tokens(text: str) -> Iterator[_Token]:
    """The page cut into words and tags; a “<” that begins no tag is a word."""
    at = 0
    last = text.rfind(">")
    while at < len(text):
        begin = text.find("<", at)
        if begin < 0 or begin > last:
            yield _Token(text[at:])
            return
        end = _tag_end(text, begin)
        if end is None:
            yield _Token(text[at : begin + 1])
            at = begin + 1
            continue
        if begin > at:
            yield _Token(text[at:begin])
        token = _tag(text, begin, end)
        if token is not None:
            yield token
        at = end if token is None or token.closing else _past_raw(text, end, token.tag)


def _tag_end(text: str, begin: int) -> int | None:
    """Where the tag or comment ends; None where there is none. What never ends takes the rest."""
    if text.startswith("<!--", begin):
        return _after(text, "-->", begin + 4)
    if text.startswith(("<!", "<?"), begin):
        return _after(text, ">", begin)
    start = begin + (2 if text.startswith("</", begin) else 1)
    return _attributes_end(text, start) if _NAME.match(text, start) else None


def _after(text: str, sign: str, start: int) -> int:
    found = text.find(sign, start)
    return len(text) if found < 0 else found + len(sign)


_STOP = re.compile(r"[>\"']")


def _attributes_end(text: str, at: int) -> int:
    """Past the “>” that stands in no quotation marks; each sign is looked at once."""
    while found := _STOP.search(text, at):
        if found[0] == ">":
            return found.end()
        at = found.end()
        if text[found.start() - 1] in "= \t\n":
            closed = text.find(found[0], at)
            at = closed + 1 if closed >= 0 else at
    return len(text)


def _tag(text: str, begin: int, end: int) -> _Token | None:
    closing = text.startswith("</", begin)
    name = _NAME.match(text, begin + 1 + closing)
    if name is None:
        return None
    return _Token(text[name.end() : end].rstrip(">"), name[0].lower(), closing)


def _past_raw(text: str, end: int, tag: str) -> int:
    """Past what stands in a script or the like, which is not HTML."""
    if tag not in _RAW:
        return end
    found = _ENDS[tag].search(text, end)
    return found.start() if found else len(text)


# ------------------------------------------------------------------ from tags to paragraphs

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | frozenset(
    [
        *("p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr"),
        *("td", "th", "caption", "blockquote", "pre", "section", "article", "header", "footer"),
        *("main", "nav", "aside", "address", "figure", "figcaption", "form", "fieldset", "hr"),
        *("html", "body", "details", "summary", "center", "dir", "menu", "legend"),
    ]
)
_UNREAD = frozenset(
    ["head", "script", "style", "template", "noscript", "svg", "math", "select", "button", "object"]
) | (_RAW - {"xmp"})
_INLINE = frozenset(["b", "strong", "i", "em", "font", "span", "a", "u", "mark", "cite", "label"])
_MOST_OPEN = 100
"""Open tags beyond this no longer change how words are set."""

_STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]{0,2000})\"|'([^']{0,2000})')", re.IGNORECASE)
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|$)(?!\s*=\s*[\"']?until)", re.IGNORECASE)
_GONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![\w-])color\s*[:=]\s*[\"']?\s*(rgb\([\d\s,]{5,20}\)|#?[\w]{3,20})", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w{3,7})", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)


class _Reading:
    """Reads tags and words in order onto a page."""

    def __init__(self) -> None:
        self.writer = PageWriter()
        self.hidden = 0
        self._open: list[tuple[str, Look]] = []
        self._look = PLAIN
        self._heading = False
        self._preformatted = 0
        self._spaced = True
        self._unread: tuple[str, int] | None = None
        self._cells: list[bool] = []

    def words(self, text: str) -> None:
        """Words; white space collapses as in a browser, but not in what is preformatted."""
        if self._unread is not None:
            return
        if not self._preformatted:
            text = re.sub(r"[ \t\n\r\f]+", " ", text)
            text = text[1:] if self._spaced and text.startswith(" ") else text
        if text:
            self._spaced = text.endswith((" ", "\n"))
            self.writer.say(text, self._look)

    def block(self) -> None:
        """A block begins or ends, and a paragraph with it, if it has any words."""
        if self.writer.said:
            self.writer.end_paragraph(heading=self._heading)
        self._spaced = True

    def tag(self, token: _Token) -> None:
        """What a tag does."""
        if self._unread is not None:
            self._pass_over(token)
        elif not token.closing and token.tag not in _VOID and self._is_unread(token):
            self._unread = (token.tag, 1)
        elif token.tag == "br":
            self.writer.say("\n", self._look)
            self._spaced = True
        elif token.tag in _BLOCKS:
            self._block_tag(token)
        elif token.tag in _INLINE:
            self._inline_tag(token)

    def _is_unread(self, token: _Token) -> bool:
        if token.tag in _UNREAD:
            return True
        style = _STYLE.search(token.text)
        hidden = bool(_HIDDEN.search(token.text)) or bool(style and _GONE.search(style[0]))
        self.hidden += hidden
        return hidden

    def _pass_over(self, token: _Token) -> None:
        """Within something that is not read, until its own end."""
        tag, depth = self._unread or ("", 0)
        if token.tag == tag:
            depth += -1 if token.closing else 1
        self._unread = (tag, depth) if depth else None

    # -------------------------------------------------------------- blocks

    def _block_tag(self, token: _Token) -> None:
        self.block()
        self._close(token.tag if token.closing else "p")
        if not token.closing and _STYLE.search(token.text):
            self._inline_tag(token)
        if token.tag in _HEADINGS:
            self._heading = not token.closing
        elif token.tag == "pre":
            self._preformatted = max(0, self._preformatted + (-1 if token.closing else 1))
        elif token.tag == "table":
            self._end_table() if token.closing else self._begin_table()
        elif self._cells and token.tag == "tr":
            self._end_row()
        elif self._cells and token.tag in {"td", "th"}:
            self._end_cell()
            if not token.closing:
                self._cells[-1] = True
                self.writer.begin_cell()

    def _begin_table(self) -> None:
        self.writer.begin_table()
        self._cells.append(False)

    def _end_table(self) -> None:
        if self._cells:
            self._end_row()
            self._cells.pop()
            self.writer.end_table()

    def _end_row(self) -> None:
        self._end_cell()
        self.writer.end_row()

    def _end_cell(self) -> None:
        if self._cells[-1]:
            self._cells[-1] = False
            self.writer.end_cell()

    # -------------------------------------------------------------- how words are set

    def _inline_tag(self, token: _Token) -> None:
        if token.closing:
            self._close(token.tag)
        elif len(self._open) < _MOST_OPEN:
            self._open.append((token.tag, self._look))
            self._look = _set(token, self._look)

    def _close(self, tag: str) -> None:
        """The innermost open tag of that name ends, and those that were left open within it."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                self._look = self._open[at][1]
                del self._open[at:]
                return


def _set(token: _Token, look: Look) -> Look:
    if token.tag in {"b", "strong"}:
        look = look._replace(bold=True)
    if token.tag in {"i", "em"}:
        look = look._replace(italic=True)
    style = _STYLE.search(token.text)
    said = (style[1] or style[2] or "") if style else ""
    weight = _WEIGHT.search(said)
    if weight:
        look = look._replace(bold=weight[1] in {"bold", "bolder", "600", "700", "800", "900"})
    if _SLANT.search(said):
        look = look._replace(italic=True)
    colour = _COLOUR.search(token.text if token.tag == "font" else said)
    return look._replace(colour=_colour(colour[1])) if colour else look


def _colour(said: str) -> str:
    """Six hexadecimal digits; empty for black and what is not understood."""
    numbers = re.findall(r"\d+", said) if said.startswith("rgb") else []
    if len(numbers) == 3:
        return "".join(f"{int(number) % 256:02X}" for number in numbers).replace("000000", "")
    digits = said.lstrip("#").upper()
    if len(digits) == 3 and re.fullmatch("[0-9A-F]{3}", digits):
        digits = "".join(2 * digit for digit in digits)
    known = digits if re.fullmatch("[0-9A-F]{6}", digits) else _NAMED.get(said.lower(), "")
    return known.replace("000000", "")


_NAMED = {
    "red": "FF0000", "blue": "0000FF", "green": "008000", "purple": "800080", "orange": "FFA500",
    "yellow": "FFFF00", "cyan": "00FFFF", "magenta": "FF00FF", "grey": "808080", "gray": "808080",
    "navy": "000080", "teal": "008080", "maroon": "800000", "brown": "A52A2A", "white": "FFFFFF",
}  # fmt: skip
