"""What the answer of a dialog does to the study, and the sentence that says what was done.

Each takes the store, who does it, and the answer; each raises `WorkbenchError` for what the
study refuses. Rooms that are slow to import are imported here, beside the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import NotAsked, Stopped
from workbench.terms import (
    CaseFacts,
    Codebook,
    Decision,
    Round,
    RoundPlan,
    Segmentation,
    Viewer,
)
from workbench.tui.refusals import on_screen
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.evolution import Trial
    from workbench.steps.history import Told
    from workbench.steps.preview_answers import Answers
    from workbench.steps.preview_talks import Talks
    from workbench.steps.previewing import Project
    from workbench.steps.reading import Reading
    from workbench.steps.search import Hit
    from workbench.steps.withdrawal import Withdrawing
    from workbench.store import Store
    from workbench.tui.dialogs.ask import CoderAsked
    from workbench.tui.dialogs.edit import AskEdit, EditAsked
    from workbench.tui.dialogs.withdraw import WithdrawAsked


class Look:
    """Reads files when they are asked for, and keeps what was found; nothing is stored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.found: Talks | Answers | Project | None = None
        """What was read; None: nothing yet."""

    def __call__(self, readings: Sequence[Reading]) -> str:
        """The sentence that says what was read."""
        from workbench.steps.previewing import look_at

        self.found = look_at(self._store, readings)
        return "Read."


def segment(store: Store, viewer: Viewer, settings: Segmentation) -> str:
    """Cut all documents into units; stopped in between, those before stay cut."""
    from workbench.steps.segmenting import segment_documents

    units, documents, said = 0, 0, "There is no document to cut."
    try:
        for one in segment_documents(store, viewer, settings):
            units, documents = units + one.units, documents + 1
            said = f"{plural(documents, 'document')} cut into {plural(units, 'unit')}."
    except Stopped:
        if not documents:
            raise
        return f"Stopped: {said} s goes on with the rest."
    return said


def load_codebook(store: Store, viewer: Viewer, path: Path) -> str:
    """Load the next version of the codebook."""
    from workbench.steps import codebook

    version, changes = codebook.load_codebook(store, viewer, path)
    return f"This is version {version} of the codebook. {' '.join(changes[:3])}"


def read_codebook(
    store: Store, viewer: Viewer, version: int | None
) -> tuple[tuple[int, ...], Codebook, tuple[str, ...]]:
    """All versions' numbers, one version (the latest), and what that changed, in words."""
    from workbench.steps.codebook import changes_between
    from workbench.store.reads import codebooks

    with store.reading() as reader:
        versions = codebooks.versions(reader, viewer)
        found = codebooks.codebook(reader, viewer, version)
    place = versions.index(found.version)
    before = versions[place - 1] if place else None
    changes = changes_between(store, viewer, before, found.version) if before else ()
    return versions, found, changes


def save_codebook(store: Store, viewer: Viewer, path: Path, version: int) -> str:
    """Write a version of the codebook to a file."""
    from workbench.steps import codebook

    if path.exists():
        raise NotAsked(f"“{path.name}” is there already; type another name.")
    codebook.save_codebook(store, viewer, path, version)
    return f"Wrote {path}."


class Change:
    """Tries a change of the codebook out when it is asked for, and makes it when asked again."""

    def __init__(self, store: Store, viewer: Viewer, dialog: AskEdit) -> None:
        """`dialog` is told what was found, before anything is changed."""
        self._store, self._viewer, self._dialog = store, viewer, dialog
        self._asked: tuple[object, ...] = ()
        self._quotations = 0
        """How many have to get a part of the code that is split."""

    def __call__(self, asked: EditAsked) -> str | None:
        """The sentence that says what was changed; None after the trying out."""
        from workbench.steps import evolution

        again = (asked.what, asked.typed, asked.reason)
        if again == self._asked:
            done = evolution.evolve(self._store, self._viewer, asked.what, asked.edit, asked.reason)
            many = plural(self._quotations, "quotation")
            parts = f"c goes through {many}, to choose the part of each." * bool(self._quotations)
            return f"This is version {done.version} now. {parts or ' '.join(done.changes[:2])}"
        trial = evolution.try_out(self._store, self._viewer, asked.edit)
        self._quotations = trial.codings.split
        self._dialog.found = "\n".join(trial_lines(trial))
        self._asked = again
        return None


def trial_lines(trial: Trial) -> Iterator[str]:
    """What a change of the codebook would do, a line each."""
    from workbench.tables.numbers import estimate

    yield f"Version {trial.version} would say:"
    yield from (f"  {change}" for change in trial.changes)
    touched = trial.codings._asdict()
    said = {
        "merged": "would be read under the new code",
        "folded": "of these would fall together with another of the same coder",
        "split": "would have to be walked through, to choose a part",
        "retired": "would have a code that is there no more",
    }
    for name, words in said.items():
        if touched[name]:
            yield f"  {plural(touched[name], 'coding')} {words}"
    if not any(touched[name] for name in said):
        yield "  No coding is touched."
    for one in trial.agreement:
        before = ", ".join(f"{name} {estimate(value)}" for name, value in one.before.items())
        if set(one.before.values()) != {one.after}:
            yield f"  Agreement in round {one.n}: {before} → {one.code} {estimate(one.after)}"


def add_coder(store: Store, viewer: Viewer, asked: CoderAsked) -> str:
    """Add a coder."""
    from workbench.steps import coders

    coders.add_coder(store, viewer, asked.name, asked.role)
    return f"{asked.name} can code now; F2 changes who is coding."


def rename_coder(store: Store, viewer: Viewer, name: str, new: str) -> str:
    """Give a coder another name."""
    from workbench.steps import coders

    return f"{name} is called {coders.rename_coder(store, viewer, name, new)} now."


def draft_round(store: Store, viewer: Viewer, plan: RoundPlan) -> str:
    """Draft a round."""
    from workbench.steps import rounds

    return f"Round {rounds.draft_round(store, viewer, plan)} is drafted; press o to open it."


def open_round(store: Store, viewer: Viewer, n: int) -> str:
    """Open a drafted round."""
    from workbench.steps import rounds

    rounds.open_round(store, viewer, n)
    return f"Round {n} is open; coders see only their own work until it is revealed."


def close_round(store: Store, viewer: Viewer, n: int, reason: str) -> str:
    """Close the open round; with a reason, if it is not finished."""
    from workbench.steps import rounds

    rounds.close_round(store, viewer, n, reason or None)
    return f"Round {n} is closed; press v to reveal it."


def reveal_round(store: Store, viewer: Viewer, n: int) -> str:
    """Reveal a closed round."""
    from workbench.steps import rounds

    rounds.reveal_round(store, viewer, n)
    return f"Round {n} is revealed; press g for its agreement, d to settle where coders differ."


def code_names(store: Store, viewer: Viewer, n: int | None) -> list[str]:
    """The codes of a round's codebook by the names that tell them apart, in its order."""
    from workbench.store.reads import codebooks, rounds

    with store.reading() as reader:
        version = rounds.round_key(reader, n).version
        return _called(codebooks.codebook(reader, viewer, version), categories=False)


def coder_names(store: Store, viewer: Viewer) -> list[str]:
    """All coders of the study."""
    from workbench.store.reads import coders

    with store.reading() as reader:
        return [coder.name for coder in coders.coders(reader, viewer)]


class Names(NamedTuple):
    """What a search is narrowed by."""

    codes: list[str]
    speakers: list[str]
    documents: list[str]
    facts: list[tuple[str, str]]
    """Names and values."""
    rounds: list[int]


def names(store: Store, viewer: Viewer) -> Names:
    """All names of the study; the codes are those of the latest round, else of the codebook."""
    from workbench.store.reads import cases, codebooks, documents, rounds

    with store.reading() as reader:
        known = [document.name for document in documents.documents(reader, viewer)]
        turns = (turn for name in known for turn in documents.turns(reader, viewer, name))
        speakers = dict.fromkeys(turn.speaker or turn.case for turn in turns)
        facts = {
            (fact.name, fact.value if isinstance(fact.value, str) else f"{fact.value:g}")
            for case in cases.cases(reader, viewer)
            for fact in case.attributes
        }
        there = [one for one in rounds.rounds(reader, viewer) if one.state != "draft"]
        codes: list[str] = []
        if codebooks.versions(reader, viewer):
            version = there[-1].version if there else None
            codes = _called(codebooks.codebook(reader, viewer, version), categories=True)
    return Names(
        codes,
        [name for name in speakers if name],
        known,
        sorted(facts),
        [one.n for one in there],
    )


def _called(codebook: Codebook, *, categories: bool) -> list[str]:
    from workbench.coding.codes import CodeIndex

    index = CodeIndex.of(codebook)
    return [
        index.shortest(path) for path, code in codebook.walk() if categories or code.kind == "code"
    ]


def round_of(store: Store, viewer: Viewer, n: int) -> Round:
    """A round by its number."""
    from workbench.store.reads import rounds

    with store.reading() as reader:
        return rounds.round_of(reader, viewer, n)


def put_code(store: Store, viewer: Viewer, n: int, hit: Hit, name: str) -> str:
    """Put a code on the unit of a hit, or take it off."""
    from workbench.coding.codes import find_code
    from workbench.steps import code
    from workbench.store.reads import codebooks, documents

    one = round_of(store, viewer, n)
    with store.reading() as reader:
        uid = find_code(codebooks.codebook(reader, viewer, one.version), name).uid
        sha256 = documents.sha256(reader, viewer, hit.document)
        units = documents.units(reader, viewer, hit.document, one.unit) if hit.unit else ()
    # Where the unit is now: the text may have been corrected since it was searched.
    _, start, stop, *_ = units[hit.unit - 1] if hit.unit else (0, hit.start, hit.stop)
    did = code.toggle(store, viewer, n, hit.document, uid, start, stop, sha256=sha256)
    return f"{'Saved' if did.applied else 'Taken off'}: {name}, {hit.number}."


def cases(store: Store, viewer: Viewer) -> tuple[CaseFacts, ...]:
    """The participants."""
    from workbench.store.reads import cases as reads

    with store.reading() as reader:
        return reads.cases(reader, viewer)


def history(store: Store, viewer: Viewer) -> tuple[Told, ...]:
    """What was done, as far as the viewer may see, with names for ids."""
    from workbench.steps.history import appendix

    with store.reading() as reader:
        return appendix(reader, viewer)


def decide(store: Store, viewer: Viewer, n: int, made: Decision) -> str:
    """Settle a unit."""
    from workbench.steps import decide

    return {
        "made": "decided.",
        "replaced": "decided anew; history keeps what was decided before.",
        "same": "was decided so already.",
    }[decide.decide(store, viewer, n, made)]


def adjudicate(store: Store, viewer: Viewer, n: int, reason: str) -> str:
    """Declare a round adjudicated."""
    from workbench.steps import rounds

    rounds.adjudicate_round(store, viewer, n, reason or None)
    return f"Round {n} is adjudicated; x of the study exports, r drafts the next round."


def formats() -> list[str]:
    """The ends of names that a table can be written to."""
    from workbench.exporters import EXPORTERS

    return list(EXPORTERS)


# ------------------------------------------------------------------ withdrawal


def quote_or_not(store: Store, viewer: Viewer, name: str) -> str:
    """Say of a participant that they may not be quoted; if it is said already, that they may."""
    from workbench.steps.quoting import say_quoting, unquoted

    answer = "yes" if name in unquoted(store).cases else "no"
    say_quoting(store, viewer, "case", name, answer)
    return f"{name} may {'' if answer == 'yes' else 'not '}be quoted; x takes it back."


def withdrawing(store: Store, viewer: Viewer, name: str) -> Withdrawing:
    """What would go if somebody withdrew."""
    from workbench.steps.withdrawal import withdrawal

    return withdrawal(store, viewer, name)


def lines_of(held: Withdrawing) -> list[str]:
    """The same in lines."""
    from workbench.steps.withdrawing_told import lines

    return list(lines(held, listed=3))


def withdraw(store: Store, viewer: Viewer, name: str, asked: WithdrawAsked) -> str:
    """Withdraw somebody for good; what is left for people to do."""
    from workbench.steps.withdrawing import withdraw as step
    from workbench.steps.withdrawing_theirs import How, Mentions
    from workbench.steps.withdrawing_told import after

    mentions: Mentions = "keep" if asked.mentions == "keep" else "erase"
    how = How("anew" if asked.anew else "keep", mentions, asked.exports)
    told = after(step(store, viewer, name, how))
    return on_screen(" ".join(line.strip() for line in told))
