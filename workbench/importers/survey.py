"""Survey tables: a document for each open question, whose turns are the answers.

A blank, “n/a”, “-” or “.” is no answer and no turn. Attributes and scores are facts about the
respondent, who is a case named by the id column, or where there is none by the file and the
row's number: row 1 of another file is somebody else.

A table may have a million rows, so it is read as a stream, several times: to see what its
columns are, to check every row before anything is stored, and to hand its rows on.
"""

from __future__ import annotations

import hashlib
import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from workbench.errors import FileFault, NameUnknown
from workbench.importers.answers import Answers, is_error, score
from workbench.importers.damage import Finder, lost_zeros, repairing
from workbench.importers.decoding import storable
from workbench.importers.layouts import LOOKED_AT as ROWS_OF_LAYOUT
from workbench.importers.layouts import Layout, layout_of
from workbench.importers.pieces import stem
from workbench.importers.roles import LOOKED_AT, Profile, proposals
from workbench.importers.settings import Settings
from workbench.importers.table import Grid, distinct, fitted, grid_of, says
from workbench.importers.timed import timed
from workbench.shelf import unknown
from workbench.surveys import (
    Columns,
    Damage,
    Fact,
    Proposal,
    Response,
    SurveyOptions,
    SurveyPlan,
)
from workbench.terms import Draft, DraftAttribute, DraftDocument, DraftTurn
from workbench.words import plural


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
    layout = layout_of(list(islice((row for row in records if says(row[1])), ROWS_OF_LAYOUT)))
    if layout is None:
        raise FileFault(f"{name} holds no table; its first row names the columns.")
    layout = _renamed(name, layout, asked.renamed)
    found = Survey(name, hashlib.sha256(data).hexdigest(), grid, layout, asked)
    return found.looked_at()


def _refuse_several(name: str, grid: Grid, encoding: str | None, data: bytes) -> None:
    """Refuse to choose between sheets that each hold a table."""
    tables = [
        title
        for title in grid.sheets
        if sum(says(row) for row in islice(grid_of(name, data, encoding, title).records(), 9)) > 1
    ]
    if len(tables) > 1:
        raise FileFault(
            f"{name} has {len(tables)} sheets with tables: {_quoted(tables)}; name one with "
            "--sheet."
        )


def _renamed(name: str, layout: Layout, renamed: Mapping[str, str]) -> Layout:
    for old in renamed:
        if old not in layout.columns:
            raise NameUnknown(f"In {name}: {unknown('column', old, list(layout.columns))}")
    columns = tuple(distinct([renamed.get(column, column) for column in layout.columns]))
    known = {renamed.get(column, column): role for column, role in layout.known.items()}
    return layout._replace(columns=columns, known=known)


class Row(NamedTuple):
    """A respondent's row."""

    number: int
    """As a spreadsheet counts: the first row is row 1, blank rows count."""
    cells: Sequence[str]


@dataclass(frozen=True)
class Survey:
    """A survey table and what its columns seem to be."""

    name: str
    sha256: str
    grid: Grid
    layout: Layout
    options: SurveyOptions
    proposals: tuple[Proposal, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, each name used once."""
        return self.layout.columns

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of the file itself."""
        return (*self.grid.notes, *self.layout.notes)

    @property
    def answers(self) -> Answers:
        """What counts as an answer."""
        return Answers(self.options.no_answers, self.options.answers)

    def rows(self) -> Iterator[Row]:
        """All rows of respondents, as long as the header, mended where that was asked for.

        Rows that the makers of the survey wrote while testing it are left out.
        """
        mend = repairing(self.options.repairs) if self.options.repairs else None
        dropped = self._dropped()
        width = len(self.columns)
        for number, record in enumerate(self.grid.records(), 1):
            if number < self.layout.first or not says(record):
                continue
            cells = fitted(self.name, number, record, width)
            if dropped is None or not dropped(cells):
                yield Row(number, [mend(cell) for cell in cells] if mend else cells)

    def _dropped(self) -> Callable[[Sequence[str]], bool] | None:
        """Whether a row is left out; None where none is."""
        tests = []
        if not self.options.previews:
            tests += self._places("Status", _PREVIEW) if "Qualtrics" in self.layout.tool else []
        if self.options.finished:
            tests += self._unfinished()
        if not tests:
            return None
        return lambda cells: any(pattern.fullmatch(cells[at].strip()) for at, pattern in tests)

    def _unfinished(self) -> list[tuple[int, re.Pattern[str]]]:
        for column, pattern in _UNFINISHED.items():
            if places := self._places(column, pattern):
                return places
        return []

    def _places(self, column: str, pattern: re.Pattern[str]) -> list[tuple[int, re.Pattern[str]]]:
        folded = [name.casefold() for name in self.columns]
        return [(folded.index(column.casefold()), pattern)] if column.casefold() in folded else []

    def left_out(self) -> Iterator[str]:
        """Notes on rows that are left out, or might be."""
        everything = Survey(
            self.name, self.sha256, self.grid, self.layout, SurveyOptions(previews=True)
        )
        previews = self._places("Status", _PREVIEW) if "Qualtrics" in self.layout.tool else []
        unfinished = self._unfinished()
        seen, early = 0, 0
        for _, cells in everything.rows() if previews or unfinished else ():
            seen += _any(previews, cells)
            early += _any(unfinished, cells)
        if seen and not self.options.previews:
            yield f"{_rows(seen)} of previews, tests or spam left out (--previews keeps them)."
        if early:
            fate = "left out" if self.options.finished else "kept (--finished leaves them out)"
            yield f"{_rows(early)} of people who did not finish {fate}."

    def looked_at(self) -> Survey:
        """The same with proposals, from its first rows."""
        profiles = [Profile() for _ in self.columns]
        answers = self.answers
        for row in islice(self.rows(), LOOKED_AT):
            for profile, cell in zip(profiles, row.cells, strict=True):
                profile.see(cell, answers)
        known = {**self.layout.known, **self.options.fields}
        by_program = self.layout.tool != "table"
        found = proposals(self.columns, self.layout.titles, profiles, known, by_program=by_program)
        return Survey(self.name, self.sha256, self.grid, self.layout, self.options, found)

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

    def _all(self, asked: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._column(column) for column in asked))

    def _column(self, asked: str) -> str:
        column = " ".join(asked.split())
        if column not in self.columns:
            raise NameUnknown(f"In {self.name}: {unknown('column', asked, list(self.columns))}")
        return column


_PREVIEW = re.compile(
    r"1|2|8|9|12|.*(preview|vorschau|aperçu|vista previa|voorbeeld|anteprima).*|survey test|spam",
    re.IGNORECASE,
)
_NO = re.compile(r"0|false|falsch|faux|falso|onwaar|nein|no|non", re.IGNORECASE)
_BLANK = re.compile("")
_UNFINISHED = {
    "Finished": _NO,
    "Date submitted": _BLANK,
    "submitdate": _BLANK,
    "Datum Abgeschickt": _BLANK,
    "Date de soumission": _BLANK,
    "Fecha de envío": _BLANK,
    "Datum verzonden": _BLANK,
    "Data di invio": _BLANK,
    "End Date": _BLANK,
}


def _any(tests: Sequence[tuple[int, re.Pattern[str]]], cells: Sequence[str]) -> bool:
    return any(pattern.fullmatch(cells[at].strip()) for at, pattern in tests)


def _rows(count: int) -> str:
    return plural(count, "row")


# ------------------------------------------------------------------ every row, checked


@dataclass
class Counts:
    """What all rows of a survey hold."""

    rows: int = 0
    respondents: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    """For each column that is used, how many rows have an answer."""
    nothing: dict[str, Counter[str]] = field(default_factory=dict)
    """For each of them, the cells that are no answer; `` is blank."""
    damage: tuple[Damage, ...] = ()

    def see(self, column: str, cell: str, *, answered: bool) -> None:
        """Count a cell."""
        if answered:
            self.answered[column] += 1
        elif len(self.nothing[column]) < _KINDS_OF_NOTHING:
            self.nothing[column][cell.strip()[:40]] += 1


@dataclass(frozen=True)
class Planned:
    """A survey with the part each column plays."""

    survey: Survey
    columns: Columns

    @property
    def plan(self) -> SurveyPlan:
        """What is to be remembered of it."""
        return SurveyPlan(
            stem(self.survey.name), self.survey.columns, self.columns, self.survey.options
        )

    def used(self) -> tuple[str, ...]:
        """The columns whose cells are kept, the id apart."""
        return tuple(
            dict.fromkeys((*self.columns.text, *self.columns.attribute, *self.columns.score))
        )

    def checked(self) -> Counts:
        """Look at every row; FileFault for the first that cannot be taken as it is."""
        counts, finders = Counts(), self._finders()
        places, answers = self._places(self.used()), self.survey.answers
        scores = frozenset(self.columns.score)
        keys, identify = array("q"), self._identify()
        counts.nothing = {name: Counter() for name in places}
        for row in self.survey.rows():
            counts.rows += 1
            keys.append(hash(identify(row)))
            for column, at in places.items():
                cell = row.cells[at]
                answered = answers.has(cell)
                counts.see(column, cell, answered=answered)
                if cell and not cell.isspace():
                    finders[column].see(cell)
                if answered and column in scores:
                    self._score(column, row.number, cell)
                _refuse_unstorable(self.survey.name, row.number, cell)
        counts.respondents = self._respondents(keys)
        counts.damage = tuple(self._damage(finders))
        return counts

    def _finders(self) -> dict[str, Finder]:
        return {column: Finder(column) for column in self.used()}

    def _damage(self, finders: Mapping[str, Finder]) -> Iterator[Damage]:
        for finder in finders.values():
            yield from finder.damage()
        if self.columns.id is not None:
            at = self.survey.columns.index(self.columns.id)
            ids, finder = [], Finder(self.columns.id)
            for row in islice(self.survey.rows(), LOOKED_AT):
                ids.append(row.cells[at].strip())
                finder.see(row.cells[at])
            yield from (one for one in finder.damage() if one.repair is None)
            if lost := lost_zeros(self.columns.id, ids):
                yield lost

    def _respondents(self, keys: array[int]) -> int:
        """How many people; FileFault where two rows are of the same person and occasion."""
        # A million hashes are 8 MB in an array and a hundred in a set.
        import numpy as np

        found = np.unique(np.frombuffer(keys, dtype=np.int64)) if keys else np.zeros(0)
        if self.columns.id is None:
            return len(keys)
        if len(found) < len(keys):
            self._refuse_repeated()
        return len(set(self._people())) if self.columns.occasion else len(keys)

    def _people(self) -> Iterator[str]:
        return (row.cells[self._id_at].strip().casefold() for row in self.survey.rows())

    def _refuse_repeated(self) -> None:
        seen: dict[object, int] = {}
        identify, name = self._identify(), self.survey.name
        for row in self.survey.rows():
            who = identify(row)
            if who in seen:
                case, occasion = self._case(row), self._occasion(row)
                when = f" on “{occasion}”" if occasion else ""
                raise FileFault(
                    f"{name}: the id “{case}” stands in rows {seen[who]} and {row.number}{when}; "
                    "each respondent has one row, or a column that tells the rows apart "
                    "(--occasion)."
                )
            seen[who] = row.number

    # -------------------------------------------------------------- row by row

    def responses(self) -> Iterator[Response]:
        """What every row says, in order."""
        texts = [self.survey.columns.index(column) for column in self.columns.text]
        answers, identify = self.survey.answers, self.columns.id is not None
        facts = self._facts()
        for n, row in enumerate(self.survey.rows(), 1):
            said = (row.cells[at] for at in texts)
            occasion = self._occasion(row)
            yield Response(
                n,
                self._case(row) if identify else "",
                occasion,
                tuple(cell.strip() if answers.has(cell) else "" for cell in said),
                facts(row, occasion),
                _hash(row.cells),
            )

    def _facts(self) -> Callable[[Row, str], tuple[Fact, ...]]:
        """What makes the facts of a row; times are told from names such as `worry_pre`."""
        answers, own = self.survey.answers, self.survey.options.time
        attributes, scores = self._places(self.columns.attribute), self._places(self.columns.score)
        named = timed(self.columns.score)
        varying = self._varying() if self.columns.occasion else frozenset()

        def of(row: Row, occasion: str) -> tuple[Fact, ...]:
            found = []
            for column, at in attributes.items():
                if answers.has(cell := row.cells[at]):
                    when = occasion if column in varying else ""
                    found.append(Fact(column, cell.strip(), _times(own, when)))
            for column, at in scores.items():
                if answers.has(cell := row.cells[at]):
                    name, when = named.get(column, (column, ""))
                    number = self._score(column, row.number, cell)
                    found.append(Fact(name, number, _times(own, occasion, when)))
            return tuple(found)

        return of

    def _varying(self) -> frozenset[str]:
        """Attributes of which one person has several values, on different occasions."""
        told: dict[tuple[str, str], str] = {}
        varying, answers = set(), self.survey.answers
        places = self._places(self.columns.attribute)
        for row in self.survey.rows():
            case = self._case(row).casefold()
            for column, at in places.items():
                cell = row.cells[at].strip()
                if answers.has(cell) and told.setdefault((case, column), cell) != cell:
                    varying.add(column)
        return frozenset(varying)

    def _places(self, columns: Iterable[str]) -> dict[str, int]:
        return {column: self.survey.columns.index(column) for column in columns}

    def _identify(self) -> Callable[[Row], object]:
        if self.columns.id is None:
            return lambda row: row.number
        return lambda row: (self._case(row).casefold(), self._occasion(row).casefold())

    def _case(self, row: Row) -> str:
        column = self.columns.id or ""
        case = row.cells[self._id_at].strip()
        if not case or is_error(case):
            raise FileFault(
                f"{self.survey.name}, row {row.number} has no id in column “{column}”; give it one."
            )
        return case

    def _occasion(self, row: Row) -> str:
        if not self.columns.occasion:
            return ""
        cells = (row.cells[at].strip() for at in self._occasions_at)
        return " ".join(cell for cell in cells if cell)

    @cached_property
    def _id_at(self) -> int:
        return self.survey.columns.index(self.columns.id or "")

    @cached_property
    def _occasions_at(self) -> tuple[int, ...]:
        return tuple(self._places(self.columns.occasion).values())

    def _score(self, column: str, number: int, cell: str) -> float:
        found = score(cell)
        where = f"{self.survey.name}, row {number}, column “{column}”: “{cell[:40]}"
        if found is None:
            raise FileFault(
                f"{where}” is not a number; correct it, or import the column as an attribute."
            )
        if not math.isfinite(found):
            raise FileFault(
                f"{where}…” is too large a number; correct it, or import the column as an "
                "attribute."
            )
        least, greatest = self.survey.options.ranges.get(column, (-math.inf, math.inf))
        if not least <= found <= greatest:
            raise FileFault(
                f"{where}” lies outside {least:g} to {greatest:g}; correct it, or give another "
                "--range."
            )
        return found

    # -------------------------------------------------------------- as a draft

    def draft(self) -> Draft:
        """All of it at once, for a table that is not large."""
        counts = self.checked()
        responses = tuple(self.responses())
        documents = [one for one in self._documents(responses) if one.turns]
        if not documents and not any(response.facts for response in responses):
            raise FileFault(f"{self.survey.name} has no answers in {_quoted(self.used())}.")
        return Draft(
            source=self.survey.name,
            source_sha256=self.survey.sha256,
            importer="survey",
            documents=tuple(documents),
            attributes=tuple(self._attributes(responses)),
            notes=(*self.survey.notes, *self.told(counts)),
            plan=self.plan,
            responses=responses,
        )

    def case_of(self, response: Response) -> str:
        """The case's name, as long as the study does not know better."""
        return response.case or f"{stem(self.survey.name)} {response.n}"

    def _documents(self, responses: Sequence[Response]) -> Iterator[DraftDocument]:
        for at, column in enumerate(self.columns.text):
            said = ((self.case_of(r), r.occasion, r.answers[at]) for r in responses)
            yield document_of(f"{stem(self.survey.name)}/{column}", column, said)

    def _attributes(self, responses: Sequence[Response]) -> Iterator[DraftAttribute]:
        """Column by column, as they stand in the table."""
        facts = [(self.case_of(r), fact) for r in responses for fact in r.facts]
        order = {name: at for at, name in enumerate(dict.fromkeys(f.name for _, f in facts))}
        places = {name: at for at, name in enumerate(self.used())}
        for case, fact in sorted(
            facts, key=lambda one: places.get(one[1].name, len(places) + order[one[1].name])
        ):
            yield DraftAttribute(case, fact.name, fact.value, "", fact.time)

    def told(self, counts: Counts) -> Iterator[str]:
        """What the person importing should know."""
        first = f"{stem(self.survey.name)} 1"
        if self.columns.id is None:
            yield f"No id column was named: the cases are the rows, from “{first}” on."
        if self.columns.occasion:
            by = _quoted(self.columns.occasion)
            people = f"{counts.respondents:,} people"
            yield f"{_rows(counts.rows)} of {people}; {by} tells their rows apart."
        for column in self.columns.text:
            answers = plural(counts.answered[column], "answer")
            yield f"“{column}”: {answers} in {_rows(counts.rows)}."
        yield from self.survey.left_out()
        for column, nothing in counts.nothing.items():
            errors = {cell: times for cell, times in nothing.items() if is_error(cell)}
            if errors:
                shown = ", ".join(f"{error} ({times})" for error, times in errors.items())
                yield f"“{column}”: cells with a spreadsheet's error are no answers: {shown}."
        yield from (damage_note(one, self.survey.options.repairs) for one in counts.damage)


_KINDS_OF_NOTHING = 50


def _hash(cells: Sequence[str]) -> int:
    digest = hashlib.blake2b("\x1f".join(cells).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _times(*times: str) -> str:
    return " ".join(time for time in times if time)


def _refuse_unstorable(name: str, number: int, cell: str) -> None:
    if not cell.isascii():
        storable(f"{name}, row {number}", cell)


def document_of(name: str, question: str, said: Iterable[tuple[str, str, str]]) -> DraftDocument:
    """The answers to a question as a document; `said` gives case, occasion and answer."""
    words: list[str] = []
    turns: list[DraftTurn] = []
    start = 0
    # One pass and no list in between: there may be very many.
    for case, occasion, answer in said:
        if answer:
            words.append(answer)
            stop = start + len(answer)
            turns.append(DraftTurn(start, stop, case=case, phase=occasion or None))
            start = stop + 1
    return DraftDocument(name, "\n".join(words), tuple(turns), question)


def damage_note(damage: Damage, repairs: Sequence[str] = ()) -> str:
    """A sentence on damage, with examples and what would mend it."""
    shown = ", ".join(f"“{example}”" for example in damage.examples)
    cells = plural(damage.cells, "cell")
    mend = f" --repair {damage.repair} mends it." if damage.repair else ""
    unmended = damage.repair not in repairs
    return f"“{damage.column}”: {damage.kind} ({cells}, such as {shown}).{mend if unmended else ''}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
