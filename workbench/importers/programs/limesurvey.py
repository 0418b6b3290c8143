"""LimeSurvey: codes, full texts or both, in the language of whoever exported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Known,
    Layout,
    Record,
    first_row,
    folded_heads,
    heads_of,
    one_row,
)
from workbench.surveys import ColumnRole

_CODE = re.compile(r"[a-zA-Z]\w*(\[\w+\])+(\[\w+\])?(\.|$|\._\.)|[a-zA-Z]\w*\._\.")
_META = (
    frozenset(["lastpage", "startlanguage"]),
    frozenset(["last page", "start language"]),
    frozenset(["letzte seite", "start-sprache"]),
    frozenset(["dernière page", "langue de départ"]),
    frozenset(["última página", "lenguaje inicial"]),
    frozenset(["laatste pagina", "starttaal"]),
    frozenset(["ultima pagina", "lingua iniziale"]),
)
"""Its own columns, by code or in the language of whoever exported."""
_OWN = re.compile(
    r"submitdate|lastpage|startlanguage|seed|startdate|datestamp|refurl|interviewtime"
)
_STAMP = r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?|\d{1,2}[./-]\d{1,2}[./-]\d{4}( \d\d:\d\d(:\d\d)?)?"
_TIMES = re.compile(
    r"(group|question)Time\w*|\w+Time|(Group|Question) time: .*|(Gruppen|Fragen)zeit: .*"
    r"|Temps (du groupe|pour l[ea] (groupe|question))\b.*"
)
_WORDS = re.compile(
    r".*\[(comment|other|\w*comment|sonstiges|kommentar|autre|commentaire|otro|comentario|anders"
    r"|opmerking|altro|commento|outros?|komentarz|inne|другое|комментарий|muu|annat|andet|annet)\]\s*",
    re.IGNORECASE,
)


_CELLS = (
    re.compile(r"\d+"),
    re.compile(rf"({_STAMP})?"),
    re.compile(r"-?\d{0,3}"),
    re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,12})*"),
)
"""Id, date of submission, last page and language, which come first whatever they are called."""
_SEED, _DATE = re.compile(r"\d{4,}"), re.compile(rf"({_STAMP})?")
_DATES = 2
"""When somebody began, and did something last; a third date answers a question."""


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table of LimeSurvey, by its codes, its own columns, or what stands in the first of them."""
    columns, folded = heads_of(rows), folded_heads(rows)
    codes = {_code(one) for one in folded}
    first = _begins(rows)
    named = any(some.issubset(folded) or some.issubset(codes) for some in _META)
    if not (first or named or any(_CODE.match(column) for column in columns)):
        return None
    known: dict[str, ColumnRole] = dict(_known(columns))
    if first:
        own: dict[str, ColumnRole] = dict.fromkeys(_own(rows, columns), "ignore")
        known |= own | {columns[0]: "id"}
    submitted = columns[1] if first else _submitted(columns)
    layout = one_row("LimeSurvey", rows, known, first_row(rows, 1))
    return layout._replace(submitted=submitted)


def _begins(rows: Sequence[Record]) -> bool:
    """Whether all respondents have in the first cells what LimeSurvey writes there."""
    return len(rows) > 1 and all(
        len(cells) > len(_CELLS)
        and all(kind.fullmatch(cell.strip()) for kind, cell in zip(_CELLS, cells, strict=False))
        for _, cells in rows[1:]
    )


def _own(rows: Sequence[Record], columns: Sequence[str]) -> Sequence[str]:
    """The columns before the first question; `_begins` knows the first of them."""
    at = len(_CELLS)
    at += _fit(rows, at, _SEED)
    last = at + _DATES
    while at < last and _fit(rows, at, _DATE):
        at += 1
    return columns[:at]


def _fit(rows: Sequence[Record], at: int, kind: re.Pattern[str]) -> bool:
    """Whether a column has such cells, and any at all."""
    cells = [cells[at].strip() for _, cells in rows[1:] if at < len(cells)]
    return any(cells) and all(kind.fullmatch(cell) for cell in cells)


def _submitted(columns: Sequence[str]) -> str:
    """The column that the program calls by its code, in front of the title or alone."""
    return next((one for one in columns if _code(one.casefold()) == "submitdate"), "")


def _code(column: str) -> str:
    """The code in front of a question's words, or the column's name where it is none."""
    return re.split(r"\. |\._\.", column)[0]


def _known(columns: Sequence[str]) -> Known:
    for column in columns:
        code = _code(column)
        if code == "id":
            yield column, "id"
        elif _WORDS.fullmatch(code) or _WORDS.fullmatch(column):
            yield column, "text"
        elif _OWN.fullmatch(code) or _TIMES.fullmatch(code) or _TIMES.fullmatch(column):
            yield column, "ignore"
        elif code == "ipaddr":
            yield column, "personal"
