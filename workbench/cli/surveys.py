"""Surveys on the command line: what is said of their columns, shown of them, and stored."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import say, show_json, show_rows
from workbench.errors import NotAsked, Stopped, WorkbenchError
from workbench.surveys import PART, Columns, SurveyOptions, WhoseIds
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.drafts import Draft
    from workbench.importers.survey import Survey
    from workbench.importers.survey_counts import Counts
    from workbench.importers.survey_planned import Planned
    from workbench.steps.instruments import Instrument
    from workbench.steps.surveys.columns import Looked
    from workbench.steps.surveys.rows import Imported
    from workbench.store import Store
    from workbench.terms import Viewer


_COLUMNS = (
    ("text", "an open question"),
    ("attribute", "a fact about the person"),
    ("score", "a number about the person"),
    ("ignore", "nothing of use, whatever it seems to be"),
    ("occasion", "which of several rows of a person this is: an event, an instance"),
)
"""What a column may be said to be."""
_CELLS = (
    ("range", "COL=LEAST..GREATEST", "what a score may be, such as q7=1..5"),
    (
        "no-answer",
        "CELL",
        "a cell that is no answer, beside n/a, -, -99 and the like; COL=CELL: in one column",
    ),
    ("answer", "CELL", "a cell that is an answer, although it usually is none"),
    (
        "only",
        "COL=CELL",
        "take only rows with this cell, such as consent=yes; of one column any of several",
    ),
    ("repair", "WHAT", "mend damage: mojibake, ranges, codes"),
    ("rename", "OLD=NEW", "a column that is to go by another name"),
    ("instrument", "FILE", "score an instrument (YAML) from its items"),
)
"""What may be said of cells and names, each as often as wanted."""


def survey_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be said of tables."""
    table = parser.add_argument_group("tables (surveys)", "columns by their names in the header")
    table.add_argument("--id", metavar="COL", help="who answered")
    columns = ((name, "COL", said) for name, said in _COLUMNS)
    for name, metavar, said in (*columns, *_CELLS):
        table.add_argument(f"--{name}", metavar=metavar, action="append", default=[], help=said)
    table.add_argument("--accept", action="store_true", help="take what is proposed for the rest")
    table.add_argument("--sheet", metavar="NAME", help="of a workbook")
    table.add_argument("--time", default="", help="when these were asked, such as pre or post")
    table.add_argument(
        "--own-ids",
        action="store_true",
        help="the ids are this survey's own, its people others than those of the same ids; "
        "--same: they are the same people",
    )
    table.add_argument("--survey", metavar="NAME", help="the survey that this is an export of")
    table.add_argument("--dictionary", metavar="FILE", type=Path, help="REDCap's data dictionary")
    table.add_argument(
        "--previews", action="store_true", help="keep rows made while testing (Qualtrics)"
    )
    table.add_argument(
        "--finished", action="store_true", help="leave out people who did not come to the end"
    )


def tables(options: argparse.Namespace) -> tuple[Tables, list[Path]]:
    """The surveys among the files, and the other files."""
    from workbench.importers import importer_for
    from workbench.importers.reading import read_bytes
    from workbench.importers.survey import open_survey

    asked, said = _columns(options), _options(options)
    surveys, others = [], []
    for path in options.files:
        data = read_bytes(path)
        if (options.importer or importer_for(path, asked, data, options.sheet)) == "survey":
            surveys.append(open_survey(path.name, data, options.encoding, said))
        else:
            others.append(path)
    return Tables(surveys, asked, options), others


def columns(options: argparse.Namespace) -> Columns | None:
    """What is said of a table's columns; None: nothing."""
    said = _columns(options)
    return said if said != Columns() else None


def _columns(options: argparse.Namespace) -> Columns:
    return Columns(
        options.id,
        tuple(options.text),
        tuple(options.attribute),
        tuple(options.score),
        tuple(options.ignore),
        tuple(options.occasion),
    )


def _options(options: argparse.Namespace) -> SurveyOptions:
    from workbench.importers.dictionary import fields_of

    return SurveyOptions(
        accept=options.accept,
        ranges=dict(_range(text) for text in options.range),
        no_answers=tuple(options.no_answer),
        answers=tuple(options.answer),
        repairs=tuple(options.repair),
        renamed=dict(_pair(text, "OLD=NEW") for text in options.rename),
        sheet=options.sheet,
        time=options.time,
        previews=options.previews,
        finished=options.finished,
        fields=fields_of(options.dictionary) if options.dictionary else {},
        ids=_whose(options),
        survey=options.survey,
        only=tuple(options.only),
    )


def _whose(options: argparse.Namespace) -> WhoseIds:
    """What was said of ids; `--same` without a name is of tables, too."""
    if options.own_ids and "" in options.same:
        raise NotAsked("Say --same or --own-ids, not both: whose the ids of a table are.")
    if options.own_ids:
        return "own"
    return "same" if "" in options.same else ""


def _pair(text: str, like: str) -> tuple[str, str]:
    left, _, right = text.rpartition("=")
    if not left.strip() or not right.strip():
        raise NotAsked(f"“{text}” is not understood; write {like}.")
    return " ".join(left.split()), " ".join(right.split())


def _range(text: str) -> tuple[str, tuple[float, float]]:
    column, span = _pair(text, "COL=LEAST..GREATEST, such as q7=1..5")
    least, _, greatest = span.partition("..")
    try:
        found = (float(least), float(greatest))
    except ValueError as fault:
        raise NotAsked(f"“{text}” is no range; write COL=LEAST..GREATEST, as q7=1..5.") from fault
    if not found[0] < found[1]:
        raise NotAsked(f"“{text}” is no range; the lesser number comes first.")
    return column, found


class Tables:
    """The surveys of one command, from looking to storing."""

    def __init__(
        self, surveys: Sequence[Survey], asked: Columns, options: argparse.Namespace
    ) -> None:
        self._surveys, self._asked, self._options = surveys, asked, options
        self._instruments = list(_instruments(options.instrument))
        items = {name for one in self._instruments for name in one.columns()}
        self._looked = _looked(surveys, asked, items, options.study)
        self._counts: dict[int, Counts] = {}
        self.notes: list[str] = [note for one in self._looked if one for note in one.notes]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._surveys)

    # -------------------------------------------------------------- what was found

    def refused(self) -> bool:
        """Show what is proposed where nobody said what columns are; whether that was so."""
        unknown = [
            survey
            for survey, looked in zip(self._surveys, self._looked, strict=True)
            if looked is None
        ]
        for survey in unknown:
            self._propose(survey)
            say(
                f"Nothing is imported yet, because nobody said what the columns of {survey.name} "
                "are: take what is proposed with --accept, or name columns (--id, --text, "
                "--attribute, --score, --ignore)."
            )
        return bool(unknown)

    def _propose(self, survey: Survey) -> None:
        if self._options.json:
            show_json([self._value(survey, None)])
        else:
            _show_proposals(survey)

    def found(self) -> list[dict[str, Any]]:
        """What a preview tells programs."""
        return [
            self._value(survey, looked)
            for survey, looked in zip(self._surveys, self._looked, strict=True)
        ]

    def _value(self, survey: Survey, looked: Looked | None) -> dict[str, Any]:
        planned = looked.planned if looked else _as_proposed(survey)
        counts, why = self._counted(planned)
        roles = _roles_of(planned.columns)
        return {
            "survey": survey.name,
            "importer": "survey",
            "tool": survey.layout.tool,
            "rows": counts.rows,
            "respondents": counts.respondents,
            "sheets": list(survey.grid.sheets),
            "accepted": looked is not None,
            "columns": [
                {
                    **one._asdict(),
                    "role": roles.get(one.column, "ignore" if looked else one.role),
                    "proposed": one.role,
                    "answered": counts.answered.get(one.column, one.answered),
                    "no_answer": dict(counts.nothing.get(one.column, {})),
                }
                for one in survey.proposals
            ],
            "damage": [one._asdict() for one in counts.damage],
            "notes": [*survey.notes, *(looked.notes if looked else ()), *planned.told(counts)],
            "refused": why,
        }

    def show(self) -> None:
        """What a preview shows people."""
        for survey, looked in zip(self._surveys, self._looked, strict=True):
            planned = looked.planned if looked else _as_proposed(survey)
            counts, why = self._counted(planned)
            rows = plural(counts.rows, "row")
            say(f"{survey.name}: {rows}, read as a survey ({survey.layout.tool})")
            _show_proposals(survey, _roles_of(planned.columns) if looked else None)
            for note in (*survey.notes, *(looked.notes if looked else ()), *planned.told(counts)):
                say(note)
            for line in _no_answers(counts.nothing):
                say(line)
            if why:
                say(f"As it is, it would be refused: {why}")
            if not looked:
                say("--accept takes what is proposed; --id, --text, --ignore … change it.")

    def _counted(self, planned: Planned) -> tuple[Counts, str | None]:
        """The counts of a table, and why it would be refused."""
        from workbench.importers.survey_counts import Counts

        try:
            counts = planned.checked()
        except WorkbenchError as fault:
            return Counts(), str(fault)
        return counts, self._refused(planned)

    def _refused(self, planned: Planned) -> str | None:
        """Why the study would not take a table that is sound; None: it would."""
        from workbench.steps.surveys.ids import doubt
        from workbench.steps.surveys.source import source_of
        from workbench.store import open_study

        if not self._options.study.exists():
            return None
        try:
            with open_study(self._options.study) as store, store.reading() as reader:
                return doubt(reader, source_of(planned)) or None
        except WorkbenchError as fault:
            return str(fault)

    # -------------------------------------------------------------- storing

    def drafts(self) -> list[Draft]:
        """The tables that are stored in one piece, together with all else."""
        return [looked.planned.draft() for _, looked in self._of_size(large=False)]

    def store(self, store: Store, who: Viewer) -> Iterator[Imported]:
        """Store the large tables part by part."""
        for at, looked in self._of_size(large=True):
            yield from self._store_large(store, who, looked, self._counts[at].rows)

    def _store_large(
        self, store: Store, who: Viewer, looked: Looked, rows: int
    ) -> Iterator[Imported]:
        from workbench.steps.surveys.source import source_of
        from workbench.steps.surveys.surveying import import_survey, told

        name, done, finished = looked.planned.survey.name, None, 0
        try:
            for done in import_survey(store, who, source_of(looked.planned), rows, PART):
                finished = done.done
        except (KeyboardInterrupt, Stopped, WorkbenchError):
            if finished:
                there = f"rows 1 to {finished:,} of {rows:,}"
                say(f"{name} is imported in part: {there} are in the study, each of them whole.")
                say("The same command goes on from there.")
            else:
                say(f"Nothing of {name} is in the study yet.")
            raise
        if done:
            self.notes += told(done)
            yield from done.documents

    def _of_size(self, *, large: bool) -> Iterator[tuple[int, Looked]]:
        for at, looked in enumerate(self._looked):
            if looked is None:
                continue
            if at not in self._counts:
                self._counts[at] = _rows_counted(looked, self.notes)
            if (self._counts[at].rows > PART) == large:
                yield at, looked

    def score(self, store: Store, who: Viewer) -> list[str]:
        """Score the instruments that were named; a sentence for each."""
        from workbench.steps.instruments import score_cases

        time = self._options.time
        return [
            note for one in self._instruments for note in score_cases(store, who, one, time).told()
        ]


def _instruments(paths: Sequence[str]) -> Iterator[Instrument]:
    from workbench.steps.instruments import load_instrument

    return (load_instrument(Path(path)) for path in paths)


def _looked(
    surveys: Sequence[Survey], asked: Columns, items: Collection[str], study: Path
) -> list[Looked | None]:
    from workbench.steps.surveys.columns import look
    from workbench.store import open_study

    if not surveys or not study.exists():
        return [look(None, survey, asked, items) for survey in surveys]
    with open_study(study) as store, store.reading() as reader:
        return [look(reader, survey, asked, items) for survey in surveys]


def _as_proposed(survey: Survey) -> Planned:
    return replace(survey, options=replace(survey.options, accept=True)).planned(Columns())


def _rows_counted(looked: Looked, notes: list[str]) -> Counts:
    """The counts of a table; those of a large one are told, of a small one its draft tells."""
    rows = sum(1 for _ in islice(looked.planned.survey.rows(), PART + 1))
    if rows <= PART:
        from workbench.importers.survey_counts import Counts

        return Counts(rows=rows)
    counts = looked.planned.checked()
    notes += [*looked.planned.survey.notes, *looked.planned.told(counts)]
    return counts


def _roles_of(columns: Columns) -> Mapping[str, str]:
    found = {name: "id" for name in (columns.id,) if name}
    for role in ("text", "attribute", "score", "ignore", "occasion"):
        found |= dict.fromkeys(getattr(columns, role), role)
    return found


def _show_proposals(survey: Survey, roles: Mapping[str, str] | None = None) -> None:
    from workbench.steps.surveys.columns import proposal_rows

    heads = ("column", "role", "why", "answers", "different", "range", "example")
    rows = []
    for column, role, why, *rest in proposal_rows(survey.proposals):
        name, shown = str(column), str(role)
        taken = shown if roles is None else roles.get(name, "ignore")
        if taken != shown and not (taken == "ignore" and shown == "personal"):
            shown, why = taken, "as was said"
        rows.append((_short(name), shown, why, *rest[:-1], _short(str(rest[-1]))))
    show_rows(heads, rows)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 48 else f"{line[:47]}…"


def _no_answers(nothing: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Sentences on cells that are no answer, blank ones apart."""
    for column, cells in nothing.items():
        said = ", ".join(f"“{cell}” {times}" for cell, times in cells.items() if cell)
        if said:
            yield f"“{_short(column)}”: no answers are {said} (--answer keeps one)."
