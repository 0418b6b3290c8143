"""Survey tables: a document for each open question, whose turns are the answers.

A blank, “n/a”, “-” or “.” is no answer and no turn. Attributes and scores are facts about the
respondent, who is a case named by the id column, or where there is none by the file and the
row's number: row 1 of another file is somebody else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from workbench.drafts import Draft
from workbench.errors import FileFault, NameUnknown
from workbench.importers.answers import of_column
from workbench.importers.column_words import ANSWERED
from workbench.importers.profiles import Profile
from workbench.importers.programs import layout_of
from workbench.importers.programs.layout import LOOKED_AT as ROWS_OF_LAYOUT
from workbench.importers.programs.layout import Layout, Record
from workbench.importers.roles import CONSENT, LOOKED_AT, proposals
from workbench.importers.settings import Settings
from workbench.importers.survey_planned import Planned, quoted
from workbench.importers.survey_table import SurveyTable
from workbench.importers.table import Grid, distinct, grid_of, says
from workbench.shelf import unknown
from workbench.surveys import Columns, Proposal, SurveyOptions


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a survey table; `settings.columns` says which columns are what."""
    survey = open_survey(name, data, settings.encoding, settings.survey)
    return survey.planned(settings.columns or Columns()).draft()


def open_survey(
    name: str, data: bytes, encoding: str | None = None, options: SurveyOptions | None = None
) -> Survey:
    """A survey table, its columns looked at; nothing of it is believed yet."""
    asked = options or SurveyOptions()
    grid = grid_of(name, data, encoding, asked.sheet)
    if asked.sheet is None and len(grid.sheets) > 1:
        _refuse_several(name, grid, encoding, data)
    records = enumerate(grid.records(), 1)
    first = list(islice((row for row in records if says(row[1])), ROWS_OF_LAYOUT))
    _refuse_headless(name, first)
    layout = layout_of(first)
    if layout is None:
        raise FileFault(f"{name} holds no table; its first row names the columns.")
    layout = _renamed(name, layout, asked.renamed)
    return looked_at(Survey(name, hashlib.sha256(data).hexdigest(), grid, layout, asked))


def _refuse_headless(name: str, rows: Sequence[Record]) -> None:
    """Refuse what is wider than any spreadsheet, or has an answer where names should stand."""
    width = max((len(cells) for _, cells in rows), default=0)
    if width > _WIDEST:
        raise FileFault(f"{name} has {width:,} columns, too many for a survey.")
    for at, head in enumerate(rows[0][1] if rows else ()):
        below = [cells[at] for _, cells in rows[1:] if at < len(cells) and cells[at].strip()]
        if len(below) > 1 and all(ANSWERED.fullmatch(cell.strip()) for cell in (head, *below)):
            raise FileFault(
                f"{name}, row {rows[0][0]} has “{head.strip()[:40]}” where the name of a column "
                "should stand: put a row of names above the answers."
            )


_WIDEST = 16_384
"""The most columns of Excel and LibreOffice."""


def _refuse_several(name: str, grid: Grid, encoding: str | None, data: bytes) -> None:
    """Refuse to choose between sheets that each hold a table."""
    tables = [
        title
        for title in grid.sheets
        if sum(says(row) for row in islice(grid_of(name, data, encoding, title).records(), 9)) > 1
    ]
    if len(tables) > 1:
        raise FileFault(
            f"{name} has {len(tables)} sheets with tables: {quoted(tables)}; name one with --sheet."
        )


def _renamed(name: str, layout: Layout, renamed: Mapping[str, str]) -> Layout:
    for old in renamed:
        if old not in layout.columns:
            raise NameUnknown(f"In {name}: {unknown('column', old, list(layout.columns))}")
    columns = tuple(distinct([renamed.get(column, column) for column in layout.columns]))
    known = {renamed.get(column, column): role for column, role in layout.known.items()}
    submitted = renamed.get(layout.submitted, layout.submitted)
    return layout._replace(columns=columns, known=known, submitted=submitted)


def looked_at(survey: Survey) -> Survey:
    """The same with what its columns seem to be."""
    return replace(survey, proposals=_proposals(survey))


def _proposals(table: SurveyTable) -> tuple[Proposal, ...]:
    """What the columns seem to be, from the first rows."""
    profiles = [Profile() for _ in table.columns]
    answers = [table.answers[column] for column in table.columns]
    for row in islice(table.rows(), LOOKED_AT):
        for profile, cell, answered in zip(profiles, row.cells, answers, strict=True):
            profile.see(cell, answered)
    known = {**table.layout.known, **table.options.fields}
    by_program = table.layout.tool != "table"
    titles = table.layout.titles
    return proposals(table.columns, titles, profiles, known, by_program=by_program)


@dataclass(frozen=True)
class Survey(SurveyTable):
    """A survey table and what its columns seem to be."""

    proposals: tuple[Proposal, ...] = ()

    def planned(self, asked: Columns) -> Planned:
        """The survey with the part each column plays; NameUnknown for a column there is not.

        Columns of which nothing was said play what is proposed where `options.accept`, else none.
        """
        if asked == Columns() and not self.options.accept:
            raise FileFault(
                f"Say which columns of {self.name} hold answers in people's own words (--text), "
                "or take what is proposed (--preview shows it, --accept takes it); "
                f"there are: {', '.join(self.columns)}."
            )
        self._refuse_unknown(self.options.no_answers)
        columns = Columns(
            id=self._column(asked.id) if asked.id is not None else None,
            text=self._all(asked.text),
            attribute=self._all(asked.attribute),
            score=self._all(asked.score),
            ignore=self._all(asked.ignore),
            occasion=self._all(asked.occasion),
        )
        completed = self._completed(columns) if self.options.accept else columns
        return Planned(self, self._with_occasions(completed))

    def left_out(self) -> Iterator[str]:
        """Notes on rows that are left out, or might be, as those of who did not consent."""
        yield from super().left_out()
        filtered = {
            found[0] for one in self.options.only if (found := of_column(one, self.columns))
        }
        for one in self.proposals:
            if one.why == CONSENT and one.distinct > 1 and one.column not in filtered:
                yield self._consents(one.column)

    def _consents(self, column: str) -> str:
        at = self.columns.index(column)
        cells = Counter(row.cells[at].strip() for row in self.rows()).most_common(4)
        told = ", ".join(f"“{cell}” {times}" if cell else f"blank {times}" for cell, times in cells)
        like = next(cell for cell, _ in cells if cell)
        return f"“{column}”: {told}; all are taken (--only “{column}={like}” takes only those)."

    def _with_occasions(self, columns: Columns) -> Columns:
        """What tells apart several rows of a person, where the program that wrote them says."""
        known = [name for name, role in self.layout.known.items() if role == "occasion"]
        if columns.occasion or self.layout.known.get(columns.id or "") != "id":
            return columns
        kept = tuple(name for name in known if name not in columns.ignore)
        return Columns(**{**vars(columns), "occasion": kept})

    def _completed(self, asked: Columns) -> Columns:
        said = {asked.id, *asked.text, *asked.attribute, *asked.score}
        said |= {*asked.ignore, *asked.occasion}
        open_ = [one for one in self.proposals if one.column not in said]
        ids = [one.column for one in open_ if one.role == "id"]

        def of(role: str, given: tuple[str, ...]) -> tuple[str, ...]:
            return (*given, *(one.column for one in open_ if one.role == role))

        return Columns(
            id=asked.id or (ids[0] if ids else None),
            text=of("text", asked.text),
            attribute=of("attribute", asked.attribute),
            score=of("score", asked.score),
            ignore=(*of("ignore", asked.ignore), *of("personal", ())),
            occasion=of("occasion", asked.occasion),
        )

    def _refuse_unknown(self, no_answers: Iterable[str]) -> None:
        """Refuse `COLUMN=CELL` of a column there is not; it would be no answer to anything."""
        for said in no_answers:
            column = said.rpartition("=")[0].strip()
            if column and of_column(said, self.columns) is None:
                self._column(column)

    def _all(self, asked: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._column(column) for column in asked))

    def _column(self, asked: str) -> str:
        column = " ".join(asked.split())
        if column not in self.columns:
            raise NameUnknown(f"In {self.name}: {unknown('column', asked, list(self.columns))}")
        return column
