"""What the coders of a revealed round said of their units, for the rules that settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.coding.basis import Basis, asked_on, counted_units
from workbench.coding.disagreements import Said, said_of_units
from workbench.coding.final import FinalUnit, UnitKey, judged_units
from workbench.coding.groups import OwnGroups, own_groups
from workbench.coding.lineage import followed, heirs_of
from workbench.errors import Blind
from workbench.store import Reader
from workbench.store.reads import codebooks, codings, decisions, rounds
from workbench.store.reads.parts import chosen_parts, coding_ids
from workbench.store.reads.proposals import proposals
from workbench.terms import Coding, Decision, Round, Viewer


class Coded(NamedTuple):
    """Who was asked about each unit in the order of the text, who judged it, what they put."""

    assigned: Mapping[UnitKey, Sequence[str]]
    judged: Mapping[str, set[UnitKey]]
    codings: tuple[Coding, ...]
    decisions: tuple[Decision, ...]

    @property
    def said(self) -> Said:
        """By unit and coder."""
        return said_of_units(self.assigned, self.judged, self.codings)

    @property
    def final(self) -> tuple[FinalUnit, ...]:
        """The final coding."""
        return self.on(Basis())

    def on(self, basis: Basis) -> tuple[FinalUnit, ...]:
        """What each unit has on some basis."""
        return counted_units(basis, self.assigned, self.judged, self.codings, self.decisions)

    def groups_on(self, basis: Basis, counted: Sequence[FinalUnit]) -> OwnGroups:
        """The groups of single codings on the units that are counted on some basis."""
        if not any(coding.group for coding in self.codings):
            return OwnGroups({}, frozenset())
        return own_groups(counted, asked_on(basis, self.assigned), self.judged, self.codings)


def coded(reader: Reader, viewer: Viewer, one: Round, version: int | None = None) -> Coded:
    """The work of a revealed round; refused before that.

    `version` reads its codings under a later version of the codebook, along lineage: coders' own
    codes as what the team took them for, split codes as the part that was chosen.
    """
    if one.state not in ("revealed", "adjudicated"):
        raise Blind(
            f"Round {one.n} is {one.state}, so its codings are blind; "
            f"first: workbench round STUDY reveal --round {one.n}"
        )
    # Coders' own codes stay outside, but who put one on a unit has judged it.
    everything = codings.codings(reader, viewer, one.n, proposed=True)
    return Coded(
        _assigned(reader, viewer, one),
        judged_units(everything, codings.no_codes(reader, viewer, one.n)),
        *(
            (codings.codings(reader, viewer, one.n), decisions.decisions(reader, viewer, one.n))
            if version in (None, one.version)
            else _under(reader, viewer, one, version)
        ),
    )


def reading_version(reader: Reader, viewer: Viewer, one: Round) -> int:
    """The version under which tables read a round: its own.

    An explore round is read under the one that took its coders' own codes, where one did.
    """
    if one.purpose != "explore":
        return one.version
    taken = [made.version or 0 for made in proposals(reader, viewer, one.n)]
    return max([one.version, *taken])


def _under(
    reader: Reader, viewer: Viewer, one: Round, version: int | None
) -> tuple[tuple[Coding, ...], tuple[Decision, ...]]:
    there = {code.uid for _, code in codebooks.codebook(reader, viewer, version).walk()}
    heirs = heirs_of(codebooks.all_lineage(reader, viewer))
    chosen, ids = chosen_parts(reader, viewer, one.n), coding_ids(reader, viewer, one.n)

    def now(coding: Coding) -> str | None:
        key = (coding.coder, coding.document, coding.code, coding.start, coding.stop)
        return followed(coding.code, there, heirs, chosen.get(ids[key], {}))

    put = (
        coding._replace(code=uid)
        for coding in codings.codings(reader, viewer, one.n, proposed=True)
        if (uid := now(coding))
    )
    made = (
        decision._replace(
            codes=tuple(
                sorted(
                    {uid for code in decision.codes if (uid := followed(code, there, heirs, {}))}
                )
            )
        )
        for decision in decisions.decisions(reader, viewer, one.n)
    )
    return tuple(dict.fromkeys(put)), tuple(made)


def final_units(reader: Reader, viewer: Viewer, one: Round) -> tuple[FinalUnit, ...]:
    """The final coding of a revealed round, in the order of the text."""
    return coded(reader, viewer, one).final


def count_undecided(reader: Reader, viewer: Viewer, one: Round) -> int:
    """On how many units of a revealed round coders differ without any decision."""
    work = coded(reader, viewer, one)
    differing = {unit for unit, theirs in work.said.items() if len(set(theirs.values())) > 1}
    return len(differing - {UnitKey(made.document, made.unit) for made in work.decisions})


def _assigned(reader: Reader, viewer: Viewer, one: Round) -> dict[UnitKey, list[str]]:
    found: dict[UnitKey, list[str]] = defaultdict(list)
    for name in one.documents:
        for coder in one.coders:
            for position in rounds.share(reader, viewer, one.n, coder, name):
                found[UnitKey(name, position)].append(coder)
    return {unit: found[unit] for unit in sorted(found, key=lambda unit: _place(one, unit))}


def _place(one: Round, unit: UnitKey) -> tuple[int, int]:
    return one.documents.index(unit.document), unit.unit
