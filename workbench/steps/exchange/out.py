"""A study as a project file that other programs read, with all that a viewer may see of it.

Coders, codes, cases, texts and codings are said as the standard says them; what only the
workbench has travels beside them in one note, from which it can make the same study again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from workbench.exchange.codes import elements_of, group_sets
from workbench.exchange.guids import guid_of, made
from workbench.exchange.project_file import write_project
from workbench.exchange.values import (
    Applied,
    Case,
    CodeElement,
    Note,
    Project,
    Selection,
    Set,
    Source,
    User,
    Variable,
)
from workbench.files import write_whole
from workbench.steps.codebook import ORIGIN
from workbench.steps.exchange.bulk import many_values
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.store import Reader, Store
from workbench.store.reads import cases, codebooks, codings, decisions, documents, memos, rounds
from workbench.store.reads.coders import coders
from workbench.store.reads.history import events
from workbench.store.reads.quoting import unquotable
from workbench.store.reads.studies import identities, title
from workbench.store.whole import whole_study
from workbench.terms import Code, Memo, Round, Span, Viewer
from workbench.watching import each

CONSENSUS = "consensus"
"""As whom decisions are written."""
NAMED = 1_000
"""How many characters of a quotation a selection is named by; more ends in dots."""
_EARLIER = "codes of earlier versions"


class Exported(NamedTuple):
    """What was written."""

    documents: int
    codings: int
    left_out: tuple[str, ...]
    """Sentences about what the file does not hold."""


def export_project(
    store: Store, viewer: Viewer, path: Path, n: int | None = None, leave: Leave = STRICT
) -> Exported:
    """Write a study as a .qdpx; of one round alone, only what other programs read.

    Rounds that are not revealed hold what the viewer coded, nobody else's work.
    The same study gives the same bytes.
    """
    with leaving(store, viewer, "qdpx", path, leave), many_values():
        with store.reading() as reader:
            filling = _Filling(reader, viewer, n)
            project = filling.project()
            own = whole_study(reader, viewer) if n is None else None
            left_out = tuple(_left_out(filling))
        write_whole(path, write_project(project, own))
    return Exported(len(project.sources), len(filling.marks), left_out)


def _left_out(filling: _Filling) -> Iterator[str]:
    kept_back = unquotable(filling.reader, filling.viewer)
    if kept_back.cases or kept_back.documents:
        yield (
            "A project is data and holds every word, also of those who are not to be quoted;"
            " other programs do not know it."
        )
    blind = [one.n for one in filling.rounds if one.state not in ("revealed", "adjudicated")]
    if blind:
        numbers = ", ".join(map(str, blind))
        whose = f"only {filling.viewer.coder}'s work" if filling.viewer.coder else "no coder's work"
        yield f"Not revealed, so of these rounds there is {whose} in the file: {numbers}."
    if any(not text.isascii() and max(text) > "\uffff" for text in filling.texts.values()):
        yield (
            "A text has signs that some programs count as two (emoji, rare letters): NVivo for"
            " Windows may place codings after them too early."
        )


class _Marked(NamedTuple):
    """A coding or a decided code, with whom it is written as."""

    n: int
    who: str
    """The coder's name; CONSENSUS for decisions."""
    decided: bool
    document: str
    code: str
    span: Span

    @property
    def place(self) -> tuple[str, bool, str, str, Span]:
        """What is the same when it is said again in another round."""
        return self[1:]


class _Filling:
    """A study's values, gathered in one snapshot."""

    def __init__(self, reader: Reader, viewer: Viewer, n: int | None) -> None:
        self.reader = reader
        self.viewer = viewer
        self.rounds = rounds.rounds(reader, viewer)
        if n is not None:
            self.rounds = (rounds.round_of(reader, viewer, n),)
        self.whole = n is None
        self.uids = {(one.kind, one.name): one.uid for one in identities(reader, viewer)}
        self.study = self.uids["study", ""]
        self.documents = documents.documents(reader, viewer)
        self.texts = {d.name: documents.text(reader, viewer, d.name) for d in self.documents}
        self.marks = [mark for one in self.rounds for mark in self._marks(one)]
        again = Counter(mark.place for mark in self.marks)
        self._users_of: dict[tuple[int, str, bool], User] = {}
        self._round_guids = {one.n: made("round", self.study, one.n) for one in self.rounds}
        self.by_round = any(count > 1 for count in again.values())
        """Whether coders are written once a round, so that a code put again is no double."""

    def project(self) -> Project:
        history = events(self.reader, self.viewer)
        notes = _Notes(self.reader, self.viewer, self.uids) if self.whole else None
        variables = self._variables()
        return Project(
            name=title(self.reader, self.viewer),
            origin=ORIGIN,
            created=_moment(history[0].at),
            modified=_moment(history[-1].at),
            users=tuple(self._users()),
            codes=self._codes(notes.of if notes else {}),
            variables=tuple(one for one, _ in variables.values()),
            cases=tuple(self._cases(variables)),
            sources=tuple(self._sources(notes.of if notes else {})),
            notes=(*(notes.notes if notes else ()), *map(self._round_note, self.rounds)),
            sets=(*self._groups(), *map(self._round_set, self.rounds)),
            about=tuple(notes.of.get("", ())) if notes else (),
        )

    # -------------------------------------------------------------- who coded what

    def _marks(self, one: Round) -> Iterator[_Marked]:
        for put in codings.codings(self.reader, self.viewer, one.n):
            span = Span(put.start, put.stop)
            yield _Marked(one.n, put.coder, False, put.document, put.code, span)  # noqa: FBT003
        yield from self._decided(one)

    def _decided(self, one: Round) -> Iterator[_Marked]:
        made_ = decisions.decisions(self.reader, self.viewer, one.n) if _seen(one) else ()
        units = {
            name: documents.units(self.reader, self.viewer, name, one.unit)
            for name in dict.fromkeys(decision.document for decision in made_)
        }
        for decision in made_:
            unit = units[decision.document][decision.unit - 1]
            for code in decision.codes:
                span = Span(unit.start, unit.stop)
                yield _Marked(one.n, CONSENSUS, True, decision.document, code, span)  # noqa: FBT003

    def _user(self, mark: _Marked) -> User:
        key = (mark.n, mark.who, mark.decided)
        if key not in self._users_of:
            self._users_of[key] = self._made_user(mark)
        return self._users_of[key]

    def _made_user(self, mark: _Marked) -> User:
        uid = self.study if mark.decided else self.uids["coder", mark.who]
        kind = "decided" if mark.decided else "coder"
        if not self.by_round:
            return User(guid_of(kind, uid), mark.who, mark.who)
        return User(made(kind, uid, mark.n), f"{mark.who} [R{mark.n}]", mark.who)

    def _users(self) -> Iterator[User]:
        known: dict[str, User] = {}
        for mark in self.marks:
            user = self._user(mark)
            known.setdefault(user.guid, user)
        wrote = {mark.who for mark in self.marks if not mark.decided}
        for one in coders(self.reader, self.viewer):
            if one.name not in wrote:
                guid = guid_of("coder", self.uids["coder", one.name])
                known.setdefault(guid, User(guid, one.name, one.name))
        yield from sorted(known.values(), key=lambda user: (user.name, user.guid))

    # -------------------------------------------------------------- codes

    def _codes(self, notes: Mapping[str, Sequence[str]]) -> tuple[CodeElement, ...]:
        versions = codebooks.versions(self.reader, self.viewer)
        if not versions:
            return ()
        used = {mark.code for mark in self.marks}
        latest = codebooks.codebook(self.reader, self.viewer)
        there = {code.uid for _, code in latest.walk()}
        gone: dict[str, Code] = {}
        for version in reversed(versions[:-1]):
            for _, code in codebooks.codebook(self.reader, self.viewer, version).walk():
                if code.uid in used - there:
                    gone.setdefault(code.uid, replace(code, codes=()))
        codes = elements_of(latest.codes, used)
        if gone:
            earlier = elements_of(list(gone.values()), used)
            shelf = CodeElement(made("earlier", self.study), _EARLIER, codable=False)
            codes = (*codes, replace(shelf, codes=_distinct(earlier)))
        return tuple(_with_notes(one, notes) for one in codes)

    def _groups(self) -> tuple[Set, ...]:
        if not codebooks.versions(self.reader, self.viewer):
            return ()
        return group_sets(codebooks.codebook(self.reader, self.viewer))

    # -------------------------------------------------------------- cases

    def _variables(self) -> dict[tuple[str, str, str], tuple[Variable, type]]:
        values: dict[tuple[str, str, str], list[object]] = defaultdict(list)
        for one in cases.cases(self.reader, self.viewer):
            for fact in one.attributes:
                values[fact.name, fact.instrument, fact.time].append(fact.value)
        return {
            about: (Variable(made("variable", *about), _called(*about), _NAMES[kind]), kind)
            for about, found in values.items()
            for kind in [_kind(found)]
        }

    def _cases(
        self, variables: Mapping[tuple[str, str, str], tuple[Variable, type]]
    ) -> Iterator[Case]:
        for one in cases.cases(self.reader, self.viewer):
            values = []
            for fact in one.attributes:
                variable, kind = variables[fact.name, fact.instrument, fact.time]
                values.append((variable.guid, kind(fact.value)))
            yield Case(
                guid_of("case", self.uids["case", one.name]),
                one.name,
                values=tuple(values),
                sources=tuple(self._source_guid(there.document) for there in one.attendances),
            )

    # -------------------------------------------------------------- texts

    def _source_guid(self, name: str) -> str:
        return guid_of("document", self.uids["document", name])

    def _sources(self, notes: Mapping[str, Sequence[str]]) -> Iterator[Source]:
        by_document: dict[str, list[_Marked]] = defaultdict(list)
        for mark in self.marks:
            by_document[mark.document].append(mark)
        for one in each("Laying out documents", self.documents):
            guid = self._source_guid(one.name)
            marks = sorted(by_document[one.name], key=_order)
            yield Source(
                guid,
                one.name,
                self.texts[one.name],
                description=one.question or "",
                selections=tuple(self._selection(mark) for mark in marks),
                notes=tuple(notes.get(guid, ())),
            )

    def _selection(self, mark: _Marked) -> Selection:
        user = self._user(mark).guid
        ids = (self.study, mark.n, user, self._source_guid(mark.document), *mark.span, mark.code)
        applied = Applied(
            made("coding", *ids),
            guid_of("code", mark.code),
            user,
            notes=(self._round_guid(mark.n),),
        )
        quote = self.texts[mark.document][mark.span.start : mark.span.stop]
        name = quote if len(quote) <= NAMED else f"{quote[:NAMED]}…"
        return Selection(made("selection", *ids), name, *mark.span, user, applied=(applied,))

    # -------------------------------------------------------------- rounds

    def _round_guid(self, n: int) -> str:
        return self._round_guids[n]

    def _round_note(self, one: Round) -> Note:
        said = (
            f"Purpose: {one.purpose}",
            f"State: {one.state}",
            f"Codebook version: {one.version}",
            f"Unit: {one.unit}",
            f"Coders: {', '.join(one.coders)}",
        )
        return Note(self._round_guid(one.n), f"Coding round {one.n}", "\n".join(said))

    def _round_set(self, one: Round) -> Set:
        return Set(
            made("round set", self.study, one.n),
            f"Round {one.n}",
            sources=tuple(map(self._source_guid, one.documents)),
            notes=(self._round_guid(one.n),),
        )


def _seen(one: Round) -> bool:
    return one.state in ("revealed", "adjudicated")


def _order(mark: _Marked) -> tuple[Span, int, str, str]:
    return mark.span, mark.n, mark.who, mark.code


def _moment(at: str) -> str:
    """A time of the history as the standard's, in UTC."""
    return at.replace("+00:00", "Z")


def _distinct(codes: Sequence[CodeElement]) -> tuple[CodeElement, ...]:
    """Codes of several versions beside each other, under names of their own."""
    names: Counter[str] = Counter()
    found = []
    for one in codes:
        names[one.name] += 1
        count = names[one.name]
        found.append(replace(one, name=one.name if count == 1 else f"{one.name} ({count})"))
    return tuple(found)


def _with_notes(one: CodeElement, notes: Mapping[str, Sequence[str]]) -> CodeElement:
    below = tuple(_with_notes(code, notes) for code in one.codes)
    return replace(one, notes=tuple(notes.get(one.guid, ())), codes=below)


# ------------------------------------------------------------------ facts


_NAMES: Mapping[type, str] = {int: "Integer", float: "Float", str: "Text"}


def _kind(values: Sequence[object]) -> type:
    """What all values of a variable can be written as."""
    numbers = all(type(value) in (int, float) and isfinite(float(str(value))) for value in values)
    if not numbers:
        return str
    return int if all(float(str(value)).is_integer() for value in values) else float


def _called(name: str, instrument: str, time: str) -> str:
    more = ", ".join(one for one in (instrument, time) if one)
    return f"{name} ({more})" if more else name


# ------------------------------------------------------------------ memos


class _Notes:
    """The memos as notes, and for each GUID those that belong to it; empty: to the project."""

    def __init__(self, reader: Reader, viewer: Viewer, uids: Mapping[tuple[str, str], str]) -> None:
        self._uids = uids
        self.notes: list[Note] = []
        self.of: dict[str, list[str]] = defaultdict(list)
        for place, one in enumerate(memos.memos(reader, viewer)):
            self._add(place, one)

    def _add(self, place: int, one: Memo) -> None:
        guid = made("memo", self._uids["study", ""], place, *one[:4])
        target, name = self._target(one)
        said = f"{one.text}\n\n({one.author})" if one.author else one.text
        self.notes.append(Note(guid, name, said))
        self.of[target].append(guid)

    def _target(self, one: Memo) -> tuple[str, str]:
        if one.target_kind == "unit":
            document, _, position = one.target.rpartition("#")
            uid = self._uids.get(("document", document))
            return guid_of("document", uid) if uid else "", f"{document}, unit {position}"
        if one.target_kind in ("code", "document", "case"):
            return guid_of(one.target_kind, one.target), f"Memo on a {one.target_kind}"
        return "", f"Memo ({one.target_kind})"
