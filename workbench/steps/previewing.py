"""Files that were read and are looked at, before they are believed: what a person says of them.

Nothing here is stored before `store_talks` and `store_answers`. Whatever is said of speakers or
columns gives a new value; files are read again only when they are to be read in another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from workbench.errors import NotAsked, WorkbenchError
from workbench.importers import importer_for, speakers_of
from workbench.importers.pieces import case_of
from workbench.importers.reading import file_name, read_bytes
from workbench.importers.speaking import Speaking, is_offered, meant
from workbench.importers.survey import Counts, Planned, Survey, open_survey
from workbench.steps.importing import (
    NO_ROLES,
    Stored,
    known_elsewhere,
    read_files,
    store_drafts,
)
from workbench.steps.instruments import Instrument, load_instrument, score_cases
from workbench.steps.survey_columns import look
from workbench.steps.survey_rows import Surveyed
from workbench.steps.survey_source import source_of
from workbench.steps.surveying import import_survey, told
from workbench.store import Store
from workbench.surveys import PART, ColumnRole, Columns, SurveyOptions
from workbench.terms import NOBODY, Draft, Viewer

if TYPE_CHECKING:
    from workbench.steps.exchange.into import Report

NO_COLUMNS = Columns()

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """A file, and how it is to be read; what is not said is found out."""

    path: Path
    importer: str | None = None
    encoding: str | None = None
    labels: str | None = None
    """How speakers are written: `none`, `alternate`, or a regular expression."""
    sheet: str | None = None
    """Of a workbook."""
    case: str | None = None
    """Whom all of a transcript belongs to, such as a leader's notes."""
    phase_lines: str | None = None
    """A regular expression for lines that begin a phase."""


PROJECTS = (".qdpx", ".qde")
"""The ends of names of other programs' projects."""


def look_at(store: Store, readings: Sequence[Reading]) -> Talks | Answers | Project:
    """Read transcripts, one table of answers, or a project of another program; nothing is stored.

    Raises FileFault for what cannot be read, NotAsked for tables and projects among other files.
    """
    projects = [one.path for one in readings if one.path.suffix.lower() in PROJECTS]
    if projects and len(readings) > 1:
        raise NotAsked(f"“{file_name(projects[0])}” is a project; take it in by itself.")
    if projects:
        return read_project(store, projects[0])
    tables = [one for one in readings if _is_table(one)]
    if not tables:
        return read_talks(store, readings)
    if len(readings) > 1:
        raise NotAsked(
            f"“{file_name(tables[0].path)}” is a table of answers; import it by itself, so that "
            "its columns can be looked at."
        )
    return read_answers(store, tables[0])


def _is_table(one: Reading) -> bool:
    data = read_bytes(one.path)
    return (one.importer or importer_for(one.path, None, data)) == "survey"


# ------------------------------------------------------------------ transcripts


class Voice(NamedTuple):
    """Somebody who speaks in a transcript, as it is meant."""

    name: str | None
    """None: the turns have no speaker."""
    case: str | None
    """Who that is; None where nobody knows."""
    role: str
    turns: int
    example: str
    """The beginning of the first turn."""
    there: tuple[str, ...]
    """Other documents in which somebody of this name took part."""
    same: bool
    """Whether it was said that this is the same person."""
    offered: bool
    """Whether it may well be, and was not said."""


@dataclass(frozen=True)
class Talks:
    """Transcripts as they were read, and what was said of their speakers."""

    readings: tuple[Reading, ...]
    drafts: tuple[Draft, ...]
    """One for each file, as it was found."""
    names: tuple[Mapping[str, str], ...]
    """For each file, labels as they were found and who that is."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """For cases, whichever file they speak in."""
    present: tuple[tuple[str, ...], ...] = ()
    """For each file, cases that took part and said nothing."""
    same: frozenset[str] = frozenset()
    """Cases that are the persons of these names in other documents."""
    known: tuple[Mapping[str, Sequence[str]], ...] = ()
    """For each file, of its speakers, where else they took part; by folded name."""

    def meant(self, at: int) -> Draft:
        """A file's draft with its speakers as they are meant."""
        one = self.readings[at]
        says = Speaking(self.names[at], one.case, phase_lines=one.phase_lines)
        return meant([self.drafts[at]], says)[0]

    def all_meant(self) -> tuple[Draft, ...]:
        """All drafts as they are meant."""
        return tuple(self.meant(at) for at in range(len(self.drafts)))

    @property
    def speaking(self) -> Speaking:
        """Who is the same as in other documents, and who is not."""
        cases = {one.case for one in self.readings if one.case}
        present = {
            document.name: {name: self.roles.get(name) for name in there}
            for draft, there in zip(self.drafts, self.present, strict=False)
            for document in draft.documents
        }
        return Speaking(same=self.same | cases, attended_in=present)


def read_talks(store: Store, readings: Sequence[Reading]) -> Talks:
    """Read transcripts; nothing is stored."""
    drafts = tuple(_draft(one) for one in readings)
    talks = Talks(
        tuple(readings), drafts, tuple({} for _ in drafts), present=tuple(() for _ in drafts)
    )
    return known_now(store, talks)


def read_again(store: Store, talks: Talks, at: int, reading: Reading) -> Talks:
    """One of the files read in another way; what was said of its labels holds where they are."""
    draft = _draft(reading)
    there = {turn.speaker for one in draft.documents for turn in one.turns}
    names = {label: name for label, name in talks.names[at].items() if label in there}
    again = replace(
        talks,
        readings=_put(talks.readings, at, reading),
        drafts=_put(talks.drafts, at, draft),
        names=_put(talks.names, at, names),
    )
    return known_now(store, _without_strangers(again))


def _draft(one: Reading) -> Draft:
    labels = "none" if one.case and one.labels is None else one.labels
    return read_files([one.path], None, one.importer, one.encoding, labels)[0]


def known_now(store: Store, talks: Talks) -> Talks:
    """The same, with who of the speakers took part elsewhere in the study."""
    return replace(talks, known=tuple(known_elsewhere(store, talks.all_meant())))


def voices(talks: Talks, at: int) -> list[Voice]:
    """Who speaks in a file, in order of appearance; several documents of it taken together."""
    found: dict[str | None, Voice] = {}
    for document in talks.meant(at).documents:
        for one in speakers_of(document):
            before = found.get(one.name)
            turns = one.turns + (before.turns if before else 0)
            voice = before or _voice(talks, at, one.name, one.example)
            found[one.name] = voice._replace(turns=turns)
    silent = talks.present[at] if talks.present else ()
    present = [
        Voice(name, name, talks.roles.get(name, ""), 0, "", (), same=False, offered=False)
        for name in silent
    ]
    return [*found.values(), *present]


def _voice(talks: Talks, at: int, name: str | None, example: str) -> Voice:
    case = talks.readings[at].case or case_of(name)
    known = talks.known[at] if talks.known else {}
    there = tuple(known.get((case or "").casefold(), ()))
    same = bool(there) and talks.speaking.is_same(case or "")
    offered = bool(there) and not same and is_offered(case or "")
    return Voice(name, case, talks.roles.get(case or "", ""), 0, example, there, same, offered)


def called(store: Store, talks: Talks, at: int, voice: str, name: str) -> Talks:
    """A speaker of a file by another name; the name of another speaker makes the two one."""
    name = " ".join(name.split())
    if not name:
        raise NotAsked("A speaker needs a name; type one.")
    labels = [label for label in _labels(talks.drafts[at]) if _now(talks, at, label) == voice]
    names = {**talks.names[at], **dict.fromkeys(labels, name)}
    again = replace(talks, names=_put(talks.names, at, names))
    role = talks.roles.get(voice)
    if role and name not in talks.roles:
        again = replace(again, roles={**talks.roles, name: role})
    return known_now(store, _without_strangers(again))


def _labels(draft: Draft) -> list[str]:
    turns = (turn for one in draft.documents for turn in one.turns)
    return list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))


def _now(talks: Talks, at: int, label: str) -> str:
    folded = {one.casefold(): name for one, name in talks.names[at].items()}
    return folded.get(label.casefold(), label)


def with_role(talks: Talks, case: str, role: str) -> Talks:
    """Somebody's role in these documents; empty: none."""
    others = {name: given for name, given in talks.roles.items() if name != case}
    return replace(talks, roles={**others, case: role.strip()} if role.strip() else others)


def took_part(store: Store, talks: Talks, at: int, name: str, role: str) -> Talks:
    """With somebody who took part in a file's session and said nothing, in a role.

    NotAsked for somebody who speaks there; a name that is a case of the study is that case.
    """
    name = " ".join(name.split())
    if not name:
        raise NotAsked("Somebody who took part needs a name; type one.")
    for one in voices(talks, at):
        if (one.case or "").casefold() == name.casefold() and one.turns:
            raise NotAsked(f"“{one.case}” speaks here; r says in which role.")
    there = tuple(dict.fromkeys((*talks.present[at], name)))
    again = replace(talks, present=_put(talks.present, at, there))
    return known_now(store, with_role(again, name, role))


def not_there(talks: Talks, at: int, name: str) -> Talks:
    """Without somebody who was said to have taken part."""
    there = tuple(one for one in talks.present[at] if one != name)
    return with_role(replace(talks, present=_put(talks.present, at, there)), name, "")


def told_same(talks: Talks, case: str) -> Talks:
    """Somebody taken for who has the name in other documents, or for somebody else again."""
    return replace(talks, same=talks.same ^ {case})


def all_same(talks: Talks) -> Talks:
    """Everybody that is offered, in whichever file, taken for who has the name elsewhere."""
    offered = [one.case for one in offered_in(talks) if one.case]
    return replace(talks, same=talks.same | set(offered))


def offered_in(talks: Talks) -> list[Voice]:
    """Of all files, the speakers who may be who has their name elsewhere, as was not said."""
    return [one for at in range(len(talks.drafts)) for one in voices(talks, at) if one.offered]


def _without_strangers(talks: Talks) -> Talks:
    """Without what was said of people who speak in none of the files any more."""
    turns = (turn for draft in talks.all_meant() for one in draft.documents for turn in one.turns)
    there = {turn.case for turn in turns if turn.case}
    there |= {name for present in talks.present for name in present}
    roles = {name: role for name, role in talks.roles.items() if name in there}
    return replace(talks, roles=roles, same=talks.same & there)


def store_talks(store: Store, viewer: Viewer, talks: Talks) -> Stored:
    """Store the transcripts as they are meant, all or none."""
    documents = [document for draft in talks.all_meant() for document in draft.documents]
    spoken = {turn.case for one in documents for turn in one.turns}
    roles = {name: role for name, role in talks.roles.items() if name in spoken}
    return store_drafts(store, viewer, talks.all_meant(), roles, talks.speaking)


# ------------------------------------------------------------------ answers


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
    return counted(_by_template(store, found))


def _by_template(store: Store, found: Answers) -> Answers:
    try:
        with store.reading() as reader:
            looked = look(reader, found.survey, NO_COLUMNS)
    except NotAsked as fault:
        return replace(found, notes=(*found.notes, str(fault)))
    if looked is None:
        return found
    roles = _roles_of(looked.planned.columns, looked.planned.survey)
    return replace(
        found,
        survey=looked.planned.survey,
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
    survey = replace(answers.survey, options=options).looked_at()
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


# ------------------------------------------------------------------ projects of other programs


@dataclass(frozen=True)
class Project:
    """A project of another program: what taking it in would do."""

    path: Path
    report: Report
    coders: Mapping[str, str] = field(default_factory=dict)
    """For users of the file, the coders of the study who they are."""


def read_project(store: Store, path: Path, coders: Mapping[str, str] = NO_ROLES) -> Project:
    """What taking in a project would do, with users as these coders; nothing is stored."""
    from workbench.steps.exchange.into import Asked, import_project

    report = import_project(store, NOBODY, path, Asked(coders, dry_run=True))
    return Project(path, report, dict(coders))


def store_project(store: Store, viewer: Viewer, project: Project) -> Report:
    """Take a project in, all of it or nothing."""
    from workbench.steps.exchange.into import Asked, import_project

    return import_project(store, viewer, project.path, Asked(project.coders))


def _put(several: Iterable[T], at: int, one: T) -> tuple[T, ...]:
    return tuple(one if place == at else other for place, other in enumerate(several))
