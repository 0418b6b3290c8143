"""Coding by hand: one key, one transaction.

What a coder sees as saved is on the disk: each function returns after its commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.coding.codes import mutually_exclusive
from workbench.coding.proposals import own_book
from workbench.errors import NotAsked, NotDue, TextChanged
from workbench.ideas import Said
from workbench.store import Store, Writer
from workbench.store.reads import codebooks
from workbench.store.reads import rounds as round_reads
from workbench.store.writes import acts, codings, places, rounds
from workbench.store.writes.acts import Act
from workbench.store.writes.codings import Mark
from workbench.store.writes.places import Place, Touched
from workbench.store.writes.proposals import own_codes
from workbench.terms import NOBODY, Span, Viewer
from workbench.words import plural


class Toggled(NamedTuple):
    """What a key did: `applied` or taken back; `replaced`: how many exclusive codes gave way."""

    applied: bool
    replaced: int = 0


def toggle(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    code: str,
    start: int,
    stop: int,
    *,
    sha256: str | None = None,
) -> Toggled:
    """Put a code (its uid) on a stretch, or take it back where it is.

    A code of an exclusive category takes the place of its siblings on the same units. Here as
    below, `sha256` says on which text the offsets were read: TextChanged where it was corrected
    since.
    """
    span = Span(start, stop)
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document, sha256)
        units = _judged_units(writer, place, span)
        rules = _rules(writer, place)
        mark = Mark(rules.id_of(code), *span, units[0].id, units[-1].id)
        if codings.put_new(writer, place, mark):
            rivals = rules.rivals.get(code, frozenset())
            return Toggled(applied=True, replaced=_applied(writer, place, mark, units, rivals))
        _take_back(writer, place, mark, units)
        return Toggled(applied=False)


def toggle_units(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    code: str,
    spans: Sequence[Span],
    *,
    sha256: str | None = None,
) -> Toggled:
    """Put a code (its uid) on each of several stretches; if all have it, take it off them all.

    It is one act, and undone as one.
    """
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document, sha256)
        rules = _rules(writer, place)
        code_id, rivals = rules.id_of(code), rules.rivals.get(code, frozenset())
        units = {span: _judged_units(writer, place, span) for span in spans}
        there = {span: codings.remove(writer, place, code_id, span) for span in spans}
        taken = tuple(mark for mark in there.values() if mark)
        if len(taken) == len(spans):
            passed = tuple(
                id_ for its in units.values() for id_ in _keep_finished(writer, place, its)
            )
            act = Act("coding removed", place.state, *_reach(spans), taken=taken, passed=passed)
            _several(writer, place, act, taken)
            return Toggled(applied=False)
        for mark in taken:
            codings.put(writer, place, mark)
        new = tuple(
            Mark(code_id, *span, units[span][0].id, units[span][-1].id)
            for span, mark in there.items()
            if mark is None
        )
        replaced = tuple(other for mark in new for other in _make_way(writer, place, mark, rivals))
        cleared: list[int] = []
        for mark in new:
            codings.put(writer, place, mark)
            cleared += codings.clear_no_codes(writer, place, *mark[3:5])
        act = Act("coding made", place.state, *_reach(spans), new, replaced, (), tuple(cleared))
        _several(writer, place, act, new)
        return Toggled(applied=True, replaced=len(replaced))


def _reach(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.stop for span in spans))


def _several(writer: Writer, place: Place, act: Act, marks: Sequence[Mark]) -> None:
    """An event for each coding; the last of them stands for the act."""
    *others, last = marks
    for mark in others:
        writer.event(act.what, _ids(place, mark), place.round_id, place.coder_id)
    _done(writer, place, act, _ids(place, last))


def star(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    start: int,
    stop: int,
    *,
    sha256: str | None = None,
) -> tuple[int, bool]:
    """Star the coder's codings that touch a stretch as quotations; if all are, take it back.

    How many were changed, and whether they are starred now.
    """
    span = Span(start, stop)
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document, sha256)
        units = _judged_units(writer, place, span)
        touching = codings.touching(writer, place, units[0].id, units[-1].id)
        here = [one for _, one in touching if one.start < stop and one.stop > start]
        if not here:
            raise NotAsked(
                "Nothing is coded here, so there is no quotation to star; code it first."
            )
        starred = int(not all(mark.starred for mark in here))
        old = tuple(mark for mark in here if mark.starred != starred)
        new = tuple(mark._replace(starred=starred) for mark in old)
        for before, after in zip(old, new, strict=True):
            codings.remove(writer, place, before.code_id, codings.span_of(before))
            codings.put(writer, place, after)
        what = "quotation starred" if starred else "star removed"
        act = Act(what, place.state, start, stop, put=new, taken=old)
        _several(writer, place, act, new)
        return len(new), bool(starred)


def _take_back(writer: Writer, place: Place, mark: Mark, units: list[Touched]) -> None:
    mark = codings.remove(writer, place, mark.code_id, codings.span_of(mark)) or mark
    passed = _keep_finished(writer, place, units)
    act = Act("coding removed", place.state, *mark[1:3], taken=(mark,), passed=passed)
    _done(writer, place, act, _ids(place, mark))


def _applied(
    writer: Writer, place: Place, mark: Mark, units: list[Touched], rivals: frozenset[str]
) -> int:
    """A coding was put on its units; how many exclusive ones gave way."""
    replaced = _make_way(writer, place, mark, rivals)
    cleared: tuple[int, ...] = ()
    if any(unit.passed for unit in units):
        cleared = codings.clear_no_codes(writer, place, mark.first_unit_id, mark.last_unit_id)
    act = Act("coding made", place.state, *mark[1:3], (mark,), replaced, cleared=cleared)
    _done(writer, place, act, _ids(place, mark))
    return len(replaced)


def toggle_no_code(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    start: int,
    stop: int,
    *,
    sha256: str | None = None,
) -> bool:
    """Say that no code applies to the unit at a stretch, or take that back; whether it is said."""
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document, sha256)
        unit = _judged_units(writer, place, Span(start, stop))[0]
        act = Act("no-code removed", place.state, unit.start, unit.stop, cleared=(unit.id,))
        if codings.clear_no_codes(writer, place, unit.id, unit.id):
            _done(writer, place, act, {"unit": unit.id})
            return False
        if codings.touching(writer, place, unit.id, unit.id):
            raise NotAsked("This unit has codes; take them back before you say that none applies.")
        codings.put_no_code(writer, place, unit.id)
        _done(writer, place, act.inverse()._replace(what="no-code made"), {"unit": unit.id})
        return True


def toggle_no_codes(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    spans: Sequence[Span],
    *,
    sha256: str | None = None,
) -> bool:
    """Say that no code applies to the units at several stretches; whether it is said.

    If it is said of all of them, it is taken back. It is one act, and undone as one. Refused
    where one of the units has a code.
    """
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document, sha256)
        ids = [_judged_units(writer, place, span)[0].id for span in spans]
        if any(codings.touching(writer, place, id_, id_) for id_ in ids):
            raise NotAsked("Some of these have codes; take them back, or choose others.")
        there = tuple(id_ for id_ in ids if codings.clear_no_codes(writer, place, id_, id_))
        if len(there) == len(ids):
            act = Act("no-code removed", place.state, *_reach(spans), cleared=there)
            _passed(writer, place, act, there)
            return False
        for id_ in ids:
            codings.put_no_code(writer, place, id_)
        new = tuple(id_ for id_ in ids if id_ not in there)
        act = Act("no-code made", place.state, *_reach(spans), passed=new)
        _passed(writer, place, act, new)
        return True


def _passed(writer: Writer, place: Place, act: Act, units: Sequence[int]) -> None:
    """An event for each unit; the last of them stands for the act."""
    *others, last = units
    for id_ in others:
        writer.event(act.what, {"unit": id_}, place.round_id, place.coder_id)
    _done(writer, place, act, {"unit": last})


def confirm(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    start: int,
    stop: int,
    *,
    sha256: str | None = None,
) -> int:
    """Stand by the codings copied onto the unit at a stretch, which judges it; how many."""
    return confirm_units(store, viewer, n, document, [Span(start, stop)], sha256=sha256)


def confirm_units(
    store: Store,
    viewer: Viewer,
    n: int,
    document: str,
    spans: Sequence[Span],
    *,
    sha256: str | None = None,
) -> int:
    """Stand by the codings copied onto the units at several stretches; how many.

    It is one act, and undone as one.
    """
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document, sha256)
        units = [_judged_units(writer, place, span)[0] for span in spans]
        copies = tuple(copy for unit in units for copy in _copies(writer, place, unit))
        confirmed = tuple(_confirm(writer, place, copy) for copy in copies)
        if confirmed:
            seen = Act("copies confirmed", place.state, *_reach(spans))
            *others, last = [unit.id for unit in units]
            for unit_id in others:
                writer.event(seen.what, {"unit": unit_id}, place.round_id, place.coder_id)
            _done(writer, place, seen._replace(put=confirmed, taken=copies), {"unit": last})
        return len(confirmed)


def _copies(writer: Writer, place: Place, unit: Touched) -> list[Mark]:
    there = codings.touching(writer, place, unit.id, unit.id)
    _refuse_rivals(writer, place, [uid for uid, _ in there])
    return [mark for _, mark in there if mark.copied]


def _refuse_rivals(writer: Writer, place: Place, there: list[str]) -> None:
    rivals = _rules(writer, place).rivals
    if any(rivals.get(uid, frozenset()).intersection(there) for uid in there):
        raise NotAsked("Codes on this unit exclude each other; take one back before you confirm.")


def _confirm(writer: Writer, place: Place, copy: Mark) -> Mark:
    own = copy._replace(copied=0)
    codings.remove(writer, place, copy.code_id, codings.span_of(copy))
    codings.put(writer, place, own)
    return own


def finish(store: Store, viewer: Viewer, n: int, document: str) -> int:
    """Declare a document finished: no code applies to what is left; to how many units that is.

    Refused while units hold only copies that nobody confirmed: those are not “no code applies”.
    """
    with store.writing(viewer) as writer:
        place = _place(writer, viewer, n, document)
        left = tuple(_left(writer, place))
        _refuse_unconfirmed(writer, place, left)
        _pass(writer, place, left)
        event = rounds.set_finished(writer, *seat(place))
        declared = None if place.finished else True
        act = Act("document finished", place.state, passed=left, finished=declared)
        acts.remember(writer, event, act, place.round_id, place.document_id)
        return len(left)


def finish_at(writer: Writer, place: Place, only: frozenset[int] | None = None) -> int:
    """Set no-code on the coder's units that are not judged yet; on how many.

    `only` limits it to some positions; without it the document counts as finished.
    """
    left = _left(writer, place)
    chosen = [id_ for id_, position in left.items() if only is None or position in only]
    _refuse_unconfirmed(writer, place, chosen)
    _pass(writer, place, chosen)
    if only is None:
        rounds.set_finished(writer, *seat(place))
    return len(chosen)


def seat(place: Place) -> tuple[int, int, int]:
    """The ids of a place's round, coder and document."""
    return place.round_id, place.coder_id, place.document_id


def _pass(writer: Writer, place: Place, units: Iterable[int]) -> None:
    codings.put_no_codes(writer, ((place.round_id, place.coder_id, id_) for id_ in units))


def _refuse_unconfirmed(writer: Writer, place: Place, left: Iterable[int]) -> None:
    copied = codings.copied_units(writer, place).intersection(left)
    if copied:
        units = plural(len(copied), "unit")
        raise NotDue(
            f"There is nothing but copies from earlier on {units}; "
            "confirm them or take them back before the document is finished."
        )


def _left(writer: Writer, place: Place) -> dict[int, int]:
    """The units (id → position) of the coder's share that they have not judged."""
    row = round_reads.round_row(writer, place.n)
    units = round_reads.judgeable(writer, row).get(place.document_id, {})
    judged = round_reads.judged_by(writer, place.round_id).get(place.coder_id, frozenset())
    given = None if place.units is None else frozenset(place.units)
    return {
        id_: position
        for id_, position in units.items()
        if id_ not in judged and (given is None or position in given)
    }


def _place(
    writer: Writer, viewer: Viewer, n: int, document: str, sha256: str | None = None
) -> Place:
    if viewer.coder is None:
        raise NotAsked("Coding needs a name; say who is coding with --as NAME.")
    place = places.place(writer, n, viewer.coder, document)
    if sha256 not in (None, place.sha256):
        raise text_changed(document)
    return place


def text_changed(document: str) -> TextChanged:
    """The sentence for a text that was corrected since it was read."""
    return TextChanged(f"“{document}” was corrected meanwhile; look at it anew, then do it again.")


def _judged_units(writer: Writer, place: Place, span: Span) -> list[Touched]:
    if not 0 <= span.start < span.stop <= places.text_length(writer, place):
        raise NotAsked(f"There is no text from {span.start} to {span.stop}; mark what is there.")
    units = places.touched(writer, place, span)
    if not any(unit.judged for unit in units):
        raise NotAsked("This stretch is context: no unit in it is yours to judge in this round.")
    return units


class Rules(NamedTuple):
    """What a key needs of a codebook version: ids by uid, and which codes exclude each other."""

    version: int
    ids: dict[str, int]
    rivals: Mapping[str, frozenset[str]]

    def id_of(self, code: str) -> int:
        """The id of a code; refused when the version has none of that uid."""
        if code not in self.ids:
            raise NotDue(
                f"That code is not in codebook version {self.version}, which the round uses, "
                "nor is it one of the coder's own."
            )
        return self.ids[code]


def _rules(writer: Writer, place: Place) -> Rules:
    return rules_for(writer, place.version, place.round_id, place.coder_id)


def rules_for(writer: Writer, version: int, round_id: int, coder_id: int) -> Rules:
    """The rules of a version for a coder in a round, whose own codes belong to it."""
    own = own_codes(writer, round_id, coder_id)
    rules = rules_of(writer, version)
    if not own:
        return rules
    key = ("rules", version, *own)
    known = writer.frozen.get(key)
    if not isinstance(known, Rules):
        said = [(uid, Said.of(json.loads(text))) for uid, _, text in own]
        book = own_book(codebooks.codebook(writer, NOBODY, version), said)
        ids = {**rules.ids, **{uid: id_ for uid, id_, _ in own}}
        known = Rules(version, ids, mutually_exclusive(book))
        writer.frozen[key] = known
    return known


def rules_of(writer: Writer, version: int) -> Rules:
    """The rules of a version that is committed, worked out once."""
    known = writer.frozen.get(("rules", version))
    if isinstance(known, Rules):
        return known
    codebook = codebooks.codebook(writer, NOBODY, version)
    rules = Rules(version, codings.code_ids(writer, version), mutually_exclusive(codebook))
    writer.frozen["rules", version] = rules
    return rules


def _make_way(writer: Writer, place: Place, mark: Mark, rivals: frozenset[str]) -> tuple[Mark, ...]:
    if not rivals:
        return ()
    there = codings.touching(writer, place, mark.first_unit_id, mark.last_unit_id)
    giving_way = tuple(other for uid, other in there if uid in rivals)
    for other in giving_way:
        codings.remove(writer, place, other.code_id, codings.span_of(other))
        ids = _ids(place, other)
        writer.event("coding replaced", ids, place.round_id, place.coder_id)
    return giving_way


def _keep_finished(writer: Writer, place: Place, units: list[Touched]) -> tuple[int, ...]:
    # In a finished document, a unit that loses its last code has been found to have none.
    passed = tuple(
        unit.id
        for unit in (units if place.finished else ())
        if unit.judged and not codings.touching(writer, place, unit.id, unit.id)
    )
    for unit_id in passed:
        codings.put_no_code(writer, place, unit_id)
    return passed


def _ids(place: Place, mark: Mark) -> dict[str, int]:
    where = {"document": place.document_id, "code": mark.code_id}
    return {**where, "start": mark.start, "stop": mark.stop}


def _done(writer: Writer, place: Place, act: Act, ids: Mapping[str, int]) -> None:
    event = writer.event(act.what, ids, place.round_id, place.coder_id)
    acts.remember(writer, event, act, place.round_id, place.document_id)
