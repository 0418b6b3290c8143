"""How far the coders of a round agree: by code, and by whatever else a team asks.

Only a test round's coefficient is reliability; explore and train rounds print none. What was
once measured of a revealed round is kept, and is the same when it is asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial

from workbench.errors import StudyBusy, StudyUnwritable
from workbench.reliability import RoundAgreement
from workbench.steps.agreement import BY
from workbench.steps.agreement.by import pooled
from workbench.steps.agreement.earlier import seen_before, with_earlier
from workbench.steps.agreement.explain import explained
from workbench.steps.agreement.judged import Judgements
from workbench.steps.agreement.judgements import judgements
from workbench.steps.agreement.kept import plain, unplain
from workbench.steps.agreement.question import PER_CODE, Question, asked, refuse_unknown
from workbench.steps.agreement.recipe import note, purpose_note, recipe
from workbench.steps.agreement.row import coefficient_of, each_row, measured
from workbench.store import Reader, Store
from workbench.store.reads import decisions, rounds
from workbench.store.reads.results import result_of
from workbench.store.writes.results import keep_result
from workbench.terms import Round, Viewer


def agreement(
    store: Store, viewer: Viewer, n: int | None = None, question: Question = PER_CODE
) -> list[RoundAgreement]:
    """The agreement of one round; without a number of every revealed round, first to last."""
    BY[question.by]  # a wrong name is refused before anything is read
    with store.reading() as reader:
        numbers = [n] if n is not None else _revealed(rounds.rounds(reader, viewer))
        known = {number: result_of(reader, viewer, number, question.words) for number in numbers}
        new = _measured(reader, viewer, known, question)
    _keep(store, viewer, new, question)
    kept = {number: unplain(found) for number, found in known.items() if found is not None}
    with store.reading() as reader:
        return [explained(reader, viewer, {**new, **kept}[number]) for number in numbers]


def _revealed(all_rounds: Collection[Round]) -> list[int]:
    return [one.n for one in all_rounds if one.state in ("revealed", "adjudicated")]


def _measured(
    reader: Reader, viewer: Viewer, known: Mapping[int, object], question: Question
) -> dict[int, RoundAgreement]:
    """The rounds that are not known yet; a name is wrong only where all rounds lack it."""
    needed = [n for n, found in known.items() if found is None or question.narrows]
    works = [judgements(reader, viewer, n, question.overlap) for n in needed]
    refuse_unknown(works, question)
    new = [work for work in works if known[work.round_.n] is None]
    return {work.round_.n: _of_round(reader, viewer, work, question) for work in new}


def _keep(store: Store, viewer: Viewer, new: dict[int, RoundAgreement], question: Question) -> None:
    """Keep what cannot change any more; a study that cannot be written is answered all the same."""
    with store.reading() as reader:
        settled = [
            n
            for n in new
            if not question.after_discussion
            or rounds.round_of(reader, viewer, n, progress=False).state == "adjudicated"
        ]
    if settled:
        with suppress(StudyBusy, StudyUnwritable), store.writing() as writer:
            for n in settled:
                keep_result(writer, n, question.words, plain(new[n]))


def of_judgements(work: Judgements, question: Question) -> RoundAgreement:
    """The agreement of what was said in a round, as far as its purpose lets it be printed."""
    one = work.round_
    if one.purpose in ("explore", "train"):
        return RoundAgreement(one.n, one.purpose, "", note=purpose_note(one))
    return _answer(asked(work, question), question, 0, 0)


def _of_round(
    reader: Reader, viewer: Viewer, work: Judgements, question: Question
) -> RoundAgreement:
    one = work.round_
    if one.purpose in ("explore", "train"):
        return RoundAgreement(one.n, one.purpose, "", note=purpose_note(one))
    work, decided = prepared(reader, viewer, work, question)
    if question.by == "intra":
        work = with_earlier(reader, viewer, work, question.overlap)
    seen = int(seen_before(reader, viewer, work).sum())
    return _answer(work, question, seen, decided)


def prepared(
    reader: Reader, viewer: Viewer, work: Judgements, question: Question
) -> tuple[Judgements, int]:
    """The part of a round that is asked about, and how many of its units decisions stand in."""
    work = asked(work, question)
    if not question.after_discussion:
        return work, 0
    made = decisions.decisions(reader, viewer, work.round_.n)
    places = set(work.places)
    return work.after(made), sum((d.document, d.unit) in places for d in made if d.settled)


def _answer(work: Judgements, question: Question, seen: int, decided: int) -> RoundAgreement:
    there = partial(BY[question.by], work)
    rows = tuple(measured(row, question) for row in each_row(there))
    # Coders compared with themselves are no agreement between coders.
    everything = None if question.by == "intra" else pooled({}, work)
    return RoundAgreement(
        n=work.round_.n,
        purpose=work.round_.purpose,
        recipe=recipe(work, question, coefficient_of(question), rows, seen, decided),
        rows=rows,
        overall=everything and measured(everything, Question(seed=question.seed)),
        note=note(work, question, rows),
        seen_before=seen,
    )
