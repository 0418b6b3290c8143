"""A survey's rows taken in, part by part: what is new is stored, what is known is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workbench.drafts import Draft, DraftAttribute
from workbench.importers.survey_planned import document_of
from workbench.steps.surveys.matching import Home, Old, answers_there
from workbench.steps.surveys.source import Source, facts_asked, kept_hash, said
from workbench.store import Writer
from workbench.store.reads import surveys as reads
from workbench.store.writes import cases, documents
from workbench.store.writes import surveys as writes
from workbench.surveys import Change, Fact, Response, SurveyPlan
from workbench.terms import NOBODY

_LISTED = 1_000
"""How many changed cells are kept to be listed; all are counted."""


ImportStatus = Literal["new", "same", "kept"]
"""Stored now; there, as it is in the file; there, and left as it is though the file differs."""


class Imported(NamedTuple):
    """What importing did with a document."""

    document: str
    turns: int
    status: ImportStatus


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
    known: int = 0
    """Rows that were added, of cases that the study knows from elsewhere by the same id."""
    known_as: str = ""
    """The first of these ids."""
    changes: list[Change] = field(default_factory=list)
    missing: int = 0
    """Rows of the survey that are not in this file any more; they stay."""
    notes: list[str] = field(default_factory=list)


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


class Work:
    """Takes in a survey, some rows at a time."""

    def __init__(self, home: Home, source: Source, plan: SurveyPlan, done: Surveyed) -> None:
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
        there = writes.count_rows(writer, self._survey)
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
            fresh.add(case, one.occasion, said(self._source, one))
            fresh.add_facts(case, one.facts)
            n += 1

    def _sort_by_case(self, writer: Writer, responses: Sequence[Response], fresh: _Fresh) -> None:
        ids = cases.known_cases(writer, (one.case for one in responses))
        there = {
            (row.case_id, row.occasion.casefold()): row
            for row in reads.responses_of(writer, self._survey, list(ids.values()))
        }
        mine = {case_id for case_id, _ in there}
        other: list[tuple[Response, reads.StoredResponse]] = []
        n = writes.next_row(writer, self._survey) + len(fresh.responses)
        for one in responses:
            row = there.get((ids.get(one.case.casefold()), one.occasion.casefold()))
            if row is None:
                if one.case.casefold() in ids and ids[one.case.casefold()] not in mine:
                    self._done.known += 1
                    self._done.known_as = self._done.known_as or one.case
                fresh.responses.append(one._replace(n=n))
                fresh.add(one.case, one.occasion, said(self._source, one))
                fresh.add_facts(one.case, one.facts)
                n += 1
                continue
            if row.kept == kept_hash(self._source.plan, one):
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
        answers = answers_there(writer, self._survey, ids)
        facts, names = reads.facts_of(writer, ids), reads.case_names(writer, ids)
        for one, row in pairs:
            case_id = row.case_id or 0
            case = names.get(case_id, one.case)
            old = answers.get((case_id, one.occasion.casefold()), {})
            known = {
                about: facts[case_id, about[0], "", about[1]]
                for about in facts_asked(self._source.plan, one)
                if (case_id, about[0], "", about[1]) in facts
            }
            more = [(q, a) for q, a in said(self._source, one) if a and q not in old]
            facts_more = [fact for fact in one.facts if (fact.name, fact.time) not in known]
            fresh.add(case, one.occasion, more)
            fresh.add_facts(case, facts_more)
            changes = [*self._otherwise(case, one, old), *_other_facts(case, one, known)]
            self._note(writer, one, row, changes, more=bool(more or facts_more))

    def _otherwise(self, case: str, one: Response, old: Old) -> Iterator[Change]:
        """Answers that are others now, or none any more."""
        for question, answer in said(self._source, one):
            if question in old and old[question] != answer:
                yield Change(case, question, old[question], answer)

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
            kept = kept_hash(self._source.plan, one)
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
                (one.n, ids.get(one.case), one.occasion, one.raw, kept_hash(plan, one))
                for one in fresh.responses
            ),
        )
        self._done.new += len(fresh.responses)


def _other_facts(
    case: str, one: Response, known: Mapping[tuple[str, str], str | float]
) -> Iterator[Change]:
    """Facts that are others now, or none any more."""
    told = {(fact.name, fact.time): cases.shown(fact.value) for fact in one.facts}
    for about, value in known.items():
        before, now = cases.shown(value), told.get(about, "")
        if before != now:
            yield Change(case, about[0], before, now)
