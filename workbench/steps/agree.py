"""How far the coders of a round agree: by code, and by whatever else a team asks.

Only a test round's coefficient is reliability; explore and train rounds print none. What was
once measured of a revealed round is kept, and is the same when it is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial

from workbench.agreement import COEFFICIENTS, Resampling
from workbench.agreement.data import compared, prevalence, two_by_two
from workbench.agreement.measure import facts_of
from workbench.agreement.notes import note as row_note
from workbench.errors import NotAsked, StudyBusy, StudyUnwritable
from workbench.steps.agree_by import BY, Key, Row, pooled
from workbench.steps.agree_recipe import note, purpose_note, recipe
from workbench.steps.earlier import seen_before, with_earlier
from workbench.steps.explain import explained
from workbench.steps.judgements import Judgements, judgements
from workbench.steps.kept import plain, unplain
from workbench.steps.question import PER_CODE, Question, asked, refuse_unknown
from workbench.store import Reader, Store
from workbench.store.reads import decisions, rounds
from workbench.store.reads.results import result_of
from workbench.store.writes.results import keep_result
from workbench.terms import Agreement, AgreementRow, ReliabilityData, Round, RoundAgreement, Viewer

OF_SETS = ("mv_alpha", "set_alpha")
OF_A_CODE = ("positive_agreement", "per_code_binary_alpha", "per_code_fleiss_kappa")

__all__ = ["BY", "PER_CODE", "Question", "agreement"]


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
    coefficient, seed = question.coefficient or _usual(question.by), question.seed
    rows = tuple(_row(row, coefficient, seed) for row in BY[question.by](work))
    return RoundAgreement(
        n=work.round_.n,
        purpose=work.round_.purpose,
        recipe=recipe(work, question, coefficient, rows, seen, decided),
        rows=rows,
        # Coders compared with themselves are no agreement between coders.
        overall=None if question.by == "intra" else _overall(work, seed),
        note=note(work, question, rows),
        seen_before=seen,
    )


def _overall(work: Judgements, seed: int) -> AgreementRow:
    return _row(pooled({}, work), "krippendorff_alpha", seed)


def answer_of(row: Row, question: Question) -> AgreementRow:
    """One row, measured as the question asks."""
    return _row(row, question.coefficient or _usual(question.by), question.seed)


def measure_of(question: Question) -> Callable[[ReliabilityData], float | None]:
    """The bare coefficient that the question asks for."""
    return partial(_quick, question.coefficient or _usual(question.by))


def _usual(by: str) -> str:
    return {"pair": "cohen_kappa", "set": "mv_alpha"}.get(by, "krippendorff_alpha")


def _row(row: Row, coefficient: str, seed: int) -> AgreementRow:
    data = row.data
    _refuse_unfit(row, coefficient)
    # The others know no order of values, or are told it by their weights.
    level = row.level if coefficient == "krippendorff_alpha" else "nominal"
    asked = _interval(row, seed)
    found = _sure(row, COEFFICIENTS[coefficient](data, level=level, resampling=asked))
    percent = _quick("percent_agreement", data)
    yes_no = len(data.categories) == 2 and "set" not in row.key
    return AgreementRow(
        code=_label(row.key),
        coefficient=found.coefficient,
        value=found.value,
        units=found.units,
        coders=found.coders,
        low=found.low,
        high=found.high,
        prevalence=prevalence(compared(data)) if yes_no else {},
        percent=percent,
        positive_agreement=_quick("positive_agreement", data) if yes_no else None,
        undefined_because=found.undefined_because,
        note=row_note(found, data, percent) or row.note,
        level=level,
        interval=found.interval,
        below=found.chance_below_667,
        cells=two_by_two(data) if yes_no and len(data.coders) == 2 else None,
        key=row.key,
        observed=found.observed,
        expected=found.expected,
    )


def _refuse_unfit(row: Row, coefficient: str) -> None:
    """Refuse a coefficient that would answer another question than this row asks."""
    of_sets = "set" in row.key
    if coefficient in OF_SETS and not of_sets:
        raise NotAsked(f"{coefficient} is of all codes of a unit together: add --by set.")
    if of_sets or len(row.data.categories) > 2:
        if coefficient in OF_A_CODE:
            raise NotAsked(
                f"{coefficient} is of a code that a unit has or has not: ask by code or theme."
            )
        if coefficient == "gwet_ac2" and row.level == "nominal":
            raise NotAsked("gwet_ac2 is for values with an order: ask for gwet_ac1.")


def _sure(row: Row, found: Agreement) -> Agreement:
    """The agreement with the number of its units, and what its interval is over, in words."""
    if row.whole is not None:
        found = replace(found, units=facts_of(row.whole).units)
    none = _none(row)
    if none and found.value is not None:
        return replace(found, interval=none)
    return replace(found, interval=found.interval.replace("documents", row.over))


def _interval(row: Row, seed: int) -> Resampling:
    return Resampling("none" if _none(row) else row.method, seed=seed)


def _none(row: Row) -> str:
    """Why there is no interval; empty if there is one."""
    return "" if row.method == "none" else facts_of(row.whole or row.data).no_interval()


def _quick(coefficient: str, data: ReliabilityData) -> float | None:
    return COEFFICIENTS[coefficient](data, resampling=Resampling(method="none")).value


def _label(key: Key) -> str:
    return " · ".join(
        ", ".join(value) if isinstance(value, list) else value for value in key.values()
    )
