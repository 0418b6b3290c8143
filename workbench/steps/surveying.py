"""Bringing surveys into a study: a first export, a later one, and one that was stopped halfway.

All three are the same work: rows that the study knows stay as they are, rows that it does not
know become a new part, whole and never changed afterwards. Rows are known again by the id of
the respondent, or where there is none by what stands in them.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.errors import NotAsked
from workbench.importers.survey import Planned, Survey, document_of
from workbench.store import Reader, Store, Writer
from workbench.store.reads import surveys as reads
from workbench.store.reads.surveys import SurveyFacts
from workbench.store.writes import cases, documents
from workbench.store.writes import surveys as writes
from workbench.surveys import (
    PART,
    Change,
    Columns,
    Fact,
    Proposal,
    Response,
    SurveyOptions,
    SurveyPlan,
)
from workbench.terms import NOBODY, Draft, DraftAttribute, Viewer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LISTED = 1_000
"""How many changed cells are kept to be listed; all are counted."""


class Imported(NamedTuple):
    """What importing did with a document."""

    document: str
    turns: int
    status: Literal["new", "same"]


@dataclass
class Surveyed:
    """What became of a survey's rows, so far."""

    survey: str = ""
    done: int = 0
    """Rows of the file that were gone through."""
    of: int = 0
    """Rows that the file has."""
    documents: list[Imported] = field(default_factory=list)
    new: int = 0
    """Rows that were added."""
    same: int = 0
    """Rows that were there, as they are."""
    added_to: int = 0
    """Rows that were there and say more now: what is new of them was added."""
    changed: int = 0
    """Cells that say otherwise than the study, which stays as it is."""
    changes: list[Change] = field(default_factory=list)
    missing: int = 0
    """Rows of the survey that are not in this file any more; they stay."""
    notes: list[str] = field(default_factory=list)


class Source(NamedTuple):
    """A file with a survey's rows."""

    name: str
    sha256: str
    importer: str
    plan: SurveyPlan
    responses: Callable[[], Iterator[Response]]


def source_of(planned: Planned) -> Source:
    """A table as the source of a survey's rows, which stay where they are until asked for."""
    survey = planned.survey
    return Source(survey.name, survey.sha256, "survey", planned.plan, planned.responses)


def source_of_draft(draft: Draft) -> Source:
    """A draft as the source of a survey's rows."""
    plan = draft.plan or SurveyPlan(draft.source, (), Columns())
    responses = draft.responses
    return Source(draft.source, draft.source_sha256, draft.importer, plan, lambda: iter(responses))


def import_survey(
    store: Store, viewer: Viewer, source: Source, rows: int, part: int = PART
) -> Generator[Surveyed, None, None]:
    """Store a survey, `part` rows in a transaction; yields what is done after each.

    Every part is whole: all answers and facts of its rows. Stopped between two parts, the same
    import goes on after what is there. What is refused is refused before the first part.
    """
    with store.reading() as reader:
        work = _work(reader, source, rows)
    done = work.done
    responses = source.responses()
    while some := list(islice(responses, part)):
        with store.writing(viewer) as writer:
            work.take(writer, some)
            if done.done >= rows:
                work.finish(writer)
        store.close()  # so that the log of a long import is taken in part by part
        yield done


def put_draft(writer: Writer, draft: Draft) -> Surveyed:
    """Store a survey's draft within a transaction that goes on."""
    source = source_of_draft(draft)
    work = _work(writer, source, len(draft.responses))
    responses = source.responses()
    while some := list(islice(responses, PART)):
        work.take(writer, some)
    work.finish(writer)
    return work.done


def _work(reader: Reader, source: Source, rows: int) -> _Work:
    home = _home(reader, source)
    _refuse_other_facts(reader, home, source)
    known = {one.plan.name: one.plan for one in reads.surveys(reader, NOBODY)}
    plan = _together(known[home.name], source.plan) if home.name in known else source.plan
    return _Work(home, source, plan, Surveyed(home.name, of=rows, notes=list(home.notes)))


def _together(old: SurveyPlan, new: SurveyPlan) -> SurveyPlan:
    """What is to be remembered: what was said last, and before of columns unsaid of since."""
    said = {new.columns.id, *new.columns.text, *new.columns.attribute, *new.columns.score}
    said |= {*new.columns.ignore, *new.columns.occasion}

    def both(role: str) -> tuple[str, ...]:
        before = (name for name in getattr(old.columns, role) if name not in said)
        return tuple(dict.fromkeys((*getattr(new.columns, role), *before)))

    columns = Columns(
        new.columns.id,
        both("text"),
        both("attribute"),
        both("score"),
        both("ignore"),
        both("occasion"),
    )
    return replace(new, header=tuple(dict.fromkeys((*old.header, *new.header))), columns=columns)


# ------------------------------------------------------------------ which survey it is


class _Home(NamedTuple):
    """The survey that a file belongs to, and how its rows are known again."""

    name: str
    by: str
    """`case`, or which hash: `raw` or `kept`; `nothing`: there is no survey yet."""
    known: bytearray = bytearray()
    """For the rows of a file without ids, counted from 0: 1 where the survey has it."""
    notes: tuple[str, ...] = ()


def _home(reader: Reader, source: Source) -> _Home:
    known = reads.surveys(reader, NOBODY)
    asked = source.plan.options.survey
    if asked is not None:
        named = [one for one in known if one.plan.name == asked]
        return _at_home(reader, named[0], source) if named else _new(reader, asked)
    for one in sorted(known, key=lambda one: -_likeness(one.plan, source.plan)):
        if not _may_be(one.plan, source.plan):
            continue
        if found := _recognised(reader, one, source):
            return found
    return _new(reader, source.plan.name)


_ALIKE = 0.5
"""The least share of columns that two exports of a survey have in common."""


def _may_be(one: SurveyPlan, other: SurveyPlan) -> bool:
    """Whether two tables may be exports of one survey: by their columns, or name and question."""
    likeness = _likeness(one, other)
    named = one.name == other.name and bool({*one.columns.text} & {*other.columns.text})
    return likeness >= _ALIKE or (named and likeness > 0)


def _likeness(one: SurveyPlan, other: SurveyPlan) -> float:
    """The share of all columns that both have; 0 where they cannot be one survey."""
    both = {*one.header} & {*other.header}
    if (one.columns.id is None) != (other.columns.id is None):
        return 0.0
    if one.options.time != other.options.time:
        return 0.0
    return len(both) / max(1, len({*one.header} | {*other.header}))


def _recognised(reader: Reader, found: SurveyFacts, source: Source) -> _Home | None:
    """The survey as home, if what the file says agrees with what it holds."""
    if source.plan.columns.id is None:
        return _by_content(reader, found, source)
    here = _survey_id(reader, found.plan.name)
    both = other = 0
    for response, old in _pairs(reader, here, islice(source.responses(), PART)):
        both += bool(old)
        other += any(
            old.get(question, answer) != answer for question, answer in _said(source, response)
        )
    if 2 * other > both:
        _refuse_same_name(found, source, f"{other} of {both} respondents answered otherwise")
        return None
    if not both and _likeness(found.plan, source.plan) < 1:
        return None
    return _Home(found.plan.name, "case")


def _refuse_same_name(found: SurveyFacts, source: Source, why: str) -> None:
    """Refuse a file of the same name with other content: it may be a correction or a mistake."""
    if found.plan.name == source.plan.name:
        question = next(iter(source.plan.columns.text), "")
        name = f"{found.plan.name}/{question}" if question else found.plan.name
        raise NotAsked(
            f"“{name}” is in the study with another text ({why}); import {source.name} under "
            f"another file name, or say what it is: --survey “{found.plan.name}” for a later "
            "export of the same, --survey and a new name for another survey."
        )


def _at_home(reader: Reader, found: SurveyFacts, source: Source) -> _Home:
    """The survey that was named, whatever the file says."""
    if (found.plan.columns.id is None) != (source.plan.columns.id is None):
        with_ids = "has ids" if found.plan.columns.id else "has no ids"
        raise NotAsked(f"The survey “{found.plan.name}” {with_ids}; give the same columns.")
    if source.plan.columns.id is None:
        known = _matched(reader, found, source)
        return _Home(found.plan.name, "content", known)
    return _Home(found.plan.name, "case")


def _by_content(reader: Reader, found: SurveyFacts, source: Source) -> _Home | None:
    """The survey as home where the file holds most of its rows."""
    known = _matched(reader, found, source)
    held = sum(known)
    if 2 * held < found.rows or not held:
        there = f"{held} of its {found.rows} rows are in the file"
        _refuse_same_name(found, source, there)
        return None
    return _Home(found.plan.name, "content", known)


def _matched(reader: Reader, found: SurveyFacts, source: Source) -> bytearray:
    """Which rows of the file the survey holds, by whole rows or else by what is kept."""
    raw, kept = reads.survey_hashes(reader, NOBODY, found.plan.name)
    ours = array("q"), array("q")
    for response in source.responses():
        ours[0].append(response.raw)
        ours[1].append(_kept(source.plan, response))
    whole = _same_hashes(raw, ours[0])
    return whole if 2 * sum(whole) >= len(raw) else _same_hashes(kept, ours[1])


def _same_hashes(theirs: array[int], ours: array[int]) -> bytearray:
    """For each of ours 1 where theirs has it, one to one: a third like row needs a third there."""
    import numpy as np

    if not theirs or not ours:
        return bytearray(len(ours))
    there = np.isin(_numbered(ours), _numbered(theirs))
    return bytearray(there.astype(np.uint8).tobytes())


def _numbered(hashes: array[int]) -> NDArray[np.uint64]:
    """The hashes, each mixed with how many like it stand before it."""
    import numpy as np

    values = np.frombuffer(hashes, dtype=np.int64)
    order = np.argsort(values, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(values[order]) != 0])
    before = np.arange(len(values)) - np.repeat(first, np.diff(np.r_[first, len(values)]))
    mixed = values[order].astype(np.uint64) ^ (before.astype(np.uint64) * np.uint64(_ODD))
    found = np.empty_like(mixed)
    found[order] = mixed
    return found


_ODD = 0x9E3779B97F4A7C15
"""2^64 divided by the golden ratio: spreads small numbers over all bits."""


def _new(reader: Reader, name: str) -> _Home:
    """A survey of its own, by a name that no survey has and no numbered case."""
    taken = {one.plan.name for one in reads.surveys(reader, NOBODY)}
    n, free = 1, name
    while free in taken or cases.known_cases(reader, [f"{free} {at}" for at in (1, 2, 3)]):
        n += 1
        free = f"{name} ({n})"
    notes = () if free == name else (f"It is a survey of its own, “{free}”.",)
    return _Home(free, "nothing", notes=notes)


def _survey_id(reader: Reader, name: str) -> int:
    return reads.survey_id(reader, name)


# ------------------------------------------------------------------ row by row


_Old = dict[str, str]


def _pairs(
    reader: Reader, survey: int, responses: Iterable[Response]
) -> Iterator[tuple[Response, _Old]]:
    """Each row whose respondent is there, with what they had answered."""
    for some in cases.in_helpings(list(responses)):
        ids = cases.known_cases(reader, (one.case for one in some))
        there = _answers(reader, survey, list(ids.values()))
        for one in some:
            case_id = ids.get(one.case.casefold())
            if case_id is not None and (case_id, one.occasion.casefold()) in there:
                yield one, there[case_id, one.occasion.casefold()]


def _answers(reader: Reader, survey: int, ids: Sequence[int]) -> dict[tuple[int, str], _Old]:
    """What respondents answered, by case and occasion, then by question; with none, nothing."""
    found: dict[tuple[int, str], _Old] = {}
    for row in reads.responses_of(reader, survey, ids):
        if row.case_id is not None:
            found[row.case_id, row.occasion.casefold()] = {}
    for answer in reads.answers_of(reader, survey, ids):
        about = (answer.case_id, answer.occasion.casefold())
        found.setdefault(about, {})[answer.question] = answer.answer
    return found


def _said(source: Source, response: Response) -> Iterator[tuple[str, str]]:
    return zip(source.plan.columns.text, response.answers, strict=True)


def _kept(plan: SurveyPlan, response: Response) -> int:
    """A hash of what is kept of a row; the order of columns does not matter."""
    said = [f"{q}\x1f{a}" for q, a in zip(plan.columns.text, response.answers, strict=True) if a]
    said += [f"{f.name}\x1f{f.time}\x1f{f.value}" for f in response.facts]
    digest = hashlib.blake2b("\x1e".join(sorted(said)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _refuse_other_facts(reader: Reader, home: _Home, source: Source) -> None:
    """Refuse, before anything is stored, facts that another source told otherwise."""
    if home.by != "nothing" or source.plan.columns.id is None:
        return
    responses = source.responses()
    while some := list(islice(responses, PART)):
        cases.refuse_changes(reader, source.name, list(_attributes(some)))


def _attributes(responses: Iterable[Response]) -> Iterator[DraftAttribute]:
    for one in responses:
        for fact in one.facts:
            yield DraftAttribute(one.case, fact.name, fact.value, "", fact.time)


@dataclass
class _Fresh:
    """What a part of the file brings that the study has not."""

    responses: list[Response] = field(default_factory=list)
    """With the names of their cases."""
    answers: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """For each question: case, occasion, answer."""
    facts: list[DraftAttribute] = field(default_factory=list)

    def add(self, case: str, occasion: str, said: Iterable[tuple[str, str]]) -> None:
        for question, answer in said:
            if answer:
                self.answers.setdefault(question, []).append((case, occasion, answer))

    def add_facts(self, case: str, facts: Iterable[Fact]) -> None:
        self.facts += (DraftAttribute(case, one.name, one.value, "", one.time) for one in facts)


class _Work:
    """Takes in a survey, some rows at a time."""

    def __init__(self, home: _Home, source: Source, plan: SurveyPlan, done: Surveyed) -> None:
        self._home, self._source, self._done, self.done = home, source, done, done
        self._survey = 0
        self._plan = plan

    def take(self, writer: Writer, responses: Sequence[Response]) -> None:
        """Store what is new of some rows."""
        self._survey = writes.put_survey(writer, self._home.name, self._plan)
        fresh = _Fresh()
        if self._source.plan.columns.id is None:
            self._sort_by_content(writer, responses, fresh)
        else:
            for some in cases.in_helpings(responses):
                self._sort_by_case(writer, some, fresh)
        self._store(writer, fresh)
        self._done.done += len(responses)

    def finish(self, writer: Writer) -> None:
        """See what the survey has that the file has not, and list documents that stay."""
        there = writes.next_row(writer, self._survey) - 1
        self._done.missing = there - self._done.new - self._done.same - self._done.added_to
        new = {one.document for one in self._done.documents}
        old = [
            Imported(name, turns, "same")
            for name, turns in reads.survey_documents(writer, NOBODY, self._home.name)
            if name not in new
        ]
        self._done.documents[:0] = old

    # -------------------------------------------------------------- what is new

    def _sort_by_content(
        self, writer: Writer, responses: Sequence[Response], fresh: _Fresh
    ) -> None:
        n = writes.next_row(writer, self._survey)
        for one in responses:
            if self._home.known and self._home.known[one.n - 1]:
                self._done.same += 1
                continue
            case = f"{self._home.name} {n}"
            fresh.responses.append(one._replace(case=case, n=n))
            fresh.add(case, one.occasion, _said(self._source, one))
            fresh.add_facts(case, one.facts)
            n += 1

    def _sort_by_case(self, writer: Writer, responses: Sequence[Response], fresh: _Fresh) -> None:
        ids = cases.known_cases(writer, (one.case for one in responses))
        there = {
            (row.case_id, row.occasion.casefold()): row
            for row in reads.responses_of(writer, self._survey, list(ids.values()))
        }
        other: list[tuple[Response, reads.StoredResponse]] = []
        n = writes.next_row(writer, self._survey) + len(fresh.responses)
        for one in responses:
            row = there.get((ids.get(one.case.casefold()), one.occasion.casefold()))
            if row is None:
                fresh.responses.append(one._replace(n=n))
                fresh.add(one.case, one.occasion, _said(self._source, one))
                fresh.add_facts(one.case, one.facts)
                n += 1
                continue
            if row.kept == _kept(self._source.plan, one):
                self._done.same += 1
            else:
                other.append((one, row))
        if other:
            self._compare(writer, other, fresh)

    def _compare(
        self,
        writer: Writer,
        pairs: Sequence[tuple[Response, reads.StoredResponse]],
        fresh: _Fresh,
    ) -> None:
        """Add what known rows say beyond what is there; note what they say otherwise."""
        ids = [row.case_id for _, row in pairs if row.case_id is not None]
        answers = _answers(writer, self._survey, ids)
        facts, names = reads.facts_of(writer, ids), reads.case_names(writer, ids)
        for one, row in pairs:
            case_id = row.case_id or 0
            old = answers.get((case_id, one.occasion.casefold()), {})
            told = {(f.name, f.time): f for f in one.facts}
            known = {
                (name, time): facts[case_id, name, "", time]
                for name, time in told
                if (case_id, name, "", time) in facts
            }
            case = names.get(case_id, one.case)
            more = [(q, a) for q, a in _said(self._source, one) if a and q not in old]
            facts_more = [fact for about, fact in told.items() if about not in known]
            changes = [
                Change(case, q, old[q], a)
                for q, a in _said(self._source, one)
                if q in old and old[q] != a
            ]
            changes += [
                Change(case, name, cases.shown(value), cases.shown(told[name, time].value))
                for (name, time), value in known.items()
                if cases.shown(value) != cases.shown(told[name, time].value)
            ]
            fresh.add(case, one.occasion, more)
            fresh.add_facts(case, facts_more)
            self._note(writer, one, row, changes, more=bool(more or facts_more))

    def _note(
        self,
        writer: Writer,
        one: Response,
        row: reads.StoredResponse,
        changes: Sequence[Change],
        *,
        more: bool,
    ) -> None:
        self._done.added_to += more
        self._done.same += not more
        self._done.changed += len(changes)
        room = _LISTED - len(self._done.changes)
        self._done.changes += changes[: max(0, room)]
        if not changes:
            kept = _kept(self._source.plan, one)
            writes.mark_response(writer, self._survey, row.n, one.raw, kept)

    # -------------------------------------------------------------- storing it

    def _store(self, writer: Writer, fresh: _Fresh) -> None:
        source = self._source
        empty = Draft(source.name, source.sha256, source.importer, ())
        stem = self._home.name if source.plan.columns.id is None else source.plan.name
        for question in source.plan.columns.text:
            said = fresh.answers.get(question, [])
            if said:
                name = writes.free_name(writer, f"{stem}/{question}")
                document = document_of(name, question, said)
                document_id = documents.add_document(writer, empty, document, {})
                writes.put_survey_document(writer, self._survey, document_id)
                self._done.documents.append(Imported(name, len(said), "new"))
        cases.put_attributes(writer, fresh.facts)
        self._put_responses(writer, fresh)

    def _put_responses(self, writer: Writer, fresh: _Fresh) -> None:
        plan = self._source.plan
        said = {one.case for one in fresh.responses if any(one.answers) or one.facts}
        named = said if plan.columns.id is None else {one.case for one in fresh.responses}
        ids = cases.case_ids(writer, (one.case for one in fresh.responses if one.case in named))
        writes.put_responses(
            writer,
            self._survey,
            (
                (one.n, ids.get(one.case), one.occasion, one.raw, _kept(plan, one))
                for one in fresh.responses
            ),
        )
        self._done.new += len(fresh.responses)


def told(done: Surveyed) -> Iterator[str]:
    """What the person importing should know of what was done, in sentences."""
    yield from done.notes
    if not (done.same or done.added_to or done.changed):
        return
    yield (
        f"Another export of the survey “{done.survey}”: {done.new:,} rows are new, "
        f"{done.same + done.added_to:,} were there."
    )
    if done.added_to:
        yield f"{done.added_to:,} of those that were there say more now, which was added."
    if done.changed:
        first = done.changes[0]
        yield (
            f"{done.changed:,} cells say otherwise than before and were left as they are, such as "
            f"“{first.column}” of {first.case}: “{_cut(first.before)}”, now “{_cut(first.now)}”."
        )
    if done.missing:
        yield f"{done.missing:,} rows of before are not in this file; they stay."


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


# ------------------------------------------------------------------ what the columns are


class Looked(NamedTuple):
    """A survey table whose columns are known, from the person, a template or a proposal."""

    planned: Planned
    notes: tuple[str, ...] = ()
    template: str = ""
    """The survey in the study that served as a template."""


def look(reader: Reader | None, survey: Survey, asked: Columns) -> Looked | None:
    """What the columns of a table are; None where nobody said and nothing like it is known.

    An earlier export of the same instrument serves as a template, unless columns are named.
    """
    if asked != Columns() or survey.options.accept:
        return Looked(survey.planned(asked))
    known = reads.surveys(reader, NOBODY) if reader is not None else ()
    for one in sorted(known, key=lambda one: -_shared(one.plan, survey)):
        if _shared(one.plan, survey) >= _ALIKE:
            return _by_template(one.plan, survey)
    return None


def _shared(plan: SurveyPlan, survey: Survey) -> float:
    both = {*plan.header} & {*survey.columns}
    return len(both) / max(1, len({*plan.header} | {*survey.columns}))


def _by_template(plan: SurveyPlan, survey: Survey) -> Looked:
    _refuse_missing(plan, survey)
    there = set(survey.columns)
    columns = replace(
        plan.columns, ignore=tuple(one for one in plan.columns.ignore if one in there)
    )
    again = replace(survey, options=_options(plan, survey)).planned(columns)
    unknown = [one for one in survey.proposals if one.column not in plan.header]
    notes = [f"Columns are taken as in the survey “{plan.name}”; name columns to change that."]
    notes += [
        f"“{one.column}” is new and is left out; it looks like {one.role}." for one in unknown
    ]
    return Looked(again, tuple(notes), plan.name)


def _options(plan: SurveyPlan, survey: Survey) -> SurveyOptions:
    """What was said of the survey, with what is said this time."""
    old, new = plan.options, survey.options
    return replace(
        new,
        ranges={**old.ranges, **new.ranges},
        no_answers=tuple(dict.fromkeys((*old.no_answers, *new.no_answers))),
        answers=tuple(dict.fromkeys((*old.answers, *new.answers))),
        previews=old.previews or new.previews,
        finished=old.finished or new.finished,
        time=new.time,
    )


def _refuse_missing(plan: SurveyPlan, survey: Survey) -> None:
    used = (plan.columns.id, *plan.columns.text, *plan.columns.attribute, *plan.columns.score)
    missing = [
        name for name in (*used, *plan.columns.occasion) if name not in (*survey.columns, None)
    ]
    if missing:
        new = [name for name in survey.columns if name not in plan.header]
        gone = ", ".join(f"“{name}”" for name in missing)
        besides = f"; new are: {', '.join(new)}" if new else ""
        raise NotAsked(
            f"{survey.name} looks like the survey “{plan.name}” but has no column {gone}{besides}; "
            "say which it is now (--rename NEW=OLD), or name the columns anew."
        )


def proposal_rows(proposals: Sequence[Proposal]) -> list[tuple[object, ...]]:
    """Proposals as rows of a table: column, role, why, answers, different ones, range, example."""
    return [
        (
            one.column,
            one.role,
            one.why,
            one.answered,
            one.distinct,
            "" if one.least is None else f"{one.least:g} to {one.greatest:g}",
            one.example,
        )
        for one in proposals
    ]
