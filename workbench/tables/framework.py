"""T12, the framework matrix: a row a case, a column a theme, in each cell a summary.

After Gale and others (2013), Using the framework method for the analysis of qualitative data in
multi-disciplinary health research, BMC Medical Research Methodology 13: 117. Beneath each
summary stand the numbers of the units that it sums up, so that a reader can go back to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench.tables.given import Findings
from workbench.tables.themes import resting_on, uids_below
from workbench.terms import Code, Table


def framework_table(
    findings: Findings,
    summaries: Mapping[tuple[str, str], str],
    called: Mapping[str, str] | None = None,
) -> Table:
    """Print the cases that have units, in the order of the text.

    `summaries` has for a case and a theme (uid) what somebody wrote; `called` what documents are
    called in the numbers of units.
    """
    places = references(findings)
    themes = findings.codebook.codes
    rows = tuple(
        (
            case,
            *(
                _cell(summaries.get((case, theme.uid), ""), places.get((case, theme.uid)), called)
                for theme in themes
            ),
        )
        for case in cases(findings)
    )
    written = sum(bool(words) for words in summaries.values())
    notes = (
        f"In brackets the numbers of the units; summaries written: {written}.",
        *resting_on(findings),
    )
    columns = ("Participant", *(theme.name for theme in themes))
    return Table("Framework matrix", columns, rows, notes, findings.provenance)


def cases(findings: Findings) -> list[str]:
    """Everybody of whom there are units, in the order of the text."""
    return list(dict.fromkeys(unit.case for unit in findings.units if unit.case is not None))


Places = Mapping[str, list[int]]
"""For each document, the positions of units."""


def references(findings: Findings) -> dict[tuple[str, str], dict[str, list[int]]]:
    """Where each case has each theme (uid)."""
    of = dict(_themes_of(findings.codebook.codes))
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    for unit in findings.units:
        for theme in dict.fromkeys(t for code in unit.codes for t in of.get(code, ())):
            if unit.case is not None:
                here = found.setdefault((unit.case, theme), {})
                here.setdefault(unit.document, []).append(unit.unit)
    return found


def _themes_of(themes: Iterable[Code]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each code, the themes it lies below: several where two themes share it."""
    found: dict[str, list[str]] = {}
    for theme in themes:
        for uid in uids_below(theme):
            found.setdefault(uid, []).append(theme.uid)
    yield from ((uid, tuple(its)) for uid, its in found.items())


def _cell(summary: str, places: Places | None, called: Mapping[str, str] | None) -> str:
    return "\n".join(
        part for part in (summary, f"[{written(places, called)}]" if places else "") if part
    )


def written(places: Places, called: Mapping[str, str] | None = None) -> str:
    """The numbers of units as people write them, runs as one.

    >>> written({"s1": [3, 4, 5, 9], "s2": [1]}, {"s1": "S1"})
    'S1-3 to 5, 9; s2-1'
    """
    return "; ".join(
        f"{(called or {}).get(document, document)}-{', '.join(_runs(positions))}"
        for document, positions in places.items()
    )


def _runs(positions: list[int]) -> Iterator[str]:
    run: list[int] = []
    for position in [*positions, None]:
        if run and position != run[-1] + 1:
            yield str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"
            run = []
        if position is not None:
            run.append(position)
