"""A share that came back, laid beside what lies here: does it fit, what is new, what changes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from workbench.errors import FileFault, NotAsked
from workbench.shares import TIMELESS, Returned, ReturnedCoding, ReturnedDocument, ReturnedMemo
from workbench.steps.desk import Desk
from workbench.steps.older_texts import on_todays_texts
from workbench.steps.sheets import keep_unseen, refuse_contradictions, refuse_shifted
from workbench.steps.withdrawn_copies import without_withdrawn
from workbench.store import Writer
from workbench.store.packet import Home, home_of
from workbench.store.reads import codebooks, rounds
from workbench.store.writes import codings, places, proposals, second_looks, shares
from workbench.store.writes.shares import Assigned, Judged, Whose
from workbench.terms import NOBODY, Span
from workbench.watching import MANY, each

Standing = Literal["later", "same", "earlier", "other", "forked", "coded here"]
"""How a packet stands to what was last taken of its share.

`other` is not the packet last made for the share; `forked` was worked on in two copies; `coded
here` means that the share was also coded at home since it last moved.
"""


class Line(NamedTuple):
    """What a packet says about one document, counted in units; never what was said of them."""

    document: str
    judged: int
    """Units that the packet has a judgement on."""
    new: int
    """Units that are not judged here yet."""
    same: int
    conflicting: int
    """Units that are judged here, and otherwise, or not at all, in the packet."""
    finished: bool | None


_Judgements = dict[tuple[str, int], frozenset[Any]]
"""For each document and unit id: the codes with their stretches; a None is a no-code."""


@dataclass(frozen=True)
class Back:
    """A share that came back and fits this study, beside what lies here."""

    writer: Writer
    found: Returned
    whose: Whose
    coder: str
    desks: dict[str, Desk]
    """By document uid."""
    row: Any
    """The stored share; None where this study has made no packet of it."""
    here: Judged
    wanted: Judged
    """What will lie here; its ids stand for nothing."""
    changed: frozenset[tuple[str, int]] = frozenset()
    """Document uid and position of units whose words changed since the packet was made."""
    withdrawn: int = 0
    """How many codings, no-codes and memos were left out, because somebody withdrew since."""

    def standing(self) -> Standing:
        """How the packet stands to what was last taken."""
        if self.row is not None:
            if self.row.packet != self.found.packet:
                return "other"
            if (known := self._known()) is not None:
                return known
        return "coded here" if self._coded_here() else "later"

    def _known(self) -> Standing | None:
        # A sheet saved by a program that writes no time can only be told by what is in it.
        counter, found = self.row.counter, self.found
        now = counter if found.counter == TIMELESS else found.counter
        if now < counter:
            return "earlier"
        if counter and trail(found.history[:counter]) != self.row.trail:
            return "forked"
        alike = found.form != "sheet" or self.wanted.digest() == self.row.held
        return "same" if now == counter and alike and not self.row.out else None

    def _coded_here(self) -> bool:
        if self.row is not None and self.row.out:
            return False
        held = _NOTHING if self.row is None else self.row.held
        return self.here.digest() not in (held, self.wanted.digest())

    def lines(self) -> tuple[Line, ...]:
        """The documents of the share, counted in units."""
        here, packet = self._judgements(self.here), self._judgements(self.wanted)
        return tuple(self._line(one, here, packet) for one in self.found.documents)

    def _line(self, one: ReturnedDocument, here: _Judgements, packet: _Judgements) -> Line:
        said = {key: what for key, what in packet.items() if key[0] == one.uid}
        there = {key: what for key, what in here.items() if key[0] == one.uid}
        return Line(
            document=one.name,
            judged=len(said),
            new=len(said.keys() - there.keys()),
            same=sum(there.get(key) == what for key, what in said.items()),
            conflicting=sum(said.get(key) != what for key, what in there.items()),
            finished=one.finished,
        )

    def _judgements(self, judged: Judged) -> _Judgements:
        found: dict[tuple[str, int], set[Any]] = defaultdict(set)
        counted = each("Counting units", judged.codings.items(), MANY)
        for (document, code, *span), (_, copied, *_marks) in counted:
            for unit in () if copied else self.desks[document].touched(Span(*span)):
                if unit.judged:
                    found[document, unit.id].add((code, *span))
        for document, position in judged.no_codes:
            found[document, self.desks[document].units[position - 1].id].add(None)
        return {key: frozenset(what) for key, what in found.items()}

    def memos(self) -> int:
        """How many memos are new, changed or gone."""
        here = {(key, text) for key, (_, text) in self.here.memos.items()}
        return len({key for key, _ in here ^ _texts(self.wanted)})

    def proposals(self) -> int:
        """How many proposals are new, reworded or withdrawn."""
        here, wanted = self.here.proposals, self.wanted.proposals
        return sum(here.get(uid) != wanted.get(uid) for uid in here.keys() | wanted.keys())

    def put(self) -> None:
        """Make what lies here what came back, row by row, so that what stays keeps its id."""
        self._put_proposals()
        self._put_codings()
        self._put_no_codes()
        self._put_memos()
        self._ask_to_look()
        for one in self.found.documents:
            if one.finished is not None:
                at = self.desks[one.uid].place.document_id
                shares.put_finished(self.writer, self.whose, at, finished=one.finished)
        found = self.found
        shares.check_in(
            self.writer,
            self.whose,
            found.packet,
            found.form,
            max(found.counter, 0),
            trail(found.history),
            self.wanted.digest(),
        )

    def _put_proposals(self) -> None:
        came = list(self.wanted.proposals.values())
        proposals.put_carried(self.writer, self.whose.round_id, self.whose.coder_id, came)

    def _put_codings(self) -> None:
        here, wanted = self.here.codings, self.wanted.codings
        shares.remove_codings(self.writer, (here[key][0] for key in here.keys() - wanted.keys()))
        changed = [key for key in here.keys() & wanted.keys() if here[key][1:] != wanted[key][1:]]
        marks = ((here[key][0], *wanted[key][1:]) for key in changed)
        shares.mark_codings(self.writer, marks)
        own = proposals.own_codes(self.writer, self.whose.round_id, self.whose.coder_id)
        ids = codings.code_ids(self.writer, self.found.version) | {uid: id_ for uid, id_, _ in own}
        new = each("Storing codings", sorted(wanted.keys() - here.keys()), MANY)
        codings.put_marked(self.writer, (self._row(ids, key) for key in new))

    def _row(self, ids: dict[str, int], key: tuple[str, str, int, int]) -> tuple[Any, ...]:
        document, code, start, stop = key
        desk = self.desks[document]
        units = desk.touched(Span(start, stop))
        place = (self.whose.round_id, self.whose.coder_id, desk.place.document_id, ids[code])
        marks = self.wanted.codings[key][1:]
        return (*place, start, stop, units[0].id, units[-1].id, *marks)

    def _put_no_codes(self) -> None:
        here, wanted = self.here.no_codes, self.wanted.no_codes
        mine = (self.whose.round_id, self.whose.coder_id)
        gone = ((*mine, here[key]) for key in here.keys() - wanted.keys())
        codings.clear_many(self.writer, gone)
        new = each("Storing no-codes", sorted(wanted.keys() - here.keys()), MANY)
        codings.put_no_codes(self.writer, ((*mine, wanted[key]) for key in new))

    def _ask_to_look(self) -> None:
        judged = self._judgements(self.wanted)
        mine = (self.whose.round_id, self.whose.coder_id)
        ids = (self.desks[uid].units[position - 1].id for uid, position in self.changed)
        judged_ids = {unit_id for _, unit_id in judged}
        second_looks.ask_to_look(self.writer, ((*mine, id_) for id_ in ids if id_ in judged_ids))

    def _put_memos(self) -> None:
        here, wanted = self.here.memos, self.wanted.memos
        changed = [key for key in here if wanted.get(key, (0, None))[1] != here[key][1]]
        shares.remove_memos(self.writer, (here[key][0] for key in changed))
        new = [ReturnedMemo(*key, text) for key, (_, text) in wanted.items()
               if key in changed or key not in here]  # fmt: skip
        shares.put_memos(self.writer, self.whose, new)


_NOTHING = Judged({}, {}, {}, {}).digest()


def _texts(judged: Judged) -> set[tuple[tuple[str, str], str]]:
    return {(key, text) for key, (_, text) in judged.memos.items()}


def trail(history: Iterable[str]) -> str:
    """A hash of a packet's history up to a state."""
    return hashlib.sha256("\n".join(history).encode("utf-8", "surrogatepass")).hexdigest()


# ------------------------------------------------------------------ does it fit


def lay_beside(writer: Writer, found: Returned, name: str) -> Back:
    """A packet beside what lies here; refused by name where it does not belong."""
    coder = _coder_here(home_of(writer, found.coder), found, name)
    refuse_other_version(writer, found.n, found.version, name)
    whose = shares.whose_share(writer, found.n, coder)
    stored = shares.assigned(writer, whose)
    found, changed = on_todays_texts(writer, found, stored)
    found, withdrawn = without_withdrawn(writer, found, stored)
    refuse_other_texts(stored, found.documents, name)
    desks = {
        one.uid: _desk(writer, coder, found, one._replace(name=stored[one.uid].name), name)
        for one in found.documents
    }
    proposals.refuse_damaged(writer, whose.round_id, whose.coder_id, found.proposals)
    here = shares.judged(writer, whose)
    row = shares.share_row(writer, whose)
    wanted = _wanted(writer, found, _Share(name, desks, stored))
    if found.form == "sheet":
        refuse_contradictions(found, codebooks.codebook(writer, NOBODY, found.version), name)
        refuse_shifted(writer, found, changed | _withdrawn(desks), name)
        keep_unseen(wanted, here, found)
    return Back(writer, found, whose, coder, desks, row, here, wanted, changed, withdrawn)


def _withdrawn(desks: Mapping[str, Desk]) -> frozenset[tuple[str, int]]:
    """Units that are nobody's to judge any more, by document uid and position."""
    units = ((uid, unit) for uid, desk in desks.items() for unit in desk.units)
    return frozenset((uid, unit.position) for uid, unit in units if not unit.judged)


class _Share(NamedTuple):
    """Where what a packet says has to lie; by document uid."""

    name: str
    desks: dict[str, Desk]
    stored: dict[str, Assigned]


def _coder_here(home: Home, found: Returned, name: str) -> str:
    refuse_other_study(home, found.study, found.study_name, name)
    if home.coder is None:
        raise NotAsked(f"{name} is {found.coder_name}'s, who is no coder of this study.")
    return home.coder


def refuse_other_study(home: Home, uid: str, title: str, name: str) -> None:
    """Raise NotAsked where a packet is not of this study, or this study is a packet itself."""
    if home.is_packet:
        raise NotAsked("This is a packet itself; take packets into the study they came from.")
    if home.uid != uid:
        raise NotAsked(f"{name} is a packet of another study, “{title}”; take it there.")


def refuse_other_version(writer: Writer, n: int, version_there: int, name: str) -> None:
    """Raise NotAsked where the packet of a round has another codebook version than the round."""
    version = rounds.round_row(writer, n).version
    if version != version_there:
        raise NotAsked(
            f"{name} was coded with codebook version {version_there}, but round {n} uses "
            f"version {version}; make a new packet."
        )


def refuse_other_texts(
    stored: Mapping[str, Assigned | ReturnedDocument],
    there: Iterable[ReturnedDocument],
    name: str,
) -> None:
    """Raise NotAsked where a packet has other documents, or other texts, than lie here (by uid)."""
    packed = {one.uid: one for one in there}
    for uid in packed.keys() ^ stored.keys():
        title = packed[uid].name if uid in packed else stored[uid].name
        where = "has" if uid in packed else "lacks"
        raise NotAsked(
            f"{name} {where} the document “{title}”, unlike the share that the study assigns; "
            "make a new packet."
        )
    for uid, one in packed.items():
        if one.sha256 != stored[uid].sha256:
            raise NotAsked(
                f"“{stored[uid].name}” has another text in {name} than in the study (SHA-256 "
                f"{one.sha256} and {stored[uid].sha256}), so its codings have no place here; make "
                "a new packet."
            )


def _desk(writer: Writer, coder: str, found: Returned, one: ReturnedDocument, name: str) -> Desk:
    place = places.place_of(writer, found.n, coder, one.name)
    units = places.all_units(writer, place)
    if tuple(Span(unit.start, unit.stop) for unit in units) != one.units:
        raise cut_otherwise(one.name, name)
    return Desk(place, units, {}, {}, set(), set(), places.text_length(writer, place))


def cut_otherwise(document: str, name: str) -> NotAsked:
    """The sentence for a document that has other units in a packet."""
    return NotAsked(
        f"“{document}” is cut into other units in {name} than in the study; make a new packet."
    )


def _wanted(writer: Writer, found: Returned, share: _Share) -> Judged:
    known = codings.code_ids(writer, found.version)
    wanted = Judged({}, {}, {}, {one.uid: one for one in found.proposals})
    known |= {one.code: 0 for one in found.proposals if one.code}
    for one in each("Comparing codings", found.codings, MANY):
        _refuse_misplaced(share, one, known)
        marks = (bool(one.copied), bool(one.starred), one.group)
        wanted.codings[one.document, one.code, one.start, one.stop] = (0, *marks)
    for document, position in found.no_codes:
        wanted.no_codes[document, position] = _unit_id(share, document, position)
    for memo in found.memos:
        wanted.memos[memo.target_kind, memo.target] = (0, memo.text)
    return wanted


def _refuse_misplaced(share: _Share, one: ReturnedCoding, known: Container[str]) -> None:
    if one.code not in known or one.document not in share.desks:
        raise _damaged(share, "a code or document that the round does not have")
    if not 0 <= one.start < one.stop <= share.stored[one.document].characters:
        title = share.stored[one.document].name
        raise _damaged(share, f"a stretch outside the text of “{title}”, {one.start} to {one.stop}")
    try:
        share.desks[one.document].touched(Span(one.start, one.stop))
    except NotAsked as fault:
        raise _damaged(share, "a coding on text that is not this coder's to judge") from fault


def _unit_id(share: _Share, document: str, position: int) -> int:
    units = share.desks[document].units if document in share.desks else []
    if not (1 <= position <= len(units) and units[position - 1].judged):
        raise _damaged(share, "a judgement on a unit that is not this coder's")
    return units[position - 1].id


def _damaged(share: _Share, what: str) -> FileFault:
    return FileFault(f"{share.name} is damaged: it has {what}; ask for it again.")
