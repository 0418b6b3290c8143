"""Forms in the web that write one row of header: Google, Microsoft, Typeform, Jotform, JISC."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Layout,
    Record,
    first_row,
    folded_heads,
    heads_of,
    one_row,
    own,
)
from workbench.surveys import ColumnRole

STAMPS = (
    *("timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"),
    *("informazioni cronologiche", "tijdstempel", "tidsstämpel", "tidsstempel", "aikaleima"),
    *("sygnatura czasowa", "časová značka", "отметка времени", "タイムスタンプ", "时间戳记"),
    *("tidsstempling", "marca de tiempo", "marca de temps", "zaman damgası", "časová pečiatka"),
    *("időbélyeg", "позначка часу", "타임스탬프", "時間戳記", "dấu thời gian", "stempel waktu"),
)
"""What Google Forms calls its first column."""
_MICROSOFTS = (
    frozenset(["start time", "completion time"]),
    frozenset(["startzeit", "fertigstellungszeit"]),
    frozenset(["heure de début", "heure de fin"]),
    frozenset(["hora de inicio", "hora de finalización"]),
    frozenset(["begintijd", "tijd van voltooien"]),
    frozenset(["ora di inizio", "ora di completamento"]),
    frozenset(["hora de início", "hora de conclusão"]),
)
_MICROSOFTS_OWN = re.compile(
    r"start time|completion time|last modified time|language|total points|quiz feedback"
    r"|(points|feedback|punkte|commentaires) [-–] .*|startzeit|fertigstellungszeit|sprache"
    r"|gesamtpunktzahl|quizfeedback|zeitpunkt der letzten änderung|heure de (début|fin)"
    r"|heure de la dernière modification|langue|total des points|hora de (inicio|finalización)"
    r"|hora de la última modificación|idioma|begintijd|tijd van voltooien|taal"
    r"|ora di (inizio|completamento)|lingua|hora de (início|conclusão)"
)
_TYPEFORMS_OWN = re.compile(
    r"response type|(start|stage|submit) date \(utc\)|submitted at|tags|ending|score"
)
_JOTFORMS_OWN = re.compile(r"submission date|last update date|flow status|edit link|get pdf link")

_JISCS_OWN = re.compile(r"(start|completion) date|completion time|response (status|language)")


def google(rows: Sequence[Record]) -> Layout | None:
    """Google Forms: the first column is a time stamp; a question's row stands in brackets."""
    if folded_heads(rows)[0] not in STAMPS:
        return None
    return one_row("Google Forms", rows, {heads_of(rows)[0]: "ignore"}, first_row(rows, 1))


def typeform(rows: Sequence[Record]) -> Layout | None:
    """Typeform: `#` is the id, its own columns come last."""
    folded = folded_heads(rows)
    if folded[0] != "#" or not any(one.startswith("submit") for one in folded):
        return None
    columns = heads_of(rows)
    known: dict[str, ColumnRole] = dict(own(columns, _TYPEFORMS_OWN)) | {columns[0]: "id"}
    known |= {
        column: "personal"
        for column in columns
        if column.casefold() in ("network id", "first name", "last name")
    }
    return one_row("Typeform", rows, known, first_row(rows, 1))


def jotform(rows: Sequence[Record]) -> Layout | None:
    """Jotform: a date in the first column, an id among the last."""
    folded = folded_heads(rows)
    if folded[0] != "submission date" or not {"submission id", "submission ip"} & set(folded):
        return None
    columns = heads_of(rows)
    known: dict[str, ColumnRole] = dict(own(columns, _JOTFORMS_OWN))
    known |= {column: "id" for column in columns if column.casefold() == "submission id"}
    known |= {column: "personal" for column in columns if column.casefold() == "submission ip"}
    return one_row("Jotform", rows, known, first_row(rows, 1))


def jisc(rows: Sequence[Record]) -> Layout | None:
    """JISC Online Surveys: `Response ID` and two dates; questions are numbered."""
    columns = heads_of(rows)
    if not {"response id", "start date", "completion date"}.issubset(folded_heads(rows)):
        return None
    known: dict[str, ColumnRole] = dict(own(columns, _JISCS_OWN))
    known |= {column: "id" for column in columns if column.casefold() == "response id"}
    return one_row("JISC Online Surveys", rows, known, first_row(rows, 1))


def microsoft(rows: Sequence[Record]) -> Layout | None:
    """Microsoft Forms: `ID` is the id; e-mail and name are dropped."""
    folded = folded_heads(rows)
    if not any(some.issubset(folded) for some in _MICROSOFTS):
        return None
    columns = heads_of(rows)
    known: dict[str, ColumnRole] = dict(own(columns, _MICROSOFTS_OWN))
    if folded[0] == "id":
        known[columns[0]] = "id"
    return one_row("Microsoft Forms", rows, known, first_row(rows, 1))
