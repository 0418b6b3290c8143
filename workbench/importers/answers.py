"""What is an answer and what only fills a cell; what is a number.

Survey programs, spreadsheets and people write down that there is no answer in many ways; none
of them is something to be coded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_NO_ANSWERS = frozenset(
    [
        *("n/a", "n/a.", "n.a", "n.a.", "na", "n\\a", "n / a", "nan", "null", "<na>", "<n/a>"),
        *("[n/a]", "(n/a)", "[na]", "(na)", "(blank)", "[blank]", "not applicable", "no answer"),
        *("no response", "not answered", "unanswered", "(empty)", "[empty]", "(null)"),
        # What questionnaires are coded with, by convention of SPSS and Stata.
        *("-66", "-77", "-88", "-99", "-666", "-777", "-888", "-999", "-9999"),
        *("-66.0", "-77.0", "-88.0", "-99.0", "-999.0", "-9999.0", "-66,0", "-77,0", "-99,0"),
        # German, Dutch, French, Spanish, Portuguese, Italian
        *("k.a.", "k. a.", "k.a", "k/a", "keine angabe", "keine angaben", "keine antwort"),
        *("nicht beantwortet", "entfällt", "trifft nicht zu (n/a)", "n.z.", "n. z."),
        *("n.v.t.", "n.v.t", "nvt", "niet van toepassing", "geen antwoord", "niet beantwoord"),
        *("s.o.", "s/o", "s. o.", "sans objet", "sans réponse", "non applicable", "pas de réponse"),
        *("n.d.", "n/d", "n.d", "n/c", "s/r", "no aplica", "sin respuesta", "no contesta"),
        *("n/s", "ns/nc", "não se aplica", "sem resposta", "não aplicável", "n.r.", "n/r"),
        *("non applicabile", "nessuna risposta", "non risponde", "non pertinente"),
        # Scandinavian, Finnish, Slavic, East Asian
        *("ej svar", "ej tillämpligt", "ikke besvart", "ikke relevant (n/a)", "intet svar"),
        *("ei vastausta", "nie dotyczy", "brak odpowiedzi", "bez odpovědi", "н/д", "нет ответа"),
        *("n/a(未回答)", "未回答", "無回答", "不适用", "未作答", "該当なし", "해당 없음", "무응답"),
    ]
)  # fmt: skip
_ERRORS = frozenset(
    (
        "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#getting_data",
        "#spill!", "#calc!", "#field!", "#blocked!", "#connect!", "#busy!", "#unknown!",
        "#external!", "#python!",
    )
)  # fmt: skip
"""What spreadsheets show where a formula failed, in lower case."""
_LONGEST = 40
_SIGNS = re.compile(r"[.…,;:/\\_*–—-]*")


class Answers:
    """What counts as an answer, with what the person importing says otherwise."""

    def __init__(self, no_answers: Iterable[str] = (), answers: Iterable[str] = ()) -> None:
        self._none = frozenset(folded(cell) for cell in no_answers)
        self._some = frozenset(folded(cell) for cell in answers)
        self._longest = max((_LONGEST, *(len(cell) for cell in self._none)))
        # Most short cells are said again and again: “yes”, “3”, “n/a”.
        self._says = lru_cache(maxsize=1_000)(self._is_said)

    def has(self, cell: str) -> bool:
        """Whether the cell holds an answer."""
        if not cell or cell.isspace():
            return False
        if len(cell) > 2 * self._longest and cell[0].isalnum():
            return True  # nothing so long stands for nothing
        return self._says(cell)

    def _is_said(self, cell: str) -> bool:
        bare = folded(cell)
        if bare in self._some:
            return True
        return not (bare in self._none or bare in _NO_ANSWERS or is_error(bare) or only_signs(bare))


_USUAL = Answers()


def answers_by_column(
    columns: Iterable[str], none: Iterable[str], some: Iterable[str]
) -> dict[str, Answers]:
    """What counts as an answer in each column; `COLUMN=CELL` says it of that column alone.

    >>> told = answers_by_column(["q1", "q2"], ["q1=9", "never"], [])
    >>> told["q1"].has("9"), told["q2"].has("9"), told["q2"].has("never")
    (False, True, False)
    """
    said = {name: set[str]() for name in columns}
    general = []
    for cell in none:
        if found := of_column(cell, said):
            said[found[0]].add(found[1])
        else:
            general.append(cell)
    usual = Answers(general, some)
    return {
        column: Answers((*general, *cells), some) if cells else usual
        for column, cells in said.items()
    }


def of_column(said: str, columns: Iterable[str]) -> tuple[str, str] | None:
    """The column and the cell in `COLUMN=CELL`; None where no column is called so.

    >>> of_column("a=b=1", ["a", "a=b"]), of_column("c=1", ["a"])
    (('a=b', '1'), None)
    """
    named = [column for column in columns if said.startswith(f"{column}=")]
    longest = max(named, key=len, default=None)
    return (longest, said[len(longest) + 1 :]) if longest is not None else None


def is_answer(cell: str) -> bool:
    """Whether somebody answered.

    >>> is_answer("n/a"), is_answer(" . "), is_answer("No."), is_answer("👍")
    (False, False, True, True)
    >>> is_answer("keine Angabe"), is_answer("-99"), is_answer("none")
    (False, False, True)
    """
    return _USUAL.has(cell)


def folded(cell: str) -> str:
    """A cell without its blanks and capitals, for comparing."""
    return " ".join(cell.split()).casefold()


def only_signs(bare: str) -> bool:
    """Whether nothing but dashes and stops stands there, or nothing at all."""
    return _SIGNS.fullmatch(bare) is not None


def is_error(cell: str) -> bool:
    """Whether a spreadsheet's formula failed here.

    >>> is_error("#REF!"), is_error("#1!")
    (True, False)
    """
    return cell.strip().casefold() in _ERRORS


_NUMBER = re.compile(r"([+-]?\d+)(?:\.(\d+)|,(\d{1,2}|\d{4,}))?", re.ASCII)
_SMALL = re.compile(r"([+-]?)[.,](\d+)", re.ASCII)
_LABELLED = re.compile(r"\(?([+-]?\d{1,3})\s*(?:[-–—=:.)]\s+\D.*|\(\D.*\))", re.ASCII | re.DOTALL)


def score(cell: str) -> float | None:
    """The number in a cell, with a point or a decimal comma; None where it is none.

    A scale's label may follow the number. A comma before exactly three digits may part
    thousands, so it is not understood.

    >>> score("3"), score("-1,5"), score(".34"), score("1,234")
    (3.0, -1.5, 0.34, None)
    >>> score("9 - Likely"), score("1 (None at all)"), score("(5) Agree"), score("5-7")
    (9.0, 1.0, 5.0, None)
    """
    bare = cell.strip()
    if found := _NUMBER.fullmatch(bare):
        return float(f"{found[1]}.{found[2] or found[3] or 0}")
    if found := _SMALL.fullmatch(bare):
        return float(f"{found[1]}0.{found[2]}")
    found = _LABELLED.fullmatch(bare)
    return float(found[1]) if found else None
