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
_TIMES = re.compile(
    r"(group|question)Time\w*|\w+Time|(Group|Question) time: .*|(Gruppen|Fragen)zeit: .*"
    r"|Temps (du groupe|pour la question)\b.*"
)
_WORDS = re.compile(
    r".*\[(comment|other|\w*comment|sonstiges|kommentar|autre|commentaire|otro|comentario|anders"
    r"|opmerking|altro|commento)\]\s*",
    re.IGNORECASE,
)


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table of LimeSurvey, by its codes or its own columns."""
    columns, folded = heads_of(rows), folded_heads(rows)
    codes = {_code(one) for one in folded}
    if not any(_CODE.match(column) for column in columns) and not any(
        some.issubset(folded) or some.issubset(codes) for some in _META
    ):
        return None
    return one_row("LimeSurvey", rows, dict(_known(columns)), first_row(rows, 1))


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
