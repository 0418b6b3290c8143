"""Rows for a statistician."""

from __future__ import annotations

from workbench.steps.exports.people import everybody_in
from workbench.steps.exports.scores import scores_of
from workbench.steps.exports.themes import by_themes
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import is_revealed
from workbench.store import Store
from workbench.store.reads import rounds
from workbench.tables.tidy import Known, long_scores_table, tidy_table
from workbench.terms import Table, Viewer


def tidy(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """A row a participant: facts, scores, and how often each theme of a revealed round."""
    known = _known(store, viewer, wanted)
    with store.reading() as reader:
        if wanted.n is None and not any(is_revealed(r) for r in rounds.rounds(reader, viewer)):
            return tidy_table(known, None)
        found = by_themes(reader, viewer, wanted)
        return found.noted(tidy_table(known, found.findings))


def tidy_scores(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """A row a participant, score and time."""
    return long_scores_table(_known(store, viewer, wanted))


def _known(store: Store, viewer: Viewer, wanted: Wanted) -> Known:
    everybody, about = everybody_in(store, viewer)
    scores = scores_of(everybody, wanted.times)
    facts = {
        one.name: {
            fact.name: fact.value
            for fact in one.attributes
            if not fact.instrument and isinstance(fact.value, str)
        }
        for one in everybody
    }
    return Known(facts, tuple(scores.values()), about)
