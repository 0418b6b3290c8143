"""The codings of a project file, in rounds of their own.

A coding that is in the study already, by the same coder on the same stretch, is not put again;
so a file taken twice adds nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.coding.soundness import Cut
from workbench.exchange.people import doubtful, from_nvivo, rounds_of, user_of
from workbench.exchange.values import Applied, Read, Selection, Source
from workbench.steps.exchange.coders import Coders
from workbench.steps.exchange.ledger import Ledger
from workbench.steps.exchange.naming import one_line
from workbench.steps.exchange.places import Places
from workbench.steps.exchange.texts import UNIT
from workbench.store import Writer
from workbench.store.reads import codings, documents, rounds
from workbench.store.writes import codings as writes
from workbench.store.writes import documents as document_writes
from workbench.store.writes import places
from workbench.store.writes.memos import Brought, add_texts
from workbench.store.writes.places import Place
from workbench.store.writes.rounds import (
    add_round,
    assign,
    lock_units,
    set_finished,
    set_state,
)
from workbench.terms import NOBODY, Span, Viewer
from workbench.words import plural

Noted = tuple[str, str, int | None] | None
"""What a memo is on, and in which round; None: it is there already."""


class Given(NamedTuple):
    """A coding of the file in the study's words."""

    n: int
    """The round in the file."""
    document: str
    coder: str
    code: str
    """Its uid."""
    span: Span

    @property
    def plain(self) -> tuple[str, str, str, Span]:
        """What makes it the same in whatever round."""
        return self[1:]


class Codings:
    """The codings of one file."""

    def __init__(
        self, writer: Writer, found: Read, coders: Coders, places: Places, ledger: Ledger
    ) -> None:
        self._writer = writer
        self._found = found
        self._coders = coders
        self._places = places
        self._ledger = ledger
        self._doubts: Counter[str] = Counter()
        self._exporters: Counter[str] = Counter()
        self._digest = hashlib.sha256()
        self._done: Counter[str] = Counter()
        self._memos: list[tuple[Given, str]] = []
        self._notes: dict[str, Given] = {}
        self._cut: dict[str, Cut] = {}
        self._unit_ids: dict[str, Cut] = {}
        self._rounds = rounds_of(found.project)
        self._cases = {one.guid for one in found.project.cases} - places.codes.keys()
        self.noted: dict[str, Noted] = {}
        """For each note on a coding, where that is."""

    @property
    def quotes_sha256(self) -> str:
        """A hash of all words that were coded, in the order of the file."""
        return self._digest.hexdigest()

    def take(self, viewer: Viewer) -> list[int]:
        """Put what is new into rounds that everybody sees; the rounds' numbers."""
        given = [one for source in self._found.project.sources for one in self._in(source)]
        fresh = self._fresh(given, viewer)
        numbers = [self._round(fresh[n]) for n in sorted(fresh)]
        self._write_memos(fresh, dict(zip(sorted(fresh), numbers, strict=True)))
        self._ledger.count("codings", sum(self._done.values()), **self._done)
        self._say_doubts()
        return numbers

    # -------------------------------------------------------------- what there is

    def _in(self, source: Source) -> Iterator[Given]:
        document = self._places.documents.get(source.guid)
        for one in source.applied:
            self._whole(source, one)
        for selection in source.selections:
            if not selection.applied:
                self._quotation(source, selection)
            for applied in selection.applied:
                if applied.code not in self._cases:
                    yield from self._given(source, document, selection, applied)

    def _given(
        self, source: Source, document: str | None, selection: Selection, applied: Applied
    ) -> Iterator[Given]:
        code = self._places.codes.get(applied.code)
        why = self._found.unplaced.get(selection.guid, "") if selection.start is None else ""
        if document is None:
            why = source.lost or "its document has no text"
        if code is None:
            why = f"its code {applied.code or 'is not named'} is not in the file's codebook"
        if why or document is None or code is None or selection.start is None:
            self._lose(applied, selection, why)
            return
        span = Span(selection.start, selection.stop or 0)
        quote = (source.text or "")[span.start : span.stop]
        self._quote(quote)
        if doubtful(self._found.project, selection, applied):
            self._doubts[selection.user] += 1
        self._exporters[applied.user] += 1
        coder, n = self._coders.of(user_of(self._found.project, selection, applied))
        for note in reversed(applied.notes):
            n = self._rounds.get(note, n)
        self._ledger.by_coder[coder] += 1
        given = Given(n, document, coder, code, span)
        if selection.description.strip() and applied is selection.applied[0]:
            self._memos.append((given, selection.description.strip()))
        for note in (*selection.notes, *applied.notes):
            self._notes.setdefault(note, given)
        yield given

    def _quote(self, quote: str) -> None:
        if self._ledger.by_coder:
            self._digest.update(b"\x1f")
        self._digest.update(quote.encode())
        self._ledger.quotes.append(quote)

    def _lose(self, applied: Applied, selection: Selection, why: str) -> None:
        self._done["lost"] += 1
        quote = f" on “{one_line(selection.name)}”" if selection.name else ""
        coder = self._coders.called(user_of(self._found.project, selection, applied))
        self._ledger.left_out.append(f"coding {applied.guid} by {coder}{quote}: {why}")

    def _whole(self, source: Source, applied: Applied) -> None:
        """A code on a whole document has no stretch, so it stands in a memo."""
        code = self._code_name(applied.code)
        name = self._places.documents.get(source.guid, source.name)
        coder, _ = self._coders.of(applied.user)
        self._done["kept"] += 1
        self._ledger.kept.append(f"coding of all of “{one_line(name)}”: {code}, by {coder}")

    def _code_name(self, guid: str) -> str:
        walk = list(self._found.project.codes)
        while walk:
            one = walk.pop()
            if one.guid == guid:
                return one_line(one.name)
            walk.extend(one.codes)
        return f"a code that is not there ({guid})"

    def _quotation(self, source: Source, one: Selection) -> None:
        said = " ".join(filter(None, (one_line(one.name), one.description.strip())))
        name = self._places.documents.get(source.guid, source.name)
        where = f" [{one.start}, {one.stop})" if one.start is not None else ""
        self._ledger.kept.append(f"quotation in “{one_line(name)}”{where}: {said}")

    # -------------------------------------------------------------- what is new

    def _fresh(self, given: Sequence[Given], viewer: Viewer) -> dict[int, list[Given]]:
        there = self._there(viewer)
        seen: set[Given] = set()
        fresh: dict[int, list[Given]] = defaultdict(list)
        for one in given:
            if one in seen:
                self._done["same"] += 1
                self._ledger.notes.append(
                    f"{one.coder} put one code twice on “{one.document}” {tuple(one.span)};"
                    " it is there once."
                )
            elif there[one.plain]:
                there[one.plain] -= 1
                self._done["same"] += 1
            elif self._cut_of(one.document).touched(one.span) is None:
                self._done["lost"] += 1
                self._ledger.left_out.append(
                    f"coding of “{one.document}” {tuple(one.span)}: it touches no unit there"
                )
            else:
                fresh[one.n].append(one)
                self._done["taken"] += 1
            seen.add(one)
        return fresh

    def _there(self, viewer: Viewer) -> Counter[tuple[str, str, str, Span]]:
        return Counter(
            (one.document, one.coder, one.code, Span(one.start, one.stop))
            for n in [one.n for one in rounds.rounds(self._writer, NOBODY)]
            for one in codings.codings(self._writer, viewer, n)
        )

    def _cut_of(self, name: str) -> Cut:
        """How a document is cut into turns; one that is not, now is."""
        if name not in self._cut:
            if UNIT not in {row.name for row in documents.unit_sets(self._writer, name)}:
                turns = documents.turns(self._writer, NOBODY, name)
                spans = [[Span(one.start, one.stop)] for one in turns]
                document_writes.put_units(self._writer, name, UNIT, {"unit": UNIT}, spans)
            units = documents.units(self._writer, NOBODY, name, UNIT)
            spans_ = [(one.position, Span(one.start, one.stop)) for one in units]
            self._cut[name] = Cut(spans_)
        return self._cut[name]

    # -------------------------------------------------------------- putting it there

    def _round(self, given: Sequence[Given]) -> int:
        """A round that is over: what was coded is seen, what was not is not judged."""
        names = list(dict.fromkeys(one.document for one in given))
        n = add_round(self._writer, "explore", self._places.version, UNIT, (), "blank", names)
        ids = writes.code_ids(self._writer, self._places.version)
        shares: dict[tuple[str, str], list[Given]] = defaultdict(list)
        for one in given:
            shares[one.coder, one.document].append(one)
        lock_units(self._writer, n)
        set_state(self._writer, n, "open")
        for (coder, document), theirs in shares.items():
            assign(self._writer, n, coder, document, _touched(self._cut_of(document), theirs))
            where = places.place_of(self._writer, n, coder, document)
            self._put_given(where, ids, theirs)
            set_finished(self._writer, where.round_id, where.coder_id, where.document_id)
        set_state(self._writer, n, "closed")
        set_state(self._writer, n, "revealed")
        return n

    def _put_given(self, where: Place, ids: Mapping[str, int], theirs: Sequence[Given]) -> None:
        cut = self._ids_of(theirs[0].document, where)
        rows = []
        for one in theirs:
            first, last = cut.touched(one.span) or (0, 0)
            place = (where.round_id, where.coder_id, where.document_id)
            rows.append((*place, ids[one.code], *one.span, first, last, False))
        writes.put_many(self._writer, rows)

    def _ids_of(self, name: str, where: Place) -> Cut:
        """A document's cut with the ids of its units, which are the same for every coder."""
        if name not in self._unit_ids:
            units = places.all_units(self._writer, where)
            self._unit_ids[name] = Cut([(one.id, Span(one.start, one.stop)) for one in units])
        return self._unit_ids[name]

    def _write_memos(
        self, fresh: Mapping[int, Sequence[Given]], numbers: Mapping[int, int]
    ) -> None:
        """Words on codings that are new, as memos on the first unit; those on others are there."""
        new = {one for given in fresh.values() for one in given}
        brought = []
        for one, text in self._memos:
            if one in new:
                kind, target, n = self._unit(one, numbers)
                brought.append(Brought(kind, target, n, one.coder, text))
        add_texts(self._writer, brought)
        for guid, one in self._notes.items():
            self.noted[guid] = self._unit(one, numbers) if one in new else None

    def _unit(self, one: Given, numbers: Mapping[int, int]) -> tuple[str, str, int]:
        first, _ = self._cut_of(one.document).touched(one.span) or (0, 0)
        return "unit", f"{one.document}#{first}", numbers[one.n]

    def _say_doubts(self) -> None:
        if self._doubts and from_nvivo(self._found.project):
            self._ledger.notes += [
                f"NVivo names {self._coders.called(guid)} on {plural(count, 'coding')}, who"
                " exported; who coded is taken from the selections."
                for guid, count in self._exporters.items()
            ]
            return
        for guid, count in self._doubts.items():
            self._ledger.notes.append(
                f"{plural(count, 'coding')} by another user than their selections, which name"
                f" {self._coders.called(guid)}; the coding's user is taken."
            )


def _touched(cut: Cut, given: Sequence[Given]) -> list[int]:
    """Positions of the units that codings touch."""
    positions: set[int] = set()
    for one in given:
        first, last = cut.touched(one.span) or (1, 0)
        positions.update(range(first, last + 1))
    return sorted(positions)
