"""What a project file knows of people and documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.drafts import DraftAttribute
from workbench.exchange.people import ROUND_NOTE
from workbench.exchange.values import Case, Read, Set, Typed
from workbench.steps.exchange.ledger import Ledger
from workbench.steps.exchange.naming import one_line
from workbench.steps.exchange.places import Places
from workbench.store import Writer
from workbench.store.reads.cases import cases
from workbench.store.writes.cases import case_ids, put_attendance, put_attributes
from workbench.terms import NOBODY


def known_cases(writer: Writer) -> frozenset[str]:
    """The names of the study's cases, in small letters."""
    return frozenset(one.name.casefold() for one in cases(writer, NOBODY))


def take_facts(
    writer: Writer,
    found: Read,
    places: Places,
    before: frozenset[str],
    ledger: Ledger,
) -> dict[str, str]:
    """Take cases and facts; what they name is found by `places`.

    `before` are the cases that were there before anything was taken. What the study says of a
    case already stays. What is returned are the cases' names here, by their GUIDs.
    """
    taking = _Facts(writer, found, places, before, ledger)
    facts = [*taking.of_cases(), *taking.of_sources(), *taking.of_sets()]
    new: dict[tuple[str, str], DraftAttribute] = {}
    for fact in facts:
        if (fact.case.casefold(), fact.name) not in taking.told:
            new.setdefault((fact.case.casefold(), fact.name), fact)
    put_attributes(writer, list(new.values()))
    ledger.count("facts", len(facts), taken=len(new), same=len(facts) - len(new))
    return taking.called


class _Facts:
    def __init__(
        self,
        writer: Writer,
        found: Read,
        places: Places,
        before: frozenset[str],
        ledger: Ledger,
    ) -> None:
        self.writer = writer
        self.project = found.project
        self.names = places.documents
        self.codes = places.codes.keys()
        self.ledger = ledger
        self.called: dict[str, str] = {}
        known = cases(writer, NOBODY)
        self.told = {(one.name.casefold(), fact.name) for one in known for fact in one.attributes}
        self.known = before
        self.rounds = {one.guid for one in self.project.notes if ROUND_NOTE.fullmatch(one.name)}
        self.attended = {
            (one.name.casefold(), there.document) for one in known for there in one.attendances
        }

    def of_cases(self) -> Iterator[DraftAttribute]:
        read = len(self.project.cases)
        new: set[str] = set()
        for one in self.project.cases:
            name = self.called[one.guid] = self._name(one)
            new |= {name.casefold()} - self.known
            case_ids(self.writer, [name])
            for document in filter(None, (self.names.get(guid) for guid in one.sources)):
                self._attend(name, document)
            yield from self._told(name, one.values)
        self.ledger.count("cases", read, taken=len(new), same=read - len(new))
        self._attend_by_stretches()

    def _attend_by_stretches(self) -> None:
        """Whose stretches lie in a document, by reference or by a code that is the case itself."""
        owners = {guid: one.guid for one in self.project.cases for guid in one.selections}
        alone = self.called.keys() - self.codes
        owned = 0
        for source in self.project.sources:
            for selection in source.selections:
                whose = {owners.get(selection.guid, ""), *(one.code for one in selection.applied)}
                for guid in whose & alone:
                    owned += 1
                    if source.guid in self.names:
                        self._attend(self.called[guid], self.names[source.guid])
        marked = max(owned, len(owners))
        self.ledger.count("stretches of cases", marked, lost=marked)

    def _name(self, one: Case) -> str:
        """A case without a name that has one source holds what is known of that source."""
        alone = self.names.get(one.sources[0], "") if len(one.sources) == 1 else ""
        return one_line(one.name) or alone or f"case {one.guid[:8]}"

    def _attend(self, name: str, document: str) -> None:
        if (name.casefold(), document) not in self.attended:
            self.attended.add((name.casefold(), document))
            put_attendance(self.writer, name, document, None)

    def of_sources(self) -> Iterator[DraftAttribute]:
        """Facts about a document are facts about a case of its name, who attended it."""
        for source in self.project.sources:
            document = self.names.get(source.guid)
            if source.values and document:
                self._attend(document, document)
                yield from self._told(document, source.values)

    def _told(self, case: str, values: Sequence[tuple[str, Typed]]) -> Iterator[DraftAttribute]:
        names = {one.guid: one_line(one.name) for one in self.project.variables}
        for guid, value in values:
            yield DraftAttribute(case, names.get(guid) or "variable", _fact(value))

    def _members(self, one: Set) -> str:
        theirs = {
            guid: one_line(source.name)
            for source in self.project.sources
            for guid in (source.guid, *source.also)
        }
        names = theirs | dict(self.names)
        listed = ", ".join(names[guid] for guid in one.sources if guid in names)
        said = [listed or "no text that is here", one.description.strip()]
        return "; ".join(filter(None, said))

    def of_sets(self) -> Iterator[DraftAttribute]:
        """ATLAS.ti writes what is known of documents as sets named `key: value`."""
        taken = 0
        for one in self.project.sets:
            key, _, value = (part.strip() for part in one.name.partition(":"))
            inside = [name for guid in one.sources if (name := self.names.get(guid))]
            if key and value and inside and "atlas" in self.project.origin.casefold():
                taken += 1
                for document in inside:
                    self._attend(document, document)
                    yield DraftAttribute(document, one_line(key), _fact(value))
            elif self.rounds.issuperset(one.notes) and (one.notes or not one.sources):
                taken += 1
            else:
                self.ledger.kept.append(f"set “{one_line(one.name)}”: {self._members(one)}")
        read = len(self.project.sets)
        self.ledger.count("sets", read, taken=taken, kept=read - taken)


def _fact(value: Typed) -> str | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return float(value) if abs(value) >= 2**53 else value
    return value
