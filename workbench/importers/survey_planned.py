"""A survey with the part each column plays: what its rows say, and what is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.drafts import Draft, DraftAttribute, DraftDocument, DraftTurn
from workbench.errors import FileFault
from workbench.importers.answers import is_error
from workbench.importers.pieces import stem
from workbench.importers.survey_counts import Counts, checked, used
from workbench.importers.survey_facts import telling
from workbench.importers.survey_people import People
from workbench.importers.survey_table import SurveyTable
from workbench.surveys import Columns, Damage, Response, SurveyPlan
from workbench.words import plural


@dataclass(frozen=True)
class Planned:
    """A survey with the part each column plays."""

    survey: SurveyTable
    columns: Columns

    @property
    def plan(self) -> SurveyPlan:
        """What is to be remembered of it."""
        survey = self.survey
        return SurveyPlan(self._name, survey.columns, self.columns, survey.options)

    @cached_property
    def _name(self) -> str:
        """What the survey is called in the study."""
        return stem(self.survey.name)

    @cached_property
    def _people(self) -> People:
        return People(self.survey, self.columns)

    def checked(self) -> Counts:
        """Look at every row; FileFault for the first that cannot be taken as it is."""
        return checked(self._people)

    def responses(self) -> Iterator[Response]:
        """What every row says, in order."""
        texts = [(self.survey.answers[c], self.survey.columns.index(c)) for c in self.columns.text]
        people, identified = self._people, self.columns.id is not None
        facts = telling(people)
        for n, row in enumerate(self.survey.rows(), 1):
            said = ((answers, row.cells[at]) for answers, at in texts)
            occasion = people.occasion(row)
            yield Response(
                n,
                people.case(row) if identified else "",
                occasion,
                tuple(cell.strip() if answers.has(cell) else "" for answers, cell in said),
                facts(row, occasion),
                _hash(row.cells),
            )

    # -------------------------------------------------------------- as a draft

    def draft(self) -> Draft:
        """All of it at once, for a table that is not large."""
        counts = self.checked()
        responses = tuple(self.responses())
        documents = [one for one in self._documents(responses) if one.turns]
        if not documents and not any(response.facts for response in responses):
            raise FileFault(f"{self.survey.name} {self._nothing(counts)}")
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

    def _nothing(self, counts: Counts) -> str:
        """Why there is nothing to import."""
        if not counts.rows:
            return " ".join(("has no rows of answers.", *self.survey.left_out()))
        if not used(self.columns):
            return "has no column of use as it is; say which it has: --text, --attribute, --score."
        return f"has no answers in {quoted(used(self.columns))}."

    def case_of(self, response: Response) -> str:
        """The case's name, as long as the study does not know better."""
        return response.case or f"{self._name} {response.n}"

    def _documents(self, responses: Sequence[Response]) -> Iterator[DraftDocument]:
        for at, column in enumerate(self.columns.text):
            said = ((self.case_of(r), r.occasion, r.answers[at]) for r in responses)
            yield document_of(f"{self._name}/{column}", column, said)

    def _attributes(self, responses: Sequence[Response]) -> Iterator[DraftAttribute]:
        """Column by column, as they stand in the table."""
        facts = [(self.case_of(r), fact) for r in responses for fact in r.facts]
        order = {name: at for at, name in enumerate(dict.fromkeys(f.name for _, f in facts))}
        places = {name: at for at, name in enumerate(used(self.columns))}
        for case, fact in sorted(
            facts, key=lambda one: places.get(one[1].name, len(places) + order[one[1].name])
        ):
            yield DraftAttribute(case, fact.name, fact.value, "", fact.time)

    # -------------------------------------------------------------- what is to be known

    def told(self, counts: Counts) -> Iterator[str]:
        """What the person importing should know."""
        if self.columns.id is None:
            first = f"{self._name} 1"
            yield f"No id column was named: the cases are the rows, from “{first}” on."
        if self.columns.occasion:
            by = quoted(self.columns.occasion)
            people = f"{counts.respondents:,} people"
            yield f"{plural(counts.rows, 'row')} of {people}; {by} tells their rows apart."
        for column in self.columns.text:
            answers = plural(counts.answered[column], "answer")
            yield f"“{column}”: {answers} in {plural(counts.rows, 'row')}."
        yield from self.survey.left_out()
        yield from _errors(counts)
        yield from (damage_note(one, self.survey.options.repairs) for one in counts.damage)


def _errors(counts: Counts) -> Iterator[str]:
    for column, nothing in counts.nothing.items():
        errors = {cell: times for cell, times in nothing.items() if is_error(cell)}
        if errors:
            shown = ", ".join(f"{error} ({times})" for error, times in errors.items())
            yield f"“{column}”: cells with a spreadsheet's error are no answers: {shown}."


def _hash(cells: Sequence[str]) -> int:
    digest = hashlib.blake2b("\x1f".join(cells).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


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


def quoted(names: Iterable[str]) -> str:
    """Names as a sentence lists them."""
    return ", ".join(f"“{name}”" for name in names)
