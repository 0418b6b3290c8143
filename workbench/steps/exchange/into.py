"""A project file of any program into a study: a dry run first, a report of what is lost.

Nothing that is in the study is changed: documents, codes and coders are found again or added,
codings go into rounds of their own. All of it is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from workbench.errors import FileFault, NotAsked, WorkbenchError
from workbench.exchange.guids import guid_of
from workbench.exchange.offsets import CONVENTIONS
from workbench.exchange.project_file import read_project
from workbench.exchange.values import Convention, Own, Project, Read
from workbench.exchange.xml_reading import count_codes
from workbench.importers import IMPORTERS
from workbench.importers.reading import file_name
from workbench.importers.settings import Settings
from workbench.steps.backup import backup_before
from workbench.steps.check import faults_of
from workbench.steps.exchange.bulk import many_values
from workbench.steps.exchange.coded import Codings
from workbench.steps.exchange.coders import IMPORTED, Coders
from workbench.steps.exchange.facts import known_cases, take_facts
from workbench.steps.exchange.ledger import Counted, Ledger
from workbench.steps.exchange.naming import one_line
from workbench.steps.exchange.notes import take_words
from workbench.steps.exchange.places import Places
from workbench.steps.exchange.texts import Texts, is_ours, take_codes
from workbench.store import Store, Writer, new_study
from workbench.store.reads import cases, codebooks, codings, decisions, documents, memos, rounds
from workbench.store.reads.history import events
from workbench.store.whole import is_blank, restore_study
from workbench.store.writes.memos import Brought, add_texts
from workbench.terms import NOBODY, Viewer

SAMPLE = 5
"""How many quotations a report shows."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Asked(NamedTuple):
    """How a project file is to be taken."""

    coders: Mapping[str, str] = NO_NAMES
    """For a user's name in the file, the coder of the study who it is."""
    counting: str | None = None
    """How positions are counted, such as `utf-16,crlf=2`; None: found out."""
    dry_run: bool = False
    strict: bool = False
    """Take nothing where anything is lost."""


class Report(NamedTuple):
    """What was, or would be, taken from a project file, and what was not."""

    file: str
    sha256: str
    origin: str
    whole: bool
    """It is the workbench's own, unchanged, so the study is made again as it was."""
    convention: str
    evidence: str
    quotes: tuple[str, ...]
    """The first stretches that were coded, as they are found, to be looked at."""
    quotes_sha256: str
    """Of all coded stretches in the order of the file, joined by U+001F; the same words, the same
    hash, whatever the program counted."""
    counts: tuple[Counted, ...]
    coders: Mapping[str, int]
    """For each coder, how many codings."""
    notes: tuple[str, ...]
    kept: tuple[str, ...]
    """Each thing that stands in a memo, because a study has no place for it."""
    left_out: tuple[str, ...]
    """Each thing that could not be taken, with its GUID and why."""

    @property
    def lost(self) -> int:
        """How many things are not in the study afterwards, in any form."""
        return sum(one.lost for one in self.counts)

    def value(self) -> dict[str, Any]:
        """As plain values."""
        return {**self._asdict(), "counts": [one._asdict() for one in self.counts]}


class _Enough(Exception):
    """A dry run has seen what there is to see."""


def import_project(store: Store, viewer: Viewer, path: Path, asked: Asked | None = None) -> Report:
    """Take a project file into a study, all of it or nothing; what was taken and lost.

    The workbench's own file, unchanged, makes a blank study what it was when it was written.
    Taken twice, it adds nothing the second time.
    """
    asked = asked or Asked()
    with store.reading() as reader:
        blank = is_blank(reader)
    with many_values():
        found = read_any(path, convention_of(asked.counting), own=blank)
        return _import(store, viewer, path, found, asked)


def _import(store: Store, viewer: Viewer, path: Path, found: Read, asked: Asked) -> Report:
    report = None
    with suppress(_Enough), store.writing(viewer) as writer:
        if not is_blank(writer) and not asked.dry_run:
            backup_before(store, "import")
        report = _take(writer, viewer, path, found, asked)
        if asked.dry_run or (asked.strict and report.lost):
            raise _Enough
    if report is None:
        raise NotAsked("Nothing was taken.")
    return report


def new_from_project(study: Path, path: Path, name: str | None = None) -> Report:
    """Make a study of a project; where the project is refused, there is no study.

    Its title is `name`, else the project's; the workbench's own file keeps its own.
    """
    with many_values():
        return _new(study, path, name)


def _new(study: Path, path: Path, name: str | None) -> Report:
    found = read_any(path, own=True)
    title = name or one_line(found.project.name) or path.stem
    report = None
    store = new_study(study, title)
    try:
        with store:
            report = _import(store, NOBODY, path, found, Asked())
    finally:
        if report is None:
            study.unlink()
    return report


def read_any(path: Path, convention: Convention | None = None, *, own: bool = False) -> Read:
    """Read a project file, as `read_project` does; FileFault where there is none."""
    if not path.is_file():
        raise FileFault(f"There is no file {file_name(path)}; check its name and folder.")
    try:
        return read_project(path, _formatted_text, convention, own=own)
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise FileFault(f"{file_name(path)} cannot be read ({why}); check it.") from fault


def _formatted_text(path: str, data: bytes) -> str:
    """The words of a Word, OpenDocument or RTF file; empty where there are none."""
    kind = path.rpartition(".")[2].lower()
    if kind not in ("docx", "odt", "rtf"):
        return ""
    try:
        draft = IMPORTERS[kind](path, data, Settings(None, None, "none"))
    except WorkbenchError:
        return ""
    return draft.documents[0].text


def convention_of(text: str | None) -> Convention | None:
    """A convention as a researcher writes it: `utf-16`, `crlf=2`, `bom`, `inclusive`, by commas."""
    if text is None:
        return None
    said = {one.strip().lower() for one in text.split(",")}
    units = {"code-points": "code points", "utf-16": "UTF-16", "bytes": "bytes"}
    wrong = said - {*units, "crlf=1", "crlf=2", "bom", "inclusive", "exclusive"}
    if wrong:
        raise NotAsked(
            f"“{sorted(wrong)[0]}” is no way to count; write code-points, utf-16 or bytes, and"
            " crlf=1 or crlf=2, bom, inclusive or exclusive, joined by commas."
        )
    unit = next((units[one] for one in units if one in said), "code points")
    wanted = (unit, 2 if "crlf=2" in said else 1, "bom" in said, "inclusive" in said)
    return next(one for one in CONVENTIONS if one == wanted)


def _take(writer: Writer, viewer: Viewer, path: Path, found: Read, asked: Asked) -> Report:
    if found.own is not None:
        if not is_blank(writer):
            raise NotAsked("Something was put into the study meanwhile; import the file again.")
        _restore(writer, found.own.study, found.project)
        return _report(path, found, _as_it_was(found.project, found.own), whole=True)
    ledger = Ledger()
    project = found.project
    coders = Coders(writer, project, asked.coders, ledger)
    codes, version = take_codes(writer, found, ledger)
    before = known_cases(writer)
    texts = Texts(writer, found, file_name(path), ledger)
    places = Places(texts.names, codes, version, is_ours(project))
    called = take_facts(writer, found, places, before, ledger)
    coded = Codings(writer, found, coders, places, ledger)
    numbers = coded.take(viewer)
    take_words(writer, project, coders, places, called, coded.noted, ledger)
    for kind, count in project.others.items():
        ledger.count(kind, count, lost=count)
    if ledger.changed:
        ids = {"file": found.sha256, "rounds": numbers, "coders": coders.said}
        event = writer.event(IMPORTED, ids)
        _remember(writer, event, ledger)
    return _report(path, found, ledger, coded.quotes_sha256)


def _remember(writer: Writer, event: int, ledger: Ledger) -> None:
    """What the study has no place for stands in a memo on the import."""
    told = [f"Kept: {one}" for one in ledger.kept] + [f"Left out: {one}" for one in ledger.left_out]
    if told:
        add_texts(writer, [Brought("event", str(event), None, None, "\n".join(told))])


def _as_it_was(project: Project, own: Own) -> Ledger:
    ledger = Ledger()
    ledger.quotes += own.quotes
    for kind, read in (
        ("coders", len(project.users)),
        ("codes", count_codes(project.codes)),
        ("documents", len(project.sources)),
        ("cases", len(project.cases)),
        ("codings", own.codings),
        ("notes", len(project.notes)),
        ("sets", len(project.sets)),
    ):
        ledger.count(kind, read, taken=read)
    return ledger


def _report(
    path: Path, found: Read, ledger: Ledger, quotes_sha256: str = "", *, whole: bool = False
) -> Report:
    return Report(
        file_name(path),
        found.sha256,
        found.project.origin or "unknown",
        whole,
        found.convention.words,
        found.evidence,
        tuple(one if len(one) <= 60 else f"{one[:59]}…" for one in ledger.quotes[:SAMPLE]),
        quotes_sha256,
        tuple(ledger.counts.values()),
        dict(ledger.by_coder),
        (*found.notes, *ledger.notes),
        tuple(ledger.kept),
        tuple(ledger.left_out),
    )


# ------------------------------------------------------------------ our own


def _restore(writer: Writer, own: Mapping[str, Any], project: Project) -> None:
    texts = {one.guid: one.text or "" for one in project.sources}
    with _damage():
        stored = own["document"]
        uids = [row[stored["columns"].index("uid")] for row in stored["rows"]]
        restore_study(writer, own, {uid: texts[guid_of("document", uid)] for uid in uids})
        faults = faults_of(writer)
        _read_through(writer)
    if faults:
        raise FileFault(
            f"What the file tells of the study does not hold together ({faults[0].what});"
            " export it again."
        )


@contextmanager
def _damage() -> Iterator[None]:
    """What a study made of damaged rows makes its readers stumble over."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
        raise FileFault("What the file tells of the study is damaged; export it again.") from fault


def _read_through(writer: Writer) -> None:
    for version in codebooks.versions(writer, NOBODY):
        codebooks.codebook(writer, NOBODY, version)
    for one in rounds.rounds(writer, NOBODY):
        codings.codings(writer, NOBODY, one.n)
        codings.no_codes(writer, NOBODY, one.n)
        decisions.decisions(writer, NOBODY, one.n)
    for document in documents.documents(writer, NOBODY):
        documents.turns(writer, NOBODY, document.name)
    cases.cases(writer, NOBODY)
    memos.memos(writer, NOBODY)
    events(writer, NOBODY)
