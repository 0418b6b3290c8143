"""A table of answers that was read and is looked at, before it is believed: what its columns are.

Nothing here is stored before `store_answers`. Whatever is said of columns gives a new value; the
file is read again only when it is to be read in another way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from workbench.errors import NotAsked, WorkbenchError
from workbench.importers.answers import folded
from workbench.importers.pieces import stem
from workbench.importers.reading import file_name, read_bytes
from workbench.importers.survey import Survey, looked_at, open_survey
from workbench.importers.survey_counts import Counts
from workbench.importers.survey_planned import Planned
from workbench.steps.importing import Stored, store_drafts
from workbench.steps.instruments import Instrument, load_instrument, score_cases
from workbench.steps.reading import Reading
from workbench.steps.surveys.columns import look
from workbench.steps.surveys.ids import doubt
from workbench.steps.surveys.rows import Surveyed
from workbench.steps.surveys.source import source_of
from workbench.steps.surveys.surveying import import_survey, told
from workbench.store import Store
from workbench.surveys import PART, ColumnRole, Columns, SurveyOptions, WhoseIds
from workbench.terms import Viewer


class Column(NamedTuple):
    """A column of a table of answers, as it is meant."""

    name: str
    role: ColumnRole
    why: str
    answered: int
    nothing: int
    """Cells that say something, such as “n/a”, and are no answer."""
    distinct: int
    span: str
    """Of a score: from least to greatest."""
    example: str


@dataclass(frozen=True)
class Answers:
    """A table of answers as it was read, and what was said of its columns."""

    reading: Reading
    survey: Survey
    roles: Mapping[str, ColumnRole]
    """What each column is, by its name."""
    template: str = ""
    """The survey in the study by which the columns were first taken; empty: none."""
    template_roles: Mapping[str, ColumnRole] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    refused: str = ""
    """Why the table would be refused as it is; empty: it would not."""
    instruments: tuple[Instrument, ...] = ()
    """Those that are scored once the table is stored."""
    doubt: str = ""
    """Why the study would refuse the table for its ids; empty: it would not."""

    @property
    def columns(self) -> Columns:
        """The columns by their roles."""
        by = {role: tuple(_of_role(self.roles, role)) for role in (*_USED, "ignore", "personal")}
        ids = _of_role(self.roles, "id")
        return Columns(
            next(iter(ids), None),
            by["text"],
            by["attribute"],
            by["score"],
            (*by["ignore"], *by["personal"]),
            by["occasion"],
        )

    def planned(self) -> Planned:
        """The table with these columns; NotAsked where none is of use."""
        if not any(role in ("text", "attribute", "score") for role in self.roles.values()):
            raise NotAsked("No column is of use yet; mark one as answers, a fact or a score.")
        return self.survey.planned(self.columns)


_USED = ("text", "attribute", "score", "occasion")


def _of_role(roles: Mapping[str, ColumnRole], wanted: str) -> list[str]:
    return [name for name, role in roles.items() if role == wanted]


def read_answers(store: Store, reading: Reading) -> Answers:
    """Read a table of answers; an earlier export of the same instrument says what columns are."""
    data = read_bytes(reading.path)
    options = SurveyOptions(sheet=reading.sheet)
    survey = open_survey(file_name(reading.path), data, reading.encoding, options)
    proposed = {one.column: one.role for one in survey.proposals}
    ids = _of_role(proposed, "id")
    proposed |= dict.fromkeys(ids[1:], "attribute")
    found = Answers(reading, survey, proposed, notes=survey.notes)
    return doubted(store, counted(_by_template(store, found)))


def _by_template(store: Store, found: Answers) -> Answers:
    try:
        with store.reading() as reader:
            looked = look(reader, found.survey, Columns())
    except NotAsked as fault:
        return replace(found, notes=(*found.notes, str(fault)))
    if looked is None:
        return found
    roles = _roles_of(looked.planned.columns, looked.survey)
    return replace(
        found,
        survey=looked.survey,
        roles=roles,
        template=looked.template,
        template_roles=roles,
        notes=(*found.notes, *looked.notes),
    )


def _roles_of(columns: Columns, survey: Survey) -> dict[str, ColumnRole]:
    """The role of every column; one of which nothing was said is not of use."""
    personal = {one.column for one in survey.proposals if one.role == "personal"}
    said: dict[str, ColumnRole] = {columns.id: "id"} if columns.id else {}
    given: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = (
        ("text", columns.text),
        ("attribute", columns.attribute),
        ("score", columns.score),
        ("occasion", columns.occasion),
    )
    for role, names in given:
        said |= dict.fromkeys(names, role)
    return {
        name: said.get(name, "personal" if name in personal else "ignore")
        for name in survey.columns
    }


def with_column(answers: Answers, name: str, role: ColumnRole) -> Answers:
    """A column in another role; where it is who answered, the column that was it is a fact."""
    roles = dict(answers.roles)
    if role == "id":
        roles |= dict.fromkeys(_of_role(roles, "id"), "attribute")
    return counted(replace(answers, roles={**roles, name: role}))


def with_range(answers: Answers, name: str, least: float, greatest: float) -> Answers:
    """The least and the greatest number that a score may be; NotAsked for another column."""
    if answers.roles[name] != "score":
        raise NotAsked(f"“{name}” is no score; s makes it one.")
    if least > greatest:
        raise NotAsked(f"{least:g} is more than {greatest:g}; give the least number first.")
    ranges = {**answers.survey.options.ranges, name: (least, greatest)}
    return counted(_with_options(answers, replace(answers.survey.options, ranges=ranges)))


def with_ids(answers: Answers) -> Answers:
    """Whose the ids are: the same people's, then the survey's own, then nothing is said again."""
    if answers.columns.id is None:
        raise NotAsked("No column says who answered; i makes one that.")
    after: dict[WhoseIds, WhoseIds] = {"": "same", "same": "own", "own": ""}
    options = answers.survey.options
    return _with_options(answers, replace(options, ids=after[options.ids]))


def whose_ids(answers: Answers) -> str:
    """A sentence on whose the ids are; empty where nobody said."""
    survey, column = answers.survey, answers.columns.id
    first = (
        next((row.cells[survey.columns.index(column)] for row in survey.rows()), "")
        if column
        else ""
    )
    said = {
        "": "",
        "same": "Ids that the study knows are those of the same people.",
        "own": f"The ids are this survey's own: “{first}” is called “{stem(survey.name)} {first}”.",
    }
    return said[survey.options.ids]


def doubted(store: Store, answers: Answers) -> Answers:
    """The same with what the study would refuse of its ids."""
    if answers.refused:
        return replace(answers, doubt="")
    try:
        with store.reading() as reader:
            return replace(answers, doubt=doubt(reader, source_of(answers.planned())))
    except WorkbenchError as fault:
        return replace(answers, doubt=str(fault))


def with_no_answer(answers: Answers, name: str, cell: str) -> Answers:
    """A cell that is no answer in this column; said again of it, it is one.

    A cell that usually is none, such as “n/a”, is one from then on, in all columns.
    """
    bare, options = cell.strip(), answers.survey.options
    if not bare:
        raise NotAsked("A blank cell is no answer already; type what stands in the cell.")
    said, usual = f"{name}={folded(bare)}", folded(bare) not in options.answers
    if usual and (said in options.no_answers or answers.survey.answers[name].has(bare)):
        options = replace(options, no_answers=_toggled(options.no_answers, said))
    else:
        options = replace(options, answers=_toggled(options.answers, folded(bare)))
    return counted(_with_options(answers, options))


def with_only(answers: Answers, name: str, cell: str) -> Answers:
    """Only rows with this cell in this column, or with another that was said of it.

    Said again of it, the rows without it are taken again.
    """
    bare, options = cell.strip(), answers.survey.options
    if not bare:
        raise NotAsked("Type what stands in the cell of the rows that you want, such as yes.")
    only = _toggled(options.only, f"{name}={folded(bare)}")
    return counted(_with_options(answers, replace(options, only=only)))


def _toggled(said: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(each for each in said if each != one) if one in said else (*said, one)


def renamed(answers: Answers, old: str, new: str) -> Answers:
    """A column by another name, such as the one that it had in an earlier export."""
    new = " ".join(new.split())
    if not new:
        raise NotAsked("A column needs a name; type one.")
    if new != old and new in answers.survey.columns:
        raise NotAsked(f"There is a column “{new}” already; choose another name.")
    before = answers.survey.options.renamed
    first = next((one for one, now in before.items() if now == old), old)
    options = replace(answers.survey.options, renamed={**before, first: new})
    data = read_bytes(answers.reading.path)
    encoding = answers.reading.encoding
    survey = open_survey(file_name(answers.reading.path), data, encoding, options)
    roles: dict[str, ColumnRole] = {
        new if name == old else name: role for name, role in answers.roles.items()
    }
    return counted(replace(answers, survey=survey, roles=roles, template=""))


def with_instrument(answers: Answers, path: Path) -> Answers:
    """An instrument to be scored from this table; its items become scores in its range.

    NotAsked where the table has none of its items.
    """
    instrument = load_instrument(path)
    items = [name for name in instrument.columns() if name in answers.survey.columns]
    if not items:
        raise NotAsked(
            f"The table has none of the items of “{instrument.name}”: "
            f"{', '.join(instrument.items[:5])}; c renames a column."
        )
    others = [one for one in answers.instruments if one.name != instrument.name]
    roles: dict[str, ColumnRole] = {**answers.roles, **dict.fromkeys(items, "score")}
    return counted(replace(answers, roles=roles, instruments=(*others, instrument)))


def _with_options(answers: Answers, options: SurveyOptions) -> Answers:
    return replace(answers, survey=replace(answers.survey, options=options))


def mended(answers: Answers) -> Answers:
    """Damage of the file repaired, or left as it is again."""
    before = answers.survey.options.repairs
    found = {one.repair for one in answers.counts.damage if one.repair}
    if not before and not found:
        raise NotAsked("There is no damage that can be mended.")
    repairs = () if before else tuple(sorted(found))
    options = replace(answers.survey.options, repairs=repairs)
    survey = looked_at(replace(answers.survey, options=options))
    return counted(replace(answers, survey=survey))


def counted(answers: Answers) -> Answers:
    """The same with all rows counted, or why they would be refused."""
    try:
        return replace(answers, counts=answers.planned().checked(), refused="")
    except WorkbenchError as fault:
        return replace(answers, counts=Counts(), refused=str(fault))


def columns_of(answers: Answers) -> list[Column]:
    """The columns as they are meant, in the order of the table."""
    return [_column(answers, one.column) for one in answers.survey.proposals]


def _column(answers: Answers, name: str) -> Column:
    one = next(each for each in answers.survey.proposals if each.column == name)
    role, counts = answers.roles[name], answers.counts
    nothing: Mapping[str, int] = counts.nothing.get(name, {})
    span = "" if one.least is None else f"{one.least:g} to {one.greatest:g}"
    if name in answers.survey.options.ranges and role == "score":
        least, greatest = answers.survey.options.ranges[name]
        span = f"only {least:g} to {greatest:g}"
    return Column(
        name,
        role,
        _why(answers, name, role, one.role, one.why),
        counts.answered.get(name, one.answered),
        sum(times for cell, times in nothing.items() if cell),
        one.distinct,
        span,
        one.example,
    )


def _why(answers: Answers, name: str, role: ColumnRole, proposed: ColumnRole, why: str) -> str:
    if answers.template and name in answers.survey.columns:
        return f"as in “{answers.template}”" if role == answers.template_roles[name] else "you said"
    return why if role == proposed else "you said"


def told_of(answers: Answers) -> Iterator[str]:
    """Sentences on a table: what it would be refused for, its template, rows, damage."""
    for one in answers.instruments:
        yield f"“{one.name}” is scored afterwards, from {len(one.items)} items."
    if answers.refused:
        yield f"As it is, it would be refused: {answers.refused}"
    if whose := whose_ids(answers):
        yield whose
    if answers.doubt:
        yield f"w says whose the ids are. {answers.doubt}"
    yield from answers.notes
    if not answers.refused:
        yield from answers.planned().told(answers.counts)
        yield from _no_answers(answers.counts.nothing)


def _no_answers(nothing: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    for column, cells in nothing.items():
        said = ", ".join(f"“{cell}” {times}" for cell, times in cells.items() if cell)
        if said:
            yield f"“{column}”: no answers are {said}."


def store_answers(
    store: Store, viewer: Viewer, answers: Answers
) -> Iterator[tuple[Stored, Surveyed | None]]:
    """Store a table: at once where it is small, else part by part, each of them whole.

    Yields after each finished transaction what is stored by then; of a large table also how far
    it is. Stopped in between, the same import goes on after what is there.
    """
    planned = answers.planned()
    rows = planned.checked().rows
    if rows <= PART:
        stored = store_drafts(store, viewer, [planned.draft()])
        yield _scored(store, viewer, answers, stored), None
        return
    for done in import_survey(store, viewer, source_of(planned), rows, PART):
        stored = Stored(tuple(done.documents), tuple(told(done)))
        whole = done.done >= done.of
        yield _scored(store, viewer, answers, stored) if whole else stored, done


def _scored(store: Store, viewer: Viewer, answers: Answers, stored: Stored) -> Stored:
    """With what scoring the instruments gave."""
    time = answers.survey.options.time
    notes = [
        note for one in answers.instruments for note in score_cases(store, viewer, one, time).told()
    ]
    return stored._replace(notes=(*stored.notes, *notes))
