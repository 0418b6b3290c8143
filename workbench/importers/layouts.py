"""How survey programs lay out their tables: header rows, and columns that are theirs.

Some write two or three rows of header, which would be taken for respondents; some write the
question into the header, some a code, some both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.importers.table import breadth, column_names, distinct, says
from workbench.surveys import ColumnRole

LOOKED_AT = 12
"""How many rows are needed to know a layout."""


class Layout(NamedTuple):
    """Where a table begins and what its columns are called."""

    tool: str
    """The program that wrote it, as far as can be told; else `table`."""
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    """For each column the question's words, where they stand apart from its name."""
    first: int
    """The row of the first respondent, counted as a spreadsheet counts."""
    known: Mapping[str, ColumnRole]
    """What the program itself says of columns."""
    notes: tuple[str, ...] = ()


Record = tuple[int, Sequence[str]]


def layout_of(records: Sequence[Record]) -> Layout | None:
    """The layout by the first rows that are not blank; None where there are none."""
    rows = [(n, cells) for n, cells in records if says(cells)]
    rows, above = _without_title(rows)
    if not rows:
        return None
    for recognise in (_qualtrics, _old_qualtrics, _surveymonkey):
        if found := recognise(rows):
            return found._replace(notes=(*above, *found.notes))
    columns, notes = column_names(_cut(rows[0][1]))
    first = rows[1][0] if len(rows) > 1 else rows[0][0] + 1
    tool, known = _by_columns(columns)
    return Layout(tool, columns, ("",) * len(columns), first, known, (*above, *notes))


def _cut(cells: Sequence[str]) -> Sequence[str]:
    return cells[: breadth(cells)]


def _without_title(rows: list[Record]) -> tuple[list[Record], tuple[str, ...]]:
    """The rows without lines above the header that hold one cell, as people write over a table."""
    at = 0
    widest = max((breadth(cells) for _, cells in rows), default=0)
    while at + 1 < len(rows) and widest >= 3 and _filled(rows[at][1]) == 1:
        at += 1
    if at == 0 or at + 1 >= len(rows) or _filled(rows[at][1]) < 3:
        return rows, ()
    return rows[at:], (f"The header is row {rows[at][0]}; what stands above it is left out.",)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _line(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ Qualtrics

_DERIVED = re.compile(
    r"( - |_)(topics?|parent topics|sentiment( polarity| score)?|topic sentiment.*|actionability"
    r"|effort.*|emotion.*|topic hierarchy level \d+)$|_do(_.*)?$",
    re.IGNORECASE,
)


def _qualtrics(rows: Sequence[Record]) -> Layout | None:
    """Three rows, the last with import ids; or two, where the questions were left out."""
    at = next((at for at, (_, cells) in enumerate(rows[:4]) if _import_ids(cells)), None)
    if not at:
        return None
    heads = rows[0][1]
    columns, notes = column_names(_cut(heads))
    titles = rows[1][1] if at > 1 else ()
    ids = rows[at][1]
    known = dict(_known_to_qualtrics(columns, ids))
    note = f"Rows {rows[1][0]} to {rows[at][0]} describe the columns (Qualtrics)."
    first = rows[at + 1][0] if at + 1 < len(rows) else rows[at][0] + 1
    return Layout("Qualtrics", columns, _titles(columns, titles), first, known, (*notes, note))


def _import_ids(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell.strip()]
    return bool(said) and all(cell.replace(" ", "").startswith('{"ImportId"') for cell in said)


def _titles(columns: Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    padded = (*(_line(title) for title in titles), *("",) * len(columns))
    return tuple(
        "" if title == column else title for column, title in zip(columns, padded, strict=False)
    )


def _known_to_qualtrics(
    columns: Sequence[str], ids: Sequence[str]
) -> Iterator[tuple[str, ColumnRole]]:
    for column, import_id in zip(columns, ids, strict=False):
        if _DERIVED.search(column):
            yield column, "ignore"
        elif re.search(r'_TEXT"?\s*[,}]', import_id):
            yield column, "text"
        elif '"_recordId"' in import_id:
            yield column, "id"


def _old_qualtrics(rows: Sequence[Record]) -> Layout | None:
    """The older export: V1 … V10 over ResponseID … Finished, then one row of questions."""
    heads = [_line(cell) for cell in _cut(rows[0][1])]
    if len(rows) < 2 or heads[:2] != ["V1", "V2"] or _line(rows[1][1][0]) != "ResponseID":
        return None
    below = [_line(cell) for cell in rows[1][1]]
    below += [""] * (len(heads) - len(below))
    own = [re.fullmatch(r"V\d+", head) is not None for head in heads]
    names = [under if mine and under else head for mine, head, under in zip(own, heads, below)]  # noqa: B905
    columns, notes = column_names(names)
    known: dict[str, ColumnRole] = {columns[0]: "id"}
    known |= {column: "text" for column in columns if column.endswith("_TEXT")}
    note = f"Row {rows[1][0]} describes the columns (older Qualtrics)."
    first = rows[2][0] if len(rows) > 2 else rows[1][0] + 1
    titles = _titles(columns, ["" if mine else under for mine, under in zip(own, below)])  # noqa: B905
    return Layout("Qualtrics (older)", columns, titles, first, known, (*notes, note))


# ------------------------------------------------------------------ SurveyMonkey

_MONKEYS = ("respondent id", "respondent_id")
_KINDS = frozenset(["response", "open-ended response"])
_OTHER = re.compile(r"\(please specify\)|\bspecify\b|\bprécisez\b|\bbitte angeben\b", re.IGNORECASE)


def _surveymonkey(rows: Sequence[Record]) -> Layout | None:
    """Two rows: questions, each over its first choice only, then choices or kinds of answers."""
    heads = [_line(cell) for cell in rows[0][1]]
    if heads[0].casefold() not in _MONKEYS or not _goes_on(rows):
        return None
    below = [_line(cell) for cell in rows[1][1]]
    width = max(breadth(heads), breadth(below))
    heads += [""] * (width - len(heads))
    below += [""] * (width - len(below))
    columns = tuple(distinct(list(_joined(heads[:width], below[:width]))))
    known: dict[str, ColumnRole] = {columns[0]: "id"}
    for column, kind in zip(columns, below, strict=False):
        if kind.casefold() == "open-ended response" or _OTHER.search(kind):
            known[column] = "text"
    note = f"Row {rows[1][0]} goes on with the header (SurveyMonkey); names of columns were joined."
    first = rows[2][0] if len(rows) > 2 else rows[1][0] + 1
    return Layout("SurveyMonkey", columns, ("",) * width, first, known, (note,))


def _goes_on(rows: Sequence[Record]) -> bool:
    """Whether the second row is no respondent: it has no id, and tells kinds or choices."""
    if len(rows) < 2 or rows[1][1][0].strip():
        return False
    kinds = {_line(cell).casefold() for cell in rows[1][1]}
    return bool(_KINDS & kinds) or len(rows) < 3 or bool(rows[2][1][0].strip())


def _joined(heads: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    """“Question - Choice”; a question stands over its first choice only, so it is carried on."""
    question = ""
    for at, (name, choice) in enumerate(zip(heads, below, strict=True), 1):
        question = name or question
        shown = question or f"Column {at}"
        yield shown if choice.casefold() in _KINDS or not choice else f"{shown} - {choice}"


# ------------------------------------------------------------------ one row of header

_STAMPS = (
    *("timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"),
    *("informazioni cronologiche", "tijdstempel", "tidsstämpel", "tidsstempel", "aikaleima"),
    *("sygnatura czasowa", "časová značka", "отметка времени", "タイムスタンプ", "时间戳记"),
)


def _by_columns(columns: tuple[str, ...]) -> tuple[str, dict[str, ColumnRole]]:
    """The program that writes such columns, and what they are."""
    folded = [column.casefold() for column in columns]
    if _is_redcap(folded):
        return "REDCap", dict(_known_to_redcap(columns))
    if _SOSCI.issubset(folded):
        return "SoSci Survey", dict(_known_to_sosci(columns))
    if folded[0] in _STAMPS:
        return "Google Forms", {columns[0]: "ignore"}
    if any(_LIME.match(column) for column in columns) or _has_any(folded, _LIME_META):
        return "LimeSurvey", dict(_known_to_limesurvey(columns))
    if folded[0] == "#" and any(one.startswith("submit") for one in folded):
        return "Typeform", {columns[0]: "id"}
    if {"start time", "completion time"} <= set(folded) or {
        "startzeit",
        "fertigstellungszeit",
    } <= set(folded):
        return "Microsoft Forms", {}
    return "table", {}


def _is_redcap(folded: Sequence[str]) -> bool:
    own = ("redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance")
    if {"event name", "complete?"} <= set(folded) or set(_REPEATS) <= set(folded):
        return True
    forms = [one for one in folded if one.endswith("_complete")]
    return any(name in folded for name in own) or (
        bool(forms) and folded[0] in ("record_id", "study_id", "participant_id")
    )


def _known_to_redcap(columns: Sequence[str]) -> Iterator[tuple[str, ColumnRole]]:
    yield columns[0], "id"
    for column in columns[1:]:
        name = column.casefold()
        if name in _OCCASIONS:
            yield column, "occasion"
        elif _REDCAPS.fullmatch(name):
            yield column, "ignore"
        elif re.search(r"___\w+$|\(choice=.*\)$", name):
            yield column, "attribute"


_REPEATS = ("repeat instrument", "repeat instance")
_OCCASIONS = frozenset(
    [
        *("redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"),
        *("event name", *_REPEATS),
    ]
)
"""By their names, and as exports with labels call them."""
_REDCAPS = re.compile(
    r"redcap_.*|.*_complete|complete\?( \(\d+\))?|survey (timestamp|identifier)( \(\d+\))?"
    r"|data access group|.*_timestamp"
)
_SOSCI = frozenset(["case", "serial", "ref", "questnnr", "mode"])
_SOSCIS = re.compile(
    r"serial|ref|questnnr|mode|started|lastdata|status|finished|q_viewer|lastpage|maxpage|missing"
    r"|missrel|mailsent|time_(rsi|sum)|time\d+|deg_\w+|language"
)


def _known_to_sosci(columns: Sequence[str]) -> Iterator[tuple[str, ColumnRole]]:
    for column in columns:
        name = column.casefold()
        if name == "case":
            yield column, "id"
        elif _SOSCIS.fullmatch(name):
            yield column, "ignore"


def _has_any(folded: Sequence[str], several: Iterable[frozenset[str]]) -> bool:
    return any(some.issubset(folded) for some in several)


_LIME = re.compile(r"[a-zA-Z]\w*(\[\w+\])+(\[\w+\])?(\.|$|\._\.)|[a-zA-Z]\w*\._\.")
_LIME_META = (
    frozenset(["lastpage", "startlanguage"]),
    frozenset(["last page", "start language"]),
    frozenset(["letzte seite", "start-sprache"]),
    frozenset(["dernière page", "langue de départ"]),
    frozenset(["última página", "lenguaje inicial"]),
    frozenset(["laatste pagina", "starttaal"]),
    frozenset(["ultima pagina", "lingua iniziale"]),
)
"""Its own columns, by code or in the language of whoever exported."""


def _known_to_limesurvey(columns: Sequence[str]) -> Iterator[tuple[str, ColumnRole]]:
    for column in columns:
        code = re.split(r"\. |\._\.", column)[0]
        named = re.search(r"\[(comment|other|\w*comment)\]$", code, re.IGNORECASE)
        if named or re.search(r"\[(other|comment|sonstiges|autre|otro)\]\s*$", column, re.I):
            yield column, "text"
        elif code.casefold().endswith("time") and code.casefold().startswith(("group", "question")):
            yield column, "ignore"
