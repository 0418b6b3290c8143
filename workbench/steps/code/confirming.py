"""Standing by codings that were copied from an earlier round."""

from __future__ import annotations

from workbench.errors import NotAsked
from workbench.steps.code.place import judged_units, place_at, reach, remember
from workbench.steps.code.rules import rules_at
from workbench.store import Store, Writer
from workbench.store.writes import codings
from workbench.store.writes.acts import Act
from workbench.store.writes.codings import Mark
from workbench.store.writes.places import Place, Touched
from workbench.terms import Passage, Viewer


def confirm(store: Store, viewer: Viewer, n: int, passage: Passage) -> int:
    """Stand by the codings copied onto the unit of each stretch, which judges it; how many."""
    with store.writing(viewer) as writer:
        place = place_at(writer, viewer, n, passage.document, passage.sha256)
        units = [judged_units(writer, place, span)[0] for span in passage.spans]
        copies = tuple(copy for unit in units for copy in _copies(writer, place, unit))
        confirmed = tuple(_confirm(writer, place, copy) for copy in copies)
        if confirmed:
            act = Act("copies confirmed", place.state, *reach(passage.spans), confirmed, copies)
            remember(writer, place, act, [{"unit": unit.id} for unit in units])
        return len(confirmed)


def _copies(writer: Writer, place: Place, unit: Touched) -> list[Mark]:
    there = codings.touching(writer, place, unit.id, unit.id)
    _refuse_rivals(writer, place, [uid for uid, _ in there])
    return [mark for _, mark in there if mark.copied]


def _refuse_rivals(writer: Writer, place: Place, there: list[str]) -> None:
    rivals = rules_at(writer, place).rivals
    if any(rivals.get(uid, frozenset()).intersection(there) for uid in there):
        raise NotAsked("Codes on this unit exclude each other; take one back before you confirm.")


def _confirm(writer: Writer, place: Place, copy: Mark) -> Mark:
    own = copy._replace(copied=0)
    codings.remove(writer, place, copy.code_id, codings.span_of(copy))
    codings.put(writer, place, own)
    return own
