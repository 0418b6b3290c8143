"""The codes and texts of a project file, found again in the study or added to it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from workbench.coding.taken import join_codebooks
from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.exchange.codes import codes_from
from workbench.exchange.guids import uid_of
from workbench.exchange.values import Project, Read, Source
from workbench.exchange.xml_reading import count_codes
from workbench.importers.talk import talk_of
from workbench.steps.exchange.ledger import Ledger
from workbench.steps.exchange.naming import free, one_line
from workbench.store import Writer
from workbench.store.reads import codebooks, documents
from workbench.store.reads.studies import identities
from workbench.store.writes import documents as writes
from workbench.store.writes.codebooks import add_version
from workbench.terms import NOBODY, Codebook, Span

UNIT = "turn"
"""The units that codings from outside lie in: the paragraphs or turns of the text, no gaps."""


def is_ours(project: Project) -> bool:
    """Whether the workbench wrote a file."""
    return project.origin.startswith("Workbench ")


def take_codes(writer: Writer, found: Read, ledger: Ledger) -> tuple[dict[str, str], int]:
    """For each code's GUID its uid here, and the version of the codebook that has them all."""
    project = found.project
    cases = {one.guid for one in project.cases}
    theirs = codes_from(
        tuple(one for one in project.codes if one.codes or one.guid not in cases),
        [one for one in project.sets if one.codes],
        labelled=is_ours(project),
    )
    before = codebooks.codebook(writer, NOBODY) if codebooks.versions(writer, NOBODY) else None
    joined = join_codebooks(before, theirs.codes)
    version = before.version if before else 0
    if joined.added:
        codebook = Codebook(version + 1, joined.codes)
        version = add_version(writer, codebook, {}, "codes imported")
    ledger.notes += theirs.notes
    ledger.notes += [
        f"The code “{name}” is defined otherwise in the file; ours stays." for name in joined.differ
    ]
    ledger.notes += _odd_codes(project)
    read = count_codes(project.codes)
    shells, same = read - len(theirs.uids), len(theirs.uids) - joined.added
    ledger.count("codes", read, taken=joined.added, same=same, kept=shells)
    return {guid: joined.uids[uid] for guid, uid in theirs.uids.items()}, version


def _odd_codes(project: Project) -> Iterator[str]:
    names: Counter[str] = Counter()
    walk, closed = list(project.codes), {}
    while walk:
        one = walk.pop()
        walk.extend(one.codes)
        names[one.name] += 1
        if not one.codable:
            closed[one.guid] = one.name
    several = sorted(name for name, count in names.items() if count > 1)
    if several:
        yield f"Codes in different places have one name, which they keep: {', '.join(several[:5])}."
    applied = {
        given.code
        for source in project.sources
        for one in source.selections
        for given in one.applied
    }
    for guid in sorted(applied & closed.keys()):
        yield f"“{closed[guid]}” was not to be applied, but was; its codings are kept."


class Texts:
    """The documents of a file by their GUIDs."""

    def __init__(self, writer: Writer, found: Read, file: str, ledger: Ledger) -> None:
        self._writer = writer
        self._found = found
        self._file = file
        self._ledger = ledger
        self._hashes = {one.name: one.sha256 for one in documents.documents(writer, NOBODY)}
        self._by_uid = {
            one.uid: one.name for one in identities(writer, NOBODY) if one.kind == "document"
        }
        self.names: dict[str, str] = {}
        """For each source's GUID, the document's name here."""
        done: Counter[str] = Counter()
        for source in found.project.sources:
            done[self._take(source)] += 1
            if source.guid in self.names:
                self.names |= dict.fromkeys(source.also, self.names[source.guid])
        ledger.count("documents", len(found.project.sources), **done)

    def _take(self, source: Source) -> str:
        text = source.text or ""
        if not text.strip():
            why = source.lost or "its text is empty"
            self._ledger.left_out.append(f"document “{source.name}” ({source.guid}): {why}")
            return "lost"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        uid, wanted = uid_of(source.guid, "source"), one_line(source.name) or "document"
        for name in (self._by_uid.get(uid, ""), wanted):
            if self._hashes.get(name) == sha256:
                self.names[source.guid] = name
                return "same"
        name = free(wanted, self._hashes, "")
        if name != source.name:
            self._ledger.notes.append(f"The document “{source.name}” is called “{name}” here.")
        question = source.description if is_ours(self._found.project) else ""
        self._store(text, name, question or None, None if uid in self._by_uid else uid)
        self._hashes[name] = sha256
        self._by_uid.setdefault(uid, name)
        self.names[source.guid] = name
        return "taken"

    def _store(self, text: str, name: str, question: str | None, uid: str | None) -> None:
        found = DraftDocument(name, text, tuple(turns_of(text)), question)
        draft = Draft(self._file, self._found.sha256, "project", (found,))
        writes.add_document(self._writer, draft, found, {}, uid)
        spans = [[Span(one.start, one.stop)] for one in found.turns]
        writes.put_units(self._writer, name, UNIT, {"unit": UNIT}, spans)


# ------------------------------------------------------------------ a text without gaps


def turns_of(text: str) -> Iterator[DraftTurn]:
    """Stretches that cover all of a text, so that no coding lies between them.

    Each is a turn with its label where the text has labels of speakers, else a paragraph with
    the blank lines after it.
    """
    labelled = [one for one in talk_of(text).turns if one.speaker]
    begins = {text.rfind("\n", 0, one.start) + 1: one for one in labelled}
    starts = _begun(text, sorted(begins) if begins else _paragraphs(text))
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        said = begins.get(start)
        yield DraftTurn(
            start,
            stop,
            said.speaker if said else None,
            said.time if said else None,
            said.case if said else None,
        )


def _paragraphs(text: str) -> list[int]:
    between = r"\n[^\S\n]*\n\s*" if re.search(r"\S\s*\n[^\S\n]*\n\s*\S", text) else r"\n\s*"
    return [found.end() for found in re.finditer(between, text)]


def _begun(text: str, starts: list[int]) -> list[int]:
    """Where stretches begin: at 0, and nowhere that would leave one blank."""
    kept = [0]
    for start in starts:
        if text[kept[-1] : start].strip() and text[start:].strip():
            kept.append(start)
    return kept
