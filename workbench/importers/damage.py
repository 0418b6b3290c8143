"""Damage that a table brings along from programs it went through.

It is pointed out; what can be mended is mended when that is asked for.

Text read in a wrong encoding by somebody before (`EspaÃ±ol`) is found and mended by ftfy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.errors import NameUnknown
from workbench.shelf import unknown
from workbench.surveys import Damage

_EXAMPLES = 3
_CUT = 32_767
"""The most characters that Excel keeps in a cell."""

# UTF-8 read as Windows-1252 or Latin-1: a lead letter and what its second byte became.
_MOJIBAKE = re.compile(
    "[ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã "
)
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan janv gen ene", "feb févr fév fev", "mar mär mrz mars mrt", "apr avr abr",
            "may mai mei mag maj", "jun juin giu", "jul juil lug", "aug août ago", "sep sept set",
            "oct okt ott out", "nov", "dec dez déc dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_MONTH = re.compile(r"(\d{1,2})[-. ]{1,2}([^\W\d_]{3,4})\.?")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,4})\.?[- ](\d{1,2})")
_ROUNDED = re.compile(r"[+-]?\d([.,]\d+)?E\+\d{2}", re.IGNORECASE)
_FORMULA = re.compile(r"=\s*([A-Za-z.]+\(|\$?[A-Z]{1,3}\$?\d+|\d)")


def mended_text(cell: str) -> str:
    """The cell, with text that was read in a wrong encoding put right.

    >>> mended_text("EspaÃ±ol"), mended_text("Ã bientôt")
    ('Español', 'à bientôt')
    """
    if cell.isascii() or not _MOJIBAKE.search(cell):
        return cell
    # ftfy takes a tenth of a second to import, and most files have nothing for it.
    from ftfy import fix_encoding

    return fix_encoding(cell)


def mended_range(cell: str) -> str:
    """The cell, with a range that a spreadsheet made a date of put back, the lesser number first.

    >>> mended_range("5-Jan"), mended_range("12. Okt"), mended_range("Mai-10"), mended_range("x-1")
    ('1-5', '10-12', '5-10', 'x-1')
    """
    day_and_month = _as_range(cell.strip())
    if day_and_month is None:
        return cell
    return f"{min(day_and_month)}-{max(day_and_month)}"


def _as_range(cell: str) -> tuple[int, int] | None:
    if len(cell) > 9:
        return None
    if found := _DAY_MONTH.fullmatch(cell):
        day, month = found[1], found[2]
    elif found := _MONTH_DAY.fullmatch(cell):
        month, day = found[1], found[2]
    else:
        return None
    number = _MONTHS.get(month.casefold())
    return (int(day), number) if number and 1 <= int(day) <= 31 else None


def mended_codes(cell: str) -> str:
    """The cell, with letters that R wrote as codes put back.

    >>> mended_codes("<U+043E><U+0442> 5"), mended_codes("<U+110000>")
    ('от 5', '<U+110000>')
    """
    return _CODE.sub(lambda found: chr(int(found[1], 16)), cell)


_CODE = re.compile(r"<U\+((?!D[89A-F])[0-9A-F]{4}|000(?:[1-9A-F][0-9A-F]{4})|0010[0-9A-F]{4})>")
REPAIRS: dict[str, Callable[[str], str]] = {
    "mojibake": mended_text,
    "ranges": mended_range,
    "codes": mended_codes,
}


def repairing(asked: Sequence[str]) -> Callable[[str], str]:
    """What mends a cell as asked; NameUnknown for a repair that there is not."""
    for name in asked:
        if name not in REPAIRS:
            raise NameUnknown(unknown("repair", name, list(REPAIRS)))
    steps = [REPAIRS[name] for name in dict.fromkeys(asked)]

    def mend(cell: str) -> str:
        for step in steps:
            cell = step(cell)
        return cell

    return mend


_KINDS = {
    "mojibake": ("text was once read in a wrong encoding", "mojibake"),
    "ranges": ("dates stand where ranges such as 1-5 were typed", "ranges"),
    "codes": ("letters stand as codes, as R writes them", "codes"),
    "rounded": ("long numbers were rounded by a spreadsheet", None),
    "digits": ("numbers of more than 15 digits end in zeros, as spreadsheets round them", None),
    "cut": ("text ends where Excel cuts cells, at 32,767 characters", None),
    "formula": ("the cell is a spreadsheet's formula, kept as text", None),
    "lost": ("letters were lost before (�)", None),
    "zeros": ("numbers differ in length, so leading zeros may be lost", None),
}
_LOSSES = re.compile(r"\d{16,}")


@dataclass
class Finder:
    """Looks for damage in one column, cell by cell."""

    column: str
    found: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    _digits: list[int] = field(default_factory=list)

    def see(self, cell: str) -> None:
        """Look at a cell that is not blank."""
        for kind in self._kinds(cell):
            self.found[kind] = self.found.get(kind, 0) + 1
            seen = self.examples.setdefault(kind, [])
            if len(seen) < _EXAMPLES and cell[:60] not in seen:
                seen.append(cell[:60])

    def _kinds(self, cell: str) -> Iterator[str]:
        length = len(cell)
        if not cell.isascii():
            if mended_text(cell) != cell:
                yield "mojibake"
            if "\ufffd" in cell:
                yield "lost"
        if "<U+" in cell and _CODE.search(cell):
            yield "codes"
        if length <= 30:
            yield from _short_kinds(cell.strip())
        if cell.startswith("=") and _FORMULA.match(cell):
            yield "formula"
        if length == _CUT:
            yield "cut"

    def damage(self) -> Iterator[Damage]:
        """What was found, most cells first."""
        for kind, cells in sorted(self.found.items(), key=lambda item: -item[1]):
            said, repair = _KINDS[kind]
            yield Damage(self.column, said, cells, tuple(self.examples[kind]), repair)


def _short_kinds(cell: str) -> Iterator[str]:
    if _as_range(cell):
        yield "ranges"
    elif _ROUNDED.fullmatch(cell):
        yield "rounded"
    elif _LOSSES.fullmatch(cell) and cell[15:].strip("0") == "":
        yield "digits"


def lost_zeros(column: str, cells: Sequence[str]) -> Damage | None:
    """Damage of an id column whose numbers mostly have one length and some are shorter.

    Counting from 1 gives shorter numbers too, but fills its range.
    """
    numbers = [cell for cell in cells if cell.isascii() and cell.isdigit()]
    longest = max((len(cell) for cell in numbers), default=0)
    short = sorted({cell for cell in numbers if len(cell) < longest})
    if longest < 4 or longest > 15 or not short or len(numbers) < len(cells):
        return None
    counted = 2 * len(set(numbers)) > max(int(cell) for cell in numbers)
    if counted or 5 * len(short) > 2 * len(numbers):
        return None
    return Damage(column, _KINDS["zeros"][0], len(short), tuple(short[:_EXAMPLES]))
