"""A coder's share of a round as a coding sheet: what is written into it, what it says.

A sheet knows whole units only. What it has no place for, stars and memos about other things than
units, stays at home as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator

from workbench.coding.codes import mutually_exclusive
from workbench.errors import NotAsked
from workbench.exporters.coding_sheet import format_sheet
from workbench.exporters.text import plain
from workbench.shares import SHEET_FIXED, SHEET_LAST, Returned, ReturnedDocument, SheetUnit
from workbench.store import Reader
from workbench.store.packet import returned_at_home
from workbench.store.reads import codebooks, documents, rounds
from workbench.store.writes.shares import Judged, Whose
from workbench.tables.codebook import codebook_table
from workbench.terms import NOBODY, Codebook, Turn, Unit

_AROUND = 300
"""Characters of the text before and after a unit that its row shows."""


def sheet_bytes(reader: Reader, whose: Whose, packet: str) -> bytes:
    """The coding sheet of a share; refused when its coder marked other stretches than units."""
    share = returned_at_home(reader, whose, packet)
    codebook = codebooks.codebook(reader, NOBODY, share.version)
    codes = columns(codebook)
    _refuse_stretches(share, {uid for _, uid in codes})
    units = [unit for one in share.documents for unit in _units(reader, share, one)]
    return format_sheet(share, codes, units, codebook_table(codebook))


def columns(codebook: Codebook) -> list[tuple[str, str]]:
    """The columns of a sheet: a code's name, or its path where others are called so, and uid."""
    codes = [(path, code) for path, code in codebook.walk() if code.kind == "code"]
    taken = Counter(_head(path[-1]) for path, _ in codes)
    taken.update((*SHEET_FIXED, *SHEET_LAST))
    heads: dict[str, str] = {}
    for path, code in codes:
        name = _head(path[-1])
        head = name if taken[name] == 1 else _head(" > ".join(path))
        heads[head if head not in heads and taken[head] <= 1 else f"{head} ({code.uid})"] = code.uid
    return list(heads.items())


def _head(text: str) -> str:
    return " ".join(plain(text).split())


def _refuse_stretches(share: Returned, known: set[str]) -> None:
    units = {(one.uid, *span) for one in share.documents for span in one.units}
    for one in share.codings:
        if (one.document, one.start, one.stop) not in units or one.code not in known:
            raise NotAsked(
                f"{share.coder_name} has marked stretches that are not whole units, or "
                "has used categories or codes of their own, for which a sheet has no place; make "
                "a packet instead."
            )


def _units(reader: Reader, share: Returned, one: ReturnedDocument) -> Iterator[SheetUnit]:
    text = documents.text(reader, NOBODY, one.name)
    turns = {turn.position: turn for turn in documents.turns(reader, NOBODY, one.name)}
    mine = set(rounds.share(reader, NOBODY, share.n, share.coder_name, one.name))
    unit_name = rounds.round_row(reader, share.n).unit
    for unit in documents.units(reader, NOBODY, one.name, unit_name):
        if unit.position in mine:
            yield _unit(one.uid, text, unit, turns[unit.turn])


def _unit(document: str, text: str, unit: Unit, turn: Turn) -> SheetUnit:
    return SheetUnit(
        document,
        unit.position,
        turn.speaker or turn.case or "",
        text[max(0, unit.start - _AROUND) : unit.start].strip(),
        text[unit.start : unit.stop],
        text[unit.stop : unit.stop + _AROUND].strip(),
    )


# ------------------------------------------------------------------ back


def refuse_contradictions(found: Returned, codebook: Codebook, name: str) -> None:
    """Raise NotAsked for a unit with codes that exclude each other, or a code and no code."""
    rivals = mutually_exclusive(codebook)
    titles = {code.uid: code.name for _, code in codebook.walk()}
    passed = set(found.no_codes)
    for place, codes in _coded(found).items():
        against = {uid for code in codes for uid in rivals.get(code, ())} & codes
        said = [titles[uid] for uid in sorted(against)]
        said = said or (["a code", "no code applies"] if place in passed else [])
        if said:
            title = next(one.name for one in found.documents if one.uid == place[0])
            raise NotAsked(
                f"{name}: “{title}”, unit {place[1]} has {' and '.join(said)}, which exclude each "
                "other; keep one of them."
            )


def refuse_shifted(
    reader: Reader, found: Returned, other_now: Container[tuple[str, int]], name: str
) -> None:
    """Raise NotAsked where a row shows the text of another unit: some columns were sorted alone.

    `other_now`: document uid and position of units that have other words now than in the sheet.
    """
    texts = {one.uid: documents.text(reader, NOBODY, one.name) for one in found.documents}
    says = {
        (one.uid, position): _head(texts[one.uid][slice(*span)])
        for one in found.documents
        for position, span in enumerate(one.units, 1)
    }
    known = set(says.values())
    titles = {one.uid: one.name for one in found.documents}
    for uid, position, text in found.shown:
        said = _head(text)
        shifted = said != says[uid, position] and said in known
        if shifted and (uid, position) not in other_now:
            raise NotAsked(
                f"{name}: the row of “{titles[uid]}”, unit {position} shows the text of another "
                "unit, so marks may stand beside the wrong text; if some columns were sorted or "
                "moved without the others, undo that and save it again."
            )


def _coded(found: Returned) -> dict[tuple[str, int], set[str]]:
    """The codes of each unit, by document uid and position; copies are not said yet."""
    places = {
        (one.uid, *span): (one.uid, position)
        for one in found.documents
        for position, span in enumerate(one.units, 1)
    }
    coded: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in found.codings:
        if not one.copied:
            coded[places[one.document, one.start, one.stop]].add(one.code)
    return coded


def keep_unseen(wanted: Judged, here: Judged, found: Returned) -> None:
    """Keep at home what the sheet has no place for."""
    wanted.proposals.update(here.proposals)
    for key in wanted.codings.keys() & here.codings.keys():
        wanted.codings[key] = (0, wanted.codings[key][1], *here.codings[key][2:])
    units = {
        ("unit", f"{one.name}#{position}")
        for one in found.documents
        for position in range(1, len(one.units) + 1)
    }
    for target, (id_, text) in here.memos.items():
        said = wanted.memos.get(target)
        if target not in units or (said is not None and said[1] == plain(text)):
            wanted.memos[target] = (id_, text)
