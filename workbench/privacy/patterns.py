"""What tells who somebody is by its form: addresses, numbers, dates.

Every pattern begins where a word does and repeats only what is bounded, so that a text is read
in linear time whatever stands in it; and most are tried only near a sign that they need, such as
a digit. Patterns are wide: each is a suggestion for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Matched(NamedTuple):
    """A stretch (code points, half-open) that a pattern fits."""

    start: int
    stop: int
    what: str
    """The kind, which also stands in brackets in its place."""
    sure: bool


_MONTH = (
    "Jan(?:uar[yi]?)?|Feb(?:ruar[yi]?)?|Mar(?:ch)?|Mär(?:z)?|Apr(?:il)?|Ma[iy]|June?|Juni|July?|Juli"
    "|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?"
    "|maart|mei|augustus|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|janvier|f[ée]vrier|mars|avril|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?[ \t]{{1,3}}(?:of[ \t]{{1,3}}|de[ \t]{{1,3}})?(?:{_MONTH})\.?,?"
    r"[ \t]{1,3}(?:de[ \t]{1,3}|del[ \t]{1,3})?(?:19|20)\d{2}"
    rf"|(?:{_MONTH})\.?[ \t]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?[ \t]{{1,3}}(?:19|20)\d{{2}})"
)
_BORN = re.compile(
    r"\b(?:born|birthday|date of birth|d\.?o\.?b|geboren|geb|geburtsdatum|née?|naissance"
    r"|nacid[oa]|nacimiento|nato|nata|geboortedatum|род\w{0,8}|рожд\w{0,6})\W{0,3}(?:\w{1,12}\W{1,3}){0,3}$",
    re.IGNORECASE,
)
_AROUND = 40
_STREET = (
    r"(?:Street|Road|Avenue|Lane|Drive|Court|Square|Terrace|Crescent|Close|Way|Place|Quay"
    r"|Boulevard|Gardens|Grove|Parade|Highway)(?!\w)|(?:St|Rd|Ave|Ln|Blvd|Hwy)(?!\w)\.?"
)
_TOP = "com|org|net|edu|gov|info|io|eu|uk|de|fr|es|it|nl|at|ch|be|pl|ru|nz|au|ca|ie|se|no|dk|fi"

_AT, _DIGIT, _LINK = re.compile("@"), re.compile(r"\d"), re.compile("://|www[.]", re.IGNORECASE)
_SPELT = re.compile(r"[\[({][ \t]?at[ \t]?[\])}]", re.IGNORECASE)
_DOMAIN = re.compile(rf"[.](?:{_TOP})(?!\w)")
_ROADS = (
    "(?i:rue|boulevard|allée|chemin|quai|calle|avenida|via|viale|piazza|ulica|ul[.]|улица|ул[.]"
    "|проспект)"
)
_ROAD = re.compile(rf"(?<!\w){_ROADS}[ \t]")
_NEAR = 200
"""Signs around the one that a pattern needs; no pattern but that of a link reaches further."""

_PATTERNS: tuple[tuple[str, bool, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "record number",
        True,
        _DIGIT,
        re.compile(
            r"(?<!\w)(?:MRN|NHS|NHI|BSN|SSN|burgerservice|patient|record|case|file|chart|hospital|insurance|policy"
            r"|member|passport|licen[cs]e|Akten?|Fall|Patienten|Versicherten|dossier|expediente)"
            r"[ -]{0,2}(?:id|no|nr|num|number|nummer|numéro|número|#)?(?:[ ]is)?[ .:#]{0,4}"
            r"(?P<number>[A-Z]{0,4}[-/]?\d(?:[ ./-]?\d){3,19})(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "e-mail address",
        True,
        _AT,
        re.compile(
            r"(?<![\w\u0300-\u036f.+%-])[\w\u0300-\u036f.+%-]{1,64}[ \t]?@[ \t]?"
            r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
        ),
    ),
    (
        "e-mail address",
        True,
        _SPELT,
        re.compile(
            r"(?<![\w.+%-])[\w.+%-]{1,64}[ \t]?[\[({][ \t]?at[ \t]?[\])}][ \t]?[\w-]{1,63}"
            r"(?:(?:\.|[ \t]?[\[({][ \t]?dot[ \t]?[\])}][ \t]?|[ \t]dot[ \t])[\w-]{1,63}){1,8}",
            re.IGNORECASE,
        ),
    ),
    ("address", True, _DIGIT, re.compile(r"(?<!\w)P\.?[ ]?O\.?[ ]Box[ ]\d{1,6}(?!\w)", re.I)),
    (
        "web address",
        True,
        _LINK,
        re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"“”]{2,2000}", re.IGNORECASE),
    ),
    (
        "web address",
        True,
        _DOMAIN,
        re.compile(
            rf"(?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{_TOP})(?:/[^\s<>\"“”]{{0,2000}})?(?![\w-])"
        ),
    ),
    ("account name", True, _AT, re.compile(r"(?<![\w.@])@\w{2,40}")),
    (
        "phone number",
        True,
        _DIGIT,
        re.compile(
            r"(?<![\w.,/+-])(?:\+[ ]?|00[ ]?|\(?0)\(?\d"
            r"(?:[ \t\u00a0()./\u2011-]{0,3}\d){5,15}(?![\w])"
        ),
    ),
    (
        "phone number",
        True,
        _DIGIT,
        re.compile(r"(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"),
    ),
    (
        "address",
        True,
        _DIGIT,
        re.compile(
            r"(?<!\w)\d{1,5}[a-zA-Z]?(?:/\d{1,4})?,?[ \t]"
            rf"(?:[^\W\d_][\w'’.-]{{0,30}}[ \t]){{1,4}}(?:{_STREET})"
        ),
    ),
    (
        "address",
        True,
        _DIGIT,
        re.compile(
            r"(?<!\w)[^\W\d_][\w-]{1,40}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm"
            r"|straat|laan|gracht|kade|plein|dijk|steeg|gatan|vägen|vej|gade)"
            r"[ \t]\d{1,4}[ \t]?[a-z]?(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "address",
        True,
        _ROAD,
        re.compile(
            rf"(?<!\w)(?:\d{{1,4}}(?:[ \t]?(?:bis|ter))?,?[ \t])?{_ROADS}[ \t]"
            r"(?:(?:de|du|des|la|le|les|del|di|da|d')[ \t']{0,1}){0,3}"
            r"[^\W\d_a-zа-я][\w'’.-]{1,30}(?:[ \t][^\W\d_a-zа-я][\w'’.-]{1,30}){0,3}"
            r"(?:,?[ \t](?:д\.[ \t]?)?\d{1,4}(?!\d))?"
        ),
    ),
    (
        "address",
        True,
        _DIGIT,
        re.compile(r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d)(?!\w)"),
    ),
    ("address", True, _DIGIT, re.compile(r"(?<!\w)[A-Z]{2}[ ]\d{5}(?:-\d{4})?(?!\w)")),
    ("address", False, _DIGIT, re.compile(r"(?<!\w)(?:[A-Z]{1,2}-)?\d{5}[ ][A-ZÄÖÜ]\w{2,30}")),
    ("address", False, _DIGIT, re.compile(r"(?<!\w)\d{4}[ ][A-Z]{2}(?!\w)")),
    ("record number", True, _DIGIT, re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    (
        "record number",
        True,
        _DIGIT,
        re.compile(r"(?<!\w)[A-Z]{3}\d{4}(?!\w)|(?<!\w)[A-Z]{3}\d{2}[A-Z]{2}(?!\w)"),
    ),
    (
        "record number",
        True,
        _DIGIT,
        re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z\d]{4}){3,7}(?:[ ]?[A-Z\d]{1,3})?(?!\w)"),
    ),
    ("record number", False, _DIGIT, re.compile(r"(?<![\w.,#-])\d{6,20}(?![\w-])")),
)
_DATED = re.compile(rf"(?<![\w./-]){_DATE}(?![\w-])", re.IGNORECASE)
_DAYS = re.compile(
    r"(?<![\w./-])(?:\d{1,2}(?:st|nd|rd|th|\.)?[ \t]{1,3}(?:of[ \t]{1,3}|de[ \t]{1,3})?"
    rf"(?:{_MONTH})"
    rf"|(?:{_MONTH})[ \t]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?|(?:19|20)\d{{2}})(?![\w-])",
    re.IGNORECASE,
)
"""A day or a year alone, which tells something where it is said of a birth."""
_LONGEST = 2000
"""Signs of a link."""
_TAIL = ".,;:!?)]}'’»”"


def matched(text: str) -> Iterator[Matched]:
    """Every stretch that some pattern fits, pattern by pattern; some overlap.

    >>> [text[0:0] or (one.what, one.sure) for text in ["Mail ana@uni.example now"]
    ...  for one in matched(text)]
    [('e-mail address', True)]
    """
    windows: dict[re.Pattern[str], list[tuple[int, int]]] = {}
    for what, sure, need, pattern in _PATTERNS:
        if need not in windows:
            windows[need] = list(_windows(need, text))
        for window in windows[need]:
            yield from _fitting(text, window, what, pattern, sure=sure)
    for window in windows[_DIGIT]:
        for found in _DATED.finditer(text, *window):
            born = _is_of_birth(text, found.start())
            yield Matched(*found.span(), "date of birth" if born else "date", born)
        for found in _DAYS.finditer(text, *window):
            if _is_of_birth(text, found.start()):
                yield Matched(*found.span(), "date of birth", sure=True)


def _is_of_birth(text: str, start: int) -> bool:
    return _BORN.search(text[max(0, start - _AROUND) : start]) is not None


def _windows(need: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The surroundings of a sign, where they overlap as one."""
    start = stop = -1
    for found in need.finditer(text):
        at = found.start()
        if at - _NEAR > stop:
            if stop >= 0:
                yield start, stop
            start = max(0, at - _NEAR)
        stop = at + (_LONGEST if need is _LINK else _NEAR)
    if stop >= 0:
        yield start, stop


def _fitting(
    text: str, window: tuple[int, int], what: str, pattern: re.Pattern[str], *, sure: bool
) -> Iterator[Matched]:
    for found in pattern.finditer(text, *window):
        start, stop = found.span("number" if "number" in pattern.groupindex else 0)
        if what == "web address":
            stop = start + len(text[start:stop].rstrip(_TAIL))
        if what != "phone number" or not _DATED.fullmatch(text, start, stop):
            yield Matched(start, stop, what, sure or _is_checked(text[start:stop]))


def _is_checked(number: str) -> bool:
    """Whether digits are a Dutch BSN or a British NHS number by their check digits.

    Both weigh the digits from the left and divide by 11: BSN by 9 … 2 and −1 (no remainder), NHS
    by 10 … 2, whose sum with the last digit has none. The zero number is neither.

    >>> _is_checked("123456782"), _is_checked("9434765919"), _is_checked("123456789")
    (True, True, False)
    """
    if not (number.isascii() and number.isdigit()) or not int(number):
        return False
    weights = {9: (9, 8, 7, 6, 5, 4, 3, 2, -1), 10: (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)}
    weighed = weights.get(len(number))
    if weighed is None:
        return False
    return sum(int(one) * weight for one, weight in zip(number, weighed, strict=True)) % 11 == 0
