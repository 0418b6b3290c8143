"""Each revealed round in a row (T6): what was coded by whom, how far they agreed, what followed."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.coding.changes import in_short
from workbench.coding.disagreements import Tally, tally
from workbench.reliability import AgreementRow, RoundAgreement
from workbench.steps.agreement.answer import agreement
from workbench.steps.agreement.question import Question
from workbench.steps.coded import coded
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, documents, rounds
from workbench.tables.given import RoundSummary
from workbench.terms import Round, Viewer

KAPPA = Question(coefficient="mean_pairwise_cohen_kappa")


def summaries(store: Store, viewer: Viewer) -> tuple[RoundSummary, ...]:
    """The revealed rounds, first to last."""
    alphas, kappas = agreement(store, viewer), agreement(store, viewer, None, KAPPA)
    with store.reading() as reader:
        all_rounds = rounds.rounds(reader, viewer)
        return tuple(
            _summary(reader, viewer, _one(all_rounds, alpha.n), alpha, kappa)
            for alpha, kappa in zip(alphas, kappas, strict=True)
        )


def _one(all_rounds: Sequence[Round], n: int) -> Round:
    return next(one for one in all_rounds if one.n == n)


def _summary(
    reader: Reader, viewer: Viewer, one: Round, alpha: RoundAgreement, kappa: RoundAgreement
) -> RoundSummary:
    work = coded(reader, viewer, one)
    done = tally(work.said, work.decisions)
    codebook = codebooks.codebook(reader, viewer, one.version)
    overall = alpha.overall
    return RoundSummary(
        n=one.n,
        purpose=one.purpose,
        version=one.version,
        units=sum(len(theirs) >= 2 for theirs in work.said.values()),
        corpus=_corpus(reader, viewer, one),
        coders=one.coders,
        codes=sum(code.kind == "code" for _, code in codebook.walk()),
        percent=_mean_percent(alpha.rows),
        kappas=tuple(row.value for row in kappa.rows if row.value is not None),
        alpha=overall.value if overall else None,
        low=overall.low if overall else None,
        high=overall.high if overall else None,
        undefined_because=overall.undefined_because if overall else None,
        **_talked(done),
        changes=_changes(reader, viewer, one),
    )


def _talked(done: Tally) -> dict[str, int | None]:
    """Nothing is known of a round that nobody talked about."""
    if not done.discussed:
        return {"discussed": None, "changed": None, "unresolved": None}
    return dict(done._asdict())


def _mean_percent(rows: Sequence[AgreementRow]) -> float | None:
    known = [row.percent for row in rows if row.percent is not None and row.value is not None]
    return sum(known) / len(known) if known else None


def _corpus(reader: Reader, viewer: Viewer, one: Round) -> int:
    """All units of this kind in the study, whoever speaks."""
    return sum(
        row.units
        for document in documents.documents(reader, viewer)
        for row in documents.unit_sets(reader, document.name)
        if row.name == one.unit
    )


def _changes(reader: Reader, viewer: Viewer, one: Round) -> tuple[str, ...]:
    """What changed in the codebook after the round, up to the version of the next."""
    later = [other.version for other in rounds.rounds(reader, viewer) if other.n > one.n]
    newest = later[0] if later else codebooks.versions(reader, viewer)[-1]
    if newest <= one.version:
        return ()
    older, newer = (codebooks.codebook(reader, viewer, v) for v in (one.version, newest))
    return in_short(older, newer, codebooks.lineage_between(reader, viewer, one.version, newest))
