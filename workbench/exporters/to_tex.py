r"""A table as LaTeX: booktabs rules, a longtable whose heads repeat, a document that compiles.

Every sign that TeX would act on is escaped. Letters that pdfLaTeX has no glyph for are wrapped
in `\sign`, which prints their number there and the letter itself with XeLaTeX and LuaLaTeX.
"""

from __future__ import annotations

import re

from workbench.exporters.text import is_wide, notes, plain, read, shares
from workbench.terms import Cell, Table

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
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
_WITH_GLYPH = re.compile(f"[ -~¡-¬®-žŒœŠš“”‘’‚„–—…€†‡•™](?<![{_NO_GLYPH_LATIN}])")
# Two of these in a row would become one long sign.
_DOUBLE = re.compile(r"([-,'])(?=\1)")

_PREAMBLE = r"""\documentclass{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
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
        rf"\begin{{longtable}}{{@{{}}{''.join(map(_width, shares(table)))}@{{}}}}",
        r"\toprule",
        _row(table.columns),
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *(_row(row) for row in table.rows),
        r"\end{longtable}",
        *(rf"\noindent {_escaped(note)}\par" for note in notes(table)),
        r"\end{document}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _width(share: float) -> str:
    """A column of wrapped text."""
    width = rf"\dimexpr {share:.3f}\linewidth-2\tabcolsep\relax"
    return rf">{{\raggedright\arraybackslash}}p{{{width}}}"


def _row(cells: tuple[Cell, ...]) -> str:
    return " & ".join(_cell(cell) for cell in cells) + r" \\"


def _cell(cell: Cell) -> str:
    return r"\newline ".join(_escaped(line) for line in read(cell).split("\n"))


def _escaped(text: str) -> str:
    letters = "".join(_letter(letter) for letter in " ".join(plain(text).split()))
    return _DOUBLE.sub(r"\1{}", letters)


def _letter(letter: str) -> str:
    if letter in _COMMANDS:
        return _COMMANDS[letter]
    if _WITH_GLYPH.fullmatch(letter):
        return letter
    return rf"\sign{{{ord(letter):04X}}}{{{letter}}}"
