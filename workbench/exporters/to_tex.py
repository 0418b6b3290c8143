r"""A table as LaTeX: booktabs rules, a longtable whose heads repeat, a document that compiles.

Every sign that TeX would act on is escaped. Letters that pdfLaTeX has no glyph for are wrapped
in `\sign`, which prints their number there and the letter itself with XeLaTeX and LuaLaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.exporters.text import is_numbers, is_wide, notes, plain, read, rows, shares
from workbench.terms import Cell, Table

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    # A line may end after these two: a column has room for one part of such a name.
    "_": r"\_\allowbreak{}",
    "/": r"/\allowbreak{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    # After the end of a row these two would be read as its options.
    "[": "{[}",
    "*": "{*}",
    "α": r"\ensuremath{\alpha}",
    "κ": r"\ensuremath{\kappa}",
    "×": r"\ensuremath{\times}",
    "−": r"\ensuremath{-}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "→": r"\ensuremath{\rightarrow}",
}
_NO_GLYPH_LATIN = "ĦħĸĿŀŉŦŧſ"
_WITH_GLYPH = " -~¡-¬®-žŒœŠš“”‘’‚„–—…€†‡•™"
_ACTED_ON = re.compile(f"[{re.escape(''.join(_COMMANDS))}{_NO_GLYPH_LATIN}]|[^{_WITH_GLYPH}]")
# Two of these in a row would become one long sign.
_DOUBLE = re.compile(r"([-,'])(?=\1)")

_PREAMBLE = r"""\documentclass{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\else
  \usepackage{fontspec}
\fi
\usepackage[a4paper,margin=2cm%s]{geometry}
\usepackage{array,booktabs,longtable}
%% A letter that pdfLaTeX has no glyph for is printed as its number there.
\newcommand{\sign}[2]{\ifPDFTeX[U+#1]\else#2\fi}
\begin{document}
"""


def format_tex(table: Table) -> bytes:
    """The table as a document for pdfLaTeX, XeLaTeX or LuaLaTeX."""
    lines = [
        _PREAMBLE % (",landscape" if is_wide(table) else ""),
        rf"\noindent\textbf{{{_escaped(table.title)}}}",
        r"\footnotesize",
        rf"\begin{{longtable}}{{@{{}}{''.join(_columns(table))}@{{}}}}",
        r"\toprule",
        _row(table.columns),
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *(_row(row) + _APART for row in rows(table)),
        r"\end{longtable}",
        *(rf"\noindent {_escaped(note)}\par" for note in notes(table)),
        r"\end{document}",
    ]
    return ("\n".join(lines) + "\n").encode()


_APART = r" \addlinespace[0.3em]"


def _columns(table: Table) -> Iterator[str]:
    """Columns of wrapped text; those of numbers end at the right."""
    for at, share in enumerate(shares(table)):
        side = "left" if is_numbers(table, at) else "right"
        width = rf"\dimexpr {share:.3f}\linewidth-2\tabcolsep\relax"
        # TeX divides no word that begins a cell, unless something stands before it.
        yield rf">{{\ragged{side}\arraybackslash\nobreak\hskip0pt}}p{{{width}}}"


def _row(cells: tuple[Cell, ...]) -> str:
    return " & ".join(_cell(cell) for cell in cells) + r" \\"


def _cell(cell: Cell) -> str:
    return r"\newline ".join(_escaped(line) for line in read(cell).split("\n"))


def _escaped(text: str) -> str:
    letters = _ACTED_ON.sub(lambda found: _letter(found[0]), " ".join(plain(text).split()))
    return _DOUBLE.sub(r"\1{}", letters)


def _letter(letter: str) -> str:
    return _COMMANDS.get(letter) or rf"\sign{{{ord(letter):04X}}}{{{letter}}}"
