"""The final coding of a revealed round, gathered from the store for the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench import __version__
from workbench.coding.basis import Basis
from workbench.coding.disagreements import Said, tally
from workbench.coding.final import FinalUnit, UnitKey
from workbench.coding.groups import OwnGroups
from workbench.errors import Blind, NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.coded import Coded, coded, reading_version
from workbench.store import Reader
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.history import last_change
from workbench.store.reads.quoting import Unquoted, unquotable
from workbench.store.reads.studies import title
from workbench.tables.given import CodedUnit, Findings, Quotation
from workbench.terms import Round, Span, Turn, Unit, Viewer
from workbench.watching import MANY, each


def latest_revealed(reader: Reader, viewer: Viewer, n: int | None) -> Round:
    """The round asked for, which must be revealed; without a number the latest that is."""
    if n is None:
        revealed = [one for one in rounds.rounds(reader, viewer) if is_revealed(one)]
        if not revealed:
            raise NotAsked("No round is revealed yet, so there is nothing to export.")
        return revealed[-1]
    one = rounds.round_of(reader, viewer, n)
    if not is_revealed(one):
        raise Blind(f"Round {n} is {one.state} and blind; reveal it first.")
    return one


def is_revealed(one: Round) -> bool:
    """Whether everybody may see what was coded in a round."""
    return one.state in ("revealed", "adjudicated")


FINAL = Basis()


def findings(
    reader: Reader, viewer: Viewer, n: int | None = None, basis: Basis = FINAL
) -> Findings:
    """What a revealed round found on some basis, with the quotations that may illustrate it.

    Raises NameUnknown for the coder of a basis who is none of the round's.
    """
    one = latest_revealed(reader, viewer, n)
    if basis.kind == "coder" and basis.coder not in one.coders:
        raise NameUnknown(unknown(f"coder of round {one.n}", basis.coder, list(one.coders)))
    text = {name: documents.text(reader, viewer, name) for name in one.documents}
    turns = {name: documents.turns(reader, viewer, name) for name in one.documents}
    units = {name: documents.units(reader, viewer, name, one.unit) for name in one.documents}
    version = reading_version(reader, viewer, one)
    work = coded(reader, viewer, one, version)
    found = work.on(basis)
    own = work.groups_on(basis, found)
    kept_back = unquotable(reader, viewer)
    questions = {d.name for d in documents.documents(reader, viewer) if d.question}
    return Findings(
        codebook=codebooks.codebook(reader, viewer, version),
        units=tuple(
            _coded(unit, units, turns, own) for unit in each("Gathering units", found, MANY)
        ),
        rule=_rule(work, basis) + _left_out(kept_back, found, units, turns),
        quotations=tuple(
            quotation
            for quotation in _quotations(reader, viewer, one, work, found, units, turns, own)
            if not kept_back.forbids(quotation.document, quotation.case)
        ),
        texts=text,
        taking="answered" if questions.issuperset(one.documents) else "spoke",
        provenance=provenance(reader, viewer, replace(one, version=version)),
    )


def _rule(work: Coded, basis: Basis) -> str:
    """The rule, and what came of talking where anything was decided."""
    if not work.decisions or basis != FINAL:
        return basis.in_words
    done = tally(work.said, work.decisions)
    return (
        f"{basis.in_words} Units discussed: {done.discussed}; of them settled otherwise than some"
        f" coder had coded them: {done.changed}; units on which coders still differ:"
        f" {done.unresolved}."
    )


def _left_out(
    kept_back: Unquoted,
    found: tuple[FinalUnit, ...],
    units: Mapping[str, tuple[Unit, ...]],
    turns: Mapping[str, tuple[Turn, ...]],
) -> str:
    """How many coded units are not to be quoted, where there are any."""
    whose = [(one.document, _turn(one, units, turns).case) for one in found if one.codes]
    forbidden = sum(kept_back.forbids(document, case) for document, case in whose)
    nameless = sum(case is None for _, case in whose)
    said = f" Coded units that are not to be quoted, by consent: {forbidden}." * bool(forbidden)
    return said + f" Coded units of nobody known, which are not quoted: {nameless}." * bool(
        nameless
    )


def provenance(reader: Reader, viewer: Viewer, one: Round | None) -> Mapping[str, str]:
    """Where a table comes from; its date is the study's last change, so that it is repeatable."""
    about = {"study": title(reader, viewer)}
    if one is not None:
        about |= {"round": f"{one.n} ({one.purpose})", "codebook": f"version {one.version}"}
    return {**about, "date": last_change(reader, viewer), "program": f"workbench {__version__}"}


def _coded(
    unit: FinalUnit,
    units: Mapping[str, tuple[Unit, ...]],
    turns: Mapping[str, tuple[Turn, ...]],
    own: OwnGroups,
) -> CodedUnit:
    key = UnitKey(unit.document, unit.unit)
    return CodedUnit(
        unit.document,
        unit.unit,
        _turn(unit, units, turns).case,
        unit.codes,
        unit.unresolved,
        bool(unit.unjudged_by),
        {code: own.of[key, code] for code in unit.codes if (key, code) in own.of},
        tuple(code for code in unit.codes if (key, code) in own.differing),
    )


def _turn(
    unit: FinalUnit, units: Mapping[str, tuple[Unit, ...]], turns: Mapping[str, tuple[Turn, ...]]
) -> Turn:
    return turns[unit.document][units[unit.document][unit.unit - 1].turn - 1]


def _quotations(
    reader: Reader,
    viewer: Viewer,
    one: Round,
    work: Coded,
    final: tuple[FinalUnit, ...],
    units: Mapping[str, tuple[Unit, ...]],
    turns: Mapping[str, tuple[Turn, ...]],
    own: OwnGroups,
) -> tuple[Quotation, ...]:
    """The units of the final coding that may illustrate it, in the order of the text."""
    said = work.said
    starred = {
        (c.document, position)
        for c in codings.codings(reader, viewer, one.n)
        if c.starred
        for position in range(c.first_unit, c.last_unit + 1)
    }
    found = [
        replace(
            _quotation(code, settled, units, turns, (settled.document, settled.unit) in starred),
            group=own.of.get((UnitKey(settled.document, settled.unit), code)),
            coders=_coders(said, UnitKey(settled.document, settled.unit), code),
        )
        for settled in each("Gathering quotations", final, MANY)
        for code in settled.codes
        if _turn(settled, units, turns).case
    ]
    return tuple(found)


def _coders(said: Said, unit: UnitKey, code: str) -> int:
    """How many coders put a code on a unit."""
    return sum(code in codes for codes in said.get(unit, {}).values())


def _quotation(
    code: str,
    settled: FinalUnit,
    units: Mapping[str, tuple[Unit, ...]],
    turns: Mapping[str, tuple[Turn, ...]],
    starred: bool,  # noqa: FBT001 a private function's plain fact
) -> Quotation:
    unit = units[settled.document][settled.unit - 1]
    turn = _turn(settled, units, turns)
    return Quotation(
        code,
        settled.document,
        unit.start,
        unit.stop,
        turn.case or "",
        turn.role or "",
        starred=starred,
        case=turn.case,
        turn=Span(turn.start, turn.stop),
        unit=settled.unit,
        time=turn.time,
    )
