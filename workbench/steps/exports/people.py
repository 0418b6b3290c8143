"""Who took part, and what they ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.exports.grouping import groups_of_cases, roles
from workbench.steps.exports.times import in_order, unchanging
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.store import Store
from workbench.store.reads import cases
from workbench.tables.participants import participants_table
from workbench.tables.questionnaire import Item, questionnaire_table
from workbench.terms import Attribute, CaseFacts, Table, Viewer


def participants(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T13: all cases by their roles and attributes, or by those asked for."""
    everybody, about = everybody_in(store, viewer)
    called = _called(everybody)
    facts = {one.name: dict(_told(one, called)) for one in everybody}
    there = [_ROLE] if any(roles(one) for one in everybody) else []
    there += [name for name in dict.fromkeys(called.values()) if name not in there]
    _refuse_unknown(wanted.attributes, there)
    return participants_table(
        facts, wanted.attributes or there, smallest=wanted.smallest, provenance=about
    )


_ROLE = "role"


def _called(everybody: Sequence[CaseFacts]) -> dict[Attribute, str]:
    """What facts are called, scores aside: with their time where it matters, first to last."""
    timeless, order = unchanging(everybody), in_order(everybody)
    kinds = dict.fromkeys(
        fact._replace(value="")
        for one in everybody
        for fact in one.attributes
        if not fact.instrument
    )
    names = list(dict.fromkeys(kind.name for kind in kinds))
    ordered = sorted(kinds, key=lambda kind: (names.index(kind.name), order.index(kind.time)))
    return {kind: kind.name if kind.name in timeless else _name(kind) for kind in ordered}


def _told(one: CaseFacts, called: Mapping[Attribute, str]) -> Iterator[tuple[str, str | float]]:
    """The roles of a case, and each fact by what it is called."""
    if roles(one):
        yield _ROLE, roles(one)
    for fact in one.attributes:
        kind = fact._replace(value="")
        if kind in called:
            yield called[kind], fact.value


def questionnaire(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T16: the attributes asked for as items of one scale; without any, all that fit it."""
    everybody, about = everybody_in(store, viewer)
    if wanted.scale is None:
        raise NotAsked("Say the scale of the items, with --scale 1-5.")
    answers = _answers(everybody)
    _refuse_unknown(wanted.attributes, list(answers))
    names = wanted.attributes or [n for n in answers if _fits(answers[n], wanted.scale)]
    if not names:
        raise NotAsked("No attribute has only answers on this scale; name items with --attribute.")
    items = [Item(name, answers[name], *wanted.scale) for name in names]
    groups = groups_of_cases(everybody, wanted.by) if wanted.by else None
    return questionnaire_table(items, groups, provenance=about)


def _answers(everybody: Sequence[CaseFacts]) -> dict[str, dict[str, float]]:
    """For each attribute that is a number to anybody, what each case has."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for one in everybody:
        for fact in one.attributes:
            if isinstance(fact.value, int | float):
                found[_name(fact)][one.name] = fact.value
    return found


def _name(fact: Attribute) -> str:
    """What an attribute is called in a table: with its instrument and time, if it has them."""
    about = ", ".join(part for part in (fact.instrument, fact.time) if part)
    return f"{fact.name} ({about})" if about else fact.name


def _fits(answers: Mapping[str, float], scale: tuple[int, int]) -> bool:
    return all(value in range(scale[0], scale[1] + 1) for value in answers.values())


def everybody_in(store: Store, viewer: Viewer) -> tuple[Sequence[CaseFacts], Mapping[str, str]]:
    """All cases, and where a table of them comes from; NotAsked where there are none."""
    with store.reading() as reader:
        everybody = cases.cases(reader, viewer)
        about = provenance(reader, viewer, None)
    if not everybody:
        raise NotAsked("The study knows of no participants yet; import a transcript or a survey.")
    return everybody, about


def _refuse_unknown(asked: Sequence[str], there: list[str]) -> None:
    for name in asked:
        if name not in there:
            raise NameUnknown(unknown("attribute", name, there))
