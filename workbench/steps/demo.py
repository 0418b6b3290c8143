"""The sample study: the whole job on invented material, from import to the theme table.

A folder gets two studies: the Balint sessions, coded by three coders over three rounds, and the
students' feedback, coded by two. Each is built beside its place and moved there whole, so that
an interrupted demo leaves nothing that looks finished.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import workbench
from workbench.errors import FileFault
from workbench.importers.speaking import Speaking
from workbench.steps import cases, codebook, coders, codings, export, importing, rounds, segmenting
from workbench.store import Store, new_study, new_uid, open_study
from workbench.surveys import Columns
from workbench.terms import NOBODY, RoundPlan, Segmentation

STUDY = "balint.study"
FEEDBACK = "feedback.study"
EXPORTS = ("themes.csv", "themes.xlsx", "themes.docx", "themes.md", "codebook.yaml")

TITLES = {
    STUDY: "Balint groups: five sessions (invented)",
    FEEDBACK: "Balint groups: what 58 students wrote (invented)",
}
SESSIONS = tuple(f"session-{n}" for n in range(1, 6))
ROUNDS = (SESSIONS[:2], SESSIONS[2:4], SESSIONS)
"""The sessions of each round."""
JUDGED = ("student", "presenter")
QUESTIONS = ("most_valuable", "most_difficult", "would_change", "anything_else")
ITEMS = (
    "felt_safe",
    "felt_listened_to",
    "learned_about_patients",
    "leaders_helpful",
    "would_recommend",
)
SURVEY = Columns("id", QUESTIONS, ("cohort", "group", "sessions_attended"), ITEMS)


def build(folder: Path) -> Generator[str, None, None]:
    """Build what is missing in a folder; yields what was done, sentence by sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FileFault(f"{folder} cannot be made ({fault.strerror}); choose another.") from fault
    for name, fill in ((STUDY, _sessions), (FEEDBACK, _feedback)):
        if not (folder / name).exists():
            yield from _build(folder / name, fill)
    yield from _write(folder)


def files(folder: Path) -> list[Path]:
    """What the demo leaves in its folder."""
    return [folder / name for name in (STUDY, FEEDBACK, *EXPORTS)]


def sample() -> Path:
    """The folder that holds `data` and `codebooks`: in the wheel, or in the checkout."""
    inside = Path(workbench.__file__).parent / "sample"
    return inside if inside.exists() else inside.parent.parent


def _build(path: Path, fill: Callable[[Store], Iterator[str]]) -> Iterator[str]:
    _sweep(path.parent)  # what a demo that was killed has left
    draft = path.with_name(f".building-{new_uid()[:8]}")
    try:
        with contextlib.closing(new_study(draft, TITLES[path.name])) as store:
            yield from fill(store)
        draft.replace(path)
        yield f"{path} is ready."
    finally:
        _sweep(path.parent)


def _sweep(folder: Path) -> None:
    """Remove what was only needed while building, the copies before each codebook included."""
    for left in folder.glob(".building-*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _sessions(store: Store) -> Iterator[str]:
    """Five sessions and the survey's answers in; three rounds coded, closed and revealed."""
    yield from _import_sessions(store)
    yield _import_feedback(store)
    _add_coders(store, "ana", "ben", "noor")
    for n, documents in enumerate(ROUNDS, 1):
        version, _ = codebook.load_codebook(store, NOBODY, _codebook(f"balint-v{n}"))
        plan = RoundPlan(("ana", "ben", "noor"), "sentence", "test", documents, JUDGED)
        yield _code(store, plan, f"round-{n}", f"codebook v{version}")


def _feedback(store: Store) -> Iterator[str]:
    """The answers of a survey, coded by two coders in one round."""
    yield _import_feedback(store)
    _add_coders(store, "ana", "noor")
    codebook.load_codebook(store, NOBODY, _codebook("feedback-v1"))
    plan = RoundPlan(("ana", "noor"), "turn", "test")
    yield _code(store, plan, "feedback-round-1", "codebook v1")


def _import_sessions(store: Store) -> Iterator[str]:
    paths = sorted((sample() / "data" / "sessions").iterdir())
    drafts = importing.read_files(paths)
    done = importing.import_drafts(store, NOBODY, drafts, {}, Speaking(offers=True))
    cases.load_cases(store, NOBODY, sample() / "data" / "participants.csv")
    yield f"Imported {len(done)} sessions with {sum(one.turns for one in done)} turns."
    settings = Segmentation("sentence", "en")
    cut = list(segmenting.segment_documents(store, NOBODY, settings, SESSIONS))
    yield f"Segmented them with spaCy into {sum(one.units for one in cut)} sentences."


def _import_feedback(store: Store) -> str:
    drafts = importing.read_files([sample() / "data" / "feedback.csv"], SURVEY)
    done = importing.import_drafts(store, NOBODY, drafts)
    names = [one.document for one in done]
    for _ in segmenting.segment_documents(store, NOBODY, Segmentation("turn"), names):
        pass
    return f"Imported a survey: {len(done)} questions, {sum(one.turns for one in done)} answers."


def _add_coders(store: Store, *names: str) -> None:
    for name in names:
        coders.add_coder(store, NOBODY, name, "independent" if name == "noor" else "team")


def _code(store: Store, plan: RoundPlan, name: str, version: str) -> str:
    """Open a round, take in what was coded, close and reveal it."""
    n = rounds.draft_round(store, NOBODY, plan, open_it=True)
    folder = sample() / "data" / "codings"
    done = codings.load(
        store, NOBODY, n, folder / f"{name}.csv", folder / f"{name}-assignments.csv"
    )
    rounds.close_round(store, NOBODY, n)
    rounds.reveal_round(store, NOBODY, n)
    coded = f"{done.codings} codings of {len(plan.coders)} coders"
    return f"Round {n} with {version}: {coded}, blind to each other, then revealed."


def _codebook(name: str) -> Path:
    return sample() / "codebooks" / f"{name}.yaml"


def _write(folder: Path) -> Iterator[str]:
    missing = [name for name in EXPORTS if not (folder / name).exists()]
    if not missing:
        return
    with contextlib.closing(open_study(folder / STUDY)) as store:
        for name in missing:
            what = "codebook" if name.startswith("codebook") else "themes"
            export.export(store, NOBODY, export.Wanted(what), folder / name)
    yield f"Exported {', '.join(missing)} to {folder}."
