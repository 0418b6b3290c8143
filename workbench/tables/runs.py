"""Unbroken runs of one code as one reference, where a team asks for it."""

from __future__ import annotations

from dataclasses import replace

from workbench.tables.given import CodedUnit, Findings, Quotation

JOINED = "An unbroken run of units of one person with the same code is one reference."


def joined(findings: Findings) -> Findings:
    """Count a code once where it goes on from one unit to the next.

    A run is units of one document that follow each other, said by the same person. Its quotation
    reaches from its first unit to its last.
    """
    units, before = [], None
    for unit in findings.units:
        units.append(replace(unit, codes=_begun(unit, before)))
        before = unit
    quotations = _in_one(findings.quotations)
    return replace(
        findings, units=tuple(units), quotations=quotations, rule=f"{findings.rule} {JOINED}"
    )


def _begun(unit: CodedUnit, before: CodedUnit | None) -> tuple[str, ...]:
    goes_on = before is not None and (before.document, before.unit + 1, before.case) == (
        unit.document,
        unit.unit,
        unit.case,
    )
    return tuple(c for c in unit.codes if not (goes_on and before and _same(c, unit, before)))


def _same(code: str, unit: CodedUnit, before: CodedUnit) -> bool:
    return code in before.codes and unit.groups.get(code) == before.groups.get(code)


def _in_one(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Quotations of one code and turn that lie next to each other, as one, in the first's place."""
    order = {id(quotation): at for at, quotation in enumerate(quotations)}
    runs: list[list[Quotation]] = []
    for quotation in sorted(quotations, key=lambda q: (q.code, q.document, q.start)):
        if runs and _follows(quotation, runs[-1][-1]):
            runs[-1].append(quotation)
        else:
            runs.append([quotation])
    runs.sort(key=lambda run: min(order[id(one)] for one in run))
    return tuple(_one(run) for run in runs)


def _follows(quotation: Quotation, last: Quotation) -> bool:
    here = (quotation.code, quotation.document, quotation.turn, quotation.group)
    return (
        last.code,
        last.document,
        last.turn,
        last.group,
    ) == here and quotation.unit == last.unit + 1


def _one(run: list[Quotation]) -> Quotation:
    return replace(run[0], stop=run[-1].stop, starred=any(one.starred for one in run))
